use super::spell::{number, share};
use crate::experiment::fit::{Spread, beta_by_moments};

/// A beta law of a voice rate. Below 2 the number of silent customers, which goes with the inverse of the rate, would have no
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

/// Above this ratio of its ends an interval says that the data do not know the number.
const WIDEST: f64 = 1_000.0;

/// The law of a number above 0, from the 5 % and 95 % ends of its bootstrap; `None` where these do not bound it below `most`.
pub(super) fn positive(spread: &Spread, most: f64) -> Option<String> {
    let [low, high] = spread.interval(0.9)?;
    let is_known = low > 0.0 && high > low * (1.0 + 1e-6) && high < WIDEST * low && high < most;
    is_known.then(|| format!("{{ interval = [{}, {}], shape = \"lognormal\" }}", number(low), number(high)))
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

    #[test]
    fn ranks_go_together_or_against_each_other() {
        let rising = [1.0, 2.0, 5.0, 9.0];
        assert_eq!(rank_correlation(&rising, &[0.1, 0.2, 0.3, 70.0]), Some(1.0));
        assert_eq!(rank_correlation(&rising, &[4.0, 3.0, 2.0, 1.0]), Some(-1.0));
        assert_eq!(rank_correlation(&rising, &[1.0; 4]), None);
        assert_eq!(ranks(&[3.0, 1.0, 3.0]), [1.5, 0.0, 1.5]);
    }

    #[test]
    fn a_rate_near_0_has_a_range_instead_of_a_law_without_variance() {
        assert_eq!(voice_law([10.0, 260.0], 0.04, None).as_deref(), Some("{ beta = { a = 10, b = 260 } }"));
        let range = voice_law([1.5, 30.0], 0.05, Some([0.01, 0.2]));
        assert_eq!(range.as_deref(), Some("{ triangular = [0.01, 0.05, 0.2] }"));
        assert_eq!(voice_law([1.5, 30.0], 0.05, Some([0.0, 0.2])), None);
    }
}
