//! What `explain` and `presets` say of the service, of what nobody saw, and of the choice of preset.
#![cfg(feature = "cli")]

use std::process::Command;

use rumeur::experiment::{Business, PresetComparison};
use rumeur::vocabulary::{Language, format_number};

fn rumeur(args: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_rumeur")).args(args).args(["--lang", "en"]).output().expect("it runs");
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[track_caller]
fn assert_says(text: &str, words: &str) {
    assert!(text.contains(words), "`{words}` is missing in\n{text}");
}

#[test]
fn explain_shows_touchpoint_by_touchpoint_how_many_are_let_down_and_how_angry_they_are() {
    let text = rumeur(&["explain", "scenarios/hotel.toml", "--replicates", "100", "--variant", "train-the-front-desk"]);
    let reception: Vec<&str> =
        text.lines().find(|line| line.starts_with("reception")).expect("a line").split_whitespace().collect();
    assert_eq!(reception, ["reception", "8.3%", "124.1", "0.219", "47.5%"]);
    assert_says(&text, "let down by the worst gap: 15.4% or 231.6 customers, mean indignation 0.207");
    assert_says(&text, "each silent customer who complains instead saves 20.00 EUR");
    assert_says(&text, "satisfied customers to reach as many people as one let down");
}

#[test]
fn explain_goes_from_complaints_seen_to_dissatisfaction_unseen() {
    let text = rumeur(&["explain", "scenarios/call-centre.toml", "--replicates", "1000", "--variant", "ask-everyone"]);
    assert_says(&text, "behind 12 complaints");
    assert_says(&text, "without any idea beforehand of how many customers are dissatisfied: 39 silent");
}

#[test]
fn presets_name_source_year_quality_and_caveat() {
    let text = rumeur(&["presets"]);
    for words in [
        "classic-317  The classic 317 (1987, unsourced)",
        "indignation-9-20  ",
        "Christian Science Monitor",
        "1 complaint in 16",
        "a mean, and a wide one",
        "assumption",
    ] {
        assert_says(&text, words);
    }
}

#[test]
fn presets_side_by_side_say_how_far_the_answer_moves() {
    let text = rumeur(&["presets", "--compare", "--complaints", "12"]);
    let classic: Vec<&str> =
        text.lines().find(|line| line.starts_with("classic-317")).expect("a line").split_whitespace().collect();
    assert_eq!(classic, ["classic-317", "unsourced", "12.0", "312.0", "3,480.0", "1,025.3", "290.0"]);
    assert_says(&text, "14-fold between classic-317 and verde-2006");
    let text = rumeur(&["presets", "--compare", "--dissatisfied", "100"]);
    assert_says(&text, "124.0");
}

#[test]
fn the_page_of_sources_gives_the_reach_of_every_preset() {
    let page = std::fs::read_to_string("docs/sources.md").expect("the page");
    let comparison = PresetComparison::new(Business::Complaints(1)).expect("presets are sound");
    for row in comparison.rows {
        let number = format_number(row.reach_per_complaint, 2, Language::En);
        let number = number.trim_end_matches('0').trim_end_matches('.');
        assert_says(&page, &format!("| `{}` | {number} |", row.preset.name));
    }
}
