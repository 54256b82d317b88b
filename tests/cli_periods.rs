//! Several periods on the command line: `periods.csv`, the totals, and what is said of the course.
#![cfg(feature = "cli")]

mod command;

use std::collections::BTreeMap;

use command::{Folder, rows};

const YEAR: &str = "period = \"month\"

[customers]
served = 1_000
problem_rate = 0.1

[voice]
rate = 0.2
admits = 0.4

[recovery]
rate = 0.5

[silent]
stays = 0.5
audience = 3

[unresolved]
stays = 0.4
audience = 3

[recovered]
stays = 0.9

[damage]
customer_value = 100.0

[periods]
count = 12
discount = 0.01

[variants.ask]
[[variants.ask.change]]
from = 4
set = { \"voice.asked\" = 1.0 }

[run]
replicates = 600
";

#[test]
fn the_periods_add_up_to_the_summary_and_are_described() {
    let folder = Folder::with(&[("year.toml", YEAR)]);
    folder.run(&["run", "year.toml"]).ends_with(0);
    let read = |file: &str| folder.read(&format!("results/{file}"));
    let periods = read("year/periods.csv");
    assert!(
        periods.starts_with("scenario,variant,period,metric,mean,std_dev,std_error,p05,p50,p95,expected\n"),
        "{periods}"
    );
    let mut sums: BTreeMap<(&str, &str), f64> = BTreeMap::new();
    let (mut served, mut before) = (Vec::new(), BTreeMap::new());
    for row in rows(&periods) {
        let number = |place: usize| row[place].parse::<f64>().expect("a number");
        if row[3] == "served" {
            served.push((row[1], number(2), number(10)));
        } else if row[3] != "aware_per_complaint" {
            assert!(!row[3].contains("tick"), "no clock, no row of it: {row:?}");
            *sums.entry((row[1], row[3])).or_default() += number(4);
        }
        if number(2) <= 3.0 {
            before.entry((row[2], row[3])).or_insert_with(Vec::new).push(row[4..].to_vec());
        }
    }
    for row in rows(&read("summary.csv")).into_iter().filter(|row| row[2] != "aware_per_complaint") {
        let (mean, sum) = (row[5].parse::<f64>().expect("a mean"), sums[&(row[1], row[2])]);
        assert!((mean - sum).abs() <= 1e-9 * mean.abs().max(1.0), "{row:?}: {sum}");
    }
    assert!(before.values().all(|both| both.len() == 2 && both[0] == both[1]), "the variant differs from period 4 on");
    assert_eq!(served.len(), 24);
    let month = |month: i32| 1_000.0 * 0.953_f64.powi(month - 1);
    let baseline = served.iter().filter(|(variant, ..)| *variant == "baseline");
    assert!(baseline.into_iter().all(|(_, period, mean)| (mean - month(*period as i32)).abs() < 1e-6));
    let package = read("datapackage.json");
    assert!(package.contains("year/periods.csv") && package.contains("\"periods\""), "{package}");
}

#[test]
fn run_and_explain_say_the_total_and_the_course() {
    let folder = Folder::with(&[("year.toml", YEAR)]);
    let sentence = "Over 12 months: 439 customers lost; 1,000 served in the first, 589 in the last.";
    for command in ["run", "explain"] {
        let ended = folder.run(&[command, "year.toml"]).ends_with(0);
        assert!(ended.stdout.contains(sentence), "{command}: {}", ended.stdout);
        assert!(ended.stdout.contains("EUR in 12 months"), "{command}: {}", ended.stdout);
    }
    let french = folder.run(&["explain", "year.toml", "--lang", "fr"]).ends_with(0);
    assert!(french.stdout.contains("Sur 12 mois\u{202f}: 439 clients perdus"), "{}", french.stdout);
    assert!(french.stdout.contains("EUR en 12 mois"), "{}", french.stdout);
    let exact = folder.run(&["run", "year.toml", "--exact-only"]).ends_with(2);
    assert!(exact.stderr.contains("over several periods nobody knows the law by formula"), "{}", exact.stderr);
}

#[test]
fn the_effective_scenario_runs_to_the_same_periods() {
    let folder = Folder::with(&[("year.toml", YEAR)]);
    folder.run(&["run", "year.toml", "-o", "one"]).ends_with(0);
    folder.write("again.toml", &folder.read("one/year/scenario.toml"));
    folder.run(&["run", "again.toml", "-o", "two", "--threads", "1"]).ends_with(0);
    let read = |file: &str| folder.read(file);
    assert_eq!(read("one/year/periods.csv"), read("two/again/periods.csv").replace("again,", "year,"));
}

#[test]
fn a_sweep_follows_the_formula_over_all_periods() {
    let folder = Folder::with(&[("year.toml", YEAR)]);
    let swept =
        folder.run(&["sweep", "year.toml", "periods.arrivals=0,47", "--metric", "customers_lost", "--format", "csv"]);
    let swept = swept.ends_with(0).stdout;
    // 47 newcomers make up for the 4.7 % lost: 12 x 47.
    let header: Vec<&str> = swept.lines().next().expect("a header").split(',').collect();
    let column = header.iter().position(|name| *name == "expected").expect("a column");
    let points = rows(&swept).into_iter().filter(|row| row[1] == "baseline");
    let all: Vec<f64> = points.filter_map(|row| row[column].parse().ok()).collect();
    assert!((all[0] - 438.80).abs() < 0.005 && (all[1] - 564.0).abs() < 1e-6, "{all:?} in {swept}");
}
