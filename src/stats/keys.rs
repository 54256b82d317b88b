/// How much memory values may take.
#[doc = include_str!("examples/sums.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Counts below this are tallied, 8 bytes each.
    pub window: u64,
    /// Values kept one by one, 4 to 8 bytes each.
    pub column: usize,
    /// Runs of equal values kept beyond that, 16 bytes each.
    pub runs: usize,
}

impl Bounds {
    /// For the metrics: exact up to 1,048,576 values.
    pub const METRIC: Bounds = Bounds { window: 1 << 16, column: 1 << 20, runs: 1 << 17 };
    /// For the differences between two models: exact up to 65,536 values.
    pub const DIFFERENCE: Bounds = Bounds { window: 0, column: 1 << 16, runs: 1 << 13 };
    /// For very late generations: exact up to 256 values.
    pub const DEEP: Bounds = Bounds { window: 1 << 6, column: 1 << 8, runs: 1 << 7 };
    /// For long series of numbers, such as late generations: exact up to 65,536 values.
    pub const SERIES: Bounds = Bounds { window: 1 << 12, column: 1 << 16, runs: 1 << 13 };

    /// About how many bytes `values` different values take at most, while they pass from some threads to one of them.
    pub fn bytes(self, values: u64, whole: bool, threads: u64) -> u64 {
        let share = values.div_ceil(threads.max(1)).min(self.column as u64);
        let column = share * if whole { 4 } else { 8 };
        let tallied = if whole { self.window.min(values) * 8 } else { 0 };
        (column + tallied).saturating_mul(threads.saturating_add(1))
    }
}

/// What keys stand for; keys are ordered like the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The key is the count.
    Count,
    /// The key holds a difference of two counts, shifted by 2^63.
    Difference,
    /// The key holds the bits of a real number, made monotone.
    Real,
}

const SIGN: u64 = 1 << 63;
/// Real numbers of this size are whole.
const NEAR: f64 = (1_u64 << 53) as f64;
/// The largest size of a whole number.
const LARGEST: f64 = (1_u128 << 100) as f64;
/// Significant bits of a rounded count; a real number keeps as many, one of them implicit.
const BITS: u32 = 11;

impl Kind {
    /// The key of 0, which no rounding moves.
    pub(super) fn zero(self) -> u64 {
        match self {
            Kind::Count => 0,
            Kind::Difference | Kind::Real => SIGN,
        }
    }

    pub(super) fn value(self, key: u64) -> f64 {
        match self {
            Kind::Count => key as f64,
            Kind::Difference => ((key ^ SIGN) as i64) as f64,
            Kind::Real => f64::from_bits(if key & SIGN == 0 { !key } else { key ^ SIGN }),
        }
    }

    /// The whole number at or below; 2^100 in size at most.
    pub(super) fn floor(self, key: u64) -> i128 {
        match self {
            Kind::Count => key.into(),
            Kind::Difference => ((key ^ SIGN) as i64).into(),
            Kind::Real => {
                let value = self.value(key);
                if value.abs() >= NEAR {
                    return value.clamp(-LARGEST, LARGEST) as i128;
                }
                let toward_zero = value as i64;
                (toward_zero - i64::from(value < toward_zero as f64)).into()
            }
        }
    }

    /// The middle of the keys that share the leading 11 significant bits. Monotone and idempotent.
    pub(super) fn round(self, key: u64) -> u64 {
        match self {
            Kind::Count => round_count(key),
            Kind::Difference => {
                let difference = (key ^ SIGN) as i64;
                let size = round_count(difference.unsigned_abs()) as i64;
                difference_key(if difference < 0 { size.wrapping_neg() } else { size })
            }
            Kind::Real => {
                let value = self.value(key);
                let rest = f64::MANTISSA_DIGITS - BITS;
                let middle = f64::from_bits((value.to_bits() >> rest << rest) | (1 << (rest - 1)));
                if value == 0.0 { key } else { real_key(middle) }
            }
        }
    }
}

fn round_count(count: u64) -> u64 {
    match (u64::BITS - count.leading_zeros()).saturating_sub(BITS) {
        0 => count,
        rest => (count >> rest << rest) | (1 << (rest - 1)),
    }
}

pub(super) fn difference_key(difference: i64) -> u64 {
    difference as u64 ^ SIGN
}

pub(super) fn real_key(value: f64) -> u64 {
    // Adding 0 turns -0 into 0.
    let bits = (value + 0.0).to_bits();
    if bits & SIGN == 0 { bits ^ SIGN } else { !bits }
}
