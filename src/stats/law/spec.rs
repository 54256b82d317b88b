use std::fmt;

use super::beta::Beta;
use super::beta_interval::beta_interval;
use super::bounded::Triangular;
use super::error::LawError;
use super::normal::{normal_cdf, normal_quantile};
use super::shape::Shape;

/// What a person says of a number that nobody knows.
///
/// ```
/// use rumeur::stats::{CutLaw, Law, Range, Score};
///
/// let law = Law::Pert { low: 0.02, mode: 0.037, high: 0.06 };
/// let rate = CutLaw::new(&law, Range { low: 0.0, high: 1.0, whole: false })?;
/// assert!((rate.mean() - (0.02 + 4.0 * 0.037 + 0.06) / 6.0).abs() < 1e-15);
/// assert!((rate.at(Score::Share(0.5)) - 0.0378).abs() < 1e-4);
/// # Ok::<(), rumeur::stats::LawError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Law {
    /// Every number from `low` to `high` alike.
    Uniform {
        /// The lowest.
        low: f64,
        /// The highest.
        high: f64,
    },
    /// A triangle.
    Triangular {
        /// The lowest.
        low: f64,
        /// The most likely.
        mode: f64,
        /// The highest.
        high: f64,
    },
    /// PERT: a beta law from `low` to `high` with mean (low + 4 mode + high) / 6 (Malcolm, Roseboom, Clark and Fazar 1959).
    Pert {
        /// The lowest.
        low: f64,
        /// The most likely.
        mode: f64,
        /// The highest.
        high: f64,
    },
    /// The normal law.
    Normal {
        /// Its mean.
        mean: f64,
        /// Its standard deviation, above 0.
        sd: f64,
    },
    /// The lognormal law.
    Lognormal {
        /// Its median, above 0.
        median: f64,
        /// The standard deviation of the logarithm, above 0.
        sigma: f64,
    },
    /// The beta law on 0 to 1: what a survey of a + b - 2 people with a - 1 times yes says, read with a flat prior.
    Beta {
        /// Above 0.
        a: f64,
        /// Above 0.
        b: f64,
    },
    /// The gamma law.
    Gamma {
        /// Its mean, above 0.
        mean: f64,
        /// Its standard deviation, above 0.
        sd: f64,
    },
    /// 5 % lie below `low`, 5 % above `high`.
    Interval {
        /// The 5 % quantile.
        low: f64,
        /// The 95 % quantile.
        high: f64,
        /// The law that has it.
        shape: IntervalShape,
    },
    /// One of some values, each with its weight; rising.
    Choice(Vec<(f64, f64)>),
}

/// The law of an interval.
#[doc = include_str!("../examples/laws.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IntervalShape {
    /// The normal law.
    #[default]
    Normal,
    /// The lognormal law; both ends above 0.
    Lognormal,
    /// The beta law; both ends inside 0 to 1.
    Beta,
}

impl IntervalShape {
    /// All, by name.
    pub const ALL: [Self; 3] = [Self::Normal, Self::Lognormal, Self::Beta];

    /// The word in a scenario.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Lognormal => "lognormal",
            Self::Beta => "beta",
        }
    }
}

/// How much of a law lies near 0: it decides which moments of 1 / x are finite.
#[doc = include_str!("../examples/laws.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NearZero {
    /// Nothing: every moment of 1 / x is finite.
    Nothing,
    /// The density is like x^(power - 1): E[1 / x^k] is finite where k < power.
    Power(f64),
}

/// The largest parameter of a beta or gamma law whose arithmetic keeps nine digits.
const LARGEST_SHAPE: f64 = 1e9;

impl Law {
    /// Its name in a scenario.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Uniform { .. } => "uniform",
            Self::Triangular { .. } => "triangular",
            Self::Pert { .. } => "pert",
            Self::Normal { .. } => "normal",
            Self::Lognormal { .. } => "lognormal",
            Self::Beta { .. } => "beta",
            Self::Gamma { .. } => "gamma",
            Self::Interval { .. } => "interval",
            Self::Choice(_) => "choice",
        }
    }

    /// The law in its simplest form.
    ///
    /// # Errors
    /// When its numbers make no law.
    pub(super) fn shape(&self) -> Result<Shape, LawError> {
        Ok(match *self {
            Self::Uniform { low, high } => {
                rising(low, high)?;
                Shape::Uniform { low, high }
            }
            Self::Triangular { low, mode, high } => {
                between(low, mode, high)?;
                Shape::Triangular(Triangular { low, mode, high })
            }
            Self::Pert { low, mode, high } => {
                between(low, mode, high)?;
                let turn = (mode - low) / (high - low);
                Shape::Beta { law: Beta { a: 1.0 + 4.0 * turn, b: 5.0 - 4.0 * turn }, low, high }
            }
            Self::Normal { mean, sd } => {
                positive("sd", sd)?;
                Shape::Normal { mean, sd }
            }
            Self::Lognormal { median, sigma } => {
                positive("median", median)?;
                positive("sigma", sigma)?;
                at_most("sigma", sigma, 20.0)?;
                Shape::Lognormal { mu: libm::log(median), sigma }
            }
            Self::Beta { a, b } => {
                for (key, value) in [("a", a), ("b", b)] {
                    positive(key, value)?;
                    at_most(key, value, LARGEST_SHAPE)?;
                }
                Shape::Beta { law: Beta { a, b }, low: 0.0, high: 1.0 }
            }
            Self::Gamma { mean, sd } => {
                positive("mean", mean)?;
                positive("sd", sd)?;
                let ratio = mean / sd;
                at_most("mean / sd", ratio, libm::sqrt(LARGEST_SHAPE))?;
                Shape::gamma(ratio * ratio, sd / ratio)
            }
            Self::Interval { low, high, shape } => interval(low, high, shape)?,
            Self::Choice(ref values) => Shape::Choice(values.clone()),
        })
    }

    /// How much of it lies near 0, once it is cut there.
    pub fn near_zero(&self) -> NearZero {
        // A normal law has a tail everywhere; one of less than 1e-12 is met in no run.
        const UNSEEN: f64 = 1e-12;
        let bounded = |low: f64, power: f64| match low {
            low if low < 0.0 => NearZero::Power(1.0),
            0.0 => NearZero::Power(power),
            _ => NearZero::Nothing,
        };
        let normal = |mean: f64, sd: f64| {
            if normal_cdf(-mean / sd) > UNSEEN { NearZero::Power(1.0) } else { NearZero::Nothing }
        };
        match *self {
            Self::Uniform { low, .. } => bounded(low, 1.0),
            Self::Triangular { low, mode, .. } => bounded(low, if mode > low { 2.0 } else { 1.0 }),
            Self::Pert { low, mode, high } => bounded(low, 1.0 + 4.0 * (mode - low) / (high - low)),
            Self::Normal { mean, sd } => normal(mean, sd),
            Self::Beta { a, .. } => NearZero::Power(a),
            Self::Gamma { mean, sd } => NearZero::Power(mean / sd * (mean / sd)),
            Self::Interval { .. } => match self.shape() {
                Ok(Shape::Beta { law, .. }) => NearZero::Power(law.a),
                Ok(Shape::Normal { mean, sd }) => normal(mean, sd),
                _ => NearZero::Nothing,
            },
            Self::Lognormal { .. } | Self::Choice(_) => NearZero::Nothing,
        }
    }
}

/// As a scenario file writes it.
impl fmt::Display for Law {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name();
        match self {
            Self::Uniform { low, high } => write!(f, "{{ {name} = [{low}, {high}] }}"),
            Self::Triangular { low, mode, high } | Self::Pert { low, mode, high } => {
                write!(f, "{{ {name} = [{low}, {mode}, {high}] }}")
            }
            Self::Normal { mean, sd } | Self::Gamma { mean, sd } => {
                write!(f, "{{ {name} = {{ mean = {mean}, sd = {sd} }} }}")
            }
            Self::Lognormal { median, sigma } => {
                write!(f, "{{ {name} = {{ median = {median}, sigma = {sigma} }} }}")
            }
            Self::Beta { a, b } => write!(f, "{{ {name} = {{ a = {a}, b = {b} }} }}"),
            Self::Interval { low, high, shape } => {
                write!(f, "{{ {name} = [{low}, {high}], shape = \"{}\" }}", shape.name())
            }
            Self::Choice(values) => {
                write!(f, "{{ {name} = {{ ")?;
                for (place, (value, weight)) in values.iter().enumerate() {
                    let comma = if place > 0 { ", " } else { "" };
                    write!(f, "{comma}\"{value}\" = {weight}")?;
                }
                f.write_str(" } }")
            }
        }
    }
}

fn interval(low: f64, high: f64, shape: IntervalShape) -> Result<Shape, LawError> {
    rising(low, high)?;
    let reach = normal_quantile(0.95);
    Ok(match shape {
        IntervalShape::Normal => Shape::Normal { mean: f64::midpoint(low, high), sd: (high - low) / (2.0 * reach) },
        IntervalShape::Lognormal => {
            if low <= 0.0 {
                return Err(LawError::IntervalNotPositive { low });
            }
            let (from, to) = (libm::log(low), libm::log(high));
            Shape::Lognormal { mu: f64::midpoint(from, to), sigma: (to - from) / (2.0 * reach) }
        }
        IntervalShape::Beta => {
            for value in [low, high] {
                if !(value > 0.0 && value < 1.0) {
                    return Err(LawError::IntervalOutside { value });
                }
            }
            let law = beta_interval(low, high).ok_or(LawError::NoBeta)?;
            Shape::Beta { law, low: 0.0, high: 1.0 }
        }
    })
}

fn rising(low: f64, high: f64) -> Result<(), LawError> {
    if low < high { Ok(()) } else { Err(LawError::Empty { low, high }) }
}

fn between(low: f64, mode: f64, high: f64) -> Result<(), LawError> {
    rising(low, high)?;
    if low <= mode && mode <= high { Ok(()) } else { Err(LawError::ModeOutside { mode, low, high }) }
}

fn positive(key: &'static str, value: f64) -> Result<(), LawError> {
    if value > 0.0 { Ok(()) } else { Err(LawError::NotPositive { key, value }) }
}

fn at_most(key: &'static str, value: f64, most: f64) -> Result<(), LawError> {
    if value <= most { Ok(()) } else { Err(LawError::TooLarge { key, value, most }) }
}
