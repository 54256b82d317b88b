//! What stands at the results or beside them: what somebody puts there stays, what a killed run leaves is no obstacle.
#![cfg(all(feature = "cli", unix))]

mod command;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::time::{Duration, Instant};

use command::{CLASSIC, Ended, Folder, WITH_VARIANT, signal};

/// A scenario that takes long enough to be stopped on the way, and ends.
fn slow() -> String {
    CLASSIC.replace("1_500", "400_000")
}

/// Runs `arguments`, halts it once `out.partial` is there, does `meanwhile`, and lets it go on to its end.
fn run_and_meanwhile(folder: &Folder, arguments: &[&str], out: &str, meanwhile: impl FnOnce()) -> Ended {
    let child = folder.command(arguments).spawn().expect("the command runs");
    let deadline = Instant::now() + Duration::from_secs(60);
    while !folder.at(&format!("{out}.partial/summary.csv")).exists() {
        assert!(Instant::now() < deadline, "the command never began");
        std::thread::sleep(Duration::from_millis(1));
    }
    signal(&child, "-STOP");
    assert!(folder.at(&format!("{out}.partial")).exists(), "it ended too soon");
    meanwhile();
    signal(&child, "-CONT");
    Ended::from(child.wait_with_output().expect("the command ends"))
}

#[test]
fn what_is_put_into_results_during_a_run_stays() {
    for force in [&[][..], &["--force"]] {
        let folder = Folder::with(&[("a.toml", CLASSIC), ("slow.toml", &slow())]);
        folder.run(&["run", "a.toml"]).ends_with(0);
        let before = folder.read("results/summary.csv");
        let arguments = [&["run", "slow.toml"][..], force].concat();
        let ended = run_and_meanwhile(&folder, &arguments, "results", || folder.write("results/notes.txt", "mine"));
        ended.ends_with(1).says("results is not replaced").says("results.partial");
        assert_eq!(folder.read("results/notes.txt"), "mine");
        assert_eq!(folder.read("results/summary.csv"), before);
        // The new ones are whole, and go where they belong once nothing is in the way.
        fs::remove_file(folder.at("results/notes.txt")).expect("the notes");
        folder.run(&["run", "slow.toml"]).ends_with(2).says("1 complete scenario").says("--resume");
        folder.run(&["run", "slow.toml", "--resume"]).ends_with(0).says("1 taken over");
        assert_eq!(folder.names(), ["a.toml", "results", "slow.toml"]);
        assert!(!folder.at("results/journal.jsonl").exists());
    }
}

#[test]
fn a_foreign_folder_that_comes_during_a_run_stays() {
    let folder = Folder::with(&[("slow.toml", &slow())]);
    let write = || folder.write("results/thesis.txt", "years of work");
    run_and_meanwhile(&folder, &["run", "slow.toml"], "results", write).ends_with(1).says("is not replaced");
    assert_eq!(folder.read("results/thesis.txt"), "years of work");
    assert!(folder.at("results.partial/run.json").is_file());
}

#[test]
fn a_changed_table_stays_and_litter_is_kept() {
    let folder = Folder::with(&[("a.toml", CLASSIC), ("slow.toml", &slow())]);
    folder.run(&["run", "a.toml"]).ends_with(0);
    let litter = [".DS_Store", "Thumbs.db", "a/desktop.ini", ".~lock.summary.csv#", "~$summary.xlsx"];
    for name in litter {
        folder.write(&format!("results/{name}"), "litter");
    }
    folder.run(&["run", "a.toml"]).ends_with(0);
    folder.run(&["run", "a.toml", "--resume"]).ends_with(0).says("1 taken over");
    for name in litter {
        assert_eq!(folder.read(&format!("results/{name}")), "litter", "{name}");
    }
    let change = || folder.write("results/summary.csv", "mine");
    run_and_meanwhile(&folder, &["run", "slow.toml"], "results", change).ends_with(1);
    assert_eq!(folder.read("results/summary.csv"), "mine");
}

#[test]
fn an_empty_folder_with_litter_is_filled() {
    let folder = Folder::with(&[("a.toml", CLASSIC), ("results/.DS_Store", "litter")]);
    folder.run(&["run", "a.toml"]).ends_with(0);
    assert_eq!(folder.read("results/.DS_Store"), "litter");
    assert!(folder.at("results/index.csv").is_file());
}

#[test]
fn complete_scenarios_of_an_interrupted_run_are_asked_about() {
    let folder = Folder::with(&[("s/a.toml", CLASSIC), ("s/b.toml", WITH_VARIANT)]);
    folder.run(&["run", "s", "--out", "kept"]).ends_with(0);
    fs::rename(folder.at("kept"), folder.at("results.partial")).expect("a rename");
    let before = folder.files("results.partial");
    folder.run(&["run", "s"]).ends_with(2).says("results.partial holds 2 complete scenarios").says("--force");
    assert_eq!(folder.files("results.partial"), before);
    folder.run(&["run", "s", "--resume"]).ends_with(0).says("2 taken over");
    assert_eq!(folder.names(), ["results", "s"]);
    folder.run(&["run", "s", "--out", "kept"]).ends_with(0);
    fs::rename(folder.at("kept"), folder.at("results.partial")).expect("a rename");
    let ended = folder.run(&["run", "s", "--force"]).ends_with(0);
    assert!(!ended.stderr.contains("taken over"));
    assert_eq!(folder.names(), ["results", "s"]);
}

#[test]
fn every_moment_of_the_last_renames_is_one_to_go_on_from() {
    let ours = |folder: &Folder, name: &str| {
        folder.run(&["run", "s", "--out", "made"]).ends_with(0);
        fs::rename(folder.at("made"), folder.at(name)).expect("a rename");
    };
    // Before the first rename, between the two, after the second; with the journal and without it.
    let moments: [&[&str]; 5] = [
        &["results", "results.partial"],
        &[".results.old", "results.partial"],
        &["results", ".results.old"],
        &["results.partial"],
        &["results", "results.partial", ".results.resumed-2"],
    ];
    for moment in moments {
        for journal in [false, true] {
            let folder = Folder::with(&[("s/a.toml", CLASSIC)]);
            for name in moment {
                ours(&folder, name);
                if journal {
                    let head = "{\"program\":\"rumeur\",\"format\":1,\"version\":\"0\",\"settings\":{\"csv_dialect\":\"\",\"raw\":false}}\n";
                    folder.write(&format!("{name}/journal.jsonl"), head);
                }
            }
            folder.run(&["run", "s", "--resume"]).ends_with(0);
            assert_eq!(folder.names(), ["results", "s"], "{moment:?}");
            folder.run(&["run", "s"]).ends_with(0);
        }
    }
}

#[test]
fn what_has_the_name_of_leftovers_and_is_none_stays() {
    for name in [".results.old", "results.partial", ".results.resumed-1", ".results.resumed-7"] {
        for flag in [&[][..], &["--force"], &["--resume"]] {
            let folder = Folder::with(&[("a.toml", CLASSIC), (&format!("{name}/thesis.txt"), "years of work")]);
            let arguments = [&["run", "a.toml"][..], flag].concat();
            folder.run(&arguments).ends_with(2).says(name).says("move it away");
            assert_eq!(folder.read(&format!("{name}/thesis.txt")), "years of work");
            assert!(!folder.at("results").exists());
        }
    }
    let folder = Folder::with(&[("a.toml", CLASSIC), (".results.lock", "mine")]);
    folder.run(&["run", "a.toml"]).ends_with(2).says("no lock of rumeur");
    assert_eq!(folder.read(".results.lock"), "mine");
    fs::remove_file(folder.at(".results.lock")).expect("a file");
    symlink("target", folder.at(".results.lock")).expect("a link");
    folder.run(&["run", "a.toml"]).ends_with(2).says("no lock of rumeur");
    assert!(!folder.at("target").exists());
}

#[test]
fn force_removes_no_file_that_is_read() {
    let network = "[customers]\ndissatisfied = 2\n[silent]\naudience = 2\n[network.file]\npath = \"../data/el.csv\"\n[run]\nreplicates = 10\n";
    let folder = Folder::with(&[
        ("s/net.toml", network),
        ("data/el.csv", "a,b\nb,c\nc,d\n"),
        ("s/child.toml", "extends = \"../parents/p.toml\"\n"),
        ("parents/p.toml", CLASSIC),
    ]);
    folder.run(&["run", "s/net.toml", "--out", "data", "--force"]).ends_with(2).says("data/el.csv");
    folder.run(&["run", "s/child.toml", "--out", "parents", "--force"]).ends_with(2).says("parents/p.toml");
    assert!(folder.at("data/el.csv").is_file() && folder.at("parents/p.toml").is_file());
    let run = folder.run(&["run", "s", "--out", "r"]).ends_with(0);
    drop(run);
    let manifest = folder.read("r/run.json");
    assert!(manifest.contains("data/el.csv") && manifest.contains("parents/p.toml"), "{manifest}");
}

#[test]
fn a_link_that_leads_nowhere_and_results_that_are_read_only_are_refused_before_the_run() {
    let folder = Folder::with(&[("a.toml", CLASSIC)]);
    symlink("nowhere", folder.at("link")).expect("a link");
    folder.run(&["run", "a.toml", "--out", "link"]).ends_with(2).says("a link that leads nowhere");
    folder.run(&["run", "a.toml"]).ends_with(0);
    let set = |mode| fs::set_permissions(folder.at("results/a"), fs::Permissions::from_mode(mode)).expect("rights");
    set(0o555);
    for flag in [&[][..], &["--resume"], &["--force"]] {
        folder.run(&[&["run", "a.toml"][..], flag].concat()).ends_with(2).says("a in it is read-only");
    }
    set(0o755);
    folder.run(&["run", "a.toml"]).ends_with(0);
    assert_eq!(folder.names(), ["a.toml", "link", "results"]);
}

#[test]
fn results_that_were_half_removed_are_known_still() {
    let folder = Folder::with(&[("s/a.toml", CLASSIC)]);
    folder.run(&["run", "s", "--figures"]).ends_with(0);
    folder.run(&["run", "s", "--figures", "--out", "made"]).ends_with(0);
    fs::rename(folder.at("made"), folder.at(".results.old")).expect("a rename");
    for (name, _) in folder.files(".results.old/a") {
        fs::remove_file(folder.at(".results.old/a").join(name)).expect("a file");
    }
    folder.run(&["run", "s", "--figures"]).ends_with(0);
    assert_eq!(folder.names(), ["results", "s"]);
}
