use std::borrow::Cow;

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
    let value = tidy(value);
    let size = value.abs();
    if !value.is_finite() {
        String::new()
    } else if size == 0.0 {
        "0".to_owned()
    } else if (1e-7..1e21).contains(&size) {
        value.to_string()
    } else {
        format!("{value:e}")
    }
}

/// Digits that a number written by a person has at most; a number that is so near to such a one is meant to be it.
const WRITTEN: usize = 12;

fn tidy(value: f64) -> f64 {
    if !value.is_finite() || value.fract() == 0.0 {
        return value;
    }
    let rounded = format!("{value:.14e}");
    let digits = rounded.split('e').next().unwrap_or_default().trim_end_matches('0');
    let is_written = digits.bytes().filter(u8::is_ascii_digit).count() <= WRITTEN;
    let meant = rounded.parse().unwrap_or(value);
    // A sum of a few terms is off by little more than its last digit.
    let is_near = (meant - value).abs() <= 2.0 * f64::EPSILON * value.abs();
    if is_written && is_near { meant } else { value }
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
    fn numbers_are_short_and_read_back() {
        for (value, text) in [(317.0, "317"), (0.1, "0.1"), (-0.0, "0"), (1e300, "1e300"), (1.5e-9, "1.5e-9")] {
            assert_eq!(shortest(value), text);
            assert_eq!(text.parse::<f64>(), Ok(value));
        }
        assert_eq!(shortest(f64::NAN), "");
    }
}
