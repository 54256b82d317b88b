use std::fmt;

use crate::vocabulary::{Say, Text};

/// A table that is not one of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableError {
    /// Its file.
    pub file: &'static str,
    /// What is wrong.
    pub message: Text,
}

impl Say for TableError {
    fn text(&self) -> Text {
        self.message.clone().of(self.file)
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for TableError {}
