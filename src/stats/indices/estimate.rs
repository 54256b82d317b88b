use crate::stats::student_95;

/// A number with its 95 % interval.
#[doc = include_str!("../examples/indices.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The number.
    pub value: f64,
    /// The half-width of its interval; infinite where nothing is known of its error.
    pub half_width: f64,
}

impl Estimate {
    /// The interval.
    pub fn interval(self) -> (f64, f64) {
        (self.value - self.half_width, self.value + self.half_width)
    }

    /// Whether 0 is within the error.
    pub fn is_within_error_of_0(self) -> bool {
        self.value.abs() <= self.half_width
    }

    /// From estimates on disjoint samples of the same size: the spread of their mean is that of one on all.
    pub(super) fn from_blocks(value: f64, blocks: &[f64]) -> Self {
        let many = blocks.len() as f64;
        let mean = blocks.iter().sum::<f64>() / many;
        let squares: f64 = blocks.iter().map(|block| (block - mean) * (block - mean)).sum();
        let error = libm::sqrt(squares / (many - 1.0) / many);
        Self { value, half_width: error * student_95(blocks.len() as u64 - 1) }
    }

    /// From estimates that each leave a group out (jackknife).
    pub(super) fn from_left_out(value: f64, left_out: &[f64]) -> Self {
        let many = left_out.len() as f64;
        let mean = left_out.iter().sum::<f64>() / many;
        let squares: f64 = left_out.iter().map(|one| (one - mean) * (one - mean)).sum();
        let error = libm::sqrt((many - 1.0) / many * squares);
        Self { value, half_width: error * student_95(left_out.len() as u64 - 1) }
    }
}

/// The sums of some rows: as many numbers as the estimator wants.
pub(super) type Sums = Vec<f64>;

/// Groups of a jackknife.
const GROUPS: usize = 32;

/// The fewest rows of a design.
pub(super) const FEWEST_ROWS: usize = 2 * GROUPS;

/// An estimate that is a function of sums over rows, with its jackknife interval over groups of consecutive rows.
pub(super) fn jackknife<const N: usize>(
    rows: usize,
    row: impl Fn(usize) -> Sums,
    estimate: impl Fn(f64, &[f64]) -> [f64; N],
) -> [Estimate; N] {
    let groups: Vec<(f64, Sums)> = (0..GROUPS)
        .map(|group| {
            let range = group * rows / GROUPS..(group + 1) * rows / GROUPS;
            let many = range.len() as f64;
            (many, range.map(&row).reduce(plus).unwrap_or_default())
        })
        .collect();
    let all = groups.iter().cloned().reduce(|a, b| (a.0 + b.0, plus(a.1, b.1))).unwrap_or_default();
    let whole = estimate(all.0, &all.1);
    let left_out: Vec<[f64; N]> = groups
        .iter()
        .map(|(many, sums)| {
            let rest: Sums = all.1.iter().zip(sums).map(|(all, own)| all - own).collect();
            estimate(all.0 - many, &rest)
        })
        .collect();
    std::array::from_fn(|place| {
        let left_out: Vec<f64> = left_out.iter().map(|found| found[place]).collect();
        Estimate::from_left_out(whole[place], &left_out)
    })
}

fn plus(mut left: Sums, right: Sums) -> Sums {
    for (left, right) in left.iter_mut().zip(right) {
        *left += right;
    }
    left
}
