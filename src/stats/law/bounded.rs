/// The triangular law: low <= mode <= high, low < high.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Triangular {
    pub(super) low: f64,
    pub(super) mode: f64,
    pub(super) high: f64,
}

impl Triangular {
    /// The share below the mode.
    pub(super) fn turn(self) -> f64 {
        (self.mode - self.low) / (self.high - self.low)
    }

    pub(super) fn quantile(self, share: f64) -> f64 {
        let Self { low, mode, high } = self;
        if share < self.turn() {
            low + libm::sqrt(share * (high - low) * (mode - low))
        } else {
            high - libm::sqrt((1.0 - share) * (high - low) * (high - mode))
        }
    }

    /// Both tails.
    pub(super) fn tails_at(self, x: f64) -> (f64, f64) {
        let Self { low, mode, high } = self;
        if x <= low {
            (0.0, 1.0)
        } else if x >= high {
            (1.0, 0.0)
        } else if x < mode {
            let below = (x - low) * (x - low) / ((high - low) * (mode - low));
            (below, 1.0 - below)
        } else {
            let above = (high - x) * (high - x) / ((high - low) * (high - mode));
            (1.0 - above, above)
        }
    }

    pub(super) fn mean(self) -> f64 {
        (self.low + self.mode + self.high) / 3.0
    }

    pub(super) fn variance(self) -> f64 {
        let Self { low, mode, high } = self;
        let (left, right) = (mode - low, high - mode);
        (left * left + left * right + right * right) / 18.0
    }
}

/// Values with weights: low ones first, weights above 0.
pub(super) fn choice_quantile(values: &[(f64, f64)], share: f64) -> f64 {
    let total: f64 = values.iter().map(|(_, weight)| weight).sum();
    let mut left = share * total;
    for &(value, weight) in values {
        left -= weight;
        if left < 0.0 {
            return value;
        }
    }
    values.last().map_or(0.0, |&(value, _)| value)
}
