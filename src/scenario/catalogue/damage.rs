use super::field::Field;
use super::fields::field;
use super::key::{Fallback, Key, Kind, Scope, Section, Unit, Words};

/// An amount of money that is never negative.
const MONEY: Kind = Kind::Number { min: 0.0, max: 1e15, above: false };

const fn money(path: &'static str, words: Words, field: Field, en: &'static str, fr: &'static str) -> Key {
    Key::number(path, words, MONEY, Unit::Money, Fallback::Toml("0.0"), en, fr).field(field)
}

const fn share(path: &'static str, words: Words, field: Field, en: &'static str, fr: &'static str) -> Key {
    Key::number(path, words, Kind::Probability, Unit::Share, Fallback::Toml("0.0"), en, fr).field(field)
}

/// Stage 7: what it costs.
pub(super) const SECTION: Section = Section {
    path: "damage",
    always: true,
    meaning: [
        "What it costs, in one currency, for one period.",
        "Ce que cela coûte, dans une devise, pour une période.",
    ],
    keys: &[
        Key::new(
            "currency",
            Kind::Text,
            Unit::None,
            Fallback::Toml("\"EUR\""),
            "the currency of all money; a label",
            "la devise de tous les montants ; une étiquette",
        )
        .scope(Scope::Scenario),
        money(
            "customer_value",
            Words { en: "the value of a customer", fr: "la valeur d'un client" },
            field!(damage.customer_value),
            "what a customer who leaves would have spent over the horizon",
            "ce qu'un client qui part aurait dépensé sur l'horizon",
        ),
        money(
            "prospect_value",
            Words { en: "the value of a prospect", fr: "la valeur d'un prospect" },
            field!(damage.prospect_value),
            "what a prospect would have spent over the horizon",
            "ce qu'un prospect aurait dépensé sur l'horizon",
        ),
        share(
            "listeners_in_market",
            Words { en: "the share of listeners in the market", fr: "la part des auditeurs du marché" },
            field!(damage.listeners_in_market),
            "share of the people reached who are customers or prospects",
            "part des personnes touchées qui sont clients ou prospects",
        ),
        share(
            "deterred",
            Words { en: "the share of listeners deterred", fr: "la part des auditeurs dissuadés" },
            field!(damage.deterred),
            "share of those who are deterred by ill word of mouth",
            "part de ceux-ci qu'un mauvais bouche-à-oreille dissuade",
        ),
        share(
            "won",
            Words { en: "the share of listeners won", fr: "la part des auditeurs gagnés" },
            field!(damage.won),
            "share of those who are won by good word of mouth",
            "part de ceux-ci qu'un bon bouche-à-oreille gagne",
        ),
        money(
            "complaint_cost",
            Words { en: "the cost of a complaint", fr: "le coût d'une réclamation" },
            field!(damage.complaint_cost),
            "what handling a complaint costs",
            "ce que coûte le traitement d'une réclamation",
        ),
        money(
            "recovery_cost",
            Words { en: "the extra cost of a recovery", fr: "le surcoût d'un réclamant satisfait" },
            field!(damage.recovery_cost),
            "what recovering one costs in addition",
            "ce que coûte en plus un réclamant satisfait de la réponse",
        ),
        money(
            "asking_cost",
            Words { en: "the cost of asking a customer", fr: "le coût d'un client interrogé" },
            field!(damage.asking_cost),
            "what asking one customer costs: voice.asked of all customers served are asked, so customers.served must be known",
            "ce que coûte d'interroger un client : voice.asked de tous les clients servis le sont, donc customers.served doit être connu",
        ),
        money(
            "fixed_cost",
            Words { en: "the cost of the measure", fr: "le coût de la mesure" },
            field!(damage.fixed_cost),
            "what the measure itself costs",
            "ce que coûte la mesure elle-même",
        ),
    ],
};
