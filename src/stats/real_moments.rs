/// Mean and variance of real numbers, in blocks of 1,024 that are added in order.
///
/// The bits depend on the values and their order, not on how they were cut into slices. Variances are merged as
/// deviations from each block's own mean (Chan, Golub and `LeVeque` 1983), so that large means do not cancel.
#[derive(Clone, Debug)]
pub struct RealMoments {
    closed: Sums,
    open: Vec<f64>,
}

const BLOCK: usize = 1_024;
/// Independent partial sums of a block, so that additions overlap.
const LANES: usize = 8;

#[derive(Clone, Copy, Debug)]
struct Sums {
    count: u64,
    sum: f64,
    squares: f64,
    min: f64,
    max: f64,
}

impl Default for RealMoments {
    fn default() -> Self {
        let closed = Sums { count: 0, sum: 0.0, squares: 0.0, min: f64::INFINITY, max: f64::NEG_INFINITY };
        Self { closed, open: Vec::new() }
    }
}

impl RealMoments {
    /// Takes the next values.
    pub fn extend(&mut self, mut values: &[f64]) {
        while !values.is_empty() {
            let (now, later) = values.split_at(values.len().min(BLOCK - self.open.len()));
            self.open.extend_from_slice(now);
            if self.open.len() == BLOCK {
                self.closed = self.closed.and(Sums::of(&self.open));
                self.open.clear();
            }
            values = later;
        }
    }

    fn all(&self) -> Sums {
        if self.open.is_empty() { self.closed } else { self.closed.and(Sums::of(&self.open)) }
    }

    /// How many values.
    pub fn count(&self) -> u64 {
        self.closed.count + self.open.len() as u64
    }

    /// The mean; 0 of no values.
    pub fn mean(&self) -> f64 {
        self.all().mean()
    }

    /// The variance with n - 1; `None` below two values.
    pub fn variance(&self) -> Option<f64> {
        let all = self.all();
        let squares = if all.min == all.max { 0.0 } else { all.squares };
        (all.count >= 2).then(|| squares / (all.count - 1) as f64)
    }
}

impl Sums {
    fn of(values: &[f64]) -> Self {
        let (mut min, mut max) = (f64::INFINITY, f64::NEG_INFINITY);
        for &value in values {
            min = if value < min { value } else { min };
            max = if value > max { value } else { max };
        }
        let count = values.len() as u64;
        if min == max {
            return Self { count, sum: min * count as f64, squares: 0.0, min, max };
        }
        let sum = lanes(values, |value| value);
        let mean = sum / count as f64;
        Self { count, sum, squares: lanes(values, |value| (value - mean) * (value - mean)), min, max }
    }

    fn mean(&self) -> f64 {
        if self.count == 0 {
            0.0
        } else if self.min == self.max {
            self.min
        } else {
            self.sum / self.count as f64
        }
    }

    fn and(self, next: Self) -> Self {
        if self.count == 0 {
            return next;
        }
        let (a, b) = (self.count as f64, next.count as f64);
        let apart = next.mean() - self.mean();
        Self {
            count: self.count + next.count,
            sum: self.sum + next.sum,
            squares: self.squares + next.squares + apart * apart * (a * b / (a + b)),
            min: self.min.min(next.min),
            max: self.max.max(next.max),
        }
    }
}

fn lanes(values: &[f64], term: impl Fn(f64) -> f64) -> f64 {
    let mut sums = [0.0; LANES];
    let chunks = values.chunks_exact(LANES);
    for (sum, &value) in sums.iter_mut().zip(chunks.remainder()) {
        *sum += term(value);
    }
    for chunk in chunks {
        for (sum, &value) in sums.iter_mut().zip(chunk) {
            *sum += term(value);
        }
    }
    sums.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wave(n: usize) -> Vec<f64> {
        (0..n).map(|i| 1e9 + (i * i % 1_009) as f64 * 0.1 - 37.3).collect()
    }

    #[test]
    fn bits_do_not_depend_on_the_slices() {
        let values = wave(5_000);
        let mut whole = RealMoments::default();
        whole.extend(&values);
        let mut pieces = RealMoments::default();
        for piece in values.chunks(77) {
            pieces.extend(piece);
        }
        assert_eq!(whole.mean().to_bits(), pieces.mean().to_bits());
        assert_eq!(whole.variance().map(f64::to_bits), pieces.variance().map(f64::to_bits));
    }

    #[test]
    fn a_large_mean_does_not_cancel() {
        let values = wave(5_000);
        let centred: Vec<f64> = values.iter().map(|value| value - 1e9).collect();
        let mean = centred.iter().sum::<f64>() / 5_000.0;
        let variance = centred.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / 4_999.0;
        let mut moments = RealMoments::default();
        moments.extend(&values);
        assert!((moments.mean() - 1e9 - mean).abs() < 1e-6);
        assert!((moments.variance().unwrap() / variance - 1.0).abs() < 1e-9);
    }

    #[test]
    fn equal_values_have_their_own_mean_and_no_variance() {
        let mut moments = RealMoments::default();
        moments.extend(&vec![0.1; 3_333]);
        assert_eq!((moments.mean(), moments.variance()), (0.1, Some(0.0)));
        assert_eq!(RealMoments::default().variance(), None);
    }
}
