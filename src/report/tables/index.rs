use crate::report::column::{Column, Field, Row, TableInfo};
use crate::report::shared_columns::{SCENARIO, VARIANT};

/// What became of a variant of a scenario.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// All its replicates are in the tables.
    Complete,
    /// It ended with an error; the message says which.
    Failed,
    /// It was not run, because the batch stopped before.
    Missing,
    /// Its file cannot be run; the message says why.
    Invalid,
}

impl Status {
    /// The value in `index.csv`.
    pub const fn name(self) -> &'static str {
        match self {
            Status::Complete => "complete",
            Status::Failed => "failed",
            Status::Missing => "missing",
            Status::Invalid => "invalid",
        }
    }
}

/// A row of `index.csv`: one variant of one scenario.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct IndexRow<'a> {
    /// The scenario's name.
    pub scenario: &'a str,
    /// The variant's name.
    pub variant: &'a str,
    /// The scenario file, relative to the directory given; `None` for a built-in scenario.
    pub file: Option<&'a str>,
    /// What became of it.
    pub status: Status,
    /// How many replicates were drawn, if it is complete.
    pub replicates: Option<u64>,
    /// Why it stopped there, if it is complete.
    pub stop_reason: Option<&'a str>,
    /// The hash of the scenario's meaning.
    pub fingerprint: &'a str,
    /// Why it failed.
    pub message: Option<&'a str>,
}

impl Row for IndexRow<'_> {
    const TABLE: TableInfo = TableInfo {
        name: "index",
        file: "index.csv",
        meaning: [
            "every variant of every scenario, and what became of it",
            "chaque variante de chaque scénario, et ce qu'il en est advenu",
        ],
    };

    fn fields() -> Vec<Field<Self>> {
        let file = Column::text(
            "file",
            "the scenario file, relative to the directory given; empty for a built-in scenario",
            "le fichier du scénario, relatif au dossier donné ; vide pour un scénario intégré",
        );
        let status = Column::text(
            "status",
            "complete, failed, missing or invalid",
            "complete (terminé), failed (échoué) missing (absent) ou invalid (fichier invalide)",
        );
        let replicates = Column::count("replicates", "replicates", "replicates drawn", "réplications tirées");
        let stop_reason = Column::text(
            "stop_reason",
            "why it stopped there: fixed, precise or max_replicates",
            "pourquoi l'arrêt : fixed (nombre demandé), precise (précision atteinte) ou max_replicates (maximum atteint)",
        );
        let fingerprint = Column::text(
            "fingerprint",
            "hash of the scenario's meaning: comments and the order of keys do not change it",
            "empreinte du sens du scénario : ni les commentaires ni l'ordre des clés ne la changent",
        );
        let message = Column::text(
            "message",
            "why it failed, or what to know of it",
            "pourquoi il a échoué, ou ce qu'il faut en savoir",
        );
        vec![
            Field::new(SCENARIO, |row| row.scenario.into()),
            Field::new(VARIANT, |row| row.variant.into()),
            Field::new(file.optional(), |row| row.file.into()),
            Field::new(status, |row| row.status.name().into()),
            Field::new(replicates, |row| row.replicates.into()),
            Field::new(stop_reason.optional(), |row| row.stop_reason.into()),
            Field::new(fingerprint, |row| row.fingerprint.into()),
            Field::new(message.optional(), |row| row.message.into()),
        ]
    }
}
