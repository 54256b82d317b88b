//! The bytes depend on scenario, seed and version only.
#![cfg(feature = "cli")]

mod command;

use command::{CLASSIC, Folder, WITH_VARIANT};

/// All files but the one that may vary.
fn stable(folder: &Folder, results: &str) -> Vec<(String, Vec<u8>)> {
    folder.files(results).into_iter().filter(|(name, _)| name != "run.json").collect()
}

#[test]
fn any_number_of_threads_writes_the_same_bytes() {
    let folder = Folder::with(&[("s/a.toml", WITH_VARIANT), ("s/b/c.toml", CLASSIC), ("s/d.toml", CLASSIC)]);
    for threads in ["1", "2", "8"] {
        folder.run(&["run", "s", "--raw", "--threads", threads, "--out", threads]).ends_with(0);
    }
    assert_eq!(stable(&folder, "1"), stable(&folder, "2"));
    assert_eq!(stable(&folder, "1"), stable(&folder, "8"));
}

#[test]
fn another_folder_and_another_order_of_keys_write_the_same_bytes() {
    let folder = Folder::with(&[("one/a.toml", CLASSIC)]);
    let mut tables: Vec<&str> = CLASSIC.split("\n\n").collect();
    tables.reverse();
    folder.write("two/a.toml", &format!("# a comment\n{}\n", tables.join("\n\n")));
    folder.run(&["run", "one", "--out", "out/1"]).ends_with(0);
    folder.run(&["run", "two", "--out", "out/2"]).ends_with(0);
    assert_eq!(stable(&folder, "out/1"), stable(&folder, "out/2"));
}

#[test]
fn the_first_replicates_are_the_same_however_many_are_asked_for() {
    let folder = Folder::with(&[("a.toml", WITH_VARIANT)]);
    folder.run(&["run", "a.toml", "--raw", "--replicates", "1000", "--out", "short"]).ends_with(0);
    folder.run(&["run", "a.toml", "--raw", "--replicates", "10_000", "--out", "long"]).ends_with(0);
    let (short, long) = (folder.read("short/a/replicates.csv"), folder.read("long/a/replicates.csv"));
    assert_eq!(short.lines().count(), 1 + 2 * 1000);
    assert!(long.starts_with(&short));
}

#[test]
fn a_variant_more_changes_no_number_of_the_others() {
    let more = format!("{WITH_VARIANT}\n[variants.ask-half]\nset = {{ \"voice.asked\" = 0.5 }}\n");
    let folder = Folder::with(&[("one/a.toml", WITH_VARIANT), ("two/a.toml", &more)]);
    folder.run(&["run", "one", "--out", "1"]).ends_with(0);
    folder.run(&["run", "two", "--out", "2"]).ends_with(0);
    assert!(folder.read("2/summary.csv").starts_with(&folder.read("1/summary.csv")));
    let one = folder.run(&["run", "two", "--variant", "ask-everyone", "--out", "3"]).ends_with(0);
    assert_eq!(folder.read("3/summary.csv"), folder.read("1/summary.csv"), "{}", one.stderr);
}

#[test]
fn zero_is_a_seed() {
    let folder = Folder::with(&[("a.toml", CLASSIC)]);
    for (seed, out) in [("0", "zero"), ("0", "again"), ("1", "one")] {
        folder.run(&["run", "a.toml", "--seed", seed, "--out", out]).ends_with(0);
    }
    assert_eq!(folder.read("zero/summary.csv"), folder.read("again/summary.csv"));
    assert_ne!(folder.read("zero/summary.csv"), folder.read("one/summary.csv"));
    assert!(folder.read("zero/a/scenario.toml").contains("seed = 0\n"));
}

#[test]
fn what_other_replicates_of_a_thread_left_behind_changes_nothing() {
    // Cascades of every length: a buffer that an earlier replicate of the thread made longer must not be taken for what
    // the baseline drew in this one.
    let retold = "[customers]\ndissatisfied = 2\n[voice]\nrate = 0.0\n[silent]\naudience = 2\n\
                  [retelling]\nrate = 0.5\naudience = 1\ngenerations = \"unlimited\"\n\
                  [variants.v]\nset = { \"retelling.rate\" = 0.8 }\n[run]\nreplicates = 20_000\n";
    let folder = Folder::with(&[("a.toml", retold)]);
    for (threads, out) in [("1", "one"), ("2", "two"), ("5", "five"), ("8", "eight"), ("5", "again")] {
        folder.run(&["run", "a.toml", "--raw", "--threads", threads, "--out", out]).ends_with(0);
    }
    for other in ["two", "five", "eight", "again"] {
        assert!(stable(&folder, "one") == stable(&folder, other), "{other} threads differ from one");
    }
}
