use std::ops::Range;

use super::wording::{amount, minus};
use crate::vocabulary::{Language, Noun, format_number, is_singular};

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

    /// Complaints, silent customers and people who heard of it, rounded from the whole down, so that every figure says the same
    /// number of the same people: those who know, of them those who lived it, of those the ones who complained. `labels` are
    /// the numbers that stand in the drawing, and decide how finely it is said.
    pub(super) fn people(levels: [f64; 3], labels: &[f64]) -> Self {
        Self::levels(levels, Self::new(labels).step)
    }

    /// The same for sentences.
    pub(super) fn whole_people(levels: [f64; 3]) -> Self {
        Self::levels(levels, whole_step(levels.iter().sum()))
    }

    fn levels([complaints, silent, heard]: [f64; 3], step: f64) -> Self {
        let knows = Self::rounded_to(&[complaints + silent, heard], step);
        knows.parts(0, &[complaints, silent]).and(knows.parts(1, &[heard]))
    }

    /// What one of them is made of, rounded so that it adds up to what is said of it.
    pub(super) fn parts(&self, index: usize, exact: &[f64]) -> Self {
        Self::dealt(exact, self.step, Some(self.counts[index]))
    }

    /// The customers let down who complained and who did not, each who stay and who leave: all sums are rounded numbers, that
    /// of the leavers too. `self` says how many complained and did not, first of all.
    pub(super) fn stayed_and_lost(&self, complained: [f64; 2], silent: [f64; 2]) -> Self {
        let exact = [complained[0], complained[1], silent[0], silent[1]];
        let [all_complained, all_silent] = [self.counts[0], self.counts[1]];
        let lost = ((complained[1] + silent[1]) / self.step).round().min(1e30) as i128;
        let tables = [0, 1].map(|up| {
            let own = (complained[1] / self.step).floor().min(1e30) as i128 + up;
            [all_complained - own, own, all_silent - (lost - own), lost - own]
        });
        let off = |counts: &[i128; 4]| {
            let apart = exact.iter().zip(counts).map(|(value, &count)| (value / self.step - count as f64).abs());
            apart.fold((0.0_f64, 0.0_f64), |(most, sum), apart| (most.max(apart), sum + apart))
        };
        let best = tables.into_iter().filter(|counts| counts.iter().all(|&count| count >= 0) && off(counts).0 < 1.0);
        match best.min_by(|a, b| off(a).1.total_cmp(&off(b).1)) {
            Some(counts) => Self { exact: exact.to_vec(), counts: counts.to_vec(), step: self.step },
            None => self.parts(0, &complained).and(self.parts(1, &silent)),
        }
    }

    /// These and then others, rounded alike.
    #[must_use]
    pub(super) fn and(mut self, other: Self) -> Self {
        self.exact.extend(other.exact);
        self.counts.extend(other.counts);
        self
    }

    /// Sums of some of them.
    pub(super) fn joined(&self, groups: &[Vec<usize>]) -> Self {
        let exact = groups.iter().map(|group| group.iter().map(|&index| self.exact[index]).sum()).collect();
        let counts = groups.iter().map(|group| group.iter().map(|&index| self.counts[index]).sum()).collect();
        Self { exact, counts, step: self.step }
    }

    fn rounded_to(exact: &[f64], step: f64) -> Self {
        Self::dealt(exact, step, None)
    }

    /// Rounded to add up to `wanted` steps, or to the rounded sum.
    fn dealt(exact: &[f64], step: f64, wanted: Option<i128>) -> Self {
        let steps: Vec<f64> = exact.iter().map(|value| (value.max(0.0) / step).min(1e30)).collect();
        let mut counts: Vec<i128> = steps.iter().map(|value| value.floor() as i128).collect();
        let wanted = wanted.unwrap_or_else(|| steps.iter().sum::<f64>().round() as i128);
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
    /// What decides on singular and plural: fewer than one is told as one.
    fn counted(&self) -> f64 {
        if self.text.starts_with('<') { 1.0 } else { self.value }
    }

    /// The noun that goes with the number.
    pub(super) fn beside(&self, noun: Noun, language: Language) -> &'static str {
        noun.beside(self.counted(), language)
    }

    /// Whether the number takes the singular.
    pub(super) fn is_one(&self, language: Language) -> bool {
        is_singular(self.counted(), language)
    }

    /// The number with its noun: « 2 millions de personnes ».
    pub(super) fn of(&self, noun: Noun, language: Language) -> String {
        let word = self.beside(noun, language);
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
    fn the_same_people_have_the_same_number_in_every_figure() {
        // The hotel, and the firm that learns.
        for (levels, leave) in [
            ([13.896, 217.704, 2_546.53], [8.44, 152.37]),
            ([72.52, 211.47, 1_688.51], [21.5, 100.5]),
            ([0.5, 0.5, 0.5], [0.5, 0.0]),
            ([1.0, 26.0, 290.0], [0.3, 0.2]),
        ] {
            let people = Addends::whole_people(levels);
            let lived = people.counts[0] + people.counts[1];
            let exact: f64 = levels.iter().sum();
            assert_eq!(people.counts.iter().sum::<i128>() as f64, exact.round());
            assert!((lived as f64 - levels[0] - levels[1]).abs() < 1.0);
            let ends = people.stayed_and_lost([levels[0] - leave[0], leave[0]], [levels[1] - leave[1], leave[1]]);
            assert_eq!([ends.counts[0] + ends.counts[1], ends.counts[2] + ends.counts[3]], people.counts[..2]);
            assert!(ends.counts.iter().zip(&ends.exact).all(|(&count, exact)| (count as f64 - exact).abs() < 1.0));
            assert!((ends.counts[1] + ends.counts[3]) as f64 - (leave[0] + leave[1]) < 1.0);
            let groups = people.parts(1, &[0.3 * levels[1], 0.7 * levels[1]]);
            assert_eq!(groups.counts.iter().sum::<i128>(), people.counts[1]);
        }
        let hotel = Addends::whole_people([13.896, 217.704, 2_546.53]);
        let ends = hotel.stayed_and_lost([5.46, 8.44], [65.33, 152.37]);
        assert_eq!(said(&ends).0, ["6", "8", "65", "153"], "14 complained, and 161 are lost");
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
