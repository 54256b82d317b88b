//! docs/data.md and docs/donnees.fr.md are run, from the two files to the decision; the files are those of their program.
#![cfg(feature = "cli")]

mod command;
#[path = "../examples/synthetic/draw.rs"]
mod draw;

use std::fs;
use std::path::Path;

use command::Folder;

const DATA: &str = "examples/data";

/// The fenced blocks of a page in order: language and text.
fn blocks(text: &str) -> Vec<(String, String)> {
    let pieces: Vec<&str> = text.split("```").collect();
    let block = |piece: &&str| piece.split_once('\n').map(|(language, text)| (language.to_owned(), text.to_owned()));
    pieces.iter().skip(1).step_by(2).filter_map(block).collect()
}

#[test]
fn both_pages_lead_from_the_data_to_a_decision() {
    for page in ["docs/data.md", "docs/donnees.fr.md"] {
        let text = fs::read_to_string(page).expect("the page");
        let folder = Folder::new();
        for file in fs::read_dir(DATA).expect("data") {
            let path = file.expect("a file").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            folder.write(&format!("{DATA}/{name}"), &fs::read_to_string(&path).expect("text"));
        }
        let mut commands = 0;
        for (language, block) in blocks(&text) {
            match language.as_str() {
                "toml" => {
                    let name = block.lines().next().and_then(|line| line.strip_prefix("# ")).expect("a name");
                    folder.write(name, &block);
                }
                "sh" => {
                    for line in block.lines() {
                        let words: Vec<&str> = line.split_whitespace().skip(1).collect();
                        folder.run(&words).ends_with(0);
                        commands += 1;
                    }
                }
                other => panic!("{page}: a block of {other}"),
            }
        }
        assert_eq!(commands, 4, "{page}");
        let comparison = fs::read_dir(folder.at("results")).expect("results").count();
        assert!(comparison > 1, "{page}");
    }
}

#[test]
fn the_data_are_those_of_their_program() {
    for (name, text) in draw::files() {
        let kept = fs::read_to_string(Path::new(DATA).join(name)).unwrap_or_default();
        assert!(kept == text, "{name} is not what is drawn today: `cargo run --example synthetic` draws it anew");
    }
}
