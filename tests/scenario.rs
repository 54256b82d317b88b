//! Scenario files: what is in force, where it comes from, and that it can be written and read again.

use std::path::{Path, PathBuf};

use rumeur::model::{Audience, Behind, Origin};
use rumeur::quantity::Probability;
use rumeur::scenario::{Overrides, PRESETS, Scenario, load, load_preset, load_text};
use rumeur::vocabulary::{Language, Outcome};

fn read(text: &str) -> Scenario {
    with(text, &[])
}

fn with(text: &str, set: &[(&str, &str)]) -> Scenario {
    let set = set.iter().map(|(path, value)| ((*path).to_owned(), (*value).to_owned())).collect();
    let overrides = Overrides { set, ..Overrides::default() };
    load_text(text.as_bytes(), "<stdin>", "stdin", &overrides).unwrap_or_else(|errors| panic!("{errors}"))
}

const CLASSIC: &str = "[customers]\ncomplaints = 1\nsilent_per_complaint = 26\n\
    [silent]\ngroups.ordinary = { share = 23, audience = 10 }\ngroups.vocal = { share = 3, audience = 20 }\n";

fn shipped() -> Vec<Scenario> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("scenarios/ is there").map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    let own = files.iter().map(|file| {
        let name = file.file_stem().and_then(|stem| stem.to_str()).expect("ASCII names");
        load(file, name, &Overrides::default()).unwrap_or_else(|errors| panic!("{errors}"))
    });
    let presets = PRESETS
        .iter()
        .map(|preset| load_preset(preset.name, &Overrides::default()).unwrap_or_else(|errors| panic!("{errors}")));
    own.chain(presets).collect()
}

#[test]
fn shipped_scenarios_and_presets_raise_no_doubt() {
    for scenario in shipped() {
        let doubts: Vec<String> = scenario.warnings.iter().map(ToString::to_string).collect();
        assert!(doubts.is_empty(), "{}: {}", scenario.name, doubts.join("\n"));
    }
}

#[test]
fn what_show_writes_reads_back_to_the_same() {
    for scenario in shipped() {
        // The effective scenario names files relative to the folder of the scenario, which a text has not.
        let effective = Some(scenario.effective_toml()).filter(|text| !text.contains("file.path"));
        for text in effective.into_iter().chain([scenario.show(Language::En), scenario.show(Language::Fr)]) {
            let again = load_text(text.as_bytes(), "<stdin>", &scenario.name, &Overrides::default());
            let again = again.unwrap_or_else(|errors| panic!("{errors}"));
            assert_eq!(again.fingerprint, scenario.fingerprint, "{}\n{text}", scenario.name);
            assert_eq!(again.baseline, scenario.baseline);
            assert_eq!(again.run, scenario.run);
            if !text.contains("file.path") {
                assert_eq!(again.effective_toml(), scenario.effective_toml());
            }
            let variants = |scenario: &Scenario| -> Vec<_> {
                scenario
                    .variants
                    .iter()
                    .map(|one| (one.name.clone(), one.parameters.clone(), one.title.clone()))
                    .collect()
            };
            assert_eq!(variants(&again), variants(&scenario));
        }
    }
}

#[test]
fn the_classic_is_what_the_sources_say() {
    let scenario = load_preset("classic-317", &Overrides::default()).expect("a preset");
    let expected = Origin::Complaints { complaints: 1, behind: Behind::SilentPerComplaint(26.0) };
    assert_eq!(scenario.baseline.customers.origin, expected);
    let silent: Vec<_> = scenario.baseline.telling(Outcome::Silent).groups.iter().collect();
    assert_eq!(silent.len(), 2);
    assert_eq!((silent[0].share, &silent[0].audience), (23.0, &Audience::Fixed(10)));
    assert_eq!((silent[1].share, &silent[1].audience), (3.0, &Audience::Fixed(20)));
}

#[test]
fn sources_have_a_text_in_each_language_wherever_they_stand() {
    let both = "source = { en = \"a guess\", fr = \"une idée\" }";
    let text = format!(
        "{both}\n[customers]\ndissatisfied = 10\n{both}\n[silent]\naudience.empirical = {{ \"0\" = 1, \"4\" = 1, {both} }}\n\
         [unresolved.groups]\n{both}\nmany = {{ share = 1, audience = 2 }}\nsource-of-all = {{ share = 1, audience = 3 }}\n\
         [uncertainty]\n{both}\n\"voice.rate\" = {{ uniform = [0.1, 0.2], {both} }}\n\
         [variants.ask]\n{both}\nset = {{ \"voice.asked\" = 1.0, \"voice.admits\" = 0.5 }}\n"
    );
    let scenario = read(&text);
    let tables: Vec<&str> = scenario.sources.iter().map(|(table, _)| table.as_str()).collect();
    assert_eq!(tables.len(), 6, "{tables:?}");
    for (table, source) in &scenario.sources {
        let said = Language::ALL.map(|language| source.pick(language, "nobody"));
        assert_eq!(said, ["a guess", "une idée"], "{table}");
    }
    assert_eq!(scenario.unknowns[0].source.pick(Language::Fr, ""), "une idée");
    let shown = scenario.effective_toml();
    let again = read(&shown);
    assert_eq!(again.fingerprint, scenario.fingerprint);
    assert_eq!(again.unknowns[0].source, scenario.unknowns[0].source, "{shown}");
    assert!(again.sources.iter().all(|(_, source)| source.fr.as_deref() == Some("une idée")), "{shown}");
    let one = text.replacen("fr = \"une idée\"", "de = \"geraten\"", 1);
    let error = load_text(one.as_bytes(), "<stdin>", "stdin", &Overrides::default()).expect_err("no such language");
    assert!(error.to_string().contains("source has no language `de`"), "{error}");
}

#[test]
fn the_fingerprint_is_of_the_meaning() {
    let one = read(CLASSIC);
    let same = [
        format!(
            "# a comment\ntitle = \"Another title\"\nsource = {{ en = \"somebody\", fr = \"quelqu'un\" }}\n{CLASSIC}"
        ),
        CLASSIC.replace('\n', "\r\n"),
        CLASSIC.replace("share = 23, audience = 10", "audience = 10, share = 23.0"),
        CLASSIC.replace("silent_per_complaint = 26", "silent_per_complaint = 2.6e1").replace("= 20", "= 2_0"),
        format!("{CLASSIC}stays = 1.0\n[run]\nseed = 317\n[voice]\nasked = 0\n"),
        "[silent.groups]\nvocal = { share = 3, audience = 20 }\nordinary = { share = 23, audience = 10 }\n\
         [customers]\nsilent_per_complaint = 26\ncomplaints = 1\n"
            .to_owned(),
    ];
    for text in same {
        assert_eq!(read(&text).fingerprint, one.fingerprint, "{text}");
        assert_eq!(read(&text).baseline, one.baseline);
    }
    let other = [
        CLASSIC.replace("= 20", "= 21"),
        format!("{CLASSIC}[run]\nseed = 318\n"),
        format!("{CLASSIC}[damage]\ncurrency = \"USD\"\n"),
        format!("{CLASSIC}[variants.ask]\nset = {{ \"voice.asked\" = 1.0 }}\n"),
    ];
    for text in other {
        assert_ne!(read(&text).fingerprint, one.fingerprint, "{text}");
    }
    assert_eq!(one.fingerprint.len(), 32);
}

#[test]
fn flags_win_over_variants_and_variants_over_the_file() {
    let text =
        format!("{CLASSIC}[voice]\nasked = 0.1\nadmits = 0.4\n[variants.ask]\nset = {{ \"voice.asked\" = 1.0 }}\n");
    let plain = read(&text);
    assert_eq!(plain.baseline.voice.asked.get(), 0.1);
    assert_eq!(plain.variants[0].parameters.voice.asked.get(), 1.0);
    assert_eq!(plain.variants[0].changes, [("voice.asked".to_owned(), "1.0".to_owned())]);
    let flagged = with(&text, &[("voice.asked", "0.5")]);
    assert_eq!(flagged.baseline.voice.asked.get(), 0.5);
    assert_eq!(flagged.variants[0].parameters.voice.asked.get(), 0.5);
    assert!(flagged.variants[0].changes.is_empty());
}

#[test]
fn the_last_flag_wins_and_words_need_no_quotes() {
    let scenario = with(
        CLASSIC,
        &[
            ("voice.asked", "0.2"),
            ("voice.asked", "0.3"),
            ("retelling.generations", "unlimited"),
            ("period", "week 47"),
            ("silent.groups.vocal.audience", "{ poisson = 20 }"),
            ("silent.groups.\"très vocal\".audience", "30"),
        ],
    );
    assert_eq!(scenario.baseline.voice.asked.get(), 0.3);
    assert_eq!(scenario.period, "week 47");
    let groups = &scenario.baseline.telling(Outcome::Silent).groups;
    let names: Vec<_> = groups.iter().map(|group| group.name.as_str()).collect();
    assert_eq!(names, ["ordinary", "très vocal", "vocal"]);
    assert_eq!(groups[2].audience, Audience::Poisson(20.0));
}

#[test]
fn a_later_layer_replaces_a_whole_slot() {
    let one = with(CLASSIC, &[("silent.audience", "7")]);
    let groups = &one.baseline.telling(Outcome::Silent).groups;
    assert_eq!((groups.len(), groups[0].name.as_str(), &groups[0].audience), (1, "all", &Audience::Fixed(7)));

    let served = with(CLASSIC, &[("customers.served", "4000"), ("customers.problem_rate", "0.05")]);
    assert!(matches!(served.baseline.customers.origin, Origin::Served { served: 4000, .. }));
    // The share of those who complain is known still: it is the default of voice.rate.
    assert_eq!(served.baseline.voice.observed.map(Probability::get), Some(1.0 / 27.0));

    let fixed = with(CLASSIC, &[("customers.silent", "26")]);
    let expected = Origin::Complaints { complaints: 1, behind: Behind::Silent(26) };
    assert_eq!(fixed.baseline.customers.origin, expected);

    let kept = with(CLASSIC, &[("silent.groups.vocal.audience.negative_binomial", "{ mean = 20, dispersion = 2 }")]);
    let finer = with(&kept.effective_toml(), &[("silent.groups.vocal.audience.negative_binomial.mean", "30")]);
    let audience = Audience::NegativeBinomial { mean: 30.0, dispersion: 2.0 };
    assert_eq!(finer.baseline.telling(Outcome::Silent).groups[1].audience, audience);

    let dropped = with(CLASSIC, &[("silent.groups.vocal.share", "0")]);
    assert_eq!(dropped.baseline.telling(Outcome::Silent).groups.len(), 1);
}

#[test]
fn parents_are_merged_and_their_paths_are_their_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(&path, text).expect("a file");
        path
    };
    write("base/friends.csv", "a,b\n");
    write(
        "base/base.toml",
        "preset = \"classic-317\"\nabstract = true\ntitle = \"Base\"\n[network]\nfile.path = \"friends.csv\"\n\
         [variants.ask]\nset = { \"voice.asked\" = 1.0, \"voice.admits\" = 0.3 }\n",
    );
    let child = write(
        "shops/child.toml",
        "extends = \"../base/base.toml\"\n[customers]\ncomplaints = 12\n[silent]\ngroups.vocal.audience = 30\n\
         [variants.ask]\nset = { \"voice.admits\" = 0.4 }\n",
    );
    let scenario = load(&child, "child", &Overrides::default()).unwrap_or_else(|errors| panic!("{errors}"));
    assert!(!scenario.is_abstract);
    assert_eq!(scenario.title.pick(Language::En, "child"), "Base");
    let groups = &scenario.baseline.telling(Outcome::Silent).groups;
    assert_eq!(groups[0].audience, Audience::Fixed(10));
    assert_eq!((groups[1].share, &groups[1].audience), (3.0, &Audience::Fixed(30)));
    let voice = scenario.variants[0].parameters.voice;
    assert_eq!((voice.asked.get(), voice.admits.get()), (1.0, 0.4));
    let shown = scenario.show(Language::En);
    for line in ["friends.csv\"", "# preset classic-317", "base.toml:5", "child.toml:3", "# default"] {
        assert!(shown.contains(line), "{line} in\n{shown}");
    }
    // What is shown runs from any folder; what is kept names files as its folder sees them.
    let elsewhere = load_text(shown.as_bytes(), "<stdin>", "child", &Overrides::default());
    assert_eq!(elsewhere.unwrap_or_else(|errors| panic!("{errors}")).fingerprint, scenario.fingerprint);
    assert!(scenario.effective_toml().contains("file.path = \"../base/friends.csv\""));
    let copy = write("shops/copy.toml", &scenario.effective_toml());
    let again = load(&copy, "child", &Overrides::default()).unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(again.fingerprint, scenario.fingerprint);
    // The same contacts elsewhere mean the same, others do not.
    std::fs::write(folder.path().join("base/friends.csv"), "a,c\n").expect("a file");
    let other = load(&child, "child", &Overrides::default()).unwrap_or_else(|errors| panic!("{errors}"));
    assert_ne!(other.fingerprint, scenario.fingerprint);
}

#[test]
fn a_circle_of_parents_and_a_long_chain_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: String, text: String| std::fs::write(folder.path().join(name), text).expect("a file");
    write("a.toml".to_owned(), "extends = \"b.toml\"\n".to_owned());
    write("b.toml".to_owned(), "extends = \"a.toml\"\n".to_owned());
    let circle = load(&folder.path().join("a.toml"), "a", &Overrides::default()).expect_err("a circle");
    assert_eq!(circle.0.iter().map(|error| error.code).collect::<Vec<_>>(), ["extends-cycle"], "{circle}");
    for depth in 0..40 {
        write(format!("{depth}.toml"), format!("extends = \"{}.toml\"\n", depth + 1));
    }
    let deep = load(&folder.path().join("0.toml"), "0", &Overrides::default()).expect_err("too deep");
    assert_eq!(deep.0.iter().map(|error| error.code).collect::<Vec<_>>(), ["extends-too-deep"], "{deep}");
}

#[test]
fn titles_fall_back_from_language_to_language_to_name() {
    let plain = read(&format!("title = \"Both\"\n{CLASSIC}")).title.clone();
    let french = read(&format!("title = {{ fr = \"Le mien\" }}\n{CLASSIC}")).title.clone();
    let none = read(CLASSIC).title.clone();
    assert_eq!((plain.pick(Language::En, "n"), plain.pick(Language::Fr, "n")), ("Both", "Both"));
    assert_eq!((french.pick(Language::En, "n"), french.pick(Language::Fr, "n")), ("Le mien", "Le mien"));
    assert_eq!(none.pick(Language::Fr, "stdin"), "stdin");
}

#[test]
fn one_variant_or_the_baseline_alone_can_be_asked_for() {
    let text = format!(
        "{CLASSIC}[voice]\nadmits = 0.4\n[variants.zebra]\nset = {{ \"voice.asked\" = 1.0 }}\n[variants.ape]\nset = {{ \"voice.asked\" = 0.5 }}\n"
    );
    let names = |variant: Option<&str>| -> Vec<String> {
        let overrides = Overrides { variant: variant.map(str::to_owned), ..Overrides::default() };
        let scenario = load_text(text.as_bytes(), "<stdin>", "stdin", &overrides).expect("a good scenario");
        scenario.variants.iter().map(|variant| variant.name.clone()).collect()
    };
    assert_eq!(names(None), ["ape", "zebra"], "by name: the order of a TOML table means nothing");
    assert_eq!(names(Some("ape")), ["ape"]);
    assert!(names(Some("baseline")).is_empty());
}

#[test]
fn layouts_of_other_editors_read_the_same() {
    let one = read(CLASSIC);
    for text in [format!("\u{feff}{CLASSIC}"), CLASSIC.replace('\n', "\r\n"), CLASSIC.replace(" = ", "\t=\t")] {
        assert_eq!(read(&text).fingerprint, one.fingerprint);
    }
}
