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

#[test]
fn with_unknowns_the_steps_are_at_the_best_guess_and_say_so() {
    let unknown = format!("{WITH_VARIANT}\n[uncertainty]\n\"silent.stays\" = {{ triangular = [0.0, 0.1, 1.0] }}\n");
    for (language, said) in [
        ("en", "At the best guess of the share of the silent who stay"),
        ("fr", "À la meilleure estimation de la part des silencieux qui restent"),
    ] {
        let (_, page) = reported(&[("s/a.toml", &unknown)], &["--lang", language]);
        assert!(page.contains(said), "{language}");
    }
    let (_, page) = reported(&[("s/a.toml", WITH_VARIANT)], &["--lang", "en"]);
    assert!(!page.contains("best guess"));
}

#[test]
fn a_part_of_a_run_is_called_a_part() {
    let folder = Folder::with(&[("a.toml", WITH_VARIANT)]);
    let part = |number: &str, out: &str| {
        folder.run(&["run", "a.toml", "--replicates", "2000", "--shard", number, "--out", out]).ends_with(0);
    };
    part("1/2", "one");
    part("2/2", "two");
    folder.run(&["report", "one", "-o", "r.html", "--lang", "en"]).ends_with(0);
    assert!(folder.read("r.html").contains("a part of the run: 1,000 of 2,000 replicates"));
    folder.run(&["figure", "iceberg", "one", "-o", "part.svg", "--lang", "fr"]).ends_with(0);
    assert!(folder.read("part.svg").contains("une partie\u{202f}: 1\u{202f}000 sur 2\u{202f}000"));
    folder.run(&["merge", "one", "two", "--out", "all"]).ends_with(0);
    folder.run(&["report", "all", "-o", "all.html", "--lang", "en"]).ends_with(0);
    folder.run(&["figure", "iceberg", "all", "-o", "all.svg", "--lang", "en"]).ends_with(0);
    assert!(!folder.read("all.html").contains("a part of the run") && !folder.read("all.svg").contains("a part:"));
}

#[test]
fn no_level_of_headings_is_left_out() {
    for files in [&[("s/a.toml", WITH_VARIANT)][..], &[("s/a.toml", WITH_VARIANT), ("s/b.toml", WITH_VARIANT)]] {
        let (_, page) = reported(files, &["--lang", "en"]);
        let levels: Vec<u32> = page
            .match_indices("<h")
            .filter_map(|(at, _)| page[at + 2..].chars().next().and_then(|level| level.to_digit(10)))
            .collect();
        assert_eq!(levels[0], 1);
        assert!(levels.len() > 6 && levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
        assert_eq!(levels.iter().filter(|&&level| level == 1).count(), 1);
    }
}

#[test]
fn captions_say_nothing_of_another_scenario() {
    let (_, page) = reported(&[("s/a.toml", WITH_VARIANT)], &["--lang", "en"]);
    let captions: Vec<&str> =
        page.split("<figcaption>").skip(1).filter_map(|rest| rest.split("</figcaption>").next()).collect();
    assert!(captions.len() > 3);
    for caption in captions {
        assert!(!caption.contains("317") && !caption.contains("230"), "{caption}");
    }
}
