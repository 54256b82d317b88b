use super::AudienceSampler;
use super::law::Law;
use super::parts::{Made, Parts};
use crate::model::cancel::{Cancel, Never};
use crate::quantity::Probability;
use crate::random::{
    PoissonDraw, Stream, StreamKey, beta, binomial, coupled_poisson, gamma, multivariate_hypergeometric,
    negative_binomial, poisson,
};

impl AudienceSampler {
    /// Draws how many people `n` tellers of a variant tell together, given what the baseline's tellers told.
    ///
    /// `key` is that of the stream from which `reference`, the baseline's audience, drew `drawn`. The result has its
    /// own law exactly. With the baseline's audience the joint law is as if the fewer tellers were a random part of the
    /// more, each telling as many in both; as many tellers tell as many people. With another mean of a Poisson law, or of a
    /// negative binomial law of the same dispersion, the events of the lower mean are a random part of the higher
    /// one's. Other changes of the audience draw anew from the start of the same stream.
    pub fn coupled_sum(
        &self,
        key: StreamKey,
        reference: &AudienceSampler,
        drawn: &Parts,
        n: u64,
        parts: &mut Parts,
    ) -> u64 {
        self.coupled_sum_while(key, reference, drawn, n, parts, Never)
    }

    /// The same; cut short where somebody cancels a sum that is drawn teller by teller.
    pub(crate) fn coupled_sum_while<C: Cancel>(
        &self,
        key: StreamKey,
        reference: &AudienceSampler,
        drawn: &Parts,
        n: u64,
        parts: &mut Parts,
        cancel: C,
    ) -> u64 {
        let total = if drawn.made == Made::Derived {
            self.sum_while(&mut key.open(), n, parts, cancel)
        } else if self.audience == reference.audience {
            self.same_audience(key, drawn, n, parts, cancel)
        } else {
            self.other_audience(key, &reference.law, drawn, n, parts, cancel)
        };
        parts.note(Made::Derived, n, total)
    }

    /// The sum where only the number of tellers differs.
    fn same_audience<C: Cancel>(&self, key: StreamKey, drawn: &Parts, n: u64, parts: &mut Parts, cancel: C) -> u64 {
        if n == drawn.tellers {
            return drawn.total;
        }
        if n > drawn.tellers {
            return drawn.total.saturating_add(self.sum_while(&mut key.bridge(), n - drawn.tellers, parts, cancel));
        }
        match &self.law {
            Law::Fixed(people) => people.saturating_mul(n),
            Law::Poisson(_) => binomial(&mut key.bridge(), drawn.total, share(n, drawn.tellers)),
            Law::NegativeBinomial { shape, .. } => fewer_gammas(&mut key.bridge(), *shape, drawn, n),
            Law::Finite(law) if drawn.made == Made::ByClass => {
                parts.counts.resize(drawn.counts.len(), 0);
                multivariate_hypergeometric(&mut key.bridge(), &drawn.counts, n, &mut parts.counts);
                law.weigh(&parts.counts)
            }
            // Teller by teller: the first n of them.
            Law::Finite(law) => {
                let mut rng = key.open();
                (0..n).fold(0, |sum: u64, _| sum.saturating_add(law.draw(&mut rng)))
            }
            Law::LogNormal(_) => self.sum_while(&mut key.open(), n, parts, cancel),
        }
    }

    /// The sum where the audience differs as well.
    fn other_audience<C: Cancel>(
        &self,
        key: StreamKey,
        reference: &Law,
        drawn: &Parts,
        n: u64,
        parts: &mut Parts,
        cancel: C,
    ) -> u64 {
        let tellers = n as f64;
        match (&self.law, reference) {
            (Law::Poisson(mean), Law::Poisson(mean_reference)) => {
                let draw = PoissonDraw { mean: mean_reference * drawn.tellers as f64, count: drawn.total };
                coupled_poisson(&mut key.bridge(), draw, mean * tellers)
            }
            (
                Law::NegativeBinomial { mean, shape },
                Law::NegativeBinomial { mean: mean_reference, shape: shape_reference },
            ) if shape == shape_reference => {
                let mut rng = key.bridge();
                let same_mean = if n < drawn.tellers {
                    fewer_gammas(&mut rng, *shape, drawn, n)
                } else {
                    let more = (n - drawn.tellers) as f64;
                    drawn.total.saturating_add(negative_binomial(&mut rng, mean_reference * more, shape * more))
                };
                other_scale(&mut rng, same_mean, shape * tellers, mean_reference / shape, mean / shape)
            }
            _ => self.sum_while(&mut key.open(), n, parts, cancel),
        }
    }
}

/// The part that `n` of the tellers told of a negative binomial sum: their share of all tellers' gamma draws is a beta.
fn fewer_gammas(rng: &mut Stream, shape: f64, drawn: &Parts, n: u64) -> u64 {
    let p = beta(rng, shape * n as f64, shape * (drawn.tellers - n) as f64);
    binomial(rng, drawn.total, p)
}

/// From a Poisson count whose mean is `scale` times a gamma draw of this `shape`, the count of mean `other` times it.
///
/// A lower mean thins. A higher one adds a Poisson count; the gamma draw, unknown but for the count, is then a gamma of shape
/// `shape + count` and scale 1 / (1 + `scale`).
fn other_scale(rng: &mut Stream, count: u64, shape: f64, scale: f64, other: f64) -> u64 {
    if other < scale {
        return binomial(rng, count, Probability::clamped(other / scale));
    }
    if other == scale {
        return count;
    }
    let unknown = gamma(rng, shape + count as f64) / (1.0 + scale);
    count.saturating_add(poisson(rng, unknown * (other - scale)))
}

fn share(n: u64, of: u64) -> Probability {
    Probability::clamped(n as f64 / of as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Audience;
    use crate::random::exact::Exact;
    use crate::random::{Purpose, ReplicateKey};

    /// Both sums as one number.
    const BASE: u64 = 1_024;

    fn sampler(audience: &Audience) -> AudienceSampler {
        AudienceSampler::new(audience).unwrap()
    }

    /// Pairs of sums, the baseline's times [`BASE`] plus the variant's.
    fn pairs<'a>(
        (reference, n_reference): (&'a AudienceSampler, u64),
        (variant, n): (&'a AudienceSampler, u64),
    ) -> impl Iterator<Item = u64> + 'a {
        let (mut drawn, mut parts) = (Parts::default(), Parts::default());
        (0..100_000).map(move |replicate| {
            let key = ReplicateKey { seed: 317, replicate }.stream_key(Purpose::Audience, 0);
            let told = reference.sum(&mut key.open(), n_reference, &mut drawn);
            told * BASE + variant.coupled_sum(key, reference, &drawn, n, &mut parts)
        })
    }

    #[test]
    fn the_same_audience_is_coupled_teller_by_teller() {
        let verde = vec![(0, 69.0), (1, 8.0), (2, 8.0), (4, 9.0), (6, 6.0)];
        let cases = [
            (Audience::Fixed(3), Exact::of([(3, 1.0)])),
            (Audience::Poisson(1.5), Exact::poisson(1.5)),
            (Audience::NegativeBinomial { mean: 1.0, dispersion: 2.0 }, Exact::negative_binomial(1.0, 2.0)),
            (Audience::Empirical(verde.clone()), Exact::of(verde.into_iter().map(|(k, w)| (k, w / 100.0)))),
        ];
        for (audience, exact) in cases {
            let sampler = sampler(&audience);
            for (n_reference, n) in [(5, 5), (5, 3), (3, 5), (4, 0), (0, 4), (9, 8)] {
                let few = u64::min(n, n_reference);
                let joint = exact
                    .times(BASE + 1)
                    .sum_of(few)
                    .plus(&exact.times(BASE).sum_of(n_reference - few))
                    .plus(&exact.sum_of(n - few));
                joint.assert_fits(pairs((&sampler, n_reference), (&sampler, n)));
            }
        }
    }

    #[test]
    fn classes_are_coupled_teller_by_teller() {
        // Forty tellers of three values are drawn class by class.
        let points = [(0, 0.5), (1, 0.3), (3, 0.2)];
        let (sampler, exact) = (sampler(&Audience::Empirical(points.to_vec())), Exact::of(points));
        for n in [40, 30, 45] {
            let few = u64::min(n, 40);
            let joint = exact
                .times(BASE + 1)
                .sum_of(few)
                .plus(&exact.times(BASE).sum_of(40 - few))
                .plus(&exact.sum_of(n - few));
            joint.assert_fits(pairs((&sampler, 40), (&sampler, n)));
        }
    }

    #[test]
    fn another_mean_of_a_poisson_law_thins_or_adds() {
        let (low, high) = (sampler(&Audience::Poisson(1.5)), sampler(&Audience::Poisson(2.0)));
        let joint = Exact::poisson(4.5).times(BASE + 1).plus(&Exact::poisson(1.5).times(BASE));
        joint.assert_fits(pairs((&high, 3), (&low, 3)));
        let joint = Exact::poisson(4.5).times(BASE + 1).plus(&Exact::poisson(1.5));
        joint.assert_fits(pairs((&low, 3), (&high, 3)));
    }

    #[test]
    fn another_mean_of_a_negative_binomial_law_thins_or_undoes_a_thinning() {
        let law = |mean| sampler(&Audience::NegativeBinomial { mean, dispersion: 2.0 });
        let (low, high) = (law(0.6), law(1.0));
        let whole = Exact::negative_binomial(3.0, 6.0);
        let joint = |weigh: fn(u64, u64) -> u64| {
            let points = (whole.first..).zip(&whole.probabilities).flat_map(move |(many, p)| {
                let thinned = if many == 0 { Exact::of([(0, 1.0)]) } else { Exact::binomial(many, 0.6) };
                let (first, kept) = (thinned.first, thinned.probabilities);
                (first..).zip(kept).map(move |(few, q)| (weigh(many, few), p * q))
            });
            Exact::of(points)
        };
        joint(|many, few| many * BASE + few).assert_fits(pairs((&high, 3), (&low, 3)));
        joint(|many, few| few * BASE + many).assert_fits(pairs((&low, 3), (&high, 3)));
    }

    #[test]
    fn whatever_changes_a_sum_keeps_its_own_law() {
        let audiences = || {
            [
                (Audience::Poisson(2.0), Exact::poisson(2.0)),
                (Audience::Geometric(2.0), Exact::negative_binomial(2.0, 1.0)),
                (Audience::NegativeBinomial { mean: 3.0, dispersion: 1.0 }, Exact::negative_binomial(3.0, 1.0)),
                (Audience::Uniform { low: 1, high: 4 }, Exact::of((1..=4).map(|k| (k, 0.25)))),
                (Audience::Uniform { low: 0, high: 2 }, Exact::of((0..=2).map(|k| (k, 1.0 / 3.0)))),
            ]
        };
        for (reference, _) in audiences() {
            for (variant, exact) in audiences() {
                let (reference, variant) = (sampler(&reference), sampler(&variant));
                for (n_reference, n) in [(7, 7), (7, 4), (4, 7), (40, 30)] {
                    let sums = pairs((&reference, n_reference), (&variant, n)).map(|pair| pair % BASE);
                    exact.sum_of(n).assert_fits(sums.take(20_000));
                }
            }
        }
    }

    #[test]
    fn fewer_lognormal_tellers_are_the_first_of_them() {
        let sampler = sampler(&Audience::LogNormal { median: 8.0, sigma: 0.8 });
        let (mut drawn, mut parts) = (Parts::default(), Parts::default());
        let key = ReplicateKey { seed: 317, replicate: 0 }.stream_key(Purpose::Audience, 0);
        sampler.sum(&mut key.open(), 20, &mut drawn);
        let first: u64 = {
            let mut rng = key.open();
            (0..12).map(|_| sampler.draw(&mut rng)).sum()
        };
        assert_eq!(sampler.coupled_sum(key, &sampler, &drawn, 12, &mut parts), first);
        assert!(sampler.coupled_sum(key, &sampler, &drawn, 21, &mut parts) >= drawn.total());
    }

    #[test]
    fn a_variant_of_a_variant_draws_anew() {
        let sampler = sampler(&Audience::Poisson(10.0));
        let (mut drawn, mut parts) = (Parts::default(), Parts::default());
        let key = ReplicateKey { seed: 317, replicate: 0 }.stream_key(Purpose::Audience, 0);
        let told = sampler.sum(&mut key.open(), 20, &mut drawn);
        sampler.coupled_sum(key, &sampler, &drawn, 12, &mut parts);
        assert_eq!(sampler.coupled_sum(key, &sampler, &parts, 20, &mut drawn), told);
    }
}
