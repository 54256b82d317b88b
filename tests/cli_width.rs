//! Tables on a terminal of 80 columns: every shipped scenario, in both languages, without colour.
#![cfg(feature = "cli")]

mod command;

use std::fs;
use std::path::{Path, PathBuf};

use command::Folder;
use unicode_width::UnicodeWidthStr;

/// Scenario files that are shipped and stand on their own.
fn shipped() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let entries = [folder.clone(), folder.join("towns")].map(|folder| fs::read_dir(folder).expect("a folder"));
    let paths = entries.into_iter().flatten().map(|entry| entry.expect("an entry").path());
    let is_own = |path: &PathBuf| {
        let is_scenario = path.extension().is_some_and(|ending| ending == "toml");
        is_scenario && !fs::read_to_string(path).expect("text").contains("abstract = true")
    };
    let mut paths: Vec<PathBuf> = paths.filter(is_own).collect();
    paths.sort();
    paths
}

/// The lines of tables that are wider than the terminal; sentences are wrapped by it.
fn too_wide(text: &str) -> Vec<&str> {
    let is_row = |line: &&str| line.trim().contains("  ");
    text.lines().filter(is_row).filter(|line| line.width() > 80).collect()
}

#[test]
fn every_table_of_every_shipped_scenario_fits_80_columns_and_needs_no_colour() {
    let scenarios = shipped();
    assert!(scenarios.len() >= 12, "{scenarios:?}");
    let folder = Folder::new();
    let mut rows = 0;
    for path in &scenarios {
        let path = path.to_str().expect("a name");
        for language in ["en", "fr"] {
            for arguments in
                [&["run", path, "--replicates", "20", "-o", "out"][..], &["explain", path, "--replicates", "20"]]
            {
                let text = folder.run(&[arguments, &["--lang", language]].concat()).ends_with(0).stdout;
                assert!(!text.contains('\u{1b}'), "{arguments:?}: colour into a file");
                assert!(too_wide(&text).is_empty(), "{arguments:?} {language}: {:#?}", too_wide(&text));
                rows += text.lines().filter(|line| line.trim().contains("  ")).count();
            }
        }
    }
    assert!(rows > 500, "{rows} rows of tables were looked at");
}

#[test]
fn tables_of_presets_and_sweeps_fit_too() {
    let folder = Folder::new();
    let hotel = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/hotel.toml");
    let hotel = hotel.to_str().expect("a name");
    for language in ["en", "fr"] {
        for arguments in [
            &["presets", "--compare"][..],
            &["sweep", hotel, "voice.asked=0..1:3", "recovery.rate=0.2,0.8", "--replicates", "20"],
            &["fit", "complaints", "--counts", "32,16,6,1"],
        ] {
            let text = folder.run(&[arguments, &["--lang", language]].concat()).ends_with(0).stdout;
            assert!(too_wide(&text).is_empty(), "{arguments:?} {language}: {:#?}", too_wide(&text));
        }
    }
}
