use std::path::{Path, PathBuf};
use std::{fmt, io};

use crate::scenario::Diagnostics;
use crate::text;
use crate::vocabulary::{Language, Noun, Say, Text, system_reason};

/// Why nothing was run: no number was drawn and no file was changed.
#[doc = include_str!("examples/results.md")]
#[derive(Debug)]
pub enum Refusal {
    /// Scenario files with errors, all of them.
    Scenarios(Diagnostics),
    /// A path that cannot be read.
    Unreadable {
        /// The path.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A directory without a scenario file that can be run.
    NoScenario(PathBuf),
    /// Only parents were given.
    OnlyAbstract,
    /// The output is a file, or lies where no directory can be made.
    BadOutput {
        /// The output directory.
        out: PathBuf,
        /// What is wrong with it.
        reason: Text,
    },
    /// Something is in the way that is not ours, or was changed.
    InTheWay {
        /// The output directory.
        out: PathBuf,
        /// What is in the way.
        reason: Text,
        /// Whether `--resume` would go on from it.
        resumes: bool,
    },
    /// Another run writes there now.
    Locked(PathBuf),
    /// It has the name of what an interrupted run leaves, but no run left it.
    NotLeftBehind(PathBuf),
    /// The replicates of a scenario cannot be shared out: it goes on until its mean is precise enough.
    PrecisionInShards(String),
    /// An interrupted run left complete scenarios, or replicates of one, and nothing says what is to become of them.
    Unfinished {
        /// Where they are.
        partial: PathBuf,
        /// How many; 0 where there are replicates only.
        complete: usize,
    },
}

impl Say for Refusal {
    fn text(&self) -> Text {
        match self {
            Self::Scenarios(diagnostics) => diagnostics.text(),
            Self::Unreadable { path, source } => unreadable(path, source),
            Self::NoScenario(path) => {
                let path = path.display();
                text!("no scenario file (*.toml) in {path}", "aucun fichier de scénario (*.toml) dans {path}")
            }
            Self::OnlyAbstract => Text::new(
                "nothing to run: every scenario given is `abstract = true`, a parent only",
                "rien à simuler : chaque scénario donné est `abstract = true`, un parent seulement",
            ),
            Self::BadOutput { out, reason } => {
                let (out, Text { en, fr }) = (out.display(), reason);
                text!("cannot write results to {out}: {en}", "impossible d'écrire les résultats dans {out} : {fr}")
            }
            Self::InTheWay { out, reason, .. } => {
                let (out, Text { en, fr }) = (out.display(), reason);
                text!("{out} is in the way: {en}", "{out} gêne : {fr}")
            }
            Self::Locked(out) => {
                let out = out.display();
                text!("another run is writing to {out}", "une autre simulation écrit dans {out}")
            }
            Self::NotLeftBehind(path) => {
                let path = path.display();
                text!(
                    "{path} is in the way: a run keeps its unfinished files there, and these are none",
                    "{path} gêne : une simulation y garde ses fichiers inachevés, et ceux-ci n'en sont pas"
                )
            }
            Self::PrecisionInShards(name) => text!(
                "{name}: run.precision looks at all replicates to see whether they are enough, and a shard has only its share",
                "{name} : run.precision regarde toutes les réplications pour voir si elles suffisent, et une partie n'a que les siennes"
            ),
            Self::Unfinished { partial, complete: 0 } => {
                let partial = partial.display();
                text!(
                    "{partial} holds replicates that an interrupted run drew",
                    "{partial} contient des réplications tirées par une simulation interrompue"
                )
            }
            Self::Unfinished { partial, complete } => {
                let (partial, [en, fr]) =
                    (partial.display(), [Language::En, Language::Fr].map(|l| COMPLETE.counted(*complete as u64, l)));
                text!(
                    "{partial} holds {en} of an interrupted run",
                    "{partial} contient {fr} d'une simulation interrompue"
                )
            }
        }
    }
}

const COMPLETE: Noun =
    Noun { en: ["complete scenario", "complete scenarios"], fr: ["scénario terminé", "scénarios terminés"] };

fn unreadable(path: &Path, source: &io::Error) -> Text {
    let (path, reason) = (path.display(), system_reason(source));
    let (en, fr) = (&reason.en, &reason.fr);
    text!("cannot read {path}: {en}", "impossible de lire {path} : {fr}")
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for Refusal {}

impl Refusal {
    /// What to do about it.
    pub fn hint(&self) -> Option<Text> {
        Some(match self {
            Self::InTheWay { resumes: false, .. } => Text::new(
                "move what is not of the run away, write elsewhere with `--out DIR`, or replace it all with `--force`",
                "déplacez ce qui n'est pas de la simulation, écrivez ailleurs avec `--out DOSSIER`, ou remplacez tout avec `--force`",
            ),
            Self::InTheWay { .. } => Text::new(
                "write elsewhere with `--out DIR`, go on from what is there with `--resume`, or replace it with `--force`",
                "écrivez ailleurs avec `--out DOSSIER`, reprenez ce qui est là avec `--resume` ou remplacez-le avec `--force`",
            ),
            Self::NotLeftBehind(_) => Text::new(
                "move it away, or write elsewhere with `--out DIR`",
                "déplacez-le, ou écrivez ailleurs avec `--out DOSSIER`",
            ),
            Self::Unfinished { .. } => Text::new(
                "go on from them with `--resume`, or run all again with `--force`",
                "continuez à partir de là avec `--resume`, ou recommencez tout avec `--force`",
            ),
            Self::PrecisionInShards(_) => Text::new(
                "take run.precision out and say how many with run.replicates, or share out whole scenarios with `--shard-by scenarios`",
                "retirez run.precision et dites combien avec run.replicates, ou répartissez des scénarios entiers avec `--shard-by scenarios`",
            ),
            Self::Locked(_) => Text::new(
                "wait for it, or write elsewhere with `--out DIR`",
                "attendez qu'elle finisse, ou écrivez ailleurs avec `--out DOSSIER`",
            ),
            Self::NoScenario(_) => Text::new(
                "`rumeur new FILE.toml` writes a scenario to start from",
                "`rumeur new FICHIER.toml` écrit un scénario pour commencer",
            ),
            _ => return None,
        })
    }
}

/// Why a batch that had begun gave no results.
#[doc = include_str!("examples/results.md")]
#[derive(Debug)]
pub enum BatchError {
    /// The caller asked to stop.
    Interrupted {
        /// How many scenarios were complete.
        complete: usize,
        /// Where they wait to be resumed; `None` when there was nothing to keep.
        kept: Option<PathBuf>,
    },
    /// A file could not be written.
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file that is put together with others could not be read.
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Something was put or changed where the results were to go, while they were computed.
    Overtaken(PathBuf),
    /// It failed, and what is complete was kept.
    Kept {
        /// Why.
        error: Box<BatchError>,
        /// Where it is.
        kept: PathBuf,
    },
}

impl Say for BatchError {
    fn text(&self) -> Text {
        match self {
            Self::Interrupted { complete, kept: Some(path) } => {
                let path = path.display();
                text!(
                    "interrupted: {complete} complete, kept in {path}",
                    "interrompu : {complete} terminés, gardés dans {path}"
                )
            }
            Self::Interrupted { .. } => Text::new("interrupted", "interrompu"),
            Self::Write { path, source } => {
                let (path, reason) = (path.display(), system_reason(source));
                let (en, fr) = (&reason.en, &reason.fr);
                text!("cannot write {path}: {en}", "impossible d'écrire {path} : {fr}")
            }
            Self::Read { path, source } => unreadable(path, source),
            Self::Overtaken(path) => {
                let path = path.display();
                text!(
                    "{path} is not replaced: something in it was changed during the run",
                    "{path} n'est pas remplacé : quelque chose y a changé pendant la simulation"
                )
            }
            Self::Kept { error, .. } => error.text(),
        }
    }
}

impl fmt::Display for BatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for BatchError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Write { source, .. } | Self::Read { source, .. } => Some(source),
            Self::Kept { error, .. } => Some(error),
            Self::Interrupted { .. } | Self::Overtaken(_) => None,
        }
    }
}

impl BatchError {
    /// Turns an error of writing `path` into one of the batch.
    pub(super) fn write(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Write { path, source }
    }

    /// The same for reading.
    pub(super) fn read(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Read { path, source }
    }
}
