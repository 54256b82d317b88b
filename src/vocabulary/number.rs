use super::Language;
use super::typography::{MINUS, NARROW_NO_BREAK_SPACE};

/// A whole number for reading, thousands apart: `1,234` in English, `1 234` in French.
pub fn format_count(value: u64, language: Language) -> String {
    group_thousands(&value.to_string(), language)
}

/// A number for reading with a fixed number of decimals; a value that rounds to 0 has no sign.
pub fn format_number(value: f64, decimals: usize, language: Language) -> String {
    if !value.is_finite() {
        return language.pick("infinite", "infini").to_owned();
    }
    let text = format!("{:.*}", decimals, half_away(value.abs(), decimals));
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let negative = value < 0.0 && text.bytes().any(|byte| byte.is_ascii_digit() && byte != b'0');
    let mut out = String::from(if negative { "-" } else { "" });
    out.push_str(&group_thousands(whole, language));
    if !fraction.is_empty() {
        out.push_str(language.pick(".", ","));
        out.push_str(fraction);
    }
    out
}

/// Halves go up, as everywhere where numbers are rounded: 216.5 is 217, not the nearest even number.
fn half_away(size: f64, decimals: usize) -> f64 {
    /// Fractions that are exact in binary: a half of a decimal is one of them.
    const EXACT: f64 = 1024.0;
    let scale = 10_f64.powi(decimals as i32);
    let is_half = size < 1e12 && (size * EXACT).fract() == 0.0 && (size * scale).fract() == 0.5;
    if is_half { (size * scale).ceil() / scale } else { size }
}

/// A number for reading with the sign that printers use: `−1,234.5`.
pub(crate) fn format_signed(value: f64, decimals: usize, language: Language) -> String {
    format_number(value, decimals, language).replacen('-', &MINUS.to_string(), 1)
}

/// A share for reading: `.037` with one decimal is `3.7%` in English, with a narrow no-break space in French.
pub(crate) fn format_percent(share: f64, decimals: usize, language: Language) -> String {
    percent(&format_number(100.0 * share, decimals, language), language)
}

/// A number that is said already, as a percentage.
pub(crate) fn percent(number: &str, language: Language) -> String {
    match language {
        Language::En => format!("{number}%"),
        Language::Fr => format!("{number}{NARROW_NO_BREAK_SPACE}%"),
    }
}

fn group_thousands(digits: &str, language: Language) -> String {
    let separator = match language {
        Language::En => ',',
        Language::Fr => NARROW_NO_BREAK_SPACE,
    };
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 * separator.len_utf8());
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(format_count(317, Language::En), "317");
        assert_eq!(format_count(1_000_000, Language::En), "1,000,000");
        assert_eq!(format_count(12_345, Language::Fr), "12\u{202f}345");
    }

    #[test]
    fn decimals_follow_the_language() {
        assert_eq!(format_number(295.97, 2, Language::En), "295.97");
        assert_eq!(format_number(-1_295.97, 1, Language::Fr), "-1\u{202f}296,0");
        assert_eq!(format_number(-0.001, 1, Language::En), "0.0");
        assert_eq!(format_number(216.5, 0, Language::En), "217");
        assert_eq!(format_number(0.125, 2, Language::En), "0.13");
        assert_eq!(format_number(0.25, 1, Language::En), "0.3");
        assert_eq!(format_signed(-1234.5, 1, Language::Fr), "\u{2212}1\u{202f}234,5");
        assert_eq!(format_percent(0.037, 1, Language::Fr), "3,7\u{202f}%");
    }
}
