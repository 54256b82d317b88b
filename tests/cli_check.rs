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
