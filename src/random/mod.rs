//! Keyed random streams and the samplers on them: a draw depends on its key and on nothing else.
//!
//! A sampler is exact, without a normal approximation anywhere, and is tested against its law. Below a stated mean it inverts
//! one uniform number, above it it rejects; either way its time does not grow with the counts. Where many counts are split
//! over many ticks, large ones are drawn from strips below their law, which is quicker still. Logarithms and
//! exponentials are those of `libm`, so that the numbers are the same on every platform.
//!
//! A variant's count is drawn from the baseline's by [`coupled_binomial`] and [`coupled_poisson`], on a stream of its own:
//! [`StreamKey::bridge`].
//!
//! ```
//! use rumeur::quantity::Probability;
//! use rumeur::random::{BinomialDraw, Purpose, ReplicateKey, binomial, coupled_binomial};
//!
//! let key = ReplicateKey { seed: 317, replicate: 0 }.stream_key(Purpose::Recovery, 0);
//! let p = Probability::clamped(0.3);
//! let successes = binomial(&mut key.open(), 1_000, p);
//! let baseline = BinomialDraw { n: 1_000, p, successes };
//! let more = coupled_binomial(&mut key.bridge(), baseline, 1_000, Probability::clamped(0.4));
//! assert!(more >= successes);
//! ```

mod alias;
mod beta;
mod binomial;
mod coupling;
#[cfg(test)]
pub(crate) mod exact;
mod gamma;
mod geometric;
mod hypergeometric;
mod multinomial;
mod negative_binomial;
mod person;
mod poisson;
mod saddle;
mod stream;
mod strips;

pub(crate) use alias::AliasTable;
pub use beta::beta;
pub use binomial::binomial;
pub use coupling::{BinomialDraw, PoissonDraw, coupled_binomial, coupled_poisson};
pub use gamma::gamma;
pub(crate) use gamma::ln_gamma_draw;
pub use geometric::Geometric;
pub use hypergeometric::hypergeometric;
pub use multinomial::multinomial;
pub(crate) use multinomial::{conditional_probabilities, multivariate_hypergeometric};
pub use negative_binomial::negative_binomial;
pub use person::{PersonStream, PersonStreams};
pub use poisson::poisson;
pub(crate) use saddle::ln_binomial;
pub use stream::{Purpose, ReplicateKey, Stream, StreamKey};
pub(crate) use stream::{named_entity, nested_entity};
pub(crate) use strips::quick_binomial;
