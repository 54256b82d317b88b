use std::io;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::charts::Charted;
use super::decision_sheet::decision_sheet;
use super::described::DescribedTable;
use super::dictionary_sheet::dictionary_sheet;
use super::said::WorkbookScenario;
use super::scenario_sheet::scenario_sheet;
use super::sheet::{Formats, Sheet};
use super::signature::signed;
use super::table_sheet::{Places, table_sheet};
use super::words::{Words, sheet_name};
use crate::vocabulary::Language;

/// Who made it, which tells our workbooks from others.
const AUTHOR: &str = "rumeur report";
/// Names of sheets have no more characters.
const LONGEST_NAME: usize = 31;

/// The workbook: the decision, every table, what the columns mean, the scenarios. The same bytes for the same results.
///
/// # Errors
/// When a table has more columns than a sheet, or memory does not suffice.
pub fn workbook(
    scenarios: &[WorkbookScenario],
    tables: &[DescribedTable],
    version: &str,
    language: Language,
) -> io::Result<Vec<u8>> {
    make(scenarios, tables, version, language).map_err(io::Error::other)
}

fn make(
    scenarios: &[WorkbookScenario],
    tables: &[DescribedTable],
    version: &str,
    language: Language,
) -> Result<Vec<u8>, XlsxError> {
    let (words, formats) = (Words::of(language), Formats::new());
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = match scenarios {
        [only] => only.scenario.title.pick(language, &only.scenario.name),
        _ => "rumeur",
    };
    book.set_properties(&DocProperties::new().set_title(title).set_author(AUTHOR).set_creation_datetime(&made));
    let names: Vec<&str> = scenarios.iter().map(|given| given.scenario.name.as_str()).collect();
    let mut taken = vec![words.decision.to_owned(), words.dictionary.to_owned(), words.scenario.to_owned()];
    // The sheet that stands first is filled last: it draws from the others.
    book.add_worksheet().set_name(words.decision)?;
    let (mut places, mut distribution) = (Places::new(), None);
    for table in tables {
        let name = free_name(sheet_name(&table.name, language), &mut taken);
        let sheet = Sheet::new(book.add_worksheet(), &name)?;
        let found = table_sheet(sheet, table, &names, &formats, words)?;
        if table.name == "distribution" {
            let at = |name: &str| table.columns.iter().position(|column| column.name == name);
            if let (Some(from), Some(count)) = (at("from"), at("count")) {
                (places, distribution) = (found, Some((name, [from as u16, count as u16])));
            }
        }
    }
    dictionary_sheet(Sheet::new(book.add_worksheet(), words.dictionary)?, tables, &formats, language)?;
    scenario_sheet(Sheet::new(book.add_worksheet(), words.scenario)?, scenarios, version, &formats, language)?;
    let (sheet, columns) = distribution.unwrap_or_default();
    let charted = Charted { decision: words.decision, distribution: &sheet, columns, places: &places };
    let first = Sheet::new(book.worksheet_from_index(0)?, words.decision)?;
    decision_sheet(first, scenarios, &charted, &formats, language)?;
    Ok(signed(book.save_to_buffer()?))
}

/// A name that a sheet can have and no other has.
fn free_name(wanted: &str, taken: &mut Vec<String>) -> String {
    let plain: String =
        wanted.chars().filter(|letter| !"[]:*?/\\'".contains(*letter) && !letter.is_control()).collect();
    let base: String = plain.chars().take(LONGEST_NAME - 4).collect();
    let base = if base.is_empty() { "table".to_owned() } else { base };
    let is_free =
        |name: &String, taken: &[String]| taken.iter().all(|other| other.to_lowercase() != name.to_lowercase());
    // One of as many names as are taken, and one more, is free.
    let others = (2..taken.len() + 3).map(|count| format!("{base} {count}"));
    let name = std::iter::once(base.clone()).chain(others).find(|name| is_free(name, taken)).unwrap_or(base);
    taken.push(name.clone());
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_free_and_allowed() {
        let mut taken = vec!["decision".to_owned()];
        assert_eq!(free_name("Decision", &mut taken), "Decision 2");
        assert_eq!(free_name("a/b:[c]", &mut taken), "abc");
        assert!(free_name(&"x".repeat(80), &mut taken).len() <= LONGEST_NAME);
        assert_eq!(free_name("", &mut taken), "table");
    }
}
