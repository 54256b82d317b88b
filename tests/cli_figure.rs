//! `rumeur figure` and `rumeur run --figures` through the built command.
#![cfg(feature = "cli")]

mod command;

use command::{CLASSIC, Folder, WITH_VARIANT};

#[test]
fn results_on_disk_and_a_quick_run_draw_the_same_figure() {
    let folder = Folder::with(&[("a.toml", WITH_VARIANT)]);
    folder.run(&["run", "a.toml", "--out", "r"]).ends_with(0);
    for kind in ["iceberg", "cascade", "distribution", "comparison"] {
        folder.run(&["figure", kind, "r", "-o", "disk.svg"]).ends_with(0);
        folder.run(&["figure", kind, "a.toml", "-o", "quick.svg"]).ends_with(0);
        assert!(folder.read("disk.svg") == folder.read("quick.svg"), "{kind}");
        assert_eq!(folder.read("disk.csv"), folder.read("quick.csv"), "{kind}");
    }
}

#[test]
fn tables_of_a_french_spreadsheet_draw_the_same_figure() {
    let folder = Folder::with(&[("a.toml", CLASSIC)]);
    folder.run(&["run", "a.toml", "--out", "one"]).ends_with(0);
    folder.run(&["run", "a.toml", "--out", "two", "--csv-dialect", "fr"]).ends_with(0);
    let draw = |results| folder.run(&["figure", "exceedance", results, "-o", "-"]).ends_with(0).stdout.clone();
    assert!(draw("one") == draw("two"));
}

#[test]
fn a_run_draws_the_figures_that_fit() {
    let folder = Folder::with(&[("s/a.toml", WITH_VARIANT), ("s/b.toml", CLASSIC)]);
    folder.run(&["run", "s", "--out", "r", "--figures", "--lang", "fr"]).ends_with(0);
    assert!(folder.at("r/a/figures/comparison.svg").is_file() && folder.at("r/a/figures/comparison.csv").is_file());
    assert!(!folder.at("r/b/figures/comparison.svg").exists());
    assert!(folder.read("r/b/figures/waterfall.svg").contains("l’ont vécu"));
    // They belong to the results: the next run replaces them.
    folder.run(&["run", "s", "--out", "r"]).ends_with(0);
    assert!(!folder.at("r/b/figures").exists());
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    let folder = Folder::with(&[("a.toml", CLASSIC)]);
    let refused = |args: &[&str], wanted: &str| {
        let run = folder.run(args).ends_with(2);
        assert!(run.stderr.contains(wanted), "{}", run.stderr);
    };
    refused(&["figure", "pie", "a.toml"], "iceberg");
    refused(&["figure", "comparison", "a.toml"], "it has no variant");
    refused(&["figure", "iceberg", "a.toml", "-o", "a.gif"], "must end with .svg or .png");
    refused(&["figure", "distribution", "a.toml", "--metric", "satisfied"], "`satisfied` is undefined");
    refused(&["figure", "iceberg", "missing"], "missing");
    refused(&["figure", "people", "a.toml", "--beside", "more"], "draw the other by itself: --variant more");
    refused(&["figure", "iceberg", "a.toml", "--metric", "reach"], "--metric is for `distribution`, `exceedance`");
    refused(&["figure", "voice", "a.toml", "--along", "voice.rate=0..1"], "--along is for `sweep`");
    let french = folder.run(&["figure", "people", "a.toml", "--beside", "more", "--lang", "fr"]).ends_with(2);
    assert!(french.stderr.contains("--beside est pour `iceberg`"), "{}", french.stderr);
    folder.run(&["run", "a.toml", "--out", "r"]).ends_with(0);
    refused(&["figure", "iceberg", "r", "--seed", "1"], "results are drawn as they are");
    refused(&["figure", "iceberg", "r", "--scenario", "b"], "only a");
}

#[test]
fn a_figure_replaces_figures_and_their_numbers_and_nothing_else() {
    let network = "[customers]\ndissatisfied = 2\n[silent]\naudience = 2\n[network.file]\npath = \"karate.csv\"\n";
    let list = "a,b\nb,c\nc,d\n";
    let folder = Folder::with(&[
        ("a.toml", WITH_VARIANT),
        ("karate.toml", network),
        ("karate.csv", list),
        ("survey.csv", "person,answer\n1,yes\n"),
        ("mine.svg", "<svg/>"),
    ]);
    for force in [&[][..], &["--force"]] {
        let arguments = [&["figure", "iceberg", "karate.toml", "-o", "karate.svg"][..], force].concat();
        folder.run(&arguments).ends_with(2).says("karate.csv is not written: it is read here");
        assert_eq!(folder.read("karate.csv"), list);
        assert!(!folder.at("karate.svg").exists());
    }
    for out in ["survey.svg", "survey.png", "mine.svg", "mine.png"] {
        let ended = folder.run(&["figure", "iceberg", "a.toml", "-o", out]);
        if out == "mine.png" {
            ended.ends_with(0);
            continue;
        }
        ended.ends_with(2).says("is there already").says("--force");
    }
    assert_eq!(folder.read("survey.csv"), "person,answer\n1,yes\n");
    assert_eq!(folder.read("mine.svg"), "<svg/>");
    folder.run(&["figure", "iceberg", "a.toml", "-o", "survey.svg", "--force"]).ends_with(0);
    assert_eq!(folder.read("survey.csv").lines().next(), Some("level,group,people"));
}

#[test]
fn every_figure_is_known_again_by_the_next() {
    let folder = Folder::with(&[("a.toml", WITH_VARIANT)]);
    for kind in rumeur::report::figures::FigureKind::ALL {
        for out in ["x.svg", "y.png"] {
            let drawn = folder.run(&["figure", kind.name(), "a.toml", "-o", out]);
            assert!(
                drawn.code == Some(0) || drawn.stderr.contains("error: no figure"),
                "{kind} {out}: {}",
                drawn.stderr
            );
            assert!(!drawn.stderr.contains("is there already"), "{kind} {out}: {}", drawn.stderr);
        }
    }
}

#[test]
fn no_figure_is_drawn_into_results() {
    let folder = Folder::with(&[("a.toml", WITH_VARIANT)]);
    folder.run(&["run", "a.toml", "--out", "r"]).ends_with(0);
    let before = folder.files("r");
    for (from, out) in [("r", "r/a/summary.svg"), ("r", "r/x.svg"), ("a.toml", "r/a/x.png")] {
        folder.run(&["figure", "iceberg", from, "-o", out]).ends_with(2).says("is not written");
    }
    folder.run(&["figure", "iceberg", "r", "-o", "r/a/summary.svg", "--force"]).ends_with(2).says("it is read here");
    assert_eq!(folder.files("r"), before);
    folder.run(&["run", "a.toml", "--out", "r"]).ends_with(0);
}

#[test]
#[cfg(unix)]
fn a_figure_follows_no_link() {
    let folder = Folder::with(&[("a.toml", WITH_VARIANT), ("target", "mine")]);
    for link in ["x.svg", "x.csv"] {
        std::os::unix::fs::symlink("target", folder.at(link)).expect("a link");
        folder.run(&["figure", "iceberg", "a.toml", "-o", "x.svg", "--force"]).ends_with(2).says("a link");
        std::fs::remove_file(folder.at(link)).expect("a link");
    }
    assert_eq!(folder.read("target"), "mine");
}

#[test]
fn a_new_file_and_an_edge_list_replace_nothing_without_force() {
    let network = "[customers]\ndissatisfied = 2\n[silent]\naudience = 2\n[network.file]\npath = \"karate.csv\"\n";
    let folder = Folder::with(&[("karate.toml", network), ("karate.csv", "a,b\nb,c\n"), ("there", "mine")]);
    let commands: [&[&str]; 3] = [
        &["new", "there"],
        &["network", "karate.toml", "--edges", "there"],
        &["network", "karate.toml", "--save", "there"],
    ];
    for command in commands {
        folder.run(command).ends_with(2).says("there is there already").says("--force");
        assert_eq!(folder.read("there"), "mine");
        folder.run(&[command, &["--force"]].concat()).ends_with(0);
        assert_ne!(std::fs::read(folder.at("there")).expect("a file"), b"mine");
        folder.write("there", "mine");
    }
    folder.run(&["network", "karate.toml", "--edges", "karate.csv", "--force"]).ends_with(2).says("it is read here");
    assert_eq!(folder.read("karate.csv"), "a,b\nb,c\n");
    assert_eq!(folder.names(), ["karate.csv", "karate.toml", "there"]);
}

#[test]
fn a_figure_can_be_an_exercise_and_needs_no_font() {
    let folder = Folder::with(&[("a.toml", CLASSIC)]);
    let draw = |options: &[&str]| {
        let args = [&["figure", "waterfall", "a.toml", "--replicates", "100", "-o", "-"], options].concat();
        folder.run(&args).ends_with(0).stdout.clone()
    };
    let (plain, blank, outlines) = (draw(&[]), draw(&["--blank"]), draw(&["--outlines"]));
    assert!(plain.contains("317") && plain.contains("@font-face"));
    assert!(blank.contains("____") && blank.contains("people know") && !blank.contains("+230"));
    assert!(!outlines.contains("<text") && !outlines.contains("@font-face"));
    assert!(draw(&["--page", "a4-portrait"]).contains("width=\"210mm\" height=\"297mm\""));
}

#[test]
fn two_icebergs_stand_side_by_side() {
    let folder = Folder::with(&[("a.toml", WITH_VARIANT)]);
    folder.run(&["figure", "iceberg", "a.toml", "--beside", "ask-everyone", "-o", "i.SVG"]).ends_with(0);
    assert!(folder.read("i.SVG").contains("more to the surface"));
    assert!(folder.read("i.csv").starts_with("variant,level,people\n"));
    folder.run(&["figure", "iceberg", "a.toml", "--beside", "nobody", "-o", "j.svg"]).ends_with(2);
}

#[test]
fn the_numbers_of_a_figure_can_be_those_of_a_french_spreadsheet() {
    let folder = Folder::with(&[("a.toml", CLASSIC)]);
    let args = ["figure", "distribution", "a.toml", "--csv-dialect", "fr", "-o", "d.svg"];
    folder.run(&args).ends_with(0);
    let numbers = folder.read("d.csv");
    assert!(numbers.starts_with("\u{feff}from;below;count;cumulative_share;expected\n") && numbers.contains(";0,"));
}

#[test]
#[cfg(feature = "png")]
fn characters_that_the_font_lacks_are_named() {
    let text = format!("title = \"顧客 ₹\"\n{CLASSIC}");
    let folder = Folder::with(&[("a.toml", &text)]);
    let run = folder.run(&["figure", "iceberg", "a.toml", "-o", "a.png"]).ends_with(0);
    assert!(run.stderr.contains('顧') && run.stderr.contains('₹'), "{}", run.stderr);
}

/// A choice whose outcome hangs on a number that nobody knows.
const UNKNOWN: &str = "[customers]\nserved = 500\nproblem_rate = 0.1\n[voice]\nrate = 0.05\nadmits = 0.4\n\
    [recovery]\nrate = 0.5\n[silent]\nstays = 0.3\naudience = 5\n[unresolved]\nstays = 0.2\naudience = 5\n\
    [recovered]\nstays = 0.8\naudience = 2\n[damage]\ncurrency = \"EUR\"\ncustomer_value = 100\nasking_cost = 0.5\n\
    [uncertainty]\n\"voice.admits\" = { uniform = [0.1, 0.9] }\n[run]\nreplicates = 400\n\
    [variants.call]\nset = { \"voice.asked\" = 1.0 }\n";

#[test]
fn what_other_commands_found_is_drawn_and_reported_from_disk() {
    let folder = Folder::with(&[("a.toml", UNKNOWN)]);
    for (words, kind, wanted) in [
        (&["sensitivity", "a.toml", "--metric", "net_loss"][..], "tornado", "voice.admits"),
        (&["sweep", "a.toml", "voice.asked=0..1:3", "--until", "net_loss=3400"], "sweep", "voice.asked"),
        (&["worth", "a.toml", "--survey", "voice.admits=50", "--cost", "0.1"], "worth", "voice.admits"),
    ] {
        folder.run(&[words, &["-o", kind, "--quiet"]].concat()).ends_with(0);
        let out = format!("{kind}.svg");
        folder.run(&["figure", kind, kind, "-o", &out, "--lang", "en"]).ends_with(0);
        assert!(folder.read(&out).contains(wanted), "{kind}");
        folder.run(&["figure", "iceberg", kind, "-o", "no.svg"]).ends_with(2).says("of a study");
        folder.run(&["report", kind, "-o", "r.html", "--lang", "en"]).ends_with(0);
        let page = folder.read("r.html");
        assert!(page.contains("<figure><svg") && page.contains(&format!("{kind}.csv")), "{kind}");
        assert!(!page.contains("The answer"), "there is none in {kind}");
    }
    // The survey is known from the table alone.
    assert!(folder.read("worth.csv").lines().any(|line| line.starts_with("voice.admits,50,")));
    // The same means as in the table of the command.
    let bar = |text: &str| {
        let line = text.lines().find(|line| line.contains("voice.admits")).expect("a bar").to_owned();
        line.split(',').filter_map(|cell| cell.parse::<f64>().ok()).take(4).collect::<Vec<f64>>()
    };
    assert_eq!(bar(&folder.read("tornado.csv")), bar(&folder.read("tornado/a/tornado.csv")));
}

#[test]
fn a_sweep_that_cannot_be_is_refused_with_a_way_out() {
    let folder = Folder::with(&[("a.toml", UNKNOWN)]);
    folder.run(&["figure", "sweep", "a.toml", "--along", "voice.asked=0..2"]).ends_with(2).says("between 0 and 1");
    folder.run(&["figure", "sweep", "a.toml", "--along", "nothing"]).ends_with(2).says("hint: ");
    let three = ["--along", "voice.asked=0..1", "--along", "recovery.rate=0..1", "--along", "voice.rate=0..1"];
    folder.run(&[&["figure", "sweep", "a.toml"][..], &three].concat()).ends_with(2).says("one or two");
    folder.run(&["figure", "fit", "a.toml"]).ends_with(2).says("it shows a survey");
}

#[test]
fn the_figure_of_a_survey_is_that_of_its_fit() {
    let survey = format!("{}/examples/data/synthetic-survey.csv", env!("CARGO_MANIFEST_DIR"));
    let folder = Folder::new();
    folder.run(&["figure", "fit", &survey, "-o", "x.svg", "--lang", "en"]).ends_with(0);
    folder.run(&["fit", "survey", &survey, "-o", "fitted", "--lang", "en"]).ends_with(0);
    assert!(folder.read("x.svg") == folder.read("fitted/figures/fit.svg"));
    assert_eq!(folder.read("x.csv"), folder.read("fitted/figures/fit.csv"));
}

/// Three customers let down, few of whom tell anybody: laws of small whole numbers, and 0.9 complaints on average.
const SMALL: &str = "[customers]\ndissatisfied = 3\n[voice]\nrate = 0.3\n[silent]\nstays = 0.8\n\
    audience.empirical = { 0 = 70, 1 = 20, 2 = 10 }\n[unresolved]\naudience = 1\nstays = 0.7\n\
    [recovery]\nrate = 0.2\n[run]\nreplicates = 1000\n";

/// P(aware >= 6) is 19 %: said wherever a tenth would be.
#[test]
fn a_quantile_of_small_whole_numbers_is_not_said_to_be_reached_by_a_tenth() {
    let folder = Folder::with(&[("a.toml", SMALL)]);
    let few = "half of the cases stay at or below 4, 19% reach 6.";
    for words in [&["run", "a.toml", "-o", "r"][..], &["explain", "a.toml"], &["run", "a.toml", "--exact-only"]] {
        let said = folder.run(&[words, &["--lang", "en"]].concat()).ends_with(0).stdout;
        assert!(said.contains(few), "{words:?}: {said}");
        let said = folder.run(&[words, &["--lang", "fr"]].concat()).ends_with(0).stdout;
        assert!(said.contains("la moitié des cas ne dépasse pas 4, 19\u{202f}% atteignent 6."), "{words:?}: {said}");
    }
    let explained = folder.run(&["explain", "a.toml", "--lang", "en"]).stdout;
    assert!(
        explained.contains("aware, by formula: 19% of the cases reach 6, 4.4% of the cases reach 7"),
        "{explained}"
    );
    folder.run(&["report", "r", "-o", "r.html", "--lang", "en"]).ends_with(0);
    assert!(folder.read("r.html").contains(few));
    for (kind, language, wanted) in [
        ("distribution", "en", "half of the cases stay at 4 or below and 19% reach 6"),
        ("distribution", "fr", "la moitié des cas ne dépasse pas 4, 19\u{202f}% atteignent 6"),
        ("exceedance", "en", "19% of the cases reach 6, 4.4% reach 7"),
        ("exceedance", "fr", "19\u{202f}% des cas atteignent 6, 4,4\u{202f}% atteignent 7"),
    ] {
        let drawn = folder.run(&["figure", kind, "a.toml", "-o", "-", "--lang", language]).ends_with(0).stdout;
        let title = drawn.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap_or_default();
        assert!(title.ends_with(wanted), "{kind}: {title}");
    }
}

#[test]
fn one_noun_goes_with_a_number_in_every_figure() {
    let folder = Folder::with(&[("a.toml", SMALL)]);
    for kind in ["iceberg", "waterfall"] {
        let drawn = folder.run(&["figure", kind, "a.toml", "-o", "-", "--lang", "en"]).ends_with(0).stdout;
        assert!(drawn.contains("0.9 complaints") && !drawn.contains("0.9 complaint "), "{kind}");
    }
}

/// What the lines are said to end with is an answer, too.
#[test]
fn a_key_without_numbers_has_none() {
    let clock = "[time]\nunit = \"day\"\nhorizon = 30\ncomplaint = 2\nanswer = { geometric = 3 }\ntelling = { geometric = 5 }\n";
    let folder = Folder::with(&[("a.toml", &format!("{SMALL}{clock}"))]);
    for (kind, name) in
        [("timeline", "the story: told ____ times in the end"), ("sweep", "the scenario as it is: ____")]
    {
        let drawn = folder.run(&["figure", kind, "a.toml", "--blank", "-o", "-", "--lang", "en"]).ends_with(0).stdout;
        assert!(drawn.contains(name), "{kind}: {drawn}");
    }
}

/// How many there are is not said where nobody knows it.
#[test]
fn an_unknown_number_of_complaints_is_not_told_as_its_best_guess() {
    let text = "[customers]\ncomplaints = 4\nobserved_voice_rate = 0.1\n[silent]\naudience = 4\n[unresolved]\naudience = 1\n\
        [run]\nreplicates = 500\n[uncertainty]\n\"customers.complaints\" = { choice = { \"1\" = 1, \"40\" = 1 } }\n";
    let folder = Folder::with(&[("a.toml", text)]);
    let run = |words: &[&str], language: &str| folder.run(&[words, &["--lang", language]].concat()).ends_with(0).stdout;
    let unknown = "n unknown number of complaints (20.5 on average)";
    let said = run(&["run", "a.toml", "-o", "r"], "en");
    assert!(said.contains(&format!("A{unknown}: on average 964 people know")), "{said}");
    assert!(said.contains(&format!("With a{unknown}, ")) && !said.contains("4 complaints"), "{said}");
    let said = run(&["run", "a.toml", "-o", "r"], "fr");
    assert!(said.contains("Un nombre inconnu de réclamations (20,5 en moyenne)\u{202f}: en moyenne 964"), "{said}");
    assert!(said.contains("Avec un nombre inconnu de réclamations (20,5 en moyenne), "), "{said}");
    let said = run(&["run", "a.toml", "--exact-only"], "en");
    assert!(said.contains(&format!("A{unknown}: on average 964 people know")), "{said}");
    assert!(
        run(&["explain", "a.toml"], "en").contains("At the best guess of 4 complaints: on average 188 people know")
    );
    let said = run(&["explain", "a.toml"], "fr");
    assert!(said.contains("À la meilleure estimation, 4 réclamations\u{202f}: en moyenne 188 personnes"), "{said}");
    folder.run(&["report", "r", "-o", "r.html", "--lang", "en"]).ends_with(0);
    assert!(folder.read("r.html").contains(&format!("A{unknown}: on average 964 people know")));
    // The famous number is one of complaints that are known.
    let drawn = folder.run(&["figure", "distribution", "a.toml", "-o", "-", "--lang", "en"]).ends_with(0).stdout;
    assert!(!drawn.contains("1,268"));
}
