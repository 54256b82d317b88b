use super::fields::{FIXED, STAYS, field};
use super::key::{Fallback, Key, Kind, LARGEST_WEIGHT, Scope, Section, Unit, Words};
use crate::model::Group;

const KEYS: &[Key] = &[
    Key::number(
        "stays",
        Words { en: "the share of {who} who stay", fr: "la part de {who} qui restent" },
        Kind::Probability,
        Unit::Share,
        Fallback::Toml("1.0"),
        "probability that such a customer keeps buying",
        "probabilité qu'un tel client continue d'acheter",
    )
    .field(STAYS),
    Key::number(
        "audience",
        Words { en: "the audience of {who}", fr: "l'auditoire de {who}" },
        Kind::Audience,
        Unit::People,
        Fallback::Toml("0"),
        "how many people each of them tells, when all are alike: one group called `all`",
        "à combien de personnes chacun en parle, quand tous se ressemblent : un seul groupe nommé `all`",
    )
    .field(FIXED),
    Key::table("groups", "named groups who tell differently", "groupes nommés qui en parlent différemment")
        .example("groups.vocal = { share = 3, audience = 20 }"),
    Key::table("groups.*", "one group", "un groupe"),
    Key::number(
        "groups.*.share",
        Words { en: "the weight of {who}", fr: "le poids de {who}" },
        Kind::Number { min: 0.0, max: LARGEST_WEIGHT, above: false },
        Unit::Weight,
        Fallback::Toml("1.0"),
        "its weight among the groups of the outcome; 0 drops the group",
        "son poids parmi les groupes de l'issue ; 0 supprime le groupe",
    )
    .field(field!(group: Group { share, .. } => share)),
    Key::number(
        "groups.*.audience",
        Words { en: "the audience of {who}", fr: "l'auditoire de {who}" },
        Kind::Audience,
        Unit::People,
        Fallback::Toml("0"),
        "how many people each of them tells",
        "à combien de personnes chacun en parle",
    )
    .field(FIXED),
    Key::number(
        "groups.*.stays",
        Words { en: "the share of {who} who stay", fr: "la part de {who} qui restent" },
        Kind::Probability,
        Unit::Share,
        Fallback::Derived("that of the outcome", "celle de l'issue"),
        "the group's own probability to keep buying",
        "probabilité propre au groupe de continuer d'acheter",
    )
    .field(field!(group: Group { stays, .. } => stays)),
    Key::new(
        "groups.*.title",
        Kind::Title,
        Unit::None,
        Fallback::Nothing,
        "what to call the group in figures and pages; tables have its name",
        "comment appeler le groupe dans les figures et les pages ; les tables ont son nom",
    )
    .scope(Scope::Scenario),
];

/// Stage 4: dissatisfied and not complaining.
pub(super) const SILENT: Section = Section {
    path: "silent",
    always: true,
    meaning: [
        "Dissatisfied customers who did not complain: whom they tell, whether they stay.",
        "Insatisfaits silencieux, qui n'ont pas réclamé : à qui ils en parlent, s'ils restent.",
    ],
    keys: KEYS,
};

/// Stage 4: complained in vain.
pub(super) const UNRESOLVED: Section = Section {
    path: "unresolved",
    always: true,
    meaning: [
        "Customers whose complaint was not handled to their satisfaction.",
        "Clients dont la réclamation n'a pas été traitée à leur satisfaction.",
    ],
    keys: KEYS,
};

/// Stage 4: complained and won back.
pub(super) const RECOVERED: Section = Section {
    path: "recovered",
    always: true,
    meaning: [
        "Customers whose complaint was handled to their satisfaction; what they tell is good.",
        "Clients dont la réclamation a été traitée à leur satisfaction ; ils en disent du bien.",
    ],
    keys: KEYS,
};

/// Stage 4: not let down.
pub(super) const SATISFIED: Section = Section {
    path: "satisfied",
    always: true,
    meaning: [
        "Customers who were not let down (known with customers.served only); what they tell is good.",
        "Clients qui n'ont pas été déçus (connus avec customers.served seulement) ; ils en disent du bien.",
    ],
    keys: KEYS,
};

/// Stage 5: who passes it on.
pub(super) const RETELLING: Section = Section {
    path: "retelling",
    always: true,
    meaning: [
        "Listeners who pass it on; each decides once, when hearing it first.",
        "Auditeurs qui répètent ; chacun décide une fois, à la première écoute.",
    ],
    keys: &[
        Key::number(
            "rate",
            Words { en: "the share of listeners who retell", fr: "la part des auditeurs qui répètent" },
            Kind::Probability,
            Unit::Share,
            Fallback::Toml("0.0"),
            "probability that a first-hand listener retells",
            "probabilité qu'un auditeur de première main répète",
        )
        .field(field!(retelling.rate)),
        Key::number(
            "audience",
            Words { en: "the audience of those who retell", fr: "l'auditoire de ceux qui répètent" },
            Kind::Audience,
            Unit::People,
            Fallback::Toml("0"),
            "how many people each of them tells",
            "à combien de personnes chacun en parle",
        )
        .field(FIXED),
        Key::number(
            "generations",
            Words { en: "the last generation that hears", fr: "la dernière génération qui entend" },
            Kind::Generations,
            Unit::Generations,
            Fallback::Toml("1"),
            "the last generation that hears: 1 is first-hand only, \"unlimited\" goes on until it ends by \
             itself",
            "dernière génération qui entend : 1 est de première main seulement, \"unlimited\" continue \
             jusqu'à extinction",
        )
        .field(field!(retelling.generations)),
        Key::number(
            "decay",
            Words { en: "the retelling factor per generation", fr: "le facteur de répétition par génération" },
            Kind::Probability,
            Unit::Share,
            Fallback::Toml("1.0"),
            "factor on the rate for each further generation",
            "facteur sur le taux à chaque génération suivante",
        )
        .field(field!(retelling.decay)),
    ],
};
