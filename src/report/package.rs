use serde_json::{Value, json};

use super::column::{Column, TableInfo};
use super::dialect::Dialect;
use crate::digest::Digest;
use crate::vocabulary::Language;

/// The file of the data package.
pub const PACKAGE_FILE: &str = "datapackage.json";

/// A table of a results directory, in one file or in one file for each scenario.
#[doc = include_str!("examples/own_table.md")]
#[derive(Clone, Debug)]
pub struct Resource {
    /// Its name, unlike that of all other resources.
    pub name: String,
    /// The table.
    pub table: TableInfo,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its files, relative to the results directory, with `/`; all have the same header.
    pub paths: Vec<String>,
    /// Size and hash, where it is a single file.
    pub digest: Option<Digest>,
}

/// The text of `datapackage.json`: a Frictionless data package, version 2.
///
/// Nothing in it depends on clock, host, path or number of threads.
pub fn data_package(version: &str, dialect: Dialect, resources: &[Resource]) -> String {
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "rumeur-results",
        "title": "Word-of-mouth simulation: who knows, who never told the firm, and what it costs",
        "title:fr": "Simulation du bouche-à-oreille : qui est au courant, qui ne l'a jamais dit, et ce que cela coûte",
        "version": version,
        "resources": resources.iter().map(|resource| describe(resource, dialect)).collect::<Vec<_>>(),
    });
    format!("{package:#}\n")
}

fn describe(resource: &Resource, dialect: Dialect) -> Value {
    let [en, fr] = resource.table.meaning;
    let path = match resource.paths.as_slice() {
        [single] => json!(single),
        several => json!(several),
    };
    let mut value = json!({
        "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
        "name": resource.name,
        "type": "table",
        "title": resource.table.name,
        "description": en,
        "description:fr": fr,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": if dialect.has_mark() { "utf-8-sig" } else { "utf-8" },
        "dialect": {
            "$schema": "https://datapackage.org/profiles/2.0/tabledialect.json",
            "header": true,
            "delimiter": char::from(dialect.delimiter()).to_string(),
            "lineTerminator": "\n",
            "quoteChar": "\"",
            "doubleQuote": true,
        },
        "schema": {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fields": resource.columns.iter().map(|column| field(column, dialect)).collect::<Vec<_>>(),
            "missingValues": [""],
        },
    });
    if let Some(digest) = &resource.digest {
        value["bytes"] = json!(digest.bytes);
        value["hash"] = json!(format!("sha256:{}", digest.sha256));
    }
    value
}

fn field(column: &Column, dialect: Dialect) -> Value {
    let mut value = json!({
        "name": column.name,
        "type": column.kind.name(),
        "description": column.meaning(Language::En),
        "description:fr": column.meaning(Language::Fr),
    });
    if let Some(unit) = &column.unit {
        value["unit"] = json!(unit);
    }
    if column.kind == super::Kind::Number && dialect.decimal() != '.' {
        value["decimalChar"] = json!(dialect.decimal().to_string());
    }
    if column.required {
        value["constraints"] = json!({ "required": true });
    }
    value
}
