//! The numbers that a student is given: every one that the arithmetic needs, in a sentence of its own.

use super::arithmetic::plain;
use super::prompt::{group_titles, people};
use crate::model::{Behind, Model, Origin, Problem};
use crate::quantity::Probability;
use crate::report::pages::money_unit;
use crate::scenario::Scenario;
use crate::text;
use crate::vocabulary::{Language, Outcome, Text, format_percent};

/// What is given, and the number as it is printed.
pub(super) type Fact = (String, String);

struct Given<'a> {
    scenario: &'a Scenario,
    model: &'a Model,
    language: Language,
    facts: Vec<Fact>,
}

/// Everything that is given to solve the arithmetic of a model; `scenario` knows what to call its groups.
pub(super) fn facts(scenario: &Scenario, model: &Model, language: Language) -> Vec<Fact> {
    let (currency, period) = (scenario.currency.as_str(), scenario.period.as_str());
    let mut given = Given { scenario, model, language, facts: Vec::new() };
    given.customers();
    given.voice();
    for outcome in Outcome::ALL {
        given.telling(outcome);
    }
    given.retelling();
    if model.parameters().damage.has_money() {
        given.damage(&money_unit(currency, period, language), currency);
    }
    given.facts
}

/// A share as it is printed: as many decimals of the percentage as matter.
fn percent(share: f64, language: Language) -> String {
    let hundred = 100.0 * share;
    let decimals = (0..=4).find(|&decimals| {
        let scale = 10_f64.powi(decimals);
        (hundred - (hundred * scale).round() / scale).abs() < 1e-6
    });
    format_percent(share, decimals.unwrap_or(4) as usize, language)
}

impl Given<'_> {
    fn add(&mut self, what: Text, number: String) {
        self.facts.push((what.into_string(self.language), number));
    }

    fn number(&mut self, what: Text, value: f64) {
        let number = plain(value, self.language);
        self.add(what, number);
    }

    fn share(&mut self, what: Text, share: Probability) {
        let share = percent(share.get(), self.language);
        self.add(what, share);
    }

    fn customers(&mut self) {
        let customers = &self.model.parameters().customers;
        match &customers.origin {
            Origin::Complaints { complaints, behind } => {
                self.number(text!("complaints seen", "réclamations reçues"), *complaints as f64);
                match *behind {
                    Behind::SilentPerComplaint(silent) => {
                        let what = text!(
                            "customers let down who say nothing, for each who complains",
                            "insatisfaits silencieux pour un client qui réclame"
                        );
                        self.number(what, silent);
                    }
                    Behind::VoiceRate(rate) => self.share(
                        text!(
                            "share of the customers let down who complain (voice rate)",
                            "part des clients déçus qui réclament (taux de réclamation des insatisfaits)"
                        ),
                        rate,
                    ),
                    Behind::Silent(silent) => self
                        .number(text!("customers let down who say nothing", "insatisfaits silencieux"), silent as f64),
                }
                if let Some(served) = customers.served {
                    self.number(text!("customers served", "clients servis"), served as f64);
                }
            }
            Origin::Dissatisfied(count) => self.number(text!("customers let down", "clients déçus"), *count as f64),
            Origin::Served { served, problem } => {
                self.number(text!("customers served", "clients servis"), *served as f64);
                let what = text!("share of them let down", "part de ceux qui sont déçus");
                match (problem, self.model.service_gap()) {
                    (Problem::Rate(rate), _) => self.share(what, *rate),
                    (Problem::Service(_), Some(gap)) => {
                        self.share(what, gap.let_down());
                        self.share(
                            text!("share of them satisfied", "part de ceux qui sont satisfaits"),
                            gap.satisfied(),
                        );
                    }
                    (Problem::Service(_), None) => {}
                }
            }
        }
    }

    fn voice(&mut self) {
        let (voice, recovery) = (self.model.parameters().voice, self.model.parameters().recovery);
        let is_seen = matches!(self.model.parameters().customers.origin, Origin::Complaints { .. });
        if let Some(rate) = voice.rate.or(voice.observed.filter(|_| !is_seen)).filter(|rate| rate.get() > 0.0) {
            self.share(
                text!(
                    "share of the customers let down who complain of their own accord (voice rate)",
                    "part des clients déçus qui réclament d'eux-mêmes (taux de réclamation des insatisfaits)"
                ),
                rate,
            );
        }
        if voice.asked.get() > 0.0 {
            self.share(text!("share of the customers whom the firm asks", "part des clients interrogés"), voice.asked);
            self.share(
                text!(
                    "share of the others let down who admit it when asked",
                    "part des autres clients déçus qui l'avouent si on les interroge"
                ),
                voice.admits,
            );
        }
        if recovery.rate.get() > 0.0 {
            self.share(
                text!(
                    "share of the complaints handled to the customer's satisfaction",
                    "part des réclamations traitées à la satisfaction du client"
                ),
                recovery.rate,
            );
        }
    }

    /// The groups of an outcome: their weights, and how many each of them tells.
    fn telling(&mut self, outcome: Outcome) {
        let model = self.model;
        let count = model.groups().iter().filter(|(own, _)| *own == outcome).count();
        let [en, fr] = people(outcome);
        let named = model.groups().iter().zip(model.expected().groups());
        let groups = &model.parameters().telling(outcome).groups;
        let all: f64 = groups.iter().map(|group| group.share).sum();
        for ((_, name), term) in named.filter(|((own, _), _)| *own == outcome) {
            let Some(group) = groups.iter().find(|group| group.name == *name) else { continue };
            let [name_en, name_fr] = group_titles(self.scenario, outcome, name);
            if count > 1 {
                let total = plain(all, self.language);
                let what =
                    text!("{en}, group {name_en}: how many of {total}", "{fr}, groupe {name_fr} : combien sur {total}");
                self.number(what, group.share);
            }
            if group.audience.is_zero() {
                if count == 1 {
                    self.number(text!("people told by each of {en}", "personnes à qui chacun en parle, {fr}"), 0.0);
                }
                continue;
            }
            let is_always = matches!(group.audience, crate::model::Audience::Fixed(_));
            let (mean_en, mean_fr) = if is_always { ("", "") } else { (", on average", ", en moyenne") };
            let what = if count > 1 {
                text!(
                    "{en}, group {name_en}: people whom each of them tells{mean_en}",
                    "{fr}, groupe {name_fr} : personnes à qui chacun en parle{mean_fr}"
                )
            } else {
                text!(
                    "{en}: people whom each of them tells{mean_en}",
                    "{fr} : personnes à qui chacun en parle{mean_fr}"
                )
            };
            self.number(what, term.audience);
        }
    }

    fn retelling(&mut self) {
        use crate::model::{Audience, Generations};
        let retelling = &self.model.parameters().retelling;
        let (rate, decay) = (retelling.rate, retelling.decay);
        if rate.get() == 0.0 || matches!(retelling.generations, Generations::UpTo(0 | 1)) {
            return;
        }
        self.share(text!("share of the listeners who pass it on", "part des auditeurs qui le répètent"), rate);
        if let Audience::Fixed(count) = retelling.audience {
            self.number(
                text!("people whom each of them tells in turn", "personnes à qui chacun d'eux en parle à son tour"),
                count as f64,
            );
        }
        if decay.get() < 1.0 {
            let what = text!(
                "factor on that share from one generation to the next",
                "facteur sur cette part d'une génération à la suivante"
            );
            self.number(what, decay.get());
        }
        let what = text!(
            "last generation that hears of it (1: from customers)",
            "dernière génération qui l'apprend (1 : des clients)"
        );
        match retelling.generations {
            Generations::UpTo(last) => self.number(what, f64::from(last)),
            Generations::Unlimited => {
                let none = self.language.pick("none: it goes on", "aucune\u{202f}: cela continue").to_owned();
                self.add(what, none);
            }
        }
    }

    /// Who stays, what listeners do, and the money.
    fn damage(&mut self, unit: &str, currency: &str) {
        let parameters = self.model.parameters();
        let damage = parameters.damage;
        for outcome in [Outcome::Silent, Outcome::Unresolved, Outcome::Recovered] {
            let telling = parameters.telling(outcome);
            let [en, fr] = people(outcome);
            let differ = telling.groups.iter().any(|group| group.stays.is_some());
            if !differ {
                let what = text!("share of {en} who stay customers", "part de ceux qui restent clients, {fr}");
                self.share(what, telling.stays);
                continue;
            }
            for group in &telling.groups {
                let [name_en, name_fr] = group_titles(self.scenario, outcome, &group.name);
                let what = text!(
                    "share of the group {name_en} of {en} who stay customers",
                    "part de ceux qui restent clients, {fr}, groupe {name_fr}"
                );
                self.share(what, group.stays.unwrap_or(telling.stays));
            }
        }
        let shares = [
            (
                damage.listeners_in_market,
                text!(
                    "share of the people who hear of it who could be customers",
                    "part des personnes touchées qui peuvent être clientes"
                ),
            ),
            (
                damage.deterred,
                text!(
                    "share of these who are deterred when they hear ill",
                    "part de celles-ci qu'un mal entendu dissuade"
                ),
            ),
            (
                damage.won,
                text!("share of these who are won when they hear good", "part de celles-ci qu'un bien entendu gagne"),
            ),
        ];
        for (share, what) in shares {
            if share.get() > 0.0 {
                self.share(what, share);
            }
        }
        let money = [
            (
                damage.customer_value,
                text!(
                    "what a customer who leaves would have spent ({currency})",
                    "ce qu'aurait dépensé un client qui part ({currency})"
                ),
            ),
            (
                damage.prospect_value,
                text!("what a prospect would have spent ({currency})", "ce qu'aurait dépensé un prospect ({currency})"),
            ),
            (
                damage.complaint_cost,
                text!("cost of handling a complaint ({currency})", "coût de traitement d'une réclamation ({currency})"),
            ),
            (
                damage.recovery_cost,
                text!(
                    "cost of recovering one in addition ({currency})",
                    "coût supplémentaire pour en satisfaire une ({currency})"
                ),
            ),
            (
                damage.asking_cost,
                text!("cost of asking one customer ({currency})", "coût pour interroger un client ({currency})"),
            ),
            (damage.fixed_cost, text!("cost of the measure ({unit})", "coût de la mesure ({unit})")),
        ];
        for (amount, what) in money {
            if amount != 0.0 {
                self.number(what, amount);
            }
        }
    }
}
