//! How pages call the numbers of the model, and say their values.

use super::amount::{plain_decimals, plain_entry};
use super::page::{Entry, Head, enough_decimals};
use crate::scenario::{Measure, ParameterName};
use crate::vocabulary::Language;

/// Heads of columns of numbers are broken here.
const HEAD: usize = 18;

/// A value with its unit, up to four digits that matter: `57.76%`, `250 EUR`, `12.5`.
pub(super) fn value(name: &ParameterName, value: f64, currency: &str, language: Language) -> String {
    entry(name, value, currency).say(language)
}

/// The same as a cell.
pub(super) fn entry(name: &ParameterName, own: f64, currency: &str) -> Entry {
    match name.measure() {
        Measure::Share => {
            let percent = 100.0 * own;
            let decimals = enough_decimals(percent, plain_decimals(percent));
            Entry::Share { share: own, decimals: decimals as usize }
        }
        Measure::Money if !currency.is_empty() => plain_entry(own).with_unit(currency),
        Measure::Money | Measure::Plain => plain_entry(own),
    }
}

/// The head of a column of its values, with the currency where it is money.
pub(super) fn head(name: &ParameterName, currency: &str, language: Language) -> Head {
    let name = match name.measure() {
        Measure::Money if !currency.is_empty() => format!("{} ({currency})", name.bare(language)),
        _ => name.bare(language).to_owned(),
    };
    let mut lines = vec![String::new()];
    for word in name.split(' ') {
        let last = lines.len() - 1;
        if lines[last].is_empty() {
            lines[last].push_str(word);
        } else if lines[last].chars().count() + 1 + word.chars().count() <= HEAD {
            lines[last] = format!("{} {word}", lines[last]);
        } else {
            lines.push(word.to_owned());
        }
    }
    Head::number(lines.join("\n"))
}

/// What the names of a page are called where they are typed: a line for each, each once.
pub fn paths_of<'a>(names: impl IntoIterator<Item = &'a ParameterName>, language: Language) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for name in names.into_iter().filter(|name| name.has_words()) {
        let line = format!("  {} = {}", name.bare(language), name.path);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    if !lines.is_empty() {
        let head = language.pick("In the scenario file:", "Dans le fichier de scénario\u{202f}:");
        lines.insert(0, head.to_owned());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_the_unit_of_its_parameter() {
        let said = |path: &str, own: f64, language| value(&ParameterName::of(path), own, "EUR", language);
        assert_eq!(said("voice.asked", 0.577_586, Language::En), "57.76%");
        assert_eq!(said("voice.asked", 0.07, Language::Fr), "7\u{202f}%");
        assert_eq!(said("damage.customer_value", 250.0, Language::Fr), "250\u{202f}EUR");
        assert_eq!(said("silent.audience", 12.0, Language::En), "12");
        assert_eq!(said("silent.groups.a.share", 0.5, Language::En), "0.5", "a weight is no share");
        let head = head(&ParameterName::of("damage.customer_value"), "EUR", Language::En);
        assert_eq!(head.text, "value of a\ncustomer (EUR)");
    }

    #[test]
    fn a_path_stands_once_beside_its_name() {
        let names = ["voice.asked", "dummy", "voice.asked"].map(ParameterName::of);
        assert_eq!(
            paths_of(&names, Language::En),
            ["In the scenario file:", "  share of customers asked = voice.asked"]
        );
        assert!(paths_of(&[], Language::Fr).is_empty());
    }
}
