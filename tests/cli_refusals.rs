//! What ends with 2 before anything runs, and what the streams carry.
#![cfg(feature = "cli")]

mod command;

use std::io::Write;
use std::process::Stdio;

use command::{CLASSIC, Ended, Folder, WITH_VARIANT};

#[test]
fn bad_usage_ends_with_2() {
    let folder = Folder::with(&[("a.toml", CLASSIC)]);
    for arguments in [
        &["run", "a.toml", "--replicates", "0"][..],
        &["run", "a.toml", "--threads", "0"],
        &["run", "a.toml", "--seed", "-1"],
        &["run", "a.toml", "--set", "voice.asked"],
        &["run", "a.toml", "--resume", "--force"],
        &["run", "a.toml", "--out", "-", "--raw"],
        &["run", "a.toml", "--lang", "de"],
        &["run", "none.toml"],
        &["walk"],
        &["explain", "."],
        &["man", "walk"],
        &["new", "b.toml", "--preset", "none"],
        &["new", "a.toml"],
    ] {
        let ended = folder.run(arguments);
        assert_eq!(ended.code, Some(2), "{arguments:?}: {}", ended.stderr);
        assert!(!ended.stderr.is_empty() && ended.stdout.is_empty(), "{arguments:?}");
    }
    assert_eq!(folder.names(), ["a.toml"]);
    assert_eq!(folder.read("a.toml"), CLASSIC);
}

#[test]
fn the_errors_of_all_files_are_told_before_anything_runs() {
    let folder = Folder::with(&[
        ("s/good.toml", CLASSIC),
        ("s/one.toml", &CLASSIC.replace("= 26", "= -26")),
        ("s/two.toml", &CLASSIC.replace("audience", "audiance")),
    ]);
    let ended = folder.run(&["run", "s"]).ends_with(2).says("s/one.toml:").says("s/two.toml:");
    assert_eq!(ended.stdout, "");
    assert_eq!(folder.names(), ["s"]);
    folder.run(&["check", "s"]).ends_with(2);
    folder.run(&["check", "s/good.toml"]).ends_with(0).says("1 scenario: no error");
}

#[test]
fn a_folder_without_scenarios_and_names_that_clash_are_refused() {
    let folder = Folder::with(&[("empty/notes.md", ""), ("one/a.toml", CLASSIC), ("two/b.toml", CLASSIC)]);
    folder.run(&["run", "empty"]).ends_with(2).says("no scenario file");
    // By whatever way it is reached, the same file is one scenario.
    folder.run(&["run", "one/a.toml", "one", "--out", "once"]).ends_with(0);
    assert_eq!(folder.read("once/index.csv").lines().count(), 2);
    folder.write("two/B.toml", CLASSIC);
    folder.run(&["run", "two"]).ends_with(2).says("differ in case at most");
    folder.write("three/summary.csv.toml", CLASSIC);
    folder.run(&["run", "three"]).ends_with(2);
    assert!(!folder.at("results").exists());
}

#[test]
fn of_a_batch_only_what_is_wrong_is_left_out_and_all_of_it_is_counted() {
    let folder = Folder::with(&[("s/a.toml", CLASSIC), ("s/A.toml", CLASSIC), ("s/good.toml", CLASSIC)]);
    folder.run(&["run", "s"]).ends_with(2).says("1 error: nothing is run");
    folder.run(&["run", "s", "--keep-going"]).ends_with(1).says("differ in case at most");
    let index = folder.read("results/index.csv");
    let status: Vec<&str> = index.lines().skip(1).filter_map(|line| line.split(',').nth(3)).collect();
    assert_eq!(status, ["complete", "invalid", "invalid"], "only the one whose name is its own is run");
    folder.write("t/good.toml", CLASSIC);
    folder.write("t/summary.csv.toml", CLASSIC);
    folder.write("t/bad.toml", "[customers]\ncomplaints = 0\nsilent = 1\n");
    let ended = folder.run(&["check", "t"]).ends_with(2);
    let errors = ended.stderr.lines().filter(|line| line.starts_with("error")).count();
    assert_eq!(ended.stderr.lines().last(), Some(&*format!("{errors} errors")), "{}", ended.stderr);
    folder.run(&["check", "t/bad.toml"]).ends_with(2).says("1 error\n");
}

#[test]
#[cfg(unix)]
fn a_link_that_leads_nowhere_is_no_scenario_and_is_not_lost() {
    let folder = Folder::with(&[("s/a.toml", CLASSIC)]);
    std::os::unix::fs::symlink("nowhere", folder.at("s/dead.toml")).expect("a link");
    folder.run(&["run", "s"]).ends_with(1).says("a link that leads nowhere");
    let index = folder.read("results/index.csv");
    assert_eq!(index.lines().count(), 3, "the header, the one that is run and the link");
    assert!(index.contains("dead,baseline,dead.toml,invalid,"), "{index}");
    folder.run(&["check", "s"]).ends_with(2).says("1 error");
}

#[test]
fn parents_are_passed_over() {
    let folder = Folder::with(&[("s/base.toml", &format!("abstract = true\n{CLASSIC}"))]);
    folder.run(&["run", "s"]).ends_with(2).says("parent only");
    folder.write("s/hotel.toml", "extends = \"base.toml\"\n");
    folder.run(&["run", "s"]).ends_with(0);
    assert!(folder.at("results/hotel").is_dir() && !folder.at("results/base").exists());
}

#[test]
fn results_are_no_scenarios() {
    let folder = Folder::with(&[("a.toml", CLASSIC)]);
    folder.run(&["run", ".", "--out", "results"]).ends_with(0);
    folder.run(&["run", ".", "--out", "results"]).ends_with(0);
    assert_eq!(folder.read("results/index.csv").lines().count(), 2);
}

#[test]
fn standard_output_is_data_and_standard_error_is_the_rest() {
    let folder = Folder::with(&[("a.toml", WITH_VARIANT)]);
    let ended = folder.run(&["run", "a.toml", "--out", "-"]).ends_with(0);
    assert!(ended.stdout.starts_with("scenario,variant,metric,"));
    assert_eq!(ended.stderr, "");
    assert_eq!(folder.names(), ["a.toml"], "no file is written");
    let ended = folder.run(&["run", "a.toml"]).ends_with(0).says("results are in results");
    assert!(ended.stdout.starts_with("variant"), "{}", ended.stdout);
    let quiet = folder.run(&["run", "a.toml", "--quiet"]).ends_with(0);
    assert_eq!(
        (quiet.stdout.as_str(), quiet.stderr.as_str()),
        ("", ""),
        "--quiet leaves nothing but what is asked for"
    );
    let asked = folder.run(&["run", "a.toml", "--quiet", "--format", "csv"]).ends_with(0);
    assert!(asked.stdout.starts_with("scenario,variant,metric,"), "{}", asked.stdout);
    assert!(!ended.stdout.contains('\u{1b}') && !ended.stderr.contains('\u{1b}'), "no colour when piped");
    let loud = folder.run(&["run", "none.toml", "--color", "always"]).ends_with(2);
    assert!(loud.stderr.contains("\u{1b}["), "{}", loud.stderr);
}

#[test]
fn a_scenario_comes_from_standard_input() {
    let folder = Folder::new();
    let run = |arguments: &[&str]| {
        let mut child = folder.command(arguments).stdin(Stdio::piped()).spawn().expect("the command runs");
        child.stdin.take().expect("a pipe").write_all(CLASSIC.as_bytes()).expect("the command reads");
        Ended::from(child.wait_with_output().expect("the command ends"))
    };
    run(&["run", "-"]).ends_with(0);
    assert!(folder.read("results/index.csv").contains("\nstdin,baseline,-,complete,"));
    assert!(run(&["explain", "-"]).ends_with(0).stdout.contains("1 + 26 + 230 + 60 = 317"));
    run(&["check", "-"]).ends_with(0);
    assert!(run(&["show", "-"]).ends_with(0).stdout.contains("silent_per_complaint = 26"));
}

#[test]
fn warnings_are_shown_and_can_be_taken_for_errors() {
    let doubtful = format!("{CLASSIC}\n[damage]\ncustomer_value = 3.0\n");
    let folder = Folder::with(&[("a.toml", &doubtful)]);
    for command in ["check", "run"] {
        folder.run(&[command, "a.toml", "--deny-warnings"]).ends_with(2).says("warning").says("--deny-warnings takes");
        assert_eq!(folder.names(), ["a.toml"]);
    }
    folder.run(&["run", "a.toml", "--quiet"]).ends_with(0).says("warning");
}

#[test]
fn an_edge_list_that_cannot_be_read_is_refused_before_anything_runs() {
    let network = "[customers]\ndissatisfied = 2\n\n[silent]\naudience = 1\n\n[network.file]\npath = \"edges.txt\"\n";
    let folder = Folder::with(&[("a.toml", network)]);
    folder.run(&["run", "a.toml"]).ends_with(2).says("edges.txt");
    folder.write("edges.txt", "1 2\n2 3\n3 4\n1 2\n");
    folder.run(&["run", "a.toml", "--replicates", "50"]).ends_with(0).says("warning");
    let run: serde_json::Value = serde_json::from_str(&folder.read("results/run.json")).expect("JSON");
    assert_eq!(run["inputs"].as_array().expect("inputs").len(), 2);
}
