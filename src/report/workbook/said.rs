use crate::report::pages::{Page, SummaryRecord};
use crate::scenario::Scenario;

/// What a workbook says of one scenario beside its tables.
#[doc = include_str!("examples/book.md")]
#[derive(Debug)]
pub struct WorkbookScenario {
    /// The scenario as it was run.
    pub scenario: Scenario,
    /// The decision and the answer.
    pub answer: Page,
    /// What to beware of.
    pub warnings: Vec<String>,
    /// Its rows of `summary.csv`.
    pub summary: Vec<SummaryRecord>,
}
