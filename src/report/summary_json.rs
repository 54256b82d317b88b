use std::io::{self, BufRead, Write};

use super::column::{Column, Row};
use super::table_json::push_members;
use super::table_reader::{Record, TableError, TableReader};
use super::tables::{ComparisonRow, SummaryRow};

/// The columns of `comparison.csv` that say which row it is.
const NAMES: [&str; 3] = ["scenario", "variant", "metric"];

/// The rows of a `summary.csv` as JSON: an array of objects with the keys in the order of the columns, the last of which,
/// `comparison`, has the columns of the same row of `comparison.csv`, `null` where there is none. What a measure may cost is no
/// metric: it stands behind those of its variant, with its names and `comparison` alone. Numbers are numbers, and an undefined
/// value is `null`. Both tables may be in any dialect.
///
/// # Errors
/// When one of them is not our table, or `out` cannot be written.
pub fn summary_json<S: BufRead, C: BufRead>(summary: S, comparison: Option<C>, out: &mut dyn Write) -> io::Result<()> {
    let (columns, compared) = (SummaryRow::columns(), ComparisonRow::columns());
    let differences = comparison.map(|source| TableReader::new(ComparisonRow::TABLE.file, source)).transpose();
    let mut differences = differences.map_err(io::Error::other)?.into_iter().flatten().peekable();
    let mut line = String::new();
    let mut before = "[\n  ";
    let mut write = |line: &mut String| -> io::Result<()> {
        write!(out, "{}{{{line}}}", std::mem::replace(&mut before, ",\n  "))?;
        line.clear();
        Ok(())
    };
    for row in TableReader::new(SummaryRow::TABLE.file, summary).map_err(io::Error::other)? {
        let row = row.map_err(io::Error::other)?;
        while let Some(alone) = differences.next_if(is_alone) {
            push_alone(&mut line, &compared, &alone.map_err(io::Error::other)?)?;
            write(&mut line)?;
        }
        push_members(&mut line, columns.iter().zip(row.fields()), row.decimal())?;
        let same = |next: &Result<Record, TableError>| next.as_ref().is_ok_and(|next| is_same(next, &row));
        match differences.next_if(same).transpose().map_err(io::Error::other)? {
            Some(difference) => push_comparison(&mut line, &compared, &difference)?,
            None => line.push_str(", \"comparison\": null"),
        }
        write(&mut line)?;
    }
    for alone in differences {
        push_alone(&mut line, &compared, &alone.map_err(io::Error::other)?)?;
        write(&mut line)?;
    }
    let is_empty = before.starts_with('[');
    out.write_all(if is_empty { b"[\n]\n" } else { b"\n]\n" })
}

/// Whether it is of no metric, or no row at all.
fn is_alone(row: &Result<Record, TableError>) -> bool {
    row.as_ref().map_or(true, |row| row.metric().is_none())
}

fn is_same(row: &Record, other: &Record) -> bool {
    NAMES.into_iter().all(|column| row.text(column) == other.text(column))
}

fn push_alone(line: &mut String, columns: &[Column], row: &Record) -> io::Result<()> {
    let names = columns.iter().zip(row.fields()).filter(|(column, _)| is_name(column));
    push_members(line, names, row.decimal())?;
    push_comparison(line, columns, row)
}

fn push_comparison(line: &mut String, columns: &[Column], row: &Record) -> io::Result<()> {
    line.push_str(", \"comparison\": {");
    push_members(line, columns.iter().zip(row.fields()).filter(|(column, _)| !is_name(column)), row.decimal())?;
    line.push('}');
    Ok(())
}

fn is_name(column: &Column) -> bool {
    NAMES.contains(&&*column.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUMMARY: &str = "scenario,variant,metric,unit\na,baseline,reach,people\na,\"b, c\",reach,people\n\
                           a,\"b, c\",cost,EUR\nz,baseline,reach,people\n";
    const COMPARISON: &str = "scenario,variant,baseline,metric,baseline_mean\na,\"b, c\",baseline,reach,1.5\n\
                              a,\"b, c\",baseline,cost,\na,\"b, c\",baseline,break_even,-2e-9\n";

    fn json(summary: &str, comparison: Option<&str>) -> String {
        let mut out = Vec::new();
        summary_json(summary.as_bytes(), comparison.map(str::as_bytes), &mut out).expect("JSON");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn each_row_has_its_comparison_in_the_order_of_the_tables() {
        let expected = concat!(
            "[\n",
            r#"  {"scenario": "a", "variant": "baseline", "metric": "reach", "unit": "people", "comparison": null},"#,
            "\n",
            r#"  {"scenario": "a", "variant": "b, c", "metric": "reach", "unit": "people", "#,
            r#""comparison": {"baseline": "baseline", "baseline_mean": 1.5}},"#,
            "\n",
            r#"  {"scenario": "a", "variant": "b, c", "metric": "cost", "unit": "EUR", "#,
            r#""comparison": {"baseline": "baseline", "baseline_mean": null}},"#,
            "\n",
            r#"  {"scenario": "a", "variant": "b, c", "metric": "break_even", "#,
            r#""comparison": {"baseline": "baseline", "baseline_mean": -2e-9}},"#,
            "\n",
            r#"  {"scenario": "z", "variant": "baseline", "metric": "reach", "unit": "people", "comparison": null}"#,
            "\n]\n",
        );
        assert_eq!(json(SUMMARY, Some(COMPARISON)), expected);
        // Of the last variant it stands behind all.
        let shorter = SUMMARY.replace("z,baseline,reach,people\n", "");
        assert!(json(&shorter, Some(COMPARISON)).contains("\"cost\""));
        assert_eq!(json(&shorter, Some(COMPARISON)).matches("break_even").count(), 1);
    }

    #[test]
    fn both_dialects_give_the_same_numbers() {
        let french = |table: &str| table.replace("\"b, c\"", "b").replace(',', ";").replace('.', ",");
        let standard = |table: &str| table.replace("\"b, c\"", "b");
        let expected = json(&standard(SUMMARY), Some(&standard(COMPARISON)));
        assert_eq!(json(&french(SUMMARY), Some(&french(COMPARISON))), expected);
    }

    #[test]
    fn without_rows_it_is_an_empty_array() {
        let empty = json("scenario,variant,metric,unit\n", None);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&empty).expect("JSON"), serde_json::json!([]));
    }
}
