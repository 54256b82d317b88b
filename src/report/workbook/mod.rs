//! Results as a workbook: every table with its numbers as numbers, what they mean, and charts that the spreadsheet draws.

mod book;
mod charts;
mod decision_sheet;
mod described;
mod dictionary_sheet;
mod said;
mod scenario_sheet;
mod sheet;
mod signature;
mod table_sheet;
mod words;

pub use book::workbook;
pub(crate) use described::described_tables;
pub use described::{DescribedColumn, DescribedTable};
pub use said::WorkbookScenario;
pub use signature::is_workbook;
