//! Sobol's indices from a design: two samples, and the first with one input at a time taken from the second.

use super::estimate::{Estimate, FEWEST_ROWS, jackknife};

/// What a design says of one input.
#[doc = include_str!("../examples/indices.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DesignIndices {
    /// What of the variance it makes alone: Var(E[y | input]) / Var(y).
    pub first_order: Estimate,
    /// What of the variance it has a part in: E[Var(y | all others)] / Var(y).
    pub total: Estimate,
}

/// The indices of an input from y on the samples A and B and on A with the input taken from B, about the mean `centre` of
/// all y of the design: first order by mean of b (ab - a) over the variance (Saltelli and others 2010), total by half the
/// mean of (a - ab)^2 (Jansen 1999); the variance is that of A and B.
///
/// `None` below 64 rows, and where y does not vary.
///
/// ```
/// use rumeur::stats::{Sobol, design_indices};
///
/// // y = x1 + x2 of two uniform numbers: each makes one half.
/// let sobol = Sobol::new(&[1, 2, 3, 4]);
/// let (mut a, mut b, mut ab) = (Vec::new(), Vec::new(), Vec::new());
/// let mut x = [0.0; 4];
/// for index in 0..1_024 {
///     sobol.point(index, &mut x);
///     a.push(x[0] + x[1]);
///     b.push(x[2] + x[3]);
///     ab.push(x[2] + x[1]);
/// }
/// let found = design_indices(&a, &b, &ab, 1.0).expect("y varies");
/// assert!((found.first_order.value - 0.5).abs() < 0.01 && (found.total.value - 0.5).abs() < 0.01);
/// ```
pub fn design_indices(a: &[f64], b: &[f64], ab: &[f64], centre: f64) -> Option<DesignIndices> {
    let rows = a.len().min(b.len()).min(ab.len());
    if rows < FEWEST_ROWS {
        return None;
    }
    let row = |row: usize| {
        let (a, b, ab) = (a[row] - centre, b[row] - centre, ab[row] - centre);
        vec![b * (ab - a), 0.5 * (a - ab) * (a - ab), a + b, a * a + b * b]
    };
    let [first_order, total] = jackknife(rows, row, |many, sums| {
        let mean = sums[2] / (2.0 * many);
        let variance = sums[3] / (2.0 * many) - mean * mean;
        [sums[0] / many / variance, sums[1] / many / variance]
    });
    let is_known = |found: Estimate| found.value.is_finite();
    (is_known(first_order) && is_known(total)).then_some(DesignIndices { first_order, total })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Sobol;
    use std::f64::consts::PI;

    /// The indices of a function of uniform numbers, through the design.
    fn indices(dimensions: usize, y: impl Fn(&[f64]) -> f64) -> Vec<DesignIndices> {
        let many = 1_u32 << 14;
        let scrambles: Vec<u32> = (1..=2 * dimensions as u32).map(|place| place.wrapping_mul(0x9e37_79b9)).collect();
        let sobol = Sobol::new(&scrambles);
        let mut point = vec![0.0; 2 * dimensions];
        let (mut a, mut b, mut ab) = (Vec::new(), Vec::new(), vec![Vec::new(); dimensions]);
        for index in 0..many {
            sobol.point(index, &mut point);
            let (own, other) = point.split_at(dimensions);
            a.push(y(own));
            b.push(y(other));
            for (input, ab) in ab.iter_mut().enumerate() {
                let mut mixed = own.to_vec();
                mixed[input] = other[input];
                ab.push(y(&mixed));
            }
        }
        let all = a.iter().chain(&b).chain(ab.iter().flatten());
        let centre = all.sum::<f64>() / (many as usize * (dimensions + 2)) as f64;
        ab.iter().map(|ab| design_indices(&a, &b, ab, centre).expect("it varies")).collect()
    }

    fn assert_found(found: &[DesignIndices], first: &[f64], total: &[f64]) {
        for (place, found) in found.iter().enumerate() {
            for (estimate, exact) in [(found.first_order, first[place]), (found.total, total[place])] {
                // The interval is that of independent draws, which are no better than these.
                assert!((estimate.value - exact).abs() < 0.003_f64.max(estimate.half_width), "{place}: {found:?}");
            }
        }
    }

    #[test]
    fn ishigami_s_function_has_its_indices() {
        // y = sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1 on -pi to pi (Ishigami and Homma 1990).
        let found = indices(3, |u| {
            let x = |place: usize| PI * (2.0 * u[place] - 1.0);
            let second = libm::sin(x(1));
            libm::sin(x(0)) * (1.0 + 0.1 * x(2) * x(2) * x(2) * x(2)) + 7.0 * second * second
        });
        let (pi4, pi8) = (PI.powi(4), PI.powi(8));
        let variance = 49.0 / 8.0 + 0.1 * pi4 / 5.0 + 0.01 * pi8 / 18.0 + 0.5;
        let first = 0.5 * (1.0 + 0.1 * pi4 / 5.0) * (1.0 + 0.1 * pi4 / 5.0) / variance;
        let together = 0.01 * pi8 * (1.0 / 18.0 - 1.0 / 50.0) / variance;
        let second = 49.0 / 8.0 / variance;
        assert_found(&found, &[first, second, 0.0], &[first + together, second, together]);
    }

    #[test]
    fn the_g_function_has_its_indices() {
        // The product of (|4 x - 2| + a) / (1 + a) (Saltelli and Sobol 1995).
        let weights = [0.0, 1.0, 4.5, 9.0];
        let found =
            indices(4, |u| u.iter().zip(weights).map(|(u, a)| ((4.0 * u - 2.0).abs() + a) / (1.0 + a)).product());
        let parts = weights.map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)));
        let whole: f64 = parts.iter().map(|part| 1.0 + part).product::<f64>() - 1.0;
        let first = parts.map(|part| part / whole);
        let total = parts.map(|part| part * (whole + 1.0) / (1.0 + part) / whole);
        assert_found(&found, &first, &total);
    }

    #[test]
    fn what_does_not_vary_has_no_indices() {
        assert_eq!(design_indices(&[1.0; 99], &[1.0; 99], &[1.0; 99], 1.0), None);
        assert_eq!(design_indices(&[1.0; 9], &[2.0; 9], &[1.0; 9], 1.0), None);
    }
}
