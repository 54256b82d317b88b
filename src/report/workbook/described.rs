use serde_json::Value;

use crate::vocabulary::Language;

/// A table as `datapackage.json` describes it, with what stands in its files.
#[doc = include_str!("examples/book.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DescribedTable {
    /// Its name.
    pub name: String,
    /// What a row is, in English and French.
    pub meaning: [String; 2],
    /// Its columns.
    pub columns: Vec<DescribedColumn>,
    /// Its files: paths with `/` below the results.
    pub paths: Vec<String>,
    /// What stands in those that were read.
    pub files: Vec<Vec<u8>>,
}

/// A column of such a table.
#[doc = include_str!("examples/book.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DescribedColumn {
    /// Its name.
    pub name: String,
    /// `string`, `integer` or `number`.
    pub kind: String,
    /// The unit of its numbers; empty where it has none.
    pub unit: String,
    /// What it means, in English and French.
    pub meaning: [String; 2],
}

/// The tables that a `datapackage.json` describes; none where it is none of ours.
pub(crate) fn described_tables(package: &[u8]) -> Vec<DescribedTable> {
    let package: Value = serde_json::from_slice(package).unwrap_or_default();
    let tables = package["resources"].as_array().map(Vec::as_slice).unwrap_or_default();
    tables.iter().filter_map(table).collect()
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

fn meaning(value: &Value) -> [String; 2] {
    [text(value, "description"), text(value, "description:fr")]
}

fn table(resource: &Value) -> Option<DescribedTable> {
    let paths = match &resource["path"] {
        Value::String(single) => vec![single.clone()],
        Value::Array(several) => several.iter().filter_map(|path| path.as_str().map(str::to_owned)).collect(),
        _ => return None,
    };
    let column = |field: &Value| DescribedColumn {
        name: text(field, "name"),
        kind: text(field, "type"),
        unit: text(field, "unit"),
        meaning: meaning(field),
    };
    let fields = resource["schema"]["fields"].as_array().map(Vec::as_slice).unwrap_or_default();
    Some(DescribedTable {
        name: text(resource, "name"),
        meaning: meaning(resource),
        columns: fields.iter().map(column).collect(),
        paths,
        files: Vec::new(),
    })
}

impl DescribedTable {
    /// What a row is.
    pub(super) fn meaning(&self, language: Language) -> &str {
        &self.meaning[language as usize]
    }
}

impl DescribedColumn {
    /// What it means.
    pub(super) fn meaning(&self, language: Language) -> &str {
        &self.meaning[language as usize]
    }

    /// Whether it holds numbers.
    pub(super) fn is_number(&self) -> bool {
        matches!(self.kind.as_str(), "integer" | "number")
    }

    /// How a spreadsheet shows its numbers; separators are those of the reader.
    pub(super) fn format(&self) -> &'static str {
        match (self.kind.as_str(), self.unit.as_str()) {
            ("integer", _) => "#,##0",
            ("number", "share" | "probability") => "0.0%",
            ("number", _) => "#,##0.00",
            _ => "@",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tables::SummaryRow;
    use crate::report::{Dialect, Resource, Row, data_package};

    #[test]
    fn what_a_package_says_is_read_back() {
        let resource = Resource {
            name: "summary".to_owned(),
            table: SummaryRow::TABLE,
            columns: SummaryRow::columns(),
            paths: vec!["summary.csv".to_owned()],
            digest: None,
        };
        let tables = described_tables(data_package("1", Dialect::Standard, &[resource]).as_bytes());
        assert_eq!((tables.len(), tables[0].name.as_str(), &*tables[0].paths[0]), (1, "summary", "summary.csv"));
        let column = |name: &str| tables[0].columns.iter().find(|column| column.name == name).expect("a column");
        let replicates = column("replicates");
        assert_eq!((replicates.kind.as_str(), replicates.format()), ("integer", "#,##0"));
        assert!(!column("metric").is_number());
        assert_eq!(described_tables(b"{}"), []);
        assert_eq!(described_tables(b"no json"), []);
    }
}
