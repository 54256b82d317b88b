//! `rumeur fit`: what cannot be read is named, in both languages, and what cannot be done is refused.
#![cfg(feature = "cli")]

mod command;

use command::Folder;

const HEAD: &str = "complained,told,told good,returns,handled,weight,group\n";

/// Lines that cannot be read: the line, its column, and what is said of it in English and French.
const LINES: [(&str, &str, &str, &str); 44] = [
    ("perhaps,3,,yes,,1,a", "complained", "`perhaps` is neither yes nor no", "`perhaps` n'est ni oui ni non"),
    ("2,3,,yes,,1,a", "complained", "`2` is neither yes nor no", "`2` n'est ni oui ni non"),
    ("-,3,,yes,,1,a", "complained", "`-` is neither", "`-` n'est ni"),
    ("?,3,,yes,,1,a", "complained", "`?` is neither", "`?` n'est ni"),
    ("yess,3,,yes,,1,a", "complained", "`yess` is neither", "`yess` n'est ni"),
    ("1.5,3,,yes,,1,a", "complained", "`1.5` is neither", "`1.5` n'est ni"),
    ("NaN,3,,yes,,1,a", "complained", "`NaN` is neither", "`NaN` n'est ni"),
    ("yes no,3,,yes,,1,a", "complained", "`yes no` is neither", "`yes no` n'est ni"),
    ("\"yes\nno\",3,,yes,,1,a", "complained", "`yes?no` is neither", "`yes?no` n'est ni"),
    ("no,-3,,yes,,1,a", "told", "`-3` is not a number of people", "`-3` n'est pas un nombre de personnes"),
    ("no,3.5,,yes,,1,a", "told", "`3.5` is not a number of people", "`3.5` n'est pas"),
    ("no,\"3,5\",,yes,,1,a", "told", "`3,5` is not a number of people", "`3,5` n'est pas"),
    ("no,10001,,yes,,1,a", "told", "`10001` is not a number", "`10001` n'est pas"),
    ("no,10 000,,yes,,1,a", "told", "`10 000` is not a number", "`10 000` n'est pas"),
    ("no,1e3,,yes,,1,a", "told", "`1e3` is not a number", "`1e3` n'est pas"),
    ("no,many,,yes,,1,a", "told", "`many` is not a number", "`many` n'est pas"),
    ("no,10-5,,yes,,1,a", "told", "`10-5` is not a number", "`10-5` n'est pas"),
    ("no,5-10-15,,yes,,1,a", "told", "`5-10-15` is not a number", "`5-10-15` n'est pas"),
    ("no,5-,,yes,,1,a", "told", "`5-` is not a number", "`5-` n'est pas"),
    ("no,-,,yes,,1,a", "told", "`-` is not a number", "`-` n'est pas"),
    ("no,+,,yes,,1,a", "told", "`+` is not a number", "`+` n'est pas"),
    ("no,6++,,yes,,1,a", "told", "`6++` is not a number", "`6++` n'est pas"),
    ("no,+6,,yes,,1,a", "told", "`+6` is not a number", "`+6` n'est pas"),
    ("no,>6,,yes,,1,a", "told", "`>6` is not a number", "`>6` n'est pas"),
    ("no,0x10,,yes,,1,a", "told", "`0x10` is not a number", "`0x10` n'est pas"),
    ("no,inf,,yes,,1,a", "told", "`inf` is not a number", "`inf` n'est pas"),
    ("no,\u{663},,yes,,1,a", "told", "`\u{663}` is not a number", "`\u{663}` n'est pas un nombre"),
    ("no,ten,,yes,,1,a", "told", "`ten` is not a number", "`ten` n'est pas"),
    (",,3 or 4,yes,,1,a", "told good", "`3 or 4` is not a number", "`3 or 4` n'est pas"),
    (",,-1,yes,,1,a", "told good", "`-1` is not a number", "`-1` n'est pas"),
    ("no,3,,maybe,,1,a", "returns", "`maybe` is neither yes nor no", "`maybe` n'est ni oui ni non"),
    ("no,3,,7,,1,a", "returns", "`7` is neither yes nor no", "`7` n'est ni"),
    ("no,3,,y/n,,1,a", "returns", "`y/n` is neither", "`y/n` n'est ni"),
    ("yes,3,,yes,partly,1,a", "handled", "`partly` is neither", "`partly` n'est ni"),
    ("yes,3,,yes,50%,1,a", "handled", "`50%` is neither", "`50%` n'est ni"),
    ("no,3,,yes,,,a", "weight", "`` is not a weight above 0", "`` n'est pas un poids supérieur à 0"),
    ("no,3,,yes,,0,a", "weight", "`0` is not a weight", "`0` n'est pas un poids"),
    ("no,3,,yes,,-1,a", "weight", "`-1` is not a weight", "`-1` n'est pas un poids"),
    ("no,3,,yes,,heavy,a", "weight", "`heavy` is not a weight", "`heavy` n'est pas un poids"),
    ("no,3,,yes,,1e400,a", "weight", "`1e400` is not a weight", "`1e400` n'est pas un poids"),
    ("no,3,,yes,,99999999999,a", "weight", "`99999999999` is not a weight", "`99999999999` n'est pas un poids"),
    ("no,3,,yes,,1,", "group", "empty: of which group nobody knows", "vide : on ne sait de quel groupe"),
    ("no,3,,yes,,1,\u{7}", "group", "empty: of which group", "vide : on ne sait"),
    (
        "no,a cell that is much too long to be shown whole in a message,,yes,,1,a",
        "told",
        "`a cell that is much too long to be shown",
        "`a cell that is much too long to be shown",
    ),
];

fn plain(text: &str) -> String {
    text.replace(['\u{202f}', '\u{a0}'], " ").replace('\u{2019}', "'")
}

#[test]
fn every_line_that_cannot_be_read_is_named() {
    let folder = Folder::new();
    let good = "no,3,,yes,,1,a\n".repeat(20) + "yes,2,,no,no,1,b\n";
    let text = format!("{HEAD}{good}{}\n", LINES.map(|(line, ..)| line).join("\n"));
    folder.write("survey.csv", &text);
    let arguments = ["fit", "survey", "survey.csv", "--by", "group"];
    let english = plain(&folder.run(&arguments).ends_with(2).stderr);
    let french = plain(&folder.run(&[&arguments[..], &["--lang", "fr"]].concat()).ends_with(2).stderr);
    let mut number = 23;
    for (line, column, en, fr) in LINES {
        assert!(english.contains(&format!("line {number}, {column}: {en}")), "{number} {line}\n{english}");
        assert!(french.contains(&format!("ligne {number}, {column} : {fr}")), "{number} {line}\n{french}");
        number += 1 + line.matches('\n').count();
    }
    assert!(english.contains("44 of 65 lines cannot be read, more than one in ten"), "{english}");
    assert!(french.contains("44 lignes sur 65 sont illisibles"), "{french}");
}

#[test]
fn a_hundred_are_named_and_the_others_counted() {
    let folder = Folder::new();
    let bad = "no,x,,yes,,1,a\n".repeat(130);
    folder.write("survey.csv", &format!("{HEAD}{}{bad}", "no,3,,yes,,1,a\n".repeat(2_000)));
    let ended = folder.run(&["fit", "survey", "survey.csv", "--format", "csv"]).ends_with(0);
    assert!(ended.stderr.contains("30 more lines like these"), "{}", ended.stderr);
    assert_eq!(ended.stderr.matches("is not a number of people").count(), 100);
}

#[test]
fn what_cannot_be_done_is_refused_with_its_reason() {
    let folder = Folder::with(&[
        ("survey.csv", &(HEAD.to_owned() + &"no,3,,yes,,1,a\n".repeat(12))),
        ("empty.csv", ""),
        ("head.csv", HEAD),
        ("zip.csv", "PK\u{3}\u{4}"),
        ("pdf.csv", "%PDF-1.7"),
        ("blank.csv", ",,,\n1,2\n"),
        ("twice.csv", "complained,Complained\nno,yes\n"),
        ("other.csv", "name,age\nanne,33\n"),
        ("happy.csv", "complained,told good\n,3\n,4\n"),
        ("mine/fit.csv", "mine\n"),
        ("mine2/fragment.toml", "[customers]\n"),
        ("mine3/figures/fit.svg", "<svg/>"),
        ("file", "x"),
        ("inputs/fragment.toml", &(HEAD.to_owned() + &"no,3,,yes,,1,a\n".repeat(12))),
    ]);
    let cases: [(&[&str], &str, &str); 27] = [
        (&[], "FILE", "FICHIER"),
        (&["none.csv"], "cannot read none.csv", "impossible de lire none.csv"),
        (&["."], "it is a folder", "c'est un dossier"),
        (&["empty.csv"], "the file is empty", "le fichier est vide"),
        (&["head.csv"], "there is no line behind", "aucune ligne ne suit"),
        (&["zip.csv"], "XLSX/ODS", "XLSX/ODS"),
        (&["pdf.csv"], "the file is PDF", "le fichier est PDF"),
        (&["blank.csv"], "holds no names of columns", "ne contient pas de noms de colonnes"),
        (&["twice.csv", "--complained", "complained"], "two columns are called", "deux colonnes s'appellent"),
        (&["other.csv"], "no column is called `complained`", "aucune colonne ne s'appelle `complained`"),
        (&["survey.csv", "--complained", "x"], "no column is called `x`", "aucune colonne ne s'appelle `x`"),
        (&["survey.csv", "--told", "x"], "no column is called `x`", "aucune colonne"),
        (&["survey.csv", "--told-good", "x"], "no column is called `x`", "aucune colonne"),
        (&["survey.csv", "--returns", "x"], "no column is called `x`", "aucune colonne"),
        (&["survey.csv", "--handled", "x"], "no column is called `x`", "aucune colonne"),
        (&["survey.csv", "--weight", "x"], "no column is called `x`", "aucune colonne"),
        (&["survey.csv", "--by", "99"], "there is no column 99", "il n'y a pas de colonne 99"),
        (
            &["survey.csv", "--told", "returns", "--returns", "returns"],
            "--told and --returns both name the column `returns`",
            "--told et --returns nomment tous deux la colonne `returns`",
        ),
        (&["survey.csv", "--weight", "told", "--by", "2"], "--weight and --by both name", "--weight et --by nomment"),
        (
            &["survey.csv", "--threshold", "0"],
            "must be a whole number from 1 to 10",
            "il faut un nombre entier de 1 à 10",
        ),
        (
            &["survey.csv", "--threshold", "11"],
            "must be a whole number from 1 to 10",
            "il faut un nombre entier de 1 à 10",
        ),
        (&["survey.csv", "--seed", "x"], "must be a whole number", "il faut un nombre entier"),
        (&["happy.csv", "-o", "out"], "nobody in the survey was let down", "personne dans l'enquête n'a été déçu"),
        (&["survey.csv", "-o", "mine"], "is there already", "existe déjà"),
        (&["survey.csv", "-o", "mine2"], "is there already", "existe déjà"),
        (&["survey.csv", "-o", "mine3"], "is there already", "existe déjà"),
        (&["inputs/fragment.toml", "-o", "inputs"], "it is read here", "il est lu ici"),
    ];
    for (arguments, en, fr) in cases {
        let english = folder.run(&[&["fit", "survey"], arguments].concat()).ends_with(2).stderr;
        assert!(plain(&english).contains(en), "{arguments:?}: {english}");
        let french = folder.run(&[&["fit", "survey"], arguments, &["--lang", "fr"]].concat()).ends_with(2).stderr;
        assert!(plain(&french).contains(fr), "{arguments:?}: {french}");
    }
    folder.run(&["fit", "survey", "survey.csv", "-o", "file"]).ends_with(2).says("file");
    for (count, en, fr) in [
        ("10,-1", "must be a whole number from 0\n", "il faut un nombre entier à partir de 0\n"),
        ("99999999999999999999", "is too large", "est trop grand"),
    ] {
        let complaints = ["fit", "complaints", "--counts", count];
        let english = folder.run(&complaints).ends_with(2).stderr;
        assert!(english.contains(en), "{english}");
        let french = folder.run(&[&complaints[..], &["--lang", "fr"]].concat()).ends_with(2).stderr;
        assert!(plain(&french).contains(fr), "{french}");
    }
    folder
        .run(&["fit", "complaints", "other.csv", "--customer", "name", "--incident", "1"])
        .ends_with(2)
        .says("--customer and --incident both name the column `name`");
    folder.run(&["fit", "survey", "survey.csv", "-o", "mine", "--force"]).ends_with(0);
}

#[test]
fn a_figure_of_too_few_answers_says_how_many_there_are() {
    let folder = Folder::with(&[
        ("few.csv", &(HEAD.to_owned() + &"no,3,,yes,,1,a\nyes,12,,no,no,1,a\n,,,yes,,1,a\n".repeat(3))),
        ("none.csv", &(HEAD.to_owned() + &"no,,,yes,,1,a\n".repeat(12))),
    ]);
    let said = |file: &str, language: &str| {
        plain(&folder.run(&["figure", "fit", file, "-o", "f.svg", "--lang", language]).ends_with(2).stderr)
    };
    let english = said("few.csv", "en");
    assert!(
        english.contains("6 answers in all, and a law needs 10") && english.contains("fit survey few.csv"),
        "{english}"
    );
    assert!(said("few.csv", "fr").contains("6 réponses en tout"));
    assert!(said("none.csv", "en").contains("nobody in the survey says how many people they told"));
}
