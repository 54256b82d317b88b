//! Arrows point down only, no two files of a room use each other in a circle, and the floors of the engine neither print nor
//! open a path.
//!
//! The sources are read as statements: a `use` may span lines, hold braces and climb by `super`; a name taken from a `mod.rs`
//! counts as taken from the file that the `mod.rs` hands it on from. Comments, texts and a module's own tests do not count.

#[path = "architecture/circles.rs"]
mod circles;
#[path = "architecture/examples.rs"]
mod examples;
#[path = "architecture/source.rs"]
mod source;

use std::fs;
use std::path::{Path, PathBuf};

use source::Source;

/// The floors, lowest first: a module may use itself and every module of a lower floor.
const FLOORS: [&[&str]; 12] = [
    &["digest", "input", "machine", "quantity", "sync", "vocabulary"],
    &["sheet"],
    &["stats"],
    &["random"],
    &["network"],
    &["model"],
    &["ensemble"],
    &["scenario", "figure"],
    &["experiment"],
    &["report"],
    &["batch"],
    &["cli", "main"],
];

/// The first floor whose files may open paths.
const OPENS_PATHS: &str = "experiment";

/// Files below that floor that open paths all the same, each with its reason.
const MAY_OPEN: [(&str, &str); 6] = [
    ("input.rs", "opens what a user names: regular files, bounded, never a pipe that hangs"),
    ("machine.rs", "asks the system for its memory and processors"),
    ("scenario/load.rs", "reads scenario files and their parents"),
    ("scenario/named_file.rs", "looks whether a file that a key names is there"),
    ("scenario/show.rs", "names an edge list from another folder"),
    ("scenario/files.rs", "hashes the files that a scenario names"),
];

/// A file has at most so many lines before its own tests.
const MOST_LINES: usize = 420;

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|modules| modules.contains(&module))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn sources() -> Vec<Source> {
    let source = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a readable source");
        let file = path.strip_prefix(root()).expect("a file under src").to_string_lossy().replace('\\', "/");
        Source::new(&file, &text)
    };
    let sources: Vec<Source> = files(&root()).into_iter().map(source).collect();
    assert!(sources.len() > 100, "the sources were found");
    sources
}

/// The files of a folder and of those in it, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("src can be read").map(|entry| entry.expect("src can be read").path()).collect();
    entries.sort();
    let below = |path: PathBuf| if path.is_dir() { files(&path) } else { vec![path] };
    let all = entries.into_iter().flat_map(below);
    all.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

#[test]
fn arrows_point_down_only() {
    let mut offences = Vec::new();
    for source in sources().iter().filter(|source| source.file != "lib.rs") {
        let module = source.module();
        let own = floor(module).unwrap_or_else(|| panic!("{module} stands on no floor: add it to FLOORS"));
        for (line, used) in source.modules_used() {
            let Some(other) = floor(&used) else { continue };
            if used != module && other >= own && module != "main" {
                offences.push(format!(
                    "src/{}:{line}: `{module}` (floor {own}) uses `{used}` (floor {other}): arrows point down only",
                    source.file
                ));
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let circles = circles::circles(&sources());
    let said: Vec<String> = circles.iter().map(|circle| circle.join(" - ")).collect();
    assert!(
        said.is_empty(),
        "these files use each other; what they share goes down into one of its own:\n{}",
        said.join("\n")
    );
}

#[test]
fn the_engine_neither_prints_nor_opens_a_path() {
    let first = floor(OPENS_PATHS).expect("a floor");
    let mut offences = Vec::new();
    for source in sources() {
        let below = floor(source.module()).is_some_and(|own| own < first);
        let may_open = MAY_OPEN.iter().any(|(file, _)| *file == source.file);
        let in_library = !["cli", "main", "lib.rs"].contains(&source.module());
        for (words, forbidden, what) in [
            (&["println!", "eprintln!", "print!", "eprint!", "dbg!"][..], in_library, "the library never prints"),
            (&["File::", "fs::", "OpenOptions"][..], below && !may_open, "only higher floors open paths"),
        ] {
            for (line, word) in source.words(words).into_iter().filter(|_| forbidden) {
                offences.push(format!("src/{}:{line}: `{word}`: {what}", source.file));
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

#[test]
fn those_who_may_open_paths_still_do() {
    let sources = sources();
    for (file, reason) in MAY_OPEN {
        let found = sources.iter().find(|source| source.file == file);
        let opens = found.is_some_and(|source| !source.words(&["File::", "fs::"]).is_empty());
        assert!(opens, "{file} ({reason}) opens no path any more: take it off the list");
    }
}

#[test]
fn the_command_is_declared_by_main_alone() {
    let library = fs::read_to_string(root().join("lib.rs")).expect("src/lib.rs");
    assert!(!library.contains("mod cli"), "the library must not name the command");
}

#[test]
fn a_folder_says_what_is_inside() {
    for source in sources() {
        for part in source.file.split('/') {
            let name = part.trim_end_matches(".rs");
            assert!(
                !["utils", "util", "common", "helpers", "types", "errors", "core"].contains(&name),
                "{}: `{name}` says nothing",
                source.file
            );
        }
    }
}

#[test]
fn a_file_is_about_one_thing() {
    for path in files(&root()) {
        let text = fs::read_to_string(&path).expect("a readable source");
        let lines = text.lines().take_while(|line| *line != "#[cfg(test)]").count();
        let file = path.strip_prefix(root()).expect("a file under src").display();
        assert!(lines <= MOST_LINES, "src/{file}: {lines} lines: it wants to be two");
    }
}

#[test]
fn a_mod_rs_holds_no_logic() {
    for source in sources().iter().filter(|source| source.file.ends_with("/mod.rs") && source.module() != "cli") {
        let functions = source.words(&["fn "]);
        assert!(functions.is_empty(), "src/{}:{}: a function: give it a file", source.file, functions[0].0);
    }
}

#[test]
fn every_public_type_has_an_example_that_names_it() {
    let types = examples::public_types(&root());
    assert!(types.len() > 400, "{} public types were found", types.len());
    let files = files(&root());
    let without: Vec<&str> = types.iter().filter(|one| !one.has_example(&files)).map(|one| one.name.as_str()).collect();
    assert!(without.is_empty(), "no example names {without:?}: put one at the type, or its name into one beside it");
}

mod the_reader {
    use super::*;

    #[test]
    fn sees_an_arrow_that_points_up() {
        let text = "use crate::{model::Model, cli};\n// crate::batch\nfn f() { let x = rumeur::report::y; }\n\
                    const T: &str = \"use crate::figure;\";\nuse super::super::\n    experiment::{\n    Results as R,\n};\n";
        let source = Source::new("random/stream.rs", text);
        let names: Vec<String> = source.modules_used().into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, ["cli", "model", "report", "experiment"]);
        assert!(floor("cli") > floor("model") && floor("random") > floor("quantity"));
    }

    #[test]
    fn passes_over_what_does_not_count() {
        let text = "/* use crate::cli; */ // use crate::cli;\nconst A: &str = r#\"crate::cli \"quoted\" \"#;\nconst C: char = '\"';\n\
                    use crate::random::mix;\n#[cfg(test)]\nmod tests {\n use crate::cli;\n}\n";
        let source = Source::new("stats/tail.rs", text);
        let used = source.modules_used();
        assert_eq!(used, [(4, "random".to_owned())]);
    }

    #[test]
    fn finds_circles_through_a_mod_rs_and_over_lines() {
        let files = [
            ("a/mod.rs", "mod one;\nmod two;\nmod three;\npub use one::One;\npub use two::{\n    Two,\n};\n"),
            ("a/one.rs", "use super::Two;\n"),
            ("a/two.rs", "use super::three::Three;\n"),
            ("a/three.rs", "use crate::a::{self, One};\nuse crate::b::B;\n"),
            ("b.rs", "pub struct B;\n"),
        ];
        let sources: Vec<Source> = files.iter().map(|(file, text)| Source::new(file, text)).collect();
        assert_eq!(circles::circles(&sources), [["a/one", "a/three", "a/two"]]);
        assert!(circles::circles(&sources[..3]).is_empty());
    }

    #[test]
    fn finds_words_of_code_only() {
        let source = Source::new("model/x.rs", "// println!\nfn f() { println!(\"File::open\"); }\n");
        assert_eq!(source.words(&["println!", "File::"]), [(2, "println!")]);
        assert!(source.words(&["print!"]).is_empty(), "a word is whole");
    }
}
