//! Stage 1: who was let down.

use super::error::ModelError;
use super::parameters::{Behind, Customers, Origin, Problem};
use super::service::ServiceGap;
use crate::quantity::Probability;
use crate::random::{Geometric, PoissonDraw, Stream, beta, coupled_poisson, gamma};

/// Stage 1, compiled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Experience {
    /// Complaints seen, and a random number of silent customers behind them: negative binomial with these odds,
    /// (1 - v0) / v0.
    Observed { complaints: u64, odds: f64, voice_rate: f64, behind_one: Geometric },
    /// Complaints seen, and a fixed number of silent customers behind them.
    ObservedFixed { complaints: u64, silent: u64 },
    /// A fixed number let down.
    Known { dissatisfied: u64 },
    /// Each of the served is let down with `problem`, else satisfied with `satisfied`, else indifferent.
    Served { served: u64, problem: Probability, satisfied: Probability },
}

impl Experience {
    fn observed(complaints: u64, odds: f64, voice_rate: f64) -> Self {
        Experience::Observed { complaints, odds, voice_rate, behind_one: Geometric::new(odds) }
    }

    pub(super) fn new(customers: &Customers, gap: Option<&ServiceGap>) -> Result<Self, ModelError> {
        let found = customers.product_found;
        Ok(match customers.origin {
            Origin::Complaints { complaints: 0, .. } => return Err(ModelError::NoComplaints),
            Origin::Complaints { complaints, behind: Behind::Silent(silent) } => {
                Experience::ObservedFixed { complaints, silent }
            }
            Origin::Complaints { complaints, behind: Behind::VoiceRate(rate) } => {
                if rate.get() == 0.0 {
                    return Err(ModelError::NobodyComplains);
                }
                Experience::observed(complaints, (1.0 - rate.get()) / rate.get(), rate.get())
            }
            Origin::Complaints { complaints, behind: Behind::SilentPerComplaint(odds) } => {
                if !(odds >= 0.0 && odds.is_finite()) {
                    return Err(ModelError::SilentPerComplaint(odds));
                }
                Experience::observed(complaints, odds, 1.0 / (1.0 + odds))
            }
            Origin::Dissatisfied(dissatisfied) => Experience::Known { dissatisfied },
            Origin::Served { served, problem: Problem::Rate(problem) } => {
                Experience::Served { served, problem, satisfied: found }
            }
            Origin::Served { served, problem: Problem::Service(_) } => {
                let gap = gap.ok_or(ModelError::NoServiceGap)?;
                let problem = gap.let_down();
                let rest = problem.complement().get();
                let satisfied = if rest > 0.0 { gap.satisfied().get() / rest } else { 0.0 };
                let satisfied = Probability::clamped(Probability::clamped(satisfied).get() * found.get());
                Experience::Served { served, problem, satisfied }
            }
        })
    }

    /// v0: the share of the dissatisfied who complained, where complaints were observed.
    pub(crate) fn observed_voice_rate(self) -> Option<f64> {
        match self {
            Experience::Observed { voice_rate, .. } => Some(voice_rate),
            Experience::ObservedFixed { complaints, silent } => {
                Some(complaints as f64 / complaints.saturating_add(silent) as f64)
            }
            Experience::Known { .. } | Experience::Served { .. } => None,
        }
    }

    /// Complaints seen, where they are what is known.
    pub(crate) fn complaints_seen(self) -> Option<u64> {
        match self {
            Experience::Observed { complaints, .. } | Experience::ObservedFixed { complaints, .. } => Some(complaints),
            Experience::Known { .. } | Experience::Served { .. } => None,
        }
    }

    /// Mean and variance of the number hidden behind the complaints seen, or let down where nothing was seen.
    pub(crate) fn moments(self) -> (f64, f64) {
        match self {
            Experience::Observed { complaints, odds, .. } => {
                let mean = complaints as f64 * odds;
                (mean, mean * (1.0 + odds))
            }
            Experience::ObservedFixed { silent, .. } => (silent as f64, 0.0),
            Experience::Known { dissatisfied } => (dissatisfied as f64, 0.0),
            Experience::Served { served, problem, .. } => {
                let mean = served as f64 * problem.get();
                (mean, mean * problem.complement().get())
            }
        }
    }
}

/// The number hidden behind `complaints` at these `odds`, given the complaints, the odds and the hidden of the baseline.
///
/// A negative binomial count is a Poisson count whose mean is the odds times a gamma variate of shape `complaints`. Given
/// the count the baseline's variate has a gamma law of shape complaints + hidden and scale 1 / (1 + odds); more
/// complaints add to it, fewer are a beta share of it; and the Poisson counts are coupled event by event.
pub(super) fn hidden_in_step(rng: &mut Stream, reference: (u64, f64, u64), complaints: u64, odds: f64) -> u64 {
    let (then, odds_then, hidden) = reference;
    let variate_then = gamma(rng, (then + hidden) as f64) / (1.0 + odds_then);
    let variate = if complaints < then {
        variate_then * beta(rng, complaints as f64, (then - complaints) as f64).get()
    } else {
        variate_then + gamma(rng, (complaints - then) as f64)
    };
    coupled_poisson(rng, PoissonDraw { mean: variate_then * odds_then, count: hidden }, variate * odds)
}

/// The share of a count where no draw decides it.
pub(super) fn share_of(share: Probability, count: u64) -> Option<u64> {
    if share == Probability::ZERO || count == 0 {
        Some(0)
    } else if share == Probability::ONE {
        Some(count)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::exact::{Exact, stream};
    use crate::random::negative_binomial;

    #[test]
    fn other_complaints_and_odds_keep_their_law_beside_a_baseline() {
        let cases = [((1, 6.0), (3, 6.0)), ((4, 2.0), (1, 2.0)), ((2, 3.0), (2, 5.0)), ((3, 4.0), (5, 1.0))];
        for (case, ((then, odds_then), (complaints, odds))) in cases.into_iter().enumerate() {
            let (mut rng, mut bridge) = (stream(case as u64), stream(1_000 + case as u64));
            let shape = complaints as f64;
            Exact::negative_binomial(shape * odds, shape).assert_fits((0..100_000).map(|_| {
                let hidden = negative_binomial(&mut rng, then as f64 * odds_then, then as f64);
                let beside = hidden_in_step(&mut bridge, (then, odds_then, hidden), complaints, odds);
                // Only more complaints, or only fewer, at the same odds: the smaller part is never the larger.
                assert!(odds != odds_then || (complaints > then) == (beside > hidden) || beside == hidden);
                beside
            }));
        }
    }
}
