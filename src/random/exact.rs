//! Exact laws by plain arithmetic, slow and independent of the samplers, and the test of draws against them.

/// A law on the whole numbers from `first` on.
#[derive(Clone, Debug)]
pub(crate) struct Exact {
    pub(crate) first: u64,
    pub(crate) probabilities: Vec<f64>,
}

/// The quantile of the normal law for one chance in a million.
const ONE_IN_A_MILLION: f64 = 4.753;

impl Exact {
    /// The law whose neighbouring probabilities have `ratio(k)` = P(k + 1) / P(k), from its `mode` outwards until nothing
    /// is left.
    pub(crate) fn by_ratio(mode: u64, ratio: impl Fn(f64) -> f64) -> Self {
        let (mut below, mut above) = (Vec::new(), vec![1.0]);
        let mut weight = 1.0;
        for k in mode.. {
            weight *= ratio(k as f64);
            if weight.is_nan() || weight <= 1e-22 {
                break;
            }
            above.push(weight);
        }
        weight = 1.0;
        for k in (0..mode).rev() {
            weight /= ratio(k as f64);
            if weight.is_nan() || weight <= 1e-22 {
                break;
            }
            below.push(weight);
        }
        let first = mode - below.len() as u64;
        let total: f64 = below.iter().sum::<f64>() + above.iter().sum::<f64>();
        let probabilities = below.iter().rev().chain(&above).map(|weight| weight / total).collect();
        Self { first, probabilities }
    }

    pub(crate) fn poisson(mean: f64) -> Self {
        Self::by_ratio(mean as u64, |k| mean / (k + 1.0))
    }

    pub(crate) fn binomial(n: u64, p: f64) -> Self {
        let odds = p / (1.0 - p);
        Self::by_ratio((n as f64 * p) as u64, |k| (n as f64 - k) / (k + 1.0) * odds)
    }

    pub(crate) fn negative_binomial(mean: f64, shape: f64) -> Self {
        let q = mean / (mean + shape);
        Self::by_ratio((mean * (shape - 1.0) / shape).max(0.0) as u64, |k| (k + shape) / (k + 1.0) * q)
    }

    pub(crate) fn hypergeometric(total: u64, marked: u64, drawn: u64) -> Self {
        let [total_, marked_, drawn_] = [total, marked, drawn].map(|x| x as f64);
        let mode = ((drawn_ + 1.0) * ((marked_ + 1.0) / (total_ + 2.0))) as u64;
        let slack = total_ - marked_ - drawn_;
        Self::by_ratio(mode, |k| (marked_ - k) / (k + 1.0) * ((drawn_ - k) / (slack + k + 1.0)))
    }

    /// The law of these values and probabilities.
    pub(crate) fn of(points: impl IntoIterator<Item = (u64, f64)>) -> Self {
        let mut probabilities = Vec::new();
        for (value, p) in points {
            let index = value as usize;
            if probabilities.len() <= index {
                probabilities.resize(index + 1, 0.0);
            }
            probabilities[index] += p;
        }
        Self { first: 0, probabilities }
    }

    /// The law of `factor` times the number.
    pub(crate) fn times(&self, factor: u64) -> Self {
        Self::of((self.first..).zip(&self.probabilities).map(|(value, &p)| (value * factor, p)))
    }

    /// The law of the sum of two independent numbers.
    pub(crate) fn plus(&self, other: &Self) -> Self {
        let mut probabilities = vec![0.0; self.probabilities.len() + other.probabilities.len() - 1];
        for (i, a) in self.probabilities.iter().enumerate().filter(|(_, a)| **a > 0.0) {
            for (sum, b) in probabilities[i..].iter_mut().zip(&other.probabilities) {
                *sum += a * b;
            }
        }
        let negligible = |p: &f64| *p < 1e-20;
        let start = probabilities.iter().take_while(|p| negligible(p)).count();
        let end = probabilities.len() - probabilities.iter().rev().take_while(|p| negligible(p)).count();
        Self { first: self.first + other.first + start as u64, probabilities: probabilities[start..end].to_vec() }
    }

    /// The law of the sum of `n` independent numbers.
    pub(crate) fn sum_of(&self, n: u64) -> Self {
        if n == 0 {
            return Self::of([(0, 1.0)]);
        }
        let half = self.sum_of(n / 2);
        let whole = half.plus(&half);
        if n % 2 == 1 { whole.plus(self) } else { whole }
    }

    /// Asserts by a chi-square test at one in a million that `draws` have this law; values of less than ten expected
    /// draws are joined with their neighbours.
    pub(crate) fn assert_fits(&self, draws: impl IntoIterator<Item = u64>) {
        let mut observed = vec![0_u64; self.probabilities.len()];
        let (mut outside, mut n) = (0_u64, 0_u64);
        for draw in draws {
            n += 1;
            let place = draw.checked_sub(self.first).and_then(|index| observed.get_mut(index as usize));
            *place.unwrap_or(&mut outside) += 1;
        }
        assert_eq!(outside, 0, "draws that cannot happen");
        let width = (n as f64 / 500.0).max(10.0);
        let (mut chi_square, mut bins) = (0.0, 0.0);
        let (mut count, mut expected, mut rest) = (0, 0.0, n as f64);
        for (&seen, p) in observed.iter().zip(&self.probabilities) {
            count += seen;
            expected += p * n as f64;
            if expected >= width && rest - expected >= width {
                chi_square += (count as f64 - expected) * (count as f64 - expected) / expected;
                bins += 1.0;
                rest -= expected;
                (count, expected) = (0, 0.0);
            }
        }
        if bins == 0.0 {
            return;
        }
        chi_square += (count as f64 - rest) * (count as f64 - rest) / rest;
        // Wilson and Hilferty (1931).
        let spread = 2.0 / (9.0 * bins);
        let z = ((chi_square / bins).cbrt() - (1.0 - spread)) / spread.sqrt();
        assert!(z < ONE_IN_A_MILLION, "chi-square {chi_square} on {bins} degrees of freedom, z = {z}");
    }
}

/// Asserts that mean and variance of `draws` are within four standard errors of these.
pub(crate) fn assert_moments(draws: &[f64], mean: f64, variance: f64) {
    let n = draws.len() as f64;
    let deviations = || draws.iter().map(|x| x - mean);
    let sample_mean = deviations().sum::<f64>() / n;
    let sample_variance = deviations().map(|d| d * d).sum::<f64>() / n;
    let fourth = deviations().map(|d| d * d * d * d).sum::<f64>() / n;
    let error = 4.0 * (variance / n).sqrt() + 1e-12 * mean;
    assert!(sample_mean.abs() <= error, "mean off by {sample_mean}, more than {error} from {mean}");
    let error = 4.0 * ((fourth - sample_variance * sample_variance).max(0.0) / n).sqrt() + 1e-12 * variance;
    assert!((sample_variance - variance).abs() <= error, "variance {sample_variance} not within {error} of {variance}");
}

/// A stream for tests.
pub(crate) fn stream(entity: u64) -> super::Stream {
    super::ReplicateKey { seed: 317, replicate: 0 }.stream(super::Purpose::Audience, entity)
}
