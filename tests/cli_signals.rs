//! Signals and closed pipes.
#![cfg(all(feature = "cli", unix))]

mod command;

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use command::{CLASSIC, Ended, Folder, signal, stop};

/// A scenario that runs for minutes.
fn long() -> String {
    CLASSIC.replace("1_500", "1_000_000_000")
}

#[test]
fn interrupted_and_terminated_runs_keep_the_old_results_and_leave_nothing_else() {
    let folder = Folder::with(&[("a.toml", CLASSIC), ("long.toml", &long())]);
    folder.run(&["run", "a.toml"]).ends_with(0);
    let before = folder.files("results");
    for (signal, code) in [("-INT", 130), ("-TERM", 143)] {
        let begun = || folder.at("results.partial/summary.csv").exists();
        stop(&folder, &["run", "long.toml"], signal, begun).ends_with(code).says("interrupted");
        assert_eq!(folder.files("results"), before);
        assert_eq!(folder.names(), ["a.toml", "long.toml", "results"]);
    }
}

#[test]
fn an_interrupted_batch_goes_on_with_resume() {
    let folder = Folder::with(&[("s/a.toml", CLASSIC), ("s/b.toml", &long())]);
    let begun = || folder.at("results.partial/a/scenario.toml").exists();
    stop(&folder, &["run", "s"], "-INT", begun).ends_with(130).says("1 scenario is complete").says("--resume");
    assert!(!folder.at("results").exists());
    folder.write("s/b.toml", CLASSIC);
    folder.run(&["run", "s", "--resume"]).ends_with(0).says("1 taken over");
    assert_eq!(folder.names(), ["results", "s"]);
    folder.run(&["run", "s", "--out", "fresh"]).ends_with(0);
    assert_eq!(folder.read("results/summary.csv"), folder.read("fresh/summary.csv"));
}

#[test]
fn a_killed_run_is_cleared_away_by_the_next() {
    let folder = Folder::with(&[("s/a.toml", CLASSIC), ("s/b.toml", &long())]);
    let begun = || folder.at("results.partial/a/scenario.toml").exists();
    let ended = stop(&folder, &["run", "s"], "-KILL", begun);
    assert_eq!(ended.code, None);
    // What it completed is not thrown away without a word.
    if folder.read("results.partial/journal.jsonl").lines().count() > 1 {
        folder.run(&["run", "s/a.toml"]).ends_with(2).says("1 complete scenario").says("--resume");
    }
    folder.run(&["run", "s/a.toml", "--force"]).ends_with(0);
    assert_eq!(folder.names(), ["results", "s"]);
}

#[test]
fn a_signal_that_is_ignored_at_the_start_stays_ignored() {
    let folder = Folder::with(&[("long.toml", &long())]);
    for (ignored, name) in [("HUP", "-HUP"), ("INT", "-INT")] {
        let program = env!("CARGO_BIN_EXE_rumeur");
        let script = format!("trap '' {ignored}; exec \"$0\" run long.toml");
        let mut shell = Command::new("sh");
        shell.args(["-c", &script, program]).current_dir(folder.path());
        shell.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = shell.spawn().expect("sh runs");
        while !folder.at("results.partial/summary.csv").exists() {
            assert!(child.try_wait().expect("a child").is_none(), "it ended");
            std::thread::sleep(Duration::from_millis(20));
        }
        signal(&child, name);
        std::thread::sleep(Duration::from_millis(900));
        assert!(folder.at("results.partial/summary.csv").exists(), "{ignored} ended it");
        signal(&child, "-TERM");
        Ended::from(child.wait_with_output().expect("it ends")).ends_with(143);
        assert_eq!(folder.names(), ["long.toml"]);
    }
}

/// Works that look up only after hours.
const DEEP: [(&str, &str); 3] = [
    (
        "one replicate",
        "[customers]\ndissatisfied = 1_000_000_000_000\n[silent]\naudience = { lognormal = { median = 5, sigma = 1.2 } }\n\
         [run]\nreplicates = 2\nmax_people = 1_000_000_000_000_000\n",
    ),
    (
        "a small world",
        "[customers]\ndissatisfied = 2\n[silent]\naudience = 2\n[network.small_world]\npopulation = 20_000_000\ncontacts = 20\nrewiring = 0.5\n[run]\nreplicates = 2\n",
    ),
    (
        "hubs",
        "[customers]\ndissatisfied = 2\n[silent]\naudience = 2\n[network.preferential]\npopulation = 20_000_000\nlinks = 10\n[run]\nreplicates = 2\n",
    ),
];

#[test]
fn one_signal_ends_what_does_not_look_up() {
    for (what, text) in DEEP {
        let folder = Folder::with(&[("deep.toml", text)]);
        folder.run(&["check", "deep.toml"]).ends_with(0);
        let partial = || folder.at("results.partial/summary.csv").exists();
        stop(&folder, &["run", "deep.toml"], "-TERM", partial).ends_with(143).says("interrupted");
        assert_eq!(folder.names(), ["deep.toml"], "{what}");
        for command in ["run --dry-run", "explain", "figure iceberg"] {
            let words: Vec<&str> = command.split(' ').chain(["deep.toml"]).collect();
            stop(&folder, &words, "-INT", || true).ends_with(130);
            assert_eq!(folder.names(), ["deep.toml"], "{what}: {command}");
        }
    }
}

#[test]
fn an_edge_list_that_is_stopped_leaves_nothing() {
    let folder = Folder::with(&[("hubs.toml", &DEEP[2].1.replace("20_000_000", "300_000"))]);
    let is_written = || {
        folder
            .names()
            .iter()
            .any(|name| name.starts_with(".rumeur-") && fs::metadata(folder.at(name)).is_ok_and(|meta| meta.len() > 0))
    };
    let child = folder.command(&["network", "hubs.toml", "--edges", "t.csv"]).spawn().expect("the command runs");
    let deadline = Instant::now() + Duration::from_secs(60);
    while !is_written() {
        assert!(Instant::now() < deadline, "it never began");
        std::thread::sleep(Duration::from_millis(1));
    }
    signal(&child, "-TERM");
    Ended::from(child.wait_with_output().expect("it ends")).ends_with(143);
    assert_eq!(folder.names(), ["hubs.toml"]);
}

#[test]
#[cfg(target_os = "linux")]
fn a_limit_on_the_size_of_files_is_an_error_of_writing() {
    let folder = Folder::with(&[("a.toml", CLASSIC)]);
    for command in ["run a.toml --raw", "figure iceberg a.toml", "network hubs.toml --edges t.csv"] {
        folder.write("hubs.toml", &DEEP[2].1.replace("20_000_000", "30_000"));
        folder.bash(&format!("ulimit -f 8; exec \"$R\" {command}")).ends_with(1).says("cannot write");
        assert_eq!(folder.names(), ["a.toml", "hubs.toml"], "{command}");
    }
}

#[test]
fn two_runs_at_once_are_one_too_many() {
    let folder = Folder::with(&[("a.toml", CLASSIC), ("long.toml", &long())]);
    let mut first = folder.command(&["run", "long.toml"]).spawn().expect("the command runs");
    while !folder.at("results.partial/summary.csv").exists() {
        assert!(first.try_wait().expect("a child").is_none(), "the first run ended");
        std::thread::sleep(Duration::from_millis(20));
    }
    folder.run(&["run", "a.toml"]).ends_with(2).says("another run is writing to results");
    folder.run(&["run", "a.toml", "--out", "elsewhere"]).ends_with(0);
    first.kill().expect("it can be killed");
    first.wait().expect("it ends");
    folder.run(&["run", "a.toml"]).ends_with(0);
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = Folder::new();
    for number in 0..400 {
        folder.write(&format!("s/{number:03}.toml"), &CLASSIC.replace("1_500", "20"));
    }
    for arguments in [&["run", "s", "--out", "-"][..], &["run", "s", "--format", "csv"], &["completions", "bash"]] {
        let mut child = folder.command(arguments).spawn().expect("the command runs");
        let mut line = String::new();
        let mut pipe = BufReader::with_capacity(16, child.stdout.take().expect("a pipe"));
        pipe.read_line(&mut line).expect("a line");
        drop(pipe);
        let ended = child.wait_with_output().expect("the command ends");
        assert_eq!(ended.status.code(), Some(0), "{arguments:?}");
        let stderr = String::from_utf8(ended.stderr).expect("text");
        assert!(!stderr.contains("error") && !stderr.contains("panic"), "{arguments:?}: {stderr}");
    }
}
