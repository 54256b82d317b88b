//! Arrows point down only: a module uses its own floor and the floors below, never one above.

use std::fs;
use std::path::{Path, PathBuf};

/// The floors, lowest first. A module may use itself and every module of a lower floor.
const FLOORS: [&[&str]; 9] = [
    &["input", "machine", "quantity", "random", "stats", "sync", "vocabulary"],
    &["network"],
    &["model"],
    &["ensemble"],
    &["scenario", "figure"],
    &["experiment"],
    &["report"],
    &["batch"],
    &["cli", "main"],
];

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|modules| modules.contains(&module))
}

fn source_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src can be read") {
        let path = entry.expect("src can be read").path();
        if path.is_dir() {
            source_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The module of the library that a file belongs to, the first part of its path under src.
fn module_of(path: &Path) -> String {
    let below = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).expect("a file under src");
    let first = below.iter().next().and_then(|part| part.to_str()).expect("a readable name");
    first.trim_end_matches(".rs").to_owned()
}

/// The modules that a source names as `crate::x` or, in the command, `rumeur::x`; comments do not count.
fn uses(source: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in source.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for prefix in ["crate::", "rumeur::"] {
            for (at, _) in code.match_indices(prefix) {
                let rest = &code[at + prefix.len()..];
                let names: Vec<&str> = match rest.strip_prefix('{') {
                    Some(list) => list.split(',').collect(),
                    None => vec![rest],
                };
                for name in names {
                    let end = name.trim().find(|c: char| !c.is_alphanumeric() && c != '_');
                    let name = &name.trim()[..end.unwrap_or(name.trim().len())];
                    found.push((number + 1, name.to_owned()));
                }
            }
        }
    }
    found
}

#[test]
fn arrows_point_down_only() {
    let mut files = Vec::new();
    source_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    assert!(files.len() > 30, "the sources were found");
    let mut offences = Vec::new();
    for file in files {
        let module = module_of(&file);
        if module == "lib" {
            continue;
        }
        let own = floor(&module).unwrap_or_else(|| panic!("{module} stands on no floor: add it to FLOORS"));
        let source = fs::read_to_string(&file).expect("a readable source");
        for (line, used) in uses(&source) {
            let Some(other) = floor(&used) else { continue };
            let sideways = other == own && used != module && own > 0 && module != "main";
            if other > own || sideways {
                offences.push(format!(
                    "{}:{line}: `{module}` (floor {own}) uses `{used}` (floor {other}): arrows point down only",
                    file.display()
                ));
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

#[test]
fn the_command_is_declared_by_main_alone() {
    let library = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).expect("src/lib.rs");
    assert!(!library.contains("mod cli"), "the library must not name the command");
}

#[test]
fn a_folder_says_what_is_inside() {
    let mut files = Vec::new();
    source_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    for file in files {
        for part in file.iter().filter_map(|part| part.to_str()) {
            let name = part.trim_end_matches(".rs");
            assert!(
                !["utils", "util", "common", "helpers", "types", "errors", "core"].contains(&name),
                "{}: `{name}` says nothing",
                file.display()
            );
        }
    }
}

#[test]
fn the_test_sees_an_arrow_that_points_up() {
    let found = uses("use crate::{model::Model, cli};\n// crate::batch\nlet x = rumeur::report::y;");
    let names: Vec<&str> = found.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["model", "cli", "report"]);
    assert!(floor("cli") > floor("model"));
}
