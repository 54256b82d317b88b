use super::fields::field;
use super::key::{Fallback, Key, Kind, LARGEST_WEIGHT, Scope, Section, Unit, Words};
use crate::model::{Normal, Service, Touchpoint};

/// The largest score; scales of satisfaction end far below.
const LARGEST_SCORE: f64 = 1e6;
/// A score.
const SCORE: Kind = Kind::Number { min: -LARGEST_SCORE, max: LARGEST_SCORE, above: false };
/// A distance on the scale of scores.
const SPREAD: Kind = Kind::Number { min: 0.0, max: LARGEST_SCORE, above: false };

/// Stage 1b: the service gap.
pub(super) const SECTION: Section = Section {
    path: "service",
    always: false,
    meaning: [
        "The service gap: what customers perceive against what they expect decides who is let down. Instead \
         of customers.problem_rate.",
        "L'écart de service : ce que les clients perçoivent face à ce qu'ils attendent décide qui est déçu. \
         À la place de customers.problem_rate.",
    ],
    keys: &[
        Key::table(
            "expectation",
            "what a customer expects, one draw a customer: normal",
            "ce qu'attend un client, un tirage par client : loi normale",
        )
        .example("expectation = { mean = 7.0, sd = 1.0 }"),
        Key::number(
            "expectation.mean",
            Words { en: "the mean expectation", fr: "l'attente moyenne" },
            SCORE,
            Unit::Points,
            Fallback::Required,
            "mean",
            "moyenne",
        )
        .field(field!(service: Service { expectation: Normal { mean, .. }, .. } => mean)),
        Key::number(
            "expectation.sd",
            Words { en: "the spread of expectations", fr: "la dispersion des attentes" },
            SPREAD,
            Unit::Points,
            Fallback::Toml("0.0"),
            "standard deviation",
            "écart type",
        )
        .field(field!(service: Service { expectation: Normal { sd, .. }, .. } => sd)),
        Key::new(
            "combine",
            Kind::Word(&["any", "mean"]),
            Unit::None,
            Fallback::Toml("\"any\""),
            "whether the worst gap of all touchpoints decides (\"any\") or their weighted mean (\"mean\")",
            "si le pire écart de tous les points de contact décide (\"any\") ou leur moyenne pondérée \
             (\"mean\")",
        ),
        Key::number(
            "tolerance",
            Words { en: "the tolerated gap", fr: "l'écart toléré" },
            SPREAD,
            Unit::Points,
            Fallback::Toml("0.0"),
            "how far below the expectation is still tolerated",
            "ce qui est encore toléré au-dessous de l'attente",
        )
        .field(field!(service: Service { tolerance, .. } => tolerance)),
        Key::number(
            "rage",
            Words { en: "the shortfall of full indignation", fr: "le manque d'une pleine indignation" },
            Kind::Number { min: 0.0, max: LARGEST_SCORE, above: true },
            Unit::Points,
            Fallback::Toml("1.0"),
            "the shortfall at which indignation is 1",
            "le manque pour lequel l'indignation vaut 1",
        )
        .field(field!(service: Service { rage, .. } => rage)),
        Key::table(
            "touchpoints",
            "the points of contact between customer and firm",
            "les points de contact entre client et entreprise",
        )
        .example("touchpoints.welcome = { mean = 8.5, sd = 1.0 }"),
        Key::table(
            "touchpoints.*",
            "what a customer perceives there: normal",
            "ce qu'un client y perçoit : loi normale",
        ),
        Key::number(
            "touchpoints.*.mean",
            Words { en: "the mean score of {who}", fr: "la note moyenne de {who}" },
            SCORE,
            Unit::Points,
            Fallback::Required,
            "mean",
            "moyenne",
        )
        .field(field!(touchpoint: Touchpoint { score: Normal { mean, .. }, .. } => mean)),
        Key::number(
            "touchpoints.*.sd",
            Words { en: "the spread of scores of {who}", fr: "la dispersion des notes de {who}" },
            SPREAD,
            Unit::Points,
            Fallback::Toml("0.0"),
            "standard deviation",
            "écart type",
        )
        .field(field!(touchpoint: Touchpoint { score: Normal { sd, .. }, .. } => sd)),
        Key::number(
            "touchpoints.*.weight",
            Words { en: "the weight of touchpoint {who}", fr: "le poids du point de contact {who}" },
            Kind::Number { min: 0.0, max: LARGEST_WEIGHT, above: false },
            Unit::Weight,
            Fallback::Toml("1.0"),
            "its weight in the mean gap",
            "son poids dans l'écart moyen",
        )
        .field(field!(touchpoint: Touchpoint { weight, .. } => weight)),
        Key::new(
            "touchpoints.*.title",
            Kind::Title,
            Unit::None,
            Fallback::Nothing,
            "what to call it in figures and pages",
            "comment l'appeler dans les figures et les pages",
        )
        .scope(Scope::Scenario),
    ],
};
