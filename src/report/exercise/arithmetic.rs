use crate::experiment::exercise::{Formula, Step, given_decimals, shown, step_decimals};
use crate::report::cell::shortest;
use crate::vocabulary::{Language, MINUS, format_signed};

/// A formula as one writes it: `1 + 26 + 23 × 10 + 3 × 20`.
pub(super) fn written(formula: &Formula, language: Language) -> String {
    set(&formula.simple(), 0, language)
}

/// How tightly a formula binds: sums 1, products 2, quotients 2, numbers 3.
fn set(formula: &Formula, outside: u8, language: Language) -> String {
    let list = |terms: &[Formula], sign: &str, own: u8| {
        terms.iter().map(|term| set(term, own, language)).collect::<Vec<_>>().join(sign)
    };
    let (text, own) = match formula {
        Formula::Given(_, value) => return given(*value, language),
        Formula::Number(value) | Formula::Answer { shown: value, .. } => {
            let number = plain(*value, language);
            return if *value < 0.0 && outside > 0 { format!("({number})") } else { number };
        }
        Formula::Sum(terms) => (list(terms, " + ", 1), 1),
        Formula::Difference(pair) => {
            (format!("{} {MINUS} {}", set(&pair[0], 1, language), set(&pair[1], 2, language)), 1)
        }
        Formula::Product(factors) => (list(factors, " × ", 2), 2),
        Formula::Quotient(pair) => (format!("{} / {}", set(&pair[0], 2, language), set(&pair[1], 3, language)), 2),
    };
    if own < outside { format!("({text})") } else { text }
}

/// A number that is given, as it stands on the sheet.
pub(super) fn given(value: f64, language: Language) -> String {
    format_signed(value, given_decimals(value), language)
}

/// A number without zeros behind its decimals.
pub(super) fn plain(value: f64, language: Language) -> String {
    let text = format_signed(shown(value), step_decimals(value), language);
    let mark = language.pick(".", ",");
    if text.contains(mark) {
        let cut = text.trim_end_matches('0');
        return cut.strip_suffix(mark).unwrap_or(cut).to_owned();
    }
    text
}

/// `96.8 × 0.6 = 58.08 ≈ 58.1`: what later steps compute with, and what is asked for.
pub(super) fn solution(step: &Step, language: Language) -> String {
    let as_written = step.as_written();
    let (whole, answer) = (plain(as_written, language), answer(step, language));
    let is_exact = (as_written - shown(as_written)).abs() <= 1e-9 * as_written.abs();
    let sign = if is_exact { "=" } else { "≈" };
    let written = written(&step.formula, language);
    // Zeros behind the decimals are asked for, and say nothing new.
    if answer.starts_with(&whole) {
        format!("{written} {sign} {answer}")
    } else {
        format!("{written} {sign} {whole} ≈ {answer}")
    }
}

/// The answer with the decimals asked for.
pub(super) fn answer(step: &Step, language: Language) -> String {
    format_signed(step.rounded(), step.decimals, language)
}

/// A number for a program: a point, no spaces, no sign but the minus of a keyboard.
pub(super) fn for_programs(value: f64) -> String {
    shortest(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: f64) -> Formula {
        Formula::Number(value)
    }

    fn product(factors: [f64; 2]) -> Formula {
        Formula::Product(factors.map(Formula::Number).to_vec())
    }

    #[test]
    fn arithmetic_is_written_with_the_brackets_it_needs() {
        let sum = Formula::Sum(vec![number(1.0), product([23.0, 10.0]), product([3.0, 20.5])]);
        assert_eq!(written(&sum, Language::En), "1 + 23 × 10 + 3 × 20.5");
        let leave = Formula::Product(vec![number(64.0), number(1.0).less(number(0.4))]);
        assert_eq!(written(&leave, Language::Fr), "64 × (1 − 0,4)");
        let rate = number(12.0).over(product([2.0, 3.0]));
        assert_eq!(written(&rate, Language::En), "12 / (2 × 3)");
        let rest = number(5.0).less(Formula::Sum(vec![number(1.0), number(2.0)]));
        assert_eq!(written(&rest, Language::En), "5 − (1 + 2)");
        let gain = Formula::Sum(vec![number(5.0), number(-2.0)]);
        assert_eq!(written(&gain, Language::En), "5 + (−2)");
    }

    #[test]
    fn numbers_keep_the_digits_that_matter() {
        assert_eq!(plain(0.000_25, Language::En), "0.00025");
        assert_eq!(plain(0.010_582, Language::En), "0.010582");
        assert_eq!(plain(1234.5, Language::Fr), "1\u{202f}234,5");
        assert_eq!(plain(100.0, Language::En), "100");
        assert_eq!(plain(0.0, Language::En), "0");
    }
}
