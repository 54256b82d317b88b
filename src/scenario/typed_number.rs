//! Numbers as people type them, and what to write instead.

use crate::text;
use crate::vocabulary::Text;

/// What a text may mean as a number, thousands first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Readings {
    /// With its separators taken for those of thousands.
    pub(super) thousands: Option<String>,
    /// With one of them taken for the decimal point.
    pub(super) decimal: Option<String>,
}

impl Readings {
    /// What `text` may mean; nothing where it is no number to anybody.
    pub(super) fn of(text: &str) -> Self {
        let digits = text.trim();
        let Some(first) = digits.chars().next().filter(char::is_ascii_digit) else { return Self::default() };
        let separators: Vec<char> = digits.chars().filter(|c| !c.is_ascii_digit()).collect();
        if separators.is_empty() || !separators.iter().all(|c| is_separator(*c)) {
            return Self::default();
        }
        let last = separators[separators.len() - 1];
        let grouping = &separators[..separators.len() - 1];
        let parts: Vec<&str> = digits.split(is_separator).collect();
        let of_three = |parts: &[&str]| {
            first != '0' && (1..=3).contains(&parts[0].len()) && parts[1..].iter().all(|part| part.len() == 3)
        };
        // `12,34,567`, as India writes it.
        let of_two = |parts: &[&str]| {
            let [first, middle @ .., last] = parts else { return false };
            let two = |part: &&str| part.len() == 2;
            !first.starts_with('0')
                && (1..=2).contains(&first.len())
                && !middle.is_empty()
                && middle.iter().all(two)
                && last.len() == 3
        };
        let same = |separators: &[char]| separators.windows(2).all(|two| two[0] == two[1]);
        let thousands = (same(&separators) && (of_three(&parts) || of_two(&parts))).then(|| parts.concat());
        let (whole, fraction) = (&parts[..parts.len() - 1], parts[parts.len() - 1]);
        let is_decimal = matches!(last, '.' | ',')
            && !fraction.is_empty()
            && !whole[0].is_empty()
            && same(grouping)
            && grouping.iter().all(|c| *c != last)
            && (grouping.is_empty() || of_three(whole));
        let decimal = is_decimal.then(|| format!("{}.{fraction}", whole.concat()));
        Self { thousands, decimal }
    }

    /// The same with a sign in front.
    pub(super) fn with_sign(self, sign: &str) -> Self {
        let signed = |digits: String| format!("{sign}{digits}");
        Self { thousands: self.thousands.map(signed), decimal: self.decimal.map(signed) }
    }

    /// What to write, where anything was understood; `whole`: the key wants a whole number.
    pub(super) fn hint(&self, whole: bool) -> Option<Text> {
        match (&self.thousands, &self.decimal) {
            (Some(thousands), Some(decimal)) if !whole => {
                let (Text { en, fr }, decimal) = (with_bars(thousands), short(decimal));
                Some(text!(
                    "write {en}; if it is a decimal number, {decimal}",
                    "écrivez {fr} ; si c'est un nombre décimal, {decimal}"
                ))
            }
            (Some(thousands), _) => {
                let Text { en, fr } = with_bars(thousands);
                Some(text!("write {en}", "écrivez {fr}"))
            }
            (None, Some(decimal)) => {
                Some(text!("write a point, without quotes: {decimal}", "écrivez un point, sans guillemets : {decimal}"))
            }
            (None, None) => None,
        }
    }
}

/// How to write so many percent.
pub(super) fn percent(number: f64) -> Text {
    let share = number / 100.0;
    let two = format!("{share:.2}");
    let exact = two.parse().is_ok_and(|rounded: f64| rounded == share);
    let share = if exact { two } else { share.to_string() };
    text!("write {number} % as {share}", "écrivez {share} pour {number} %")
}

/// Whether a number with a fraction is written with exactly three decimals: to half of Europe its point separates
/// thousands.
pub(super) fn has_three_decimals(typed: &str) -> bool {
    typed.split_once('.').is_some_and(|(whole, decimals)| {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let whole = whole.trim_start_matches(['+', '-']);
        decimals.len() == 3 && digits(decimals) && !whole.is_empty() && !whole.starts_with('0') && digits(whole)
    })
}

/// Both readings of what is typed where a whole number is wanted and a point before three digits may separate
/// thousands, as in `4.000`; `None` for anything else.
pub(super) fn thousands_or_decimals(typed: &str) -> Option<Text> {
    has_three_decimals(typed).then(|| both_readings(typed))
}

/// Both readings of a number with exactly three decimals, for a key that wants a whole number.
pub(super) fn both_readings(typed: &str) -> Text {
    let thousands = typed.replace('.', "");
    let decimal = short(typed);
    match decimal.strip_suffix(".0") {
        Some(whole) => text!(
            "write {thousands} for thousands, {decimal} for {whole}",
            "écrivez {thousands} pour des milliers, {decimal} pour {whole}"
        ),
        None => text!(
            "write {thousands} for thousands; {decimal} is no whole number",
            "écrivez {thousands} pour des milliers ; {decimal} n'est pas un nombre entier"
        ),
    }
}

pub(super) fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | '\'' | '\u{2019}' | ' ' | '_' | '\u{a0}' | '\u{202f}')
}

/// Without the zeros at its end.
fn short(decimal: &str) -> String {
    let text = decimal.trim_end_matches('0');
    if text.ends_with('.') { format!("{text}0") } else { text.to_owned() }
}

/// `4000 or 4_000`.
pub(super) fn with_bars(number: &str) -> Text {
    let (sign, digits) = number.split_at(number.len() - number.trim_start_matches('-').len());
    if digits.len() < 4 {
        return Text::same(number);
    }
    let mut bars = sign.to_owned();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            bars.push('_');
        }
        bars.push(digit);
    }
    text!("{number} or {bars}", "{number} ou {bars}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_mean_them() {
        for (typed, whole, other) in [
            ("4,000", "write 4000 or 4_000", "write 4000 or 4_000; if it is a decimal number, 4.0"),
            ("4.000", "write 4000 or 4_000", "write 4000 or 4_000; if it is a decimal number, 4.0"),
            ("1,234,567", "write 1234567 or 1_234_567", "write 1234567 or 1_234_567"),
            ("1.234.567", "write 1234567 or 1_234_567", "write 1234567 or 1_234_567"),
            ("12 000", "write 12000 or 12_000", "write 12000 or 12_000"),
            ("12\u{202f}000", "write 12000 or 12_000", "write 12000 or 12_000"),
            ("4'000", "write 4000 or 4_000", "write 4000 or 4_000"),
            ("12,34,567", "write 1234567 or 1_234_567", "write 1234567 or 1_234_567"),
            ("0,037", "write a point, without quotes: 0.037", "write a point, without quotes: 0.037"),
            ("3,5", "write a point, without quotes: 3.5", "write a point, without quotes: 3.5"),
            ("1.234,56", "write a point, without quotes: 1234.56", "write a point, without quotes: 1234.56"),
            ("1,234.56", "write a point, without quotes: 1234.56", "write a point, without quotes: 1234.56"),
            ("1,250", "write 1250 or 1_250", "write 1250 or 1_250; if it is a decimal number, 1.25"),
        ] {
            let hint = |is_whole| Readings::of(typed).hint(is_whole).map(|hint| hint.en);
            assert_eq!(hint(true).as_deref(), Some(whole), "{typed}");
            assert_eq!(hint(false).as_deref(), Some(other), "{typed}");
        }
        for nothing in ["", "ten", "1,,2", "12,34,56", "k", "4,00,0", "1.5.5", "-", "1e5"] {
            assert_eq!(Readings::of(nothing).hint(true), None, "{nothing}");
        }
        for (typed, three) in
            [("4.000", true), ("12.345", true), ("0.500", false), ("4.0", false), ("4.0000", false), ("1e.000", false)]
        {
            assert_eq!(has_three_decimals(typed), three, "{typed}");
        }
        assert_eq!(both_readings("4.000").en, "write 4000 for thousands, 4.0 for 4");
        assert_eq!(both_readings("1.234").en, "write 1234 for thousands; 1.234 is no whole number");
    }
}
