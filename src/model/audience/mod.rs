//! Audiences made ready to draw: how many people one teller tells, and how many n tellers tell together.

mod coupled;
mod error;
mod finite;
mod law;
mod lognormal;
mod parts;
mod sampler;

pub use error::AudienceError;
pub use parts::Parts;
pub use sampler::AudienceSampler;
