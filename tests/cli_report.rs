//! `rumeur report`: one page that needs nothing else.
#![cfg(feature = "cli")]

mod command;

use command::{Folder, WITH_VARIANT};

fn reported(texts: &[(&str, &str)], words: &[&str]) -> (Folder, String) {
    let folder = Folder::with(texts);
    folder.run(&["run", "s", "--quiet"]).ends_with(0);
    folder.run(&[&["report", "results", "-o", "r.html"], words].concat()).ends_with(0);
    let page = folder.read("r.html");
    (folder, page)
}

#[test]
fn a_report_holds_decision_figures_tables_and_the_scenario() {
    let (folder, page) = reported(&[("s/a.toml", WITH_VARIANT), ("s/b.toml", WITH_VARIANT)], &["--lang", "en"]);
    for part in [
        "Contents",
        "The answer",
        "ask-everyone",
        "<figure><svg",
        "summary.csv",
        "silent_per_complaint = 26",
        "rumeur run",
    ] {
        assert!(page.contains(part), "{part} is missing");
    }
    assert_eq!(page.matches("@font-face").count(), 2, "the two fonts, once");
    assert_eq!(page.matches("<script>").count(), 1, "sorting is the only script");
    // Nothing is asked for from outside: what is named is in the page.
    for (before, allowed) in [(" href=\"", &["#", "data:"][..]), (" src=\"", &["data:"]), ("url(", &["data:"])] {
        for (at, _) in page.match_indices(before) {
            let target = &page[at + before.len()..];
            assert!(allowed.iter().any(|start| target.starts_with(start)), "{}", &target[..40.min(target.len())]);
        }
    }
    // The same results give the same page, and it may be drawn again over itself, and over nothing else.
    folder.run(&["report", "results", "-o", "r.html", "--lang", "en"]).ends_with(0);
    assert!(folder.read("r.html") == page);
    folder.write("mine.html", "<p>mine</p>");
    folder.run(&["report", "results", "-o", "mine.html"]).ends_with(2);
    assert_eq!(folder.read("mine.html"), "<p>mine</p>");
    folder.run(&["report", "s"]).ends_with(2);
    folder.run(&["report", "results", "-o", "r.txt"]).ends_with(2);
    folder.run(&["report", "results", "--scenario", "c"]).ends_with(2);
}

#[test]
fn a_hostile_scenario_injects_nothing() {
    let attack = "</title></pre></svg><script>alert(1)</script><img src=x onerror=alert(1)> & \\\"q\\\"";
    let text = format!(
        "title = \"{attack}\"\nperiod = \"{attack}\"\n{WITH_VARIANT}title = \"{attack}\"\n[damage]\ncurrency = \"{attack}\"\ncustomer_value = 1\n"
    );
    let (_, page) = reported(&[("s/a.toml", &text)], &[]);
    assert_eq!(page.matches("<script>").count(), 1);
    assert!(!page.contains("<img") && page.contains("&lt;script&gt;"));
}

#[test]
fn a_french_report_of_french_tables_is_french() {
    let folder = Folder::with(&[("s/a.toml", WITH_VARIANT)]);
    folder.run(&["run", "s", "--quiet", "--csv-dialect", "fr"]).ends_with(0);
    folder.run(&["report", "results", "-o", "r.html", "--lang", "fr"]).ends_with(0);
    let page = folder.read("r.html");
    for part in ["<html lang=\"fr\">", "La réponse", "Ce que les nombres ne disent pas", "tableau entier en CSV"] {
        assert!(page.contains(part), "{part} is missing");
    }
    assert!(page.contains("data-value=\"aware\"") && !page.contains("The answer"));
}
