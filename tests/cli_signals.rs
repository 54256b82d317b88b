//! Signals and closed pipes.
#![cfg(all(feature = "cli", unix))]

mod command;

use std::io::{BufRead, BufReader};
use std::process::Command;
use std::time::{Duration, Instant};

use command::{CLASSIC, Ended, Folder};

/// A scenario that runs for minutes.
fn long() -> String {
    CLASSIC.replace("1_500", "1_000_000_000")
}

/// Starts `arguments`, sends `signal` once `is_ready`, and waits for the end.
fn stop(folder: &Folder, arguments: &[&str], signal: &str, is_ready: impl Fn() -> bool) -> Ended {
    let child = folder.command(arguments).spawn().expect("the command runs");
    let deadline = Instant::now() + Duration::from_secs(60);
    while !is_ready() {
        assert!(Instant::now() < deadline, "the command never began");
        std::thread::sleep(Duration::from_millis(20));
    }
    // Begun is not yet at work: give it the time to draw.
    std::thread::sleep(Duration::from_millis(200));
    let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().expect("kill runs");
    assert!(sent.success());
    Ended::from(child.wait_with_output().expect("the command ends"))
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
    folder.run(&["run", "s/a.toml"]).ends_with(0);
    assert_eq!(folder.names(), ["results", "s"]);
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
