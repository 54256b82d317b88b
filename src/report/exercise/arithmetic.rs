use crate::experiment::exercise::{Formula, Step};
use crate::report::cell::shortest;
use crate::vocabulary::{Language, MINUS, format_number};

/// The most decimals of a number within a formula.
const DECIMALS: usize = 4;

/// A formula as one writes it: `1 + 26 + 23 × 10 + 3 × 20`.
pub(super) fn written(formula: &Formula, language: Language) -> String {
    set(formula, 0, language)
}

/// How tightly a formula binds: sums 1, products 2, quotients 2, numbers 3.
fn set(formula: &Formula, outside: u8, language: Language) -> String {
    let list = |terms: &[Formula], sign: &str, own: u8| {
        terms.iter().map(|term| set(term, own, language)).collect::<Vec<_>>().join(sign)
    };
    let (text, own) = match formula {
        Formula::Number(value) => return plain(*value, language),
        Formula::Sum(terms) => (list(terms, " + ", 1), 1),
        Formula::Difference(pair) => {
            (format!("{} {MINUS} {}", set(&pair[0], 1, language), set(&pair[1], 2, language)), 1)
        }
        Formula::Product(factors) => (list(factors, " × ", 2), 2),
        Formula::Quotient(pair) => (format!("{} / {}", set(&pair[0], 2, language), set(&pair[1], 3, language)), 2),
    };
    if own < outside { format!("({text})") } else { text }
}

/// A number without zeros behind its decimals.
pub(super) fn plain(value: f64, language: Language) -> String {
    let size = value.abs();
    let decimals = if size >= 1_000.0 { 2 } else { DECIMALS };
    // A small share keeps two digits that matter.
    let decimals = if size > 0.0 && size < 0.001 { decimals + 3 } else { decimals };
    let text = format_number(value, decimals, language).replacen('-', &MINUS.to_string(), 1);
    let mark = language.pick(".", ",");
    if text.contains(mark) {
        let cut = text.trim_end_matches('0');
        return cut.strip_suffix(mark).unwrap_or(cut).to_owned();
    }
    text
}

/// `26 × 10 = 260`; the answer alone where it has no formula.
pub(super) fn solution(step: &Step, language: Language) -> String {
    let answer = answer(step, language);
    match &step.formula {
        Some(formula) => {
            let is_exact = (formula.value() - step.answer).abs() < 1e-9 && plain(step.answer, language) == answer;
            format!("{} {} {answer}", written(formula, language), if is_exact { "=" } else { "≈" })
        }
        None => answer,
    }
}

/// The answer with the decimals asked for.
pub(super) fn answer(step: &Step, language: Language) -> String {
    format_number(step.answer, step.decimals, language).replacen('-', &MINUS.to_string(), 1)
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

    #[test]
    fn arithmetic_is_written_with_the_brackets_it_needs() {
        let sum = Formula::sum([number(1.0), Formula::product([23.0, 10.0]), Formula::product([3.0, 20.5])]);
        assert_eq!(written(&sum, Language::En), "1 + 23 × 10 + 3 × 20.5");
        let leave = Formula::Product(vec![number(64.0), Formula::less(1.0, 0.4)]);
        assert_eq!(written(&leave, Language::Fr), "64 × (1 − 0,4)");
        let rate = number(12.0).over(Formula::Product(vec![number(2.0), number(3.0)]));
        assert_eq!(written(&rate, Language::En), "12 / (2 × 3)");
        let rest = Formula::Difference(Box::new([number(5.0), Formula::sum([number(1.0), number(2.0)])]));
        assert_eq!(written(&rest, Language::En), "5 − (1 + 2)");
    }

    #[test]
    fn numbers_keep_the_digits_that_matter() {
        assert_eq!(plain(0.000_25, Language::En), "0.00025");
        assert_eq!(plain(1234.5, Language::Fr), "1\u{202f}234,5");
        assert_eq!(plain(100.0, Language::En), "100");
    }
}
