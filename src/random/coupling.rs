//! A variant's count from the baseline's, person by person: paired differences are sharp, and either count has its own law.

use super::{Stream, binomial, hypergeometric, poisson};
use crate::quantity::Probability;

/// What a binomial draw of the baseline gave.
#[doc = include_str!("examples/keys.md")]
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
#[doc = include_str!("examples/keys.md")]
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::exact::{Exact, stream};

    /// Both counts as one number.
    const BASE: u64 = 64;

    #[test]
    fn binomial_counts_are_coupled_person_by_person() {
        for (case, (n_reference, p_reference, n, p)) in [
            (5, 0.3, 5, 0.5),
            (5, 0.3, 3, 0.5),
            (5, 0.3, 8, 0.1),
            (9, 0.8, 4, 0.6),
            (4, 0.2, 9, 0.9),
            (0, 0.5, 3, 0.5),
            (6, 1.0, 6, 0.4),
            (6, 0.0, 5, 0.4),
        ]
        .into_iter()
        .enumerate()
        {
            let both = f64::min(p, p_reference);
            let common = Exact::of([
                (BASE + 1, both),
                (BASE, p_reference - both),
                (1, p - both),
                (0, 1.0 - f64::max(p, p_reference)),
            ]);
            let only_reference = Exact::of([(BASE, p_reference), (0, 1.0 - p_reference)]);
            let only_variant = Exact::of([(1, p), (0, 1.0 - p)]);
            let few = u64::min(n, n_reference);
            let exact =
                common.sum_of(few).plus(&only_reference.sum_of(n_reference - few)).plus(&only_variant.sum_of(n - few));
            let (mut rng, mut bridge) = (stream(case as u64), stream(1_000 + case as u64));
            let [p_reference, p] = [p_reference, p].map(Probability::clamped);
            exact.assert_fits((0..200_000).map(|_| {
                let successes = binomial(&mut rng, n_reference, p_reference);
                let reference = BinomialDraw { n: n_reference, p: p_reference, successes };
                successes * BASE + coupled_binomial(&mut bridge, reference, n, p)
            }));
        }
    }

    #[test]
    fn poisson_counts_are_coupled_event_by_event() {
        for (case, (mean_reference, mean)) in [(3.0, 2.0), (2.0, 3.5), (0.0, 1.0), (4.0, 0.0)].into_iter().enumerate() {
            let both = f64::min(mean, mean_reference);
            let law = |mean| if mean > 0.0 { Exact::poisson(mean) } else { Exact::of([(0, 1.0)]) };
            let exact = law(both).times(BASE + 1).plus(&law(mean_reference - both).times(BASE)).plus(&law(mean - both));
            let (mut rng, mut bridge) = (stream(case as u64), stream(1_000 + case as u64));
            exact.assert_fits((0..200_000).map(|_| {
                let count = poisson(&mut rng, mean_reference);
                count * BASE + coupled_poisson(&mut bridge, PoissonDraw { mean: mean_reference, count }, mean)
            }));
        }
    }

    #[test]
    fn the_baseline_itself_takes_no_draw() {
        let mut rng = stream(0);
        let untouched = rng.clone();
        let reference = BinomialDraw { n: 9, p: Probability::clamped(0.3), successes: 4 };
        assert_eq!(coupled_binomial(&mut rng, reference, 9, reference.p), 4);
        assert_eq!(coupled_poisson(&mut rng, PoissonDraw { mean: 2.5, count: 4 }, 2.5), 4);
        assert_eq!(rng, untouched);
    }
}
