//! What a person is told who makes a mistake in a scenario file: one snapshot for each kind of mistake.

use std::path::{Path, PathBuf};

use rumeur::scenario::{Diagnostics, Overrides, check_names, load, load_preset, load_text, scenario_name};

const GOOD: &str = "[customers]\ncomplaints = 1\nsilent_per_complaint = 26\n\n\
    [variants.ask]\nset = { \"voice.asked\" = 1.0 }\n";

/// The files of tests/bad, each with its name; messages name them as a user in that folder would.
fn bad_files() -> Vec<(String, PathBuf)> {
    std::env::set_current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad")).expect("tests/bad is there");
    let mut files: Vec<(String, PathBuf)> = std::fs::read_dir(".")
        .expect("tests/bad is readable")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("ASCII names"))
        .filter_map(|file| Some((file.strip_suffix(".toml")?.to_owned(), PathBuf::from(&file))))
        .collect();
    files.sort();
    files
}

fn snapshot(name: &str, errors: &Diagnostics) {
    insta::with_settings!({ snapshot_path => "bad/snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, errors.to_string());
    });
}

#[test]
fn every_bad_file_is_explained() {
    let files = bad_files();
    assert!(files.len() >= 100, "{} files", files.len());
    for (name, path) in files {
        match load(&path, &name, &Overrides::default()) {
            Ok(_) => panic!("{name} was accepted"),
            Err(errors) => snapshot(&name, &errors),
        }
    }
}

#[test]
fn every_message_points_somewhere_and_most_say_what_to_do() {
    let (mut messages, mut hints) = (0, 0);
    for (name, path) in bad_files() {
        let errors = load(&path, &name, &Overrides::default()).expect_err("bad");
        for error in &errors.0 {
            let placed = error.location.is_some() || error.message.en.contains(&name);
            assert!(placed, "{name}: {}", error.message);
            messages += 1;
            hints += usize::from(error.hint.is_some());
        }
    }
    assert!(hints * 10 >= messages * 9, "{hints} hints for {messages} messages");
}

#[test]
fn seven_mistakes_are_seven_messages() {
    let seven = bad_files().into_iter().find(|(name, _)| name == "seven-mistakes").expect("the file is there");
    let errors = load(&seven.1, &seven.0, &Overrides::default()).expect_err("seven mistakes");
    assert_eq!(errors.0.len(), 7, "{errors}");
}

#[test]
fn mistakes_on_the_command_line_point_at_the_argument() {
    let cases: [(&str, &[(&str, &str)]); 14] = [
        ("set-range", &[("voice.asked", "1.3")]),
        ("set-percent", &[("voice.asked", "30%")]),
        ("set-comma", &[("voice.asked", "0,3")]),
        ("set-word", &[("voice.asked", "often")]),
        ("set-unknown", &[("voice.askd", "0.3")]),
        ("set-not-a-path", &[("voice asked", "0.3")]),
        ("set-empty-value", &[("voice.asked", "")]),
        ("set-table", &[("voice", "0.3")]),
        ("set-file-key", &[("extends", "base.toml")]),
        ("set-two-members", &[("silent", "{ audience = 3, groups = { a = { audience = 4 } } }")]),
        ("set-needs", &[("silent.audience", "{ per_contact = 0.2 }")]),
        ("set-unlimitted", &[("retelling.generations", "unlimitted")]),
        ("set-variant-path", &[("variants.ask.set.\"voice.asked\"", "2")]),
        ("set-two-mistakes", &[("voice.asked", "2"), ("voice.admits", "nan")]),
    ];
    for (name, set) in cases {
        let set = set.iter().map(|(path, value)| ((*path).to_owned(), (*value).to_owned())).collect();
        let overrides = Overrides { set, ..Overrides::default() };
        match load_text(GOOD.as_bytes(), "<stdin>", "stdin", &overrides) {
            Ok(_) => panic!("{name} was accepted"),
            Err(errors) => snapshot(name, &errors),
        }
    }
}

#[test]
fn unknown_presets_variants_and_files_are_explained() {
    let preset = load_preset("clasic-317", &Overrides::default()).expect_err("no such preset");
    snapshot("preset-by-name", &preset);
    let overrides = Overrides { variant: Some("aks".to_owned()), ..Overrides::default() };
    let variant = load_text(GOOD.as_bytes(), "<stdin>", "stdin", &overrides).expect_err("no such variant");
    snapshot("variant-by-name", &variant);
    let replicates = Overrides { replicates: Some(0), ..Overrides::default() };
    let zero = load_text(GOOD.as_bytes(), "<stdin>", "stdin", &replicates).expect_err("no replicates");
    snapshot("replicates-flag", &zero);
    drop(bad_files());
    let missing = load(Path::new("nowhere.toml"), "nowhere", &Overrides::default()).expect_err("no such file");
    snapshot("file-missing", &missing);
    let folder = load(Path::new("snapshots"), "snapshots", &Overrides::default()).expect_err("a folder");
    snapshot("file-is-folder", &folder);
}

#[test]
fn names_that_clash_or_cannot_be_folders_are_refused_together() {
    let names = ["Café", "café", "hotel", "straße", "STRASSE", "cafe\u{301}"];
    let paths: Vec<PathBuf> = names.iter().map(|name| PathBuf::from(format!("{name}.toml"))).collect();
    let clash = check_names(names.into_iter().zip(paths.iter().map(PathBuf::as_path))).expect_err("clashes");
    snapshot("names-clash", &clash);
    for (name, file) in [
        ("name-formula", "=1+1.toml"),
        ("name-hidden", ".hidden.toml"),
        ("name-star", "a*b.toml"),
        ("name-taken", "summary.csv.toml"),
    ] {
        snapshot(name, &scenario_name(Path::new(file)).expect_err("a bad name"));
    }
    assert_eq!(scenario_name(Path::new("hôtels/mer bleue.toml")).expect("a good name"), "hôtels/mer bleue");
}

#[test]
fn no_mutation_of_a_good_file_panics() {
    let good = include_str!("../src/scenario/presets/verde-2006.toml").to_owned()
        + "\n[variants.ask]\nset = { \"voice.asked\" = 1.0 }\n";
    let mut state = 317_u64;
    let mut next = move |below: usize| {
        // Steele, Lea and Flood 2014: SplitMix64.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        ((mixed ^ (mixed >> 27)) % below as u64) as usize
    };
    let pieces = [
        "\"",
        "=",
        "[",
        "]",
        "{",
        "}",
        ".",
        "\n",
        "nan",
        "1e999",
        "-",
        "\u{feff}",
        "\u{1f600}",
        "\0",
        "é",
        "'''",
        "#",
        ",",
    ];
    for _ in 0..1_500 {
        let mut bytes = good.clone().into_bytes();
        for _ in 0..=next(4) {
            if bytes.is_empty() {
                break;
            }
            let at = next(bytes.len());
            match next(4) {
                0 => bytes[at] = next(256) as u8,
                1 => drop(bytes.drain(at..(at + 1 + next(20)).min(bytes.len()))),
                2 => drop(bytes.splice(at..at, pieces[next(pieces.len())].bytes())),
                _ => bytes.truncate(at.max(1)),
            }
        }
        if let Err(errors) = load_text(&bytes, "<stdin>", "stdin", &Overrides::default()) {
            assert!(!errors.to_string().is_empty());
        }
    }
}
