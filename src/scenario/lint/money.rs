//! Doubts about loyalty and money.

use crate::model::{
    Damage, Effects, LaterPeriods, Model, Origin as Experience, Parameters, Problem, Telling, VoiceEffect,
};
use crate::quantity::Probability;
use crate::scenario::catalogue::known;
use crate::scenario::diagnostic::{Diagnostic, Location, Severity};
use crate::scenario::layers::{Effective, Entry, Origin};
use crate::scenario::resolved::Scenario;
use crate::scenario::suggest::of_variant;
use crate::text;
use crate::vocabulary::{Language, Metric, Outcome, Text, format_number, period_word};

/// The keys of [`Damage`] that are amounts of money.
const AMOUNTS: [&str; 5] = [
    "damage.customer_value",
    "damage.prospect_value",
    "damage.complaint_cost",
    "damage.recovery_cost",
    "damage.fixed_cost",
];

/// Every doubt about what is lost and what it costs. What holds for the baseline is said once, not again for the variants.
pub(super) fn loyalty_and_money(scenario: &Scenario) -> Vec<Diagnostic> {
    let mut doubts = money(scenario);
    let baseline = model_doubts(&scenario.baseline, &scenario.settings, &scenario.currency);
    for (variant, settings) in scenario.variants.iter().zip(&scenario.variant_settings) {
        let own = model_doubts(&variant.parameters, settings, &scenario.currency);
        let new = own.into_iter().filter(|doubt| !baseline.iter().any(|known| known.code == doubt.code));
        doubts.extend(new.map(|doubt| Diagnostic { message: of_variant(&variant.name, &doubt.message), ..doubt }));
    }
    doubts.splice(0..0, baseline);
    doubts
}

fn model_doubts(parameters: &Parameters, settings: &Effective, currency: &str) -> Vec<Diagnostic> {
    let mut doubts = loyalty(parameters, settings);
    doubts.extend(sign_rule(parameters, settings, currency));
    doubts
}

/// Money that belongs to no period, and a currency for nothing.
fn money(scenario: &Scenario) -> Vec<Diagnostic> {
    let settings = &scenario.settings;
    let mut doubts = Vec::new();
    let said = |path: &str| matches!(settings.get(path), Some(Entry { origin, .. }) if *origin != Origin::Default);
    let priced = scenario.models().any(|parameters| amounts(&parameters.damage).iter().any(|amount| *amount > 0.0));
    if priced && !said("period") {
        let [period, nom] = Language::ALL.map(|language| period_word(scenario.single_period(), language));
        doubts.push(doubt(
            "money-without-period",
            text!(
                "money is given without a period; it is taken for that of one {period}",
                "de l'argent est donné sans période ; il est pris pour celui d'une période : {nom}"
            ),
            place(settings, &AMOUNTS),
            text!(
                "write period = \"month\" or \"year\"; all counts and money belong to it",
                "écrivez period = \"month\" ou \"year\" ; tous les nombres et l'argent s'y rapportent"
            ),
        ));
    }
    if said("damage.currency") && !priced && !AMOUNTS.iter().any(|path| said(path)) {
        doubts.push(doubt(
            "currency-without-values",
            text!(
                "damage.currency is {} but no amount is given: all money is 0",
                "damage.currency est {}, mais aucun montant n'est donné : tous les montants valent 0",
                scenario.currency
            ),
            place(settings, &["damage.currency"]),
            text!(
                "set damage.customer_value or damage.prospect_value, or leave the currency out",
                "fixez damage.customer_value ou damage.prospect_value, ou omettez la devise"
            ),
        ));
    }
    doubts
}

fn amounts(damage: &Damage) -> [f64; 5] {
    [damage.customer_value, damage.prospect_value, damage.complaint_cost, damage.recovery_cost, damage.fixed_cost]
}

/// The recovered should stay more often than those who were not, and no more often than those never let down.
fn loyalty(parameters: &Parameters, settings: &Effective) -> Vec<Diagnostic> {
    // On a market the order follows from the choice.
    if parameters.market.is_some() {
        return Vec::new();
    }
    let stays = |outcome: Outcome| mean_stays(parameters.telling(outcome));
    let recovered = stays(Outcome::Recovered);
    let at = |outcome: Outcome| {
        let group_stays = format!("{}.groups", outcome.name());
        place(settings, &[&format!("{}.stays", outcome.name()), &group_stays, outcome.name()])
    };
    let mut doubts = Vec::new();
    for other in [Outcome::Silent, Outcome::Unresolved] {
        // Rounding in the mean over groups is no disorder.
        if recovered < stays(other) - 1e-9 {
            doubts.push(doubt(
                "loyalty-order",
                Text::new(
                    format!(
                        "recovered customers stay less often ({}) than {} ones ({})",
                        share(recovered),
                        other.name(),
                        share(stays(other))
                    ),
                    format!(
                        "les réclamants satisfaits restent moins souvent ({}) que les {} ({})",
                        share(recovered),
                        other.label(Language::Fr),
                        share(stays(other))
                    ),
                ),
                at(Outcome::Recovered).or_else(|| at(other)),
                text!(
                    "set {}.stays and recovered.stays; a stays that is not set is 1",
                    "fixez {}.stays et recovered.stays ; un stays qui n'est pas fixé est 1",
                    other.name()
                ),
            ));
        }
    }
    let satisfied = stays(Outcome::Satisfied);
    if recovered > satisfied + 1e-9 && settings_mention(settings, "satisfied.stays") {
        doubts.push(doubt(
            "recovery-bonus",
            text!(
                "recovered customers stay more often ({}) than satisfied ones ({}): evidence does not support it",
                "les réclamants satisfaits restent plus souvent ({}) que les clients satisfaits ({}) : les études ne le \
                 confirment pas",
                share(recovered),
                share(satisfied)
            ),
            at(Outcome::Recovered).or_else(|| at(Outcome::Satisfied)),
            text!(
                "the service-recovery paradox is not found in repurchase (de Matos, Henrique and Rossi 2007)",
                "le paradoxe de la récupération de service ne se voit pas dans le rachat (de Matos, Henrique et Rossi 2007)"
            ),
        ));
    }
    doubts
}

fn mean_stays(telling: &Telling) -> f64 {
    let total = telling.weights();
    if total > 0.0 {
        let of = |stays: Option<_>| stays.unwrap_or(telling.stays).get();
        telling.groups.iter().map(|group| group.share / total * of(group.stays)).sum()
    } else {
        telling.stays.get()
    }
}

/// Encouraging complaints can make things worse: `d E[net_loss] / d voice.rate > 0` by the closed form.
fn sign_rule(parameters: &Parameters, settings: &Effective, currency: &str) -> Option<Diagnostic> {
    // Without anybody let down there is nothing to encourage; what makes no model is an error elsewhere.
    if matches!(
        parameters.customers.origin,
        Experience::Dissatisfied(0)
            | Experience::Served { served: 0, .. }
            | Experience::Served { problem: Problem::Rate(Probability::ZERO), .. }
    ) {
        return None;
    }
    let effects = Effects::new(parameters).ok()??;
    let change = effects.voice(parameters.recovery.rate);
    if change.net_loss() <= 1e-9 * amounts(&parameters.damage).iter().sum::<f64>() || !holds_later(parameters) {
        return None;
    }
    let message = Text::both(|language| {
        let (cost, parts) = (money_text(change.net_loss(), language), parts(&change, language));
        match language {
            Language::En => format!(
                "encouraging complaints makes the loss larger: one more complaint costs {cost} {currency} ({parts})"
            ),
            Language::Fr => format!(
                "encourager les réclamations augmente la perte : une réclamation de plus coûte {cost} {currency} ({parts})"
            ),
        }
    });
    let now = share(parameters.recovery.rate.get());
    let hint = match change.turns_at.map(share) {
        Some(rate) => text!(
            "it turns at recovery.rate = {rate} (now {now})",
            "cela s'inverse à recovery.rate = {rate} (aujourd'hui {now})"
        ),
        None => text!(
            "no recovery.rate turns it (now {now}): look at recovered.stays, audiences and costs",
            "aucun recovery.rate ne l'inverse (aujourd'hui {now}) : voyez recovered.stays, les auditoires et les coûts"
        ),
    };
    Some(doubt("voice-costs-more", message, place(settings, &["voice.rate", "voice", "recovery.rate", "damage"]), hint))
}

/// Whether more complaints cost more over all periods, too: who leaves is let down no more, and a firm may learn. `false` where
/// no formula says so.
fn holds_later(parameters: &Parameters) -> bool {
    let is_served = matches!(parameters.customers.origin, Experience::Served { .. });
    match parameters.later_periods() {
        LaterPeriods::None => return true,
        LaterPeriods::Learn => return false,
        LaterPeriods::Follow if !is_served => return true,
        LaterPeriods::Follow => {}
    }
    let mut more = parameters.clone();
    let rate = more.voice.rate.map_or(0.0, Probability::get);
    more.voice.rate = Some(Probability::clamped(rate + 0.01 * (1.0 - rate)));
    let loss = |parameters: &Parameters| Model::new(parameters, &[]).ok()?.expected().mean(Metric::NetLoss);
    loss(parameters).zip(loss(&more)).is_some_and(|(now, then)| then > now)
}

fn parts(change: &VoiceEffect, language: Language) -> String {
    let signed = |value: f64| {
        let sign = if value > 0.0 { "+" } else { "" };
        format!("{sign}{}", money_text(value, language))
    };
    format!(
        "{} {}, {} {}, {} {}",
        language.pick("loyalty", "fidélité"),
        signed(change.loyalty),
        language.pick("word of mouth", "bouche-à-oreille"),
        signed(change.word_of_mouth),
        language.pick("handling", "traitement"),
        signed(change.cost)
    )
}

fn money_text(value: f64, language: Language) -> String {
    format_number(value, 2, language)
}

/// A share in a message, as a scenario would write it.
fn share(value: f64) -> String {
    let text = format_number(value, 3, Language::En);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn settings_mention(settings: &Effective, path: &str) -> bool {
    settings.get(path).is_some_and(|entry| entry.origin != Origin::Default)
}

/// The first of these that stands in a text.
fn place(settings: &Effective, paths: &[&str]) -> Option<Location> {
    paths.iter().find_map(|path| settings.place_of(&known(path))).map(|place| place.location())
}

fn doubt(code: &'static str, message: Text, location: Option<Location>, hint: Text) -> Diagnostic {
    Diagnostic::new(Severity::Warning, code, message, location, Some(hint))
}
