//! Results directories that somebody manipulated: resuming from them touches nothing outside, and takes over nothing
//! that is not as it was written.
#![cfg(all(feature = "cli", unix))]

mod command;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use command::{CLASSIC, Folder, WITH_VARIANT};
use serde_json::{Value, json};

/// How many manipulated directories are tried.
const CASES: u64 = 500;

/// The text of every file outside.
const VICTIM: &str = "years of work\n";

/// A small generator of its own: the cases are the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((value ^ (value >> 31)) % sides as u64) as usize
    }

    fn one_of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.roll(all.len())]
    }
}

fn hash(bytes: &[u8]) -> String {
    rumeur::report::Digest::of(bytes).sha256
}

fn copy_tree(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let place = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_tree(&entry.path(), &place);
        } else {
            fs::copy(entry.path(), place).expect("a copy");
        }
    }
}

/// The journal that a run would have left which came as far as the manifest says.
fn journal(results: &Path) -> Vec<Value> {
    let text = fs::read(results.join("run.json")).expect("a manifest");
    let manifest: Value = serde_json::from_slice(&text).expect("JSON");
    let head = json!({
        "program": "rumeur", "format": manifest["format"], "version": manifest["version"],
        "settings": manifest["settings"],
    });
    let comparison = fs::read_to_string(results.join("comparison.csv")).expect("a table");
    let mut lines = vec![head];
    for entry in manifest["scenarios"].as_array().expect("a list") {
        let mut entry = entry.clone();
        let name = format!("{},", entry["name"].as_str().expect("a name"));
        let rows: String = comparison.split_inclusive('\n').filter(|row| row.starts_with(&name)).collect();
        if !rows.is_empty() {
            entry["comparison"] = json!({ "bytes": rows.len(), "sha256": hash(rows.as_bytes()) });
        }
        lines.push(entry);
    }
    lines
}

/// The text of a journal, with its first key where a run writes it.
fn lines(journal: &[Value]) -> String {
    let head = &journal[0];
    let head = format!(
        "{{\"program\":\"rumeur\",\"format\":{},\"version\":{},\"settings\":{}}}\n",
        head["format"], head["version"], head["settings"]
    );
    let entries = journal[1..].iter().map(|entry| format!("{entry}\n"));
    std::iter::once(head).chain(entries).collect()
}

/// A case: results or what an interrupted run left, and the files around it.
struct Case<'a> {
    folder: &'a Folder,
    target: &'a str,
    is_partial: bool,
}

impl Case<'_> {
    fn at(&self, name: &str) -> std::path::PathBuf {
        self.folder.at(self.target).join(name)
    }

    /// Changes the record of the run: its journal or its manifest.
    fn edit(&self, change: impl FnOnce(&mut Vec<Value>)) {
        let path = self.at(if self.is_partial { "journal.jsonl" } else { "run.json" });
        let Ok(text) = fs::read_to_string(&path) else { return };
        if self.is_partial {
            let parsed: Result<Vec<Value>, _> = text.lines().map(serde_json::from_str).collect();
            let Ok(mut entries) = parsed else { return };
            let head = entries.remove(0);
            change(&mut entries);
            entries.insert(0, head);
            let _ = fs::write(&path, lines(&entries));
        } else {
            let Ok(mut manifest) = serde_json::from_str::<Value>(&text) else { return };
            let Some(entries) = manifest["scenarios"].as_array().cloned() else { return };
            let mut entries = entries;
            change(&mut entries);
            manifest["scenarios"] = Value::Array(entries);
            let _ = fs::write(&path, manifest.to_string());
        }
    }

    fn manipulate(&self, dice: &mut Dice) {
        let absolute = self.folder.at("outside/victim.txt").display().to_string();
        let paths = [
            "../outside/victim.txt",
            "../victim.txt",
            "evil/../../victim.txt",
            "a/../../victim.txt",
            "evil/victim.txt",
            "a/evil/victim.txt",
            "a/victim.txt",
            "",
            ".",
            "..",
            "a//summary.csv",
            "a/./summary.csv",
            "summary.csv",
            "journal.jsonl",
            "run.json",
            "b/summary.csv",
            "../.hidden",
            "a/../a/summary.csv",
            "a\\..\\..\\victim.txt",
            absolute.as_str(),
        ];
        match dice.roll(11) {
            // A file that is elsewhere, with the hash that it has there.
            0..=3 => {
                let path = dice.one_of(&paths).to_owned();
                let (entry, at) = (dice.roll(2), dice.roll(3));
                let _ = symlink("../outside", self.at("evil"));
                let _ = symlink("../../outside", self.at("a/evil"));
                self.edit(|entries| {
                    let file = json!({ "path": path, "bytes": VICTIM.len(), "sha256": hash(VICTIM.as_bytes()) });
                    let Some(files) = entries.get_mut(entry).and_then(|entry| entry["files"].as_array_mut()) else {
                        return;
                    };
                    match at {
                        0 => files.push(file),
                        1 => files.insert(0, file),
                        _ => files[0] = file,
                    }
                });
            }
            // A scenario of another name.
            4 => {
                let name = dice.one_of(&["..", "../outside", "a/../..", "", "/", "evil"]).to_owned();
                self.edit(|entries| {
                    if let Some(entry) = entries.first_mut() {
                        entry["name"] = json!(name);
                    }
                });
            }
            // A link instead of a file or a folder.
            5 | 6 => {
                let name =
                    dice.one_of(&["a/summary.csv", "a/groups.csv", "comparison.csv", "run.json", "journal.jsonl"]);
                let _ = fs::remove_file(self.at(name));
                let _ = symlink(self.folder.at("outside/victim.txt"), self.at(name));
            }
            7 => {
                let _ = fs::rename(self.at("a"), self.folder.at("outside/a"));
                let _ = symlink("../outside/a", self.at("a"));
            }
            // Other bytes in a table, of the same length.
            8 | 9 => {
                let name = dice.one_of(&["a/summary.csv", "b/distribution.csv", "comparison.csv", "a/scenario.toml"]);
                let path = self.at(name);
                if let Ok(mut bytes) = fs::read(&path)
                    && !bytes.is_empty()
                {
                    let at = dice.roll(bytes.len());
                    bytes[at] ^= 1;
                    fs::write(&path, bytes).expect("a file");
                }
            }
            // A record that ends early.
            _ => {
                let path = self.at(if self.is_partial { "journal.jsonl" } else { "run.json" });
                if let Ok(text) = fs::read(&path) {
                    let end = dice.roll(text.len().max(1));
                    fs::write(&path, &text[..end]).expect("a file");
                }
            }
        }
    }
}

/// Every file but those of the results, with its bytes, and where links lead.
fn around(folder: &Folder) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.path().to_path_buf()];
    while let Some(path) = folders.pop() {
        for entry in fs::read_dir(path).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(folder.path()).expect("below").to_string_lossy().into_owned();
            let kind = fs::symlink_metadata(&path).expect("an entry").file_type();
            if name.starts_with("res") || name.starts_with(".res") {
                continue;
            }
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_symlink() {
                found.push((name, fs::read_link(path).expect("a link").to_string_lossy().into_owned().into_bytes()));
            } else {
                found.push((name, fs::read(path).expect("a file")));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn resuming_from_manipulated_results_touches_nothing_outside() {
    let base = Folder::with(&[
        ("s/a.toml", &WITH_VARIANT.replace("1_500", "30")),
        ("s/b.toml", &WITH_VARIANT.replace("1_500", "31")),
    ]);
    base.run(&["run", "s", "--out", "fresh"]).ends_with(0);
    let tables = |folder: &Folder, name: &str| -> Vec<_> {
        folder.files(name).into_iter().filter(|(name, _)| name != "run.json" && name != "journal.jsonl").collect()
    };
    let wanted = tables(&base, "fresh");
    let kept = lines(&journal(&base.at("fresh")));
    let (mut resumed, mut refused) = (0, 0);
    for case in 0..CASES {
        let mut dice = Dice(case);
        let folder = Folder::with(&[("victim.txt", VICTIM), (".hidden", VICTIM), ("outside/victim.txt", VICTIM)]);
        copy_tree(&base.at("s"), &folder.at("s"));
        let is_partial = dice.roll(2) == 0;
        let target = if is_partial { "res.partial" } else { "res" };
        copy_tree(&base.at("fresh"), &folder.at(target));
        if is_partial {
            fs::remove_file(folder.at("res.partial/run.json")).expect("a manifest");
            folder.write("res.partial/journal.jsonl", &kept);
        }
        let manipulated = Case { folder: &folder, target, is_partial };
        for _ in 0..=dice.roll(3) {
            manipulated.manipulate(&mut dice);
        }
        let before = around(&folder);
        let ended = folder.run(&["run", "s", "--out", "res", "--resume"]);
        assert_eq!(around(&folder), before, "case {case}: {}", ended.stderr);
        match ended.code {
            Some(0) => {
                assert_eq!(tables(&folder, "res"), wanted, "case {case}: {}", ended.stderr);
                resumed += 1;
            }
            Some(2) => refused += 1,
            code => panic!("case {case}: {code:?} {}", ended.stderr),
        }
    }
    assert!(resumed > 50 && refused > 50, "{resumed} went on, {refused} were refused");
}

#[test]
fn what_is_untouched_is_taken_over_from_results_and_from_what_an_interrupted_run_left() {
    let folder = Folder::with(&[("s/a.toml", WITH_VARIANT), ("s/b.toml", CLASSIC)]);
    folder.run(&["run", "s", "--out", "fresh"]).ends_with(0);
    for target in ["res", "res.partial"] {
        copy_tree(&folder.at("fresh"), &folder.at(target));
        if target == "res.partial" {
            fs::remove_dir_all(folder.at("res")).expect("results");
            fs::remove_file(folder.at("res.partial/run.json")).expect("a manifest");
            folder.write("res.partial/journal.jsonl", &lines(&journal(&folder.at("fresh"))));
        }
        folder.run(&["run", "s", "--out", "res", "--resume"]).ends_with(0).says("2 taken over");
        assert_eq!(folder.read("res/comparison.csv"), folder.read("fresh/comparison.csv"), "{target}");
    }
}

#[test]
fn a_changed_row_of_the_comparison_is_not_taken_over() {
    let folder = Folder::with(&[("s/a.toml", WITH_VARIANT)]);
    folder.run(&["run", "s", "--out", "fresh"]).ends_with(0);
    copy_tree(&folder.at("fresh"), &folder.at("res.partial"));
    fs::remove_file(folder.at("res.partial/run.json")).expect("a manifest");
    folder.write("res.partial/journal.jsonl", &lines(&journal(&folder.at("fresh"))));
    let table = folder.read("fresh/comparison.csv");
    let (header, rows) = table.split_once('\n').expect("a header");
    folder.write("res.partial/comparison.csv", &format!("{header}\n{}", rows.replacen('1', "2", 1)));
    let ended = folder.run(&["run", "s", "--out", "res", "--resume"]).ends_with(0);
    assert!(!ended.stderr.contains("taken over"), "{}", ended.stderr);
    assert_eq!(folder.read("res/comparison.csv"), table);
}

#[test]
fn a_pipe_in_the_place_of_a_record_keeps_nobody_waiting() {
    let folder = Folder::with(&[("a.toml", CLASSIC), ("r/x", ""), ("p.partial/x", "")]);
    for path in ["r/run.json", "p.partial/journal.jsonl", ".q.lock"] {
        assert!(Command::new("mkfifo").arg(folder.at(path)).status().expect("mkfifo runs").success());
    }
    for out in ["r", "p", "q"] {
        folder.run(&["run", "a.toml", "--out", out, "--resume"]).ends_with(2);
    }
}
