//! What the numbers of a sheet are in a model.

use std::cell::OnceCell;

use super::given::Given;
use crate::model::{Audience, Behind, Generations, Model, Origin, Parameters, Problem, Race};
use crate::vocabulary::{Outcome, Valence};

/// The numbers of a model, by name.
pub(super) struct Numbers<'a> {
    model: &'a Model,
    /// The same without a network and a clock: what one customer tells there is what the parameters say.
    plain: OnceCell<Option<Model>>,
    race: Option<Race>,
}

impl<'a> Numbers<'a> {
    pub(super) fn new(model: &'a Model) -> Self {
        let parameters = model.parameters();
        let race = parameters.time.as_ref().and_then(|time| time.race().ok());
        Self { model, plain: OnceCell::new(), race }
    }

    /// Compiled for the first number that needs it.
    fn plain(&self) -> Option<&Model> {
        self.plain.get_or_init(|| Model::new(&plain(self.model.parameters()), &[]).ok()).as_ref()
    }

    /// The number; `None` where the model has none of the kind, or none that one customer can be given.
    pub(super) fn value(&self, given: &Given) -> Option<f64> {
        let parameters = self.model.parameters();
        let damage = parameters.damage;
        Some(match given {
            Given::Complaints | Given::SilentPerComplaint | Given::Silent | Given::ObservedRate => self.seen(given)?,
            Given::Served => parameters.served()? as f64,
            Given::Dissatisfied => match parameters.customers.origin {
                Origin::Dissatisfied(count) => count as f64,
                _ => return None,
            },
            Given::ProblemRate => match &parameters.customers.origin {
                Origin::Served { problem: Problem::Rate(rate), .. } => rate.get(),
                _ => self.model.service_gap()?.let_down().get(),
            },
            Given::Met => self.model.service_gap()?.satisfied().get(),
            Given::ProductFound => parameters.customers.product_found.get(),
            Given::VoiceRate => parameters.voice.rate.or(parameters.voice.observed)?.get(),
            Given::Asked => parameters.voice.asked.get(),
            Given::Admits => parameters.voice.admits.get(),
            Given::RecoveryRate => parameters.recovery.rate.get(),
            Given::Horizon => parameters.time.as_ref()?.horizon as f64,
            Given::Delay(place) => mean(parameters.time.as_ref()?.delays().get(*place)?.1)?,
            Given::AnsweredInTime => self.race?.answered,
            Given::ToldInTime => self.race?.by_horizon,
            Given::ToldBeforeAnswer => self.race?.before_answer,
            Given::ToldAfterAnswer => self.race?.after_answer,
            Given::Weights(outcome) => parameters.telling(*outcome).weights(),
            Given::Weight(outcome, name) => parameters.telling(*outcome).group(name)?.share,
            Given::Audience(outcome, name) => self.audience(*outcome, name)?,
            Given::RetellingRate => parameters.retelling.rate.get(),
            Given::RetellingAudience => mean(&parameters.retelling.audience)?,
            Given::Decay => parameters.retelling.decay.get(),
            Given::LastGeneration => match parameters.retelling.generations {
                Generations::UpTo(last) => f64::from(last),
                Generations::Unlimited => f64::INFINITY,
            },
            Given::RetoldInTime(valence, generation) => self.retold_in_time(*valence, *generation)?,
            Given::Stays(outcome, group) => self.stays(*outcome, group.as_deref())?,
            Given::ListenersInMarket => damage.listeners_in_market.get(),
            Given::Deterred => damage.deterred.get(),
            Given::Won => damage.won.get(),
            Given::CustomerValue => damage.customer_value,
            Given::ProspectValue => damage.prospect_value,
            Given::ComplaintCost => damage.complaint_cost,
            Given::RecoveryCost => damage.recovery_cost,
            Given::AskingCost => damage.asking_cost,
            Given::FixedCost => damage.fixed_cost,
        })
    }

    fn seen(&self, given: &Given) -> Option<f64> {
        let Origin::Complaints { complaints, behind } = &self.model.parameters().customers.origin else { return None };
        match (given, *behind) {
            (Given::Complaints, _) => Some(*complaints as f64),
            (Given::SilentPerComplaint, Behind::SilentPerComplaint(silent)) => Some(silent),
            (Given::Silent, Behind::Silent(silent)) => Some(silent as f64),
            (Given::ObservedRate, Behind::VoiceRate(rate)) => Some(rate.get()),
            _ => None,
        }
    }

    fn audience(&self, outcome: Outcome, name: &str) -> Option<f64> {
        let listed = &self.model.parameters().telling(outcome).groups;
        let Some(group) = self.model.parameters().telling(outcome).group(name) else {
            // An outcome that names no group tells nobody.
            return listed.is_empty().then_some(0.0);
        };
        if let Audience::PerContact(_) = group.audience {
            return None;
        }
        let plain = self.plain()?;
        let place = plain.groups().iter().position(|(own, group)| *own == outcome && group == name)?;
        plain.expected().groups().get(place).map(|group| group.audience)
    }

    /// With a market the share that chooses to stay, which is the mean over those who fell short by little and by much.
    fn stays(&self, outcome: Outcome, name: Option<&str>) -> Option<f64> {
        let telling = self.model.parameters().telling(outcome);
        let own = |name: &str| telling.group(name)?.stays;
        if let Some(stays) = name.and_then(own) {
            return Some(stays.get());
        }
        let chosen =
            self.model.parameters().market.is_some_and(|market| outcome != Outcome::Recovered || market.recovered);
        if !chosen {
            return Some(telling.stays.get());
        }
        let plain = self.plain()?;
        let of = plain.groups().iter().zip(plain.expected().groups());
        let mut without = of.filter(|((other, group), _)| *other == outcome && own(group).is_none());
        let (_, group) = without.find(|(_, group)| group.customers > 0.0)?;
        Some(1.0 - group.customers_lost / group.customers)
    }

    fn retold_in_time(&self, valence: Valence, generation: u32) -> Option<f64> {
        self.race?;
        let retelling = &self.model.parameters().retelling;
        let generations = self.model.expected().generations(valence);
        let at = generation as usize;
        let (before, now) = (generations.get(at.checked_sub(1)?)?.reach, generations.get(at)?.reach);
        let rate = retelling.rate.get() * libm::pow(retelling.decay.get(), f64::from(generation.saturating_sub(2)));
        Some(now / (before * rate * mean(&retelling.audience)?)).filter(|share| share.is_finite())
    }
}

fn mean(audience: &Audience) -> Option<f64> {
    audience.mean().filter(|mean| mean.is_finite())
}

/// First-hand, without a network and a clock; an audience among contacts tells nobody there.
fn plain(parameters: &Parameters) -> Parameters {
    let mut plain = Parameters { network: None, time: None, ..parameters.clone() };
    plain.retelling = crate::model::Retelling::default();
    for group in plain.telling.iter_mut().flat_map(|telling| &mut telling.groups) {
        if let Audience::PerContact(_) = group.audience {
            group.audience = Audience::Fixed(0);
        }
    }
    plain
}
