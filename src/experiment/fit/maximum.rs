use super::answers::Answers;
use super::chances::Chances;
use super::heaping::Heaping;
use super::law::{CountLaw, Masses};
use super::nelder_mead::{Effort, minimize};
use crate::sheet::Told;
use crate::vocabulary::Language;

/// A kind of law that can be fitted.
#[doc = include_str!("examples/laws.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are those of CountLaw")]
pub enum LawKind {
    Poisson,
    Geometric,
    NegativeBinomial,
    ZeroInflatedPoisson,
    ZeroInflatedNegativeBinomial,
    LogNormal,
    Zipf,
}

impl LawKind {
    /// All of them, simple ones first: among equals the first is chosen.
    pub const ALL: [Self; 7] = [
        Self::Poisson,
        Self::Geometric,
        Self::NegativeBinomial,
        Self::ZeroInflatedPoisson,
        Self::ZeroInflatedNegativeBinomial,
        Self::LogNormal,
        Self::Zipf,
    ];

    /// The value in the tables' `law` column.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Poisson => "poisson",
            Self::Geometric => "geometric",
            Self::NegativeBinomial => "negative_binomial",
            Self::ZeroInflatedPoisson => "zero_inflated_poisson",
            Self::ZeroInflatedNegativeBinomial => "zero_inflated_negative_binomial",
            Self::LogNormal => "lognormal",
            Self::Zipf => "zipf",
        }
    }

    /// What it is called in a sentence.
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::Poisson => "Poisson",
            Self::Geometric => language.pick("geometric", "géométrique"),
            Self::NegativeBinomial => language.pick("negative binomial", "binomiale négative"),
            Self::ZeroInflatedPoisson => language.pick("Poisson with more zeros", "Poisson avec plus de zéros"),
            Self::ZeroInflatedNegativeBinomial => {
                language.pick("negative binomial with more zeros", "binomiale négative avec plus de zéros")
            }
            Self::LogNormal => language.pick("log-normal", "log-normale"),
            Self::Zipf => "Zipf",
        }
    }
}

/// A law fitted to answers.
#[doc = include_str!("examples/laws.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fitted {
    /// The kind of the law.
    pub kind: LawKind,
    /// The law of what happened.
    pub law: CountLaw,
    /// How people round; `None`: taken to say what happened.
    pub heaping: Option<Heaping>,
    /// The log-likelihood, each answer counted by its weight.
    pub log_likelihood: f64,
    /// Whether the best is at the edge of what the law can be, such as no dispersion beyond Poisson.
    pub at_boundary: bool,
}

impl Fitted {
    /// Akaike's criterion: 2 parameters - 2 log-likelihood.
    pub fn aic(&self) -> f64 {
        2.0 * self.parameters() as f64 - 2.0 * self.log_likelihood
    }

    /// How many numbers were fitted, the two of heaping among them.
    pub const fn parameters(&self) -> usize {
        self.law.parameters() + if self.heaping.is_some() { 2 } else { 0 }
    }
}

/// What is said under a law, up to `highest`.
pub(super) fn masses(law: CountLaw, heaping: Option<Heaping>, highest: usize) -> Masses {
    // Room for those who round down to the highest answer.
    let masses = law.masses(highest + 16);
    heaping.map_or_else(|| masses.clone(), |heaping| heaping.said(&masses))
}

/// The law of what is said, up to `highest`.
pub(crate) fn said_masses(fitted: &Fitted, highest: usize) -> Masses {
    let all = masses(fitted.law, fitted.heaping, highest);
    let rest = all.between(highest + 1, None);
    Masses::new(all.mass[..=highest].to_vec(), rest)
}

/// The log-likelihood of a law; minus infinity where an answer is impossible.
pub fn log_likelihood(answers: &Answers, law: CountLaw, heaping: Option<Heaping>) -> f64 {
    let chances = Chances::new(law, heaping, answers.highest());
    answers.classes().map(|(told, weight)| weight * chances.ln(told)).sum()
}

/// The dispersion from which a negative binomial is taken for a Poisson law.
const POISSON_LIKE: f64 = 1e6;

/// Fits one kind of law, with or without heaping; `None` where no such law gives the answers, such as zeros for a zipf law.
pub fn fit(answers: &Answers, kind: LawKind, heaped: bool) -> Option<Fitted> {
    search(answers, kind, heaped).map(|(_, fitted)| fitted)
}

/// The same, with the free numbers where the search ended.
pub(super) fn search(answers: &Answers, kind: LawKind, heaped: bool) -> Option<(Vec<f64>, Fitted)> {
    let starts = kind.starts(Start::of(answers)?).into_iter().map(|mut start| {
        if heaped {
            start.extend([0.6, 0.6]);
        }
        start
    });
    let ends = starts.filter_map(|start| search_from(answers, kind, heaped, &start, Effort::FULL));
    // The first of equals.
    ends.reduce(|best, next| if next.1.log_likelihood > best.1.log_likelihood { next } else { best })
}

/// The search from one place.
pub(super) fn search_from(
    answers: &Answers,
    kind: LawKind,
    heaped: bool,
    start: &[f64],
    effort: Effort,
) -> Option<(Vec<f64>, Fitted)> {
    let max = answers.highest().max(1);
    let of = |theta: &[f64]| {
        let (law, rest) = theta.split_at(theta.len() - if heaped { 2 } else { 0 });
        (kind.law(law, max), heaped.then(|| shares(rest[0], rest[1])))
    };
    let mut objective = |theta: &[f64]| {
        let (law, heaping) = of(theta);
        -log_likelihood(answers, law, heaping)
    };
    let (theta, value) = minimize_dyn(start, effort, &mut objective);
    let (law, heaping) = of(&theta);
    let fitted = Fitted { kind, law, heaping, log_likelihood: -value, at_boundary: is_at_boundary(law) };
    value.is_finite().then_some((theta, fitted))
}

fn is_at_boundary(law: CountLaw) -> bool {
    match law {
        CountLaw::NegativeBinomial { dispersion, .. } => dispersion > POISSON_LIKE,
        CountLaw::ZeroInflatedPoisson { zero, .. } => zero < 1e-6,
        CountLaw::ZeroInflatedNegativeBinomial { zero, dispersion, .. } => zero < 1e-6 || dispersion > POISSON_LIKE,
        CountLaw::LogNormal { sigma, .. } => sigma < 1e-3,
        CountLaw::Poisson { .. } | CountLaw::Geometric { .. } | CountLaw::Zipf { .. } => false,
    }
}

/// Two shares that add up to less than 1, from two free numbers whose squares are their odds against the rest: a share of 0 is at
/// a place, not at the end of a plain on which a search would stop for good.
fn shares(a: f64, b: f64) -> Heaping {
    let (a, b) = (square(a), square(b));
    Heaping { fives: a / (1.0 + a + b), tens: b / (1.0 + a + b) }
}

/// Up to the odds from which the rest is 0 to the last digit.
fn square(at: f64) -> f64 {
    let at = at.clamp(-1e8, 1e8);
    at * at
}

/// The number of free numbers is known when it runs.
fn minimize_dyn(start: &[f64], effort: Effort, objective: &mut dyn FnMut(&[f64]) -> f64) -> (Vec<f64>, f64) {
    fn sized<const N: usize>(
        start: &[f64],
        effort: Effort,
        objective: &mut dyn FnMut(&[f64]) -> f64,
    ) -> (Vec<f64>, f64) {
        let start: [f64; N] = std::array::from_fn(|axis| start[axis]);
        let (at, value) = minimize(start, 0.5, effort, &mut |theta: &[f64; N]| objective(theta));
        (at.to_vec(), value)
    }
    match start.len() {
        1 => sized::<1>(start, effort, objective),
        2 => sized::<2>(start, effort, objective),
        3 => sized::<3>(start, effort, objective),
        4 => sized::<4>(start, effort, objective),
        _ => sized::<5>(start, effort, objective),
    }
}

/// Plain numbers about answers, from which searches start.
#[derive(Clone, Copy, Debug)]
struct Start {
    mean: f64,
    variance: f64,
    zeros: f64,
}

impl Start {
    fn of(answers: &Answers) -> Option<Self> {
        let total = answers.total();
        if total.is_nan() || total <= 0.0 {
            return None;
        }
        let value = |told: Told| match told.high() {
            Some(high) => f64::midpoint(told.low as f64, high as f64),
            None => told.low as f64 * 1.25,
        };
        let mean = answers.classes().map(|(told, weight)| weight * value(told)).sum::<f64>() / total;
        let square = |told| (value(told) - mean) * (value(told) - mean);
        let variance = answers.classes().map(|(told, weight)| weight * square(told)).sum::<f64>() / total;
        let is_zero = |(told, _): &(Told, f64)| told.high() == Some(0);
        let zeros = answers.classes().filter(is_zero).map(|(_, weight)| weight).sum::<f64>() / total;
        Some(Self { mean: mean.max(1e-3), variance: variance.max(1e-6), zeros })
    }
}

impl LawKind {
    /// The law for free numbers: logarithms of positive ones, roots of the odds of shares.
    fn law(self, theta: &[f64], max: u64) -> CountLaw {
        let positive = |at: f64| libm::exp(at.clamp(-30.0, 30.0));
        let share = |at: f64| square(at) / (1.0 + square(at));
        match self {
            Self::Poisson => CountLaw::Poisson { mean: positive(theta[0]) },
            Self::Geometric => CountLaw::Geometric { mean: positive(theta[0]) },
            Self::NegativeBinomial => {
                CountLaw::NegativeBinomial { mean: positive(theta[0]), dispersion: positive(theta[1]) }
            }
            Self::ZeroInflatedPoisson => {
                CountLaw::ZeroInflatedPoisson { mean: positive(theta[0]), zero: share(theta[1]) }
            }
            Self::ZeroInflatedNegativeBinomial => CountLaw::ZeroInflatedNegativeBinomial {
                mean: positive(theta[0]),
                zero: share(theta[1]),
                dispersion: positive(theta[2]),
            },
            Self::LogNormal => CountLaw::LogNormal { median: positive(theta[0]), sigma: positive(theta[1]) },
            Self::Zipf => CountLaw::Zipf { exponent: positive(theta[0]), max },
        }
    }

    /// Where to start: several places where there may be several peaks.
    fn starts(self, start: Start) -> Vec<Vec<f64>> {
        let Start { mean, variance, zeros } = start;
        let log = |value: f64| libm::log(value);
        let dispersion = if variance > mean { mean * mean / (variance - mean) } else { 50.0 };
        let root = |share: f64| libm::sqrt(share / (1.0 - share));
        let zero = zeros.clamp(0.02, 0.95);
        let above = mean / (1.0 - 0.8 * zero);
        match self {
            Self::Poisson | Self::Geometric => vec![vec![log(mean)]],
            Self::NegativeBinomial => vec![vec![log(mean), log(dispersion)], vec![log(mean), 0.0]],
            Self::ZeroInflatedPoisson => vec![vec![log(above), root(0.8 * zero)], vec![log(mean), root(0.05)]],
            Self::ZeroInflatedNegativeBinomial => vec![
                vec![log(above), root(0.8 * zero), log(dispersion)],
                vec![log(above), root(0.8 * zero), 1.0],
                vec![log(mean), root(0.05), log(dispersion)],
            ],
            Self::LogNormal => {
                let sigma = libm::sqrt(libm::log1p(variance / (mean * mean)));
                vec![vec![log(mean) - 0.5 * sigma * sigma, log(sigma)], vec![log(mean) - 0.5, 0.0]]
            }
            Self::Zipf => vec![vec![0.0], vec![1.0]],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// European red mites on apple leaves (Bliss and Fisher 1953).
    fn mites() -> Answers {
        let mut answers = Answers::default();
        for (told, leaves) in (0..).zip([70, 38, 17, 10, 9, 3, 2, 1]) {
            for _ in 0..leaves {
                answers.add(Told::new(told, Some(told)), 1.0);
            }
        }
        answers
    }

    #[test]
    fn the_mites_are_geometric() {
        let fitted = |kind| fit(&mites(), kind, false).expect("a law");
        let nb = fitted(LawKind::NegativeBinomial);
        let CountLaw::NegativeBinomial { dispersion, .. } = nb.law else { panic!() };
        assert!((dispersion - 1.024_592_4).abs() < 1e-5, "{dispersion}");
        assert!((nb.log_likelihood + 222.437_153_6).abs() < 1e-7, "{}", nb.log_likelihood);
        assert!((nb.aic() - 448.874_307).abs() < 1e-6);
        assert!((fitted(LawKind::Poisson).aic() - 487.619_882).abs() < 1e-6);
        assert!((fitted(LawKind::Geometric).aic() - 446.882_507).abs() < 1e-6);
        let best = LawKind::ALL
            .iter()
            .filter_map(|&kind| fit(&mites(), kind, false))
            .min_by(|a, b| a.aic().total_cmp(&b.aic()));
        assert!(matches!(best.unwrap().law, CountLaw::Geometric { .. }));
    }
}
