use super::beta::Beta;
use super::error::LawError;
use super::gamma::Gamma;
use super::inverse_table::{Family, InverseTable};
use super::nodes::{Rule, nodes};
use super::normal::{normal_cdf, normal_quantile};
use super::score::Score;
use super::shape::Shape;
use super::spec::Law;

/// What a parameter may be.
#[doc = include_str!("../examples/laws.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The lowest.
    pub low: f64,
    /// The highest.
    pub high: f64,
    /// Whether it is a whole number: draws are rounded half up.
    pub whole: bool,
}

/// A law cut to the range of a parameter, ready to draw: what lies outside is drawn again.
#[doc = include_str!("../examples/laws.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct CutLaw {
    shape: Shape,
    range: Range,
    /// The shares below and above the range.
    outside: (f64, f64),
    /// The inverse of a law that has none in closed form.
    inverse: Option<InverseTable>,
}

/// What is outside by less than this is met in no run.
const UNSEEN: f64 = 1e-17;
/// So many whole numbers are counted one by one.
const FEW: f64 = 400.0;

impl CutLaw {
    /// `law` in `range`.
    ///
    /// # Errors
    /// When the numbers of the law make none, or next to nothing of it is in the range.
    pub fn new(law: &Law, range: Range) -> Result<Self, LawError> {
        let shape = law.shape()?;
        let Range { low, high, whole } = range;
        if let Shape::Choice(values) = &shape {
            let fits = |value: f64| (low..=high).contains(&value) && (!whole || value.fract() == 0.0);
            if let Some(&(value, _)) = values.iter().find(|(value, _)| !fits(*value)) {
                return Err(LawError::ChoiceOutside { value, low, high, whole });
            }
        }
        // What is rounded into the range is in it.
        let half = if whole { 0.5 } else { 0.0 };
        let outside = match shape {
            Shape::Choice(_) => (0.0, 0.0),
            _ => (shape.tails_at(low - half).0, shape.tails_at(high + half).1),
        };
        if outside.0 + outside.1 > 1.0 - 1e-9 {
            return Err(LawError::NothingInRange { low, high });
        }
        let inverse = match &shape {
            Shape::Beta { law, .. } => Some(InverseTable::new(law)),
            Shape::Gamma { law, .. } => Some(InverseTable::new(law)),
            _ => None,
        };
        Ok(Self { shape, range, outside, inverse })
    }

    /// The share of the law outside the range.
    pub fn cut_share(&self) -> f64 {
        self.outside.0 + self.outside.1
    }

    /// The value at a score: its quantile.
    #[inline]
    pub fn at(&self, score: Score) -> f64 {
        let value = self.before_rounding(score);
        let value = if self.range.whole { libm::floor(value + 0.5) } else { value };
        value.clamp(self.range.low, self.range.high)
    }

    #[inline]
    fn before_rounding(&self, score: Score) -> f64 {
        let score = self.inside(score);
        match (&self.shape, &self.inverse) {
            (Shape::Beta { low, high, .. }, Some(table)) => low + (high - low) * Beta::value(table.at(score.normal())),
            (Shape::Gamma { scale, .. }, Some(table)) => scale * Gamma::value(table.at(score.normal())),
            (shape, _) => shape.quantile(score),
        }
    }

    /// The score in the law as it was before the cut.
    #[inline]
    fn inside(&self, score: Score) -> Score {
        let (below, above) = self.outside;
        if below + above < UNSEEN {
            return score;
        }
        let inside = 1.0 - below - above;
        match score {
            // Far above the middle the share below is 1 to the last digit: the share above says where.
            Score::Normal(z) if z > 0.0 => {
                let upper = above + normal_cdf(-z) * inside;
                if upper < 0.5 { Score::Normal(-normal_quantile(upper)) } else { Score::Share(1.0 - upper) }
            }
            _ => Score::Share(below + score.share() * inside),
        }
    }

    /// The mean of what is drawn.
    pub fn mean(&self) -> f64 {
        if self.is_whole_law() { self.shape.mean() } else { self.integral(|value| value) }
    }

    /// The standard deviation of what is drawn.
    pub fn std_dev(&self) -> f64 {
        if self.is_whole_law() {
            return libm::sqrt(self.shape.variance());
        }
        let mean = self.mean();
        libm::sqrt(self.integral(|value| (value - mean) * (value - mean)) + self.rounding_variance())
    }

    /// Whether neither cut nor rounding changes the law.
    fn is_whole_law(&self) -> bool {
        let is_choice = matches!(self.shape, Shape::Choice(_));
        is_choice || self.cut_share() < UNSEEN && !self.range.whole
    }

    /// The mean of `of`; of many whole numbers before they are rounded, since a quadrature does not see steps.
    fn integral(&self, of: impl Fn(f64) -> f64) -> f64 {
        let points = self.points(Rule::Fine).unwrap_or_else(|| {
            let points = nodes(self.corner_score(), Rule::Fine).into_iter();
            points.map(|(z, weight)| (self.before_rounding(Score::Normal(z)), weight)).collect()
        });
        points.into_iter().map(|(value, weight)| weight * of(value)).sum()
    }

    /// What rounding to many whole numbers adds to the variance: that of an even law one wide (Sheppard).
    fn rounding_variance(&self) -> f64 {
        let is_many = self.range.whole && self.few_points().is_none();
        if is_many { 1.0 / 12.0 } else { 0.0 }
    }

    /// Values and weights, 1 in all, for the mean of anything smooth under the law: exact where the law has few values, else
    /// Gauss-Legendre on the normal score. `None` for many whole numbers.
    pub fn points(&self, rule: Rule) -> Option<Vec<(f64, f64)>> {
        if self.is_smooth() { Some(self.smooth_points(rule)) } else { self.few_points() }
    }

    /// Every value and its weight, 1 in all, where the law has few values.
    pub(crate) fn few_points(&self) -> Option<Vec<(f64, f64)>> {
        self.exact_points(FEW)
    }

    /// Values and weights, 1 in all, for the mean of anything smooth under the law: exact where the law has at most `most`
    /// values. Of more whole numbers each node before rounding stands for the two beside it, so that what is linear in them has
    /// its mean.
    pub(crate) fn mean_points(&self, rule: Rule, most: f64) -> Vec<(f64, f64)> {
        if self.is_smooth() {
            return self.smooth_points(rule);
        }
        if let Some(points) = self.exact_points(most) {
            return points;
        }
        let nodes = nodes(self.corner_score(), rule).into_iter();
        let beside = nodes.flat_map(|(z, weight)| {
            let value = self.before_rounding(Score::Normal(z)).clamp(self.range.low, self.range.high);
            let (low, part) = (libm::floor(value), value - libm::floor(value));
            [(low, weight * (1.0 - part)), (low + 1.0, weight * part)]
        });
        beside.filter(|(_, weight)| *weight > 0.0).collect()
    }

    /// Every value and its weight, 1 in all, where there are at most `most`.
    pub(crate) fn exact_points(&self, most: f64) -> Option<Vec<(f64, f64)>> {
        match &self.shape {
            Shape::Choice(values) => {
                let total: f64 = values.iter().map(|(_, weight)| weight).sum();
                Some(values.iter().map(|&(value, weight)| (value, weight / total)).collect())
            }
            _ if self.range.whole => self.whole_points(most),
            _ => None,
        }
    }

    /// Whether it is no law of single values.
    fn is_smooth(&self) -> bool {
        !matches!(self.shape, Shape::Choice(_)) && !self.range.whole
    }

    /// Normal scores, values and weights, 1 in all, rising, for the mean of what is smooth but for corners at some normal
    /// scores; `None` where the law has few values, whose points are exact by themselves, or many whole numbers.
    pub(crate) fn scored_points(&self, rule: Rule, corners: &[f64]) -> Option<Vec<(f64, f64, f64)>> {
        if !self.is_smooth() {
            return None;
        }
        let own = self.corner_score();
        let mut points: Vec<(f64, f64, f64)> = nodes(own.into_iter().chain(corners.iter().copied()), rule)
            .into_iter()
            .map(|(z, weight)| (z, self.at(Score::Normal(z)), weight))
            .collect();
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        Some(points)
    }

    fn smooth_points(&self, rule: Rule) -> Vec<(f64, f64)> {
        let points = nodes(self.corner_score(), rule).into_iter();
        points.map(|(z, weight)| (self.at(Score::Normal(z)), weight)).collect()
    }

    /// The normal score at which the density has a corner.
    fn corner_score(&self) -> Option<f64> {
        let (below, above) = self.outside;
        let corner = self.shape.corner().map(|share| (share - below) / (1.0 - below - above));
        corner.filter(|share| *share > 0.0 && *share < 1.0).map(|share| Score::Share(share).normal())
    }

    fn whole_points(&self, most: f64) -> Option<Vec<(f64, f64)>> {
        let ends = [-8.5, 8.5].map(|z| self.at(Score::Normal(z)));
        if ends[1] - ends[0] > most {
            return None;
        }
        let inside = 1.0 - self.cut_share();
        let many = (ends[1] - ends[0]) as u64;
        let mut before = self.outside.0;
        let mut points = Vec::with_capacity(many as usize + 1);
        for step in 0..=many {
            let value = ends[0] + step as f64;
            let below = if step == many { 1.0 - self.outside.1 } else { self.shape.tails_at(value + 0.5).0 };
            if below > before {
                points.push((value, (below - before) / inside));
            }
            before = below;
        }
        Some(points)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHARE: Range = Range { low: 0.0, high: 1.0, whole: false };
    const REAL: Range = Range { low: -1e12, high: 1e12, whole: false };

    fn assert_near(found: f64, exact: f64, what: &str) {
        assert!((found - exact).abs() < 1e-7 * exact.abs().max(1e-3), "{what}: {found} against {exact}");
    }

    #[test]
    fn quantiles_and_moments_are_those_of_scipy() {
        // mean, sd, p05, p50, p95 of scipy.stats.
        let cases = [
            (Law::Uniform { low: 2.0, high: 6.0 }, [4.0, 1.154_700_538_379_251_5, 2.2, 4.0, 5.8]),
            (Law::Triangular { low: 1.0, mode: 2.0, high: 5.0 }, TRIANGULAR),
            (Law::Pert { low: 0.02, mode: 0.037, high: 0.06 }, PERT),
            (Law::Normal { mean: 3.0, sd: 0.5 }, [3.0, 0.5, 2.177_573_186_524_264, 3.0, 3.822_426_813_475_736]),
            (Law::Lognormal { median: 5.0, sigma: 1.2 }, LOGNORMAL),
            (Law::Beta { a: 10.0, b: 260.0 }, BETA),
            (Law::Gamma { mean: 12.0, sd: 5.0 }, GAMMA),
        ];
        for (law, [mean, sd, p05, p50, p95]) in cases {
            let cut = CutLaw::new(&law, REAL).expect("a law");
            assert_near(cut.mean(), mean, law.name());
            assert_near(cut.std_dev(), sd, law.name());
            for (share, exact) in [(0.05, p05), (0.5, p50), (0.95, p95)] {
                assert_near(cut.at(Score::Share(share)), exact, law.name());
            }
        }
    }

    #[test]
    fn points_of_whole_numbers_have_the_mean_of_what_is_linear_in_them() {
        for (mean, sd) in [(50.0, 10.0), (3_000.0, 200.0), (900_000.0, 200_000.0)] {
            let law = Law::Normal { mean, sd };
            let cut = CutLaw::new(&law, Range { low: 0.0, high: 1e12, whole: true }).expect("a law");
            let points = cut.mean_points(Rule::Middle, 4_096.0);
            assert_eq!(cut.exact_points(4_096.0).is_some(), mean < 4_000.0, "{mean}");
            assert!(points.iter().all(|(value, _)| *value >= 0.0 && value.fract() == 0.0));
            let sum = |of: &dyn Fn(f64) -> f64| points.iter().map(|&(value, weight)| weight * of(value)).sum::<f64>();
            assert_near(sum(&|_| 1.0), 1.0, "weights");
            assert_near(sum(&|value| value), cut.mean(), "mean");
            let square = cut.std_dev() * cut.std_dev() + cut.mean() * cut.mean();
            assert!((sum(&|value| value * value) / square - 1.0).abs() < 1e-7, "{mean}");
        }
    }

    #[test]
    fn a_law_cut_below_has_its_moments_whatever_the_range_above() {
        // Integrated and summed to 30 digits with mpmath.
        let from_zero = |whole| Range { low: 0.0, high: 1e12, whole };
        for (mean, sd, whole, exact) in [
            (100.0, 20.0, false, [100.000_029_734_398_82, 19.999_925_663_842_705]),
            (5.0, 4.0, false, [5.816_901_835_594_707, 3.353_827_993_953_844]),
            (15.0, 3.039_784, false, [15.000_006_255_193_415, 3.039_768_566_637_221]),
            (3.0, 3.0, true, [3.696_327_155_247_24, 2.477_644_564_865_338]),
            (900.0, 250.0, true, [900.151_901_897_093_1, 249.726_395_117_599_9]),
        ] {
            let cut = CutLaw::new(&Law::Normal { mean, sd }, from_zero(whole)).expect("a law");
            assert_near(cut.mean(), exact[0], "mean");
            assert_near(cut.std_dev(), exact[1], "standard deviation");
        }
    }

    const TRIANGULAR: [f64; 5] = [
        2.666_666_666_666_667,
        0.849_836_585_598_797_5,
        1.447_213_595_499_957_9,
        2.550_510_257_216_822,
        4.225_403_330_758_516,
    ];
    const PERT: [f64; 5] = [
        0.038,
        0.007_521_398_046_336_104_5,
        0.026_047_338_987_823_67,
        0.037_764_006_336_711_62,
        0.050_765_046_010_713_05,
    ];
    const LOGNORMAL: [f64; 5] =
        [10.272_166_053_219_438, 18.434_734_445_209_43, 0.694_622_712_933_159_6, 5.0, 35.990_760_933_274_6];
    const BETA: [f64; 5] = [
        0.037_037_037_037_037_035,
        0.011_471_976_914_819_36,
        0.020_304_761_734_390_25,
        0.035_898_536_448_123_484,
        0.057_656_575_424_274_13,
    ];
    const GAMMA: [f64; 5] = [12.0, 5.0, 5.116_149_604_814_065_6, 11.313_157_539_847_007, 21.228_764_757_487_14];

    #[test]
    fn a_law_is_cut_to_the_range() {
        // A normal law cut at 0 and 1: scipy.stats.truncnorm.
        let cut = CutLaw::new(&Law::Normal { mean: 0.1, sd: 0.1 }, SHARE).expect("a law");
        assert_near(cut.cut_share(), 0.158_655_253_931_457_05, "share");
        assert_near(cut.mean(), 0.128_759_997_093_917_83, "mean");
        let draws: Vec<f64> = (0..=1_000).map(|step| cut.at(Score::Share((f64::from(step) + 0.5) / 1_001.0))).collect();
        assert!(draws.iter().all(|draw| (0.0..=1.0).contains(draw)) && draws.is_sorted());
        let error = CutLaw::new(&Law::Uniform { low: 3.0, high: 4.0 }, SHARE).expect_err("outside");
        assert_eq!(error, LawError::NothingInRange { low: 0.0, high: 1.0 });
    }

    #[test]
    fn whole_numbers_are_rounded_half_up_and_counted_exactly() {
        let range = Range { low: 1.0, high: 1e9, whole: true };
        let cut = CutLaw::new(&Law::Uniform { low: 0.5, high: 3.5 }, range).expect("a law");
        assert_eq!(cut.cut_share(), 0.0);
        let points = cut.points(Rule::Fine).expect("few");
        assert_eq!(points.iter().map(|point| point.0).collect::<Vec<_>>(), [1.0, 2.0, 3.0]);
        assert!(points.iter().all(|point| (point.1 - 1.0 / 3.0).abs() < 1e-15));
        assert!((cut.mean() - 2.0).abs() < 1e-14);
    }

    #[test]
    fn a_choice_has_its_weights() {
        let law = Law::Choice(vec![(0.02, 1.0), (0.06, 3.0)]);
        let cut = CutLaw::new(&law, SHARE).expect("a law");
        assert_eq!(cut.at(Score::Share(0.249)), 0.02);
        assert_eq!(cut.at(Score::Share(0.251)), 0.06);
        assert!((cut.mean() - 0.05).abs() < 1e-15);
        let outside = CutLaw::new(&Law::Choice(vec![(1.5, 1.0)]), SHARE);
        assert!(matches!(outside, Err(LawError::ChoiceOutside { .. })));
    }

    #[test]
    fn means_of_smooth_functions_are_exact() {
        // E[(1 - v) / v] = b / (a - 1).
        let cut = CutLaw::new(&Law::Beta { a: 10.0, b: 260.0 }, SHARE).expect("a law");
        let mean: f64 =
            cut.points(Rule::Middle).expect("smooth").into_iter().map(|(v, weight)| weight * (1.0 - v) / v).sum();
        assert!((mean / (260.0 / 9.0) - 1.0).abs() < 1e-8, "{mean}");
    }
}
