//! Killed at any moment, a batch leaves whole results and something to go on from.
#![cfg(all(feature = "cli", target_os = "linux"))]

mod command;

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use command::{CLASSIC, Folder, WITH_VARIANT};

/// A batch with everything that is written.
const ARGUMENTS: [&str; 4] = ["run", "s", "--raw", "--figures"];

fn batch() -> Folder {
    let folder = Folder::new();
    for number in 0..6 {
        let text = if number % 2 == 0 { CLASSIC } else { WITH_VARIANT };
        folder.write(&format!("s/{number}.toml"), &text.replace("1_500", &(200 + number).to_string()));
    }
    folder
}

/// All that stays the same from run to run.
fn stable(folder: &Folder, results: &str) -> Vec<(String, Vec<u8>)> {
    folder.files(results).into_iter().filter(|(name, _)| name != "run.json" && name != "journal.jsonl").collect()
}

/// What stands at the results is whole; what the next run makes of it is `wanted`, with nothing beside.
fn goes_on(folder: &Folder, wanted: &[(String, Vec<u8>)], context: &str) {
    if folder.at("results").exists() {
        assert!(folder.at("results/run.json").is_file(), "{context}: results without a manifest");
        assert_eq!(stable(folder, "results"), wanted, "{context}: results that are not whole");
    }
    let ended = folder.run(&[&ARGUMENTS[..], &["--resume"]].concat());
    assert_eq!(ended.code, Some(0), "{context}: {}", ended.stderr);
    assert_eq!(stable(folder, "results"), wanted, "{context}");
    assert_eq!(folder.names(), ["results", "s"], "{context}");
    assert!(!folder.at("results/journal.jsonl").exists(), "{context}");
}

fn kill_at_random(times: u64) {
    let base = batch();
    base.run(&[&ARGUMENTS[..], &["--out", "fresh"]].concat()).ends_with(0);
    let wanted = stable(&base, "fresh");
    let clock = Instant::now();
    base.run(&[&ARGUMENTS[..], &["--out", "timed"]].concat()).ends_with(0);
    let whole = clock.elapsed();
    let folder = batch();
    for time in 0..times {
        // Every other time it is killed again while it resumes.
        for round in 0..=time % 2 {
            let resume: &[&str] = if round == 1 || folder.at("results.partial").exists() { &["--resume"] } else { &[] };
            let mut child = folder.command(&[&ARGUMENTS[..], resume].concat()).spawn().expect("the command runs");
            let share = (time * 7_919 + round * 104_729) % 1_000;
            std::thread::sleep(whole.mul_f64(share as f64 / 900.0));
            // It may have ended already.
            let _ = child.kill();
            child.wait().expect("it ends");
        }
        goes_on(&folder, &wanted, &format!("kill {time}"));
        if time % 3 == 0 {
            fs::remove_dir_all(folder.at("results")).expect("results");
        }
    }
}

#[test]
fn a_batch_killed_at_random_moments_is_resumed_to_the_same_bytes() {
    kill_at_random(12);
}

#[test]
#[ignore = "takes minutes: run with --ignored"]
fn a_batch_killed_two_hundred_times_is_resumed_to_the_same_bytes() {
    kill_at_random(200);
}

/// Whether system calls can be met here.
fn can_trace() -> bool {
    let tried = Command::new("strace").args(["-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
    let can = tried.is_ok_and(|status| status.success());
    if !can {
        eprintln!("skipped: strace cannot run here");
    }
    can
}

/// The calls that change what stands on the disk.
const CALLS: [&str; 10] =
    ["rename", "unlink", "unlinkat", "rmdir", "mkdir", "link", "linkat", "openat", "syncfs", "fsync"];

/// How often `call` is made by a run of `arguments` in `folder`.
fn count(folder: &Folder, arguments: &[&str], call: &str) -> usize {
    let log = folder.at("../strace.log").with_file_name(format!("trace-{}-{call}", std::process::id()));
    let mut strace = Command::new("strace");
    strace.args(["-f", "-e", &format!("trace={call}"), "-o"]).arg(&log).arg(env!("CARGO_BIN_EXE_rumeur"));
    let status = strace.args(arguments).current_dir(folder.path()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.expect("strace runs");
    let text = fs::read_to_string(&log).unwrap_or_default();
    let _ = fs::remove_file(log);
    text.lines().filter(|line| line.contains(&format!("{call}("))).count()
}

#[test]
fn killed_at_the_system_calls_of_publishing_and_resuming_a_batch_goes_on() {
    if !can_trace() {
        return;
    }
    let arguments = [&ARGUMENTS[..], &["--resume", "--threads", "1"]].concat();
    let base = batch();
    base.run(&[&ARGUMENTS[..], &["--out", "fresh"]].concat()).ends_with(0);
    let wanted = stable(&base, "fresh");
    let deadline = Instant::now() + Duration::from_secs(240);
    let mut killed = 0;
    // From nothing; from results of which one scenario was changed since, so that the old ones are replaced.
    for replaces in [true, false] {
        let prepare = || {
            let folder = batch();
            if replaces {
                folder.write("s/0.toml", CLASSIC);
                folder.run(&ARGUMENTS).ends_with(0);
                folder.write("s/0.toml", &CLASSIC.replace("1_500", "200"));
            }
            folder
        };
        for call in CALLS {
            let all = count(&prepare(), &arguments, call);
            // All of the rare ones; of the others the last, which publish, and some on the way.
            let some = (1..=all).filter(|when| all <= 6 || when + 3 > all || when % (all / 4 + 1) == 0);
            for when in some {
                if Instant::now() > deadline {
                    assert!(killed > 20, "only {killed} kills in the time there was");
                    return;
                }
                let folder = prepare();
                let mut strace = Command::new("strace");
                let inject = format!("inject={call}:signal=KILL:when={when}");
                strace.args(["-f", "-o", "/dev/null", "-e", &inject]).arg(env!("CARGO_BIN_EXE_rumeur"));
                strace.args(&arguments).current_dir(folder.path()).stdout(Stdio::null()).stderr(Stdio::null());
                strace.status().expect("strace runs");
                killed += 1;
                let context = format!("{call} {when} of {all}, replacing: {replaces}");
                if folder.at("results").exists() && replaces {
                    // The old ones or the new ones, never a part.
                    assert!(folder.at("results/run.json").is_file(), "{context}");
                }
                let ended = folder.run(&[&ARGUMENTS[..], &["--resume"]].concat());
                assert_eq!(ended.code, Some(0), "{context}: {}", ended.stderr);
                assert_eq!(stable(&folder, "results"), wanted, "{context}");
                let names: Vec<String> = folder.names().into_iter().filter(|name| name != ".results.lock").collect();
                assert_eq!(names, ["results", "s"], "{context}");
            }
        }
    }
}

#[test]
fn ten_runs_at_once_leave_one_whole() {
    let folder = batch();
    let children: Vec<_> = (0..10).map(|_| folder.command(&ARGUMENTS).spawn().expect("the command runs")).collect();
    let codes: Vec<Option<i32>> =
        children.into_iter().map(|child| child.wait_with_output().expect("it ends").status.code()).collect();
    assert!(codes.contains(&Some(0)) && codes.iter().all(|code| matches!(code, Some(0 | 2))), "{codes:?}");
    folder.run(&[&ARGUMENTS[..], &["--out", "fresh"]].concat()).ends_with(0);
    assert_eq!(stable(&folder, "results"), stable(&folder, "fresh"));
    assert_eq!(folder.names(), ["fresh", "results", "s"]);
}

#[test]
fn a_full_disk_leaves_nothing_that_is_not_whole() {
    let folder = batch();
    fs::create_dir(folder.at("disk")).expect("a folder");
    let mount = |size: &str| {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]).arg(folder.at("disk"));
        mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    };
    if !mount("300k") {
        eprintln!("skipped: no file system can be mounted here");
        return;
    }
    let out = ["--out", "disk/r"];
    let full = folder.run(&[&ARGUMENTS[..], &out].concat());
    let drawn = folder.run(&["figure", "iceberg", "s/0.toml", "-o", "disk/x.svg"]);
    let sheets = folder.run(&["exercise", "s/0.toml", "--students", "500", "-o", "disk/e"]);
    let left: Vec<String> = fs::read_dir(folder.at("disk"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .collect();
    let unmounted = Command::new("umount").arg(folder.at("disk")).status();
    assert!(unmounted.is_ok_and(|status| status.success()));
    full.ends_with(1).says("cannot write");
    sheets.ends_with(1).says("cannot write");
    assert!(left.iter().all(|name| ["r.partial", "x.svg", "x.csv"].contains(&&**name)), "{left:?}");
    if left.contains(&"x.csv".to_owned()) {
        drawn.ends_with(0);
    } else {
        assert!(!left.contains(&"x.svg".to_owned()), "half of what belongs together: {left:?}");
        drawn.ends_with(1);
    }
}

#[test]
fn a_folder_that_vanishes_during_a_run_is_an_error() {
    let folder = Folder::with(&[("a.toml", &CLASSIC.replace("1_500", "400_000"))]);
    let child = folder.command(&["run", "a.toml", "--out", "gone/r"]).spawn().expect("the command runs");
    let deadline = Instant::now() + Duration::from_secs(60);
    while !folder.at("gone/r.partial/summary.csv").exists() {
        assert!(Instant::now() < deadline, "it never began");
        std::thread::sleep(Duration::from_millis(1));
    }
    fs::remove_dir_all(folder.at("gone")).expect("a folder");
    command::Ended::from(child.wait_with_output().expect("it ends")).ends_with(1).says("cannot write");
    assert_eq!(folder.names(), ["a.toml"]);
}

#[test]
fn a_long_scenario_goes_on_from_the_replicates_that_it_drew() {
    let many = CLASSIC.replace("replicates = 1_500", "replicates = 15_000_000");
    let promise =
        "\n[[expect]]\nmetric = \"aware\"\nstatistic = \"probability\"\nat_least = 400\nbetween = [0.1, 0.5]\n";
    let folder = Folder::with(&[("a.toml", &format!("{many}{promise}"))]);
    let arguments = ["run", "a.toml", "--tables", "summary", "--threads", "1"];
    folder.run(&[&arguments[..], &["--out", "whole"]].concat()).ends_with(0);

    // Killed, then stopped by a signal while it goes on, then left to its end: each time it goes on from what was drawn.
    let parts = folder.at("results.partial/a/parts.sums");
    let begin = |resume: &[&str], drawn_before: u64| {
        let mut child = folder.command(&[&arguments[..], resume].concat()).spawn().expect("the command runs");
        let clock = Instant::now();
        while fs::metadata(&parts).map_or(0, |meta| replicates_in(&parts, meta.len())) <= drawn_before {
            assert!(clock.elapsed() < Duration::from_secs(120), "nothing is kept");
            assert!(child.try_wait().expect("a child").is_none(), "it was too quick to be killed");
            std::thread::sleep(Duration::from_millis(10));
        }
        child
    };
    let mut child = begin(&[], 0);
    child.kill().expect("killed");
    child.wait().expect("it ends");
    let drawn = replicates_in(&parts, 1);
    folder.run(&arguments).ends_with(2).says("replicates that an interrupted run drew").says("--resume");
    let child = begin(&["--resume"], drawn);
    command::signal(&child, "-INT");
    let ended = command::Ended::from(child.wait_with_output().expect("it ends")).ends_with(130);
    ended.says("the replicates drawn so far are in results.partial");
    let ended = folder.run(&[&arguments[..], &["--resume"]].concat()).ends_with(0);
    ended.says("a: went on from ");
    assert_eq!(stable(&folder, "results"), stable(&folder, "whole"));
    assert_eq!(folder.names(), ["a.toml", "results", "whole"]);

    // Of another seed nothing is taken.
    let mut child = begin(&["--out", "results", "--force"], 0);
    child.kill().expect("killed");
    child.wait().expect("it ends");
    let other =
        folder.run(&["run", "a.toml", "--tables", "summary", "--seed", "7", "--resume", "--replicates", "1000"]);
    assert!(!other.ends_with(0).stderr.contains("went on"));
}

/// How many replicates are kept; 0 while the file is not there whole.
fn replicates_in(parts: &std::path::Path, length: u64) -> u64 {
    if length == 0 {
        return 0;
    }
    let bytes = fs::read(parts).unwrap_or_default();
    let sums = bytes.iter().position(|&byte| byte == b'\n').map(|end| &bytes[end + 1..]);
    let shard = sums.and_then(|sums| rumeur::ensemble::Shard::from_bytes(sums).ok());
    shard.map_or(0, |shard| shard.replicates().iter().map(|range| range.end - range.start).sum())
}
