use crate::ensemble::{ModelSummary, QUANTILES};
use crate::model::{Law, Model};
use crate::vocabulary::Metric;

/// The law of a metric by formula, beside what a simulation says, and how rare high values are.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct Rarity {
    /// The metric.
    pub metric: Metric,
    /// Quantiles, rising.
    pub quantiles: Vec<QuantileAgreement>,
    /// How far one in so many cases goes, from frequent to rare.
    pub one_in: Vec<OneIn>,
}

/// A quantile by formula beside its simulation.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuantileAgreement {
    /// The share of the cases at or below it.
    pub share: f64,
    /// By formula.
    pub exact: f64,
    /// By simulation.
    pub simulated: f64,
    /// How many standard errors of the share lie between the two; 0 where the simulated quantile is one by formula too.
    pub standard_errors: f64,
}

/// A rare event.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OneIn {
    /// One case in so many, or more,
    pub cases: u64,
    /// reaches this value; at most as many go above it.
    pub value: f64,
    /// The share of the cases that reach it: much more than one in so many where many have this very value.
    pub reached: f64,
    /// The share of the cases above it.
    pub above: f64,
}

/// How far one in so many cases goes, from frequent to rare, by a law; `None` where it always gives the same.
pub fn one_in(law: &Law) -> Option<Vec<OneIn>> {
    // Sums of probabilities have no more digits.
    let most = law.quantile(1.0 - 1e-12);
    let event = |cases: u64| {
        let value = law.quantile(1.0 - 1.0 / cases as f64);
        let above = if value < most { (1.0 - law.at_most(value)).max(0.0) } else { 0.0 };
        OneIn { cases, value, reached: law.at_least(value), above }
    };
    law.constant().is_none().then(|| CASES.map(event).to_vec())
}

/// The quantiles that are compared: places in [`QUANTILES`].
const COMPARED: [usize; 5] = [0, 2, 3, 5, 6];
/// One case in so many.
const CASES: [u64; 4] = [10, 100, 1_000, 1_000_000];

impl Rarity {
    /// The law of `metric` in `model` beside `summary`, a simulation of it; `None` where the law is not known or always
    /// gives the same.
    pub fn new(model: &Model, summary: &ModelSummary, metric: Metric) -> Option<Self> {
        let law = model.exact_law(metric).ok()?;
        let one_in = one_in(&law)?;
        let simulation = summary.metric(metric).filter(|simulation| simulation.replicates > 0)?;
        let shares = COMPARED.map(|place| QUANTILES[place]);
        let quantiles = COMPARED.into_iter().zip(shares).zip(law.quantiles(&shares));
        let quantiles = quantiles.map(|((place, share), exact)| {
            let simulated = simulation.quantiles[place];
            let error = (share * (1.0 - share) / simulation.replicates as f64).sqrt();
            // The shares that the simulated value is a quantile of.
            let (from, to) = (1.0 - law.at_least(simulated), law.at_most(simulated));
            let apart = (from - share).max(share - to).max(0.0);
            QuantileAgreement { share, exact, simulated, standard_errors: apart / error }
        });
        Some(Self { metric, quantiles: quantiles.collect(), one_in })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::ensemble::Control;
    use crate::experiment::Experiment;
    use crate::scenario::{Overrides, load_preset};

    #[test]
    fn the_classic_is_rare_by_formula_and_near_by_simulation() {
        let overrides = Overrides { replicates: Some(4_000), ..Overrides::default() };
        let scenario = load_preset("classic-317", &overrides).expect("a preset");
        let experiment = Experiment::new(&scenario).expect("a scenario");
        let control = Control { cancel: &AtomicBool::new(false), progress: &|_| {} };
        let results = experiment.run(&mut [], &control).expect("results");
        let model = &results.models[0].model;
        let rarity = Rarity::new(model, &results.ensemble.models[0], Metric::Aware).expect("a law");
        let exact: Vec<f64> = rarity.quantiles.iter().map(|quantile| quantile.exact).collect();
        assert_eq!(exact, [12.0, 88.0, 219.0, 738.0, 960.0]);
        assert!(rarity.quantiles.iter().all(|quantile| quantile.standard_errors < 4.0), "{rarity:?}");
        let reached: Vec<f64> = rarity.one_in.iter().map(|event| event.value).collect();
        assert_eq!(reached, [738.0, 1_480.0, 2_222.0, 4_449.0]);
        for event in &rarity.one_in {
            let chance = 1.0 / event.cases as f64;
            assert!(event.reached >= chance && event.above <= chance * (1.0 + 1e-9), "{event:?}");
        }
        assert_eq!(Rarity::new(model, &results.ensemble.models[0], Metric::Complaints), None);
    }
}
