//! `rumeur fit`: from data to fragments.
#![cfg(feature = "cli")]

mod command;

use std::fmt::Write;

use command::{Folder, rows};

const LOG: &str =
    "date;client;affaire\n1;anne;A\n2;anne;B\n3;bob;C\n4;chris;D\n5;dora;E\n6;dora;F\n7;emil;G\n8;fay;H\n9;fay;H\n";

#[test]
fn the_households_of_mckendrick_in_a_table() {
    let folder = Folder::new();
    let ended = folder.run(&["fit", "complaints", "--counts", "32,16,6,1", "--format", "csv"]).ends_with(0);
    let found = rows(&ended.stdout);
    let hidden: Vec<(&str, f64)> = found.iter().map(|row| (row[0], row[4].parse().expect("a number"))).collect();
    let targets =
        [("chao", 32.0), ("chao-bias-corrected", 29.176_47), ("poisson", 33.461_18), ("geometric", 97.580_65)];
    for ((method, value), (name, target)) in hidden.into_iter().zip(targets) {
        assert_eq!(method, name);
        assert!((value - target).abs() < 5e-6, "{method}: {value}");
    }
    assert!(found.iter().all(|row| row[1..4] == ["32", "16", "55"]), "{found:?}");
    for (counts, said) in [
        ("32,16,6,1", "32 complained once, 16 twice, 6 three times, 1 four times."),
        ("3,0,0,0,0,0,2,1", "3 complained once, 0 twice, 3 more often."),
    ] {
        let page = folder.run(&["fit", "complaints", "--counts", counts]).ends_with(0).stdout;
        let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(page.contains(said), "{page}");
    }
    let json = folder.run(&["fit", "complaints", "--counts", "5", "--format", "json"]).ends_with(0).stdout;
    assert!(json.contains("\"hidden\": null") && json.contains("\"hidden\": 10,"), "{json}");
}

#[test]
fn the_fragment_of_a_log_runs_and_is_extended() {
    let folder = Folder::with(&[("log.csv", LOG)]);
    let arguments = ["fit", "complaints", "log.csv", "--customer", "Client", "--incident", "affaire", "-o", "fitted"];
    folder.run(&arguments).ends_with(0).says("only 2 customers complained twice");
    let mut names: Vec<String> = folder.files("fitted").into_iter().map(|(name, _)| name).collect();
    names.sort();
    assert_eq!(names, ["datapackage.json", "fragment.toml", "silent.csv"]);
    // Four customers once, two twice: 4 x 3 / (2 x 3) = 2 hidden, 6 of 8 complained.
    let fragment = folder.read("fitted/fragment.toml");
    assert!(fragment.contains("complaints = 6\nobserved_voice_rate = 0.75"), "{fragment}");
    assert!(fragment.contains("log.csv: 8 complaints of 6 customers; chao-bias-corrected"), "{fragment}");
    folder.write("shop.toml", "extends = \"fitted/fragment.toml\"\n[silent]\naudience = 10\n[run]\nreplicates = 50\n");
    folder.run(&["check", "shop.toml", "fitted/fragment.toml"]).ends_with(0);
    // Our own files are replaced, others are not.
    folder.run(&arguments).ends_with(0);
    folder.write("fitted/silent.csv", "mine\n");
    folder.run(&arguments).ends_with(2).says("is there already");
}

#[test]
fn where_nobody_complained_twice_the_fragment_says_what_is_not_known() {
    let folder = Folder::new();
    let counts = ["fit", "complaints", "--counts", "40,0,3", "-o", "fitted"];
    folder.run(&counts).ends_with(0).says("the counts bound those who never complained from below only");
    let fragment = folder.read("fitted/fragment.toml");
    for words in [
        "# Never complained: 780, 95 % interval: 189 or more",
        "# A lower bound: where customers differ",
        "# no customer complained twice: the estimate rests on nobody",
        "\"customers.observed_voice_rate\" = { beta = { a = 3, b = ",
    ] {
        assert!(fragment.contains(words), "{words}\n{fragment}");
    }
    folder.run(&["check", "fitted/fragment.toml", "--deny-warnings", "--allow", "nobody-tells"]).ends_with(0);
    folder.run(&[&counts[..], &["--lang", "fr"]].concat()).ends_with(0);
    let french = folder.read("fitted/fragment.toml").replace(['\u{202f}', '\u{a0}'], " ").replace('\u{2019}', "'");
    for words in
        ["intervalle à 95 % : 189 ou plus", "C'est une borne inférieure", "l'estimation ne repose sur personne"]
    {
        assert!(french.contains(words), "{words}\n{french}");
    }
    // Four who complained three times: nothing is known of Chao's bound, and a little of a Poisson law.
    let table = folder.run(&["fit", "complaints", "--counts", "0,0,4", "--format", "csv"]).ends_with(0).stdout;
    let high = |method: &str| rows(&table).into_iter().find(|row| row[0] == method).expect("a row")[6].to_owned();
    assert_eq!(high("chao-bias-corrected"), "");
    assert!(high("poisson").parse::<f64>().expect("a number") > 0.6, "{table}");
}

#[test]
fn two_lists_say_how_many_there_are() {
    let folder = Folder::with(&[("log.csv", LOG), ("survey.csv", "Client,told\nanne,3\nzoe,4\nbob,0\nyan,1\n")]);
    let arguments = ["fit", "complaints", "log.csv", "--customer", "client", "--list", "survey.csv", "--format", "csv"];
    let ended = folder.run(&arguments).ends_with(0).says("only 2 customers stand on both lists");
    let chapman =
        rows(&ended.stdout).into_iter().last().expect("a row").into_iter().map(str::to_owned).collect::<Vec<_>>();
    // (6 + 1) (4 + 1) / (2 + 1) - 1 - 6.
    assert_eq!((chapman[0].as_str(), chapman[3].as_str()), ("chapman", "6"));
    assert!((chapman[4].parse::<f64>().expect("a number") - (35.0 / 3.0 - 7.0)).abs() < 1e-9);
}

#[test]
fn a_page_in_either_language_says_what_it_rests_on() {
    let folder = Folder::new();
    let counts = ["fit", "complaints", "--counts", "32,16,6,1"];
    let page = folder.run(&counts).ends_with(0).stdout;
    for words in
        ["86 complaints of 55 customers", "lower bound", "closed period", "share of the dissatisfied who complain"]
    {
        assert!(page.split_whitespace().collect::<Vec<_>>().join(" ").contains(words), "{words}\n{page}");
    }
    let french = folder.run(&[&counts[..], &["--lang", "fr"]].concat()).ends_with(0).stdout;
    assert!(french.contains("taux de réclamation des insatisfaits"), "{french}");
}

#[test]
fn bad_data_and_arguments_are_refused_with_their_reason() {
    let folder =
        Folder::with(&[("log.csv", LOG), ("empty.csv", ""), ("head.csv", "a,b\n"), ("zip.csv", "PK\u{3}\u{4}")]);
    folder.write("holes.csv", &format!("client\n{}", "\"\"\n".repeat(3)));
    folder.write("most.csv", &format!("client,x\n{}", "anne,1\n".repeat(30) + ",2\n"));
    let long = "18446744073709551615,2";
    let cases: [(&[&str], &str); 16] = [
        (&["log.csv"], "--customer"),
        (&["none.csv", "--customer", "x"], "cannot read none.csv"),
        (&[".", "--customer", "x"], "it is a folder"),
        (&["log.csv", "--customer", "kunde"], "no column is called `kunde`; the columns are date, client, affaire"),
        (&["log.csv", "--customer", "4"], "there is no column 4: the columns are 1 to 3, date, client, affaire"),
        (&["log.csv", "--customer", "client", "--incident", "x"], "no column is called `x`"),
        (&["log.csv", "--customer", "client", "--list", "empty.csv"], "empty.csv: the file is empty"),
        (
            &["log.csv", "--customer", "client", "--list", "log.csv", "--list-customer", "no"],
            "no column is called `no`",
        ),
        (&["head.csv", "--customer", "a"], "there is no line behind the names"),
        (&["zip.csv", "--customer", "a"], "XLSX"),
        (&["holes.csv", "--customer", "client"], "3 of 3 lines cannot be read"),
        (&["--counts", "0,0"], "nobody complained"),
        (&["--counts", long], "more than 1000000000000 complaints"),
        (&["--counts", "1,x"], "whole number"),
        (&["--counts", "3,1", "--method", "chapman"], "needs a second list"),
        (&["--counts", "3", "--method", "poisson", "-o", "out"], "poisson does not say"),
    ];
    for (arguments, message) in cases {
        folder.run(&[&["fit", "complaints"], arguments].concat()).ends_with(2).says(message);
    }
    folder
        .run(&["fit", "complaints", "none.csv", "--customer", "x", "--lang", "fr"])
        .ends_with(2)
        .says("impossible de lire");
    folder.run(&["fit", "complaints", "most.csv", "--customer", "client"]).ends_with(0).says("line 32, client: empty");
}

const SURVEY: &str = "examples/data/synthetic-survey.csv";

fn survey() -> String {
    std::fs::read_to_string(SURVEY).expect("the survey")
}

#[test]
fn the_fragment_of_a_survey_runs_with_its_unknowns_and_is_extended() {
    let folder = Folder::with(&[("survey.csv", &survey())]);
    let ended = folder.run(&["fit", "survey", "survey.csv", "-o", "fitted"]).ends_with(0);
    assert!(ended.stdout.contains("share of the dissatisfied who complain"), "{}", ended.stdout);
    let mut names: Vec<String> = folder.files("fitted").into_iter().map(|(name, _)| name).collect();
    names.sort();
    assert_eq!(names, ["datapackage.json", "figures/fit.csv", "figures/fit.svg", "fit.csv", "fragment.toml"]);
    let fragment = folder.read("fitted/fragment.toml");
    for words in
        ["survey.csv: 200 answers, weighted as ", "[recovery]", "[silent]", "[uncertainty]", "beta = {", "silent.stays"]
    {
        assert!(fragment.contains(words), "{words}\n{fragment}");
    }
    folder.write(
        "shop.toml",
        "extends = \"fitted/fragment.toml\"\n[customers]\ncomplaints = 12\n[damage]\ncustomer_value = 100\n[run]\nreplicates = 100\n",
    );
    folder.run(&["check", "fitted/fragment.toml", "shop.toml"]).ends_with(0);
    folder.run(&["run", "shop.toml", "--quiet"]).ends_with(0);
    let unknowns = folder.read("results/shop/unknowns.csv");
    assert!(unknowns.contains("customers.observed_voice_rate"), "{unknowns}");
    // What is known better replaces the unknown with its correlations.
    folder.write("known.toml", "extends = \"fitted/fragment.toml\"\n[silent]\naudience = 10\n[run]\nreplicates = 50\n");
    folder.run(&["check", "known.toml"]).ends_with(0);
}

#[test]
fn the_mean_told_of_the_fragment_is_that_of_the_survey_within_its_interval() {
    let folder = Folder::with(&[("survey.csv", &survey())]);
    folder.run(&["fit", "survey", "survey.csv", "-o", "fitted", "--quiet"]).ends_with(0);
    let (mut sum, mut squares, mut weights) = (0.0, 0.0, 0.0);
    for row in rows(&survey()) {
        let told: Option<f64> = row[2].parse().ok();
        if let (Some(told), "no") = (told, row[1]) {
            let weight: f64 = row[6].parse().expect("a weight");
            sum += weight * told;
            squares += weight * told * told;
            weights += weight;
        }
    }
    let mean = sum / weights;
    let error = ((squares / weights - mean * mean) / 80.0).sqrt();
    // The closed form of the fragment without its unknowns, for the silent alone.
    let fragment = folder.read("fitted/fragment.toml");
    let known = fragment.split("\n[uncertainty]").next().expect("a text");
    folder.write("fitted/known.toml", known);
    folder
        .write("silent.toml", "extends = \"fitted/known.toml\"\n[unresolved]\naudience = 0\n[run]\nreplicates = 20\n");
    folder.run(&["run", "silent.toml", "--quiet"]).ends_with(0);
    let summary = folder.read("results/silent/summary.csv");
    let header: Vec<&str> = summary.lines().next().expect("a header").split(',').collect();
    let expected = header.iter().position(|name| *name == "expected").expect("a column");
    let of = |metric: &str| {
        let row = rows(&summary).into_iter().find(|row| row[2] == metric).expect("a row");
        row[expected].parse::<f64>().expect("a number")
    };
    let told = of("impressions") / of("silent");
    assert!((told - mean).abs() < 4.0 * error, "{told} {mean} {error}");
}

#[test]
fn french_and_english_surveys_say_the_same() {
    let french = std::fs::read_to_string("examples/data/enquete-synthetique.csv").expect("the survey");
    let folder = Folder::with(&[("survey.csv", &survey()), ("enquete.csv", &french)]);
    let table = |name: &str| folder.run(&["fit", "survey", name, "--format", "csv"]).ends_with(0).stdout;
    assert_eq!(table("survey.csv"), table("enquete.csv"));
    let page = folder.run(&["fit", "survey", "enquete.csv", "--lang", "fr"]).ends_with(0).stdout;
    assert!(page.contains("taux de réclamation des insatisfaits"), "{page}");
}

#[test]
fn the_mites_of_bliss_and_fisher_in_a_table() {
    let mut text = "complained,told\n".to_owned();
    for (told, leaves) in (0..).zip([70, 38, 17, 10, 9, 3, 2, 1]) {
        text.push_str(&format!("no,{told}\n").repeat(leaves));
    }
    let folder = Folder::with(&[("mites.csv", &text)]);
    let ended = folder.run(&["fit", "survey", "mites.csv", "--format", "csv"]).ends_with(0);
    let found = rows(&ended.stdout);
    let of = |law: &str| found.iter().find(|row| row[1] == law).unwrap_or_else(|| panic!("{law}: {found:?}"));
    let number = |law: &str, at: usize| of(law)[at].parse::<f64>().expect("a number");
    assert!((number("negative_binomial", 4) + 222.437_153_6).abs() < 1e-6);
    assert!((number("negative_binomial", 5) - 448.874_307).abs() < 1e-6);
    assert!((number("poisson", 5) - 487.619_882).abs() < 1e-6);
    assert!((number("geometric", 5) - 446.882_507).abs() < 1e-6);
    assert!(of("negative_binomial")[3].contains("dispersion=1.024592"), "{found:?}");
    let chosen: Vec<&str> = found.iter().filter(|row| row[10] == "yes").map(|row| row[1]).collect();
    assert_eq!(chosen, ["geometric"]);
    let weights: f64 = found.iter().map(|row| row[6].parse::<f64>().expect("a weight")).sum();
    assert!((weights - 1.0).abs() < 1e-9);
}

#[test]
fn groups_are_groups_of_the_fragment() {
    let mut text = "complained,told,returns,who\n".to_owned();
    for person in 0..120 {
        let who = ["nouveau", "fidèle \"A\"", "o'b"][person % 3];
        let (complained, who) = (["no", "yes"][person / 90], who.replace('"', "\"\""));
        writeln!(text, "{complained},{},{},\"{who}\"", person * 7 % 11, person % 10).expect("room");
    }
    let folder = Folder::with(&[("s.csv", &text)]);
    folder.run(&["fit", "survey", "s.csv", "--by", "who", "-o", "fitted"]).ends_with(0);
    let fragment = folder.read("fitted/fragment.toml");
    assert!(fragment.contains("groups.\"fidèle A\" = {") && fragment.contains("groups.\"o b\" = {"), "{fragment}");
    folder.run(&["check", "fitted/fragment.toml"]).ends_with(0);
}

/// The unknowns of a run: path, value in the fragment and mean.
fn means(folder: &Folder, fragment: &str, unknowns: &str) -> Vec<(String, f64, f64)> {
    let fragment: toml::Table = folder.read(fragment).parse().expect("a fragment");
    let text = folder.read(unknowns);
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let row = |row: csv::StringRecord| {
        let path = row[1].to_owned();
        let value = path.split('.').fold(&toml::Value::Table(fragment.clone()), |table, key| &table[key]).clone();
        let value = value.as_float().or_else(|| value.as_integer().map(|whole| whole as f64)).expect("a number");
        (path, value, row[3].parse().expect("a mean"))
    };
    table.records().map(|found| row(found.expect("a row"))).collect()
}

#[test]
fn the_mean_of_every_law_of_a_survey_is_its_estimate() {
    let folder = Folder::with(&[("survey.csv", &survey())]);
    folder.run(&["fit", "survey", "survey.csv", "-o", "fitted", "--quiet"]).ends_with(0);
    folder.run(&["check", "fitted/fragment.toml", "--deny-warnings", "--allow", "hidden-satisfied"]).ends_with(0);
    folder.write("shop.toml", "extends = \"fitted/fragment.toml\"\n[run]\nreplicates = 20\n");
    folder.run(&["run", "shop.toml", "--quiet"]).ends_with(0);
    let found = means(&folder, "fitted/fragment.toml", "results/shop/unknowns.csv");
    assert!(found.len() >= 6, "{found:?}");
    for (path, value, mean) in found.iter().filter(|(_, value, _)| (*value - 1.0).abs() > 0.0) {
        assert!((mean / value - 1.0).abs() < 0.03, "{path}: {value} {mean}");
    }
}

/// A third of the people is of one town; told is 0 to 8, each as often.
fn towns() -> String {
    let mut text = "complained,told,told good,returns,handled,shop\n".to_owned();
    for person in 0..120 {
        let complained = person % 4 == 0;
        let (returns, handled) =
            (if person % 5 == 0 { "no" } else { "yes" }, if person % 8 == 0 { "yes" } else { "no" });
        let shop = if person % 3 == 0 { "Paris" } else { "Lyon 2e" };
        let (complained, handled) = if complained { ("yes", handled) } else { ("no", "") };
        writeln!(text, "{complained},{},{},{returns},{handled},{shop}", person % 9, person % 4).expect("room");
    }
    text
}

#[test]
fn one_estimate_of_two_groups_is_one_unknown() {
    let folder = Folder::with(&[("by.csv", &towns())]);
    let ended = folder.run(&["fit", "survey", "by.csv", "--by", "shop", "-o", "fitted"]).ends_with(0);
    let fragment = folder.read("fitted/fragment.toml");
    assert!(fragment.contains("tells nobody"), "a group in two: {fragment}");
    // A number of an audience has a law, or is named.
    for kind in ["poisson", "geometric", "zipf.exponent"] {
        let written = fragment
            .lines()
            .filter(|line| line.contains(&format!("audience.{}", &kind[..4])) && line.starts_with("groups"))
            .count();
        let laws = fragment.lines().filter(|line| line.contains(&format!(".audience.{kind}\""))).count();
        let named = ended.stderr.matches(&format!("do not bound {kind}")).count();
        assert_eq!(written, laws + named, "{kind}\n{fragment}\n{}", ended.stderr);
    }
    folder.write(
        "shop.toml",
        "extends = \"fitted/fragment.toml\"\nperiod = \"year\"\n[damage]\ncustomer_value = 100\n[run]\nreplicates = 400\n",
    );
    folder.run(&["check", "shop.toml", "fitted/fragment.toml", "--deny-warnings"]).ends_with(0);
    folder.run(&["run", "shop.toml", "--quiet", "--raw"]).ends_with(0);
    let text = folder.read("results/shop/replicates.csv");
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let heads = table.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = table.records().map(|row| row.expect("a row")).collect();
    let mut pairs = 0;
    for (at, head) in heads
        .iter()
        .enumerate()
        .filter(|(_, head)| head.contains("tells nobody") && head.rsplit('.').next() == Some("stays"))
    {
        let twin = head.replace(" - tells nobody", "");
        let other = heads.iter().position(|head| head.replace('"', "") == twin.replace('"', "")).expect("its group");
        let value = |row: &csv::StringRecord, at: usize| row[at].parse::<f64>().expect("a number");
        let apart = rows.iter().map(|row| (value(row, at) - value(row, other)).abs()).fold(0.0, f64::max);
        assert!(apart < 0.01, "{head}: {apart}");
        pairs += 1;
    }
    assert!(pairs > 0, "{heads:?}");
}

/// Fifteen in two of three towns, four in the third; those of the third tell 20, the others 0 to 8.
fn a_small_town(complained: &str) -> String {
    let mut text = "complained,told,returns,handled,shop\n".to_owned();
    for person in 0..34 {
        let (told, shop) = if person < 30 { (person % 9, ["Lyon", "Paris"][person % 2]) } else { (20, "Nice") };
        writeln!(text, "{complained},{told},yes,no,{shop}").expect("room");
    }
    text
}

#[test]
fn too_few_answers_of_a_group_are_no_audience_of_zero() {
    let told: f64 = (0..30).map(|person| f64::from(person % 9)).sum::<f64>() + 80.0;
    for (complained, outcome) in [("no", "silent"), ("yes", "unresolved")] {
        // One other person, so that somebody is silent and somebody complains.
        let other = if complained == "no" { "yes,3,yes,no,Lyon\n" } else { "no,3,yes,no,Lyon\n" };
        let folder = Folder::with(&[("s.csv", &(a_small_town(complained) + other))]);
        let ended = folder.run(&["fit", "survey", "s.csv", "--by", "shop", "-o", "fitted"]).ends_with(0);
        assert!(ended.stderr.contains("too few for a law; that of all who are"), "{}", ended.stderr);
        let fragment = folder.read("fitted/fragment.toml");
        let lines: Vec<&str> = fragment.lines().filter(|line| line.starts_with("groups.Nice = ")).collect();
        assert!(lines.iter().any(|line| line.contains("audience.")), "{fragment}");
        assert!(!fragment.contains("audience = 0,"), "{fragment}");
        folder.run(&["check", "fitted/fragment.toml"]).ends_with(0);
        // The few have the mean of all.
        let table = folder.run(&["fit", "survey", "s.csv", "--by", "shop", "--format", "csv"]).ends_with(0).stdout;
        let mut table = csv::Reader::from_reader(table.as_bytes());
        assert!(table.records().all(|row| !row.expect("a row")[0].ends_with("Nice")), "no law of their own");
        let said = ended.stderr.split("34 answers, ").nth(1).and_then(|rest| rest.split(' ').next()).expect("a mean");
        let mean: f64 = said.parse().expect("a number");
        assert!((mean / (told / 34.0) - 1.0).abs() < 0.1, "{mean} of {outcome}: {}", ended.stderr);
    }
    // Nobody has ten answers: the mean, and no zero.
    let few = "complained,told,returns,handled\nno,3,yes,\nno,9,yes,\nyes,12,no,no\nyes,6,no,no\n";
    let folder = Folder::with(&[("s.csv", few)]);
    let ended = folder.run(&["fit", "survey", "s.csv", "-o", "fitted"]).ends_with(0);
    let fragment = folder.read("fitted/fragment.toml");
    assert!(
        fragment.contains("audience.geometric = 6\n") && fragment.contains("audience.geometric = 9\n"),
        "{fragment}"
    );
    assert!(ended.stderr.contains("a geometric law of their mean stands in (6.00 on average)"), "{}", ended.stderr);
    folder.run(&["check", "fitted/fragment.toml"]).ends_with(0);
    // What nobody was asked is left out, and said.
    let unasked = "complained,told,returns,handled,shop\n".to_owned()
        + &"no,3,yes,,Lyon\nno,9,yes,,Nice\nyes,2,no,yes,Nice\n".repeat(8);
    let folder = Folder::with(&[("s.csv", &unasked)]);
    let ended = folder.run(&["fit", "survey", "s.csv", "--by", "shop", "-o", "fitted", "--lang", "fr"]).ends_with(0);
    assert!(ended.stderr.contains("un scénario prend 0"), "{}", ended.stderr);
    assert!(!folder.read("fitted/fragment.toml").contains("audience = 0"), "{}", folder.read("fitted/fragment.toml"));
}
