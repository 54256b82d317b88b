use std::io;

use super::column::{Column, Kind};

/// A table as JSON: an array of objects, one for each row, with the keys in the order of the columns; numbers are numbers,
/// and an undefined value is `null`. `csv` is in the standard dialect.
///
/// # Errors
/// When the table is not CSV.
pub fn table_json(columns: &[Column], csv: &[u8]) -> io::Result<String> {
    let mut out = String::from("[");
    let mut before = "\n  ";
    for record in csv::Reader::from_reader(csv).records() {
        out.push_str(before);
        out.push('{');
        push_members(&mut out, columns.iter().zip(&record?), '.')?;
        out.push('}');
        before = ",\n  ";
    }
    out.push_str(if out.len() > 1 { "\n]\n" } else { "]\n" });
    Ok(out)
}

/// The members of an object, one for each column with what stands in it; `decimal` is how its numbers have their point.
pub(super) fn push_members<'a>(
    out: &mut String,
    cells: impl Iterator<Item = (&'a Column, &'a str)>,
    decimal: char,
) -> io::Result<()> {
    for (place, (column, field)) in cells.enumerate() {
        if place > 0 {
            out.push_str(", ");
        }
        out.push_str(&serde_json::to_string(&column.name)?);
        out.push_str(": ");
        match (field, column.kind) {
            ("", _) => out.push_str("null"),
            (number, Kind::Integer | Kind::Number) if decimal == '.' => out.push_str(number),
            (number, Kind::Integer | Kind::Number) => out.push_str(&number.replace(decimal, ".")),
            (text, Kind::Text) => out.push_str(&serde_json::to_string(text)?),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_numbers_in_the_order_of_the_table() {
        let columns = [
            Column::text("name", "n", "n"),
            Column::number("b", "people", "b", "b"),
            Column::count("a", "people", "a", "a"),
        ];
        let json = table_json(&columns, b"name,b,a\n\"x \"\"y\"\"\",1.5,2\nz,,1e300\n").expect("JSON");
        assert_eq!(
            json,
            "[\n  {\"name\": \"x \\\"y\\\"\", \"b\": 1.5, \"a\": 2},\n  {\"name\": \"z\", \"b\": null, \"a\": 1e300}\n]\n"
        );
        let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(value[0]["a"], 2);
        assert_eq!(table_json(&columns, b"name,b,a\n").expect("JSON"), "[]\n");
    }
}
