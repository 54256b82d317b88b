use std::fmt;
use std::str::FromStr;

use crate::text;
use crate::vocabulary::{Language, Say, Text};

/// The kinds of figures.
#[doc = include_str!("examples/from_tables.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is documented in KINDS, the one home of its meaning")]
#[non_exhaustive]
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
    People,
    Money,
    Touchpoints,
    BreakEven,
    Voice,
    Tornado,
    Sweep,
    Variance,
    Worth,
    Timeline,
    Periods,
    Fit,
}

/// What is to be said of a kind of figure.
struct KindInfo {
    name: &'static str,
    /// English and French, one line: what it shows and what it needs.
    meaning: [&'static str; 2],
}

/// By kind, in the order of [`FigureKind::ALL`].
const KINDS: [KindInfo; 22] = [
    KindInfo {
        name: "iceberg",
        meaning: [
            "complaints above the waterline, the silent and those they reached beneath, areas in proportion",
            "les réclamations au-dessus de l’eau, les silencieux et ceux qu’ils touchent dessous, surfaces proportionnelles",
        ],
    },
    KindInfo {
        name: "waterfall",
        meaning: [
            "who makes up those who know, step by step: those who lived it, then those whom each group told",
            "qui compose les personnes au courant, pas à pas\u{202f}: ceux qui l’ont vécu, puis ceux que chaque groupe a informés",
        ],
    },
    KindInfo {
        name: "cascade",
        meaning: [
            "one replicate person by person, who told whom drawn for the picture; above some 400 people flows as wide as they are many",
            "une réplication personne par personne, qui l’a dit à qui étant dessiné pour l’image\u{202f}; au-delà de 400 environ, des flux",
        ],
    },
    KindInfo {
        name: "distribution",
        meaning: [
            "how often each value of a metric occurs, with its mean, its median and the values that one case in ten is below or above",
            "la fréquence de chaque valeur d’un indicateur, avec sa moyenne, sa médiane et les valeurs qu’un cas sur dix n’atteint pas ou dépasse",
        ],
    },
    KindInfo {
        name: "exceedance",
        meaning: [
            "the probability that a metric reaches each value",
            "la probabilité qu’un indicateur atteigne chaque valeur",
        ],
    },
    KindInfo {
        name: "generations",
        meaning: [
            "the people reached by each generation of retelling, with a band for nine cases in ten",
            "les personnes touchées à chaque génération de récits, avec une bande pour neuf cas sur dix",
        ],
    },
    KindInfo {
        name: "comparison",
        meaning: [
            "the variants against the baseline, the best first, with how often each is better, the same and worse",
            "les variantes contre la référence, la meilleure d’abord, et combien de fois chacune fait mieux, pareil, moins bien",
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
            "ce que chaque source publiée fait d’une réclamation",
        ],
    },
    KindInfo {
        name: "balance",
        meaning: [
            "ill word of mouth at the left, good at the right",
            "le bouche-à-oreille négatif à gauche, le positif à droite",
        ],
    },
    KindInfo {
        name: "people",
        meaning: [
            "one dot for each person who knows, those whom the firm hears from first; where they are many, one dot for ten, a hundred and so on",
            "un point par personne au courant, d’abord celles que l’entreprise entend\u{202f}; si elles sont nombreuses, un point pour dix, pour cent, etc.",
        ],
    },
    KindInfo {
        name: "money",
        meaning: [
            "customers served, let down, complaining or silent, stayed or lost, and what those lost are worth",
            "les clients servis, déçus, qui réclament ou se taisent, restent ou sont perdus, et ce que valent les perdus",
        ],
    },
    KindInfo {
        name: "touchpoints",
        meaning: [
            "where customers are let down, with what they expect and perceive there",
            "où les clients sont déçus, avec ce qu’ils y attendent et y perçoivent",
        ],
    },
    KindInfo {
        name: "break-even",
        meaning: ["what each measure saves and what it costs", "ce que chaque mesure économise et ce qu’elle coûte"],
    },
    KindInfo {
        name: "voice",
        meaning: [
            "whether it pays to make people complain, by the share of complaints recovered",
            "s’il est rentable de faire réclamer, selon la part des réclamants satisfaits de la réponse",
        ],
    },
    KindInfo {
        name: "tornado",
        meaning: [
            "which unknown moves the answer most, each from its 10 % to its 90 % quantile",
            "quelle inconnue déplace le plus la réponse, chacune de son quantile de 10 % à celui de 90 %",
        ],
    },
    KindInfo {
        name: "sweep",
        meaning: [
            "what one parameter does to the answer, and where it pays; of two parameters a map",
            "ce qu’un paramètre fait à la réponse, et où c’est rentable\u{202f}; pour deux paramètres, une carte",
        ],
    },
    KindInfo {
        name: "variance",
        meaning: [
            "how much of what differs from case to case is what nobody knows, and how much is chance",
            "quelle part de ce qui varie d’un cas à l’autre vient de ce que personne ne sait, et quelle part du hasard",
        ],
    },
    KindInfo {
        name: "worth",
        meaning: [
            "what it is worth to know more before choosing between the baseline and its variants",
            "ce que vaut d’en savoir plus avant de choisir entre la référence et ses variantes",
        ],
    },
    KindInfo {
        name: "timeline",
        meaning: [
            "the share of the story already told when the firm calls back, as time goes on",
            "la part de l’histoire déjà racontée quand l’entreprise rappelle, au fil du temps",
        ],
    },
    KindInfo {
        name: "periods",
        meaning: [
            "what each period brings, and how many customers are served in it, with the variants beside",
            "ce que chaque période apporte, et combien de clients y sont servis, les variantes à côté",
        ],
    },
    KindInfo {
        name: "fit",
        meaning: [
            "how many people the people of a survey say they told, and the law chosen for it",
            "à combien de personnes celles d’une enquête disent en avoir parlé, et la loi choisie",
        ],
    },
];

impl FigureKind {
    /// Every kind of figure, in the order shown to users.
    pub const ALL: [FigureKind; 22] = [
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
        FigureKind::People,
        FigureKind::Money,
        FigureKind::Touchpoints,
        FigureKind::BreakEven,
        FigureKind::Voice,
        FigureKind::Tornado,
        FigureKind::Sweep,
        FigureKind::Variance,
        FigureKind::Worth,
        FigureKind::Timeline,
        FigureKind::Periods,
        FigureKind::Fit,
    ];

    /// The value on the command line and in file names.
    pub const fn name(self) -> &'static str {
        KINDS[self as usize].name
    }

    /// Whether it can show two variants side by side.
    pub const fn shows_two(self) -> bool {
        matches!(self, Self::Iceberg)
    }

    /// Whether it shows a metric that can be chosen.
    pub const fn shows_a_metric(self) -> bool {
        matches!(
            self,
            Self::Distribution
                | Self::Exceedance
                | Self::Comparison
                | Self::Tornado
                | Self::Sweep
                | Self::Variance
                | Self::Periods
        )
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
#[doc = include_str!("examples/from_tables.md")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownKind(pub String);

impl Say for UnknownKind {
    fn text(&self) -> Text {
        let names = FigureKind::ALL.map(FigureKind::name).join(", ");
        text!(
            "unknown figure `{}`, expected one of: {names}",
            "figure inconnue `{}`, attendu l’une de : {names}",
            self.0
        )
    }
}

impl fmt::Display for UnknownKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
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

    /// They stand under every figure of their kind: no number of one of them, and no person of one scenario.
    #[test]
    fn what_a_kind_shows_is_true_of_each_of_its_figures() {
        for kind in [FigureKind::Waterfall, FigureKind::People, FigureKind::Distribution, FigureKind::Iceberg] {
            for language in Language::ALL {
                let meaning = kind.meaning(language);
                assert!(!meaning.contains(|letter: char| letter.is_ascii_digit()), "{meaning}");
            }
        }
    }

    #[test]
    fn names_and_positions_agree() {
        for (index, kind) in FigureKind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, index);
            assert_eq!(kind.name().parse(), Ok(kind));
        }
        assert!("pie".parse::<FigureKind>().is_err());
    }
}
