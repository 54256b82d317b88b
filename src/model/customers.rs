//! Stages 1 to 3: who was let down, who complains, whose complaint is recovered.

use rand::RngExt;

use super::coupling;
use super::error::ModelError;
use super::experience::{Experience, hidden_in_step, share_of};
use super::parameters::Parameters;
use super::served::cut_moments;
use super::service::ServiceGap;
use crate::quantity::Probability;
use crate::random::{BinomialDraw, Purpose, ReplicateKey, Stream, negative_binomial};
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

    /// Of those who were not let down among a number served beside complaints, the share who are satisfied.
    pub(crate) fn found(&self) -> Probability {
        self.found
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
