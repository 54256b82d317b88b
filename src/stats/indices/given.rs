//! Indices from any sample of pairs: no design is needed.

use super::estimate::Estimate;

/// Disjoint samples whose spread gives the interval.
const BLOCKS: usize = 20;
/// The fewest pairs from which an index is estimated.
pub const FEWEST_GIVEN: usize = 5 * BLOCKS;

/// The first-order index Var(E[y | x]) / Var(y) by ranks: (mean of `y_(j)` `y_(j+1)` - mean(y)^2) / Var(y), with y in the
/// order of x and its last followed by its first (Chatterjee 2019; Gamboa, Gremaud, Klein and Lagnoux 2020).
///
/// A little below 0 by chance where it is small. Its interval comes from the spread of disjoint subsamples. `None` below
/// [`FEWEST_GIVEN`] pairs, and where y does not vary.
///
/// ```
/// use rumeur::stats::first_order;
///
/// let x: Vec<f64> = (0..1_000).map(|i| f64::from(i * 617 % 1_000)).collect();
/// let y: Vec<f64> = x.iter().map(|x| x * x).collect();
/// let index = first_order(&x, &y).expect("y varies");
/// assert!((index.value - 1.0).abs() < 0.01, "x says all of y");
/// ```
pub fn first_order(x: &[f64], y: &[f64]) -> Option<Estimate> {
    blocked(x, y, first_order_value)
}

/// The rank correlation of Spearman, ties sharing their mean rank; its interval comes from the spread of disjoint
/// subsamples. `None` below [`FEWEST_GIVEN`] pairs, and where x or y does not vary.
pub fn rank_correlation(x: &[f64], y: &[f64]) -> Option<Estimate> {
    blocked(x, y, rank_correlation_value)
}

fn blocked(x: &[f64], y: &[f64], value: impl Fn(&[f64], &[f64]) -> f64) -> Option<Estimate> {
    let many = x.len().min(y.len());
    if many < FEWEST_GIVEN {
        return None;
    }
    let whole = value(&x[..many], &y[..many]);
    let block = |block: usize| {
        let range = block * many / BLOCKS..(block + 1) * many / BLOCKS;
        value(&x[range.clone()], &y[range])
    };
    // A block in which nothing varies says nothing.
    let blocks: Vec<f64> = (0..BLOCKS).map(block).filter(|value| value.is_finite()).collect();
    (whole.is_finite() && blocks.len() > 1).then(|| Estimate::from_blocks(whole, &blocks))
}

/// Positions in rising order of `x`; ties keep their order.
fn order(x: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..x.len()).collect();
    order.sort_by(|&a, &b| x[a].total_cmp(&x[b]));
    order
}

fn mean_of(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn first_order_value(x: &[f64], y: &[f64]) -> f64 {
    let mean = mean_of(y);
    let order = order(x);
    let centred = |place: usize| y[order[place % order.len()]] - mean;
    let products: f64 = (0..order.len()).map(|place| centred(place) * centred(place + 1)).sum();
    let squares: f64 = y.iter().map(|y| (y - mean) * (y - mean)).sum();
    products / squares
}

fn rank_correlation_value(x: &[f64], y: &[f64]) -> f64 {
    let (x, y) = (ranks(x), ranks(y));
    let (mean_x, mean_y) = (mean_of(&x), mean_of(&y));
    let sum = |of: &dyn Fn(f64, f64) -> f64| -> f64 { x.iter().zip(&y).map(|(x, y)| of(x - mean_x, y - mean_y)).sum() };
    sum(&|x, y| x * y) / libm::sqrt(sum(&|x, _| x * x) * sum(&|_, y| y * y))
}

fn ranks(x: &[f64]) -> Vec<f64> {
    let order = order(x);
    let mut ranks = vec![0.0; x.len()];
    let mut first = 0;
    while first < order.len() {
        let value = x[order[first]];
        let end = first + order[first..].iter().take_while(|&&place| x[place].total_cmp(&value).is_eq()).count();
        for &place in &order[first..end] {
            ranks[place] = f64::midpoint(first as f64, end as f64 - 1.0);
        }
        first = end;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::normal_quantile;

    #[test]
    fn ranks_of_ties_are_shared() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), [2.5, 0.0, 2.5, 1.0]);
        // scipy.stats.spearmanr([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]) = 0.8207826816681233
        let found = rank_correlation_value(&[1.0, 2.0, 3.0, 4.0, 5.0], &[5.0, 6.0, 7.0, 8.0, 7.0]);
        assert!((found - 0.820_782_681_668_123_3).abs() < 1e-15, "{found}");
    }

    #[test]
    fn the_formula_of_the_rank_estimator_by_hand() {
        // y in the order of x: 1, 3, 2; mean 2: (-1)(1) + (1)(0) + (0)(-1) = -1; squares 2.
        assert_eq!(first_order_value(&[0.1, 0.9, 0.5], &[1.0, 2.0, 3.0]), -0.5);
    }

    #[test]
    fn indices_of_a_sum_of_normal_numbers_are_the_shares_of_their_variances() {
        // Independent draws: the order of an even sequence is not that of chance.
        let mut state = 317_u64;
        let mut normal = || {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            normal_quantile((((z ^ (z >> 31)) >> 11) as f64 + 0.5) / 9_007_199_254_740_992.0)
        };
        let (mut x, mut z, mut y) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..1 << 14 {
            let (a, b, c) = (normal(), normal(), normal());
            x.push(a);
            z.push(c);
            y.push(3.0 * a + 4.0 * b);
        }
        let found = first_order(&x, &y).expect("it varies");
        assert!((found.value - 0.36).abs() < 2.0 * found.half_width && found.half_width < 0.03, "{found:?}");
        let nothing = first_order(&z, &y).expect("it varies");
        assert!(nothing.value.abs() < 2.0 * nothing.half_width, "{nothing:?}");
        // Spearman of two normal numbers with correlation 0.6.
        let exact = 6.0 / std::f64::consts::PI * libm::asin(0.3);
        let found = rank_correlation(&x, &y).expect("it varies");
        assert!((found.value - exact).abs() < 2.0 * found.half_width, "{found:?}");
    }

    #[test]
    fn what_does_not_vary_or_is_too_little_has_no_index() {
        assert_eq!(first_order(&[1.0; 200], &[2.0; 200]), None);
        assert_eq!(rank_correlation(&[1.0; 200], &[2.0; 200]), None);
        let few: Vec<f64> = (0..99).map(f64::from).collect();
        assert_eq!(first_order(&few, &few), None);
    }
}
