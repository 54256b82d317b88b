//! Stage 5, compiled for both engines, and how an audience is made ready.

use super::audience::{AudienceError, AudienceSampler};
use super::parameters::{self, Audience, Generations};
use super::service::ServiceGap;
use crate::quantity::Probability;

/// Who passes it on, and how.
#[derive(Clone, Debug)]
pub(crate) struct Retelling<T> {
    rate: Probability,
    pub(crate) decay: f64,
    /// The last generation that hears.
    last: u32,
    /// How a reteller tells.
    pub(crate) telling: T,
}

impl<T> Retelling<T> {
    pub(crate) fn new(retelling: &parameters::Retelling, telling: T) -> Self {
        let mut made = Self { rate: Probability::ZERO, decay: 1.0, last: 1, telling };
        made.retune(retelling);
        made
    }

    /// Takes over all but the audience.
    pub(crate) fn retune(&mut self, retelling: &parameters::Retelling) {
        self.rate = retelling.rate;
        self.decay = retelling.decay.get();
        self.last = match retelling.generations {
            Generations::UpTo(last) => last,
            Generations::Unlimited => u32::MAX,
        };
    }

    /// The chance that a first-hand listener retells, where first-hand is not the last to hear.
    pub(crate) fn rate(&self) -> f64 {
        self.rate.get()
    }

    /// The last generation that hears, `u32::MAX` for no limit.
    pub(crate) fn last(&self) -> u32 {
        self.last
    }

    /// Whether listeners of a generation may retell.
    #[inline]
    pub(crate) fn goes_on_after(&self, generation: u32) -> bool {
        generation < self.last
    }

    /// Whether any listener ever retells.
    pub(crate) fn happens(&self) -> bool {
        self.rate > Probability::ZERO && self.last > 1
    }
}

/// Makes an audience ready; that of the indignant comes from the service gap.
pub(crate) fn sampler(audience: &Audience, gap: Option<&ServiceGap>) -> Result<AudienceSampler, AudienceError> {
    match (audience, gap) {
        (&Audience::Indignation { low, high }, Some(gap)) => {
            AudienceSampler::empirical(gap.audience(low, high).map_err(|_| AudienceError::EmptyRange { low, high })?)
        }
        _ => AudienceSampler::new(audience),
    }
}
