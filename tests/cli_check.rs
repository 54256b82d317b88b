//! `rumeur check --format json`: what an editor or a script reads.
#![cfg(feature = "cli")]

mod command;

use command::{CLASSIC, Folder};

#[test]
fn every_mistake_and_doubt_is_an_object_with_its_place() {
    let wrong = CLASSIC.replace("rate = 0.0", "rate = 1.3");
    let doubtful = format!("{CLASSIC}\n[voice]\nasked = 0.5\n");
    let folder = Folder::with(&[("good.toml", CLASSIC), ("wrong.toml", &wrong), ("doubtful.toml", &doubtful)]);
    for (language, says) in [("en", "must be between"), ("fr", "doit être entre")] {
        let ended = folder.run(&["check", ".", "--format", "json", "--lang", language]).ends_with(2);
        let report: serde_json::Value = serde_json::from_str(&ended.stdout).expect("JSON alone");
        assert_eq!((&report["scenarios"], &report["errors"], &report["warnings"]), (&3.into(), &1.into(), &1.into()));
        let found = report["diagnostics"].as_array().expect("a list");
        let error = found.iter().find(|found| found["severity"] == "error").expect("an error");
        assert_eq!((&error["scenario"], &error["code"]), (&"wrong".into(), &"out-of-range".into()));
        let line = wrong.lines().position(|line| line.contains("1.3")).expect("the line") + 1;
        assert_eq!((&error["line"], &error["column"], &error["width"]), (&line.into(), &8.into(), &3.into()));
        assert!(error["message"].as_str().is_some_and(|message| message.contains(says)), "{error}");
        let doubt = found.iter().find(|found| found["severity"] == "warning").expect("a warning");
        assert_eq!((&doubt["scenario"], &doubt["code"]), (&"doubtful".into(), &"asked-without-admits".into()));
        assert_eq!(ended.stderr, "");
    }
    folder.run(&["check", "good.toml", "--format", "json"]).ends_with(0);
    folder.run(&["check", "doubtful.toml", "--format", "json"]).ends_with(0);
    folder.run(&["check", "doubtful.toml", "--format", "json", "--deny-warnings"]).ends_with(2);
}

#[test]
fn whatever_is_wrong_the_report_is_whole_and_names_the_file() {
    let folder = Folder::with(&[("a.toml", CLASSIC), ("empty.toml", ""), ("s/h\u{f4}tel \"x\".toml", CLASSIC)]);
    let utf16: Vec<u8> = CLASSIC.encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::fs::write(folder.at("wide.toml"), utf16).expect("a file");
    std::fs::create_dir(folder.at("none")).expect("a folder");
    for (path, code) in [
        ("empty.toml", "empty"),
        ("wide.toml", "utf-16"),
        ("s/h\u{f4}tel \"x\".toml", "bad-name"),
        ("nowhere.toml", "missing-file"),
        ("none", "no-scenario"),
    ] {
        for language in ["en", "fr"] {
            let asked = ["check", "--format", "json", "--lang", language, "a.toml", path];
            let ended = folder.run(&asked).ends_with(2);
            let report: serde_json::Value = serde_json::from_str(&ended.stdout).expect("JSON alone");
            let found = report["diagnostics"].as_array().expect("a list");
            assert_eq!((found.len(), &report["errors"]), (1, &1.into()), "{report}");
            assert_eq!((&found[0]["code"], &found[0]["file"]), (&code.into(), &path.into()), "{report}");
            assert_eq!(ended.stderr, "");
            // What is right beside it is read all the same.
            assert!(report["scenarios"].as_u64().is_some_and(|scenarios| scenarios > 0), "{report}");
        }
    }
    folder.run(&["check", "--format", "json", "nowhere.toml"]).ends_with(2);
}
