//! What is refused leads somewhere: hints that can be followed, columns that are named, folders that do not stay behind.
#![cfg(feature = "cli")]

mod command;

use command::Folder;

const INN: &str = "[customers]\ncomplaints = 12\nsilent_per_complaint = 26\n";

#[test]
fn whole_numbers_of_the_command_line_are_those_of_files() {
    let folder = Folder::with(&[("inn.toml", INN)]);
    for (arguments, message) in [
        (vec!["run", "inn.toml", "--replicates", "1.000"], "write 1000 for thousands, 1.0 for 1"),
        (vec!["run", "inn.toml", "--replicates", "12.345"], "write 12345 for thousands; 12.345 is no whole number"),
        (vec!["run", "inn.toml", "--seed", "1.000"], "write 1000 for thousands"),
        (vec!["run", "inn.toml", "--threads", "1.000"], "write 1000 for thousands"),
        (vec!["exercise", "inn.toml", "--students", "1.000", "-o", "x"], "write 1000 for thousands"),
        (vec!["fit", "complaints", "--counts", "1.000,5"], "write 1000 for thousands"),
        (vec!["run", "inn.toml", "--seed", "-1"], "must be a whole number from 0"),
        (vec!["run", "inn.toml", "--replicates", "-5"], "must be a whole number from 1"),
        (vec!["fit", "complaints", "--counts=-3,1"], "must be a whole number from 0"),
        (vec!["run", "inn.toml", "--seed", "-1", "--lang", "fr"], "il faut un nombre entier à partir de 0"),
        (vec!["run", "inn.toml", "--replicates", "1.000", "--lang", "fr"], "écrivez 1000 pour des milliers"),
    ] {
        folder.run(&arguments).ends_with(2).says(message);
    }
    folder.run(&["run", "inn.toml", "--replicates", "1_000", "-o", "out"]).ends_with(0);
}

#[test]
fn a_table_of_data_is_told_from_a_scenario() {
    let folder = Folder::with(&[]);
    for (name, text) in [
        ("a.csv", "source,target\na,b\nb,c\n"),
        ("b.txt", "# contacts\n1 2\n2 3\n"),
        ("c.csv", "a réclamé;combien\noui;3\nnon;4\n"),
        ("d.tsv", "a\tb\r\nc\td\r\n"),
    ] {
        folder.write(name, text);
        let ended = folder.run(&["run", name]).ends_with(2).says("this looks like a table of data");
        ended.says("1 error").says(&format!("file = {{ path = \"{name}\" }}"));
    }
    for (name, text) in [("e.toml", "complaints 12\nsilent 3\n"), ("f.toml", "[customers]\ncomplaints: 12\n")] {
        folder.write(name, text);
        folder.run(&["run", name]).ends_with(2).says("hint: ");
    }
}

#[test]
fn counts_are_read_as_lists_are_written() {
    let folder = Folder::with(&[]);
    let read = |counts: &str| folder.run(&["fit", "complaints", "--counts", counts]).ends_with(0).stdout.clone();
    let plain = read("32,16,6,1");
    for counts in ["32, 16, 6, 1", "32;16;6;1", "32 16 6 1", "32 ; 16;6; 1"] {
        assert_eq!(read(counts), plain, "{counts}");
    }
    folder.run(&["fit", "complaints", "--counts", "1000000000000,5"]).ends_with(2).says("more than 1000000000000");
    folder.run(&["fit", "complaints", "--counts", "32,,1"]).ends_with(2).says("whole number");
    folder.run(&["fit", "complaints", "--counts", "5"]).ends_with(0).says("no customer complained twice");
    folder.run(&["fit", "complaints", "--counts", "5,1"]).ends_with(0).says("only 1 customer complained twice");
}

#[test]
fn a_survey_says_which_columns_it_uses_and_which_not() {
    let rows = "oui;3;oui;non;a\noui;2;non;oui;b\nnon;4;oui;;c\n".repeat(5);
    let folder = Folder::with(&[]);
    folder.write("s.csv", &format!("A réclamé;A parlé à combien;Reviendra;Bien traité;Chambre\n{rows}"));
    folder
        .run(&["fit", "survey", "s.csv", "--lang", "fr"])
        .ends_with(0)
        .says("colonnes non utilisées\u{202f}: `Chambre`")
        .says("5 réponses sur le nombre de personnes informées par des gens satisfaits");
    let ended = folder.run(&["fit", "survey", "s.csv"]).ends_with(0);
    let ended = ended.says("columns that are not used: `Chambre`").says("5 answers to how many were told");
    for read in ["told = A parlé à combien", "handled = Bien", "Not used: Chambre."] {
        assert!(ended.stdout.contains(read), "{read}: {}", ended.stdout);
    }
    // Without a column that says how complaints were handled, all of them count as unresolved.
    folder.write("t.csv", "complained,told,Room\nyes,3,a\nno,2,b\nyes,2,c\n");
    folder.run(&["fit", "survey", "t.csv"]).ends_with(0).says("whoever complained counts as unresolved");
    folder.write("u.csv", "complained,Complained,told\nyes,no,3\n");
    folder.run(&["fit", "survey", "u.csv"]).ends_with(2).says("two columns are called `complained`");
    // All of two: the interval holds the share.
    folder.write("v.csv", "complained,handled\nyes,yes\nyes,yes\n");
    let ended = folder.run(&["fit", "survey", "v.csv"]).ends_with(0).says("rests on 2 answers");
    let line = ended.stdout.lines().find(|line| line.contains("complaints recovered")).expect("the share");
    assert!(line.contains("100.0") && line.contains("to 100.0"), "{line}");
}

#[test]
fn a_results_directory_with_a_file_of_another_kind_is_not_resumed() {
    let folder = Folder::with(&[("inn.toml", INN)]);
    let run = ["run", "inn.toml", "--replicates", "10", "-o", "out"];
    folder.run(&run).ends_with(0);
    folder.write("out/notes.txt", "mine\n");
    let resumed = [&run[..], &["--resume"]].concat();
    for arguments in [&run[..], &resumed[..]] {
        let ended = folder.run(arguments).ends_with(2).says("move what is not of the run away");
        assert!(!ended.stderr.contains("--resume"), "{}", ended.stderr);
    }
    std::fs::create_dir(folder.at("other")).expect("a folder");
    folder.write("other/notes.txt", "mine\n");
    let ended = folder.run(&["run", "inn.toml", "--replicates", "10", "-o", "other"]).ends_with(2);
    assert!(!ended.stderr.contains("--resume"), "{}", ended.stderr);
}

#[test]
fn hints_are_toml_that_can_be_written_down() {
    let folder = Folder::with(&[("inn.toml", INN)]);
    let below = "`[uncertainty]`, and below it `\"voice.asked\" = { uniform = [0.02, 0.06] }`";
    folder.run(&["sensitivity", "inn.toml"]).ends_with(2).says(below);
    let variant = "`[variants.call]`, and below it `set = { \"voice.asked\" = 1.0 }`";
    folder.run(&["compare", "inn.toml"]).ends_with(2).says(variant);
    folder.run(&["worth", "inn.toml"]).ends_with(2).says(variant);
    let [_, head, _, body, _] = variant.split('`').collect::<Vec<_>>()[..] else { panic!("two lines") };
    folder.write("more.toml", &format!("{INN}{head}\n{body}\n"));
    folder.run(&["check", "more.toml"]).ends_with(0);
    let [_, head, _, body, _] = below.split('`').collect::<Vec<_>>()[..] else { panic!("two lines") };
    folder.write("most.toml", &format!("{INN}{head}\n{body}\n"));
    folder.run(&["sensitivity", "most.toml", "--replicates", "100"]).ends_with(0);
}

#[test]
fn a_report_wants_a_results_directory() {
    let folder = Folder::with(&[("inn.toml", INN)]);
    folder.run(&["report", "inn.toml"]).ends_with(2).says("`report` takes a results directory, made by `rumeur run`");
    folder.run(&["report", "inn.toml", "--lang", "fr"]).ends_with(2).says("prend un dossier de résultats");
}

#[test]
fn what_fails_leaves_no_empty_folder() {
    let folder = Folder::with(&[("inn.toml", INN), ("bad.csv", "a,b\n1,2\n"), ("block", "")]);
    folder.run(&["fit", "survey", "bad.csv", "-o", "one/two"]).ends_with(2);
    folder.run(&["fit", "complaints", "--counts", "3", "--method", "poisson", "-o", "three"]).ends_with(2);
    for name in ["one", "three"] {
        assert!(!folder.at(name).exists(), "{name}");
    }
    folder.run(&["exercise", "inn.toml", "--students", "2", "-o", "class"]).ends_with(0);
    assert!(folder.at("class/sheets.html").exists());
}

#[test]
fn what_is_left_out_of_an_edge_list_is_counted_in_the_right_number() {
    let folder = Folder::with(&[]);
    let scenario = "[customers]\ncomplaints = 1\nsilent_per_complaint = 1\n[network.file]\npath = \"list.csv\"\n";
    folder.write("inn.toml", scenario);
    for (list, said) in [
        ("1,2\n2,3\n3,1\n1,2\n", "1 contact named again was left out"),
        ("1,2\n2,3\n3,1\n1,1\n", "1 contact of a person with themselves was left out"),
        (
            "1,2\n2,3\n3,1\n1,1\n2,2\n2,1\n",
            "2 contacts of people with themselves and 1 contact named again were left out",
        ),
    ] {
        folder.write("list.csv", list);
        folder.run(&["network", "inn.toml"]).says(said);
    }
}
