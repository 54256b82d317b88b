//! What is known by formula: `run --exact-only`, and the sentences that use it.
#![cfg(feature = "cli")]

mod command;

use command::{CLASSIC, Folder, rows};

const NETWORK: &str = "[customers]
dissatisfied = 5
[silent]
audience = 3
[network.random]
population = 500
contacts = 8
";

#[test]
fn exact_only_answers_without_simulating_or_writing() {
    let folder = Folder::with(&[("a.toml", CLASSIC)]);
    let ended = folder.run(&["run", "a.toml", "--exact-only"]).ends_with(0);
    assert!(
        ended.stdout.contains("half of the cases stay at or below 219, one in ten reaches 738."),
        "{}",
        ended.stdout
    );
    assert!(!folder.path().join("results").exists());
    let csv = folder.run(&["run", "a.toml", "--exact-only", "--format", "csv"]).ends_with(0).stdout;
    let aware = rows(&csv).into_iter().find(|row| row[2] == "aware").expect("a law");
    assert_eq!(aware[..5], ["a", "baseline", "aware", "people", "317"]);
    assert!(aware[5].starts_with("322.431"), "{}", aware[5]);
    let json = folder.run(&["run", "a.toml", "--exact-only", "--format", "json"]).ends_with(0).stdout;
    let objects: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let aware = objects.as_array().expect("an array").iter().find(|row| row["metric"] == "aware").expect("a law");
    assert_eq!((aware["p999"].as_f64(), aware["unit"].as_str()), (Some(2_222.0), Some("people")));
}

#[test]
fn exact_only_refuses_a_network_with_the_reason_and_a_way_out() {
    let folder = Folder::with(&[("a.toml", NETWORK)]);
    let ended = folder.run(&["run", "a.toml", "--exact-only"]).ends_with(2);
    assert!(ended.stderr.contains("error: a: on a network"), "{}", ended.stderr);
    assert!(ended.stderr.contains("hint: without --exact-only it is simulated"), "{}", ended.stderr);
    assert_eq!(ended.stdout, "");
    let french = folder.run(&["run", "a.toml", "--exact-only", "--lang", "fr"]).ends_with(2);
    assert!(french.stderr.contains("sur un réseau"), "{}", french.stderr);
}

#[test]
fn the_closing_sentence_does_not_depend_on_the_seed() {
    let folder = Folder::with(&[("a.toml", CLASSIC)]);
    let last = |seed: &str| {
        let ended = folder.run(&["run", "a.toml", "--seed", seed]).ends_with(0);
        ended.stdout.trim_end().lines().last().expect("a sentence").to_owned()
    };
    let sentence = last("1");
    assert!(sentence.ends_with("half of the cases stay at or below 219, one in ten reaches 738."), "{sentence}");
    assert_eq!(last("2"), sentence);
}

#[test]
fn explain_says_how_rare_cases_are_by_formula() {
    let folder = Folder::with(&[("a.toml", CLASSIC)]);
    let text = folder.run(&["explain", "a.toml"]).ends_with(0).stdout;
    let rare = "by formula: one case in 10 reaches 738, one in 100 reaches 1,480, one in 1,000 reaches 2,222, one in \
                1,000,000 reaches 4,449";
    assert!(text.contains(rare), "{text}");
}

const UNKNOWN: &str = "[customers]
complaints = 12
[silent.groups]
ordinary = { share = 23, audience = 10 }
vocal = { share = 3, audience = 20 }
[uncertainty]
\"customers.observed_voice_rate\" = { beta = { a = 10, b = 260 } }
[run]
replicates = 2_000
";
const CORRELATED: &str = "\"silent.groups.vocal.audience\" = { uniform = [15, 25] }
[[correlation]]
between = [\"customers.observed_voice_rate\", \"silent.groups.vocal.audience\"]
rank = 0.5
";

#[test]
fn unknowns_have_their_laws_in_every_place() {
    let folder = Folder::with(&[("a.toml", UNKNOWN)]);
    let csv = folder.run(&["run", "a.toml", "--exact-only", "--format", "csv"]).ends_with(0).stdout;
    let aware = rows(&csv).into_iter().find(|row| row[2] == "aware").expect("a law");
    let number = |text: &str| text.parse::<f64>().expect("a number");
    // 12 + 12 x 260 / 9 x (1 + 290 / 26); the standard deviation of reach is 1840.463 (tests/unknowns.rs).
    assert!((number(aware[4]) / (12.0 + 12.0 * 260.0 / 9.0 * (1.0 + 290.0 / 26.0)) - 1.0).abs() < 1e-6, "{}", aware[4]);
    let reach = rows(&csv).into_iter().find(|row| row[2] == "reach").expect("a law");
    assert!((number(reach[5]) - 1_840.463).abs() < 0.1, "{}", reach[5]);
    let table = folder.run(&["run", "a.toml", "--exact-only"]).ends_with(0).stdout;
    let last = table.trim_end().lines().last().expect("a sentence").to_owned();
    for seed in ["1", "2"] {
        let ended = folder.run(&["run", "a.toml", "--seed", seed, "--force"]).ends_with(0);
        let lines: Vec<&str> = ended.stdout.lines().collect();
        assert!(lines.contains(&last.as_str()), "{last}: {}", ended.stdout);
        let summary = folder.read("results/summary.csv");
        let p90 = rows(&summary).iter().find(|row| row[2] == "aware").map(|row| number(row[16])).expect("a row");
        assert!((p90 / number(aware[11]) - 1.0).abs() < 0.1, "{p90}");
    }
    assert_eq!(folder.read("results/a/exact.csv"), csv);
    let bins = folder.read("results/a/distribution.csv");
    let share: f64 = rows(&bins).iter().filter(|row| row[2] == "aware").map(|row| number(row[6])).sum();
    assert!((0.99..1.0).contains(&share), "{share}");
    let explained = folder.run(&["explain", "a.toml"]).ends_with(0).stdout;
    let tenth = format!("aware, over all values of what is unknown: one case in 10 reaches {}", thousands(aware[11]));
    assert!(explained.contains(&tenth), "{tenth}: {explained}");
}

fn thousands(number: &str) -> String {
    let (most, last) = number.split_at(number.len() - 3);
    format!("{most},{last}")
}

#[test]
fn averages_over_values_of_the_unknowns_say_of_how_many() {
    let text = UNKNOWN.replace("[run]", &format!("{CORRELATED}[run]"));
    let folder = Folder::with(&[("a.toml", &text)]);
    let table = folder.run(&["run", "a.toml", "--exact-only"]).ends_with(0).stdout;
    assert!(table.contains("is the average of the laws at"), "{table}");
    folder.run(&["run", "a.toml"]).ends_with(0);
    let index = folder.read("results/index.csv");
    assert!(index.contains("exact laws are averages over so many values of the unknowns: "), "{index}");
}

const TOWN: &str = "preset = \"classic-317\"\n[network.well_mixed]\npopulation = 1_000\n[run]\nreplicates = 500\n";

#[test]
fn a_town_where_everybody_may_tell_everybody_has_its_laws_in_every_place() {
    let folder = Folder::with(&[("a.toml", TOWN)]);
    let csv = folder.run(&["run", "a.toml", "--exact-only", "--format", "csv"]).ends_with(0).stdout;
    let reach = rows(&csv).into_iter().find(|row| row[2] == "reach").expect("a law");
    assert!(reach[4].starts_with("214.198"), "{}", reach[4]);
    let last =
        "1 complaint: on average 241 people know; half of the cases stay at or below 197, one in ten reaches 525.";
    for seed in ["1", "2"] {
        let ended = folder.run(&["run", "a.toml", "--seed", seed, "--force"]).ends_with(0);
        assert!(ended.stdout.trim_end().ends_with(last), "{}", ended.stdout);
    }
    assert_eq!(folder.read("results/a/exact.csv"), csv);
    let bins = folder.read("results/a/distribution.csv");
    let share: f64 =
        rows(&bins).iter().filter(|row| row[2] == "aware").map(|row| row[6].parse::<f64>().expect("a share")).sum();
    assert!((0.99..1.0).contains(&share), "{share}");
    let explained = folder.run(&["explain", "a.toml"]).ends_with(0).stdout;
    for wanted in ["standard deviation of reach: 166.79 by formula", "aware, by formula: one case in 10 reaches 525"] {
        assert!(explained.contains(wanted), "{wanted}: {explained}");
    }
}

#[test]
fn a_town_where_listeners_retell_has_the_laws_of_its_customers_alone() {
    let text = format!("{TOWN}[retelling]\nrate = 0.1\naudience = 2\ngenerations = 2\n");
    let folder = Folder::with(&[("a.toml", &text)]);
    let ended = folder.run(&["run", "a.toml", "--exact-only"]).ends_with(2);
    assert!(ended.stderr.contains("error: a: in a town where listeners retell"), "{}", ended.stderr);
    let french = folder.run(&["run", "a.toml", "--exact-only", "--lang", "fr"]).ends_with(2);
    assert!(french.stderr.contains("dans une ville où ceux qui entendent répètent"), "{}", french.stderr);
    folder.run(&["run", "a.toml"]).ends_with(0);
    let csv = folder.read("results/a/exact.csv");
    let metrics: Vec<&str> = rows(&csv).iter().map(|row| row[2]).collect();
    assert!(metrics.contains(&"silent") && !metrics.contains(&"aware"), "{metrics:?}");
}

#[test]
fn a_town_with_unknowns_has_the_law_over_all_their_values() {
    let unknown = "[uncertainty]\n\"customers.observed_voice_rate\" = { beta = { a = 10, b = 260 } }\n";
    let text = TOWN.replace("preset = \"classic-317\"\n", "[customers]\ncomplaints = 1\n[silent]\naudience = 11\n");
    let folder = Folder::with(&[("a.toml", &format!("{text}{unknown}"))]);
    let csv = folder.run(&["run", "a.toml", "--exact-only", "--format", "csv"]).ends_with(0).stdout;
    let mean = |metric: &str| rows(&csv).into_iter().find(|row| row[2] == metric).map(|row| row[4].to_owned());
    let number = |metric| mean(metric).expect("a law").parse::<f64>().expect("a number");
    assert!((number("aware") - number("dissatisfied") - number("reach")).abs() < 1e-3, "{csv}");
    assert!(number("reach") < 11.0 * number("silent"), "{csv}");
    let table = folder.run(&["run", "a.toml", "--exact-only"]).ends_with(0).stdout;
    let ended = folder.run(&["run", "a.toml"]).ends_with(0).stdout;
    // The mean of the run is simulated: the closed form leaves out towns that are too small for all who may be let down.
    let (_, quantiles) = table.trim_end().lines().last().and_then(|last| last.split_once("; ")).expect("a sentence");
    assert!(ended.lines().any(|line| line.ends_with(quantiles)), "{quantiles}: {ended}");
}
