//! What a person is told whose scenario is allowed, but may not mean what they think.

use std::path::{Path, PathBuf};

use rumeur::scenario::{Overrides, Severity, load, load_text};

#[test]
fn every_doubtful_file_is_doubted_once() {
    std::env::set_current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/doubtful"))
        .expect("the folder is there");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(".").expect("readable").map(|entry| entry.expect("an entry").file_name().into()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    for file in files {
        let name = file.file_stem().and_then(|stem| stem.to_str()).expect("ASCII names");
        let scenario = load(&file, name, &Overrides::default()).unwrap_or_else(|errors| panic!("{errors}"));
        assert!(!scenario.warnings.is_empty(), "{name} raised no doubt");
        let page: Vec<String> = scenario.warnings.iter().map(ToString::to_string).collect();
        assert!(scenario.warnings.iter().all(|doubt| doubt.severity == Severity::Warning && doubt.hint.is_some()));
        insta::with_settings!({ snapshot_path => "doubtful/snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, page.join("\n"));
        });
    }
}

#[test]
fn a_variant_or_a_period_that_uses_a_key_takes_the_doubt_away() {
    let text = "[customers]\ncomplaints = 1\nsilent_per_complaint = 26\n[voice]\nadmits = 0.4\n[silent]\naudience = 10\n[allow]\nlints = [\"unresolved-by-default\"]\n";
    let doubts = |more: &str| {
        let text = format!("{text}{more}");
        let scenario = load_text(text.as_bytes(), "<stdin>", "stdin", &Overrides::default()).expect("a good scenario");
        scenario.warnings.iter().map(|doubt| doubt.code).collect::<Vec<_>>()
    };
    let asks = "set = { \"voice.asked\" = 1.0 }\n";
    assert_eq!(doubts(""), ["admits-without-asked"]);
    assert_eq!(doubts(&format!("[variants.ask]\n{asks}")), [""; 0]);
    assert_eq!(doubts(&format!("[periods]\ncount = 3\n[[change]]\nfrom = 2\n{asks}")), [""; 0]);
    assert_eq!(doubts(&format!("[periods]\ncount = 3\n[[variants.later.change]]\nfrom = 2\n{asks}")), [""; 0]);
}

#[test]
fn the_clock_of_a_variant_is_doubted_in_its_name() {
    let base = "[customers]\ndissatisfied = 20\n[voice]\nrate = 0.5\n[recovery]\nrate = RATE\n[silent]\naudience = 4\n\
        [unresolved]\naudience = 4\n[recovered]\naudience = 1\n[time]\nhorizon = 30\ncomplaint = 1\nanswer = 2\n\
        telling.geometric = 4\n";
    let doubts = |rate: &str, set: &str| {
        let text = format!("{}[variants.other]\nset = {{ {set} }}\n", base.replace("RATE", rate));
        let scenario = load_text(text.as_bytes(), "<stdin>", "stdin", &Overrides::default()).expect("a good scenario");
        let said =
            |doubt: &rumeur::scenario::Diagnostic| (doubt.code, doubt.message.en.clone(), doubt.message.fr.clone());
        scenario.warnings.iter().map(said).collect::<Vec<_>>()
    };
    assert_eq!(doubts("0.6", "\"time.answer\" = 3"), []);
    let late = doubts("0.6", "\"time.answer\" = 60");
    assert_eq!(late.len(), 1, "{late:?}");
    assert!(late[0].0 == "answer-too-late" && late[0].1.starts_with("variant `other`: the answer comes too late"));
    assert!(late[0].2.starts_with("variante `other`"), "{late:?}");
    for (set, of) in [("\"time.complaint\" = 40", "of them"), ("\"time.telling\" = { geometric = 300 }", "of it")] {
        let short = doubts("0.6", set);
        assert_eq!(short.len(), 1, "{short:?}");
        assert!(
            short[0].0 == "short-horizon" && short[0].1.starts_with("variant `other`: time.horizon = 30 comes before")
        );
        assert!(short[0].1.contains(&format!("% {of}")) && !short[0].1.contains(" %"), "{short:?}");
    }
    let never = doubts("0.0", "\"time.answer\" = 0");
    assert_eq!(never.len(), 1, "{never:?}");
    assert!(never[0].1.starts_with("time.answer has no effect: recovery.rate is 0"), "{never:?}");
    assert_eq!(doubts("0.0", "\"recovery.rate\" = 0.5"), []);
}

#[test]
fn sums_of_variants_over_unlike_spans_are_not_labelled_with_one_of_them() {
    let text = |count: u64| {
        format!(
            "period = \"month\"\n[customers]\ndissatisfied = 20\n[silent]\naudience = 10\n[periods]\ncount = 12\n[variants.longer]\nset = {{ \"periods.count\" = {count} }}\n"
        )
    };
    let load =
        |count| load_text(text(count).as_bytes(), "<stdin>", "stdin", &Overrides::default()).expect("a good scenario");
    let (unlike, alike) = (load(24), load(12));
    assert_eq!((alike.period.as_str(), alike.single_period()), ("12 month", "month"));
    assert_eq!((unlike.period.as_str(), unlike.single_period()), ("0 month", "month"), "over all months");
    assert!(unlike.warnings.iter().any(|doubt| doubt.code == "unlike-spans"));
}
