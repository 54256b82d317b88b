//! What pairs of numbers say of the mean of one given the other, without a formula.

use crate::stats::{cholesky, normal_quantile};

/// The mean of each of several columns along `x`: local lines over neighbours in the order of `x`, on the normal scores of
/// its ranks. Row by row as `x` is.
pub(super) fn along(x: &[f64], columns: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let many = x.len();
    let mut order: Vec<usize> = (0..many).collect();
    order.sort_by(|&a, &b| x[a].total_cmp(&x[b]));
    let scores: Vec<f64> = (0..many).map(|rank| normal_quantile((rank as f64 + 0.5) / many as f64)).collect();
    // A window that grows more slowly than the sample: the bias and the noise of the lines shrink together.
    let half = (0.25 * libm::pow(many as f64, 0.8)).max(25.0) as usize;
    columns.iter().map(|y| line(&order, &scores, half, y)).collect()
}

fn line(order: &[usize], scores: &[f64], half: usize, y: &[f64]) -> Vec<f64> {
    let many = order.len();
    // Sums of 1, z, z^2, y and z y over those before.
    let mut before = vec![[0.0; 5]; many + 1];
    for (rank, &row) in order.iter().enumerate() {
        let (z, y) = (scores[rank], y[row]);
        let own = [1.0, z, z * z, y, z * y];
        for (sum, own) in own.iter().enumerate() {
            before[rank + 1][sum] = before[rank][sum] + own;
        }
    }
    let mut fitted = vec![0.0; many];
    for (rank, &row) in order.iter().enumerate() {
        let (from, to) = (rank.saturating_sub(half), many.min(rank + half + 1));
        let [n, z, zz, y, zy]: [f64; 5] = std::array::from_fn(|sum| before[to][sum] - before[from][sum]);
        let (mean_z, mean_y) = (z / n, y / n);
        let spread = zz / n - mean_z * mean_z;
        let slope = if spread > 1e-12 { (zy / n - mean_z * mean_y) / spread } else { 0.0 };
        fitted[row] = mean_y + slope * (scores[rank] - mean_z);
    }
    fitted
}

/// The mean of each of several columns given many numbers: the best polynomial of degree two on the normal scores of their
/// ranks.
pub(super) fn surface(xs: &[&[f64]], columns: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let many = xs.first()?.len();
    let scores: Vec<Vec<f64>> = xs.iter().map(|x| rank_scores(x)).collect();
    let row = |row: usize| {
        let mut terms = vec![1.0];
        terms.extend(scores.iter().map(|z| z[row]));
        for (place, z) in scores.iter().enumerate() {
            terms.extend(scores[..=place].iter().map(|other| z[row] * other[row]));
        }
        terms
    };
    let width = row(0).len();
    let mut matrix = vec![vec![0.0; width]; width];
    let mut sums = vec![vec![0.0; width]; columns.len()];
    for number in 0..many {
        let terms = row(number);
        for (i, left) in terms.iter().enumerate() {
            for (j, right) in terms[..=i].iter().enumerate() {
                matrix[i][j] += left * right / many as f64;
            }
            for (sums, y) in sums.iter_mut().zip(columns) {
                sums[i] += left * y[number] / many as f64;
            }
        }
    }
    for (place, row) in matrix.iter_mut().enumerate() {
        // So little that nothing shows, and enough for terms that say the same. The factor reads the lower half only.
        row[place] += 1e-9;
    }
    let factor = cholesky(&matrix).ok()?;
    let weights: Vec<Vec<f64>> = sums.iter().map(|sums| solve(&factor, sums)).collect();
    let fitted = |weights: &Vec<f64>| {
        (0..many).map(|number| row(number).iter().zip(weights).map(|(term, weight)| term * weight).sum()).collect()
    };
    Some(weights.iter().map(fitted).collect())
}

fn rank_scores(x: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..x.len()).collect();
    order.sort_by(|&a, &b| x[a].total_cmp(&x[b]));
    let mut scores = vec![0.0; x.len()];
    for (rank, &row) in order.iter().enumerate() {
        scores[row] = normal_quantile((rank as f64 + 0.5) / x.len() as f64);
    }
    scores
}

/// Solves L L' w = s.
fn solve(factor: &[Vec<f64>], sums: &[f64]) -> Vec<f64> {
    let many = sums.len();
    let mut w = sums.to_vec();
    for i in 0..many {
        let told: f64 = factor[i][..i].iter().zip(&w).map(|(l, w)| l * w).sum();
        w[i] = (w[i] - told) / factor[i][i];
    }
    for i in (0..many).rev() {
        let told: f64 = (i + 1..many).map(|j| factor[j][i] * w[j]).sum();
        w[i] = (w[i] - told) / factor[i][i];
    }
    w
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_surfaces_find_what_is_straight() {
        // x in a shuffled order; y is straight in the normal score of its rank.
        let many = 1_001;
        let x: Vec<f64> = (0..many).map(|i| f64::from(i * 617 % many)).collect();
        let z: Vec<f64> = x.iter().map(|x| normal_quantile((x + 0.5) / f64::from(many))).collect();
        let y: Vec<f64> = z.iter().map(|z| 3.0 - 2.0 * z).collect();
        let fitted = along(&x, std::slice::from_ref(&y));
        assert!(fitted[0].iter().zip(&y).all(|(fitted, y)| (fitted - y).abs() < 1e-9));
        let other: Vec<f64> = (0..many).map(|i| f64::from(i * 389 % many)).collect();
        let w = rank_scores(&other);
        let y: Vec<f64> = z.iter().zip(&w).map(|(z, w)| 1.0 + z - 0.5 * w * z + w * w).collect();
        let fitted = surface(&[&x, &other], std::slice::from_ref(&y)).expect("a surface");
        assert!(fitted[0].iter().zip(&y).all(|(fitted, y)| (fitted - y).abs() < 1e-5));
    }
}
