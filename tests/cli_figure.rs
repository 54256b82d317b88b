//! `rumeur figure` and `rumeur run --figures` through the built command.
#![cfg(feature = "cli")]

mod command;

use command::{CLASSIC, Folder, WITH_VARIANT};

#[test]
fn results_on_disk_and_a_quick_run_draw_the_same_figure() {
    let folder = Folder::with(&[("a.toml", WITH_VARIANT)]);
    folder.run(&["run", "a.toml", "--out", "r"]).ends_with(0);
    for kind in ["iceberg", "cascade", "distribution", "comparison"] {
        folder.run(&["figure", kind, "r", "-o", "disk.svg"]).ends_with(0);
        folder.run(&["figure", kind, "a.toml", "-o", "quick.svg"]).ends_with(0);
        assert!(folder.read("disk.svg") == folder.read("quick.svg"), "{kind}");
        assert_eq!(folder.read("disk.csv"), folder.read("quick.csv"), "{kind}");
    }
}

#[test]
fn tables_of_a_french_spreadsheet_draw_the_same_figure() {
    let folder = Folder::with(&[("a.toml", CLASSIC)]);
    folder.run(&["run", "a.toml", "--out", "one"]).ends_with(0);
    folder.run(&["run", "a.toml", "--out", "two", "--csv-dialect", "fr"]).ends_with(0);
    let draw = |results| folder.run(&["figure", "exceedance", results, "-o", "-"]).ends_with(0).stdout.clone();
    assert!(draw("one") == draw("two"));
}

#[test]
fn a_run_draws_the_figures_that_fit() {
    let folder = Folder::with(&[("s/a.toml", WITH_VARIANT), ("s/b.toml", CLASSIC)]);
    folder.run(&["run", "s", "--out", "r", "--figures", "--lang", "fr"]).ends_with(0);
    assert!(folder.at("r/a/figures/comparison.svg").is_file() && folder.at("r/a/figures/comparison.csv").is_file());
    assert!(!folder.at("r/b/figures/comparison.svg").exists());
    assert!(folder.read("r/b/figures/waterfall.svg").contains("l&#39;ont vécu"));
    // They belong to the results: the next run replaces them.
    folder.run(&["run", "s", "--out", "r"]).ends_with(0);
    assert!(!folder.at("r/b/figures").exists());
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    let folder = Folder::with(&[("a.toml", CLASSIC)]);
    let refused = |args: &[&str], wanted: &str| {
        let run = folder.run(args).ends_with(2);
        assert!(run.stderr.contains(wanted), "{}", run.stderr);
    };
    refused(&["figure", "pie", "a.toml"], "iceberg");
    refused(&["figure", "comparison", "a.toml"], "it has no variant");
    refused(&["figure", "iceberg", "a.toml", "-o", "a.gif"], "must end with .svg or .png");
    refused(&["figure", "distribution", "a.toml", "--metric", "satisfied"], "`satisfied` is undefined");
    refused(&["figure", "iceberg", "missing"], "missing");
    folder.run(&["run", "a.toml", "--out", "r"]).ends_with(0);
    refused(&["figure", "iceberg", "r", "--seed", "1"], "results are drawn as they are");
    refused(&["figure", "iceberg", "r", "--scenario", "b"], "only a");
}
