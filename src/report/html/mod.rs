//! Results as one HTML page that needs nothing else: to be mailed, read in a browser and printed.

mod csv_table;
mod document;
mod drawings;
mod page;
mod page_parts;
mod words;

pub use csv_table::ReportedTable;
pub use document::{HtmlReport, ReportedFigure, ReportedScenario, is_report};
pub(super) use drawings::without_styles;
pub(super) use page::{HtmlPage, is_page_of};
