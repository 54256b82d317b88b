use super::customers::MOST_CUSTOMERS;
use super::fields::field;
use super::key::{Fallback, Key, Kind, Scope, Section, Unit, Words};
use crate::model::{MOST_PERIODS, Periods};

/// Several periods, one after the other.
pub(super) const SECTION: Section = Section {
    path: "periods",
    always: false,
    meaning: [
        "Several periods, one after the other. From customers.served: who leaves is served no more, newcomers come, so that the \
         next period serves served - customers lost + max(0, arrivals - prospects lost + prospects won); with other origins every \
         period is let down alike. Counts of the results are sums over the periods, money is discounted; periods.csv has each \
         period. On a network who left is a customer no more, and who knows is not reached again; aware is then summed up as those \
         who ever knew.",
        "Plusieurs périodes, l'une après l'autre. À partir de customers.served : qui part n'est plus servi, de nouveaux arrivent, \
         de sorte que la période suivante sert servis - clients perdus + max(0, arrivals - prospects perdus + prospects gagnés) ; \
         avec une autre origine, chaque période déçoit pareillement. Les effectifs des résultats sont des sommes sur les périodes, \
         l'argent est actualisé ; periods.csv donne chaque période. Sur un réseau, qui est parti n'est plus client et qui sait \
         n'est plus touché ; la somme d'aware compte alors ceux qui ont jamais su.",
    ],
    keys: &[
        Key::number(
            "count", Words { en: "the number of periods", fr: "le nombre de périodes" },
            Kind::Count { min: 1, max: MOST_PERIODS },
            Unit::Periods,
            Fallback::Required,
            "how many periods",
            "combien de périodes",
        )
        .field(field!(periods: Periods { count, .. } => count))
        .example("count = 12"),
        Key::number(
            "discount", Words { en: "the discount rate", fr: "le taux d'actualisation" },
            Kind::Number { min: 0.0, max: 1.0, above: false },
            Unit::Share,
            Fallback::Toml("0.0"),
            "discount rate per period, on all money: period t counts 1 / (1 + discount)^(t - 1)",
            "taux d'actualisation par période, sur tout l'argent : la période t compte 1 / (1 + discount)^(t - 1)",
        )
        .field(field!(periods: Periods { discount, .. } => discount)),
        Key::number(
            "arrivals", Words { en: "the number of new customers per period", fr: "le nombre de nouveaux clients par période" },
            Kind::Count { min: 0, max: MOST_CUSTOMERS },
            Unit::People,
            Fallback::Toml("0"),
            "new customers each period, before those whom word of mouth deters or wins",
            "nouveaux clients à chaque période, avant ceux que le bouche-à-oreille dissuade ou gagne",
        )
        .field(field!(periods: Periods { arrivals, .. } => arrivals)),
        Key::number(
            "learning", Words { en: "the learning from complaints", fr: "l'apprentissage par les réclamations" },
            Kind::Probability,
            Unit::Share,
            Fallback::Toml("0.0"),
            "what the firm learns from its complaints: the next period's problem rate is this one's times 1 - learning x complaints / \
             dissatisfied (an assumption); needs customers.problem_rate",
            "ce que l'entreprise apprend de ses réclamations : le taux de problèmes de la période suivante est celui-ci fois \
             1 - learning x réclamations / insatisfaits (une hypothèse) ; demande customers.problem_rate",
        )
        .field(field!(periods: Periods { learning, .. } => learning)),
        Key::number(
            "forgetting", Words { en: "the share who forget by the next period", fr: "la part de ceux qui oublient d'une période à l'autre" },
            Kind::Probability,
            Unit::Share,
            Fallback::Toml("0.0"),
            "on a network: the chance that someone who knows has forgotten by the next period, and can be reached anew (an assumption)",
            "sur un réseau : la probabilité que quelqu'un qui sait ait oublié à la période suivante, et puisse être touché à nouveau \
             (une hypothèse)",
        )
        .field(field!(periods: Periods { forgetting, .. } => forgetting)),
    ],
};

const fn key(path: &'static str, kind: Kind, fallback: Fallback, en: &'static str, fr: &'static str) -> Key {
    Key::new(path, kind, Unit::None, fallback, en, fr).scope(Scope::Scenario)
}

const fn number(
    path: &'static str,
    words: Words,
    kind: Kind,
    fallback: Fallback,
    en: &'static str,
    fr: &'static str,
) -> Key {
    Key::number(path, words, kind, Unit::None, fallback, en, fr).scope(Scope::Scenario)
}

const PERIOD: Kind = Kind::Count { min: 1, max: MOST_PERIODS };

/// What is otherwise from some period on.
pub(super) const CHANGE: Section = Section {
    path: "change",
    always: false,
    meaning: [
        "A change at a date, with [periods]: some numbers or audiences are others from one period on. Changes hold in order, the \
         later over the earlier. A variant has its own as [[variants.NAME.change]], after those of the scenario. A child file that \
         has any [[change]] replaces all of its parent's.",
        "Un changement daté, avec [periods] : certains nombres ou auditoires sont autres à partir d'une période. Les changements \
         valent dans l'ordre, le suivant par-dessus le précédent. Une variante a les siens, [[variants.NOM.change]], après ceux du \
         scénario. Un fichier enfant qui a un [[change]] remplace tous ceux du parent.",
    ],
    keys: &[
        number(
            "from",
            Words { en: "the first period of a change", fr: "la première période d'un changement" },
            PERIOD,
            Fallback::Toml("1"),
            "the first period in which it holds",
            "la première période où il vaut",
        )
        .example("from = 4"),
        number(
            "until",
            Words { en: "the last period of a change", fr: "la dernière période d'un changement" },
            PERIOD,
            Fallback::Derived("the last period", "la dernière période"),
            "the last period in which it holds",
            "la dernière période où il vaut",
        ),
        number(
            "fades",
            Words { en: "the half-life of a change", fr: "la demi-vie d'un changement" },
            Kind::Number { min: 0.0, max: 1e6, above: true },
            Fallback::Derived("it lasts", "il dure"),
            "half-life in periods: after so many only half of the distance from the value without it is left (training that is \
             not renewed); numbers only",
            "demi-vie en périodes : après ce temps, il ne reste que la moitié de l'écart à la valeur sans lui (une formation non \
             renouvelée) ; nombres seulement",
        ),
        key(
            "set",
            Kind::Form(["{ \"PATH\" = VALUE, ... }", "{ \"CHEMIN\" = VALEUR, ... }"]),
            Fallback::Required,
            "what it sets, as in a variant: numbers and audiences",
            "ce qu'il fixe, comme dans une variante : nombres et auditoires",
        )
        .example("set = { \"voice.asked\" = 1.0 }"),
    ],
};
