//! `rumeur exercise`: sheets, corrected sheets, questions for import.
#![cfg(feature = "cli")]

mod command;
mod sheet;

use std::path::{Path, PathBuf};

use command::{Folder, WITH_VARIANT, rows};

#[test]
fn a_class_gets_sheets_and_answers_that_agree() {
    let folder = Folder::new();
    folder.run(&["exercise", "--students", "3", "-o", "class"]).ends_with(0).says("3 students");
    let names: Vec<String> = folder.files("class").into_iter().map(|(name, _)| name).collect();
    for name in [
        "sheets.html",
        "corrected.html",
        "sheets.md",
        "corrected.md",
        "questions.gift",
        "moodle.xml",
        "numbers.csv",
        "answers.csv",
        "datapackage.json",
        "iceberg-03-blank.svg",
        "iceberg-03.svg",
    ] {
        assert!(names.iter().any(|known| known == name), "{name}: {names:?}");
    }
    let (answers, corrected) = (folder.read("class/answers.csv"), folder.read("class/corrected.md"));
    let (gift, moodle) = (folder.read("class/questions.gift"), folder.read("class/moodle.xml"));
    let sheets = folder.read("class/sheets.md");
    for row in rows(&answers) {
        let [student, _, question, asked, answer, tolerance] = row[..] else { panic!("{row:?}") };
        let name = format!("0{student} {question}");
        assert_eq!(gift.contains(&format!("::{name}::")), asked == "1", "{name}");
        assert_eq!(moodle.contains(&format!("<name><text>{name}</text></name>")), asked == "1", "{name}");
        if asked == "1" {
            assert!(gift.contains(&format!("{{#={answer}:{tolerance}####")), "{name}");
            assert!(moodle.contains(&format!("<text>{answer}</text><tolerance>{tolerance}</tolerance>")), "{name}");
        }
    }
    // The sum of the count to 317 with each student's numbers; the sheet to be filled in has no answer.
    assert_eq!(corrected.matches("How many people know in all?").count(), 3);
    assert!(!sheets.contains(" = ") && sheets.contains("\\_\\_"), "{sheets}");
    let blank = folder.read("class/iceberg-01-blank.svg");
    assert!(blank.contains("____") && !folder.read("class/iceberg-01.svg").contains("____"));
}

#[test]
fn numbers_of_a_student_are_taken_by_set_and_give_the_answers() {
    let folder = Folder::with(&[("a.toml", WITH_VARIANT)]);
    folder.run(&["exercise", "a.toml", "--students", "4", "-o", "class"]).ends_with(0);
    let (numbers, answers) = (folder.read("class/numbers.csv"), folder.read("class/answers.csv"));
    for student in ["1", "2", "3", "4"] {
        let own: Vec<Vec<&str>> = rows(&numbers).into_iter().filter(|row| row[0] == student).collect();
        let set: Vec<String> = own.iter().map(|row| format!("--set={}={}", row[1], row[2])).collect();
        let mut arguments = vec!["run", "a.toml", "--replicates", "1", "--out", "-", "--quiet"];
        arguments.extend(set.iter().map(String::as_str));
        let summary = folder.run(&arguments).ends_with(0).stdout;
        let head: Vec<&str> = summary.lines().next().expect("a header").split(',').collect();
        let place = head.iter().position(|name| *name == "expected").expect("a column");
        let mut compared = 0;
        for row in rows(&answers).into_iter().filter(|row| row[0] == student) {
            let known = rows(&summary).into_iter().find(|known| known[1..3] == row[1..3]);
            let Some(known) = known else { continue };
            let [answer, expected]: [f64; 2] = [row[4], known[place]].map(|text| text.parse().expect("a number"));
            assert!((answer - expected).abs() < 1e-9 * expected.max(1.0), "{row:?} {known:?}");
            compared += 1;
        }
        assert!(compared >= 8, "{compared} answers of student {student}");
    }
}

#[test]
fn french_sheets_are_french_and_the_same_numbers() {
    let folder = Folder::new();
    for language in ["en", "fr"] {
        folder.run(&["exercise", "--students", "2", "--lang", language, "-o", language]).ends_with(0);
    }
    assert_eq!(folder.read("en/numbers.csv"), folder.read("fr/numbers.csv"));
    assert_eq!(folder.read("en/answers.csv"), folder.read("fr/answers.csv"));
    let french = folder.read("fr/corrected.html");
    for words in ["Exercice corrigé", "Combien de personnes sont au courant en tout\u{202f}?", "lang=\"fr\"", "légende"]
    {
        assert!(french.contains(words), "{words}");
    }
    for file in ["fr/sheets.md", "fr/moodle.xml", "fr/questions.gift"] {
        let text = folder.read(file);
        for number in ["**", "&lt;strong&gt;", "12"] {
            assert!(!text.contains(&format!("s: {number}")), "{file}: a colon has its space before it");
        }
    }
    assert!(folder.read("fr/sheets.md").contains("\u{202f}: **"));
    for words in ["How many", "silent customers", "What is given", "folklore"] {
        assert!(!french.contains(words), "{words}");
    }
}

#[test]
fn the_same_class_has_the_same_bytes_wherever_the_file_lies() {
    let folder = Folder::with(&[("a.toml", WITH_VARIANT), ("deep/a.toml", WITH_VARIANT)]);
    folder.run(&["exercise", "a.toml", "--students", "2", "-o", "one"]).ends_with(0);
    folder.run(&["exercise", "deep/a.toml", "--students", "2", "-o", "two"]).ends_with(0);
    assert!(folder.files("one") == folder.files("two"));
    folder.run(&["exercise", "a.toml", "--students", "2", "--seed", "9", "-o", "two"]).ends_with(0);
    assert!(folder.read("one/numbers.csv") != folder.read("two/numbers.csv"));
}

#[test]
fn names_inject_nothing() {
    let hostile = "title = \"<script>alert(1)</script> {=9} | ]]> ~#:\"\nperiod = \"<img src=x>{\"\n\
                   source = \"</pre><script>alert(2)</script> ]]>\"\n\
                   [customers]\ncomplaints = 2\nsilent_per_complaint = 4\n[silent]\naudience = 3\nstays = 0.5\n\
                   [damage]\ncurrency = \"<b>}\"\ncustomer_value = 3.0\n\
                   [variants.a]\ntitle = \"{~<script>\"\nset = { \"voice.asked\" = 1.0, \"voice.admits\" = 0.5 }\n";
    let folder = Folder::with(&[("a.toml", hostile)]);
    folder.run(&["exercise", "a.toml", "--students", "1", "-o", "class"]).ends_with(0);
    for name in ["sheets.html", "corrected.html", "sheets.md", "corrected.md", "moodle.xml"] {
        assert!(!folder.read(&format!("class/{name}")).contains("<script"), "{name}");
    }
    let xml = folder.read("class/moodle.xml");
    roxmltree::Document::parse(&xml).unwrap_or_else(|error| panic!("{error}"));
    for line in folder.read("class/questions.gift").lines().filter(|line| line.starts_with("::")) {
        let bare = line.replace("\\\\", "").replace("\\{", "").replace("\\}", "");
        assert!(line.contains("::[plain]"), "{line}");
        assert_eq!((bare.matches('{').count(), bare.matches('}').count()), (1, 1), "{line}");
    }
}

#[test]
fn only_sheets_of_ours_are_replaced() {
    let folder = Folder::new();
    let arguments = ["exercise", "--students", "1", "-o", "class"];
    folder.run(&arguments).ends_with(0);
    folder.run(&arguments).ends_with(0);
    folder.write("class/sheets.md", "my notes\n");
    folder.run(&arguments).ends_with(2).says("is there already");
    assert_eq!(folder.read("class/sheets.md"), "my notes\n");
    folder.run(&[&arguments[..], &["--force"]].concat()).ends_with(0);
}

#[test]
fn what_makes_no_exercise_is_refused_with_its_reason() {
    let on_network = "[customers]\ndissatisfied = 2\n[silent]\naudience.per_contact = 0.5\n\
                      [network]\nrandom = { population = 20, contacts = 4 }\n";
    let nobody = "[customers]\ndissatisfied = 0\n[silent]\naudience = 3\n";
    let folder = Folder::with(&[("net.toml", on_network), ("nobody.toml", nobody)]);
    for (arguments, message) in [
        (&["exercise", "net.toml"][..], "no formula leads by hand"),
        (&["exercise", "nobody.toml"], "nobody is let down"),
        (&["exercise", "nobody.toml", "--lang", "fr"], "personne n’est déçu"),
        (&["exercise", "none.toml"], "none.toml"),
        (&["exercise", "."], "takes one scenario file"),
        (&["exercise", "--students", "0"], "from 1 to 1000"),
        (&["exercise", "net.toml", "--lang", "fr"], "aucune formule"),
    ] {
        folder.run(arguments).ends_with(2).says(message);
    }
}

/// Scenario files of the repository that stand for themselves.
fn shipped() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut files = Vec::new();
    for folder in [root.clone(), root.join("towns")] {
        let all = std::fs::read_dir(&folder).expect("scenarios").map(|entry| entry.expect("an entry").path());
        files.extend(all.filter(|path| path.extension().is_some_and(|ending| ending == "toml")));
    }
    files.retain(|path| !std::fs::read_to_string(path).expect("a scenario").contains("\nabstract = true"));
    files.sort();
    files
}

/// Computes a class again; how many questions it has, and the page.
fn by_hand(folder: &Folder, scenario: &str, language: &str) -> (usize, String) {
    let arguments = ["exercise", scenario, "--students", "2", "--lang", language, "-o", "class", "--force"];
    folder.run(&arguments).ends_with(0);
    let (page, is_french) = (folder.read("class/corrected.md"), language == "fr");
    let mut computed = 0;
    for parts in sheet::students(&page, is_french) {
        for part in &parts {
            computed += sheet::compute(&parts[0].given, part, is_french);
            assert!(part.title.is_empty() || !part.given.is_empty(), "{scenario}: {} changes nothing", part.title);
        }
    }
    let asked = rows(&folder.read("class/answers.csv")).into_iter().filter(|row| row[3] == "1").count();
    assert!(asked > 0 && asked <= computed, "{scenario}: {asked} of {computed}");
    (computed, page)
}

#[test]
fn every_answer_of_every_scenario_is_computed_from_its_sheet_alone() {
    let presets = ["classic-317", "verde-2006", "indignation-9-20", "ccmc-2024", "goodman-2005", "qualtrics-2026"];
    let presets = presets.into_iter().chain(["uk-detriment-2024", "amex-fr-2012"]);
    let folder = Folder::new();
    let mut scenarios: Vec<String> = shipped().into_iter().map(|path| path.display().to_string()).collect();
    for preset in presets {
        folder.write(&format!("{preset}.toml"), &format!("preset = \"{preset}\"\n"));
        scenarios.push(format!("{preset}.toml"));
    }
    let (mut computed, mut refused) = (0, Vec::new());
    for scenario in &scenarios {
        let text = std::fs::read_to_string(scenario).unwrap_or_default();
        if text.contains("\n[periods]") {
            folder.run(&["exercise", scenario, "-o", "none"]).ends_with(2).says("several periods");
            refused.push(scenario);
            continue;
        }
        if scenario.ends_with("karate.toml") {
            // Two people, and whom they know.
            folder.run(&["exercise", scenario, "-o", "none"]).ends_with(2).says("leads by hand");
            refused.push(scenario);
            continue;
        }
        computed += by_hand(&folder, scenario, "en").0;
    }
    assert!(computed > 800 && refused.len() == 5, "{computed} {refused:?}");
}

#[test]
fn french_sheets_are_computed_too() {
    let folder = Folder::new();
    for name in ["classic", "hotel", "hotel-answers", "three-markets-by-choice"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("scenarios/{name}.toml"));
        let (_, page) = by_hand(&folder, &path.display().to_string(), "fr");
        for words in ["mal entendu", "bien entendu", "moyennes,"] {
            assert!(!page.contains(words), "{name}: {words}");
        }
    }
}

/// What the shipped scenarios do not have.
const UNUSUAL: [(&str, &str); 8] = [
    (
        "a clock on a network",
        "[customers]\ndissatisfied = 20\n[voice]\nrate = 0.4\n[recovery]\nrate = 0.5\n[silent]\naudience = 4\nstays = 0.5\n\
         [unresolved]\naudience = 4\nstays = 0.3\n[recovered]\naudience = 2\nstays = 0.9\n[damage]\ncustomer_value = 10.0\n\
         [time]\nhorizon = 20\ncomplaint.geometric = 3\nanswer.geometric = 6\n[network.random]\npopulation = 400\ncontacts = 6\n",
    ),
    (
        "a clock and groups",
        "[customers]\nserved = 300\nproblem_rate = 0.2\n[voice]\nrate = 0.4\nasked = 0.2\nadmits = 0.5\n[recovery]\nrate = 0.5\n\
         [silent]\ngroups = { a = { share = 1, audience = 0 }, b = { share = 2, audience = 5 } }\n\
         [unresolved]\ngroups = { a = { share = 1, audience = 4, stays = 0.4 }, b = { share = 2, audience.geometric = 7 } }\n\
         [recovered]\ngroups = { a = { share = 1, audience = 0 }, b = { share = 2, audience = 3, stays = 0.9 } }\n\
         [satisfied]\naudience = 1\n[retelling]\nrate = 0.1\naudience.poisson = 3\ngenerations = 4\ndecay = 0.5\n\
         [damage]\ncustomer_value = 10.0\nprospect_value = 4.0\nlisteners_in_market = 0.4\ndeterred = 0.2\nwon = 0.1\n[time]\nhorizon = 40\n\
         arrival.uniform = [0, 10]\ncomplaint.geometric = 3\nanswer.geometric = 6\ntelling.geometric = 5\n",
    ),
    (
        "a market without a service",
        "[customers]\nserved = 400\nproblem_rate = 0.1\n[voice]\nrate = 0.3\n[recovery]\nrate = 0.5\n[market]\nrivals = 3\n\
         attachment = 1.0\n[silent]\ngroups = { a = { share = 1, audience = 2 }, b = { share = 2, audience = 5, stays = 0.9 } }\n\
         [unresolved]\naudience = 3\n[recovered]\nstays = 0.95\n[damage]\ncustomer_value = 10.0\n\
         [variants.more]\nset = { \"market.rivals\" = 9 }\n[variants.louder]\nset = { \"silent.groups.a.share\" = 3 }\n",
    ),
    (
        "retelling that goes on",
        "[customers]\ncomplaints = 3\nobserved_voice_rate = 0.3\n[recovery]\nrate = 0.25\n[silent]\naudience = 4\n[unresolved]\n\
         audience = 6\n[recovered]\naudience = 2\n[retelling]\nrate = 0.1\naudience.geometric = 4\ngenerations = \"unlimited\"\n\
         [variants.once]\nset = { \"retelling.rate\" = 0.0 }\n[variants.none]\nset = { \"recovery.rate\" = 0.0 }\n",
    ),
    (
        "retelling that no hand follows",
        "[customers]\ndissatisfied = 40\n[voice]\nrate = 0.2\n[silent]\naudience = 4\n[unresolved]\naudience = 6\n[retelling]\n\
         rate = 0.1\naudience = 4\ngenerations = 12\n",
    ),
    (
        "complaints among those served",
        "[customers]\ncomplaints = 5\nsilent = 40\nserved = 900\nproduct_found = 0.7\n[recovery]\nrate = 0.6\n[silent]\naudience = 4\n\
         [unresolved]\naudience = 6\n[recovered]\naudience = 2\n[satisfied]\naudience = 1\n[damage]\nfixed_cost = 7.0\n\
         complaint_cost = 2.0\nasking_cost = 0.5\n[variants.ask]\nset = { \"voice.asked\" = 0.5, \"voice.admits\" = 0.4 }\n\
         [variants.found]\nset = { \"customers.product_found\" = 1.0 }\n",
    ),
    (
        "small shares",
        "[customers]\nserved = 90_000\nproblem_rate = 0.000_4\n[voice]\nrate = 0.012_5\n[recovery]\nrate = 0.3\n[silent]\n\
         audience.lognormal = { median = 2, sigma = 1.0 }\nstays = 0.999_5\n[unresolved]\naudience = 6\nstays = 0.5\n[damage]\n\
         customer_value = 1_234.56\nprospect_value = 0.75\nlisteners_in_market = 0.003\ndeterred = 0.02\n",
    ),
    (
        "gains and losses that are near",
        "[customers]\nserved = 500\nproblem_rate = 0.2\n[voice]\nrate = 0.5\n[recovery]\nrate = 0.5\n[silent]\naudience = 8\n\
         [unresolved]\naudience = 8\n[recovered]\naudience = 2\n[satisfied]\naudience = 2\n[damage]\nprospect_value = 99.0\n\
         listeners_in_market = 0.5\ndeterred = 0.1\nwon = 0.1\n[variants.more]\nset = { \"silent.audience\" = 9 }\n",
    ),
];

#[test]
fn every_answer_of_unusual_scenarios_is_computed_from_its_sheet_alone() {
    for (name, text) in UNUSUAL {
        let folder = Folder::with(&[("a.toml", text)]);
        let (computed, page) = by_hand(&folder, "a.toml", "en");
        assert!(computed >= 8, "{name}: {computed}");
        // Both students are asked about every variant.
        let variants = page.matches("#### What if").count() / 2;
        assert_eq!(variants, text.matches("[variants.").count(), "{name}");
    }
}
