//! A variant's count from the baseline's, person by person: paired differences are sharp, and either count has its own law.

use super::{Stream, binomial, hypergeometric, poisson};
use crate::quantity::Probability;

/// What a binomial draw of the baseline gave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BinomialDraw {
    /// People.
    pub n: u64,
    /// The chance of each.
    pub p: Probability,
    /// How many of them it met.
    pub successes: u64,
}

/// Draws the successes among `n` people of chance `p`, given the baseline's.
///
/// The joint law is as if each person had one uniform number and succeeded where it is below the chance, and the
/// fewer people were a random part of the more. Nothing is drawn where n and p are the baseline's. `rng` must not be the
/// stream that drew the baseline's count: see [`super::StreamKey::bridge`].
pub fn coupled_binomial(rng: &mut Stream, reference: BinomialDraw, n: u64, p: Probability) -> u64 {
    let BinomialDraw { n: n_reference, p: p_reference, successes } = reference;
    let kept = if n < n_reference {
        hypergeometric(rng, n_reference, successes, n)
    } else {
        successes + binomial(rng, n - n_reference, p_reference)
    };
    if p < p_reference {
        binomial(rng, kept, Probability::clamped(p.get() / p_reference.get()))
    } else if p > p_reference {
        let chance = (p.get() - p_reference.get()) / p_reference.complement().get();
        kept + binomial(rng, n - kept, Probability::clamped(chance))
    } else {
        kept
    }
}

/// What a Poisson draw of the baseline gave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PoissonDraw {
    /// Its mean.
    pub mean: f64,
    /// The count.
    pub count: u64,
}

/// Draws a Poisson count of this `mean`, given the baseline's.
///
/// The joint law is that of one Poisson process looked at up to two times: of a higher mean each event is kept with
/// mean / higher mean, to a lower one an independent count is added. `rng` must not be the stream that drew the baseline's
/// count: see [`super::StreamKey::bridge`].
pub fn coupled_poisson(rng: &mut Stream, reference: PoissonDraw, mean: f64) -> u64 {
    if mean < reference.mean {
        binomial(rng, reference.count, Probability::clamped(mean / reference.mean))
    } else {
        reference.count.saturating_add(poisson(rng, mean - reference.mean))
    }
}
