//! `rumeur fit`: from data to fragments.
#![cfg(feature = "cli")]

mod command;

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
    let json = folder.run(&["fit", "complaints", "--counts", "5", "--format", "json"]).ends_with(0).stdout;
    assert!(json.contains("\"hidden\": null") && json.contains("\"hidden\": 10.0"), "{json}");
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
        (&["log.csv", "--customer", "4"], "no column is called `4`"),
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
        (&["--counts", long], "nobody complained"),
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
