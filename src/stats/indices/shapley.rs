//! Shapley shares: what each of several inputs, which may go together, makes of the variance (Owen 2014; Song, Nelson and
//! Staum 2016). They add up to what all of them make.

use super::estimate::{Estimate, FEWEST_ROWS, jackknife};

/// The Shapley shares of `inputs` inputs, from the worth of each of their sets; bit i of a set's place says whether input i
/// is in it.
///
/// ```
/// use rumeur::stats::shapley;
///
/// // y = x1 + x2, normal with standard deviations 1 and 2 and correlation 0.5: what the one, the other and both explain.
/// let shares = shapley(2, &[0.0, 4.0, 6.25, 7.0]).map_or(vec![], |shares| shares);
/// assert!((shares[0] / 7.0 - 0.339_286).abs() < 1e-6 && (shares[1] / 7.0 - 0.660_714).abs() < 1e-6);
/// ```
///
/// `None` where there are not 2^`inputs` sets.
pub fn shapley(inputs: usize, worth: &[f64]) -> Option<Vec<f64>> {
    if inputs > 24 || worth.len() != 1 << inputs {
        return None;
    }
    Some((0..inputs).map(|input| share(inputs, input, worth)).collect())
}

fn share(inputs: usize, input: usize, worth: &[f64]) -> f64 {
    let own = 1 << input;
    let without = (0..worth.len()).filter(|set| set & own == 0);
    without.map(|set: usize| weight(inputs, set.count_ones() as usize) * (worth[set | own] - worth[set])).sum()
}

/// The share of the orders of all inputs in which exactly one set of `before` inputs stands before a given one:
/// before! (inputs - before - 1)! / inputs!.
fn weight(inputs: usize, before: usize) -> f64 {
    let choose = (1..=before).fold(1.0, |product, step| product * (inputs - step) as f64 / step as f64);
    1.0 / (inputs as f64 * choose)
}

/// What one row of a design adds to the Shapley share of each input: `own` is y - mean, `sets` the same of the row in which
/// the inputs of a set are kept and the others and chance are drawn again; the set of none counts as 0.
pub(crate) fn shapley_contributions(inputs: usize, own: f64, sets: &[f64]) -> Vec<f64> {
    let worth: Vec<f64> =
        sets.iter().enumerate().map(|(set, again)| if set == 0 { 0.0 } else { own * again }).collect();
    shapley(inputs, &worth).unwrap_or_default()
}

/// Shares of the variance from what each row contributes, and from y - mean of all rows; the last is the rest, which is
/// chance. Intervals by jackknife. `None` below 64 rows, and where y does not vary.
pub(crate) fn shapley_shares(inputs: usize, contributions: &[Vec<f64>], own: &[f64]) -> Option<Vec<Estimate>> {
    let rows = contributions.len().min(own.len());
    if rows < FEWEST_ROWS {
        return None;
    }
    let of = |input: usize| {
        let row = |row: usize| {
            let (own, parts) = (own[row], &contributions[row]);
            let part = if input < inputs { parts[input] } else { own * own - parts.iter().sum::<f64>() };
            vec![part, own, own * own]
        };
        let [share] = jackknife(rows, row, |many, sums| {
            let mean = sums[1] / many;
            // The rest is of the variance, and all shares then add up to 1.
            let part = sums[0] / many - if input < inputs { 0.0 } else { mean * mean };
            [part / (sums[2] / many - mean * mean)]
        });
        share
    };
    let shares: Vec<Estimate> = (0..=inputs).map(of).collect();
    shares.iter().all(|share| share.value.is_finite()).then_some(shares)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Sobol, normal_quantile};

    #[test]
    fn shares_add_up_and_follow_the_orders() {
        // By all orders of three inputs.
        let worth = [0.0, 1.0, 2.0, 4.0, 0.5, 3.0, 2.5, 6.0];
        let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        let mut slow = [0.0; 3];
        for order in orders {
            let mut set = 0;
            for input in order {
                slow[input] += (worth[set | 1 << input] - worth[set]) / 6.0;
                set |= 1 << input;
            }
        }
        let fast = shapley(3, &worth).expect("eight sets");
        for (fast, slow) in fast.iter().zip(slow) {
            assert!((fast - slow).abs() < 1e-14, "{fast} {slow}");
        }
        assert!((fast.iter().sum::<f64>() - 6.0).abs() < 1e-14);
        assert_eq!(shapley(3, &[0.0; 7]), None);
    }

    #[test]
    fn two_correlated_normal_numbers_have_the_shares_of_the_formula() {
        // y = x1 + x2 with standard deviations 1 and 2, correlation 0.5: .339286 and .660714, nothing for chance.
        let sobol = Sobol::new(&[11, 12, 13, 14]);
        let mut point = [0.0; 4];
        let (mut own, mut contributions) = (Vec::new(), Vec::new());
        let rest = libm::sqrt(0.75);
        for index in 0..1 << 14 {
            sobol.point(index, &mut point);
            let [a, b, c, d] = point.map(normal_quantile);
            let second = 0.5 * a + rest * b;
            let y = a + 2.0 * second;
            let keep_first = a + 2.0 * (0.5 * a + rest * d);
            let keep_second = 0.5 * second + rest * c + 2.0 * second;
            own.push(y);
            contributions.push(shapley_contributions(2, y, &[0.0, keep_first, keep_second, y]));
        }
        let shares = shapley_shares(2, &contributions, &own).expect("it varies");
        for (share, exact) in shares.iter().zip([0.339_286, 0.660_714, 0.0]) {
            assert!((share.value - exact).abs() < 0.01_f64.min(share.half_width + 1e-3), "{share:?} {exact}");
        }
    }
}
