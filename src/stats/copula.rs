use std::f64::consts::PI;
use std::fmt;

/// The Gaussian copula of some of many numbers, by their rank correlations.
///
/// The normal scores of the numbers are correlated; their ranks then are by 6 / pi arcsin(r / 2) (Kruskal 1958), so that a
/// rank correlation of rho takes r = 2 sin(pi rho / 6).
///
/// ```
/// use rumeur::stats::Copula;
///
/// let copula = Copula::new(3, &[(0, 2, 1.0 - 1e-9)])?;
/// let mut scores = [1.0, 5.0, -3.0];
/// copula.correlate(&mut scores);
/// assert_eq!(scores[..2], [1.0, 5.0]);
/// assert!((scores[2] - 1.0).abs() < 1e-3);
/// # Ok::<(), rumeur::stats::CopulaError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Copula {
    /// The numbers that are correlated with others, rising.
    members: Vec<usize>,
    /// The lower triangle of the Cholesky factor, row by row.
    factor: Vec<Vec<f64>>,
    /// The correlations of the normal scores, by member.
    matrix: Vec<Vec<f64>>,
}

/// Correlations that no numbers can have together.
#[doc = include_str!("examples/indices.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct CopulaError {
    /// The number, by position, at which they contradict those before it.
    pub number: usize,
}

impl fmt::Display for CopulaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the correlations of number {} contradict those before it", self.number)
    }
}

impl std::error::Error for CopulaError {}

/// The correlation of normal scores with this rank correlation.
pub(crate) fn normal_correlation(rank: f64) -> f64 {
    2.0 * libm::sin(PI * rank / 6.0)
}

impl Copula {
    /// The copula of `many` numbers with these rank correlations; pairs that are not named have none.
    ///
    /// # Errors
    /// When the matrix is not positive definite.
    ///
    /// # Panics
    /// When a pair names a number that is not among the many.
    pub fn new(many: usize, ranks: &[(usize, usize, f64)]) -> Result<Self, CopulaError> {
        let mut members: Vec<usize> = ranks.iter().flat_map(|&(left, right, _)| [left, right]).collect();
        members.sort_unstable();
        members.dedup();
        assert!(members.last().is_none_or(|&last| last < many), "a number among the many");
        let mut matrix = vec![vec![0.0; members.len()]; members.len()];
        for (place, row) in matrix.iter_mut().enumerate() {
            row[place] = 1.0;
        }
        for &(left, right, rank) in ranks {
            let place = |number| members.partition_point(|&member| member < number);
            let (left, right) = (place(left), place(right));
            matrix[left][right] = normal_correlation(rank);
            matrix[right][left] = matrix[left][right];
        }
        let factor = cholesky(&matrix).map_err(|place| CopulaError { number: members[place] })?;
        Ok(Self { members, factor, matrix })
    }

    /// The numbers that are correlated with others, rising.
    pub fn members(&self) -> &[usize] {
        &self.members
    }

    /// The correlation of the normal scores of two numbers.
    pub fn correlation(&self, left: usize, right: usize) -> f64 {
        match (self.members.binary_search(&left), self.members.binary_search(&right)) {
            (Ok(left), Ok(right)) => self.matrix[left][right],
            _ if left == right => 1.0,
            _ => 0.0,
        }
    }

    /// Turns independent normal scores into correlated ones. The first member keeps its own, and who is no member too.
    pub fn correlate(&self, scores: &mut [f64]) {
        // From the last on: each row needs the independent scores of those before.
        for (row, &member) in self.factor.iter().zip(&self.members).rev() {
            scores[member] = row.iter().zip(&self.members).map(|(weight, &other)| weight * scores[other]).sum();
        }
    }
}

/// The lower triangle L with L L' = matrix; the row at which it ends where there is none.
pub(crate) fn cholesky(matrix: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, usize> {
    let mut factor: Vec<Vec<f64>> = Vec::with_capacity(matrix.len());
    for (i, row) in matrix.iter().enumerate() {
        let mut own = vec![0.0; i + 1];
        for j in 0..=i {
            let other = if j < i { &factor[j] } else { &own };
            let sum: f64 = own.iter().zip(other).take(j).map(|(left, right)| left * right).sum();
            let rest = row[j] - sum;
            own[j] = if j < i { rest / factor[j][j] } else { libm::sqrt(rest) };
            // Not a number where the rest is negative.
            if j == i && (rest.is_nan() || rest <= 1e-12) {
                return Err(i);
            }
        }
        factor.push(own);
    }
    Ok(factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_factor_gives_the_matrix_back() {
        let ranks = [(0, 1, 0.5), (0, 3, -0.2), (1, 3, 0.3)];
        let copula = Copula::new(5, &ranks).expect("positive definite");
        for (i, row) in copula.factor.iter().enumerate() {
            for (j, other) in copula.factor.iter().enumerate() {
                let sum: f64 = row.iter().zip(other).map(|(left, right)| left * right).sum();
                assert!((sum - copula.matrix[i][j]).abs() < 1e-15, "{i} {j}");
            }
        }
        assert_eq!(copula.members(), [0, 1, 3]);
        assert_eq!(copula.correlation(1, 0), normal_correlation(0.5));
        assert_eq!((copula.correlation(2, 2), copula.correlation(2, 0)), (1.0, 0.0));
    }

    #[test]
    fn what_no_numbers_can_have_is_an_error() {
        let ranks = [(0, 1, 0.9), (0, 2, 0.9), (1, 2, -0.9)];
        assert_eq!(Copula::new(3, &ranks), Err(CopulaError { number: 2 }));
        assert!(Copula::new(2, &[(0, 1, 1.0)]).is_err(), "one number alone, twice");
    }
}
