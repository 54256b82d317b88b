//! Indices of a sample made elsewhere: `cargo run --example indices -- design FILE` reads a CSV with the columns `a`, `b` and
//! one for each input taken from b, and prints first-order and total indices; `given FILE` reads `x` and `y`, and prints
//! Spearman's rank correlation and the first-order index by ranks.

use std::error::Error;

use rumeur::stats::{design_indices, first_order, rank_correlation};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, file] = arguments.as_slice() else { return Err("design FILE or given FILE".into()) };
    let columns = columns(file)?;
    match (kind.as_str(), columns.as_slice()) {
        ("design", [a, b, inputs @ ..]) => {
            let all: f64 = columns.iter().flatten().sum();
            let centre = all / (columns.len() * a.len()) as f64;
            println!("first_order,total");
            for ab in inputs {
                let found = design_indices(a, b, ab, centre).ok_or("64 rows or more of what varies")?;
                println!("{},{}", found.first_order.value, found.total.value);
            }
        }
        ("given", [x, y]) => {
            let too_few = "100 rows or more of what varies";
            let (rank, first) = (rank_correlation(x, y).ok_or(too_few)?, first_order(x, y).ok_or(too_few)?);
            println!("rank_correlation,first_order\n{},{}", rank.value, first.value);
        }
        _ => return Err("the columns are a, b, ... of a design, or x, y".into()),
    }
    Ok(())
}

fn columns(file: &str) -> Result<Vec<Vec<f64>>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(file)?;
    let mut columns = vec![Vec::new(); reader.headers()?.len()];
    for record in reader.records() {
        for (column, field) in columns.iter_mut().zip(&record?) {
            column.push(field.parse()?);
        }
    }
    Ok(columns)
}
