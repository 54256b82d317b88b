use super::spell::{number, share};
use crate::experiment::fit::{Share, Spread, beta_by_moments};

/// A beta law of a voice rate, by a flat prior: the number of silent customers goes with the inverse of the rate, whose mean under
/// this law, (n + 1) / yes, is that of the answers. Below 2 the number of silent customers, which goes with the inverse of the rate, would have no
/// variance: there the range stands in, if it is known.
pub(super) fn voice_law([a, b]: [f64; 2], rate: f64, range: Option<[f64; 2]>) -> Option<String> {
    if a > 2.0 && b > 0.0 {
        return Some(beta(a, b));
    }
    let [low, high] = range?;
    (low > 0.0 && low < rate && rate < high)
        .then(|| format!("{{ triangular = [{}, {}, {}] }}", share(low), share(rate), share(high)))
}

/// A beta law.
pub(super) fn beta(a: f64, b: f64) -> String {
    format!("{{ beta = {{ a = {}, b = {} }} }}", number(a), number(b))
}

/// The law of a share that counts as it is: its mean is the share of the answers. With nobody or nearly nobody on one side, what a
/// flat prior becomes, whose mean is not 0 or 1.
pub(super) fn share_law(asked: &Share) -> Option<String> {
    let (value, people) = (asked.value()?, asked.effective());
    let (yes, no) = (value * people, (1.0 - value) * people);
    // One answer may have lost a digit.
    if yes.min(no) > 1.0 - 1e-9 {
        return Some(beta(yes, no));
    }
    asked.beta().map(|[a, b]| beta(a, b))
}

/// Above this ratio of its ends an interval says that the data do not know the number.
const WIDEST: f64 = 1_000.0;

/// The 95 % quantile of a normal law.
const SCORE: f64 = 1.644_853_626_951_472_2;

/// The widest normal law of a number above 0, by its standard deviation for a mean of 1: next to nothing lies below 0.
const WIDEST_NORMAL: f64 = 0.2;

/// The widest gamma law: below it the quantiles by Wilson and Hilferty (1931) are near enough to choose by.
const WIDEST_GAMMA: f64 = 0.7;

/// The widest log-normal law, by its standard deviation on the scale of logarithms.
const WIDEST_LOGNORMAL: f64 = 2.0;

/// The law of a number above 0; `None` where its bootstrap does not bound it below `most`.
///
/// Its mean is the estimate. Of the normal, the gamma and the log-normal law the one is taken whose 5 % and 95 % quantiles can be
/// nearest to those of the bootstrap; where that reaches down to 0 it is a gamma law.
pub(super) fn positive(spread: &Spread, most: f64) -> Option<String> {
    let [low, high] = spread.interval(0.9)?;
    let mean = spread.value;
    let is_known = mean > 0.0 && high > low * (1.0 + 1e-6) && high < WIDEST * mean && high < most;
    if !is_known {
        return None;
    }
    let gamma = |sd: f64| format!("{{ gamma = {{ mean = {}, sd = {} }} }}", number(mean), number(sd));
    if low * WIDEST <= high {
        return Some(gamma(((high - low) / (2.0 * SCORE)).min(mean)));
    }
    let ends = [libm::log(low / mean), libm::log(high / mean)];
    // How far the quantiles of a law with a mean of 1 are from the ends, by their logarithms.
    let off = |quantile: &dyn Fn(f64) -> f64| {
        let [left, right] = [quantile(-SCORE) - ends[0], quantile(SCORE) - ends[1]];
        left * left + right * right
    };
    let of_normal = |sd: f64| off(&|score| libm::log1p(score * sd));
    let of_gamma = |sd: f64| off(&|score| 3.0 * libm::log1p(sd * (score - sd / 3.0) / 3.0));
    let of_lognormal = |sigma: f64| off(&|score| sigma * (score - 0.5 * sigma));
    let sd = [least(of_normal, WIDEST_NORMAL), least(of_gamma, WIDEST_GAMMA)];
    let sigma = least(of_lognormal, WIDEST_LOGNORMAL);
    let far = [of_normal(sd[0]), of_gamma(sd[1]), of_lognormal(sigma)];
    Some(if far[0] <= far[1] && far[0] <= far[2] {
        format!("{{ normal = {{ mean = {}, sd = {} }} }}", number(mean), number(mean * sd[0]))
    } else if far[1] <= far[2] {
        gamma(mean * sd[1])
    } else {
        let median = mean * libm::exp(-0.5 * sigma * sigma);
        format!("{{ lognormal = {{ median = {}, sigma = {} }} }}", number(median), number(sigma))
    })
}

/// Where a function of one valley from 0 to `most` is least.
fn least(value: impl Fn(f64) -> f64, most: f64) -> f64 {
    let (mut left, mut right) = (0.0, most);
    for _ in 0..80 {
        let third = (right - left) / 3.0;
        if value(left + third) > value(right - third) { left += third } else { right -= third }
    }
    f64::midpoint(left, right)
}

/// Shares that add up to 1, as millionths that do: the largest remainders are rounded up, and none that is above 0 becomes 0.
pub(super) fn millionths(shares: &[f64]) -> Vec<f64> {
    const WHOLE: i64 = 1_000_000;
    let exact = |share: f64| share * WHOLE as f64;
    let mut units: Vec<i64> =
        shares.iter().map(|&share| (libm::floor(exact(share)) as i64).max(i64::from(share > 0.0))).collect();
    let mut left = WHOLE - units.iter().sum::<i64>();
    while left != 0 {
        let step = left.signum();
        let gap = |at: usize| (exact(shares[at]) - units[at] as f64) * step as f64;
        let free = (0..units.len()).filter(|&at| shares[at] > 0.0 && units[at] + step > 0);
        let Some(at) = free.max_by(|&a, &b| gap(a).total_cmp(&gap(b)).then(b.cmp(&a))) else { break };
        units[at] += step;
        left -= step;
    }
    units.into_iter().map(|unit| unit as f64 / WHOLE as f64).collect()
}

/// The law of the weight of one of the groups that so many people are dealt to: with gamma laws of one scale the shares of all
/// together have Dirichlet's law.
pub(super) fn weight(mean: f64, people: f64) -> Option<String> {
    let sd = (mean / people).sqrt();
    (mean > 0.0 && sd > 0.0).then(|| format!("{{ gamma = {{ mean = {}, sd = {} }} }}", number(mean), number(sd)))
}

/// How many people would know a share as well as its bootstrap.
pub(super) fn people_of(spread: &Spread) -> Option<f64> {
    beta_by_moments(&spread.draws).map(|[a, b]| a + b)
}

/// The rank correlation of two numbers over the draws of a bootstrap, by ranks with ties at their middle; `None` where one is
/// constant.
pub(super) fn rank_correlation(left: &[f64], right: &[f64]) -> Option<f64> {
    let (left, right) = (ranks(left), ranks(right));
    let middle = 0.5 * (left.len() as f64 - 1.0);
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| (x - middle) * (y - middle)).sum::<f64>();
    let size = product(&left, &left) * product(&right, &right);
    (size > 0.0).then(|| product(&left, &right) / size.sqrt())
}

fn ranks(values: &[f64]) -> Vec<f64> {
    let mut places: Vec<usize> = (0..values.len()).collect();
    places.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut from = 0;
    for same in places.chunk_by(|&a, &b| values[a] == values[b]) {
        let rank = from as f64 + 0.5 * (same.len() as f64 - 1.0);
        for &place in same {
            ranks[place] = rank;
        }
        from += same.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{CutLaw, Law, Range, normal_quantile};

    #[test]
    fn ranks_go_together_or_against_each_other() {
        let rising = [1.0, 2.0, 5.0, 9.0];
        assert_eq!(rank_correlation(&rising, &[0.1, 0.2, 0.3, 70.0]), Some(1.0));
        assert_eq!(rank_correlation(&rising, &[4.0, 3.0, 2.0, 1.0]), Some(-1.0));
        assert_eq!(rank_correlation(&rising, &[1.0; 4]), None);
        assert_eq!(ranks(&[3.0, 1.0, 3.0]), [1.5, 0.0, 1.5]);
    }

    /// The draws of a bootstrap, skewed to one side or the other.
    fn spread(value: f64, of: impl Fn(f64) -> f64) -> Spread {
        let draws = (1..400).map(|rank| of(normal_quantile(f64::from(rank) / 400.0))).collect();
        Spread { value, draws, people: 60.0 }
    }

    /// What a fragment says, read as a scenario reads it: the mean of the law in the range of the number.
    fn mean_of(law: &str) -> f64 {
        let table: toml::Table = format!("law = {law}").parse().expect("a law");
        let law = table["law"].as_table().expect("a table");
        let (kind, numbers) = law.iter().next().expect("a kind");
        let of = |key: &str| {
            numbers[key].as_float().or_else(|| numbers[key].as_integer().map(|whole| whole as f64)).expect("a number")
        };
        let law = match kind.as_str() {
            "normal" => Law::Normal { mean: of("mean"), sd: of("sd") },
            "lognormal" => Law::Lognormal { median: of("median"), sigma: of("sigma") },
            "gamma" => Law::Gamma { mean: of("mean"), sd: of("sd") },
            "beta" => Law::Beta { a: of("a"), b: of("b") },
            other => panic!("{other}"),
        };
        let law = CutLaw::new(&law, Range { low: 0.0, high: 1e9, whole: false }).expect("a law");
        assert!(law.cut_share() < 1e-6, "{law:?}");
        law.mean()
    }

    #[test]
    fn the_mean_of_every_law_is_its_estimate() {
        let cases = [
            // 5 % below 2.1 and 5 % above 9.2, and an estimate above the middle.
            spread(5.41, |z| 4.38 * libm::exp(0.449 * z)),
            spread(5.41, |z| (5.5 + 2.1 * z).max(0.5)),
            spread(5.41, |z| 9.0 - 3.6 * libm::exp(-0.4 * z).min(2.4)),
            spread(2.0, |z| 5.5 * libm::exp(1.03 * z)),
            spread(0.19, |z| (0.19 + 0.14 * z).max(1e-13)),
            spread(1.57, |z| 1.57 + 0.08 * z),
            spread(40.0, |z| 39.0 * libm::exp(0.6 * z)),
        ];
        for spread in cases {
            let law = positive(&spread, f64::INFINITY).expect("a law");
            assert!((mean_of(&law) / spread.value - 1.0).abs() < 0.03, "{}: {law}", spread.value);
        }
        for (yes, all) in [(3, 30), (1, 12), (29, 30), (15, 20)] {
            let mut asked = Share::default();
            (0..all).for_each(|person| asked.add(person < yes, 1.0));
            let law = share_law(&asked).expect("a law");
            assert!((mean_of(&law) * f64::from(all) / f64::from(yes) - 1.0).abs() < 1e-6, "{law}");
        }
    }

    #[test]
    fn a_number_that_the_draws_do_not_bound_has_no_law() {
        assert_eq!(positive(&spread(3.0, |z| libm::exp(5.0 * z)), f64::INFINITY), None);
        assert_eq!(positive(&spread(3.0, |z| 3.0 + z), 4.0), None);
    }

    #[test]
    fn written_shares_add_up_to_1() {
        for shares in [
            &[0.908_820_4, 0.091_179_6][..],
            &[1.0 / 3.0; 3],
            &[0.999_999_9, 1e-7, 0.0],
            &[0.7, 0.1, 0.2],
            &[1.0 / 7.0; 7],
        ] {
            let written = millionths(shares);
            let millions: u64 = written.iter().map(|share| (share * 1e6).round() as u64).sum();
            assert_eq!(millions, 1_000_000, "{written:?}");
            for (written, share) in written.iter().zip(shares) {
                assert!((written - share).abs() < 1.5e-6 && (*written > 0.0) == (*share > 0.0), "{written} {share}");
            }
        }
    }

    #[test]
    fn a_rate_near_0_has_a_range_instead_of_a_law_without_variance() {
        assert_eq!(voice_law([10.0, 260.0], 0.04, None).as_deref(), Some("{ beta = { a = 10, b = 260 } }"));
        let range = voice_law([1.5, 30.0], 0.05, Some([0.01, 0.2]));
        assert_eq!(range.as_deref(), Some("{ triangular = [0.01, 0.05, 0.2] }"));
        assert_eq!(voice_law([1.5, 30.0], 0.05, Some([0.0, 0.2])), None);
    }
}
