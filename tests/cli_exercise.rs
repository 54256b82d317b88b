//! `rumeur exercise`: sheets, corrected sheets, questions for import.
#![cfg(feature = "cli")]

mod command;

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
    let folder = Folder::with(&[("net.toml", on_network)]);
    for (arguments, message) in [
        (&["exercise", "net.toml"][..], "no formula"),
        (&["exercise", "none.toml"], "none.toml"),
        (&["exercise", "."], "takes one scenario file"),
        (&["exercise", "--students", "0"], "from 1 to 1000"),
        (&["exercise", "net.toml", "--lang", "fr"], "aucune formule"),
    ] {
        folder.run(arguments).ends_with(2).says(message);
    }
}
