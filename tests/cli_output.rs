//! Where results go: what is replaced, what is refused, what is left after a failure.
#![cfg(feature = "cli")]

mod command;

use std::fs;

use command::{CLASSIC, EXPLODING, Folder, WITH_VARIANT, rows};

#[test]
fn our_own_untouched_results_are_replaced_whole() {
    let folder = Folder::with(&[("a.toml", WITH_VARIANT), ("b.toml", CLASSIC)]);
    folder.run(&["run", "a.toml", "b.toml"]).ends_with(0);
    folder.run(&["run", "b.toml"]).ends_with(0);
    assert!(!folder.at("results/a").exists());
    assert!(!folder.at("results/comparison.csv").exists());
    assert_eq!(folder.names(), ["a.toml", "b.toml", "results"], "nothing is left beside the results");
}

#[test]
fn a_changed_file_an_added_file_and_a_foreign_folder_are_refused() {
    let folder = Folder::with(&[("a.toml", CLASSIC), ("foreign/thesis.txt", "years of work")]);
    folder.run(&["run", "a.toml", "--out", "foreign"]).ends_with(2).says("no run of rumeur wrote it").says("--force");
    folder.run(&["run", "a.toml"]).ends_with(0);
    folder.write("results/a/notes.txt", "mine");
    folder
        .run(&["run", "a.toml"])
        .ends_with(2)
        .says("a/notes.txt in it is not from rumeur")
        .says("move what is not of the run away");
    fs::remove_file(folder.at("results/a/notes.txt")).expect("a file");
    folder.write("results/summary.csv", "mine");
    folder.run(&["run", "a.toml"]).ends_with(2).says("summary.csv was changed").says("--out");
    assert_eq!(folder.read("results/summary.csv"), "mine");
    assert_eq!(folder.read("foreign/thesis.txt"), "years of work");
    folder.run(&["run", "a.toml", "--force"]).ends_with(0);
    assert_ne!(folder.read("results/summary.csv"), "mine");
}

#[test]
fn not_even_force_removes_the_scenario_or_the_current_folder() {
    let folder = Folder::with(&[("s/a.toml", CLASSIC)]);
    folder.run(&["run", "s", "--out", "s", "--force"]).ends_with(2).says("which is read here");
    folder.run(&["run", "s", "--out", ".", "--force"]).ends_with(2).says("it holds the current directory");
    folder.run(&["run", "s"]).ends_with(0);
    folder.run(&["run", "results/a/scenario.toml"]).ends_with(2).says("which is read here");
    assert_eq!(folder.read("s/a.toml"), CLASSIC);
}

#[test]
fn a_file_in_the_place_of_the_results_is_refused() {
    let folder = Folder::with(&[("a.toml", CLASSIC), ("results", "a file")]);
    folder.run(&["run", "a.toml"]).ends_with(2).says("it is a file");
    folder.run(&["run", "a.toml", "--out", "a.toml/below"]).ends_with(2);
    assert_eq!(folder.read("results"), "a file");
}

#[test]
fn an_empty_folder_is_filled() {
    let folder = Folder::with(&[("a.toml", CLASSIC)]);
    fs::create_dir(folder.at("results")).expect("a folder");
    folder.run(&["run", "a.toml"]).ends_with(0);
    assert!(folder.at("results/index.csv").is_file());
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_device_ends_with_1_and_says_so() {
    let folder = Folder::with(&[("a.toml", CLASSIC)]);
    let full = fs::File::options().write(true).open("/dev/full").expect("the device that is always full");
    let mut command = folder.command(&["run", "a.toml", "--out", "-"]);
    let ended = command::Ended::from(command.stdout(full).output().expect("the command runs"));
    ended.ends_with(1).says("cannot write standard output");
}

#[test]
#[cfg(unix)]
fn an_unwritable_place_is_refused_before_anything_runs() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with(&[("a.toml", CLASSIC)]);
    fs::create_dir(folder.at("closed")).expect("a folder");
    fs::set_permissions(folder.at("closed"), fs::Permissions::from_mode(0o500)).expect("permissions");
    // Whoever may write everywhere cannot be refused.
    if fs::write(folder.at("closed/probe"), "").is_err() {
        folder.run(&["run", "a.toml", "--out", "closed/results"]).ends_with(2).says("cannot write results");
    }
    fs::set_permissions(folder.at("closed"), fs::Permissions::from_mode(0o700)).expect("permissions");
}

#[test]
fn a_scenario_that_explodes_leaves_the_others_complete() {
    let folder = Folder::with(&[("s/a.toml", CLASSIC), ("s/boom.toml", EXPLODING), ("s/c.toml", WITH_VARIANT)]);
    folder.run(&["run", "s"]).ends_with(1).says("error: boom: replicate 0").says("2 of 3 scenarios complete, 1 failed");
    let index = folder.read("results/index.csv");
    let status: Vec<(&str, &str, &str)> = rows(&index).iter().map(|row| (row[0], row[1], row[3])).collect();
    assert_eq!(
        status,
        [
            ("a", "baseline", "complete"),
            ("boom", "baseline", "failed"),
            ("c", "baseline", "complete"),
            ("c", "ask-everyone", "complete")
        ]
    );
    assert!(index.contains("max_people"), "the message is in the index: {index}");
    assert!(!folder.at("results/boom").exists());
}

#[test]
fn fail_fast_stops_at_the_first_failure() {
    let folder = Folder::with(&[("s/a.toml", CLASSIC), ("s/boom.toml", EXPLODING), ("s/c.toml", CLASSIC)]);
    folder.run(&["run", "s", "--fail-fast"]).ends_with(1);
    let index = folder.read("results/index.csv");
    let status: Vec<&str> = rows(&index).iter().map(|row| row[3]).collect();
    assert_eq!(status, ["complete", "failed", "missing"]);
    assert!(!folder.at("results/c").exists());
}

#[test]
fn a_run_in_which_nothing_completes_keeps_the_results_that_are_there() {
    let folder = Folder::with(&[("a.toml", CLASSIC), ("boom.toml", EXPLODING)]);
    folder.run(&["run", "a.toml"]).ends_with(0);
    let before = folder.files("results");
    folder.run(&["run", "boom.toml"]).ends_with(1).says("is as it was before");
    assert_eq!(folder.files("results"), before);
}

#[test]
fn resume_runs_only_what_is_not_complete() {
    let folder = Folder::with(&[("s/a.toml", WITH_VARIANT), ("s/b.toml", EXPLODING), ("s/c.toml", WITH_VARIANT)]);
    folder.run(&["run", "s", "--raw"]).ends_with(1);
    folder.write("s/b.toml", CLASSIC);
    folder.write("s/c.toml", &WITH_VARIANT.replace("= 2", "= 3"));
    folder.run(&["run", "s", "--raw", "--resume"]).ends_with(0).says("1 taken over");
    folder.run(&["run", "s", "--raw", "--out", "fresh"]).ends_with(0);
    let stable = |results: &str| -> Vec<_> {
        folder.files(results).into_iter().filter(|(name, _)| name != "run.json").collect()
    };
    assert_eq!(stable("results"), stable("fresh"));
    // Other settings write other files: nothing can be taken over.
    let ended = folder.run(&["run", "s", "--resume"]).ends_with(0);
    assert!(!ended.stderr.contains("taken over"), "{}", ended.stderr);
    assert!(!folder.at("results/a/replicates.csv").exists());
}

#[test]
fn resume_runs_a_scenario_again_whose_files_were_changed() {
    let folder = Folder::with(&[("s/a.toml", CLASSIC), ("s/b.toml", CLASSIC)]);
    folder.run(&["run", "s"]).ends_with(0);
    let before = folder.read("results/a/groups.csv");
    folder.write("results/a/groups.csv", "mine");
    folder.run(&["run", "s", "--resume"]).ends_with(0).says("1 taken over");
    assert_eq!(folder.read("results/a/groups.csv"), before);
    folder.write("results/notes.txt", "mine");
    folder.run(&["run", "s", "--resume"]).ends_with(2).says("notes.txt");
}

#[test]
fn dry_run_writes_nothing() {
    let folder = Folder::with(&[("s/a.toml", WITH_VARIANT), ("s/b.toml", CLASSIC)]);
    let ended = folder.run(&["run", "s", "--dry-run"]).ends_with(0);
    assert!(ended.stdout.starts_with("a: 1,500 replicates × 2"), "{}", ended.stdout);
    assert_eq!(folder.names(), ["s"]);
}
