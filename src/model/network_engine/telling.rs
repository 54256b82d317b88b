use super::NetworkEngineError;
use super::audience::Audience;
use super::each::Each;
use super::likely::{Likely, Octaves};
use super::rule::{Everybody, Lists};
use super::spread::Spread;
use crate::model::branching::sampler;
use crate::model::service::ServiceGap;
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
    Weight(Octaves),
    /// Each contact with the probability 1 / in-degree of the listener.
    InverseDegree(Octaves),
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
            model::Audience::PerContact(PerContact::Weight) => Telling::Weight(Octaves::new()),
            model::Audience::PerContact(PerContact::InverseDegree) => Telling::InverseDegree(Octaves::new()),
            other => Telling::Audience(sampler(other, gap)?),
        }))
    }

    /// Whether people can tell so on `network`; makes what they need for it.
    pub(super) fn prepare(&self, network: &Network) -> Result<(), NetworkEngineError> {
        match self {
            Telling::Weight(_) => {
                let weights = network.weights().ok_or(NetworkEngineError::NoWeights)?;
                if let Some(&weight) = weights.iter().find(|weight| !(0.0..=1.0).contains(*weight)) {
                    return Err(NetworkEngineError::Weight(weight));
                }
                network.by_weight();
            }
            Telling::InverseDegree(_) if !network.is_well_mixed() => {
                network.by_inverse_degree();
            }
            _ => {}
        }
        Ok(())
    }

    /// Lets the tellers of `spread` tell; the number of impressions.
    pub(super) fn tell(&self, network: &Network, draws: Draws, spread: &mut Spread) -> u64 {
        if network.is_well_mixed() {
            return self.tell_everybody(Everybody { people: network.people() }, draws, spread);
        }
        let lists = Lists::of(network);
        let streams = draws.contacts();
        match self {
            Telling::Each(gaps) => spread.tell(&Each { place: lists, gaps, streams }),
            Telling::Weight(octaves) => match network.by_weight() {
                Some(chances) => spread.tell(&Likely { lists, chances, octaves, streams }),
                None => 0,
            },
            Telling::InverseDegree(octaves) => {
                spread.tell(&Likely { lists, chances: network.by_inverse_degree(), octaves, streams })
            }
            Telling::Audience(sampler) => spread.tell(&draws.audience(lists, sampler)),
        }
    }

    fn tell_everybody(&self, everybody: Everybody, draws: Draws, spread: &mut Spread) -> u64 {
        let streams = draws.contacts();
        match self {
            Telling::Each(gaps) => spread.tell(&Each { place: everybody, gaps, streams }),
            // Everybody is a contact of everybody else.
            Telling::InverseDegree(_) => {
                let gaps = Gaps::new(1.0 / f64::from(everybody.people - 1));
                spread.tell(&Each { place: everybody, gaps: &gaps, streams })
            }
            Telling::Audience(sampler) => spread.tell(&draws.audience(everybody, sampler)),
            // Refused by `prepare`.
            Telling::Weight(_) => 0,
        }
    }
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
