use crate::vocabulary::Language;

/// The headings of a workbook.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    pub(super) decision: &'static str,
    pub(super) dictionary: &'static str,
    pub(super) scenario: &'static str,
    pub(super) table: &'static str,
    pub(super) column: &'static str,
    pub(super) kind: &'static str,
    pub(super) unit: &'static str,
    pub(super) meaning: &'static str,
    pub(super) line: &'static str,
    pub(super) sources: &'static str,
    pub(super) again: &'static str,
    pub(super) warnings: &'static str,
    pub(super) variant: &'static str,
    pub(super) mean: &'static str,
    pub(super) cut: &'static str,
}

impl Words {
    pub(super) const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &ENGLISH,
            Language::Fr => &FRENCH,
        }
    }
}

/// Names of tables whose sheets are called otherwise in French; the others, and those that others add, keep theirs.
const SHEETS: [(&str, &str); 9] = [
    ("summary", "résumé"),
    ("comparison", "comparaison"),
    ("groups", "groupes"),
    ("generations", "générations"),
    ("exact", "lois exactes"),
    ("unknowns", "inconnues"),
    ("timeline", "chronologie"),
    ("periods", "périodes"),
    ("index", "sommaire"),
];

/// What the sheet of a table is called.
pub(super) fn sheet_name(table: &str, language: Language) -> &str {
    let known = SHEETS.iter().find(|(name, _)| language == Language::Fr && *name == table);
    known.map_or(table, |(_, french)| french)
}

const ENGLISH: Words = Words {
    decision: "decision",
    dictionary: "dictionary",
    scenario: "scenario",
    table: "table",
    column: "column",
    kind: "type",
    unit: "unit",
    meaning: "meaning",
    line: "the scenario as it was run",
    sources: "sources",
    again: "to get the same numbers",
    warnings: "warnings",
    variant: "variant",
    mean: "mean",
    cut: "this table has more rows than a sheet: the rest is in its CSV file",
};

const FRENCH: Words = Words {
    decision: "décision",
    dictionary: "dictionnaire",
    scenario: "scénario",
    table: "table",
    column: "colonne",
    kind: "type",
    unit: "unité",
    meaning: "sens",
    line: "le scénario tel qu’il a été simulé",
    sources: "sources",
    again: "pour retrouver les mêmes nombres",
    warnings: "avertissements",
    variant: "variante",
    mean: "moyenne",
    cut: "cette table a plus de lignes qu’une feuille\u{202f}: la suite est dans son fichier CSV",
};
