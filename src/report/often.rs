use super::share::share;
use crate::text;
use crate::vocabulary::{Language, Text, format_count, format_percent};

/// How often something happens, as it is said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::report) enum Often {
    /// One case in so many.
    OneIn(u64),
    /// This share of the cases.
    Share(f64),
}

/// A round number of cases stands for a share this near to it, relative to its size: half a point of one in ten.
const NEAR: f64 = 0.05;
/// Below it a share is said as one case in so many.
const RARE: f64 = 0.01;
/// From so many cases counted, one more or less is no other share.
const FEW: f64 = 10.0;

impl Often {
    /// How a `share` is said that is about one in `cases`: of whole numbers the share that reach a quantile may be far more.
    pub(in crate::report) fn near(share: f64, cases: u64) -> Self {
        Self::within(share, cases, NEAR)
    }

    /// The same of a share that was counted in `drawn` cases.
    pub(in crate::report) fn counted(share: f64, cases: u64, drawn: f64) -> Self {
        let one = if share * drawn >= FEW { cases as f64 / drawn } else { 0.0 };
        Self::within(share, cases, NEAR.max(one))
    }

    fn within(share: f64, cases: u64, near: f64) -> Self {
        if (share * cases as f64 - 1.0).abs() <= near * (1.0 + 1e-9) {
            return Self::OneIn(cases);
        }
        if share >= RARE || share <= 0.0 { Self::Share(share) } else { Self::OneIn(two_digits(1.0 / share)) }
    }

    /// `one in ten reaches 738`, `15% reach 2`: the rest of a sentence about cases.
    pub(in crate::report) fn reach(self, value: &str, language: Language) -> String {
        match self {
            Self::OneIn(cases) => {
                let (one, un) = (spelt(cases, Language::En), spelt(cases, Language::Fr));
                text!("one in {one} reaches {value}", "un sur {un} atteint {value}")
            }
            Self::Share(part) => {
                let part = portion(part, language);
                text!("{part} reach {value}", "{part} atteignent {value}")
            }
        }
        .into_string(language)
    }

    /// `one case in ten reaches 738`, `15% of the cases reach 2`: a sentence of its own.
    pub(in crate::report) fn cases_reach(self, value: &str, language: Language) -> String {
        match self {
            Self::OneIn(cases) => {
                let (one, un) = (spelt(cases, Language::En), spelt(cases, Language::Fr));
                text!("one case in {one} reaches {value}", "un cas sur {un} atteint {value}")
            }
            Self::Share(part) => share_reaches(part, value, language),
        }
        .into_string(language)
    }
}

/// `15% of the cases reach 2`.
pub(in crate::report) fn share_reaches(part: f64, value: &str, language: Language) -> Text {
    if part >= 1.0 {
        return text!("every case reaches {value}", "tous les cas atteignent {value}");
    }
    let part = portion(part, language);
    text!("{part} of the cases reach {value}", "{part} des cas atteignent {value}")
}

/// A share that stands for itself: two digits, so that 1.4 % is not 1 %.
fn portion(part: f64, language: Language) -> String {
    let tenths = (1000.0 * part).round();
    let has_tenths = (10.0..100.0).contains(&tenths) && tenths % 10.0 != 0.0;
    if has_tenths { format_percent(part, 1, language) } else { share(part, language) }
}

/// So many, in words where a sentence has words for it.
fn spelt(cases: u64, language: Language) -> String {
    let word = match cases {
        2 => ["two", "deux"],
        10 => ["ten", "dix"],
        100 => ["a hundred", "cent"],
        1_000 => ["a thousand", "mille"],
        _ => return format_count(cases, language),
    };
    language.pick(word[0], word[1]).to_owned()
}

/// A number of cases to two digits.
fn two_digits(cases: f64) -> u64 {
    let mut step = 1.0;
    while cases / step >= 99.5 && step < 1e15 {
        step *= 10.0;
    }
    ((cases / step).round() * step) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(share: f64, cases: u64) -> [String; 2] {
        Language::ALL.map(|language| Often::near(share, cases).reach("3", language).replace('\u{202f}', " "))
    }

    #[test]
    fn a_round_number_is_said_within_half_a_point_of_one_in_ten() {
        for share in [0.1, 0.0951, 0.1049] {
            assert_eq!(said(share, 10), ["one in ten reaches 3", "un sur dix atteint 3"]);
        }
        assert_eq!(said(0.15, 10), ["15% reach 3", "15 % atteignent 3"]);
        assert_eq!(said(0.106, 10)[0], "11% reach 3");
        assert_eq!(said(0.0213, 100), ["2.1% reach 3", "2,1 % atteignent 3"]);
        assert_eq!(said(0.0049, 1_000), ["one in 200 reaches 3", "un sur 200 atteint 3"]);
        assert_eq!(said(1.5e-6, 1_000_000)[0], "one in 670,000 reaches 3");
        assert_eq!(Often::near(0.85, 2).cases_reach("1", Language::En), "85% of the cases reach 1");
        assert_eq!(Often::near(0.51, 2).cases_reach("9", Language::En), "one case in two reaches 9");
        assert_eq!(Often::near(1.0, 2).cases_reach("1", Language::Fr), "tous les cas atteignent 1");
    }

    #[test]
    fn one_case_more_is_no_other_share_where_ten_were_counted() {
        assert_eq!(Often::counted(0.0011, 1_000, 10_000.0), Often::OneIn(1_000));
        assert_eq!(Often::counted(0.2, 10, 10.0), Often::Share(0.2), "two of ten");
        assert_eq!(Often::counted(0.11, 10, 100.0), Often::OneIn(10));
        assert_eq!(Often::counted(0.15, 10, 10_000.0), Often::Share(0.15));
    }
}
