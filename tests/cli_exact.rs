//! What is known by formula: `run --exact-only`, and the sentences that use it.
#![cfg(feature = "cli")]

mod command;

use command::{CLASSIC, Folder, rows};

const NETWORK: &str = "[customers]
dissatisfied = 5
[silent]
audience = 3
[network.well_mixed]
population = 500
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
