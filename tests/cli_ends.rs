//! How commands end where the system gives less than they ask for: closed and full outputs, inputs without an end, limits,
//! signals; and what `-`, odd names and odd numbers mean.
#![cfg(all(feature = "cli", target_os = "linux"))]

mod command;

use command::{CLASSIC, Folder, WITH_VARIANT, stop};

/// With money and something unknown, so that every study has something to say.
fn studied() -> String {
    format!(
        "{WITH_VARIANT}\n[damage]\ncustomer_value = 200\ncurrency = \"EUR\"\n[uncertainty]\n\"voice.admits\" = {{ uniform = [0.2, 0.6] }}\n"
    )
}

const STUDIES: [&str; 4] = ["sweep a.toml voice.asked=0..1", "sensitivity a.toml", "worth a.toml", "compare a.toml"];

#[test]
fn help_that_cannot_be_written_is_a_failure() {
    let folder = Folder::new();
    for words in
        ["--help", "-h", "--version", "run --help", "help sweep", "schema", "man", "completions bash", "presets"]
    {
        for (language, said) in [("en", "cannot write standard output"), ("fr", "impossible d’écrire sur la sortie")]
        {
            let ended = folder.bash(&format!("LC_ALL={language}_XX.UTF-8 $R {words} > /dev/full"));
            ended.ends_with(1).says(said);
        }
        folder.bash(&format!("$R {words} | true; exit ${{PIPESTATUS[0]}}")).ends_with(0);
    }
    folder.bash("$R --helpp > /dev/full").ends_with(2);
}

#[test]
fn an_input_without_an_end_is_too_large() {
    let folder = Folder::new();
    for words in ["check -", "run -", "explain -", "show -", "sweep - voice.asked=0..1", "check - --format json"] {
        let ended = folder.bash(&format!("ulimit -v 2000000; yes | timeout 300 $R {words}"));
        let said = format!("{}{}", ended.stdout, ended.stderr);
        assert!(said.contains("is larger than 4 MiB"), "{words}: {said}");
        ended.ends_with(2);
    }
    assert!(folder.names().is_empty());
}

#[test]
fn a_dash_is_standard_output_and_never_a_folder() {
    let folder = Folder::with(&[("a.toml", &studied()), ("survey.csv", &survey(40))]);
    for (words, table) in STUDIES.iter().zip(["sweep.csv", "indices.csv", "worth.csv", "comparison.csv"]) {
        let words: Vec<&str> = words.split(' ').chain(["--csv-dialect", "fr"]).collect();
        let ended = folder.run(&[&words[..], &["-o", "-"]].concat());
        folder.run(&[&words[..], &["-o", "out", "--force", "-q"]].concat()).ends_with(0);
        let written = format!("out/a/{table}");
        assert_eq!(ended.stdout, folder.read(&written), "{words:?}");
        ended.ends_with(0);
        folder.run(&[&words[..], &["-o", "-", "--force"]].concat()).ends_with(2).says("--force");
    }
    for words in ["survey survey.csv", "complaints --counts 32,16,6,1"] {
        let words: Vec<&str> = ["fit"].into_iter().chain(words.split(' ')).collect();
        let ended = folder.run(&[&words[..], &["-o", "-"]].concat());
        folder.run(&[&words[..], &["-o", "fitted", "--force"]].concat()).ends_with(0);
        assert_eq!(ended.stdout, folder.read("fitted/fragment.toml"));
        ended.ends_with(0);
        folder.run(&[&words[..], &["-o", "-", "--format", "csv"]].concat()).ends_with(2).says("--format");
    }
    for shard in ["1/2", "2/2"] {
        folder.run(&["run", "a.toml", "--shard", shard, "-o", &shard.replace('/', "-")]).ends_with(0);
    }
    folder.run(&["merge", "1-2", "2-2", "-o", "-"]).ends_with(2).says("needs a directory").says("./-");
    folder.run(&["exercise", "a.toml", "-o", "-", "--lang", "fr"]).ends_with(2).says("il lui faut un dossier");
    assert!(!folder.names().contains(&"-".to_owned()), "{:?}", folder.names());
}

#[test]
fn shards_of_scenarios_may_lie_deeper_than_their_whole() {
    let net = format!("{CLASSIC}\n[network.file]\npath = \"e.csv\"\n").replace("complaints = 1", "complaints = 2");
    let edges = ring();
    let folder = Folder::with(&[("s/net.toml", &net), ("s/e.csv", &edges), ("s/plain.toml", CLASSIC)]);
    for number in ["1", "2"] {
        let (shard, out) = (format!("{number}/2"), format!("parts/deep/{number}"));
        let by = ["--shard", &shard, "--shard-by", "scenarios"];
        folder.run(&[&["run", "s", "-o", &out][..], &by].concat()).ends_with(0);
    }
    folder.run(&["merge", "parts/deep/1", "parts/deep/2", "-o", "merged"]).ends_with(0);
    folder.run(&["run", "s", "-o", "whole"]).ends_with(0);
    assert_eq!(folder.read("merged/net/scenario.toml"), folder.read("whole/net/scenario.toml"));
    folder.run(&["run", "merged/net/scenario.toml", "-o", "again"]).ends_with(0);
    folder.run(&["run", "whole/net/scenario.toml", "-o", "merged", "--force"]).ends_with(0);
    // The files of the shard are as they were.
    folder.run(&["merge", "parts/deep/1", "parts/deep/2", "-o", "merged2"]).ends_with(0);
    // Moved away from the file that it names, a shard is told so once.
    std::fs::rename(folder.at("parts"), folder.at("s/moved")).expect("moved");
    std::fs::create_dir(folder.at("s/moved/deeper")).expect("a folder");
    std::fs::rename(folder.at("s/moved/deep"), folder.at("s/moved/deeper/deep")).expect("moved");
    let (one, two) = ("s/moved/deeper/deep/1", "s/moved/deeper/deep/2");
    let ended = folder.run(&["merge", one, two, "-o", "merged3"]);
    assert!(
        ended.stderr.contains("error: network.file.path") && !ended.stderr.contains("error: error"),
        "{}",
        ended.stderr
    );
    ended.ends_with(2);
}

#[test]
fn results_that_were_moved_are_resumed_with_the_paths_of_their_place() {
    let net = format!("{CLASSIC}\n[network.file]\npath = \"e.csv\"\n");
    let edges = ring();
    let folder = Folder::with(&[("s/net.toml", &net), ("s/e.csv", &edges)]);
    folder.run(&["run", "s", "-o", "results"]).ends_with(0);
    std::fs::create_dir(folder.at("deep")).expect("a folder");
    std::fs::rename(folder.at("results"), folder.at("deep/results")).expect("moved");
    folder.run(&["run", "s", "-o", "deep/results", "--resume"]).ends_with(0).says("1 taken over");
    folder.run(&["run", "deep/results/net/scenario.toml", "-o", "again"]).ends_with(0);
}

#[test]
fn files_that_are_not_run_are_told_as_lines_too() {
    let folder = Folder::with(&[("s/a.toml", CLASSIC), ("s/b.toml", "bad = 1\n"), ("s/c.toml", CLASSIC)]);
    let ended = folder.run(&["run", "s", "--keep-going", "--progress", "json"]);
    let lines = ended.stderr.lines().filter(|line| line.starts_with('{'));
    let lines: Vec<serde_json::Value> = lines.map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 3);
    let invalid: Vec<_> = lines.iter().filter(|line| line["status"] == "invalid").collect();
    let [invalid] = invalid[..] else { panic!("{lines:?}") };
    assert_eq!((&invalid["name"], &invalid["scenarios"]), (&"b".into(), &3.into()));
    assert!(invalid["message"].as_str().expect("a text").starts_with("line 1: "), "{invalid}");
    assert_eq!(lines[2]["done"], 3);
    ended.ends_with(1);
}

#[test]
fn all_mistakes_are_counted() {
    let text = (0..5_000).map(|number| format!("wrong{number} = 1\n")).collect::<Vec<_>>().concat();
    let folder = Folder::with(&[("a.toml", &text)]);
    folder.run(&["check", "a.toml"]).ends_with(2).says("5,000 errors").says("and 4900 more mistakes");
    let json = folder.run(&["check", "a.toml", "--format", "json"]);
    assert!(json.stdout.contains("\"errors\": 5000"), "{}", json.stdout);
}

/// 300 people, each with the next.
fn ring() -> String {
    (0..300).map(|person| format!("{person},{}\n", (person + 1) % 300)).collect::<Vec<_>>().concat()
}

/// Answers of a survey.
fn survey(people: usize) -> String {
    let answer = |person: usize| {
        let complained = if person.is_multiple_of(3) { "yes" } else { "no" };
        format!("{complained},{},{}\n", person * 7 % 13, person % 11)
    };
    format!("complained,told,returns\n{}", (0..people).map(answer).collect::<String>())
}

#[test]
fn interrupted_commands_leave_nothing_and_say_so() {
    let folder =
        Folder::with(&[("a.toml", &studied().replace("1_500", "1_000_000")), ("survey.csv", &survey(100_000))]);
    let before = folder.names();
    let fits = [
        "fit survey survey.csv --by returns",
        "figure iceberg a.toml --replicates 1_000_000_000",
        "explain a.toml --replicates 1_000_000_000",
    ];
    // What a measure is worth is known by formula, at once.
    for words in STUDIES.iter().filter(|words| !words.starts_with("worth")).chain(&fits) {
        for (signal, code) in [("-INT", 130), ("-TERM", 143)] {
            let mut words: Vec<&str> = words.split(' ').collect();
            if words[0] != "explain" {
                words.extend(["-o", if words[0] == "figure" { "out.svg" } else { "deep/out" }]);
            }
            let is_begun = || folder.names() != before || ["figure", "explain"].contains(&words[0]);
            let ended = stop(&folder, &words, signal, is_begun);
            assert_eq!(ended.stderr.matches("error: interrupted").count(), 1, "{words:?}: {}", ended.stderr);
            ended.ends_with(code);
            let _ = std::fs::remove_dir(folder.at("deep"));
            assert_eq!(folder.names(), before, "{words:?}");
        }
    }
}

#[test]
fn little_address_space_is_fewer_threads() {
    let folder = Folder::with(&[("a.toml", CLASSIC), ("survey.csv", &survey(300))]);
    let commands = [
        "run a.toml -o out --force",
        "fit survey survey.csv",
        "check a.toml",
        "sweep a.toml silent.groups.vocal.audience=1..3:2",
        "report out -o out.html --force",
        "exercise a.toml -o sheets --force",
    ];
    for words in commands {
        let whole = folder.bash(&format!("timeout 300 $R {words}"));
        for limit in [100_000, 150_000, 400_000] {
            let ended = folder.bash(&format!("ulimit -v {limit}; timeout 300 $R {words}"));
            assert_eq!((ended.code, &ended.stdout), (whole.code, &whole.stdout), "{limit} {words}: {}", ended.stderr);
        }
    }
    let asked = folder.bash("ulimit -v 400000; timeout 300 $R run a.toml -o out --force --threads 64");
    asked.ends_with(0).says("not 64").says("the results are the same");
}

#[test]
fn numbers_of_flags_are_read_as_in_files() {
    let folder = Folder::with(&[("a.toml", CLASSIC)]);
    for (words, said) in [
        ("run --replicates 1k", "write 1000 or 1_000"),
        ("run --replicates 10k", "write 10000 or 10_000"),
        ("run --replicates 1,000", "write 1000 or 1_000"),
        ("run --replicates 2m", "write one number with nothing beside it"),
        ("run --replicates 1.000", "write 1000 for thousands"),
        ("run --replicates =1", "write 1"),
        ("run --seed 2M", "write 2000000 or 2_000_000"),
        ("run --threads 1k", "write 1000 or 1_000"),
        ("run --set =1", "no path stands before the ="),
        ("sweep a.toml silent.groups.vocal.audience=1k..2k", "write 1000 or 1_000"),
        ("sweep a.toml silent.groups.vocal.audience=1..9:1k", "write 1000 or 1_000"),
        ("sweep a.toml voice.asked=0..1 --until aware=1k", "write 1000 or 1_000"),
        ("sweep a.toml voice.asked=4%..9%", "write 4 % as 0.04"),
        ("worth a.toml --cost 2,50", "2.50"),
        ("worth a.toml --survey voice.asked=1k", "write 1000 or 1_000"),
        ("exercise --students 1k", "write 1000 or 1_000"),
        ("fit complaints --counts 1k", "write 1000 or 1_000"),
    ] {
        let words: Vec<&str> = words.split(' ').collect();
        folder.run(&words).ends_with(2).says(said);
    }
    folder.run(&["run", "--replicates", "1k", "--lang", "fr"]).ends_with(2).says("écrivez 1000 ou 1_000");
    folder.run(&["run", "--replicates", "ten"]).ends_with(2).says("must be a whole number from 1\n");
    folder.run(&["check", "a.toml", "--seed", "18446744073709551616"]).ends_with(2).says("is too large");
}

#[test]
fn a_group_that_only_a_flag_names_is_doubted_where_it_resembles_another() {
    let folder = Folder::with(&[("a.toml", CLASSIC)]);
    folder
        .run(&["check", "a.toml", "--set", "silent.groups.vocl.audience=5"])
        .ends_with(0)
        .says("did you mean `silent.groups.vocal`?");
    let other = folder.run(&["check", "a.toml", "--set", "silent.groups.neighbours.audience=5"]);
    assert!(!other.stderr.contains("look-alike"), "{}", other.stderr);
    let changed = folder.run(&["check", "a.toml", "--set", "silent.groups.vocal.audience=5"]);
    assert!(!changed.stderr.contains("look-alike"), "{}", changed.stderr);
}

#[test]
fn names_are_told_as_they_are() {
    let folder = Folder::new();
    folder.bash("$R new $'n\\e[31m.toml'").ends_with(0).says("n\\u{1b}[31m.toml is written");
    folder.bash("$R check $'none\\e[2J.toml'").ends_with(2).says("none\\u{1b}[2J.toml");
    let odd = folder.bash("$R sweep $'caf\\xe9.toml' voice.asked=0..1");
    assert!(odd.stderr.contains("caf\u{fffd}.toml"), "{}", odd.stderr);
    odd.ends_with(2);
    folder.bash("$R run --scenario $'caf\\xe9'").ends_with(2);
    folder.bash("$R report . --scenario $'caf\\xe9'").ends_with(2).says("`caf\u{fffd}`");
    folder
        .bash("$R report . --lang fr --scenario $'caf\\xe9'")
        .ends_with(2)
        .says("pas de l’UTF-8")
        .says("`caf\u{fffd}`");
}
