//! What the terminal says is in one language: no English sentence in French, and none the other way round.
#![cfg(feature = "cli")]

mod command;

use command::{CLASSIC, EXPLODING, Folder, WITH_VARIANT};

/// Words of one language that the other does not have; names of commands and of kinds of figures are the same in both.
const ENGLISH: &[&str] = &[
    "the",
    "is",
    "are",
    "not",
    "with",
    "cannot",
    "must",
    "error",
    "warning",
    "hint",
    "unknown",
    "customers",
    "of",
    "which",
    "from",
    "written",
    "commands",
    "print",
    "cases",
    "mean",
    "better",
    "values",
    "what",
    "each",
    "where",
    "when",
    "there",
    "their",
    "its",
    "and",
    "has",
    "have",
    "than",
    "this",
    "that",
    "who",
    "nobody",
    "default",
    "draw",
    "write",
    "for",
];
const FRENCH: &[&str] = &[
    "le",
    "la",
    "les",
    "est",
    "sont",
    "une",
    "des",
    "pas",
    "avec",
    "erreur",
    "avertissement",
    "piste",
    "inconnu",
    "clients",
    "personnes",
    "du",
    "et",
    "dans",
    "utilisation",
    "commandes",
    "cas",
    "moyenne",
    "qui",
    "que",
    "ne",
    "sur",
    "pour",
    "aux",
    "ce",
    "cette",
    "ou",
    "où",
    "il",
    "par",
    "sans",
    "chaque",
];

/// Commands on good and on bad input, each with the code it ends with.
const COMMANDS: &[(&[&str], i32)] = &[
    (&["--help"], 0),
    (&["help"], 0),
    (&["help", "run"], 0),
    (&["run", "-h"], 0),
    (&["explain", "--help"], 0),
    (&["sweep", "--help"], 0),
    (&["sensitivity", "--help"], 0),
    (&["worth", "--help"], 0),
    (&["compare", "--help"], 0),
    (&["report", "--help"], 0),
    (&["fit", "complaints", "-h"], 0),
    (&["fit", "complaints", "--help"], 0),
    (&["fit", "survey", "-h"], 0),
    (&["fit", "survey", "--help"], 0),
    (&["figure", "-h"], 0),
    (&["figure", "--help"], 0),
    (&["fit", "--help"], 0),
    (&["merge", "--help"], 0),
    (&["merge"], 2),
    (&["merge", "empty"], 2),
    (&["sweep", "variant.toml", "voice.asked=0..1:3", "--replicates", "20"], 0),
    (&["sweep", "variant.toml", "voice.asked=0..1", "--until", "aware=500", "--replicates", "20"], 0),
    (&["sweep", "variant.toml", "voice.asked=0..0"], 2),
    (&["sweep", "variant.toml", "voice.askd=0..1"], 2),
    (&["sweep", "variant.toml"], 2),
    (&["sensitivity", "law.toml", "--replicates", "100"], 0),
    (&["sensitivity", "law.toml", "--design", "3"], 2),
    (&["sensitivity", "variant.toml"], 2),
    (&["worth", "law.toml", "--replicates", "100"], 0),
    (&["worth", "law.toml", "--replicates", "100", "--survey", "voice.admits=50", "--cost", "2"], 0),
    (&["worth", "variant.toml"], 2),
    (&["compare", "variant.toml", "--replicates", "20"], 0),
    (&["compare", "classic.toml", "variant.toml", "--replicates", "20"], 0),
    (&["compare", "classic.toml"], 2),
    (&["fit", "complaints", "--counts", "32,16,6,1"], 0),
    (&["fit", "complaints", "--counts", "0"], 2),
    (&["fit", "survey", "edges.csv"], 2),
    (&["run", "edges.toml"], 2),
    (&["check", "bad.toml"], 2),
    (&["run", "bad.toml"], 2),
    (&["explain", "bad.toml"], 2),
    (&["show", "bad.toml"], 2),
    (&["network", "bad.toml"], 2),
    (&["figure", "iceberg", "bad.toml"], 2),
    (&["exercise", "bad.toml"], 2),
    (&["sweep", "bad.toml", "voice.asked=0..1"], 2),
    (&["sensitivity", "bad.toml"], 2),
    (&["worth", "bad.toml"], 2),
    (&["compare", "bad.toml"], 2),
    (&["report", "empty"], 2),
    (&["run", "explodes.toml"], 1),
    (&["exercise", "--help"], 0),
    (&["check", "--help"], 0),
    (&["show", "--help"], 0),
    (&["network", "--help"], 0),
    (&["new", "--help"], 0),
    (&["presets", "--help"], 0),
    (&["schema", "--help"], 0),
    (&["completions", "--help"], 0),
    (&["man", "--help"], 0),
    (&["run", "classic.toml"], 0),
    (&["run", "classic.toml", "--replicates", "1"], 0),
    (&["run", "classic.toml", "--replicates", "20"], 0),
    (&["run", "classic.toml", "--dry-run"], 0),
    (&["run", "variant.toml"], 0),
    (&["run", "classic.toml", "variant.toml"], 0),
    (&["run", "network.toml"], 0),
    (&["explain", "classic.toml"], 0),
    (&["explain", "variant.toml"], 0),
    (&["exercise", "variant.toml", "--students", "2", "-o", "class"], 0),
    (&["exercise", "network.toml", "-o", "class"], 0),
    (&["exercise", "--students", "0"], 2),
    (&["exercise", "empty"], 2),
    (&["check", "classic.toml"], 0),
    (&["network", "network.toml"], 0),
    (&["presets", "--compare"], 0),
    (&["new", "mine.toml"], 0),
    (&["new", "classic.toml"], 2),
    (&["run", "missing.toml"], 2),
    (&["run", "empty"], 2),
    (&["run", "classic.toml", "-o", "file"], 2),
    (&["run", "classic.toml", "-o", "foreign"], 2),
    (&["run", "classic.toml", "-o", "-", "--raw"], 2),
    (&["run", "--replicates", "x"], 2),
    (&["run", "--threads", "0"], 2),
    (&["run", "--set", "x"], 2),
    (&["run", "--nothing"], 2),
    (&["run", "--resume", "--force"], 2),
    (&["runn"], 2),
    (&["check"], 2),
    (&["explain", "empty"], 2),
    (&["show", "empty"], 2),
    (&["network", "classic.toml"], 2),
    (&["figure", "iceberg", "-o", "x.pdf"], 2),
    (&["figure", "iceberg", "empty"], 2),
    (&["new", "x.toml", "--preset", "none"], 2),
    (&["man", "none"], 2),
];

fn folder() -> Folder {
    let network = format!("{CLASSIC}[network]\nrandom = {{ population = 2000, contacts = 10 }}\n");
    let network = network.replace("audience = 10", "audience = 5").replace("audience = 20", "audience = 8");

    let unknown = format!(
        "{WITH_VARIANT}[damage]\ncustomer_value = 200\n[uncertainty]\n\"voice.admits\" = {{ uniform = [0.1, 0.7] }}\n"
    );
    let unknown = unknown.replace("[silent]\n", "[silent]\nstays = 0.3\n");
    let edges = "[customers]\ndissatisfied = 1\n[silent]\naudience = 2\n[network.file]\npath = \"edges.csv\"\n";
    let bad =
        "[customers]\ncomplaints = -1\n[voice]\naskd = 0.3\nadmits = 30\n[silent]\naudience = \"many\"\n[network]\n";

    let folder = Folder::with(&[
        ("law.toml", unknown.as_str()),
        ("edges.toml", edges),
        ("edges.csv", "a;b\nc\n"),
        ("bad.toml", bad),
        ("classic.toml", CLASSIC),
        ("variant.toml", WITH_VARIANT),
        ("explodes.toml", EXPLODING),
        ("network.toml", &network),
        ("file", "x"),
        ("foreign/notes.md", "x"),
    ]);
    std::fs::create_dir(folder.at("empty")).expect("a folder");
    folder
}

/// The words of a text, without what stands in backquotes and quotation marks, lines of files, paths, flags and values.
fn words(text: &str) -> Vec<String> {
    let own: Vec<&str> = text.lines().filter(|line| !line.contains(" | ")).collect();
    let plain: String = own.join("\n").split('`').step_by(2).collect::<Vec<_>>().join(" ");
    let plain: String = plain.split('"').step_by(2).collect::<Vec<_>>().join(" ");
    let plain = plain.replace(" = ", "=");
    let bare = plain.split(|c: char| c.is_whitespace() || "’'()[],;:!?«»|\u{202f}".contains(c));
    bare.filter(|word| !word.contains(['/', '_', '-', '=']) && !word.contains(".toml"))
        .map(|word| word.trim_matches('.').to_lowercase())
        .collect()
}

fn offences(language: &str, foreign: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (arguments, code) in COMMANDS {
        let folder = folder();
        let mut all = arguments.to_vec();
        all.extend(["--lang", language]);
        let ended = folder.run(&all);
        let text = format!("{}\n{}", ended.stdout, ended.stderr);
        if ended.code != Some(*code) {
            found.push(format!("{all:?} ended with {:?}, not {code}:\n{text}", ended.code));
        }
        let wrong: Vec<String> = words(&text).into_iter().filter(|word| foreign.contains(&word.as_str())).collect();
        if !wrong.is_empty() {
            found.push(format!("{all:?} says {wrong:?}:\n{text}"));
        }
    }
    found
}

#[test]
fn a_french_reader_meets_no_english_word() {
    let found = offences("fr", ENGLISH);
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}

#[test]
fn an_english_reader_meets_no_french_word() {
    let found = offences("en", FRENCH);
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}

/// Files with one mistake or one doubt each.
#[test]
fn what_is_said_of_bad_and_doubtful_files_is_in_one_language() {
    let folder = Folder::new();
    let root = env!("CARGO_MANIFEST_DIR");
    for (language, foreign) in [("fr", ENGLISH), ("en", FRENCH)] {
        for (files, code) in [("bad", 2), ("doubtful", 0)] {
            let ended = folder.run(&["check", &format!("{root}/tests/{files}"), "--lang", language]);
            assert_eq!(ended.code, Some(code), "{}", ended.stderr);
            let said = format!("{}{}", ended.stdout, ended.stderr);
            assert!(said.lines().count() > 100, "{said}");
            // Keys are keys in both languages.
            let is_foreign = |word: &str| foreign.contains(&word) && !["mean", "customers"].contains(&word);
            let lines = said.lines().filter(|line| words(line).iter().any(|word| is_foreign(word)));
            let wrong: Vec<&str> = lines.collect();
            assert!(wrong.is_empty(), "{language}, {files}:\n{}", wrong.join("\n"));
        }
    }
}

#[test]
fn messages_in_french_are_set_as_printers_do() {
    let folder = folder();
    let said = |arguments: &[&str]| {
        let mut all = arguments.to_vec();
        all.extend(["--lang", "fr"]);
        folder.run(&all).stderr
    };
    for (arguments, text) in [
        (&["check", "classic.toml"][..], "1 scénario\u{202f}: aucune erreur, aucun avertissement\n"),
        (
            &["check", "missing.toml"],
            "erreur\u{202f}: impossible de lire missing.toml\u{202f}: ce fichier ou ce dossier n’existe pas (erreur système 2)\n1 erreur\n",
        ),
        (
            &["run", "--replicates", "0"],
            "erreur\u{202f}: valeur `0` invalide pour `--replicates <N>`\u{202f}: il faut un nombre entier à partir de 1\n   = piste\u{202f}: voyez `rumeur --help`\n",
        ),
        (
            &["runn"],
            "erreur\u{202f}: commande `runn` inconnue\u{202f}; vouliez-vous dire `run`\u{202f}?\n   = piste\u{202f}: voyez `rumeur --help`\n",
        ),
        (&["new", "x.toml"], "x.toml est écrit\u{202f}; `rumeur run x.toml` le simule\n"),
        (&["run", "classic.toml"], "résultats dans results\n"),
    ] {
        assert_eq!(said(arguments), text);
    }
}

#[test]
fn whole_numbers_are_written_as_in_files() {
    let folder = folder();
    let replicates = |text: &str| {
        let table = folder.run(&["run", "classic.toml", "-o", "-", "--replicates", text]).ends_with(0).stdout;
        table.lines().nth(1).and_then(|row| row.split(',').nth(4)).expect("a count").to_owned()
    };
    assert_eq!([replicates("1e3"), replicates("1_000")], ["1000", "1000"]);
    folder.run(&["run", "classic.toml", "--replicates", "1.5"]).ends_with(2).says("must be a whole number");
}

#[test]
fn the_network_of_a_variant_is_that_of_the_variant() {
    let text = "[customers]\ndissatisfied = 1\n[silent]\naudience = 2\n[network]\nrandom = { population = 50, contacts = 4 }\n\
        [variants.large]\nset = { \"network.random.population\" = 80 }\n";
    let folder = Folder::with(&[("a.toml", text)]);
    let people = |arguments: &[&str]| {
        let said = folder.run(arguments).ends_with(0).stdout;
        said.lines().next().and_then(|line| line.split_whitespace().last()).expect("a number").to_owned()
    };
    assert_eq!(people(&["network", "a.toml"]), "50");
    assert_eq!(people(&["network", "a.toml", "--variant", "large"]), "80");
}

#[test]
fn french_is_set_as_printers_do_whatever_says_it() {
    let priced =
        "[customers]\nserved = 10\nproblem_rate = 0.5\n[silent]\naudience = 2\n[damage]\ncustomer_value = 5.0\n";
    let folder = Folder::with(&[
        ("priced.toml", priced),
        ("mine.svg", "mine"),
        ("list.toml", "[customers]\ndissatisfied = 1\n[silent]\naudience = 2\n[network.file]\npath = \"amis.csv\"\n"),
        ("amis.csv", "Ann;Bob;0,5\nBob;Cid;3\n"),
    ]);
    let said = |arguments: &[&str]| {
        let run = folder.run(&[arguments, &["--lang", "fr"]].concat());
        run.stdout + &run.stderr
    };
    let refused = said(&["figure", "iceberg", "priced.toml", "-o", "mine.svg"]);
    assert!(refused.contains("n’est pas remplacé\u{202f}:") && refused.contains("s’il peut"), "{refused}");
    let understood = said(&["check", "list.toml"]);
    assert!(understood.contains("pas d’en-tête") && understood.contains("jusqu’à 3\u{202f}:"), "{understood}");
    assert!(said(&["check", "priced.toml"]).contains("une période\u{202f}: "), "{}", said(&["check", "priced.toml"]));
    assert!(said(&["sweep", "priced.toml"]).contains("ajoutez CHEMIN=DE..À"));
    assert!(said(&["run", "--help"]).contains("il prime sur le fichier"));
}
