use super::table::plain;
use crate::text;
use crate::vocabulary::Text;

/// How many people somebody says to have told: a number, a range, or so many and more.
#[doc = include_str!("examples/tables.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    /// The number, or the lowest of a range.
    pub low: u64,
    /// The highest of a range; the largest number there is: so many or more.
    high: u64,
}

impl Told {
    /// From `low` to `high`, both ends in; `None`: `low` and more.
    pub fn new(low: u64, high: Option<u64>) -> Self {
        Self { low, high: high.map_or(u64::MAX, |high| high.max(low)) }
    }

    /// The highest; `None` where it has no end.
    pub fn high(self) -> Option<u64> {
        (self.high < u64::MAX).then_some(self.high)
    }
}

/// The most people that somebody may say to have told.
pub(crate) const MOST_TOLD: u64 = 10_000;

const NOBODY: [&str; 6] = ["none", "nobody", "no one", "aucun", "aucune", "personne"];

/// A number with a decimal point or comma.
pub(crate) fn number(text: &str) -> Option<f64> {
    if text.len() <= 4 && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.bytes().fold(0.0, |number, digit| 10.0 * number + f64::from(digit - b'0')));
    }
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-' | b'+'));
    if !is_plain {
        return None;
    }
    let number: f64 = if text.contains(',') { text.replace(',', ".").parse().ok()? } else { text.parse().ok()? };
    number.is_finite().then_some(number)
}

/// How many people were told: `3`, `6+`, `5-10`, `5 to 10`, `none`; `None` where the cell is empty.
///
/// # Errors
/// With what is wrong.
pub fn told(cell: &str) -> Result<Option<Told>, Text> {
    let word = cell.trim();
    if word.is_empty() {
        return Ok(None);
    }
    if word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit()) {
        let exact = word.bytes().fold(0, |number, digit| 10 * number + u64::from(digit - b'0'));
        return Ok(Some(Told::new(exact, Some(exact))));
    }
    let fault = || {
        let word = shown(word);
        text!(
            "`{word}` is not a number of people from 0 to 10,000, such as 3, 6+ or 5-10",
            "`{word}` n'est pas un nombre de personnes de 0 à 10 000, comme 3, 6+ ou 5-10"
        )
    };
    if let Some(exact) = people(word) {
        return Ok(Some(Told::new(exact, Some(exact))));
    }
    if NOBODY.contains(&plain(word).as_str()) {
        return Ok(Some(Told::new(0, Some(0))));
    }
    let open = [" or more", " and more", " ou plus", " et plus", "+"].iter().find_map(|end| word.strip_suffix(end));
    if let Some(low) = open.and_then(people) {
        return Ok(Some(Told::new(low, None)));
    }
    let ends = ["-", "–", " to ", " à ", " a "].iter().find_map(|mark| word.split_once(mark));
    match ends.and_then(|(low, high)| Some((people(low)?, people(high)?))) {
        Some((low, high)) if low <= high => Ok(Some(Told::new(low, Some(high)))),
        _ => Err(fault()),
    }
}

/// A whole number; `3.0` and `3,0` are whole.
fn people(text: &str) -> Option<u64> {
    let value = number(text.trim()).filter(|value| (0.0..=MOST_TOLD as f64).contains(value))?;
    (value.fract() == 0.0 && !text.contains('+')).then_some(value as u64)
}

/// The cell as it is shown in a message: at most 40 characters, nothing that moves the cursor.
pub(crate) fn shown(cell: &str) -> String {
    let mut text: String = cell.chars().map(|letter| if letter.is_control() { '?' } else { letter }).take(41).collect();
    if text.chars().count() > 40 {
        text.pop();
        text.push_str("...");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_people_and_ranges() {
        let exact = |n| Told::new(n, Some(n));
        for (cell, expected) in [
            ("3", exact(3)),
            (" 3,0 ", exact(3)),
            ("10000", exact(10_000)),
            ("aucun", exact(0)),
            ("6+", Told::new(6, None)),
            ("10 ou plus", Told::new(10, None)),
            ("5-10", Told::new(5, Some(10))),
            ("5 à 10", Told::new(5, Some(10))),
            ("5 to 10", Told::new(5, Some(10))),
        ] {
            assert_eq!(told(cell), Ok(Some(expected)), "{cell}");
        }
        assert_eq!(told(""), Ok(None));
        for bad in
            ["-3", "3.5", "10-5", "10001", "1e3", "many", "+", "6++", "5-", "-", "3 4", "inf", "5-10-15", "٣", "0x10"]
        {
            assert!(told(bad).is_err(), "{bad}");
        }
    }
}
