use super::key::{Fallback, Key, Kind, Scope, Section, Unit, Words};

/// The most replicates of one run.
const MOST_REPLICATES: u64 = 1_000_000_000;

/// Doubts that are known.
pub(super) const ALLOW: Section = Section {
    path: "allow",
    always: false,
    meaning: [
        "Doubts that are known: `check` and `run` do not tell them again.",
        "Les doutes déjà connus : `check` et `run` ne les redisent pas.",
    ],
    keys: &[Key::new(
        "lints",
        Kind::Texts,
        Unit::None,
        Fallback::Nothing,
        "their codes, as a warning shows them in brackets",
        "leurs codes, tels que l'avertissement les montre entre crochets",
    )
    .example("lints = [\"money-without-period\"]")
    .scope(Scope::Scenario)],
};

/// How the scenario is run.
pub(super) const SECTION: Section = Section {
    path: "run",
    always: true,
    meaning: [
        "How the scenario is run; the same for all variants.",
        "Comment le scénario est simulé ; pareil pour toutes les variantes.",
    ],
    keys: &[
        Key::number(
            "replicates",
            Words { en: "the number of replicates", fr: "le nombre de réplications" },
            Kind::Count { min: 1, max: MOST_REPLICATES },
            Unit::Replicates,
            Fallback::Toml("10_000"),
            "random realizations of the scenario",
            "réalisations aléatoires du scénario",
        )
        .scope(Scope::Scenario),
        Key::number(
            "seed",
            Words { en: "the master seed", fr: "la graine" },
            Kind::Count { min: 0, max: u64::MAX },
            Unit::None,
            Fallback::Toml("317"),
            "the master seed: the number that reproduces a run; 0 is a seed",
            "la graine : le nombre qui reproduit une simulation ; 0 est une graine",
        )
        .scope(Scope::Scenario),
        Key::number(
            "max_people",
            Words { en: "the largest number of people", fr: "le plus grand nombre de personnes" },
            Kind::Count { min: 1, max: 1_000_000_000_000_000 },
            Unit::People,
            Fallback::Toml("1_000_000_000"),
            "a replicate that passes this number of people ends the run with an error",
            "une réplication qui dépasse ce nombre de personnes arrête la simulation par une erreur",
        )
        .scope(Scope::Scenario),
        Key::table(
            "precision",
            "stop when the half-width of the 95 % interval of a mean is small enough",
            "arrêter quand la demi-largeur de l'intervalle à 95 % d'une moyenne est assez petite",
        )
        .example("precision = { metric = \"reach\", relative = 0.01 }")
        .scope(Scope::Scenario),
        Key::new(
            "precision.metric",
            Kind::Metric,
            Unit::None,
            Fallback::Required,
            "the metric looked at",
            "l'indicateur regardé",
        )
        .scope(Scope::Scenario),
        Key::number(
            "precision.relative",
            Words { en: "the precision asked for", fr: "la précision demandée" },
            Kind::Number { min: 0.0, max: 1.0, above: true },
            Unit::Share,
            Fallback::Required,
            "half-width over the mean",
            "demi-largeur sur la moyenne",
        )
        .scope(Scope::Scenario),
        Key::number(
            "precision.max_replicates",
            Words { en: "the largest number of replicates", fr: "le plus grand nombre de réplications" },
            Kind::Count { min: 1, max: MOST_REPLICATES },
            Unit::Replicates,
            Fallback::Toml("1_000_000"),
            "replicates at which to stop in any case",
            "nombre de réplications auquel arrêter dans tous les cas",
        )
        .scope(Scope::Scenario),
    ],
};
