use super::AudienceSampler;
use super::law::Law;
use super::parts::{Made, Parts};
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
        let total = if drawn.made == Made::Derived {
            self.sum(&mut key.open(), n, parts)
        } else if self.audience == reference.audience {
            self.same_audience(key, drawn, n, parts)
        } else {
            self.other_audience(key, &reference.law, drawn, n, parts)
        };
        parts.note(Made::Derived, n, total)
    }

    /// The sum where only the number of tellers differs.
    fn same_audience(&self, key: StreamKey, drawn: &Parts, n: u64, parts: &mut Parts) -> u64 {
        if n == drawn.tellers {
            return drawn.total;
        }
        if n > drawn.tellers {
            return drawn.total.saturating_add(self.sum(&mut key.bridge(), n - drawn.tellers, parts));
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
            Law::LogNormal(_) => self.sum(&mut key.open(), n, parts),
        }
    }

    /// The sum where the audience differs as well.
    fn other_audience(&self, key: StreamKey, reference: &Law, drawn: &Parts, n: u64, parts: &mut Parts) -> u64 {
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
            _ => self.sum(&mut key.open(), n, parts),
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
