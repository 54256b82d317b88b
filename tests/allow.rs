//! Doubts that are known, numbers as people type them, texts that are no scenario.

use rumeur::scenario::{Overrides, load_text};

fn warnings(text: &str, allow: &[&str]) -> Vec<&'static str> {
    let overrides = Overrides { allow: allow.iter().map(|code| (*code).to_owned()).collect(), ..Overrides::default() };
    let scenario =
        load_text(text.as_bytes(), "<stdin>", "stdin", &overrides).unwrap_or_else(|errors| panic!("{errors}"));
    scenario.warnings.iter().map(|warning| warning.code).collect()
}

fn errors(text: &str) -> String {
    load_text(text.as_bytes(), "<stdin>", "stdin", &Overrides::default()).expect_err(text).to_string()
}

const SHOP: &str = "period = \"month\"\n[customers]\ncomplaints = 12\nsilent_per_complaint = 26\n[silent]\nstays = 0.3\naudience = 10\n\
    [recovery]\nrate = 0.5\n[unresolved]\nstays = 0.2\naudience = 10\n[recovered]\nstays = 0.9\n[damage]\ncustomer_value = 250\n";

#[test]
fn defaults_that_make_measures_win_are_doubted_unless_they_are_said() {
    assert_eq!(warnings(SHOP, &[]), [""; 0]);
    for (without, code) in [
        ("[recovery]\nrate = 0.5\n", "unresolved-by-default"),
        ("[unresolved]\nstays = 0.2\naudience = 10\n", "unresolved-by-default"),
        ("stays = 0.2\naudience = 10\n", "unresolved-by-default"),
    ] {
        let found = warnings(&SHOP.replace(without, ""), &[]);
        assert!(found.contains(&code), "without {without}: {found:?}");
        let silent =
            warnings(&SHOP.replace(without, ""), &["unresolved-by-default", "loyalty-order", "voice-costs-more"]);
        assert!(!silent.contains(&code), "{silent:?}");
    }
    // Written out, the same numbers are meant.
    let said =
        SHOP.replace("rate = 0.5", "rate = 0.0").replace("stays = 0.2\naudience = 10", "stays = 1.0\naudience = 0");
    assert!(!warnings(&said, &[]).contains(&"unresolved-by-default"));
}

#[test]
fn a_value_of_customers_who_cannot_leave_is_doubted() {
    let text = SHOP.replace("stays = 0.3\n", "").replace("stays = 0.2\n", "").replace("[recovered]\nstays = 0.9\n", "");
    assert_eq!(warnings(&text, &[]), ["no-effect"]);
    let varied = format!("{text}[variants.leave]\nset = {{ \"silent.stays\" = 0.5, \"unresolved.stays\" = 0.5 }}\n");
    assert!(!warnings(&varied, &[]).contains(&"no-effect"));
}

#[test]
fn known_doubts_are_silent_and_unknown_codes_are_mistakes() {
    let text = format!("{SHOP}[variants.\"9-15\"]\nset = {{ \"recovery.rate\" = 0.6 }}\n");
    assert_eq!(warnings(&text, &[]), ["spreadsheet-name"]);
    assert_eq!(warnings(&text, &["spreadsheet-name"]), [""; 0]);
    assert_eq!(warnings(&format!("{text}[allow]\nlints = [\"spreadsheet-name\"]\n"), &[]), [""; 0]);
    let message = errors(&format!("{SHOP}[allow]\nlints = [\"spreadsheet-nam\"]\n"));
    assert!(
        message.contains("there is no lint `spreadsheet-nam`")
            && message.contains("did you mean \"spreadsheet-name\"?"),
        "{message}"
    );
}

#[test]
fn precision_wants_a_metric_with_a_value_and_a_tail_that_is_not_heavy() {
    let precision = |metric: &str| format!("{SHOP}[run]\nprecision = {{ metric = \"{metric}\", relative = 0.01 }}\n");
    assert!(errors(&precision("satisfied")).contains("run.precision.metric = \"satisfied\" has no value"));
    assert_eq!(warnings(&precision("reach"), &[]), [""; 0]);
    for law in ["{ lognormal = { median = 2, sigma = 5 } }", "{ zipf = { exponent = 2.1, max = 100_000 } }"] {
        let heavy = precision("reach").replacen("audience = 10", &format!("audience = {law}"), 1);
        assert_eq!(warnings(&heavy, &[]), ["heavy-tail"], "{law}");
    }
}

#[test]
fn formulas_are_no_currency() {
    let message = errors(&SHOP.replace("[damage]\n", "[damage]\ncurrency = \"=cmd|x!A1\"\n"));
    assert!(message.contains("damage.currency must not start with one of = + - @"), "{message}");
    assert_eq!(warnings(&SHOP.replace("[damage]\n", "[damage]\ncurrency = \"francs CFA\"\n"), &[]), [""; 0]);
}

#[test]
fn numbers_are_never_read_as_something_else_in_silence() {
    let served = |typed: &str| errors(&format!("[customers]\nserved = {typed}\nproblem_rate = 0.05\n"));
    for (typed, hint) in [
        ("4.000", "hint: write 4000 for thousands, 4.0 for 4"),
        ("4,000", "hint: write 4000 or 4_000"),
        ("4k", "hint: write 4000 or 4_000"),
        ("\"4,000\"", "hint: write 4000 or 4_000"),
        ("\"4.000\"", "hint: write 4000 or 4_000"),
        ("1.234", "hint: write 1234 for thousands"),
    ] {
        let message = served(typed);
        assert!(message.contains(hint), "{typed}: {message}");
    }
    let set = Overrides { set: vec![("customers.complaints".to_owned(), "4.000".to_owned())], ..Overrides::default() };
    let message = load_text(SHOP.as_bytes(), "<stdin>", "stdin", &set).expect_err("two readings").to_string();
    assert!(message.contains("write 4000 for thousands, 4.0 for 4"), "{message}");
    let money = SHOP.replace("customer_value = 250", "customer_value = 1.500");
    let scenario = load_text(money.as_bytes(), "<stdin>", "stdin", &Overrides::default()).expect("money has decimals");
    assert_eq!(scenario.baseline.damage.customer_value, 1.5);
    assert!(scenario.show(rumeur::vocabulary::Language::En).contains("1.500 is 1.5, not 1500"));
    let header = errors(&format!("{SHOP}[variants.plan été]\nset = {{ \"recovery.rate\" = 0.6 }}\n"));
    assert!(header.contains("write [variants.\"plan été\"]"), "{header}");
}

#[test]
fn after_a_hundred_mistakes_the_rest_is_a_number() {
    let keys = (0..16_000).map(|index| format!("k{index} = 1\n")).collect::<Vec<_>>().concat();
    let faults = load_text(keys.as_bytes(), "<stdin>", "stdin", &Overrides::default()).expect_err("no keys of ours").0;
    assert_eq!(faults.len(), 101);
    assert_eq!(faults[100].message.en, "and 15900 more mistakes");
    assert_eq!(faults[99].location.as_ref().expect("a place").line, 100);
    let csv = (0..16_000).map(|index| format!("{index},{},some text\n", index + 1)).collect::<Vec<_>>().concat();
    let faults = load_text(csv.as_bytes(), "<stdin>", "stdin", &Overrides::default()).expect_err("a CSV").0;
    assert!(faults.len() <= 101, "{}", faults.len());
}

#[test]
fn near_misses_and_crowded_villages_are_explained() {
    let audience = |value: &str| errors(&SHOP.replacen("audience = 10", &format!("audience = {value}"), 1));
    assert!(audience("{ file = \"a.csv\" }").contains("names a file that does not exist: a.csv"));
    assert!(audience("{ exponent = 2 }").contains("an audience is a whole number or one of poisson"));
    assert!(
        audience("{ uniform = [0, 1_000_000] }").contains("must have at most 1_000_000 values, got [0, 1_000_000]")
    );
    let village = |keys: &str| errors(&format!("{SHOP}[network.communities]\nsizes = [100, 100, 100]\n{keys}\n"));
    assert!(
        village("inside = 100").contains("network.communities.inside must be less than the smallest village of 100")
    );
    let crowded = village("inside = 5\nneighbours = 300");
    assert!(
        crowded.contains("network.communities.neighbours must be at most 200 with villages of these sizes, got 300"),
        "{crowded}"
    );
}
