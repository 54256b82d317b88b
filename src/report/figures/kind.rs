use std::fmt;
use std::str::FromStr;

use crate::vocabulary::Language;

/// The kinds of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is documented in KINDS, the one home of its meaning")]
pub enum Kind {
    Iceberg,
    Waterfall,
    Distribution,
}

/// What is to be said of a kind of figure.
struct KindInfo {
    name: &'static str,
    /// English and French, one line: what it shows and what it needs.
    meaning: [&'static str; 2],
}

/// By kind, in the order of [`Kind::ALL`].
const KINDS: [KindInfo; 3] = [
    KindInfo {
        name: "iceberg",
        meaning: [
            "complaints above the waterline, the silent and those they reached beneath, areas in proportion",
            "les réclamations au-dessus de l'eau, les silencieux et ceux qu'ils touchent dessous, surfaces proportionnelles",
        ],
    },
    KindInfo {
        name: "waterfall",
        meaning: ["1 + 26 + 230 + 60: who makes up those who know", "1 + 26 + 230 + 60 : qui compose ceux qui savent"],
    },
    KindInfo {
        name: "distribution",
        meaning: [
            "how often each value of a metric occurs, with the share of cases that reach the famous 317",
            "la fréquence de chaque valeur d'une mesure, et la part des cas qui atteignent les fameux 317",
        ],
    },
];

impl Kind {
    /// Every kind, in the order shown to users.
    pub const ALL: [Kind; 3] = [Kind::Iceberg, Kind::Waterfall, Kind::Distribution];

    /// The value on the command line and in file names.
    pub const fn name(self) -> &'static str {
        KINDS[self as usize].name
    }

    /// What it shows, in one line.
    pub const fn meaning(self, language: Language) -> &'static str {
        KINDS[self as usize].meaning[language as usize]
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The text names no kind of figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownKind(pub String);

impl fmt::Display for UnknownKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = Kind::ALL.map(Kind::name).join(", ");
        write!(f, "unknown figure `{}`, expected one of: {names}", self.0)
    }
}

impl std::error::Error for UnknownKind {}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, UnknownKind> {
        Self::ALL.into_iter().find(|kind| kind.name() == text).ok_or_else(|| UnknownKind(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_positions_agree() {
        for (index, kind) in Kind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, index);
            assert_eq!(kind.name().parse(), Ok(kind));
        }
        assert!("pie".parse::<Kind>().is_err());
    }
}
