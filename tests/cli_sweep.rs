//! `rumeur sweep`: what it prints, writes and refuses.
#![cfg(feature = "cli")]

mod command;

use command::Folder;

const ASKED: &str = "period = \"month\"

[customers]
complaints = 1
silent_per_complaint = 26

[voice]
admits = 0.4

[silent]
groups.ordinary = { share = 23, audience = 10 }
groups.vocal = { share = 3, audience = 20 }

[run]
replicates = 1_000
";

fn folder() -> Folder {
    Folder::with(&[("a.toml", ASKED)])
}

#[test]
fn every_point_has_its_formula_and_shares_the_luck_of_the_baseline() {
    let folder = folder();
    let run = folder.run(&["sweep", "a.toml", "voice.asked=0..1:3", "--format", "csv"]).ends_with(0);
    let rows: Vec<Vec<&str>> = run.stdout.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(rows[0][..6], ["scenario", "variant", "point", "voice.asked", "metric", "mean"]);
    assert_eq!(rows.len(), 4);
    let column = |name: &str| rows[0].iter().position(|head| *head == name).expect("a column");
    let expected: Vec<&str> = rows[1..].iter().map(|row| row[column("expected")]).collect();
    assert_eq!(expected, ["317", "259", "201"]);
    assert_eq!(rows[1][column("difference")], "0");
    let json = folder.run(&["sweep", "a.toml", "voice.asked=0..1:3", "--format", "json"]).ends_with(0);
    let rows: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(rows[2]["expected"], 201.0);
    assert_eq!(rows[0]["voice.asked"], 0.0);
}

#[test]
fn a_crossing_is_found_or_its_nearest_value_is_said_with_exit_code_1() {
    let folder = folder();
    let found =
        folder.run(&["sweep", "a.toml", "voice.asked=0..1", "--until", "aware=250", "--lang", "en"]).ends_with(0);
    assert!(found.stdout.contains("where the share of customers asked is 57.76%, by formula."), "{}", found.stdout);
    let never =
        folder.run(&["sweep", "a.toml", "voice.asked=0..1", "--until", "aware=200", "--lang", "fr"]).ends_with(1);
    assert!(never.stdout.contains("201 à 100\u{202f}%."), "{}", never.stdout);
    let out = ["sweep", "a.toml", "voice.asked=0..1", "--until", "aware=250", "--quiet", "--out", "s"];
    let quiet = folder.run(&out).ends_with(0);
    assert_eq!(quiet.stdout, "");
    let crossing = folder.read("s/a/crossing.csv");
    assert!(
        crossing.lines().nth(1).is_some_and(|row| row.starts_with("a,baseline,voice.asked,aware,250,0.577586206")),
        "{crossing}"
    );
}

#[test]
fn results_are_claimed_described_and_the_same_at_any_number_of_threads() {
    let folder = folder();
    let sweep = |threads: &str, out: &str| {
        let words = [
            "sweep",
            "a.toml",
            "voice.asked=0..1:12",
            "voice.admits=0.2,0.4",
            "--threads",
            threads,
            "--quiet",
            "-o",
            out,
        ];
        folder.run(&words).ends_with(0);
        folder.files(out).into_iter().filter(|(name, _)| name != "run.json").collect::<Vec<_>>()
    };
    let one = sweep("1", "one");
    let names: Vec<&str> = one.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["a/scenario.toml", "a/sweep.csv", "datapackage.json"]);
    assert!(one == sweep("3", "three") && one == sweep("8", "eight"), "threads change nothing");
    assert_eq!(folder.read("one/a/sweep.csv").lines().count(), 1 + 24);
    folder.write("mine/thesis.txt", "mine");
    let refused = folder.run(&["sweep", "a.toml", "voice.asked=0,1", "-o", "mine"]).ends_with(2);
    assert!(refused.stderr.contains("mine"), "{}", refused.stderr);
    assert_eq!(folder.read("mine/thesis.txt"), "mine");
}

#[test]
fn variants_are_swept_beside_the_baseline() {
    let text = format!("{ASKED}\n[variants.train]\nset = {{ \"silent.groups.vocal.audience\" = 10 }}\n");
    let folder = Folder::with(&[("a.toml", &text)]);
    let run = folder.run(&["sweep", "a.toml", "voice.asked=0,1", "--format", "csv"]).ends_with(0);
    let variants: Vec<&str> = run.stdout.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
    assert_eq!(variants, ["baseline", "baseline", "train", "train"]);
}

#[test]
fn a_variant_that_sets_the_whole_delay_is_left_out_and_that_is_said() {
    let text = "[customers]\ndissatisfied = 20\n[voice]\nrate = 0.5\n[recovery]\nrate = 0.6\n[silent]\naudience = 4\n\
        [unresolved]\naudience = 4\n[recovered]\naudience = 1\n[time]\nhorizon = 40\ncomplaint = 1\n\
        answer.geometric = 3.0\ntelling.geometric = 4\n[run]\nreplicates = 50\n[variants.fast]\n\
        set = { \"time.answer\" = 0 }\n[variants.loud]\nset = { \"silent.audience\" = 8 }\n";
    let folder = Folder::with(&[("a.toml", text)]);
    let swept = folder.run(&["sweep", "a.toml", "time.answer.geometric=1..5:3", "--format", "csv"]).ends_with(0);
    assert!(swept.stderr.contains("variant `fast` is left out: it has no time.answer.geometric"), "{}", swept.stderr);
    assert!(swept.stdout.contains(",loud,") && !swept.stdout.contains(",fast,"), "{}", swept.stdout);
    let horizon = folder.run(&["sweep", "a.toml", "time.horizon=0..5"]).ends_with(2);
    assert!(horizon.stderr.contains("between 1 and 4000") && !horizon.stderr.contains("shares"), "{}", horizon.stderr);
}

#[test]
fn what_cannot_be_swept_is_refused_with_a_way_out() {
    let folder = folder();
    for (words, message) in [
        (&["a.toml"][..], "nothing says what to vary"),
        (&["a.toml", "voice.aksed=0..1"], "voice.aksed"),
        (&["a.toml", "voice.asked=0..2"], "between 0 and 1"),
        (&["a.toml", "voice.asked=0..1:0"], "from 2 to"),
        (&["a.toml", "voice.asked=1..1"], "one value"),
        (&["a.toml", "voice.asked=a..1"], "no number"),
        (&["a.toml", "voice.asked=0,1", "voice.asked=0,1"], "named twice"),
        (&["a.toml", "voice.asked=0,1", "voice.admits=0,1", "recovery.rate=0,1"], "one or two"),
        (&["a.toml", "voice.asked=0,1", "voice.admits=0,1", "--until", "aware=250"], "one parameter"),
        (&["a.toml", "voice.asked=0,1", "--until", "aware"], "METRIC=VALUE"),
        (&["a.toml", "voice.asked=0,1", "--until", "awere=1"], "awere"),
        (&["a.toml", "voice.asked=0,1", "--until", "aware=many"], "neither a number nor"),
        (&["a.toml", "voice.asked=0..1:1000", "voice.admits=0..1:1000"], "too many"),
        (&["a.toml", "silent.groups.vocl.audience=1,2"], "vocal"),
        (&["b.toml", "voice.asked=0,1"], "b.toml"),
    ] {
        let words: Vec<&str> = std::iter::once("sweep").chain(words.iter().copied()).chain(["--lang", "en"]).collect();
        let run = folder.run(&words).ends_with(2);
        assert!(run.stderr.contains(message) && run.stdout.is_empty(), "{words:?}: {}", run.stderr);
    }
}

/// A measure with a cost of its own, on a number that may be unknown.
const MEASURE: &str = "period = \"month\"\n[customers]\nserved = 1_000\nproblem_rate = 0.1\n[voice]\nrate = 0.05\nadmits = 0.5\n\
    [recovery]\nrate = 0.8\n[silent]\nstays = 0.3\n[unresolved]\nstays = 0.2\n[recovered]\nstays = 0.9\n\
    [damage]\ncustomer_value = 100\nasking_cost = 1.5\n[run]\nreplicates = 200\n\
    [variants.ask]\nset = { \"voice.asked\" = 1 }\n";

#[test]
fn a_baseline_is_what_variants_are_to_reach_and_is_said_once_where_nothing_moves_it() {
    let folder = Folder::with(&[("a.toml", MEASURE)]);
    let words = ["sweep", "a.toml", "voice.admits=0.1..0.9:5", "--variant", "ask", "--until", "net_loss=baseline"];
    let run = folder.run(&[&words[..], &["--lang", "en"]].concat()).ends_with(0);
    assert_eq!(run.stdout.matches("10% to 90%").count(), 1, "{}", run.stdout);
    assert!(!run.stdout.contains("no break-even"), "{}", run.stdout);
    let met = "Net loss is that of the baseline where the share of the dissatisfied who admit it is ";
    assert!(run.stdout.contains(met), "{}", run.stdout);
    let csv = folder.run(&[&words[..], &["--format", "csv"]].concat()).ends_with(0).stdout.clone();
    assert!(csv.lines().count() == 2 && csv.contains("a,ask,"), "{csv}");
    // A variant that never reaches it is still a failure.
    let never = ["sweep", "a.toml", "voice.admits=0.8..0.9:5", "--variant", "ask", "--until", "net_loss=baseline"];
    folder.run(&never).ends_with(1);
}

#[test]
fn a_sweep_says_on_its_page_and_in_its_tables_what_stands_at_its_best_guess() {
    let unknown = MEASURE.replace(
        "[variants",
        "[uncertainty]\n\"damage.customer_value\" = { interval = [60, 260], shape = \"lognormal\" }\n\
         \"recovery.rate\" = { uniform = [0.6, 0.9] }\n[variants",
    );
    let folder = Folder::with(&[("a.toml", &unknown), ("b.toml", MEASURE)]);
    let sweep = |file: &str, words: &[&str]| {
        let all = [&["sweep", file, "recovery.rate=0.6..0.9:3", "--quiet"][..], words].concat();
        folder.run(&all).ends_with(0).stdout.clone()
    };
    let page = sweep("a.toml", &["--format", "table", "--lang", "en"]);
    assert!(page.contains("At the best guess of the value of a customer, which is unknown"), "{page}");
    let page = sweep("a.toml", &["--format", "table", "--lang", "fr"]);
    assert!(page.contains("À la meilleure estimation de la valeur d’un client"), "{page}");
    let json: serde_json::Value = serde_json::from_str(&sweep("a.toml", &["--format", "json"])).expect("JSON");
    assert_eq!(json[0]["at_best_guess"], "damage.customer_value");
    let until = ["sweep", "a.toml", "recovery.rate=0.6..0.9:3", "--format", "csv", "--until", "net_loss=5000"];
    let csv = folder.run(&until).ends_with(1).stdout.clone();
    assert!(csv.lines().skip(1).all(|row| row.ends_with(",damage.customer_value")), "{csv}");
    assert!(!sweep("b.toml", &["--format", "table", "--lang", "en"]).contains("best guess"));
}
