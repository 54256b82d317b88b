//! `rumeur report -o x.xlsx`: the same bytes at each run, replaced only where it is ours.
#![cfg(feature = "cli")]
#![cfg(feature = "xlsx")]

mod command;

use command::{Folder, WITH_VARIANT};

fn results() -> Folder {
    let folder = Folder::with(&[("a.toml", WITH_VARIANT)]);
    folder.run(&["run", "a.toml", "-o", "results", "--quiet"]).ends_with(0);
    folder
}

#[test]
fn a_workbook_has_the_same_bytes_at_each_run_and_replaces_its_like() {
    let folder = results();
    let arguments = ["report", "results", "-o", "x.xlsx"];
    folder.run(&arguments).ends_with(0).says("the workbook is in x.xlsx");
    let first = std::fs::read(folder.at("x.xlsx")).expect("a workbook");
    folder.run(&arguments).ends_with(0);
    assert!(first == std::fs::read(folder.at("x.xlsx")).expect("a workbook"));
    assert!(first.starts_with(b"PK\x03\x04") && first.len() > 8_000, "{}", first.len());
}

#[test]
fn a_workbook_of_others_stays() {
    let folder = results();
    folder.write("x.xlsx", "PK\u{3}\u{4} somebody's own");
    folder.run(&["report", "results", "-o", "x.xlsx"]).ends_with(2).says("is there already");
    folder.run(&["report", "results", "-o", "results/x.xlsx"]).ends_with(2);
    folder
        .run(&["report", "results", "-o", "x.xlsx", "--force", "--lang", "fr"])
        .ends_with(0)
        .says("le classeur est dans");
    folder.run(&["report", "results", "-o", "x.ods"]).ends_with(2).says(".html or .xlsx");
    folder.run(&["report", "nothing", "-o", "y.xlsx"]).ends_with(2).says("holds no results");
}
