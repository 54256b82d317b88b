//! The README is run: its scenarios load, its commands exist, its files are there.
#![cfg(feature = "cli")]

use std::fs;
use std::path::Path;
use std::process::Command;

use rumeur::scenario::{self, Overrides};

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("README.md")
}

/// The fenced blocks of a language.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    text.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn every_scenario_of_the_readme_loads_without_a_warning() {
    let blocks = blocks(&readme(), "toml");
    assert!(!blocks.is_empty());
    for block in blocks {
        let scenario = scenario::load_text(block.as_bytes(), "README.md", "readme", &Overrides::default());
        let scenario = scenario.unwrap_or_else(|errors| panic!("{errors}"));
        let warnings: Vec<String> = scenario.warnings.iter().map(|warning| warning.message.en.clone()).collect();
        assert!(warnings.is_empty(), "{warnings:?}");
    }
}

#[test]
fn every_command_of_the_readme_exists() {
    let mut seen = 0;
    for block in blocks(&readme(), "sh") {
        for line in block.lines() {
            let code = line.split('#').next().unwrap_or_default();
            let words = code.strip_prefix("cargo run --release -- ").or_else(|| code.strip_prefix("rumeur "));
            let Some(command) = words.and_then(|words| words.split_whitespace().next()) else { continue };
            let help = Command::new(env!("CARGO_BIN_EXE_rumeur")).args([command, "--help"]).output().expect("runs");
            assert!(help.status.success(), "`{line}`");
            let help = String::from_utf8_lossy(&help.stdout).into_owned();
            for flag in code.split_whitespace().filter(|word| word.starts_with("--") && word.len() > 2) {
                assert!(flag == "--release" || help.contains(flag), "`{line}`: {flag}");
            }
            seen += 1;
        }
    }
    assert!(seen >= 5, "the commands were found");
}

#[test]
fn every_page_that_the_readme_links_to_is_there() {
    let text = readme();
    for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        if !link.starts_with("http") {
            assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(link).exists(), "{link}");
        }
    }
}
