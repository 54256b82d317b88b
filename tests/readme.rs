//! The pages for readers are run: their scenarios load without a warning, their commands end well, their outputs and figures
//! are what the commands write, their links lead somewhere. `RUMEUR_WRITE=1 cargo test --test readme` writes outputs and
//! figures anew.
#![cfg(feature = "cli")]

mod command;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use command::Folder;
use rumeur::scenario::{self, Overrides};

/// Pages whose commands are run one after the other in a folder of their own, and those whose commands only have to exist.
const RUN: [&str; 4] = ["README.md", "README.fr.md", "docs/tutorial.md", "docs/tutoriel.fr.md"];
const READ: [&str; 5] =
    ["docs/library.md", "docs/what-if.md", "docs/et-si.fr.md", "docs/networks.md", "docs/reseaux.fr.md"];

/// A line of an output that stands for any number of lines.
const CUT: &str = "...";

/// A fenced block: its language, what it holds, and where that begins in the page.
#[derive(Debug)]
struct Block {
    language: String,
    text: String,
    start: usize,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find("```").map(|place| at + place) {
        let start = open + text[open..].find('\n').expect("a line") + 1;
        let end = start + text[start..].find("```").expect("a fence that is closed");
        let language = text[open + 3..start].trim().to_owned();
        blocks.push(Block { language, text: text[start..end].to_owned(), start });
        at = end + 3;
    }
    blocks
}

/// The words behind `rumeur` of a line of a shell.
fn words(line: &str) -> Option<Vec<&str>> {
    let code = line.split(" #").next().unwrap_or_default();
    let words = code.strip_prefix("cargo run --release -- ").or_else(|| code.strip_prefix("rumeur "));
    words.map(|words| words.split_whitespace().collect())
}

/// The name in the first line of a scenario: `# inn.toml`.
fn file_name(block: &Block) -> Option<&str> {
    block
        .text
        .lines()
        .next()?
        .strip_prefix("# ")
        .filter(|name| Path::new(name).extension().is_some_and(|end| end == "toml"))
}

/// Whether an output is the one that stands in a page, where `...` stands for any lines.
fn is_said(wanted: &str, output: &str) -> bool {
    let (wanted, output): (Vec<&str>, Vec<&str>) =
        (wanted.trim_end().lines().collect(), output.trim_end().lines().map(str::trim_end).collect());
    match wanted.iter().position(|line| *line == CUT) {
        None => wanted == output,
        Some(cut) => {
            let after = &wanted[cut + 1..];
            output.len() >= cut + after.len() && output[..cut] == wanted[..cut] && output.ends_with(after)
        }
    }
}

/// The output as it is written into a page: with as many lines before and after `...` as stand there, and whole where nothing
/// else does.
fn to_write(old: &str, output: &str) -> String {
    let output: Vec<&str> = output.trim_end().lines().map(str::trim_end).collect();
    let old: Vec<&str> = old.trim_end().lines().collect();
    let lines = match old.iter().position(|line| *line == CUT) {
        Some(cut) if old.len() > 1 && output.len() > old.len() => {
            let after = old.len() - cut - 1;
            [&output[..cut], &[CUT], &output[output.len() - after..]].concat()
        }
        _ => output,
    };
    lines.join("\n") + "\n"
}

#[test]
fn pages_are_what_their_commands_write() {
    let writes = std::env::var_os("RUMEUR_WRITE").is_some();
    for name in RUN {
        let folder = Folder::new();
        let text = page(name);
        let (mut now, mut said, mut ran) = (text.clone(), String::new(), 0);
        let mut replaced = Vec::new();
        for block in blocks(&text) {
            match block.language.as_str() {
                "toml" => {
                    let file = file_name(&block).unwrap_or_else(|| panic!("{name}: a scenario without a name"));
                    folder.write(file, &block.text);
                }
                "sh" => {
                    for words in block.text.lines().filter_map(words) {
                        // All scenarios of the repository are run by the main job.
                        if words.contains(&"scenarios") {
                            continue;
                        }
                        let mut arguments = words;
                        if !arguments.contains(&"--lang") {
                            arguments.extend(["--lang", "en"]);
                        }
                        said = folder.run(&arguments).ends_with(0).stdout;
                        ran += 1;
                    }
                }
                "text" if writes => replaced.push((block.start, block.text.len(), to_write(&block.text, &said))),
                "text" => assert!(
                    is_said(&block.text, &said),
                    "{name} is no longer true, see RUMEUR_WRITE above:\n{}\nis now\n{said}",
                    block.text
                ),
                _ => {}
            }
        }
        assert!(ran >= 3, "{name}: {ran} commands");
        figures(name, &text, &folder, writes);
        if writes {
            for (start, length, text) in replaced.into_iter().rev() {
                now.replace_range(start..start + length, &text);
            }
            fs::write(root().join(name), now).expect("a page");
        }
    }
}

/// The figures of a page are those that its commands drew.
fn figures(name: &str, text: &str, folder: &Folder, writes: bool) {
    let mut compared = 0;
    for link in text.split("![").skip(1).filter_map(|rest| rest.split("](").nth(1)?.split(')').next()) {
        let place = beside(name, link);
        let drawn = Path::new(link).file_name().and_then(|name| name.to_str()).expect("a name");
        let drawn = folder.read(drawn);
        if writes {
            fs::write(&place, &drawn).expect("a figure");
        }
        assert!(fs::read_to_string(&place).is_ok_and(|known| known == drawn), "{name}: {link}");
        compared += 1;
    }
    assert!(compared > 0, "{name} has a figure");
}

/// What a link in a page leads to.
fn beside(name: &str, link: &str) -> PathBuf {
    root().join(name).parent().expect("a folder").join(link)
}

#[test]
fn every_scenario_of_a_page_loads_without_a_warning() {
    for name in RUN.into_iter().chain(READ) {
        let folder = Folder::new();
        for block in blocks(&page(name)).iter().filter(|block| block.language == "toml") {
            let Some(file) = file_name(block) else { continue };
            folder.write(file, &block.text);
            let loaded = scenario::load(&folder.at(file), "page", &Overrides::default());
            let loaded = loaded.unwrap_or_else(|errors| panic!("{name}: {errors}"));
            let warnings: Vec<String> = loaded.warnings.iter().map(|warning| format!("{warning:?}")).collect();
            assert!(warnings.is_empty(), "{name}: {warnings:?}");
        }
    }
}

#[test]
fn every_command_of_a_page_exists() {
    let mut seen = 0;
    for name in RUN.into_iter().chain(READ) {
        for block in blocks(&page(name)).iter().filter(|block| block.language == "sh") {
            for words in block.text.lines().filter_map(words) {
                let help =
                    Command::new(env!("CARGO_BIN_EXE_rumeur")).args([words[0], "--help"]).output().expect("runs");
                assert!(help.status.success(), "{name}: {words:?}");
                let help = String::from_utf8_lossy(&help.stdout).into_owned();
                for flag in words.iter().filter(|word| word.starts_with("--") && word.len() > 2) {
                    assert!(help.contains(flag), "{name}: {words:?}: {flag}");
                }
                seen += 1;
            }
        }
    }
    assert!(seen >= 25, "{seen} commands were found");
}

#[test]
fn every_link_of_a_page_leads_somewhere() {
    for name in RUN.into_iter().chain(READ) {
        for link in page(name).split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let link = link.split('#').next().unwrap_or_default();
            if !link.starts_with("http") && !link.is_empty() {
                assert!(beside(name, link).exists(), "{name}: {link}");
            }
        }
    }
}

#[test]
fn a_cut_output_is_compared_by_its_ends() {
    assert!(is_said("a\n...\nd\n", "a\nb\nc\nd\n") && is_said("a\n", "a  \n"));
    assert!(!is_said("a\n...\nd\n", "a\nb\n") && !is_said("a\nb\n", "a\n"));
    assert_eq!(to_write("x\n...\ny\n", "a\nb\nc\nd\n"), "a\n...\nd\n");
    assert_eq!(to_write("...\n", "a\nb\n"), "a\nb\n");
}
