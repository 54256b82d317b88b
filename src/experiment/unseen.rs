use crate::ensemble::ModelSummary;
use crate::model::{Behind, Model, Origin, Parameters};
use crate::vocabulary::Metric;

/// What stands behind the complaints seen: the silent, the reach and the money, with their spread.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct Unseen {
    /// Complaints seen, in all periods together.
    pub complaints: u64,
    /// The mean number of silent customers for someone who holds every number of dissatisfied customers for equally likely
    /// beforehand, (c + 1)(1 - v0) / v0 in each period; `None` where their number is fixed.
    pub flat_prior_silent: Option<f64>,
    /// Metric by metric.
    pub spreads: Vec<Spread>,
}

/// How one metric spreads.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The metric.
    pub metric: Metric,
    /// Its mean.
    pub mean: f64,
    /// One case in twenty is at or below it.
    pub p05: f64,
    /// The median.
    pub p50: f64,
    /// One case in twenty is at or above it.
    pub p95: f64,
}

/// What is behind a complaint, from those let down to money.
const BEHIND: [Metric; 6] =
    [Metric::Silent, Metric::Dissatisfied, Metric::Reach, Metric::Aware, Metric::CustomersLost, Metric::NetLoss];

impl Unseen {
    /// What is behind the complaints that `model` starts from, by formula where its laws are known and else by `summary`, a
    /// simulation of it; `None` where it starts from anything else.
    pub fn new(model: &Model, summary: &ModelSummary) -> Option<Self> {
        let Origin::Complaints { .. } = &model.parameters().customers.origin else { return None };
        let spread = |metric| {
            let found = summary.metric(metric)?;
            if let Ok(law) = model.exact_law(metric) {
                let mean = model.expected().mean(metric).unwrap_or_else(|| law.mean());
                let [p05, p50, p95] = [0.05, 0.5, 0.95].map(|share| law.quantile(share));
                return Some(Spread { metric, mean, p05, p50, p95 });
            }
            let [p05, _, _, p50, _, _, p95] = found.quantiles;
            let mean = model.expected().mean(metric).unwrap_or(found.mean);
            Some(Spread { metric, mean, p05, p50, p95 })
        };
        let spreads = BEHIND.into_iter().filter_map(spread);
        Some(Self {
            complaints: model.parameters().given_in_all()?,
            flat_prior_silent: model.parameters().all_periods().map(|point| flat_prior_silent(&point)).sum(),
            // What nobody put a number to says nothing.
            spreads: spreads.filter(|spread| spread.mean != 0.0 || spread.p95 != 0.0).collect(),
        })
    }
}

/// In one period.
fn flat_prior_silent(point: &Parameters) -> Option<f64> {
    let Origin::Complaints { complaints, behind } = &point.customers.origin else { return None };
    let silent_per_complaint = match *behind {
        Behind::VoiceRate(rate) => rate.complement().get() / rate.get(),
        Behind::SilentPerComplaint(silent) => silent,
        Behind::Silent(_) => return None,
    };
    Some((*complaints as f64 + 1.0) * silent_per_complaint)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::ensemble::Control;
    use crate::experiment::Experiment;
    use crate::scenario::{Overrides, load_text};

    fn unseen(text: &str) -> Option<Unseen> {
        let scenario = load_text(text.as_bytes(), "test", "test", &Overrides::default()).expect("a scenario");
        let cancel = AtomicBool::new(false);
        let control = Control { cancel: &cancel, progress: &|_| {} };
        let experiment = Experiment::new(&scenario).expect("a model");
        let results = experiment.run(&mut [], &control).expect("results");
        Unseen::new(&results.models[0].model, &results.ensemble.models[0])
    }

    #[test]
    fn twelve_complaints_of_a_quarter_who_complain() {
        let text = "[customers]\ncomplaints = 12\nobserved_voice_rate = 0.25\n[silent]\naudience = 9\n";
        let unseen = unseen(text).expect("complaints were seen");
        assert_eq!((unseen.complaints, unseen.flat_prior_silent), (12, Some(39.0)));
        let silent = unseen.spreads.iter().find(|spread| spread.metric == Metric::Silent).expect("silent");
        // NegativeBinomial(12, 1/4): mean 36, quantiles 18, 35 and 58 by summing its masses.
        assert_eq!([silent.mean, silent.p05, silent.p50, silent.p95], [36.0, 18.0, 35.0, 58.0]);
        assert!(unseen.spreads.iter().all(|spread| spread.metric != Metric::NetLoss), "no money, no row");
    }

    #[test]
    fn behind_several_periods_are_the_complaints_of_all() {
        let text = "[customers]\ncomplaints = 5\nobserved_voice_rate = 0.25\n[silent]\naudience = 4\n[periods]\ncount = 4\n\
            [[change]]\nfrom = 3\nset = { \"customers.complaints\" = 7 }\n[run]\nreplicates = 50\n";
        let unseen = unseen(text).expect("complaints were seen");
        // (5 + 1) x 3 twice, (7 + 1) x 3 twice.
        assert_eq!((unseen.complaints, unseen.flat_prior_silent), (24, Some(84.0)));
    }

    #[test]
    fn served_customers_hide_nobody() {
        assert_eq!(unseen("[customers]\nserved = 10\nproblem_rate = 0.5\n[run]\nreplicates = 10\n"), None);
    }
}
