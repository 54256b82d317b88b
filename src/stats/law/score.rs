use super::normal::{normal_cdf, normal_quantile};

/// Where in its law a draw lies: the law's quantile at it is the value.
///
/// Two draws are correlated by their normal scores, whatever their laws: the Gaussian copula.
#[doc = include_str!("../examples/laws.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Score {
    /// The share of the law below, in (0, 1).
    Share(f64),
    /// Its standard normal quantile.
    Normal(f64),
}

impl Score {
    /// The share of the law below.
    #[inline]
    pub fn share(self) -> f64 {
        match self {
            Self::Share(share) => share,
            Self::Normal(z) => normal_cdf(z),
        }
    }

    /// Its standard normal quantile.
    #[inline]
    pub fn normal(self) -> f64 {
        match self {
            Self::Share(share) => normal_quantile(share),
            Self::Normal(z) => z,
        }
    }
}
