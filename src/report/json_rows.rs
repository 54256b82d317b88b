use serde_json::{Map, Value, json};

use super::cell::Cell;
use super::column::Row;

/// The rows of a table as a JSON array of objects; an undefined value is `null`.
pub fn rows_as_json<R: Row>(rows: &[R]) -> String {
    let fields = R::fields();
    let object = |row: &R| {
        let entries = fields.iter().map(|field| {
            let value = match (field.value)(row) {
                Cell::Empty => Value::Null,
                Cell::Text(text) => json!(text),
                Cell::Count(count) => json!(count),
                Cell::Integer(integer) => json!(integer),
                Cell::Number(number) => json!(number),
            };
            (field.column.name.clone().into_owned(), value)
        });
        Value::Object(entries.collect::<Map<_, _>>())
    };
    let rows: Vec<Value> = rows.iter().map(object).collect();
    format!("{:#}\n", Value::Array(rows))
}
