use super::key::{Fallback, Key, Kind, Scope, Section, Unit, Words};

/// The top of the file.
pub(super) const SECTION: Section = Section {
    path: "",
    always: true,
    meaning: ["What the file is, and what it builds on.", "Ce qu'est le fichier et sur quoi il s'appuie."],
    keys: &[
        Key::number(
            "schema_version",
            Words { en: "the version of the language", fr: "la version du langage" },
            Kind::Count { min: 1, max: 1 },
            Unit::None,
            Fallback::Toml("1"),
            "version of this language",
            "version de ce langage",
        )
        .hint("this version of rumeur reads version 1", "cette version de rumeur lit la version 1")
        .scope(Scope::File),
        Key::new(
            "title",
            Kind::Title,
            Unit::None,
            Fallback::Derived("the scenario's name", "le nom du scénario"),
            "what figures and reports call the scenario: one text, or { en = \"...\", fr = \"...\" }",
            "nom du scénario dans les figures et rapports : un texte, ou { en = \"...\", fr = \"...\" }",
        )
        .example("title = { en = \"My shop\", fr = \"Mon magasin\" }")
        .scope(Scope::Scenario),
        Key::new(
            "period",
            Kind::Text,
            Unit::None,
            Fallback::Toml("\"month\""),
            "the period that all counts and money belong to; a label",
            "la période à laquelle se rapportent tous les nombres ; une étiquette",
        )
        .scope(Scope::Scenario),
        Key::new(
            "extends",
            Kind::File,
            Unit::None,
            Fallback::Nothing,
            "a parent file, relative to this one; tables merge, arrays are replaced",
            "un fichier parent, relatif à celui-ci ; les tables fusionnent, les listes sont remplacées",
        )
        .scope(Scope::File),
        Key::new(
            "preset",
            Kind::Text,
            Unit::None,
            Fallback::Nothing,
            "published numbers to start from (`rumeur presets` lists them); not together with extends",
            "chiffres publiés de départ (`rumeur presets` les énumère) ; pas avec extends",
        )
        .scope(Scope::File),
        Key::new(
            "abstract",
            Kind::Flag,
            Unit::None,
            Fallback::Toml("false"),
            "true: a parent for other files only, not run by itself",
            "true : seulement un parent d'autres fichiers, jamais simulé seul",
        )
        .scope(Scope::File),
        Key::new(
            "variants",
            Kind::Table,
            Unit::None,
            Fallback::Nothing,
            "named changes of the scenario, each compared with its baseline",
            "changements nommés du scénario, chacun comparé à sa référence",
        )
        .scope(Scope::Scenario),
        Key::table("variants.*", "one variant; not called `baseline`", "une variante ; pas nommée `baseline`")
            .scope(Scope::Scenario),
        Key::new(
            "variants.*.title",
            Kind::Title,
            Unit::None,
            Fallback::Derived("the variant's name", "le nom de la variante"),
            "what figures and reports call the variant",
            "nom de la variante dans les figures et rapports",
        )
        .scope(Scope::Scenario),
        Key::table(
            "variants.*.set",
            "what the variant sets: dotted paths and values, such as { \"voice.asked\" = 1.0 }",
            "ce que fixe la variante : chemins pointés et valeurs, par exemple { \"voice.asked\" = 1.0 }",
        )
        .scope(Scope::Scenario),
    ],
};
