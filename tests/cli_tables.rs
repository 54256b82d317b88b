//! What `run` writes: tables, their columns and order, the data package, the manifest.
#![cfg(feature = "cli")]

mod command;

use std::path::Path;

use command::{CLASSIC, Folder, WITH_VARIANT, rows};
use rumeur::report::tables::{
    ComparisonRow, DistributionRow, GenerationRow, GroupRow, IndexRow, REPLICATES, SummaryRow, TimelineRow,
    replicates_columns,
};
use rumeur::report::{Column, Row, TableInfo};
use rumeur::vocabulary::Metric;
use serde_json::Value;

fn header(folder: &Folder, name: &str) -> String {
    folder.read(name).lines().next().unwrap_or_default().to_owned()
}

/// The metrics of a scenario without `[time]`.
fn without_clock() -> impl Iterator<Item = Metric> {
    Metric::all().filter(|metric| !metric.needs_time())
}

#[test]
fn every_table_has_the_columns_of_the_design() {
    let folder = Folder::with(&[("s/a.toml", WITH_VARIANT)]);
    folder.run(&["run", "s", "--raw"]).ends_with(0);
    let columns = |name: &str| header(&folder, &format!("results/{name}"));
    let summary = "scenario,variant,metric,unit,replicates,mean,std_dev,std_error,ci_low,ci_high,\
                   min,p05,p10,p25,p50,p75,p90,p95,max,expected,adjusted_mean,adjusted_error";
    assert_eq!(columns("index.csv"), "scenario,variant,file,status,replicates,stop_reason,fingerprint,message");
    assert_eq!(columns("summary.csv"), summary);
    assert_eq!(columns("a/summary.csv"), summary);
    assert_eq!(columns("a/generations.csv"), "scenario,variant,valence,generation,metric,mean,std_dev,p05,p50,p95");
    assert_eq!(columns("a/groups.csv"), "scenario,variant,outcome,group,metric,mean,std_dev,p05,p50,p95");
    assert_eq!(columns("a/distribution.csv"), "scenario,variant,metric,from,to,count,expected");
    assert_eq!(
        columns("a/exact.csv"),
        "scenario,variant,metric,unit,mean,std_dev,p05,p10,p25,p50,p75,p90,p95,p99,p999,tail95,tail99"
    );
    assert_eq!(
        columns("comparison.csv"),
        "scenario,variant,baseline,metric,baseline_mean,variant_mean,difference,std_error,ci_low,ci_high,\
         probability_better,probability_same,difference_p10,difference_p90,variance_ratio"
    );
    let metrics: Vec<&str> = without_clock().map(Metric::name).collect();
    assert_eq!(columns("a/replicates.csv"), format!("scenario,variant,replicate,{}", metrics.join(",")));
}

#[test]
fn exact_laws_do_not_depend_on_the_seed() {
    let folder = Folder::with(&[("s/b.toml", CLASSIC)]);
    folder.run(&["run", "s", "--seed", "1"]).ends_with(0);
    let first = folder.read("results/b/exact.csv");
    folder.run(&["run", "s", "--seed", "2"]).ends_with(0);
    assert_eq!(folder.read("results/b/exact.csv"), first);
    let aware = rows(&first).into_iter().find(|row| row[2] == "aware").expect("a law");
    assert_eq!(aware[6..15], ["12", "33", "88", "219", "439", "738", "960", "1480", "2222"]);
    // The bins cover what was drawn, which is nearly everything.
    let distribution = folder.read("results/b/distribution.csv");
    let bins = rows(&distribution).into_iter().filter(|row| row[2] == "aware");
    let covered: f64 = bins.map(|row| row[6].parse::<f64>().expect("a probability")).sum();
    assert!((0.99..=1.0).contains(&covered), "{covered}");
}

#[test]
fn the_summary_has_every_metric_in_order_for_every_variant() {
    let folder = Folder::with(&[("s/a.toml", WITH_VARIANT), ("s/b.toml", CLASSIC)]);
    folder.run(&["run", "s"]).ends_with(0);
    let summary = folder.read("results/summary.csv");
    let keys: Vec<(&str, &str, &str)> = rows(&summary).iter().map(|row| (row[0], row[1], row[2])).collect();
    let mut expected = Vec::new();
    for (scenario, variant) in [("a", "baseline"), ("a", "ask-everyone"), ("b", "baseline")] {
        expected.extend(without_clock().map(|metric| (scenario, variant, metric.name())));
    }
    assert_eq!(keys, expected);
    let own: String = ["a", "b"]
        .map(|name| folder.read(&format!("results/{name}/summary.csv")))
        .map(|text| text.split_once('\n').expect("a header").1.to_owned())
        .concat();
    assert!(summary.ends_with(&own), "the rows of all scenarios are those of each");
}

#[test]
fn an_undefined_metric_is_a_row_of_empty_fields() {
    let folder = Folder::with(&[("a.toml", CLASSIC)]);
    folder.run(&["run", "a.toml"]).ends_with(0);
    let summary = folder.read("results/summary.csv");
    let satisfied = rows(&summary).into_iter().find(|row| row[2] == "satisfied").expect("a row");
    assert_eq!(satisfied[..4], ["a", "baseline", "satisfied", "people"]);
    assert!(satisfied[4..].iter().all(|field| field.is_empty()), "{satisfied:?}");
}

#[test]
fn one_replicate_has_no_standard_deviation() {
    let folder = Folder::with(&[("a.toml", CLASSIC)]);
    folder.run(&["run", "a.toml", "--replicates", "1"]).ends_with(0);
    let summary = folder.read("results/summary.csv");
    let reach = rows(&summary).into_iter().find(|row| row[2] == "reach").expect("a row");
    assert_eq!(reach[6..10], ["", "", "", ""], "{reach:?}");
}

#[test]
fn the_classic_is_expected_to_reach_290() {
    let folder = Folder::new();
    let ended = folder.run(&["run", "--replicates", "2000"]).ends_with(0);
    let summary = folder.read("results/summary.csv");
    let expected = |metric: &str| {
        let row = rows(&summary).into_iter().find(|row| row[2] == metric).expect("a row");
        row[19].parse::<f64>().expect("a number")
    };
    for (metric, mean) in [("silent", 26.0), ("dissatisfied", 27.0), ("reach", 290.0), ("aware", 317.0)] {
        assert!((expected(metric) - mean).abs() < 1e-9, "{metric}: {}", expected(metric));
    }
    assert!(ended.stdout.contains("\n1 complaint: on average 317 people know; half of the cases"), "{}", ended.stdout);
}

#[test]
fn comparison_is_there_only_with_variants() {
    let folder = Folder::with(&[("a.toml", CLASSIC), ("b.toml", WITH_VARIANT)]);
    folder.run(&["run", "a.toml"]).ends_with(0);
    assert!(!folder.at("results/comparison.csv").exists());
    folder.run(&["run", "a.toml", "b.toml"]).ends_with(0);
    let comparison = folder.read("results/comparison.csv");
    assert!(rows(&comparison).iter().all(|row| row[..3] == ["b", "ask-everyone", "baseline"]), "{comparison}");
}

#[test]
fn groups_add_up_and_generation_0_has_tellers_only() {
    let folder = Folder::with(&[("a.toml", CLASSIC)]);
    folder.run(&["run", "a.toml"]).ends_with(0);
    let summary = folder.read("results/summary.csv");
    let groups = folder.read("results/a/groups.csv");
    let generations = folder.read("results/a/generations.csv");
    let mean = |metric: &str| {
        let row = rows(&summary).into_iter().find(|row| row[2] == metric).expect("a row");
        row[5].parse::<f64>().expect("a number")
    };
    for metric in ["tellers", "impressions", "customers_lost"] {
        let sum: f64 = rows(&groups)
            .iter()
            .filter(|row| row[4] == metric)
            .map(|row| row[5].parse::<f64>().expect("a number"))
            .sum();
        assert!((sum - mean(metric)).abs() < 1e-9 * mean(metric).max(1.0), "{metric}: {sum} and {}", mean(metric));
    }
    let keys: Vec<(&str, &str, &str)> = rows(&generations).iter().map(|row| (row[2], row[3], row[4])).collect();
    let negative = [("0", "tellers"), ("1", "tellers"), ("1", "impressions"), ("1", "reach")];
    assert_eq!(keys[..4], negative.map(|(generation, metric)| ("negative", generation, metric)));
}

#[test]
fn the_data_package_describes_every_column_of_every_table() {
    let folder = Folder::with(&[("s/a.toml", WITH_VARIANT), ("s/b.toml", CLASSIC)]);
    folder.run(&["run", "s", "--raw"]).ends_with(0);
    let package: Value = serde_json::from_str(&folder.read("results/datapackage.json")).expect("JSON");
    let resources = package["resources"].as_array().expect("resources");
    let mut described = 0;
    for resource in resources {
        let paths = match &resource["path"] {
            Value::String(path) => vec![path.clone()],
            several => {
                several.as_array().expect("paths").iter().map(|path| path.as_str().expect("text").to_owned()).collect()
            }
        };
        let fields = resource["schema"]["fields"].as_array().expect("fields");
        let names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().expect("a name")).collect();
        for path in paths {
            assert_eq!(header(&folder, &format!("results/{path}")), names.join(","), "{path}");
            described += 1;
        }
        for field in fields {
            for meaning in ["description", "description:fr"] {
                assert!(!field[meaning].as_str().expect("a meaning").is_empty(), "{field}");
            }
        }
        assert_eq!(resource["schema"]["missingValues"], serde_json::json!([""]));
    }
    let is_table = |name: &str| Path::new(name).extension().is_some_and(|extension| extension == "csv");
    let tables = folder.files("results").iter().filter(|(name, _)| is_table(name)).count();
    assert_eq!(described, tables);
}

#[test]
fn the_manifest_has_the_hash_of_every_other_file() {
    let folder = Folder::with(&[("a.toml", WITH_VARIANT)]);
    folder.run(&["run", "a.toml", "--raw"]).ends_with(0);
    let run: Value = serde_json::from_str(&folder.read("results/run.json")).expect("JSON");
    let noted = |list: &Value| -> Vec<String> {
        list.as_array().expect("a list").iter().map(|file| file["path"].as_str().expect("a path").to_owned()).collect()
    };
    let mut files = noted(&run["outputs"]);
    files.extend(noted(&run["scenarios"][0]["files"]));
    files.push("run.json".to_owned());
    files.sort();
    let there: Vec<String> = folder.files("results").into_iter().map(|(name, _)| name).collect();
    assert_eq!(files, there);
    assert_eq!(run["inputs"][0]["path"], "a.toml");
    assert_eq!(run["version"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn the_french_dialect_is_what_a_french_spreadsheet_opens() {
    let folder = Folder::with(&[("a.toml", CLASSIC)]);
    folder.run(&["run", "a.toml", "--csv-dialect", "fr"]).ends_with(0);
    let french = folder.read("results/summary.csv");
    assert!(french.starts_with("\u{feff}scenario;variant;metric;"), "{}", &french[..40]);
    folder.run(&["run", "a.toml", "--out", "standard"]).ends_with(0);
    let standard = folder.read("standard/summary.csv");
    assert_eq!(french.trim_start_matches('\u{feff}').replace(',', ".").replace(';', ","), standard);
    let package: Value = serde_json::from_str(&folder.read("results/datapackage.json")).expect("JSON");
    assert_eq!(package["resources"][0]["dialect"]["delimiter"], ";");
}

#[test]
fn csv_and_json_on_standard_output_are_the_summary() {
    let folder = Folder::with(&[("a.toml", CLASSIC)]);
    let csv = folder.run(&["run", "a.toml", "--format", "csv"]).ends_with(0).stdout;
    assert_eq!(csv, folder.read("results/summary.csv"));
    let json = folder.run(&["run", "a.toml", "--format", "json"]).ends_with(0).stdout;
    let records: Value = serde_json::from_str(&json).expect("JSON");
    let records = records.as_array().expect("an array");
    assert_eq!(records.len(), without_clock().count());
    assert_eq!(records[5]["metric"], "satisfied");
    assert_eq!(records[5]["mean"], Value::Null);
    assert_eq!(records[0]["mean"], 1.0);
    assert_eq!(records[0]["comparison"], Value::Null);
}

#[test]
fn json_on_standard_output_has_the_comparison_and_the_order_of_the_tables() {
    let folder = Folder::with(&[("s/a.toml", WITH_VARIANT), ("s/b.toml", CLASSIC)]);
    for dialect in ["standard", "fr"] {
        let json =
            folder.run(&["run", "s", "--format", "json", "--csv-dialect", dialect, "--force"]).ends_with(0).stdout;
        let records: Value = serde_json::from_str(&json).expect("JSON");
        let records = records.as_array().expect("an array");
        folder.run(&["run", "s", "--out", "standard", "--force"]).ends_with(0);
        let table = |file: &str| {
            let mut reader = csv::Reader::from_path(folder.path().join("standard").join(file)).expect("a table");
            let header = reader.headers().expect("a header").clone();
            (header, reader.records().map(|row| row.expect("a row")).collect::<Vec<_>>())
        };
        let (header, summary) = table("summary.csv");
        let (compared, comparison) = table("comparison.csv");
        let keys: Vec<String> = header.iter().map(|name| format!("\"{name}\": ")).collect();
        let first = json.lines().nth(1).expect("a row");
        let places: Vec<usize> = keys.iter().map(|key| first.find(key).expect("every column")).collect();
        assert!(places.is_sorted() && first.ends_with("\"comparison\": null},"), "{first}");
        // Every cell of both tables is there, as what it is.
        let is_cell = |value: &Value, cell: &str| match value {
            Value::Null => cell.is_empty(),
            Value::String(text) => text == cell,
            // Its digits are read back to a rounding.
            number => number
                .as_f64()
                .zip(cell.parse().ok())
                .is_some_and(|(read, own): (f64, f64)| (read - own).abs() <= 2.0 * f64::EPSILON * own.abs()),
        };
        let mut differences = comparison.iter();
        let metrics: Vec<&Value> = records.iter().filter(|record| record.get("unit").is_some()).collect();
        assert_eq!(metrics.len(), summary.len());
        for (record, row) in metrics.iter().zip(&summary) {
            assert!(header.iter().zip(row).all(|(name, cell)| is_cell(&record[name], cell)), "{record} {row:?}");
        }
        for record in records.iter().filter(|record| !record["comparison"].is_null()) {
            let row = differences.next().expect("a difference");
            for (name, cell) in compared.iter().zip(row) {
                let own = record["comparison"].get(name).unwrap_or(&record[name]);
                assert!(is_cell(own, cell), "{name}: {record} {row:?}");
            }
        }
        assert!(differences.next().is_none());
    }
}

#[test]
fn the_effective_scenario_runs_to_the_same_numbers() {
    let folder = Folder::with(&[("a.toml", WITH_VARIANT)]);
    folder.run(&["run", "a.toml", "--set", "voice.admits=0.3", "--out", "one"]).ends_with(0);
    folder.write("again/a.toml", &folder.read("one/a/scenario.toml"));
    folder.run(&["run", "again", "--out", "two"]).ends_with(0);
    assert_eq!(folder.read("one/summary.csv"), folder.read("two/summary.csv"));
    assert_eq!(folder.read("one/index.csv"), folder.read("two/index.csv"));
}

fn table<R: Row>() -> (TableInfo, Vec<Column>) {
    (R::TABLE, R::columns())
}

#[test]
fn the_page_on_results_names_every_column_of_every_table() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/results.md")).expect("the page");
    let keys = replicates_columns("EUR", &[], false).into_iter().take(3).collect();
    let tables = [
        table::<IndexRow>(),
        table::<SummaryRow>(),
        table::<GenerationRow>(),
        table::<GroupRow>(),
        table::<TimelineRow>(),
        table::<DistributionRow>(),
        table::<ComparisonRow>(),
        (REPLICATES, keys),
    ];
    for (info, columns) in tables {
        let start = format!("\n`{}`: ", info.file);
        let text = page.split(&start).nth(1).and_then(|rest| rest.split("\n\n").next());
        let text = text.unwrap_or_else(|| panic!("{} has no paragraph", info.file));
        for column in columns {
            assert!(text.contains(&format!("`{}`", column.name)), "{}: {}", info.file, column.name);
        }
    }
}
