use std::borrow::Cow;
use std::fmt::{self, Write as _};

/// One field of a table.
#[doc = include_str!("examples/own_table.md")]
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// No value: an empty field, never 0.
    Empty,
    /// Text.
    Text(Cow<'a, str>),
    /// A whole number.
    Count(u64),
    /// A whole number that may be negative.
    Integer(i128),
    /// A number; one that is not finite is written as an empty field.
    Number(f64),
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Cell::Text(Cow::Borrowed(text))
    }
}

impl From<u64> for Cell<'_> {
    fn from(count: u64) -> Self {
        Cell::Count(count)
    }
}

impl From<i64> for Cell<'_> {
    fn from(integer: i64) -> Self {
        Cell::Integer(integer.into())
    }
}

impl From<i128> for Cell<'_> {
    fn from(integer: i128) -> Self {
        Cell::Integer(integer)
    }
}

impl From<f64> for Cell<'_> {
    fn from(number: f64) -> Self {
        Cell::Number(number)
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Empty, Into::into)
    }
}

/// The shortest text that reads back as `value`: `317`, `0.1`, `1e300`; empty when it is not finite. What a sum of decimal
/// numbers leaves in the 16th digit is rounded away: `324` for `323.99999999999994`.
pub fn shortest(value: f64) -> String {
    let mut text = String::new();
    push_shortest(&mut text, value);
    text
}

/// Whole numbers below it have no shorter text than their digits.
const WHOLE: f64 = (1_u64 << 53) as f64;

/// Puts the same behind `text`.
pub(crate) fn push_shortest(text: &mut String, value: f64) {
    if value.abs() < WHOLE && value == (value as i64) as f64 {
        return push(text, format_args!("{}", value as i64));
    }
    let value = tidy(value);
    if (1e-7..1e21).contains(&value.abs()) {
        push(text, format_args!("{value}"));
    } else if value.is_finite() {
        push(text, format_args!("{value:e}"));
    }
}

/// Puts what is formatted behind `text`.
pub(crate) fn push(text: &mut String, formatted: fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = text.write_fmt(formatted);
}

/// Digits that a number written by a person has at most; a number that is so near to such a one is meant to be it.
const WRITTEN: usize = 12;

fn tidy(value: f64) -> f64 {
    if !value.is_finite() || value.fract() == 0.0 || is_surely_long(value.abs()) {
        return value;
    }
    rounded(value)
}

fn rounded(value: f64) -> f64 {
    let rounded = format!("{value:.14e}");
    let digits = rounded.split('e').next().unwrap_or_default().trim_end_matches('0');
    let is_written = digits.bytes().filter(u8::is_ascii_digit).count() <= WRITTEN;
    let meant = rounded.parse().unwrap_or(value);
    // A sum of a few terms is off by little more than its last digit.
    let is_near = (meant - value).abs() <= 2.0 * f64::EPSILON * value.abs();
    if is_written && is_near { meant } else { value }
}

/// The powers of ten that are exact.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// Whether 15 digits of the number are plainly more than [`WRITTEN`]: nearly all numbers are told so without being written.
fn is_surely_long(size: f64) -> bool {
    // The power of ten at or below, or the one before.
    let power = ((((size.to_bits() >> 52) as i64 - 1_023) * 1_233) >> 12) as i32;
    let Ok(mut left) = usize::try_from(14 - power) else { return false };
    let mut scaled = size;
    while left >= POWERS.len() {
        scaled *= POWERS[22];
        left -= 22;
    }
    scaled *= POWERS[left];
    if scaled >= 1e15 {
        scaled /= 10.0;
    }
    // Every product is off by a rounding, the largest by fewer than 3 in all.
    (1e14..1e15).contains(&scaled) && (4..=996).contains(&(scaled as u64 % 1_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_decimal_sum_leaves_is_rounded_away() {
        for (value, text) in [(323.999_999_999_999_94, "324"), (0.1 + 0.2, "0.3"), (-18.099_999_999_999_998, "-18.1")] {
            assert_eq!(shortest(value), text);
        }
        for value in [1.0 / 3.0, std::f64::consts::PI, 1.000_000_000_1, 1e15 + 0.5] {
            assert_eq!(shortest(value).parse::<f64>(), Ok(value), "it stays as it is");
        }
    }

    #[test]
    fn what_is_surely_long_is_not_rounded() {
        let mut long = 0;
        let mut see = |value: f64| {
            if is_surely_long(value) {
                long += 1;
                assert_eq!(rounded(value), value, "{value:e}");
            }
        };
        for power in -300..15 {
            for step in 0..400_u32 {
                // Numbers of 1 to 15 digits, as they are read and a few roundings beside, and numbers of all digits.
                let digits = 1 + step % 15;
                let many = 10_u64.pow(digits) - 1 - u64::from(step) % 10_u64.pow(digits);
                let value: f64 = format!("{many}e{}", power - digits as i32).parse().expect("a number");
                for bits in -4..=4 {
                    see(f64::from_bits(value.to_bits().wrapping_add_signed(bits)));
                }
                see(value / 3.0 + value / 7.0);
            }
        }
        for value in [f64::MIN_POSITIVE, 5e-324, 1e15 + 0.5, 9e15 - 0.5, 999_999_999_999.999_9, 99_999_999_999_999.98] {
            see(value);
        }
        assert!(long > 100_000, "{long}");
        assert!(is_surely_long(1.0 / 3.0) && !is_surely_long(0.1 + 0.2) && !is_surely_long(1e-300 / 4.0));
    }

    #[test]
    fn numbers_are_short_and_read_back() {
        for (value, text) in [(317.0, "317"), (0.1, "0.1"), (-0.0, "0"), (1e300, "1e300"), (1.5e-9, "1.5e-9")] {
            assert_eq!(shortest(value), text);
            assert_eq!(text.parse::<f64>(), Ok(value));
        }
        assert_eq!(shortest(f64::NAN), "");
    }
}
