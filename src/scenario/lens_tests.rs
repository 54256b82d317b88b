//! Every parameter of the catalogue by its path.

use std::collections::BTreeSet;

use super::catalogue::{Kind, Node, root};
use super::lens::{SetError, lens, paths};
use super::load::load_text;
use super::resolved::Overrides;
use crate::model::Parameters;

/// Scenarios that have every number of the catalogue among them.
const SCENARIOS: [&str; 17] = [
    // Complaints, said by each of the three keys; some audiences.
    "[customers]\ncomplaints = 12\nsilent_per_complaint = 26\n[silent]\nstays = 0.4\n[silent.groups]\n\
     ordinary = { share = 23, audience = 10, stays = 0.3 }\nvocal = { share = 3, audience = { poisson = 20 } }\n\
     \"two words\" = { share = 1, audience = { uniform = [9, 20] } }\n[unresolved]\naudience = { negative_binomial = { mean = 10, dispersion = 2 } }\n\
     [recovered]\naudience = { geometric = 3 }\n[voice]\nrate = 0.05\nasked = 0.5\nadmits = 0.4\n[recovery]\nrate = 0.5\n\
     [retelling]\nrate = 0.1\naudience = { zipf = { exponent = 2.5, max = 50 } }\ngenerations = 3\ndecay = 0.5\n\
     [damage]\ncustomer_value = 250\nprospect_value = 80\nlisteners_in_market = 0.3\ndeterred = 0.02\nwon = 0.01\n\
     complaint_cost = 8\nrecovery_cost = 20\nfixed_cost = 500\n",
    "[customers]\ncomplaints = 12\nobserved_voice_rate = 0.04\n[silent]\naudience = { lognormal = { median = 8, sigma = 0.7 } }\n\
     [unresolved]\naudience = { empirical = { \"0\" = 69, \"1\" = 8, \"12\" = 2 } }\n[recovered]\naudience = 5\n",
    "[customers]\ncomplaints = 12\nsilent = 26\n[silent]\naudience = 10\n",
    "[customers]\ndissatisfied = 27\nobserved_voice_rate = 0.04\n[silent]\naudience = 10\n",
    "[customers]\nserved = 4000\nproblem_rate = 0.05\n[satisfied]\nstays = 0.9\naudience = { poisson = 1.5 }\n",
    "[customers]\nserved = 4000\n[service]\nexpectation = { mean = 7, sd = 1 }\ntolerance = 0.5\nrage = 3\n\
     touchpoints.welcome = { mean = 8.5, sd = 1, weight = 2 }\ntouchpoints.till = { mean = 8, sd = 0.5 }\n\
     [silent]\naudience = { indignation = [9, 20] }\n[unresolved.groups]\nangry = { audience = { indignation = [12, 30] } }\n",
    "[customers]\ndissatisfied = 27\n[voice]\nrate = 0.1\n[silent]\naudience = { per_contact = 0.2 }\n\
     [network.well_mixed]\npopulation = 1000\n[retelling]\nrate = 1\naudience = { per_contact = 0.1 }\ngenerations = \"unlimited\"\n",
    "[customers]\ndissatisfied = 27\n[voice]\nrate = 0.1\n[recovered]\nstays = 0.9\ngroups.a.audience = { lognormal = { median = 5, sigma = 1 } }\n\
     groups.b.audience = { empirical = { 3 = 1, 5 = 2 } }\n[retelling]\naudience = 4\n",
    // A choice in place of a loyalty.
    "[customers]\nserved = 4000\nproblem_rate = 0.05\nproduct_found = 0.9\n[market]\nrivals = 4\nattachment = 1\nprice = 0.5\n\
     [silent]\naudience = 10\n",
    // A clock, whose delays are of every kind.
    "[customers]\ndissatisfied = 20\n[time]\nhorizon = 30\narrival = { geometric = 3 }\ncomplaint = { geometric = 3 }\nanswer = { geometric = 3 }\ntelling = { geometric = 3 }\n",
    "[customers]\ndissatisfied = 20\n[time]\nhorizon = 30\narrival = { poisson = 2 }\ncomplaint = { poisson = 2 }\nanswer = { poisson = 2 }\ntelling = { poisson = 2 }\n",
    "[customers]\ndissatisfied = 20\n[time]\nhorizon = 30\narrival = { uniform = [0, 3] }\ncomplaint = { uniform = [0, 3] }\nanswer = { uniform = [0, 3] }\ntelling = { uniform = [0, 3] }\n",
    "[customers]\ndissatisfied = 20\n[time]\nhorizon = 30\narrival = { negative_binomial = { mean = 3, dispersion = 2 } }\ncomplaint = { negative_binomial = { mean = 3, dispersion = 2 } }\nanswer = { negative_binomial = { mean = 3, dispersion = 2 } }\ntelling = { negative_binomial = { mean = 3, dispersion = 2 } }\n",
    "[customers]\ndissatisfied = 20\n[time]\nhorizon = 30\narrival = { lognormal = { median = 5, sigma = 1.2 } }\ncomplaint = { lognormal = { median = 5, sigma = 1.2 } }\nanswer = { lognormal = { median = 5, sigma = 1.2 } }\ntelling = { lognormal = { median = 5, sigma = 1.2 } }\n",
    "[customers]\ndissatisfied = 20\n[time]\nhorizon = 30\narrival = { zipf = { exponent = 2, max = 9 } }\ncomplaint = { zipf = { exponent = 2, max = 9 } }\nanswer = { zipf = { exponent = 2, max = 9 } }\ntelling = { zipf = { exponent = 2, max = 9 } }\n",
    "[customers]\ndissatisfied = 20\n[time]\nhorizon = 30\narrival = { empirical = { \"0\" = 1, \"4\" = 2 } }\ncomplaint = { empirical = { \"0\" = 1, \"4\" = 2 } }\nanswer = { empirical = { \"0\" = 1, \"4\" = 2 } }\ntelling = { empirical = { \"0\" = 1, \"4\" = 2 } }\n",
    "[customers]\ndissatisfied = 20\n[time]\nhorizon = 30\narrival = 3\ncomplaint = 3\nanswer = 3\ntelling = 3\n",
];

fn parameters(text: &str, set: Vec<(String, String)>) -> Parameters {
    let overrides = Overrides { set, ..Overrides::default() };
    let scenario = load_text(text.as_bytes(), "<stdin>", "stdin", &overrides);
    scenario.unwrap_or_else(|errors| panic!("{errors}")).baseline.clone()
}

/// Another number that the parameter may be.
fn other(path: &str, parameters: &Parameters) -> f64 {
    let lens = lens(path, parameters).expect("a path of these parameters");
    let now = lens.get(parameters).unwrap_or(0.25);
    let candidates = [now + 1.0, now * 0.5 + 0.125, now * 0.5];
    candidates
        .into_iter()
        .map(|value| if lens.is_whole() { value.floor() } else { value })
        .find(|&value| lens.range().contains(value) && value != now)
        .expect("there is another")
}

/// The same change as `--set` writes it.
fn assignment(path: &str, value: f64, parameters: &Parameters) -> (String, String) {
    let number = format!("{value:?}");
    if let Some((list, end)) = path.rsplit_once('.').filter(|(_, end)| ["low", "high"].contains(end)) {
        let of = |end: &str| {
            lens(&format!("{list}.{end}"), parameters).expect("both ends").get(parameters).expect("a number")
        };
        let (low, high) = if end == "low" { (value, of("high")) } else { (of("low"), value) };
        return (list.to_owned(), format!("[{low}, {high}]"));
    }
    if let Some((table, _)) = path.split_once(".empirical.") {
        let all = paths(parameters).into_iter().filter(|other| other.starts_with(&format!("{table}.empirical.")));
        let weights = all.map(|other| {
            let people = other.rsplit_once('.').expect("a value").1;
            let weight = if other == path {
                value
            } else {
                lens(&other, parameters).expect("a weight").get(parameters).expect("set")
            };
            format!("{people} = {weight:?}")
        });
        return (format!("{table}.empirical"), format!("{{ {} }}", weights.collect::<Vec<_>>().join(", ")));
    }
    (path.to_owned(), number)
}

#[test]
fn a_lens_writes_its_number_and_no_other_and_what_it_writes_is_what_the_file_would() {
    for text in SCENARIOS {
        let original = parameters(text, Vec::new());
        // What asking costs goes with the number served alone.
        let served = original.served().is_some();
        for path in paths(&original).into_iter().filter(|path| served || path != "damage.asking_cost") {
            let own = lens(&path, &original).expect("listed paths compile");
            assert_eq!(own.path(), path);
            let value = other(&path, &original);
            let mut changed = original.clone();
            own.set(&mut changed, value).unwrap_or_else(|error| panic!("{path}: {error}"));
            assert_eq!(own.get(&changed), Some(value), "{path}");
            assert_ne!(changed, original, "{path}");
            // Every other number is what it was.
            for beside in paths(&original).into_iter().filter(|beside| *beside != path) {
                let beside = lens(&beside, &original).expect("listed paths compile");
                assert_eq!(beside.get(&changed), beside.get(&original), "{path} moved {}", beside.path());
            }
            let written = parameters(text, vec![assignment(&path, value, &original)]);
            assert_eq!(written, changed, "{path} = {value} as the file says it");
            // And back again.
            match own.get(&original) {
                Some(before) => {
                    own.set(&mut changed, before).expect("it was there before");
                    assert_eq!(own.get(&changed), Some(before), "{path}");
                    // A group that came to be stays.
                    assert!(changed == original || before == 0.0, "{path}");
                }
                None => assert_eq!(own.get(&original), None),
            }
        }
    }
}

/// The dotted paths of the catalogue that are numbers of the model.
fn catalogue(node: &Node, path: &str, found: &mut BTreeSet<String>) {
    if let Some(key) = node.value().filter(|key| key.scope.is_of_model()) {
        match key.kind {
            Kind::Table
            | Kind::Word(_)
            | Kind::Flag
            | Kind::Text
            | Kind::File
            | Kind::Title
            | Kind::Form(_)
            | Kind::Texts
            | Kind::Counts { .. } => {}
            Kind::Range { .. } => found.extend([format!("{path}.low"), format!("{path}.high")]),
            Kind::Weights => drop(found.insert(format!("{path}.*"))),
            _ => drop(found.insert(path.to_owned())),
        }
    }
    for (name, child) in &node.children {
        let path = if path.is_empty() { (*name).to_owned() } else { format!("{path}.{name}") };
        // Delays hang on nobody.
        if path.starts_with("time.") && ["indignation", "per_contact"].contains(name) {
            continue;
        }
        // How many periods follow each other, and what happens between them, hangs on no model of one period; a column is
        // the name or the number of one.
        if path == "periods" || *name == "column" {
            continue;
        }
        if path != "network" && path != "run" && path != "variants" {
            catalogue(child, &path, found);
        }
    }
    if let Some(named) = &node.named {
        catalogue(named, &format!("{path}.*"), found);
    }
}

/// A path without its names, and without whose audience it is: all audiences are read by the same lines.
fn general(path: &str) -> String {
    let segments: Vec<String> = super::toml_keys::split_path(path).expect("a path");
    let mut out: Vec<&str> = Vec::new();
    for segment in &segments {
        let named = out.last().is_some_and(|last| ["groups", "touchpoints", "empirical"].contains(last));
        out.push(if named { "*" } else { segment });
    }
    let dotted = out.join(".");
    match dotted.split_once("audience") {
        Some((_, kind)) => format!("audience{kind}"),
        None => dotted,
    }
}

#[test]
fn every_number_of_the_catalogue_is_a_parameter_by_its_path() {
    let mut expected = BTreeSet::new();
    catalogue(root(), "", &mut expected);
    let expected: BTreeSet<String> = expected.iter().map(|path| general(path)).collect();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for text in SCENARIOS {
        seen.extend(paths(&parameters(text, Vec::new())).iter().map(|path| general(path)));
    }
    for outcome in ["silent", "unresolved", "recovered", "satisfied"] {
        // The four tables have the same keys, seen with one of them.
        for key in ["stays", "groups.*.share", "groups.*.stays"] {
            if seen.iter().any(|path| path.ends_with(key)) {
                seen.insert(format!("{outcome}.{key}"));
            }
        }
    }
    let missing: Vec<_> = expected.difference(&seen).collect();
    assert!(missing.is_empty(), "no lens for {missing:?}");
    assert!(expected.len() > 45, "the catalogue was walked");
}

#[test]
fn what_is_not_there_is_refused_with_what_is() {
    let classic = parameters(SCENARIOS[0], Vec::new());
    for (path, message, hint) in [
        ("voice.rat", "unknown key voice.rat", "did you mean voice.rate?"),
        (
            "silent.groups.vocl.share",
            "silent.groups.vocl.share is no number of this scenario",
            "did you mean silent.groups.vocal.share?",
        ),
        (
            "silent.groups.ordinary.audience.poisson",
            "silent.groups.ordinary.audience.poisson is no number of this scenario",
            "did you mean silent.groups.ordinary.audience?",
        ),
        (
            "silent.groups.vocal.audience",
            "silent.groups.vocal.audience is no number of this scenario",
            "did you mean silent.groups.vocal.audience.poisson?",
        ),
        (
            "customers.served",
            "customers.served is no number of this scenario",
            "did you mean one of customers.complaints, customers.silent_per_complaint, customers.product_found?",
        ),
        (
            "run.replicates",
            "run.replicates is no number of this scenario",
            "change what the model computes: how a network is generated and how the scenario is run stay the same",
        ),
        ("", "`` is not a path", "write a path as voice.rate"),
        ("silent", "silent is no number of this scenario", ""),
    ] {
        let error = lens(path, &classic).expect_err(path);
        assert_eq!(error.message.to_string(), message);
        assert!(error.hint.to_string() == hint || hint.is_empty(), "{path}: {}", error.hint);
    }
}

#[test]
fn what_is_out_of_range_changes_nothing() {
    let mut classic = parameters(SCENARIOS[0], Vec::new());
    let before = classic.clone();
    for (path, value) in [
        ("voice.rate", 1.000_1),
        ("voice.rate", f64::NAN),
        ("voice.asked", -0.1),
        ("damage.customer_value", f64::INFINITY),
        ("silent.groups.ordinary.audience", -0.6),
        ("retelling.generations", 0.4),
        ("retelling.audience.zipf.max", 2e6),
    ] {
        let lens = lens(path, &classic).expect("a number");
        assert!(matches!(lens.set(&mut classic, value), Err(SetError::OutOfRange { .. })), "{path} = {value}");
        assert_eq!(classic, before);
    }
    let low = lens("silent.groups.\"two words\".audience.uniform.low", &classic).expect("an end");
    assert_eq!(low.set(&mut classic, 21.0), Err(SetError::NoPlace { value: 21.0 }));
    assert_eq!(classic, before);
    // Half up, on both sides of the half.
    let whole = lens("silent.groups.ordinary.audience", &classic).expect("a number");
    for (value, rounded) in [(9.5, 10.0), (9.499_999, 9.0), (-0.5, 0.0), (0.5, 1.0)] {
        whole.set(&mut classic, value).expect("in range");
        assert_eq!(whole.get(&classic), Some(rounded));
    }
    assert!(whole.is_whole() && !low.path().is_empty());
}

#[test]
fn the_observed_rate_acts_as_the_file_would() {
    // Beside complaints it may be said as silent customers for each, and is the default of the voice rate elsewhere.
    let mut classic = parameters(SCENARIOS[0], Vec::new());
    let rate = lens("customers.observed_voice_rate", &classic).expect("the same number said otherwise");
    assert!((rate.get(&classic).expect("a rate") - 1.0 / 27.0).abs() < 1e-15);
    rate.set(&mut classic, 0.05).expect("in range");
    assert_eq!(
        classic,
        parameters(SCENARIOS[0], vec![("customers.observed_voice_rate".to_owned(), "0.05".to_owned())])
    );
    assert!(rate.set(&mut classic, 1e-10).is_err(), "as many silent as silent_per_complaint allows");
    let known = SCENARIOS[3];
    let mut dissatisfied = parameters(known, vec![("voice.rate".to_owned(), "0.2".to_owned())]);
    let rate = lens("customers.observed_voice_rate", &dissatisfied).expect("a default");
    rate.set(&mut dissatisfied, 0.5).expect("in range");
    assert_eq!(dissatisfied.voice.rate.map(crate::quantity::Probability::get), Some(0.2), "what is said itself stays");
    let fixed = parameters(SCENARIOS[2], Vec::new());
    let error = lens("customers.observed_voice_rate", &fixed).expect_err("nothing is drawn");
    assert!(error.hint.to_string().contains("customers.silent"), "{error}");
}

#[test]
#[should_panic(expected = "the catalogue has no key voice.rat")]
fn a_misspelt_path_of_our_own_fails_a_test() {
    super::catalogue::known("voice.rat");
}

#[test]
fn the_horizon_is_varied_and_is_no_unknown() {
    let text =
        "[customers]\ndissatisfied = 20\n[silent]\naudience = 5\n[time]\nhorizon = 30\ntelling = { geometric = 3 }\n";
    let own = parameters(text, Vec::new());
    assert!(paths(&own).contains(&"time.horizon".to_owned()));
    let horizon = lens("time.horizon", &own).expect("a number");
    assert!(horizon.is_whole() && horizon.get(&own) == Some(30.0));
    let mut other = own.clone();
    horizon.set(&mut other, 60.0).expect("in range");
    assert_eq!(other, parameters(text, vec![("time.horizon".to_owned(), "60".to_owned())]));
    assert!(horizon.set(&mut other, 0.0).is_err());
    let text = format!("{text}[uncertainty]\n\"time.horizon\" = {{ uniform = [10, 50] }}\n");
    let refused = load_text(text.as_bytes(), "t.toml", "t", &Overrides::default()).expect_err("no number of the world");
    assert!(refused.to_string().contains("sweep it, PATH time.horizon=30,60,90"), "{refused}");
}
