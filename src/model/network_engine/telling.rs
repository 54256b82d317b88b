use super::NetworkEngineError;
use super::audience::Audience;
use super::each::Each;
use super::likely::{Likely, Octaves};
use super::place::{Everybody, Lists};
use super::spread::Spread;
use crate::model::cancel::Cancel;
use crate::model::retelling::sampler;
use crate::model::service::ServiceGap;
use crate::model::witness::{Seat, Witness};
use crate::model::{self, AudienceError, AudienceSampler, PerContact};
use crate::network::{Gaps, Network};
use crate::random::{Purpose, ReplicateKey};
use crate::vocabulary::Valence;

/// How the people of a group tell, or retellers; compiled.
#[derive(Clone, Debug)]
pub(super) enum Telling {
    /// Each contact with the same probability.
    Each(Gaps),
    /// Each contact with the probability of its weight.
    Weight {
        octaves: Octaves,
        /// Whether the networks have been looked at.
        prepared: bool,
    },
    /// Each contact with the probability 1 / in-degree of the listener.
    InverseDegree {
        octaves: Octaves,
        /// Where everybody is a contact of everybody else: their number, and the gaps of the one chance for all.
        everybody: Option<(u32, Gaps)>,
    },
    /// An audience without replacement.
    Audience(AudienceSampler),
}

/// What one person draws in one replicate, telling.
#[derive(Clone, Copy)]
pub(super) struct Draws {
    pub(super) key: ReplicateKey,
    /// [`Purpose::Audience`] for customers, [`Purpose::RetellingAudience`] for retellers.
    pub(super) audience: Purpose,
    pub(super) valence: Valence,
}

impl Telling {
    /// Compiles an audience; `None` if it is constantly 0.
    pub(super) fn new(audience: &model::Audience, gap: Option<&ServiceGap>) -> Result<Option<Self>, AudienceError> {
        if audience.is_zero() {
            return Ok(None);
        }
        Ok(Some(match audience {
            model::Audience::PerContact(PerContact::Probability(p)) => Telling::Each(Gaps::new(p.get())),
            model::Audience::PerContact(PerContact::Weight) => {
                Telling::Weight { octaves: Octaves::new(), prepared: false }
            }
            model::Audience::PerContact(PerContact::InverseDegree) => {
                Telling::InverseDegree { octaves: Octaves::new(), everybody: None }
            }
            other => Telling::Audience(sampler(other, gap)?),
        }))
    }

    /// Whether people can tell so on each of the networks, which stay the same; makes what they need for it.
    pub(super) fn prepare<'a>(
        &mut self,
        networks: impl Iterator<Item = &'a Network>,
    ) -> Result<(), NetworkEngineError> {
        match self {
            Telling::Weight { prepared: true, .. } | Telling::Each(_) | Telling::Audience(_) => {}
            Telling::Weight { prepared, .. } => {
                for network in networks {
                    let weights = network.weights().ok_or(NetworkEngineError::NoWeights)?;
                    if let Some(&weight) = weights.iter().find(|weight| !(0.0..=1.0).contains(*weight)) {
                        return Err(NetworkEngineError::Weight(weight));
                    }
                    network.by_weight();
                }
                *prepared = true;
            }
            Telling::InverseDegree { everybody, .. } => {
                for network in networks {
                    if !network.is_well_mixed() {
                        network.by_inverse_degree();
                    } else if everybody.is_none() {
                        *everybody = Some((network.people(), gaps_among(network.people())));
                    }
                }
            }
        }
        Ok(())
    }

    /// Lets the tellers of `spread` tell; the number of impressions.
    pub(super) fn tell<C: Cancel, W: Witness>(
        &self,
        network: &Network,
        draws: Draws,
        spread: &mut Spread,
        cancel: C,
        seat: &mut Seat<'_, W>,
    ) -> u64 {
        if network.is_well_mixed() {
            return self.tell_everybody(Everybody { people: network.people() }, draws, spread, cancel, seat);
        }
        let lists = Lists::of(network);
        let streams = draws.contacts();
        match self {
            Telling::Each(gaps) => spread.tell(&Each { place: lists, gaps, streams }, cancel, seat),
            Telling::Weight { octaves, .. } => match network.by_weight() {
                Some(chances) => spread.tell(&Likely { lists, chances, octaves, streams }, cancel, seat),
                None => 0,
            },
            Telling::InverseDegree { octaves, .. } => {
                spread.tell(&Likely { lists, chances: network.by_inverse_degree(), octaves, streams }, cancel, seat)
            }
            Telling::Audience(sampler) => spread.tell(&draws.audience(lists, sampler), cancel, seat),
        }
    }

    fn tell_everybody<C: Cancel, W: Witness>(
        &self,
        everybody: Everybody,
        draws: Draws,
        spread: &mut Spread,
        cancel: C,
        seat: &mut Seat<'_, W>,
    ) -> u64 {
        let streams = draws.contacts();
        match self {
            Telling::Each(gaps) => spread.tell(&Each { place: everybody, gaps, streams }, cancel, seat),
            Telling::InverseDegree { everybody: Some((people, gaps)), .. } if *people == everybody.people => {
                spread.tell(&Each { place: everybody, gaps, streams }, cancel, seat)
            }
            // Prepared for another of several populations.
            Telling::InverseDegree { .. } => {
                let gaps = gaps_among(everybody.people);
                spread.tell(&Each { place: everybody, gaps: &gaps, streams }, cancel, seat)
            }
            Telling::Audience(sampler) => spread.tell(&draws.audience(everybody, sampler), cancel, seat),
            // Refused by `prepare`.
            Telling::Weight { .. } => 0,
        }
    }
}

/// Each of the others is told with the chance 1 / their number.
fn gaps_among(people: u32) -> Gaps {
    Gaps::new(1.0 / f64::from(people - 1))
}

impl Draws {
    fn contacts(self) -> crate::random::PersonStreams {
        self.key.people(Purpose::Contacts, self.valence.index() as u64)
    }

    fn audience<P>(self, place: P, sampler: &AudienceSampler) -> Audience<'_, P> {
        let (key, purpose, entity) = (self.key, self.audience, self.valence.index() as u64);
        Audience { place, sampler, key, purpose, entity, streams: self.contacts() }
    }
}
