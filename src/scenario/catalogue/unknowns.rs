use super::key::{Fallback, Key, Kind, Scope, Section, Unit, Words};

/// How a section is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scenario) enum Form {
    /// A table of the keys of the catalogue.
    Table,
    /// A table of paths, each with a law.
    Laws,
    /// Tables in double brackets, one after the other.
    List,
}

/// How the section at `path` is written.
pub(in crate::scenario) fn form(path: &str) -> Form {
    match path {
        "uncertainty" => Form::Laws,
        "correlation" | "expect" | "change" => Form::List,
        _ => Form::Table,
    }
}

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

const fn law(path: &'static str, words: [&'static str; 2], en: &'static str, fr: &'static str) -> Key {
    key(path, Kind::Form(words), Fallback::Nothing, en, fr)
}

/// Numbers that nobody knows.
pub(super) const UNCERTAINTY: Section = Section {
    path: "uncertainty",
    always: false,
    meaning: [
        "Unknowns: numbers that nobody knows, each with a law instead of a value. The key is the number's path in quotes; one \
         value is drawn for each replicate, from the part of the law that is in the range of the number. Whoever sets the \
         number later (a child file, a variant, --set) makes it known there. Any number of the model can be unknown, but not \
         those of [network] and [run].",
        "Inconnues : nombres que personne ne connaît, chacun avec une loi au lieu d'une valeur. La clé est le chemin du nombre \
         entre guillemets ; une valeur est tirée à chaque réplication, dans la partie de la loi qui est dans l'étendue du \
         nombre. Qui fixe le nombre plus tard (fichier enfant, variante, --set) le rend connu. Tout nombre du modèle peut \
         être inconnu, sauf ceux de [network] et de [run].",
    ],
    keys: &[
        law(
            "*.pert",
            ["[lowest, most likely, highest]", "[min, plus probable, max]"],
            "PERT, the bell between three numbers that a person can name: mean (lowest + 4 most likely + highest) / 6",
            "PERT, la cloche entre trois nombres qu'une personne peut citer : moyenne (min + 4 plus probable + max) / 6",
        )
        .example("\"customers.observed_voice_rate\" = { pert = [0.02, 0.037, 0.06] }"),
        law(
            "*.interval",
            ["[5 %, 95 %]", "[5 %, 95 %]"],
            "nine times in ten between these two: 5 % below, 5 % above",
            "neuf fois sur dix entre ces deux nombres : 5 % dessous, 5 % dessus",
        )
        .example("\"damage.customer_value\" = { interval = [150, 400], shape = \"lognormal\" }"),
        key(
            "*.shape",
            Kind::Word(&["normal", "lognormal", "beta"]),
            Fallback::Toml("\"normal\""),
            "the law of an interval",
            "la loi d'un intervalle",
        ),
        law(
            "*.uniform",
            ["[lowest, highest]", "[min, max]"],
            "every number between alike",
            "tous les nombres entre les deux également",
        ),
        law(
            "*.triangular",
            ["[lowest, most likely, highest]", "[min, plus probable, max]"],
            "a triangle",
            "un triangle",
        ),
        law("*.normal", ["{ mean, sd }", "{ mean, sd }"], "the normal law", "la loi normale"),
        law(
            "*.lognormal",
            ["{ median, sigma }", "{ median, sigma }"],
            "the lognormal law; sigma is the standard deviation of the logarithm",
            "la loi lognormale ; sigma est l'écart type du logarithme",
        ),
        law(
            "*.beta",
            ["{ a, b }", "{ a, b }"],
            "the beta law, of shares: a - 1 of a + b - 2 people asked said yes",
            "la loi bêta, pour des parts : a - 1 personnes interrogées sur a + b - 2 ont dit oui",
        ),
        law("*.gamma", ["{ mean, sd }", "{ mean, sd }"], "the gamma law", "la loi gamma"),
        law(
            "*.choice",
            ["{ \"number\" = weight, ... }", "{ \"nombre\" = poids, ... }"],
            "one of some numbers",
            "un nombre parmi quelques-uns",
        ),
        key("*.source", Kind::Text, Fallback::Nothing, "where the law comes from", "d'où vient la loi"),
    ],
};

/// Unknowns that go together.
pub(super) const CORRELATION: Section = Section {
    path: "correlation",
    always: false,
    meaning: [
        "Two unknowns that go together: a Gaussian copula with this rank correlation (Spearman's). One [[correlation]] for each \
         pair; pairs that are not named are independent. A child file that has any replaces all of its parent's.",
        "Deux inconnues qui vont ensemble : une copule gaussienne de cette corrélation des rangs (Spearman). Un [[correlation]] \
         par paire ; les paires non nommées sont indépendantes. Un fichier enfant qui en a remplace toutes celles du parent.",
    ],
    keys: &[
        key("between", Kind::Texts, Fallback::Required, "the paths of two unknowns", "les chemins de deux inconnues")
            .example("between = [\"customers.observed_voice_rate\", \"damage.customer_value\"]"),
        number(
            "rank",
            Words { en: "the rank correlation", fr: "la corrélation des rangs" },
            Kind::Number { min: -1.0, max: 1.0, above: false },
            Fallback::Required,
            "their rank correlation",
            "leur corrélation des rangs",
        )
        .example("rank = 0.5"),
    ],
};

/// Promises that a script can test.
pub(super) const EXPECT: Section = Section {
    path: "expect",
    always: false,
    meaning: [
        "A promise: a number of the results lies in a range. Where it does not, the run ends with exit code 3, after all tables \
         are written. A child file that has any [[expect]] replaces all of its parent's.",
        "Une promesse : un nombre des résultats est dans une étendue. Sinon la simulation finit avec le code 3, une fois tous \
         les tableaux écrits. Un fichier enfant qui a un [[expect]] remplace tous ceux du parent.",
    ],
    keys: &[
        key("metric", Kind::Metric, Fallback::Required, "the metric", "l'indicateur").example("metric = \"aware\""),
        key(
            "statistic",
            Kind::Word(&super::super::expectation::STATISTICS),
            Fallback::Toml("\"mean\""),
            "what of it; `probability` goes with at_least",
            "ce qu'on en regarde ; `probability` va avec at_least",
        )
        .example("statistic = \"mean\""),
        number(
            "at_least",
            Words { en: "the threshold of a promise", fr: "le seuil d'une promesse" },
            Kind::Number { min: -1e15, max: 1e15, above: false },
            Fallback::Nothing,
            "with `probability`: the share of replicates in which the metric is at least this",
            "avec `probability` : la part des réplications où l'indicateur vaut au moins ceci",
        ),
        law("between", ["[lowest, highest]", "[min, max]"], "the range, both ends in", "l'étendue, bornes comprises")
            .example("between = [300, 335]"),
        key(
            "variant",
            Kind::Text,
            Fallback::Derived("the baseline", "la référence"),
            "the variant it is about",
            "la variante concernée",
        ),
        key(
            "difference",
            Kind::Flag,
            Fallback::Toml("false"),
            "true: the variant less the baseline, replicate by replicate",
            "true : la variante moins la référence, réplication par réplication",
        ),
    ],
};
