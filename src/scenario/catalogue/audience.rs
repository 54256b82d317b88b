use super::fields::{EMPIRICAL, INDIGNATION, UNIFORM, field};
use super::key::{Fallback, Key, Kind, LARGEST_AUDIENCE, Section, Unit, Words};
use crate::model::Audience;

/// The largest mean, or number of people told.
const LARGEST: f64 = LARGEST_AUDIENCE as f64;

/// How many people one teller tells: a number or exactly one of these.
pub(super) const SECTION: Section = Section {
    path: "audience",
    always: false,
    meaning: [
        "How many people one teller tells: a whole number, or exactly one of these distributions.",
        "À combien de personnes parle celui qui en parle : un nombre entier, ou exactement une de ces lois.",
    ],
    keys: &[
        Key::number(
            "poisson", Words { en: "the mean of {it} (Poisson)", fr: "la moyenne de {it} (Poisson)" },
            Kind::Number { min: 0.0, max: LARGEST, above: false },
            Unit::People,
            Fallback::Nothing,
            "Poisson with this mean",
            "Poisson de cette moyenne",
        )
        .field(field!(audience: Audience::Poisson(mean) => mean)),
        Key::number(
            "uniform", Words { en: "the {end} of {it}", fr: "le {end} de {it}" },
            Kind::Range { max: LARGEST_AUDIENCE },
            Unit::People,
            Fallback::Nothing,
            "any whole number from the first to the second, both ends in",
            "tout nombre entier du premier au second, bornes comprises",
        )
        .ends(UNIFORM),
        Key::table(
            "negative_binomial",
            "negative binomial, variance mean + mean^2 / dispersion",
            "binomiale négative, variance mean + mean^2 / dispersion",
        ),
        Key::number(
            "negative_binomial.mean", Words { en: "the mean of {it} (negative binomial)", fr: "la moyenne de {it} (binomiale négative)" },
            Kind::Number { min: 0.0, max: LARGEST, above: false },
            Unit::People,
            Fallback::Required,
            "mean",
            "moyenne",
        )
        .field(field!(audience: Audience::NegativeBinomial { mean, .. } => mean)),
        Key::number(
            "negative_binomial.dispersion", Words { en: "the dispersion of {it}", fr: "la dispersion de {it}" },
            Kind::Number { min: 0.0, max: LARGEST, above: true },
            Unit::None,
            Fallback::Required,
            "dispersion; the smaller, the more unequal the tellers",
            "dispersion ; plus elle est petite, plus les personnes diffèrent",
        )
        .field(field!(audience: Audience::NegativeBinomial { dispersion, .. } => dispersion)),
        Key::number(
            "geometric", Words { en: "the mean of {it} (geometric)", fr: "la moyenne de {it} (géométrique)" },
            Kind::Number { min: 0.0, max: LARGEST, above: false },
            Unit::People,
            Fallback::Nothing,
            "geometric on 0, 1, 2, ... with this mean",
            "géométrique sur 0, 1, 2, ... de cette moyenne",
        )
        .field(field!(audience: Audience::Geometric(mean) => mean)),
        Key::table(
            "lognormal",
            "log-normal, rounded half up to a whole number",
            "log-normale, arrondie au nombre entier",
        ),
        Key::number(
            "lognormal.median", Words { en: "the median of {it}", fr: "la médiane de {it}" },
            Kind::Number { min: 0.0, max: LARGEST, above: true },
            Unit::People,
            Fallback::Required,
            "median before rounding",
            "médiane avant arrondi",
        )
        .field(field!(audience: Audience::LogNormal { median, .. } => median)),
        Key::number(
            "lognormal.sigma", Words { en: "the spread of {it}", fr: "l'étalement de {it}" },
            Kind::Number { min: 0.0, max: 5.0, above: false },
            Unit::None,
            Fallback::Required,
            "standard deviation of the logarithm",
            "écart type du logarithme",
        )
        .field(field!(audience: Audience::LogNormal { sigma, .. } => sigma)),
        Key::table(
            "zipf",
            "k from 1 to max with probability proportional to k^-exponent",
            "k de 1 à max avec une probabilité proportionnelle à k^-exponent",
        ),
        Key::number(
            "zipf.exponent", Words { en: "the exponent of {it}", fr: "l'exposant de {it}" },
            Kind::Number { min: 0.0, max: 100.0, above: false },
            Unit::None,
            Fallback::Required,
            "exponent; the larger, the rarer large audiences",
            "exposant ; plus il est grand, plus les grands auditoires sont rares",
        )
        .field(field!(audience: Audience::Zipf { exponent, .. } => exponent)),
        Key::number(
            "zipf.max", Words { en: "the limit of {it}", fr: "la limite de {it}" },
            Kind::Count { min: 1, max: 1_000_000 },
            Unit::People,
            Fallback::Required,
            "largest audience",
            "plus grand auditoire",
        )
        .field(field!(audience: Audience::Zipf { max, .. } => max)),
        Key::number(
            "empirical", Words { en: "the weight of {end} in {it}", fr: "le poids de {end} dans {it}" },
            Kind::Weights,
            Unit::Weight,
            Fallback::Nothing,
            "numbers of people with their weights, such as { \"0\" = 69, \"1\" = 8, \"2\" = 8 }",
            "nombres de personnes et leurs poids, par exemple { \"0\" = 69, \"1\" = 8, \"2\" = 8 }",
        )
        .field(EMPIRICAL),
        Key::new(
            "file",
            Kind::File,
            Unit::None,
            Fallback::Nothing,
            "a CSV file of raw answers, one person a line: each answer is as likely as it is frequent; empty ones are passed over",
            "un fichier CSV de réponses brutes, une personne par ligne : chacune a la probabilité de sa fréquence ; les vides ne \
             comptent pas",
        )
        .example("file = \"told.csv\""),
        Key::new(
            "column",
            Kind::Column,
            Unit::None,
            Fallback::Derived("the only column", "la seule colonne"),
            "the column of the file that says how many were told: its name or number",
            "la colonne du fichier qui dit combien de personnes ont été informées : son nom ou son numéro",
        )
        .example("column = \"told\""),
        Key::number(
            "indignation", Words { en: "the {end} of {it} by indignation", fr: "le {end} de {it} selon l'indignation" },
            Kind::Range { max: 1_000_000 },
            Unit::People,
            Fallback::Nothing,
            "from the first number to the second by how indignant the customer is; needs [service]",
            "du premier nombre au second selon l'indignation du client ; demande [service]",
        )
        .ends(INDIGNATION),
        Key::number(
            "per_contact", Words { en: "the share of contacts told in {it}", fr: "la part des contacts informés dans {it}" },
            Kind::PerContact,
            Unit::Share,
            Fallback::Nothing,
            "on a network, each contact is told with this probability; \"weight\": the contact's own; \
             \"inverse_degree\": 1 / in-degree of the listener",
            "sur un réseau, chaque contact est informé avec cette probabilité ; \"weight\" : celle du \
             contact ; \"inverse_degree\" : 1 / degré entrant de l'auditeur",
        )
        .field(field!(audience: Audience::PerContact(chance) => chance)),
    ],
};
