//! `rumeur sensitivity`, `worth` and `compare`: what they print, write and refuse.
#![cfg(feature = "cli")]

mod command;

use command::Folder;

/// A call to every guest: what nobody knows decides whether it pays.
const CALL: &str = "period = \"month\"

[customers]
complaints = 1
observed_voice_rate = 0.037

[silent]
stays = 0.0
audience = { poisson = 5 }

[damage]
currency = \"EUR\"
customer_value = 10

[uncertainty]
\"customers.observed_voice_rate\" = { beta = { a = 10, b = 260 } }

[variants.call]
set = { \"silent.stays\" = 1.0, \"damage.fixed_cost\" = 300 }

[run]
replicates = 400
";

fn folder() -> Folder {
    let two = CALL.replace("[uncertainty]", "[uncertainty]\n\"silent.audience.poisson\" = { uniform = [3, 9] }");
    let known = CALL.replace("[uncertainty]\n\"customers.observed_voice_rate\" = { beta = { a = 10, b = 260 } }\n", "");
    let plain = CALL.split("[damage]").next().expect("a beginning").to_owned();
    let poor = format!(
        "{plain}[uncertainty]\n\"silent.audience.poisson\" = {{ uniform = [3, 9] }}\n[variants.x]\nset = {{ \"voice.asked\" = 1 }}\n"
    );
    let alone = CALL.split("[variants.call]").next().expect("a beginning");
    let alone = format!("{alone}[run]\nreplicates = 400\n");
    let pair =
        "[[correlation]]\nbetween = [\"customers.observed_voice_rate\", \"silent.audience.poisson\"]\nrank = 0.5\n";
    let together = format!("{two}{pair}");
    Folder::with(&[
        ("call.toml", CALL),
        ("two.toml", &two),
        ("known.toml", &known),
        ("poor.toml", &poor),
        ("alone.toml", &alone),
        ("together.toml", &together),
        ("folder/a.toml", CALL),
        ("folder/b.toml", CALL),
    ])
}

/// The rows of a CSV text, the header first.
fn rows(text: &str) -> Vec<Vec<String>> {
    text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

#[test]
fn which_unknown_matters_is_printed_written_and_the_same_at_any_number_of_threads() {
    let folder = folder();
    let study = |threads: &str, out: &str| {
        let words = ["sensitivity", "two.toml", "--design", "64", "--threads", threads, "--quiet", "-o", out];
        folder.run(&words).ends_with(0);
        folder.files(out).into_iter().filter(|(name, _)| name != "run.json").collect::<Vec<_>>()
    };
    let one = study("1", "one");
    let names: Vec<&str> = one.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["datapackage.json", "two/indices.csv", "two/scenario.toml", "two/tornado.csv"]);
    assert!(one == study("2", "two-threads") && one == study("8", "eight"), "threads change nothing");
    let tornado = rows(&folder.read("one/two/tornado.csv"));
    assert_eq!(
        tornado[0],
        ["scenario", "variant", "metric", "path", "low", "high", "at_low", "at_high", "swing", "std_error"]
    );
    // Two metrics and two unknowns of two models, but what is said is not moved by an audience: the rows are there.
    assert_eq!(tornado.len(), 1 + 8);
    let indices = rows(&folder.read("one/two/indices.csv"));
    assert_eq!(indices[0], ["scenario", "variant", "metric", "path", "method", "index", "low", "high"]);
    for (path, method) in [
        ("customers.observed_voice_rate", "rank_correlation"),
        ("silent.audience.poisson", "first_order"),
        ("silent.audience.poisson", "total"),
        ("chance", "total"),
        ("chance", "first_order"),
        ("dummy", "first_order"),
    ] {
        let is_it = |row: &&Vec<String>| row[2] == "aware" && row[3] == path && row[4] == method;
        assert_eq!(indices.iter().filter(is_it).count(), 2, "{path} {method}: baseline and variant");
    }
    let printed = folder.run(&["sensitivity", "two.toml", "--format", "csv", "--design", "64"]).ends_with(0);
    assert_eq!(printed.stdout, folder.read("one/two/indices.csv"));
    let json = folder.run(&["sensitivity", "two.toml", "--format", "json", "--metric", "aware"]).ends_with(0);
    let json: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(json[0]["path"], "customers.observed_voice_rate");
    let many = ["sensitivity", "two.toml", "--metric", "aware", "--set", "customers.complaints=100", "--lang", "en"];
    let page = folder.run(&[&many[..], &["--replicates", "4000"]].concat()).ends_with(0);
    assert!(page.stdout.contains("What matters most for"), "{}", page.stdout);
    let shares = folder.run(&["sensitivity", "together.toml", "--design", "64", "--format", "csv"]).ends_with(0);
    assert!(shares.stdout.contains(",chance,shapley,"), "{}", shares.stdout);
}

#[test]
fn a_variant_changes_nothing_of_what_is_said_of_the_baseline() {
    let folder = folder();
    let of = |file: &str| {
        let run = folder.run(&["sensitivity", file, "--format", "csv", "--design", "64"]).ends_with(0);
        run.stdout
            .lines()
            .filter(|row| row.contains(",baseline,"))
            .map(|row| row.replacen(file, "", 1))
            .collect::<Vec<_>>()
    };
    let name = |rows: Vec<String>| -> Vec<String> {
        rows.into_iter().map(|row| row.split_once(',').expect("a name").1.to_owned()).collect()
    };
    assert_eq!(name(of("call.toml")), name(of("alone.toml")));
}

#[test]
fn what_knowledge_is_worth_is_printed_to_the_digit() {
    let folder = folder();
    let words = [
        "worth",
        "call.toml",
        "--survey",
        "customers.observed_voice_rate=10,50,100",
        "--cost",
        "0.1",
        "--format",
        "csv",
    ];
    let run = folder.run(&words).ends_with(0);
    let rows = rows(&run.stdout);
    assert_eq!(rows[0], ["scenario", "what", "path", "respondents", "value", "std_error", "cost", "net"]);
    let number = |row: usize, column: usize| rows[row][column].parse::<f64>().expect("a number");
    assert_eq!(rows[1][..4], ["call", "everything", "", ""]);
    assert!((number(1, 4) - 34.374_03).abs() < 6e-6 && (number(2, 4) - 34.374_03).abs() < 6e-6, "{rows:?}");
    assert_eq!(rows[3][..6], ["call", "survey", "customers.observed_voice_rate", "10", "0", "0"]);
    assert!((number(4, 4) - 10.444_39).abs() < 6e-6 && number(4, 6) == 5.0, "{rows:?}");
    assert!((number(5, 7) - 5.063_34).abs() < 6e-6, "{rows:?}");
    let page = folder.run(&[&words[..6], &["--lang", "en"]].concat()).ends_with(0);
    assert!(page.stdout.contains("Buy the survey of 50 people"), "{}", page.stdout);
    let sure = ["worth", "call.toml", "--set", "damage.customer_value=0.001", "--lang", "en"];
    let sure = folder.run(&sure).ends_with(0);
    assert!(sure.stdout.contains("No knowledge of the unknowns would change this decision"), "{}", sure.stdout);
}

#[test]
fn worth_is_written_described_and_the_same_at_any_number_of_threads() {
    let folder = folder();
    let study = |threads: &str, out: &str| {
        folder.run(&["worth", "two.toml", "--threads", threads, "--quiet", "-o", out]).ends_with(0);
        folder.files(out).into_iter().filter(|(name, _)| name != "run.json").collect::<Vec<_>>()
    };
    let one = study("1", "one");
    let names: Vec<&str> = one.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["datapackage.json", "two/scenario.toml", "two/worth.csv"]);
    assert!(one == study("2", "two-threads") && one == study("8", "eight"), "threads change nothing");
    assert!(folder.read("one/datapackage.json").contains("worth.csv"));
}

/// What cannot be answered: the words, and a part of what is said in English and in French.
#[rustfmt::skip]
const REFUSED: &[(&[&str], &str, &str)] = &[
    (&["sensitivity"], "required", "il manque"),
    (&["sensitivity", "missing.toml"], "missing.toml", "missing.toml"),
    (&["sensitivity", "known.toml"], "no number of this scenario is unknown", "aucun nombre"),
    (&["sensitivity", "folder"], "one scenario is studied at a time", "un seul scénario"),
    (&["sensitivity", "two.toml", "--metric", "awere"], "awere", "awere"),
    (&["sensitivity", "two.toml", "--metric", "aware_per_complaint"], "quotient of two means", "quotient de deux moyennes"),
    (&["sensitivity", "two.toml", "--metric", "aware,aware_per_complaint"], "quotient of two means", "quotient de deux moyennes"),
    (&["sensitivity", "two.toml", "--replicates", "99"], "from 100 to", "sur 100 à"),
    (&["sensitivity", "two.toml", "--replicates", "2_000_000"], "got 2000000", "non 2000000"),
    (&["sensitivity", "two.toml", "--replicates", "0"], "0", "0"),
    (&["sensitivity", "two.toml", "--design", "63"], "from 64 to", "de 64 à"),
    (&["sensitivity", "two.toml", "--design", "0"], "0", "0"),
    (&["sensitivity", "two.toml", "--design", "many"], "many", "many"),
    (&["sensitivity", "two.toml", "--design", "2_000_000"], "got 2000000", "non 2000000"),
    (&["sensitivity", "two.toml", "--format", "xml"], "xml", "xml"),
    (&["sensitivity", "two.toml", "--variant", "cal"], "cal", "cal"),
    (&["sensitivity", "two.toml", "--set", "voice.aksed=1"], "voice.aksed", "voice.aksed"),
    (&["sensitivity", "two.toml", "-o", "folder"], "folder", "folder"),
    (&["sensitivity", "two.toml", "--threads", "0"], "1 to 1024", "1 à 1024"),
    (&["sensitivity", "two.toml", "call.toml"], "call.toml", "call.toml"),
    (&["worth"], "required", "il manque"),
    (&["worth", "missing.toml"], "missing.toml", "missing.toml"),
    (&["worth", "folder"], "one scenario is studied at a time", "un seul scénario"),
    (&["worth", "known.toml"], "no number of this scenario is unknown", "aucun nombre"),
    (&["worth", "poor.toml"], "no money", "pas d’argent"),
    (&["worth", "alone.toml"], "nothing to choose between", "rien à choisir"),
    (&["worth", "call.toml", "--survey", "customers.observed_voice_rate"], "must be PATH=N,N,N", "il faut CHEMIN=N,N,N"),
    (&["worth", "call.toml", "--survey", "=50"], "must be PATH=N,N,N", "il faut CHEMIN=N,N,N"),
    (&["worth", "call.toml", "--survey", "customers.observed_voice_rate="], "no number of people", "pas un nombre de personnes"),
    (&["worth", "call.toml", "--survey", "customers.observed_voice_rate=0"], "no number of people", "pas un nombre de personnes"),
    (&["worth", "call.toml", "--survey", "customers.observed_voice_rate=1.5"], "no number of people", "pas un nombre de personnes"),
    (&["worth", "call.toml", "--survey", "customers.observed_voice_rate=-5"], "no number of people", "pas un nombre de personnes"),
    (&["worth", "call.toml", "--survey", "customers.observed_voice_rate=200_000"], "from 1 to 100000", "de 1 à 100000"),
    (&["worth", "call.toml", "--survey", "voice.asked=50"], "no unknown of the scenario", "pas une inconnue"),
    (&["worth", "call.toml", "--survey", "customers.observed_voice_rat=50"], "customers.observed_voice_rate", "ses inconnues"),
    (&["worth", "two.toml", "--survey", "silent.audience.poisson=50"], "no share from 0 to 1", "pas une part"),
    (&["worth", "call.toml", "--cost", "8"], "per", "par personne"),
    (&["worth", "call.toml", "--survey", "customers.observed_voice_rate=50", "--cost", "-8"], "-8", "-8"),
    (&["worth", "call.toml", "--survey", "customers.observed_voice_rate=50", "--cost", "eight"], "amount", "montant"),
    (&["worth", "call.toml", "--survey", "customers.observed_voice_rate=50", "--cost", "nan"], "amount", "montant"),
    (&["worth", "call.toml", "--survey", "customers.observed_voice_rate=50", "--cost", "inf"], "amount", "montant"),
    (&["worth", "call.toml", "--set", "customers.observed_voice_rate=0.04"], "no number of this scenario is unknown", "aucun nombre"),
    (&["worth", "call.toml", "-o", "call.toml"], "call.toml", "call.toml"),
];

#[test]
fn what_cannot_be_answered_is_refused_in_both_languages_before_anything_is_drawn() {
    let folder = folder();
    for (words, english, french) in REFUSED {
        for (language, message) in [("en", english), ("fr", french)] {
            let words: Vec<&str> = words.iter().copied().chain(["--lang", language]).collect();
            let run = folder.run(&words).ends_with(2);
            assert!(run.stderr.contains(message) && run.stdout.is_empty(), "{words:?}: {}", run.stderr);
        }
    }
}

#[test]
fn variants_two_files_and_two_results_are_put_side_by_side() {
    let folder = folder();
    let own = folder.run(&["compare", "call.toml", "--lang", "en"]).ends_with(0);
    for part in ["share of the silent who", "= silent.stays", "= damage.fixed_cost", "All rows share their luck"] {
        assert!(own.stdout.contains(part), "{part}: {}", own.stdout);
    }
    let json = folder.run(&["compare", "call.toml", "--format", "json"]).ends_with(0);
    let json: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(json["parameters"][0]["path"], "silent.stays");
    assert_eq!(
        (&json["parameters"][0]["baseline_value"], &json["parameters"][0]["variant_value"]),
        (&0.into(), &1.into())
    );
    assert_eq!(json["comparison"][0]["variant"], "call");

    // A file beside itself with another value of customers: every replicate is worth twice as much.
    let dear = folder.read("known.toml").replace("customer_value = 10", "customer_value = 20");
    folder.write("dear.toml", &dear);
    let files = folder.run(&["compare", "known.toml", "dear.toml", "--format", "csv"]).ends_with(0);
    let rows = rows(&files.stdout);
    let column = |name: &str| rows[0].iter().position(|head| head == name).expect(name);
    let loss = rows.iter().find(|row| row[column("metric")] == "net_loss").expect("a loss");
    let number = |name: &str| loss[column(name)].parse::<f64>().expect(name);
    assert!((number("variant_mean") - 2.0 * number("baseline_mean")).abs() < 1e-9 * number("variant_mean"), "{loss:?}");
    assert_eq!(loss[column("variant")], "dear");

    // Results are drawn again as they were, with the same luck: the same table.
    for file in ["known", "dear"] {
        folder.run(&["run", &format!("{file}.toml"), "--out", file, "--quiet"]).ends_with(0);
    }
    let results = folder.run(&["compare", "known", "dear", "--format", "csv"]).ends_with(0);
    assert_eq!(results.stdout, files.stdout);
}

/// Whether a line has a path in it, which stands behind its name at the end of a page and nowhere else.
fn has_path(line: &str) -> bool {
    let is_letter = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_lowercase() || *byte == b'_');
    let bytes = line.as_bytes();
    (1..bytes.len()).any(|at| bytes[at] == b'.' && is_letter(bytes.get(at - 1)) && is_letter(bytes.get(at + 1)))
}

#[test]
fn pages_call_numbers_by_their_names_and_have_each_path_once() {
    let folder = folder();
    for command in ["sensitivity", "worth", "compare"] {
        for language in ["en", "fr"] {
            let page =
                folder.run(&[command, "call.toml", "--format", "table", "--quiet", "--lang", language]).ends_with(0);
            let (listed, others): (Vec<&str>, Vec<&str>) =
                page.stdout.lines().partition(|line| line.starts_with("  ") && line.contains(" = "));
            assert!(!listed.is_empty() && listed.iter().all(|line| has_path(line)), "{}", page.stdout);
            let said = others.iter().find(|line| has_path(line));
            assert_eq!(said, None, "{command} {language}:\n{}", page.stdout);
            let mut once = listed.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), listed.len(), "{}", page.stdout);
        }
    }
}

#[test]
fn two_files_say_what_is_at_its_best_guess_and_compare_what_both_have() {
    let folder = folder();
    let known = folder.read("known.toml");
    let unknown = format!("{known}\n[uncertainty]\n\"damage.customer_value\" = {{ uniform = [5, 25] }}\n");
    let bare = known.split("[damage]").next().expect("a beginning");
    let bare = format!("{bare}[run]\nreplicates = 400\n");
    folder.write("unknown.toml", &unknown);
    folder.write("bare.toml", &bare);
    for (language, said) in [("en", "At the best guess of the value"), ("fr", "À la meilleure estimation de la valeur")]
    {
        let words = ["compare", "known.toml", "unknown.toml", "--quiet", "--format", "table", "--lang", language];
        let page = folder.run(&words).ends_with(0).stdout.clone();
        assert!(page.contains(said), "{page}");
    }
    let json = folder.run(&["compare", "known.toml", "unknown.toml", "--format", "json"]).ends_with(0).stdout.clone();
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["at_best_guess"], serde_json::json!(["damage.customer_value"]));
    let page = folder.run(&["compare", "known.toml", "bare.toml", "--lang", "en"]).ends_with(0).stdout.clone();
    assert!(page.contains("bare says nothing of money") && !page.contains("saves"), "{page}");
    let csv = folder.run(&["compare", "known.toml", "bare.toml", "--format", "csv"]).ends_with(0).stdout.clone();
    assert!(csv.contains(",aware,") && !csv.contains("net_loss") && !csv.contains("break_even"), "{csv}");
}

#[test]
fn a_comparison_is_written_described_and_the_same_at_any_number_of_threads() {
    let folder = folder();
    let study = |threads: &str, out: &str| {
        folder.run(&["compare", "two.toml", "--threads", threads, "--quiet", "-o", out]).ends_with(0);
        folder.files(out).into_iter().filter(|(name, _)| name != "run.json").collect::<Vec<_>>()
    };
    let one = study("1", "one");
    let names: Vec<&str> = one.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["datapackage.json", "two/comparison.csv", "two/parameters.csv", "two/scenario.toml"]);
    assert!(one == study("2", "two-threads") && one == study("8", "eight"), "threads change nothing");
}

#[test]
fn what_cannot_be_compared_is_refused_in_both_languages() {
    let folder = folder();
    let francs = folder.read("known.toml").replace("\"EUR\"", "\"CHF\"");
    folder.write("francs.toml", &francs);
    folder.write("year.toml", &folder.read("known.toml").replace("\"month\"", "\"year\""));
    folder.write("empty/readme.txt", "mine");
    let refused: &[(&[&str], &str, &str)] = &[
        (&["compare"], "required", "il manque"),
        (&["compare", "alone.toml"], "nothing to compare with", "rien à comparer"),
        (&["compare", "missing.toml"], "missing.toml", "missing.toml"),
        (&["compare", "call.toml", "missing.toml"], "missing.toml", "missing.toml"),
        (&["compare", "call.toml", "folder"], "one scenario is studied at a time", "un seul scénario"),
        (&["compare", "folder"], "one scenario is studied at a time", "un seul scénario"),
        (&["compare", "known.toml", "francs.toml"], "in CHF, not in EUR", "en CHF, et non en EUR"),
        (&["compare", "known.toml", "year.toml"], "is year, not month", "est an, et non mois"),
        (&["compare", "call.toml", "two.toml", "alone.toml"], "alone.toml", "alone.toml"),
        (&["compare", "call.toml", "--variant", "x"], "x", "x"),
        (&["compare", "call.toml", "-o", "empty"], "empty", "empty"),
    ];
    for (words, english, french) in refused {
        for (language, message) in [("en", english), ("fr", french)] {
            let words: Vec<&str> = words.iter().copied().chain(["--lang", language]).collect();
            let run = folder.run(&words).ends_with(2);
            assert!(run.stderr.contains(message) && run.stdout.is_empty(), "{words:?}: {}", run.stderr);
        }
    }
}

/// What the pages' commands say: a part of the command, a part of the answer in English and in French.
const SAID: [(&str, &str, &str); 4] = [
    ("sensitivity", "What matters most for", "compte le plus"),
    ("worth", "As things are known", "En l’état des connaissances"),
    ("compare", "All rows share their luck", "Toutes les lignes partagent leur hasard"),
    ("aware=250", "57.76%, by formula", "57,76\u{202f}%, par la formule"),
];

#[test]
fn the_pages_on_what_if_run_as_they_stand() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for page in ["docs/what-if.md", "docs/et-si.fr.md"] {
        let text = std::fs::read_to_string(root.join(page)).expect("a page");
        let commands: Vec<&str> = text.lines().filter(|line| line.starts_with("rumeur ")).collect();
        assert_eq!(commands.len(), 9, "{page}");
        for command in commands {
            let folder = Folder::new();
            let words: Vec<String> = command
                .split_whitespace()
                .skip(1)
                .map(|word| word.replace("scenarios/", &format!("{}/scenarios/", root.display())))
                .chain(["--replicates".to_owned(), "200".to_owned()])
                .collect();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let run = folder.run(&words);
            assert!(
                run.code == Some(0) || command.contains("--until") && run.code == Some(1),
                "{command}: {}",
                run.stderr
            );
            for (part, english, french) in SAID.iter().filter(|(part, ..)| command.contains(part)) {
                let said = if page.contains("fr") { french } else { english };
                assert!(run.stdout.contains(said), "{part}: {}", run.stdout);
            }
        }
    }
}
