//! What `rumeur merge` is told: lists that moved or were edited, other titles, damage, shards that are missing.
#![cfg(feature = "cli")]

mod command;

use std::fs;

use command::{CLASSIC, Folder, WITH_VARIANT};

/// On an edge list, by the path given.
fn on_list(path: &str) -> String {
    format!(
        "[customers]\ndissatisfied = 2\n[silent]\naudience = 2\n[network.file]\npath = \"{path}\"\n[run]\nreplicates = 200\n"
    )
}

const LIST: &str = "a,b\nb,c\nc,d\nd,a\na,c\n";

#[test]
fn shards_that_name_their_list_by_its_whole_path_are_merged_anywhere() {
    let folder = Folder::with(&[("lists/karate.csv", LIST)]);
    let whole = folder.at("lists/karate.csv").to_string_lossy().replace('\\', "/");
    folder.write("whole.toml", &on_list(&whole));
    folder.write("near.toml", &on_list("lists/karate.csv"));
    for name in ["whole", "near"] {
        for number in ["1", "2"] {
            let (file, shard) = (format!("{name}.toml"), format!("{number}/2"));
            folder.run(&["run", &file, "--shard", &shard, "--out", &format!("{name}-{number}")]).ends_with(0);
        }
    }
    let effective = folder.read("whole-1/whole/scenario.toml");
    assert!(effective.contains(&format!("path = \"{whole}\"")), "{effective}");
    fs::create_dir_all(folder.at("far/away")).expect("a folder");
    for shard in ["whole-1", "whole-2", "near-1", "near-2"] {
        fs::rename(folder.at(shard), folder.at("far/away").join(shard)).expect("moved");
    }
    folder.run(&["merge", "far/away/whole-1", "far/away/whole-2", "--out", "merged"]).ends_with(0);
    folder.run(&["run", "whole.toml", "--out", "all"]).ends_with(0);
    folder.holds_the_same("all", "merged");
    let near = ["merge", "far/away/near-1", "far/away/near-2", "--out", "near"];
    folder.run(&near).ends_with(2).says("names a file that does not exist").says("by their whole path");
    let french = folder.run(&[&["--lang", "fr"][..], &near].concat()).ends_with(2);
    assert!(french.stderr.contains("par leur chemin entier"), "{}", french.stderr);
}

#[test]
fn a_list_that_was_edited_after_its_shards_ran_is_named() {
    let folder = Folder::with(&[("a.toml", &on_list("karate.csv")), ("karate.csv", LIST)]);
    for number in ["1", "2"] {
        folder.run(&["run", "a.toml", "--shard", &format!("{number}/2"), "--out", number]).ends_with(0);
    }
    folder.write("karate.csv", &LIST.replace("a,c", "b,d"));
    let merge = ["merge", "1", "2", "--out", "merged"];
    folder.run(&merge).ends_with(2).says("karate.csv was changed since a was run in 1").says("run all shards again");
    // One shard run again does not go with the others.
    folder.run(&["run", "a.toml", "--shard", "2/2", "--out", "2", "--force"]).ends_with(0);
    folder.run(&merge).ends_with(2).says("the scenario a is not the same in both: other numbers, files");
}

#[test]
fn titles_and_the_order_of_scenarios_are_those_of_all_shards() {
    let titled = |title: &str| format!("title = \"{title}\"\n{CLASSIC}");
    let folder = Folder::with(&[("one/a.toml", &titled("One")), ("two/a.toml", &titled("Two"))]);
    folder.write("b.toml", CLASSIC);
    folder.write("c.toml", WITH_VARIANT);
    for by in ["replicates", "scenarios"] {
        let run = |paths: &[&str], shard: &str, out: &str| {
            let flags = ["--shard", shard, "--shard-by", by, "--out", out, "--force"];
            folder.run(&[&["run"], paths, &flags[..]].concat()).ends_with(0);
        };
        run(&["one/a.toml"], "1/2", "1");
        run(&["two/a.toml"], "2/2", "2");
        let merge = |one: &str, other: &str| folder.run(&["merge", one, other, "--out", "merged"]).ends_with(2);
        merge("1", "2").says("titles");
        merge("2", "1").says("titles");
        run(&["b.toml", "c.toml"], "1/2", "1");
        run(&["c.toml", "b.toml"], "2/2", "2");
        merge("1", "2").says("in another order");
    }
}

#[test]
fn damage_of_a_shard_of_whole_scenarios_is_found_before_anything_is_merged() {
    let folder = Folder::with(&[("s/a.toml", WITH_VARIANT), ("s/b.toml", WITH_VARIANT)]);
    for number in ["1", "2"] {
        let shard = format!("{number}/2");
        folder.run(&["run", "s", "--shard", &shard, "--shard-by", "scenarios", "--out", number]).ends_with(0);
    }
    let merge = || folder.run(&["merge", "1", "2", "--out", "merged"]);
    for file in ["a/summary.csv", "a/groups.csv", "comparison.csv", "run.json"] {
        let path = folder.at("1").join(file);
        let whole = fs::read(&path).expect("the file");
        fs::write(&path, &whole[..whole.len() / 2]).expect("cut off");
        merge().ends_with(2).says(&format!("{file} in 1 is gone or was changed")).says("run the shard again");
        assert!(!folder.at("merged").exists() && !folder.at("merged.partial").exists());
        fs::write(&path, &whole).expect("mended");
    }
    merge().ends_with(0);
    // The merged tables are not those of the shard: who edits them does not change it.
    let table = folder.at("merged/a/summary.csv");
    let edited = format!("{}\n", fs::read_to_string(&table).expect("a table"));
    fs::write(&table, edited).expect("edited in place");
    folder.run(&["merge", "1", "2", "--out", "again"]).ends_with(0);
}

#[test]
fn what_is_merged_in_part_says_which_are_missing() {
    let folder = Folder::with(&[("a.toml", CLASSIC)]);
    for number in ["1", "2"] {
        let ended = folder.run(&["run", "a.toml", "--shard", &format!("{number}/4"), "--out", number]).ends_with(0);
        ended.says(&format!("this is shard {number} of 4"));
    }
    let merge = ["merge", "1", "2", "--partial", "--out", "some", "--force"];
    folder.run(&merge).ends_with(0).says("a part of the whole: 2 of 4 shards, missing: 3-4");
    let french = folder.run(&[&["--lang", "fr"][..], &merge].concat()).ends_with(0);
    french.says("2 parties sur 4, il manque 3-4");
    folder.run(&["merge", "1", "2", "--partial", "--out", "1", "--force"]).ends_with(2).says("which is read here");
}
