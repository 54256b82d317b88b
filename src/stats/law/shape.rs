use super::beta::Beta;
use super::bounded::{Triangular, choice_quantile};
use super::gamma::Gamma;
use super::inverse_table::{Family, solve};
use super::normal::normal_cdf;
use super::score::Score;

/// A law in its simplest form, its numbers checked.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    Uniform { low: f64, high: f64 },
    Triangular(Triangular),
    Normal { mean: f64, sd: f64 },
    Lognormal { mu: f64, sigma: f64 },
    Beta { law: Beta, low: f64, high: f64 },
    Gamma { law: Gamma, scale: f64 },
    Choice(Vec<(f64, f64)>),
}

impl Shape {
    pub(super) fn gamma(shape: f64, scale: f64) -> Self {
        Self::Gamma { law: Gamma { shape }, scale }
    }

    /// The value at a score, solved to the last digits.
    pub(super) fn quantile(&self, score: Score) -> f64 {
        match self {
            Self::Uniform { low, high } => low + (high - low) * score.share(),
            Self::Triangular(law) => law.quantile(score.share()),
            Self::Normal { mean, sd } => mean + sd * score.normal(),
            Self::Lognormal { mu, sigma } => libm::exp(mu + sigma * score.normal()),
            Self::Beta { law, low, high } => low + (high - low) * Beta::value(solve(law, score.normal(), law.centre())),
            Self::Gamma { law, scale } => scale * Gamma::value(solve(law, score.normal(), law.centre())),
            Self::Choice(values) => choice_quantile(values, score.share()),
        }
    }

    /// The shares below and above `x`; of a choice, `x` itself counts below.
    pub(super) fn tails_at(&self, x: f64) -> (f64, f64) {
        let normal = |z: f64| (normal_cdf(z), normal_cdf(-z));
        match self {
            Self::Uniform { low, high } => {
                let share = ((x - low) / (high - low)).clamp(0.0, 1.0);
                (share, 1.0 - share)
            }
            Self::Triangular(law) => law.tails_at(x),
            Self::Normal { mean, sd } => normal((x - mean) / sd),
            Self::Lognormal { mu, sigma } if x > 0.0 => normal((libm::log(x) - mu) / sigma),
            Self::Lognormal { .. } => (0.0, 1.0),
            Self::Beta { law, low, high } => law.tails_at((x - low) / (high - low)),
            Self::Gamma { law, scale } => law.tails_at(x / scale),
            Self::Choice(values) => {
                let total: f64 = values.iter().map(|(_, weight)| weight).sum();
                let below: f64 = values.iter().filter(|(value, _)| *value <= x).map(|(_, weight)| weight).sum();
                (below / total, 1.0 - below / total)
            }
        }
    }

    pub(super) fn mean(&self) -> f64 {
        match self {
            Self::Uniform { low, high } => f64::midpoint(*low, *high),
            Self::Triangular(law) => law.mean(),
            Self::Normal { mean, .. } => *mean,
            Self::Lognormal { mu, sigma } => libm::exp(mu + 0.5 * sigma * sigma),
            Self::Beta { law, low, high } => low + (high - low) * law.a / (law.a + law.b),
            Self::Gamma { law, scale } => law.shape * scale,
            Self::Choice(values) => {
                let total: f64 = values.iter().map(|(_, weight)| weight).sum();
                values.iter().map(|(value, weight)| value * weight / total).sum()
            }
        }
    }

    pub(super) fn variance(&self) -> f64 {
        match self {
            Self::Uniform { low, high } => (high - low) * (high - low) / 12.0,
            Self::Triangular(law) => law.variance(),
            Self::Normal { sd, .. } => sd * sd,
            Self::Lognormal { mu, sigma } => {
                let mean = libm::exp(mu + 0.5 * sigma * sigma);
                mean * mean * libm::expm1(sigma * sigma)
            }
            Self::Beta { law: Beta { a, b }, low, high } => {
                (high - low) * (high - low) * (a / (a + b)) * (b / (a + b)) / (a + b + 1.0)
            }
            Self::Gamma { law, scale } => law.shape * scale * scale,
            Self::Choice(values) => {
                let (mean, total) = (self.mean(), values.iter().map(|(_, weight)| weight).sum::<f64>());
                values.iter().map(|(value, weight)| (value - mean) * (value - mean) * weight / total).sum()
            }
        }
    }

    /// Where its quantile has a corner, as a share.
    pub(super) fn corner(&self) -> Option<f64> {
        match self {
            Self::Triangular(law) => Some(law.turn()).filter(|turn| *turn > 0.0 && *turn < 1.0),
            _ => None,
        }
    }
}
