//! Audiences made ready to draw: how many people one teller tells, and how many n tellers tell together.
//!
//! ```
//! use rumeur::model::{Audience, AudienceSampler, Parts};
//! use rumeur::random::{Purpose, ReplicateKey};
//!
//! let vocal = AudienceSampler::new(&Audience::Poisson(20.0))?;
//! let key = ReplicateKey { seed: 317, replicate: 0 }.stream_key(Purpose::Audience, 0);
//! let (mut baseline, mut variant) = (Parts::default(), Parts::default());
//! vocal.sum(&mut key.open(), 1_000_000, &mut baseline);
//! // Ten tellers less: the others tell as many as before.
//! vocal.coupled_sum(key, &vocal, &baseline, 999_990, &mut variant);
//! assert!(baseline.total() - variant.total() < 1_000);
//! # Ok::<(), rumeur::model::AudienceError>(())
//! ```

mod coupled;
mod error;
mod finite;
mod law;
mod lognormal;
mod masses;
mod parts;
mod sampler;

pub use error::AudienceError;
pub(crate) use masses::Mixing;
pub(crate) use parts::NO_PARTS;
pub use parts::Parts;
pub use sampler::AudienceSampler;
