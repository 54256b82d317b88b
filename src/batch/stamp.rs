use std::fs;
use std::time::SystemTime;

/// By what a file is known to be as it was, without reading it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    is_file: bool,
    bytes: u64,
    changed: Option<SystemTime>,
    number: u64,
}

impl Stamp {
    /// Of a file or link, not of what a link leads to.
    pub(super) fn of(meta: &fs::Metadata) -> Self {
        Self { is_file: meta.is_file(), bytes: meta.len(), changed: meta.modified().ok(), number: number(meta) }
    }
}

#[cfg(unix)]
fn number(meta: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(meta)
}

#[cfg(not(unix))]
fn number(_: &fs::Metadata) -> u64 {
    0
}
