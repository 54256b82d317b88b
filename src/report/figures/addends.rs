use std::ops::Range;

use super::wording::{amount, minus};
use crate::vocabulary::{Language, Noun, format_number};

/// Numbers of people that a figure adds up: rounded together, so that what is shown adds up too.
///
/// Each is a multiple of one step; where rounding each by itself would miss the rounded sum, the largest remainders are
/// rounded up (the method of Hare and Hamilton).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Addends {
    exact: Vec<f64>,
    counts: Vec<i128>,
    step: f64,
}

/// A number as it is said, and the value that it says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Said {
    pub(super) text: String,
    pub(super) value: f64,
}

/// Sums from here on are said in millions and the like, with three digits.
const LARGE: f64 = 9_999_999.5;
/// Sums of fewer people are labelled with one decimal where they are not whole.
const FEW: f64 = 9.95;

impl Addends {
    /// For labels: whole from ten on, three digits from ten million on, one decimal below ten where they are not whole.
    pub(super) fn new(exact: &[f64]) -> Self {
        let sum: f64 = exact.iter().sum();
        let is_whole = exact.iter().all(|value| (value - value.round()).abs() < 0.005);
        let step = if sum >= LARGE || sum >= FEW || is_whole { whole_step(sum) } else { 0.1 };
        Self::rounded_to(exact, step)
    }

    /// For sentences: people are whole.
    pub(super) fn whole(exact: &[f64]) -> Self {
        Self::rounded_to(exact, whole_step(exact.iter().sum()))
    }

    /// In multiples of `step`.
    pub(super) fn in_steps(exact: &[f64], step: f64) -> Self {
        Self::rounded_to(exact, step)
    }

    /// How many steps one of them has.
    pub(super) fn count(&self, index: usize) -> usize {
        usize::try_from(self.counts[index]).unwrap_or(usize::MAX)
    }

    fn rounded_to(exact: &[f64], step: f64) -> Self {
        let steps: Vec<f64> = exact.iter().map(|value| (value.max(0.0) / step).min(1e30)).collect();
        let mut counts: Vec<i128> = steps.iter().map(|value| value.floor() as i128).collect();
        let wanted = steps.iter().sum::<f64>().round() as i128;
        let mut order: Vec<usize> = (0..steps.len()).collect();
        let rest = |index: usize| steps[index] - steps[index].floor();
        order.sort_by(|&a, &b| rest(b).total_cmp(&rest(a)));
        let missing = (wanted - counts.iter().sum::<i128>()).clamp(0, counts.len() as i128) as usize;
        for &index in order.iter().take(missing) {
            counts[index] += 1;
        }
        Self { exact: exact.to_vec(), counts, step }
    }

    /// One of them.
    pub(super) fn one(&self, index: usize, language: Language) -> Said {
        self.sum(index..index + 1, language)
    }

    /// The sum of some of them, as it is shown.
    pub(super) fn sum(&self, range: Range<usize>, language: Language) -> Said {
        let range = range.start.min(self.counts.len())..range.end.min(self.counts.len());
        let count: i128 = self.counts[range.clone()].iter().sum();
        let exact: f64 = self.exact[range].iter().sum();
        let value = count as f64 * self.step;
        if count == 0 && exact > 0.0 {
            // Somebody, but fewer than can be said.
            let text = format!("<\u{a0}{}", self.say(self.step, language));
            return Said { text, value: exact.min(self.step) };
        }
        Said { text: self.say(value, language), value }
    }

    /// All of them.
    pub(super) fn total(&self, language: Language) -> Said {
        self.sum(0..self.counts.len(), language)
    }

    fn say(&self, value: f64, language: Language) -> String {
        if self.step < 1.0 {
            let decimals = usize::from((value - value.round()).abs() > 1e-9);
            return format_number(value, decimals, language);
        }
        amount(value, language)
    }
}

/// Where three digits of a sum end, from ten million on; below it people are counted one by one.
fn whole_step(sum: f64) -> f64 {
    let mut step = 1.0;
    if sum >= LARGE {
        while sum / step >= 1000.0 && step < 1e300 {
            step *= 10.0;
        }
    }
    step
}

/// A number of people by itself, whole: `317`, or `< 1` where it is some but not one.
pub(super) fn whole(value: f64, language: Language) -> Said {
    Addends::whole(&[value]).one(0, language)
}

impl Said {
    /// The number with its noun: « 2 millions de personnes ».
    pub(super) fn of(&self, noun: Noun, language: Language) -> String {
        let word = noun.beside(if self.text.starts_with('<') { 1.0 } else { self.value }, language);
        let of = language == Language::Fr && self.text.contains("milli");
        match (of, word.chars().next().is_some_and(|first| "aeéèiouh".contains(first))) {
            (false, _) => format!("{}\u{a0}{word}", self.spoken(language)),
            (true, false) => format!("{} de {word}", self.text),
            (true, true) => format!("{} d’{word}", self.text),
        }
    }

    /// The number as it stands in a sentence: a sign is said in words.
    pub(super) fn spoken(&self, language: Language) -> String {
        match self.text.strip_prefix("<\u{a0}") {
            Some(bound) => format!("{} {bound}", language.pick("fewer than", "moins de")),
            None => minus(&self.text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{En, Fr};

    const PEOPLE: Noun = Noun { en: ["person", "people"], fr: ["personne", "personnes"] };

    fn said(addends: &Addends) -> (Vec<String>, String) {
        let parts = (0..addends.counts.len()).map(|index| addends.one(index, En).text).collect();
        (parts, addends.total(En).text)
    }

    #[test]
    fn what_is_shown_adds_up() {
        // The hotel: rounded one by one they would be 232 + 2,547 = 2,778.
        let (parts, total) = said(&Addends::new(&[231.6, 2546.53]));
        assert_eq!((parts, total.as_str()), (vec!["232".to_owned(), "2,546".to_owned()], "2,778"));
        for exact in [vec![0.5; 7], vec![17.12, 2.17], vec![1.0 / 3.0; 300], vec![0.026, 128.4, 11_835.2]] {
            let addends = Addends::new(&exact);
            let sum: i128 = addends.counts.iter().sum();
            assert_eq!(sum as f64, (exact.iter().sum::<f64>() / addends.step).round(), "{exact:?}");
            let off =
                exact.iter().zip(&addends.counts).map(|(value, count)| (value / addends.step - *count as f64).abs());
            assert!(off.fold(0.0, f64::max) < 1.0);
        }
    }

    #[test]
    fn somebody_is_never_nobody() {
        let addends = Addends::new(&[0.026, 128.4, 0.0]);
        assert_eq!(said(&addends), (vec!["<\u{a0}1".to_owned(), "128".to_owned(), "0".to_owned()], "128".to_owned()));
        assert_eq!(addends.one(0, Fr).of(PEOPLE, Fr), "moins de 1\u{a0}personne");
    }

    #[test]
    fn few_people_have_a_decimal_in_labels_and_none_in_sentences() {
        assert_eq!(said(&Addends::new(&[0.75, 1.5])).0, ["0.8", "1.5"]);
        assert_eq!(said(&Addends::whole(&[0.75, 1.5])), (vec!["1".to_owned(), "1".to_owned()], "2".to_owned()));
        assert_eq!(whole(13.9, En).of(PEOPLE, En), "14\u{a0}people");
    }

    #[test]
    fn many_people_are_said_in_one_unit() {
        let (parts, total) = said(&Addends::new(&[5_538_462.0, 42_500_000.0, 12.0]));
        assert_eq!((parts[1].as_str(), total.as_str()), ("42.5\u{a0}million", "48\u{a0}million"));
        assert_eq!(whole(2e7, Fr).of(PEOPLE, Fr), "20\u{a0}millions de personnes");
    }
}
