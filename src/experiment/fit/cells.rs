use super::answers::Told;
use super::faults::shown;
use super::sheet::plain;
use crate::text;
use crate::vocabulary::Text;

/// How the answers of a column are to be read as yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Yes and no, in words or as 1 and 0.
    YesNo,
    /// Numbers from 0 to 10: from this one on it is a yes.
    From(u8),
}

/// The most people that somebody may say to have told.
pub const MOST_TOLD: u64 = 10_000;

const YES: [&str; 8] = ["yes", "y", "oui", "o", "true", "vrai", "x", "1"];
const NO: [&str; 7] = ["no", "n", "non", "false", "faux", "0", "aucune"];
const NOBODY: [&str; 6] = ["none", "nobody", "no one", "aucun", "aucune", "personne"];

impl Scale {
    /// Reads a cell; `None` where it is empty: not asked, or not answered.
    ///
    /// # Errors
    /// With what is wrong.
    pub fn read(self, cell: &str) -> Result<Option<bool>, Text> {
        let word = cell.trim();
        if word.is_empty() {
            return Ok(None);
        }
        // The usual words at once: there may be millions of them.
        match (self, word) {
            (Self::YesNo, "yes" | "oui" | "1") => return Ok(Some(true)),
            (Self::YesNo, "no" | "non" | "0") => return Ok(Some(false)),
            _ => {}
        }
        let named = if self == Self::YesNo { plain(word) } else { String::new() };
        match self {
            Self::YesNo if YES.contains(&named.as_str()) => Ok(Some(true)),
            Self::YesNo if NO.contains(&named.as_str()) => Ok(Some(false)),
            Self::From(least) => match number(word).filter(|score| (0.0..=10.0).contains(score)) {
                Some(score) => Ok(Some(score >= f64::from(least))),
                None => Err({
                    let word = shown(word);
                    text!("`{word}` is not a number from 0 to 10", "`{word}` n'est pas un nombre de 0 à 10")
                }),
            },
            Self::YesNo => Err({
                let word = shown(word);
                text!("`{word}` is neither yes nor no", "`{word}` n'est ni oui ni non")
            }),
        }
    }

    /// What the first cells of a column look like: numbers above 1 are a scale from 0 to 10.
    pub fn of<'c>(cells: impl IntoIterator<Item = &'c str>, threshold: u8) -> Self {
        let is_score = cells.into_iter().any(|cell| number(cell.trim()).is_some_and(|score| score > 1.0));
        if is_score { Self::From(threshold) } else { Self::YesNo }
    }
}

/// A number with a decimal point or comma.
fn number(text: &str) -> Option<f64> {
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

/// A weight above 0.
///
/// # Errors
/// With what is wrong.
pub(super) fn weight(cell: &str) -> Result<f64, Text> {
    let word = cell.trim();
    number(word).filter(|weight| (1e-9..=1e9).contains(weight)).ok_or_else(|| {
        let word = shown(word);
        text!("`{word}` is not a weight above 0", "`{word}` n'est pas un poids supérieur à 0")
    })
}

/// How many people were told: `3`, `6+`, `5-10`, `5 to 10`, `none`; `None` where the cell is empty.
///
/// # Errors
/// With what is wrong.
pub(super) fn told(cell: &str) -> Result<Option<Told>, Text> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_in_words_and_numbers() {
        for yes in ["yes", " Oui ", "1", "TRUE", "x", "vrai"] {
            assert_eq!(Scale::YesNo.read(yes), Ok(Some(true)), "{yes}");
        }
        for no in ["no", "NON", "0", "faux"] {
            assert_eq!(Scale::YesNo.read(no), Ok(Some(false)), "{no}");
        }
        assert_eq!(Scale::YesNo.read("  "), Ok(None));
        assert_eq!(
            [6, 7, 10].map(|score: u8| Scale::From(7).read(&score.to_string()).ok().flatten()),
            [Some(false), Some(true), Some(true)]
        );
        for bad in ["perhaps", "2", "-", "yess", "?"] {
            assert!(Scale::YesNo.read(bad).is_err(), "{bad}");
        }
        for bad in ["11", "-1", "yes", "1e3", "NaN"] {
            assert!(Scale::From(7).read(bad).is_err(), "{bad}");
        }
        assert_eq!(Scale::of(["", "1", "9,5"], 7), Scale::From(7));
        assert_eq!(Scale::of(["yes", "1", "0"], 7), Scale::YesNo);
    }

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

    #[test]
    fn weights_are_above_zero() {
        assert_eq!((weight("0,75"), weight(" 2 ")), (Ok(0.75), Ok(2.0)));
        for bad in ["", "0", "-1", "NaN", "inf", "1e9x", "1e10", "one"] {
            assert!(weight(bad).is_err(), "{bad}");
        }
    }
}
