//! Many scenarios: what they are called, files that cannot be run, which tables are written, progress for scripts.
#![cfg(feature = "cli")]

mod command;

use std::fs;

use command::{CLASSIC, EXPLODING, Folder, WITH_VARIANT, rows};
use serde_json::Value;

fn scenarios(folder: &Folder, results: &str) -> Vec<(String, String)> {
    let index = folder.read(&format!("{results}/index.csv"));
    rows(&index).iter().map(|row| (row[0].to_owned(), row[3].to_owned())).collect()
}

fn named(names: &[&str]) -> Vec<(String, String)> {
    names.iter().map(|name| ((*name).to_owned(), "complete".to_owned())).collect()
}

#[test]
fn a_scenario_is_called_by_its_path_below_what_all_have_in_common() {
    let folder = Folder::with(&[("a/x/hotel.toml", CLASSIC), ("a/y/hotel.toml", CLASSIC), ("a/y/bar.TOML", CLASSIC)]);
    folder.run(&["run", "a/x/hotel.toml", "a/y/hotel.toml", "a/x/hotel.toml"]).ends_with(0);
    assert_eq!(scenarios(&folder, "results"), named(&["x/hotel", "y/hotel"]));
    folder.run(&["run", "a"]).ends_with(0);
    assert_eq!(scenarios(&folder, "results"), named(&["x/hotel", "y/bar", "y/hotel"]));
}

#[test]
fn what_cannot_be_named_is_refused_alone() {
    let folder = Folder::with(&[
        ("s/a.toml", CLASSIC),
        ("s/a/scenario.toml.toml", CLASSIC),
        ("s/journal.jsonl.toml", CLASSIC),
        ("s/=1.toml", CLASSIC),
        ("s/l'h\u{f4}tel & spa (2).toml", CLASSIC),
    ]);
    let ended = folder.run(&["run", "s"]).ends_with(1).says("3 files were not run");
    assert!(ended.stderr.contains("is that of a file of the results"), "{}", ended.stderr);
    let invalid = ["%3D1", "a/scenario.toml", "journal.jsonl"].map(|name| (name.to_owned(), "invalid".to_owned()));
    let expected = [named(&["a", "l'h\u{f4}tel & spa (2)"]), invalid.to_vec()].concat();
    assert_eq!(scenarios(&folder, "results"), expected);
    folder.run(&["check", "s"]).ends_with(2);
    folder.run(&["run", "s/=1.toml", "--out", "none"]).ends_with(2);
    assert!(!folder.at("none").exists());
}

#[test]
fn names_that_a_file_system_takes_for_one_are_refused_aloud() {
    let folder = Folder::with(&[("s/\u{e9}t\u{e9}.toml", CLASSIC), ("t/e\u{301}te\u{301}.toml", CLASSIC)]);
    folder.run(&["run", "s", "t"]).ends_with(0);
    folder.write("s/e\u{301}te\u{301}.toml", CLASSIC);
    folder.run(&["run", "s"]).ends_with(2).says("how their accents are written");
}

#[test]
#[cfg(unix)]
fn a_name_moves_no_cursor_and_a_pipe_in_a_folder_keeps_nobody_waiting() {
    let folder = Folder::with(&[("s/a.toml", CLASSIC), ("s/b\u{1b}[2J\nc.toml", CLASSIC)]);
    let made = std::process::Command::new("mkfifo").arg(folder.at("s/x.toml")).status();
    assert!(made.expect("mkfifo runs").success());
    let ended = folder.run(&["run", "s"]).ends_with(1).says("\\u{1b}[2J\\u{a}c");
    assert!(!ended.stderr.contains("\u{1b}[2J"), "{:?}", ended.stderr);
    let invalid = ["b%1B[2J%0Ac", "x"].map(|name| (name.replace('[', "%5B"), "invalid".to_owned()));
    assert_eq!(scenarios(&folder, "results"), [named(&["a"]), invalid.to_vec()].concat());
}

#[test]
#[cfg(target_os = "linux")]
fn a_pipe_is_read_once_and_hashed_as_read() {
    let folder = Folder::with(&[("a.toml", CLASSIC)]);
    folder.bash("exec \"$R\" run <(cat a.toml)").ends_with(0);
    let run: Value = serde_json::from_str(&folder.read("results/run.json")).expect("JSON");
    let digest = rumeur::report::Digest::of(CLASSIC.as_bytes());
    assert_eq!(run["inputs"][0]["sha256"], digest.sha256);
    assert_eq!(run["inputs"][0]["bytes"], digest.bytes);
}

#[test]
fn keep_going_runs_the_others_and_tells_of_invalid_files() {
    let folder = Folder::with(&[
        ("s/a.toml", CLASSIC),
        ("s/b.toml", "[customers]\ncomplaints = -1\n"),
        ("s/c.toml", WITH_VARIANT),
        ("s/d.toml", EXPLODING),
        ("s/e.toml", "not toml"),
    ]);
    folder.run(&["run", "s"]).ends_with(2);
    assert!(!folder.at("results").exists());
    folder.run(&["run", "s", "--keep-going"]).ends_with(1).says("2 files were not run").says("complaints");
    let status = scenarios(&folder, "results");
    let status: Vec<(&str, &str)> = status.iter().map(|(name, status)| (&**name, &**status)).collect();
    let complete = [("a", "complete"), ("c", "complete"), ("c", "complete"), ("d", "failed")];
    assert_eq!(status, [&complete[..], &[("b", "invalid"), ("e", "invalid")]].concat());
    let index = folder.read("results/index.csv");
    assert!(index.contains("b,baseline,b.toml,invalid,,,,") && index.contains("line 2: "), "{index}");
    // They are ours and untouched: the next run replaces or goes on from them.
    folder.write("s/b.toml", CLASSIC);
    folder.write("s/e.toml", CLASSIC);
    folder.run(&["run", "s", "--resume"]).ends_with(1).says("2 taken over");
    folder.run(&["run", "s/b.toml", "--keep-going"]).ends_with(0);
}

#[test]
fn with_keep_going_every_file_has_its_row_and_its_line() {
    let folder = Folder::with(&[
        ("s/good.toml", CLASSIC),
        ("s/h\u{f4}tel n\u{b0} 1, \"x\".toml", CLASSIC),
        ("s/nobody.toml", "schema_version = 1\n"),
        ("s/Twice.toml", CLASSIC),
        ("s/twice.toml", CLASSIC),
    ]);
    let ended = folder.run(&["run", "s", "--keep-going", "--progress", "json", "--quiet"]).ends_with(1);
    assert!(ended.stderr.contains("--> s/h\u{f4}tel n\u{b0} 1, \"x\".toml"), "{}", ended.stderr);
    let said: Vec<&str> = ended.stderr.lines().filter(|line| !line.starts_with('{')).collect();
    assert!(!said.join("").contains('\\'), "{said:?}");
    let index = folder.read("results/index.csv");
    let own = rows(&index);
    assert_eq!(own.len(), 5, "{index}");
    assert!(index.contains("\"h\u{f4}tel n\u{b0} 1, %22x%22\""), "{index}");
    assert!(index.contains(",nothing says who was let down") && !index.contains("line 0"), "{index}");
    assert!(!folder.read("results/run.json").contains("line 0"));
    let lines: Vec<Value> = ended.stderr.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let lines: Vec<&Value> = lines.iter().filter(|line| line["event"] == "scenario").collect();
    assert_eq!(lines.len(), 5);
    assert!(lines.iter().all(|line| line["scenarios"] == 5), "{lines:?}");
    assert!(lines.iter().all(|line| line["message"].as_str().is_none_or(|said| !said.contains("line 0"))));
    // And where there is nothing else.
    fs::remove_file(folder.at("s/good.toml")).expect("the file");
    folder.run(&["run", "s", "--keep-going"]).ends_with(1).says("nothing is complete: results is as it was before");
    folder.run(&["run", "s", "--keep-going", "--out", "none"]).ends_with(1);
    assert_eq!(rows(&folder.read("none/index.csv")).len(), 4);
    folder.run(&["run", "s", "--keep-going", "--dry-run"]).ends_with(2);
    folder.run(&["run", "s", "--keep-going", "--out", "none", "--resume"]).ends_with(1);
}

#[test]
fn with_keep_going_denied_warnings_leave_out_their_own_files() {
    let doubtful = format!("{CLASSIC}\n[voice]\nasked = 0.5\n");
    let folder = Folder::with(&[("s/a.toml", &doubtful), ("s/b.toml", CLASSIC), ("s/c.toml", CLASSIC)]);
    folder.run(&["run", "s", "--deny-warnings"]).ends_with(2);
    let ended = folder.run(&["run", "s", "--deny-warnings", "--keep-going"]).ends_with(1).says("1 file was not run");
    assert_eq!(ended.stderr.matches("asked-without-admits").count(), 1, "{}", ended.stderr);
    let expected = [named(&["b", "c"]), vec![("a".to_owned(), "invalid".to_owned())]].concat();
    assert_eq!(scenarios(&folder, "results"), expected);
    let line = doubtful.lines().position(|line| line.starts_with("asked")).expect("the line") + 1;
    assert!(folder.read("results/index.csv").contains(&format!("line {line}: ")));
}

#[test]
fn thousands_of_errors_are_counted() {
    let names: Vec<String> = (0..300).map(|number| format!("s/{number:03}.toml")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "[customers]\ncomplaint = 1\n")).collect();
    let folder = Folder::with(&files);
    for (more, code) in [(&[][..], 2), (&["--keep-going"], 1)] {
        let ended = folder.run(&[&["run", "s"], more].concat()).ends_with(code).says("and 100 more in 100 files");
        assert_eq!(ended.stderr.matches("unknown key").count(), 200);
    }
    folder.run(&["--lang", "fr", "check", "s"]).ends_with(2).says("et 100 de plus dans 100 fichiers");
}

#[test]
fn only_the_tables_that_are_asked_for_are_written() {
    let folder = Folder::with(&[("a.toml", WITH_VARIANT)]);
    folder.run(&["run", "a.toml", "--out", "all"]).ends_with(0);
    folder.run(&["run", "a.toml", "--tables", "summary,groups"]).ends_with(0);
    let names = |results: &str| -> Vec<String> {
        let own = folder.files(&format!("{results}/a"));
        own.into_iter().map(|(name, _)| name).collect()
    };
    assert_eq!(
        names("all"),
        ["distribution.csv", "exact.csv", "generations.csv", "groups.csv", "scenario.toml", "summary.csv"]
    );
    assert_eq!(names("results"), ["groups.csv", "scenario.toml", "summary.csv"]);
    assert_eq!(folder.read("results/a/groups.csv"), folder.read("all/a/groups.csv"));
    let package: Value = serde_json::from_str(&folder.read("results/datapackage.json")).expect("JSON");
    let described: Vec<&str> = package["resources"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|table| table["name"].as_str().expect("a name"))
        .collect();
    assert!(!described.contains(&"distribution") && described.contains(&"groups"), "{described:?}");
    // Other tables are other settings.
    let ended = folder.run(&["run", "a.toml", "--resume"]).ends_with(0);
    assert!(!ended.stderr.contains("taken over"));
    assert_eq!(names("results"), names("all"));
    folder.run(&["run", "a.toml", "--tables", "sums"]).ends_with(2).says("unknown table `sums`");
    // What only some scenarios have can be asked for and left out like the others.
    folder.write("p.toml", &format!("{CLASSIC}\n[periods]\ncount = 2\n"));
    for (tables, has) in [("all", true), ("summary,periods", true), ("summary,groups", false)] {
        folder.run(&["run", "p.toml", "--out", "p", "--tables", tables]).ends_with(0);
        assert_eq!(folder.at("p/p/periods.csv").exists(), has, "{tables}");
    }
    folder.run(&["run", "p.toml", "--out", "p", "--tables", "generations,groups,distribution"]).ends_with(0);
    folder.run(&["report", "p", "-o", "p.html"]).ends_with(0);
    folder.run(&["figure", "iceberg", "p", "-o", "p.svg"]).ends_with(0);
}

#[test]
fn progress_for_scripts_is_a_line_of_json_for_each_scenario() {
    let folder = Folder::with(&[("s/a.toml", CLASSIC), ("s/b.toml", EXPLODING)]);
    let ended = folder.run(&["run", "s", "--progress", "json", "--quiet"]).ends_with(1);
    let lines: Vec<Value> = ended.stderr.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let said: Vec<(&str, &str, u64, u64)> = lines
        .iter()
        .filter(|line| line["event"] == "scenario")
        .map(|line| {
            let text = |key: &str| line[key].as_str().expect("text");
            let count = |key: &str| line[key].as_u64().expect("a count");
            (text("name"), text("status"), count("done"), count("scenarios"))
        })
        .collect();
    assert_eq!(said, [("a", "complete", 1, 2), ("b", "failed", 2, 2)]);
}

#[test]
fn results_of_a_scenario_with_a_network_file_can_be_drawn_and_run_again() {
    let karate = "[customers]\ndissatisfied = 2\n[silent]\naudience = 2\n[network.file]\npath = \"lists/karate.csv\"\n\
                  [run]\nreplicates = 200\n";
    let list = "a,b\nb,c\nc,d\nd,a\na,c\n";
    let folder = Folder::with(&[("k/karate.toml", karate), ("k/lists/karate.csv", list)]);
    folder.run(&["run", "k/karate.toml", "--out", "deep/er/r"]).ends_with(0);
    let effective = folder.read("deep/er/r/karate/scenario.toml");
    assert!(effective.contains("path = \"../../../../k/lists/karate.csv\""), "{effective}");
    folder.run(&["figure", "iceberg", "deep/er/r", "-o", "x.svg"]).ends_with(0);
    folder.run(&["run", "deep/er/r/karate/scenario.toml", "--out", "again"]).ends_with(0);
    let body = |path: &str| folder.read(path).replace("scenario,", "karate,");
    assert_eq!(body("again/summary.csv").lines().nth(1), body("deep/er/r/summary.csv").lines().nth(1));
    assert_eq!(folder.read("k/lists/karate.csv"), list);
}

#[test]
fn scenarios_are_told_by_their_titles_in_the_order_of_their_numbers() {
    let of = |title: &str| format!("title = \"{title}\"\n{CLASSIC}");
    let folder = Folder::with(&[
        ("towns/1000.toml", &of("Large town")),
        ("towns/500.toml", &of("Small town")),
        ("towns/5000.toml", &of("City")),
    ]);
    let said = folder.run(&["run", "towns", "--replicates", "20"]).ends_with(0).stdout;
    let places: Vec<usize> =
        ["Small town", "Large town", "City"].iter().map(|title| said.find(title).expect("a title")).collect();
    assert!(places.is_sorted(), "{said}");
    assert!(!said.contains("5000"), "{said}");
    // A title that two have tells none of them.
    folder.write("towns/500.toml", &of("City"));
    let said = folder.run(&["run", "towns", "--replicates", "20", "--out", "two"]).ends_with(0).stdout;
    assert!(said.contains("5000") && said.contains("Large town") && !said.contains("City"), "{said}");
}
