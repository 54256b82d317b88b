//! Keyed random streams and the samplers on them: a draw depends on its key and on nothing else.

mod alias;
mod beta;
mod binomial;
mod coupling;
mod gamma;
mod hypergeometric;
mod multinomial;
mod negative_binomial;
mod poisson;
mod saddle;
mod stream;

pub use alias::AliasTable;
pub use beta::beta;
pub use binomial::binomial;
pub use coupling::{BinomialDraw, PoissonDraw, coupled_binomial, coupled_poisson};
pub use gamma::gamma;
pub use hypergeometric::hypergeometric;
pub use multinomial::{multinomial, multivariate_hypergeometric};
pub use negative_binomial::negative_binomial;
pub use poisson::poisson;
pub use stream::{Purpose, ReplicateKey, Stream, StreamKey};
