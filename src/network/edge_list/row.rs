/// A line and its fields.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) start: usize,
    pub(super) fields: Vec<String>,
}

impl Row {
    /// What stands in a column, if anything does.
    pub(super) fn field(&self, column: usize) -> Option<&str> {
        self.fields.get(column).map(String::as_str).filter(|field| !field.is_empty())
    }

    /// The fields without the empty ones at the end.
    pub(super) fn filled(&self) -> usize {
        self.fields.iter().rposition(|field| !field.is_empty()).map_or(0, |last| last + 1)
    }
}
