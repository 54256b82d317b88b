use std::path::PathBuf;
use std::{fmt, io};

use crate::scenario::Diagnostics;

/// Why nothing was run: no number was drawn and no file was changed.
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
        reason: String,
    },
    /// Something is in the way that is not ours, or was changed.
    InTheWay {
        /// The output directory.
        out: PathBuf,
        /// What is in the way.
        reason: String,
    },
    /// Another run writes there now.
    Locked(PathBuf),
    /// It has the name of what an interrupted run leaves, but no run left it.
    NotLeftBehind(PathBuf),
    /// An interrupted run left complete scenarios, and nothing says what is to become of them.
    Unfinished {
        /// Where they are.
        partial: PathBuf,
        /// How many.
        complete: usize,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scenarios(diagnostics) => diagnostics.fmt(f),
            Self::Unreadable { path, source } => write!(f, "cannot read {}: {source}", path.display()),
            Self::NoScenario(path) => write!(f, "no scenario file (*.toml) in {}", path.display()),
            Self::OnlyAbstract => {
                f.write_str("nothing to run: every scenario given is `abstract = true`, a parent only")
            }
            Self::BadOutput { out, reason } => write!(f, "cannot write results to {}: {reason}", out.display()),
            Self::InTheWay { out, reason } => write!(f, "{} is in the way: {reason}", out.display()),
            Self::Locked(out) => write!(f, "another run is writing to {}", out.display()),
            Self::NotLeftBehind(path) => {
                write!(
                    f,
                    "{} is in the way: a run keeps its unfinished files there, and these are none",
                    path.display()
                )
            }
            Self::Unfinished { partial, complete: 1 } => {
                write!(f, "{} holds 1 complete scenario of an interrupted run", partial.display())
            }
            Self::Unfinished { partial, complete } => {
                write!(f, "{} holds {complete} complete scenarios of an interrupted run", partial.display())
            }
        }
    }
}

impl std::error::Error for Refusal {}

impl Refusal {
    /// What to do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::InTheWay { .. } => Some(
                "write elsewhere with `--out DIR`, go on from what is there with `--resume`, or replace it with `--force`",
            ),
            Self::NotLeftBehind(_) => Some("move it away, or write elsewhere with `--out DIR`"),
            Self::Unfinished { .. } => Some("go on from them with `--resume`, or run all again with `--force`"),
            Self::Locked(_) => Some("wait for it, or write elsewhere with `--out DIR`"),
            Self::NoScenario(_) => Some("`rumeur new FILE.toml` writes a scenario to start from"),
            _ => None,
        }
    }
}

/// Why a batch that had begun gave no results.
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

impl fmt::Display for BatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Interrupted { complete, kept: Some(path) } => {
                write!(f, "interrupted: {complete} complete, kept in {}", path.display())
            }
            Self::Interrupted { .. } => f.write_str("interrupted"),
            Self::Write { path, source } => write!(f, "cannot write {}: {source}", path.display()),
            Self::Overtaken(path) => {
                write!(f, "{} is not replaced: something in it was changed during the run", path.display())
            }
            Self::Kept { error, .. } => error.fmt(f),
        }
    }
}

impl std::error::Error for BatchError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Write { source, .. } => Some(source),
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
}
