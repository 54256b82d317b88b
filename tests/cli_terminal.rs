//! What the terminal shows: the arithmetic, the sentence, the languages, the pages.
#![cfg(feature = "cli")]

mod command;

use command::{CLASSIC, Folder, WITH_VARIANT};

#[test]
fn explain_shows_how_317_comes_about() {
    let folder = Folder::new();
    let text = folder.run(&["explain"]).ends_with(0).stdout;
    for part in
        ["1 + 26 + 230 + 60 = 317 people know", "23 × 10", "3 × 20", "295.97 by formula", "1 complaint: on average 317"]
    {
        assert!(text.contains(part), "`{part}` is not in\n{text}");
    }
    let row = |name: &str| {
        let line =
            text.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("{name} is not in\n{text}"));
        line.split_whitespace().nth(1).expect("a number").to_owned()
    };
    assert_eq!((row("reach"), row("dissatisfied"), row("aware")), ("290".into(), "27".into(), "317".into()));
    let apart = text.split("agrees within ").nth(1).and_then(|rest| rest.split(' ').next()).expect("a verdict");
    assert!(apart.parse::<f64>().expect("a number") < 4.0, "{text}");
    assert_eq!(folder.names(), [""; 0], "explain writes no file");
}

#[test]
fn french_is_spoken_when_asked_or_when_the_environment_is_french() {
    let folder = Folder::new();
    let asked = folder.run(&["explain", "--lang", "fr"]).ends_with(0).stdout;
    assert!(asked.contains("1 + 26 + 230 + 60 = 317 personnes sont au courant"), "{asked}");
    assert!(asked.contains("295,97 par la formule"), "{asked}");
    assert!(asked.contains("1 réclamation\u{202f}: en moyenne 317 personnes sont au courant"), "{asked}");
    let command = |variable: &str| {
        let mut command = folder.command(&["explain"]);
        let output =
            command.env("LANG", "en_GB.UTF-8").env(variable, "fr_FR.UTF-8").output().expect("the command runs");
        String::from_utf8(output.stdout).expect("text")
    };
    assert_eq!(command("LC_ALL"), asked);
    assert_eq!(command("LC_MESSAGES"), asked);
    assert_eq!(command("LANG"), asked);
}

#[test]
fn the_textbook_gives_317_every_time() {
    let textbook = CLASSIC.replace("silent_per_complaint = 26", "silent = 26\nexact_groups = true");
    let folder = Folder::with(&[("a.toml", &textbook)]);
    let text = folder.run(&["run", "a.toml"]).ends_with(0).stdout;
    assert!(text.ends_with("\n1 complaint: on average 317 people know; every case gives the same.\n"), "{text}");
}

#[test]
fn a_run_with_variants_names_them() {
    let folder = Folder::with(&[("a.toml", WITH_VARIANT)]);
    let text = folder.run(&["run", "a.toml"]).ends_with(0).stdout;
    assert!(text.starts_with("variant"), "{text}");
    let last = text.lines().last().expect("a sentence");
    assert!(last.starts_with("\"ask-everyone\" spares ") && last.contains(" people a month from knowing"), "{text}");
}

#[test]
fn calling_each_guest_at_two_euros_is_decided_on() {
    let hotel = "period = \"month\"\n[customers]\nserved = 400\nproblem_rate = 0.15\n[voice]\nrate = 0.06\nadmits = 0.4\n\
        [recovery]\nrate = 0.4\n[silent]\nstays = 0.3\naudience = 12\n[unresolved]\nstays = 0.22\naudience = 12\n\
        [recovered]\nstays = 0.8\n[damage]\ncurrency = \"EUR\"\ncustomer_value = 400\n[run]\nreplicates = 500\n\
        [variants.call]\nset = { \"voice.asked\" = 1.0, \"damage.fixed_cost\" = 800 }\n\
        [variants.dear]\nset = { \"voice.asked\" = 1.0, \"damage.fixed_cost\" = 80000 }\n";
    let folder = Folder::with(&[("hotel.toml", hotel)]);
    let text = folder.run(&["run", "hotel.toml"]).ends_with(0).stdout;
    assert!(text.lines().nth(1).is_some_and(|line| line.contains("EUR a month")), "{text}");
    let row = |name: &str| text.lines().position(|line| line.starts_with(name)).expect("a row");
    assert!(row("call") < row("baseline") && row("baseline") < row("dear"), "sorted by the loss: {text}");
    let last = text.lines().last().expect("a sentence");
    assert!(last.starts_with("Best: \"call\" saves ") && last.contains(" EUR a month (better in "), "{last}");
    let worse = folder.run(&["run", "hotel.toml", "--variant", "dear"]).ends_with(0).stdout;
    let last = worse.lines().last().expect("a sentence");
    assert!(last.starts_with("\"dear\" makes it worse: it adds "), "{last}");
    assert!(worse.lines().all(|line| line.chars().count() <= 80 || line.ends_with('.')), "tables fit: {worse}");
}

#[test]
fn one_case_is_told_as_one_case() {
    let folder = Folder::with(&[("a.toml", WITH_VARIANT)]);
    let one = folder.run(&["run", "a.toml", "--replicates", "1"]).ends_with(0).says("one replicate only");
    assert!(one.stdout.contains("one case was drawn, with "), "{}", one.stdout);
    // Where the law is known its median is another number.
    let summary = folder.read("results/summary.csv");
    let drawn = summary.lines().find(|line| line.starts_with("a,baseline,aware,")).expect("a row");
    let drawn = drawn.split(',').nth(5).expect("a mean").split('.').next().expect("digits").to_owned();
    assert!(one.stdout.contains(&format!("one case was drawn, with {drawn}")), "{drawn}: {}", one.stdout);
    let baseline: Vec<&str> = one.stdout.lines().skip_while(|line| !line.starts_with("aware")).take(3).collect();
    assert!(baseline.iter().any(|line| line.ends_with(&format!(" {drawn}"))), "{drawn}: {baseline:?}");
    let title = folder.run(&["figure", "distribution", "results", "-o", "-"]).ends_with(0).stdout;
    assert!(title.contains(&format!(": {drawn} in the one case drawn")), "{drawn}");
    assert!(!one.stdout.contains("every case") && !one.stdout.contains("infinite"), "{}", one.stdout);
    let explained = folder.run(&["explain", "a.toml", "--replicates", "1", "--lang", "fr"]).ends_with(0);
    assert!(explained.stdout.contains("un seul cas"), "{}", explained.stdout);
    assert!(!explained.stdout.contains("infini"), "{}", explained.stdout);
    folder.run(&["run", "a.toml", "--replicates", "50"]).ends_with(0).says("50 replicates are few");
}

#[test]
fn several_scenarios_end_with_one_sentence() {
    let folder = Folder::with(&[("s/a.toml", CLASSIC), ("s/b.toml", WITH_VARIANT)]);
    let text = folder.run(&["run", "s"]).ends_with(0).stdout;
    assert!(
        text.contains("\n2 scenarios: the mean number of people who know goes from 317 (a) to 574 (b).\n"),
        "{text}"
    );
}

#[test]
fn a_new_scenario_runs() {
    let folder = Folder::new();
    folder.run(&["new", "mine.toml"]).ends_with(0);
    folder.run(&["new", "-", "--preset", "verde-2006", "--lang", "fr"]).ends_with(0);
    folder.run(&["run", "mine.toml", "--replicates", "100"]).ends_with(0);
}

#[test]
fn presets_schema_completions_and_man_page_are_printed() {
    let folder = Folder::new();
    assert!(folder.run(&["presets"]).ends_with(0).stdout.contains("verde-2006"));
    let schema = folder.run(&["schema"]).ends_with(0).stdout;
    assert!(serde_json::from_str::<serde_json::Value>(&schema).is_ok());
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(folder.run(&["completions", shell]).ends_with(0).stdout.contains("deny-warnings"), "{shell}");
    }
    assert!(folder.run(&["man"]).ends_with(0).stdout.contains(".TH rumeur"));
    assert!(folder.run(&["man", "run"]).ends_with(0).stdout.contains("deny\\-warnings"));
    let help = folder.run(&["--help"]).ends_with(0).stdout;
    assert!(help.contains("130  interrupted by Ctrl-C"), "{help}");
}

#[test]
fn the_readme_quotes_what_the_command_says() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("the README");
    let said = Folder::new().run(&["run"]).ends_with(0).stdout;
    let sentence = said.lines().last().expect("a sentence");
    assert!(readme.contains(&format!("> {sentence}\n")), "{sentence}");
}
