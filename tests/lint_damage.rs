//! Doubts about loyalty and money, as the author of a scenario reads them.

use rumeur::scenario::{Overrides, PRESETS, Scenario, load_preset, load_text};

fn scenario(text: &str) -> Scenario {
    load_text(text.as_bytes(), "shop.toml", "shop", &Overrides::default()).unwrap_or_else(|faults| panic!("{faults}"))
}

fn codes(text: &str) -> Vec<&'static str> {
    scenario(text).warnings.iter().map(|warning| warning.code).collect()
}

/// Loyalties of Customer Rage 2015: the unresolved are less loyal than the silent.
const SHOP: &str = "
period = \"month\"
[customers]
dissatisfied = 1000
[voice]
rate = 0.1
[recovery]
rate = 0.3
[silent]
stays = 0.30
audience = 10
[unresolved]
stays = 0.19
audience = 10
[recovered]
stays = 0.40
[damage]
customer_value = 100.0
";

#[test]
fn encouraging_complaints_that_are_not_recovered_is_doubted_with_the_rate_at_which_it_turns() {
    let warnings = scenario(SHOP).warnings.clone();
    let [doubt] = warnings.as_slice() else { panic!("{warnings:?}") };
    assert_eq!(doubt.code, "voice-costs-more");
    // (L0 - LD) / (LS - LD) = .11 / .21.
    assert_eq!(
        doubt.to_string(),
        "\
warning[voice-costs-more]: encouraging complaints makes the loss larger: one more complaint costs 4.70 EUR (loyalty +4.70, word of mouth 0.00, handling 0.00)
 --> shop.toml:6:1
  |
6 | rate = 0.1
  | ^^^^
  = hint: it turns at recovery.rate = 0.524 (now 0.3)
"
    );
    assert!(codes(&SHOP.replace("rate = 0.3\n", "rate = 0.6\n")).is_empty());
}

#[test]
fn handling_that_costs_more_than_it_saves_turns_at_no_rate() {
    let dear = format!("{SHOP}complaint_cost = 500.0\n");
    let warnings = scenario(&dear).warnings.clone();
    assert!(warnings[0].message.en.contains("handling +500.00"), "{}", warnings[0].message);
    assert!(warnings[0].hint.as_ref().is_some_and(|hint| hint.en.starts_with("no recovery.rate turns it")));
}

#[test]
fn recovered_customers_who_stay_less_often_are_doubted() {
    let disorder = SHOP.replace("stays = 0.40", "stays = 0.25").replace("[damage]\ncustomer_value = 100.0\n", "");
    let warnings = scenario(&disorder).warnings.clone();
    assert_eq!(warnings.len(), 1);
    assert_eq!(warnings[0].message.en, "recovered customers stay less often (0.25) than silent ones (0.3)");
}

#[test]
fn a_recovery_bonus_is_doubted() {
    let bonus = SHOP.replace("stays = 0.40", "stays = 0.95").replace("[damage]", "[satisfied]\nstays = 0.9\n[damage]");
    assert_eq!(codes(&bonus), ["recovery-bonus"]);
}

#[test]
fn money_wants_a_period_and_a_currency_wants_money() {
    let timeless = SHOP.replace("period = \"month\"\n", "").replace("rate = 0.3\n", "rate = 0.9\n");
    assert_eq!(codes(&timeless), ["money-without-period"]);
    let idle = "[allow]\nlints = [\"unresolved-by-default\"]\n[customers]\ndissatisfied = 10\n[voice]\nrate = 0.1\n[silent]\naudience = 10\n[damage]\ncurrency = \"CHF\"\n";
    assert_eq!(codes(idle), ["currency-without-values"]);
}

#[test]
fn a_variant_is_doubted_for_what_it_changes_only() {
    let with_variant = format!("{SHOP}[variants.harsh]\nset = {{ \"recovered.stays\" = 0.1 }}\n");
    let warnings = scenario(&with_variant).warnings.clone();
    let messages: Vec<&str> = warnings.iter().map(|warning| warning.message.en.as_str()).collect();
    assert!(messages[0].starts_with("encouraging complaints"), "{messages:?}");
    assert!(messages[1..].iter().all(|message| message.starts_with("variant `harsh`: recovered")), "{messages:?}");
    assert_eq!(messages.len(), 3);
}

#[test]
fn presets_raise_no_doubt_and_mark_their_assumptions() {
    for preset in PRESETS {
        let scenario = load_preset(preset.name, &Overrides::default()).unwrap_or_else(|faults| panic!("{faults}"));
        assert!(scenario.warnings.is_empty(), "{}: {:?}", preset.name, scenario.warnings);
        assert!(scenario.sources.len() >= 3, "{} marks its assumptions", preset.name);
    }
}

#[test]
fn a_complaint_that_teaches_is_not_doubted_for_what_it_costs_now() {
    let served = SHOP.replace("dissatisfied = 1000", "served = 1000\nproblem_rate = 0.1");
    assert_eq!(codes(&served), ["voice-costs-more"]);
    let periods = |learning: &str| format!("{served}[periods]\ncount = 6\narrivals = 20\n{learning}");
    assert_eq!(codes(&periods("learning = 0.5\n")), [""; 0]);
    // Without learning the closed form of all periods decides.
    assert_eq!(codes(&periods("")), ["voice-costs-more"]);
}
