//! Keyed random streams and the samplers on them: a draw depends on its key and on nothing else.

mod stream;

pub use stream::{Purpose, ReplicateKey, Stream};
