use crate::sheet::{number, plain, shown};
use crate::text;
use crate::vocabulary::Text;

/// How the answers of a column are to be read as yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scale {
    /// Yes and no, in words or as 1 and 0.
    YesNo,
    /// Numbers from 0 to 10: from this one on it is a yes.
    From(u8),
}

const YES: [&str; 8] = ["yes", "y", "oui", "o", "true", "vrai", "x", "1"];
const NO: [&str; 7] = ["no", "n", "non", "false", "faux", "0", "aucune"];
impl Scale {
    /// Reads a cell; `None` where it is empty: not asked, or not answered.
    ///
    /// # Errors
    /// With what is wrong.
    pub(crate) fn read(self, cell: &str) -> Result<Option<bool>, Text> {
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

    /// What the first cells of a column look like. A slip among words or among 1 and 0 makes no scale from 0 to 10: there more
    /// numbers than words are above 1, and more than one number in four.
    pub(crate) fn of<'c>(cells: impl IntoIterator<Item = &'c str>, threshold: u8) -> Self {
        let (mut above, mut below, mut words) = (0, 0, 0);
        for cell in cells {
            match number(cell.trim()) {
                Some(score) if score > 1.0 => above += 1,
                Some(_) => below += 1,
                None if matches!(Self::YesNo.read(cell), Ok(Some(_))) => words += 1,
                None => {}
            }
        }
        if above > words && 3 * above > below { Self::From(threshold) } else { Self::YesNo }
    }
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
        assert_eq!(Scale::of(["yes", "no", "2"], 7), Scale::YesNo);
        assert_eq!(Scale::of(["1", "0", "0", "1", "2"], 7), Scale::YesNo);
    }

    #[test]
    fn weights_are_above_zero() {
        assert_eq!((weight("0,75"), weight(" 2 ")), (Ok(0.75), Ok(2.0)));
        for bad in ["", "0", "-1", "NaN", "inf", "1e9x", "1e10", "one"] {
            assert!(weight(bad).is_err(), "{bad}");
        }
    }
}
