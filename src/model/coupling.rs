//! Keeps a variant in step with its baseline: it thins or extends what the baseline drew, person by person.
//!
//! Each function draws from the law of the variant alone; the reference only decides which of the equally likely
//! customers they are. Two variants are compared with the same baseline and do not know of each other.

use crate::quantity::Probability;
use crate::random::{self, BinomialDraw, Purpose, ReplicateKey, StreamKey, coupled_binomial};

/// A binomial count, in step with `reference` where there is one.
#[inline]
pub(crate) fn binomial(
    key: ReplicateKey,
    purpose: Purpose,
    entity: u64,
    reference: Option<BinomialDraw>,
    n: u64,
    p: Probability,
) -> u64 {
    if n == 0 || p == Probability::ZERO {
        return 0;
    }
    if p == Probability::ONE {
        return n;
    }
    draw(key.stream_key(purpose, entity), reference, n, p)
}

/// Where there is a draw to make.
fn draw(key: StreamKey, reference: Option<BinomialDraw>, n: u64, p: Probability) -> u64 {
    match reference {
        None => random::binomial(&mut key.open(), n, p),
        Some(drawn) if drawn.n == n && drawn.p == p => drawn.successes,
        Some(drawn) => coupled_binomial(&mut key.bridge(), drawn, n, p),
    }
}
