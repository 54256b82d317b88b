use std::fmt;
use std::str::FromStr;

use crate::vocabulary::Language;

/// The kinds of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is documented in KINDS, the one home of its meaning")]
pub enum FigureKind {
    Iceberg,
    Waterfall,
    Cascade,
    Distribution,
    Exceedance,
    Generations,
    Comparison,
    Overlap,
    Sources,
    Balance,
}

/// What is to be said of a kind of figure.
struct KindInfo {
    name: &'static str,
    /// English and French, one line: what it shows and what it needs.
    meaning: [&'static str; 2],
}

/// By kind, in the order of [`FigureKind::ALL`].
const KINDS: [KindInfo; 10] = [
    KindInfo {
        name: "iceberg",
        meaning: [
            "complaints above the waterline, the silent and those they reached beneath, areas in proportion",
            "les réclamations au-dessus de l'eau, les silencieux et ceux qu'ils touchent dessous, surfaces proportionnelles",
        ],
    },
    KindInfo {
        name: "waterfall",
        meaning: [
            "who makes up those who know, step by step: 1 + 26 + 230 + 60",
            "qui compose ceux qui savent, pas à pas\u{a0}: 1 + 26 + 230 + 60",
        ],
    },
    KindInfo {
        name: "cascade",
        meaning: [
            "one replicate as a tree, who told whom; above some 400 people flows as wide as the people",
            "une réplication en arbre, qui l'a dit à qui\u{202f}; au-delà de 400 personnes environ, des flux aussi larges qu'elles",
        ],
    },
    KindInfo {
        name: "distribution",
        meaning: [
            "how often each value of a metric occurs, with the share of cases that reach the famous 317",
            "la fréquence de chaque valeur d'une mesure, et la part des cas qui atteignent les fameux 317",
        ],
    },
    KindInfo {
        name: "exceedance",
        meaning: [
            "the probability that a metric reaches each value",
            "la probabilité qu'une mesure atteigne chaque valeur",
        ],
    },
    KindInfo {
        name: "generations",
        meaning: [
            "the people reached by each generation of retelling, with bands",
            "les personnes touchées à chaque génération de récits, avec des bandes",
        ],
    },
    KindInfo {
        name: "comparison",
        meaning: [
            "the variants against the baseline, with intervals and the probability of being better",
            "les variantes contre la référence, avec intervalles et probabilité de faire mieux",
        ],
    },
    KindInfo {
        name: "overlap",
        meaning: [
            "distinct listeners against the size of the town",
            "les auditeurs distincts selon la taille de la ville",
        ],
    },
    KindInfo {
        name: "sources",
        meaning: [
            "what each published preset makes of one complaint",
            "ce que chaque source publiée fait d'une réclamation",
        ],
    },
    KindInfo {
        name: "balance",
        meaning: ["ill word of mouth at the left, good at the right", "le mal à gauche, le bien à droite"],
    },
];

impl FigureKind {
    /// Every kind, in the order shown to users.
    pub const ALL: [FigureKind; 10] = [
        FigureKind::Iceberg,
        FigureKind::Waterfall,
        FigureKind::Cascade,
        FigureKind::Distribution,
        FigureKind::Exceedance,
        FigureKind::Generations,
        FigureKind::Comparison,
        FigureKind::Overlap,
        FigureKind::Sources,
        FigureKind::Balance,
    ];

    /// The value on the command line and in file names.
    pub const fn name(self) -> &'static str {
        KINDS[self as usize].name
    }

    /// What it shows, in one line.
    pub const fn meaning(self, language: Language) -> &'static str {
        KINDS[self as usize].meaning[language as usize]
    }
}

impl fmt::Display for FigureKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The text names no kind of figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownKind(pub String);

impl fmt::Display for UnknownKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = FigureKind::ALL.map(FigureKind::name).join(", ");
        write!(f, "unknown figure `{}`, expected one of: {names}", self.0)
    }
}

impl std::error::Error for UnknownKind {}

impl FromStr for FigureKind {
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
        for (index, kind) in FigureKind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, index);
            assert_eq!(kind.name().parse(), Ok(kind));
        }
        assert!("pie".parse::<FigureKind>().is_err());
    }
}
