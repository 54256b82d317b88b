//! Stages 1 to 3: who was let down, who complains, whose complaint is recovered.

use rand::RngExt;

use super::coupling;
use super::error::ModelError;
use super::parameters::{Behind, Customers, Origin, Parameters, Problem};
use super::served::cut_moments;
use super::service::ServiceGap;
use crate::quantity::Probability;
use crate::random::{
    BinomialDraw, Geometric, PoissonDraw, Purpose, ReplicateKey, Stream, beta, coupled_poisson, gamma,
    negative_binomial,
};
use crate::vocabulary::{Metric, Outcome};

/// Stages 1 to 3, compiled.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CustomerStages {
    experience: Experience,
    /// Customers served, where complaints were seen among them.
    served: Option<u64>,
    /// Of the customers who are not let down beside the complaints seen, the share who are satisfied.
    found: Probability,
    /// Of the customers who complained at the observed voice rate, the share who do so in this scenario; without an
    /// observed rate, of all the dissatisfied.
    kept: Probability,
    /// Of those silent at the observed voice rate, the share who complain in this scenario.
    joining: Probability,
    recovery: Probability,
}

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

/// What stages 1 to 3 drew in one replicate.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct CustomerCounts {
    /// Customers let down.
    pub(crate) dissatisfied: u64,
    /// Those of them who complain.
    pub(crate) complaints: u64,
    /// Those of them who do not.
    pub(crate) silent: u64,
    /// Complaints handled to the customer's satisfaction.
    pub(crate) recovered: u64,
    /// The other complaints.
    pub(crate) unresolved: u64,
    /// Customers whose service was at least what they expected; 0 where their number is unknown.
    pub(crate) satisfied: u64,
    /// Those who would complain at the observed voice rate; all the dissatisfied without one.
    pub(crate) seen: u64,
    /// The others, as drawn: where more are let down than were served, some of them are not there.
    pub(crate) hidden: u64,
    /// Of the seen, those who complain in this scenario.
    kept: u64,
    /// Of the hidden, those who complain in this scenario.
    joined: u64,
}

impl CustomerCounts {
    /// What a replicate must not read.
    pub(crate) fn poisoned(stream: &mut Stream) -> Self {
        let mut counts = || stream.random();
        Self {
            dissatisfied: counts(),
            complaints: counts(),
            silent: counts(),
            recovered: counts(),
            unresolved: counts(),
            satisfied: counts(),
            seen: counts(),
            hidden: counts(),
            kept: counts(),
            joined: counts(),
        }
    }

    /// Writes the metrics of stages 1 to 3.
    pub(crate) fn record(&self, counts: &mut [u64; Metric::COUNT]) {
        counts[Metric::Complaints.index()] = self.complaints;
        counts[Metric::Dissatisfied.index()] = self.dissatisfied;
        counts[Metric::Silent.index()] = self.silent;
        counts[Metric::Unresolved.index()] = self.unresolved;
        counts[Metric::Recovered.index()] = self.recovered;
        counts[Metric::Satisfied.index()] = self.satisfied;
        // A clock writes them later.
        counts[Metric::AwareAtFirstComplaint.index()] = 0;
        counts[Metric::TicksToHalf.index()] = 0;
    }

    /// The number of customers of an outcome.
    pub(crate) fn of(&self, outcome: Outcome) -> u64 {
        match outcome {
            Outcome::Silent => self.silent,
            Outcome::Unresolved => self.unresolved,
            Outcome::Recovered => self.recovered,
            Outcome::Satisfied => self.satisfied,
        }
    }
}

impl CustomerStages {
    /// Compiles the stages.
    pub(crate) fn new(parameters: &Parameters, gap: Option<&ServiceGap>) -> Result<Self, ModelError> {
        Ok(Self::of(Experience::new(&parameters.customers, gap)?, parameters))
    }

    /// The same people who were let down, at other rates.
    #[must_use]
    pub(crate) fn with_rates(&self, parameters: &Parameters) -> Self {
        Self::of(self.experience, parameters)
    }

    /// The same with so many customers served, of whom a share is let down that has been multiplied by `learned`; the same
    /// as they are where the number served is not what they start from.
    #[must_use]
    pub(crate) fn serving(&self, customers: u64, learned: f64) -> Self {
        let mut stages = *self;
        if let Experience::Served { served, problem, .. } = &mut stages.experience {
            *served = customers;
            *problem = Probability::clamped(problem.get() * learned);
        }
        stages
    }

    fn of(experience: Experience, parameters: &Parameters) -> Self {
        let voice = parameters.voice;
        let observed = experience.observed_voice_rate();
        let said = voice.rate.or(voice.observed.filter(|_| observed.is_none()));
        let rate = said.map_or(observed.unwrap_or(0.0), Probability::get);
        let voiced = rate + (1.0 - rate) * voice.asked.get() * voice.admits.get();
        let (kept, joining) = match observed {
            None => (voiced, 0.0),
            // The default rate asks for no arithmetic, so that nothing rounds away from "no lever".
            Some(_) if voice.rate.is_none() => (1.0, voice.asked.get() * voice.admits.get()),
            Some(seen) if voiced >= seen => (1.0, if seen < 1.0 { (voiced - seen) / (1.0 - seen) } else { 0.0 }),
            Some(seen) => (voiced / seen, 0.0),
        };
        Self {
            experience,
            served: experience.complaints_seen().and(parameters.customers.served),
            found: parameters.customers.product_found,
            kept: Probability::clamped(kept),
            joining: Probability::clamped(joining),
            recovery: parameters.recovery.rate,
        }
    }

    /// Stage 1.
    pub(crate) fn experience(&self) -> Experience {
        self.experience
    }

    /// Of those who complained at the observed voice rate (all the dissatisfied without one), the share who complain.
    pub(crate) fn kept(&self) -> Probability {
        self.kept
    }

    /// Of those silent at the observed voice rate, the share who complain.
    pub(crate) fn joining(&self) -> Probability {
        self.joining
    }

    /// The share of complaints recovered.
    pub(crate) fn recovery(&self) -> Probability {
        self.recovery
    }

    /// Whether the number of satisfied customers is known.
    pub(crate) fn knows_satisfied(&self) -> bool {
        matches!(self.experience, Experience::Served { .. }) || self.served.is_some()
    }

    /// Customers served, where complaints were seen among them.
    pub(crate) fn served_beside_complaints(&self) -> Option<u64> {
        self.served
    }

    /// Whether more were drawn than were served, so that their number was cut.
    pub(crate) fn was_cut(&self, counts: &CustomerCounts) -> bool {
        self.served.is_some_and(|served| counts.seen.saturating_add(counts.hidden) > served)
    }

    /// Whether more may be drawn than were served, however rarely.
    pub(crate) fn cuts(&self) -> bool {
        match (self.experience, self.served) {
            (Experience::Observed { .. }, Some(_)) => self.moments().0 != self.experience.moments().0,
            _ => false,
        }
    }

    /// Mean and variance of the number hidden behind the complaints seen, or let down where nothing was seen.
    pub(crate) fn moments(&self) -> (f64, f64) {
        match (self.experience, self.served) {
            (Experience::Observed { complaints, odds, .. }, Some(served)) => {
                cut_moments(complaints as f64, odds, served.saturating_sub(complaints) as f64)
            }
            (experience, _) => experience.moments(),
        }
    }

    /// The mean number of satisfied customers; not a number where it is unknown.
    pub(crate) fn mean_satisfied(&self) -> f64 {
        match self.experience {
            Experience::Served { served, problem, satisfied } => {
                served as f64 * problem.complement().get() * satisfied.get()
            }
            Experience::Observed { complaints, .. } | Experience::ObservedFixed { complaints, .. } => {
                let left = |served| self.found.get() * (served as f64 - complaints as f64 - self.moments().0);
                self.served.map_or(f64::NAN, left)
            }
            Experience::Known { .. } => f64::NAN,
        }
    }

    /// The number of customers of an outcome where no draw decides it.
    pub(crate) fn fixed_count(&self, outcome: Outcome) -> Option<u64> {
        let (seen, hidden) = match self.experience {
            Experience::ObservedFixed { complaints, silent } => (complaints, silent),
            Experience::Known { dissatisfied } => (dissatisfied, 0),
            Experience::Observed { .. } | Experience::Served { .. } => return None,
        };
        let complaints = share_of(self.kept, seen)?.saturating_add(share_of(self.joining, hidden)?);
        let recovered = share_of(self.recovery, complaints)?;
        Some(match outcome {
            Outcome::Silent => seen.saturating_add(hidden) - complaints,
            Outcome::Unresolved => complaints - recovered,
            Outcome::Recovered => recovered,
            Outcome::Satisfied => {
                share_of(self.found, self.served.map_or(0, |served| served.saturating_sub(seen + hidden)))?
            }
        })
    }

    /// Draws the counts of a replicate, person by person in step with those of `reference`.
    #[inline]
    pub(crate) fn draw(&self, key: ReplicateKey, reference: Option<(&Self, &CustomerCounts)>) -> CustomerCounts {
        let mut counts = CustomerCounts::default();
        self.draw_experience(key, reference, &mut counts);
        counts.kept = coupling::binomial(
            key,
            Purpose::Voice,
            0,
            reference.map(|(stages, drawn)| BinomialDraw { n: drawn.seen, p: stages.kept, successes: drawn.kept }),
            counts.seen,
            self.kept,
        );
        counts.joined = coupling::binomial(
            key,
            Purpose::Asked,
            0,
            reference.map(|(stages, drawn)| BinomialDraw {
                n: drawn.dissatisfied - drawn.seen,
                p: stages.joining,
                successes: drawn.joined,
            }),
            counts.dissatisfied - counts.seen,
            self.joining,
        );
        counts.complaints = counts.kept.saturating_add(counts.joined);
        counts.silent = counts.dissatisfied - counts.complaints;
        counts.recovered = coupling::binomial(
            key,
            Purpose::Recovery,
            0,
            reference.map(|(stages, drawn)| BinomialDraw {
                n: drawn.complaints,
                p: stages.recovery,
                successes: drawn.recovered,
            }),
            counts.complaints,
            self.recovery,
        );
        counts.unresolved = counts.complaints - counts.recovered;
        counts
    }

    /// Draws stage 1 alone: the people of a network decide on the rest one by one.
    pub(crate) fn draw_experience(
        &self,
        key: ReplicateKey,
        reference: Option<(&Self, &CustomerCounts)>,
        counts: &mut CustomerCounts,
    ) {
        match self.experience {
            Experience::Observed { complaints, odds, behind_one, .. } => {
                counts.seen = complaints;
                counts.hidden = match reference {
                    Some((stages, drawn)) if stages.experience == self.experience => drawn.hidden,
                    Some((
                        CustomerStages {
                            experience: Experience::Observed { complaints: then, odds: odds_then, .. },
                            ..
                        },
                        drawn,
                    )) => {
                        let mut bridge = key.stream_key(Purpose::Experience, 0).bridge();
                        hidden_in_step(&mut bridge, (*then, *odds_then, drawn.hidden), complaints, odds)
                    }
                    _ => {
                        let mut stream = key.stream(Purpose::Experience, 0);
                        if complaints == 1 {
                            behind_one.draw(&mut stream)
                        } else {
                            let shape = complaints as f64;
                            negative_binomial(&mut stream, shape * odds, shape)
                        }
                    }
                };
                counts.dissatisfied = counts.seen.saturating_add(counts.hidden);
            }
            Experience::ObservedFixed { complaints, silent } => {
                counts.seen = complaints;
                counts.hidden = silent;
                counts.dissatisfied = complaints.saturating_add(silent);
            }
            Experience::Known { dissatisfied } => {
                counts.seen = dissatisfied;
                counts.dissatisfied = dissatisfied;
            }
            Experience::Served { served, problem, satisfied } => {
                counts.dissatisfied = coupling::binomial(
                    key,
                    Purpose::Experience,
                    0,
                    reference.and_then(|(stages, drawn)| match stages.experience {
                        Experience::Served { served, problem, .. } => {
                            Some(BinomialDraw { n: served, p: problem, successes: drawn.dissatisfied })
                        }
                        _ => None,
                    }),
                    served,
                    problem,
                );
                counts.seen = counts.dissatisfied;
                counts.satisfied = coupling::binomial(
                    key,
                    Purpose::Experience,
                    1,
                    reference.and_then(|(stages, drawn)| match stages.experience {
                        Experience::Served { served, satisfied, .. } => {
                            let n = served - drawn.dissatisfied;
                            Some(BinomialDraw { n, p: satisfied, successes: drawn.satisfied })
                        }
                        _ => None,
                    }),
                    served - counts.dissatisfied,
                    satisfied,
                );
            }
        }
        if let Some(served) = self.served {
            counts.dissatisfied = counts.dissatisfied.min(served);
            counts.satisfied = coupling::binomial(
                key,
                Purpose::Experience,
                1,
                reference.and_then(|(stages, drawn)| {
                    let n = stages.served? - drawn.dissatisfied;
                    Some(BinomialDraw { n, p: stages.found, successes: drawn.satisfied })
                }),
                served - counts.dissatisfied,
                self.found,
            );
        }
    }
}

impl Experience {
    fn observed(complaints: u64, odds: f64, voice_rate: f64) -> Self {
        Experience::Observed { complaints, odds, voice_rate, behind_one: Geometric::new(odds) }
    }

    fn new(customers: &Customers, gap: Option<&ServiceGap>) -> Result<Self, ModelError> {
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
fn hidden_in_step(rng: &mut Stream, reference: (u64, f64, u64), complaints: u64, odds: f64) -> u64 {
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
fn share_of(share: Probability, count: u64) -> Option<u64> {
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
