//! The numbers that a student is given: every one that the arithmetic needs, in a sentence of its own.

use super::arithmetic::given;
use super::prompt::{group_titles, people};
use crate::experiment::exercise::{Arithmetic, Given, given_decimals};
use crate::model::{Audience, Model};
use crate::report::pages::{money_unit, plural, several};
use crate::scenario::Scenario;
use crate::text;
use crate::vocabulary::{Language, Outcome, Text, Valence, format_percent};

/// What is given, and the number as it is printed.
pub(super) type Fact = (String, String);

/// What numbers are called; the scenario knows what to call its groups.
pub(super) struct Facts<'a> {
    scenario: &'a Scenario,
    model: &'a Model,
    language: Language,
}

/// How a number is printed.
enum Kind {
    /// A share, as a percentage.
    Share,
    /// Anything else.
    Number,
}

impl<'a> Facts<'a> {
    pub(super) fn new(scenario: &'a Scenario, model: &'a Model, language: Language) -> Self {
        Self { scenario, model, language }
    }

    /// Everything that is given for an arithmetic.
    pub(super) fn of(&self, arithmetic: &Arithmetic) -> Vec<Fact> {
        arithmetic.givens.iter().filter_map(|(given, value)| self.fact(given, *value)).collect()
    }

    /// `None` for what the sentence of another number says.
    fn fact(&self, what: &Given, value: f64) -> Option<Fact> {
        let language = self.language;
        let (text, kind) = match what {
            Given::Weights(_) => return None,
            Given::Horizon => {
                let time = several(value as u64, &self.scenario.tick, language);
                return Some((text!("time that is counted", "durée comptée").into_string(language), time));
            }
            Given::LastGeneration => {
                let what = text!(
                    "last generation that hears of it (1: from customers)",
                    "dernière génération qui l'apprend (1 : des clients)"
                );
                let none = || language.pick("none: it goes on", "aucune\u{202f}: cela continue").to_owned();
                let number = if value.is_finite() { given(value, language) } else { none() };
                return Some((what.into_string(language), number));
            }
            Given::Weight(outcome, group) => (self.weight(*outcome, group), Kind::Number),
            Given::Audience(outcome, group) => (self.audience(*outcome, group), Kind::Number),
            Given::Stays(outcome, group) => (self.stays(*outcome, group.as_deref()), Kind::Share),
            Given::Delay(place) => {
                let rounded = (100.0 * value).round() / 100.0;
                return Some((self.delay(*place).into_string(language), given(rounded, language)));
            }
            Given::AnsweredInTime | Given::ToldInTime | Given::ToldBeforeAnswer | Given::ToldAfterAnswer => {
                (in_time(what), Kind::Share)
            }
            Given::RetellingRate
            | Given::RetellingAudience
            | Given::Decay
            | Given::RetoldInTime(..)
            | Given::ListenersInMarket
            | Given::Deterred
            | Given::Won => self.listeners(what),
            Given::CustomerValue
            | Given::ProspectValue
            | Given::ComplaintCost
            | Given::RecoveryCost
            | Given::AskingCost
            | Given::FixedCost => (self.money(what), Kind::Number),
            _ => customers(what),
        };
        let number = match kind {
            Kind::Share => format_percent(value, given_decimals(value).saturating_sub(2), language),
            Kind::Number => given(value, language),
        };
        Some((text.into_string(language), number))
    }

    fn has_groups(&self, outcome: Outcome) -> bool {
        self.model.groups().iter().filter(|(own, _)| *own == outcome).count() > 1
    }

    /// The people of an outcome, or of one of its groups.
    fn who(&self, outcome: Outcome, group: &str) -> [String; 2] {
        let [en, fr] = people(outcome);
        if !self.has_groups(outcome) {
            return [en.to_owned(), fr.to_owned()];
        }
        let [name_en, name_fr] = group_titles(self.scenario, outcome, group);
        [format!("{en}, group {name_en}"), format!("{fr}, groupe {name_fr}")]
    }

    fn weight(&self, outcome: Outcome, group: &str) -> Text {
        let all = self.model.parameters().telling(outcome).weights();
        let total = given(all, self.language);
        let [en, fr] = self.who(outcome, group);
        text!("{en}: how many of {total}", "{fr} : combien sur {total}")
    }

    fn audience(&self, outcome: Outcome, group: &str) -> Text {
        let own = self.model.parameters().telling(outcome).group(group);
        let is_always = own.is_none_or(|own| matches!(own.audience, Audience::Fixed(_)));
        let (mean_en, mean_fr) = if is_always { ("", "") } else { (", on average", ", en moyenne") };
        let [en, fr] = self.who(outcome, group);
        text!("{en}: people whom each of them tells{mean_en}", "{fr} : personnes à qui chacun en parle{mean_fr}")
    }

    fn stays(&self, outcome: Outcome, group: Option<&str>) -> Text {
        let [en, fr] = people(outcome);
        match group.filter(|_| self.has_groups(outcome)) {
            Some(group) => {
                let [name_en, name_fr] = group_titles(self.scenario, outcome, group);
                text!(
                    "share of the group {name_en} of {en} who stay customers",
                    "part de ceux qui restent clients, {fr}, groupe {name_fr}"
                )
            }
            None => text!("share of {en} who stay customers", "part de ceux qui restent clients, {fr}"),
        }
    }

    fn delay(&self, place: usize) -> Text {
        let [en, fr] = [Language::En, Language::Fr].map(|language| self.ticks(language));
        match place {
            0 => text!(
                "delay until a customer is let down, on average ({en})",
                "délai jusqu'à la déception d'un client, en moyenne ({fr})"
            ),
            1 => text!(
                "delay from there to the complaint, on average ({en})",
                "délai de là à la réclamation, en moyenne ({fr})"
            ),
            2 => text!(
                "delay from the complaint to the answer, on average ({en})",
                "délai de la réclamation à la réponse, en moyenne ({fr})"
            ),
            _ => {
                text!("delay before people tell of it, on average ({en})", "délai avant d'en parler, en moyenne ({fr})")
            }
        }
    }

    /// `days`.
    fn ticks(&self, language: Language) -> String {
        plural(&self.scenario.tick, language).unwrap_or_else(|| self.scenario.tick.clone())
    }

    /// What listeners do.
    fn listeners(&self, what: &Given) -> (Text, Kind) {
        let text = match what {
            Given::RetellingRate => {
                text!("share of the listeners who pass it on", "part des auditeurs qui le répètent")
            }
            Given::RetellingAudience => {
                let is_always = matches!(self.model.parameters().retelling.audience, Audience::Fixed(_));
                let (mean_en, mean_fr) = if is_always { ("", "") } else { (", on average", ", en moyenne") };
                let text = text!(
                    "people whom each of them tells in turn{mean_en}",
                    "personnes à qui chacun d'eux en parle à son tour{mean_fr}"
                );
                return (text, Kind::Number);
            }
            Given::Decay => {
                let text = text!(
                    "factor on that share from one generation to the next",
                    "facteur sur cette part d'une génération à la suivante"
                );
                return (text, Kind::Number);
            }
            Given::RetoldInTime(valence, generation) => {
                let (en, fr) = match valence {
                    Valence::Negative => ("ill", "mal"),
                    Valence::Positive => ("good", "bien"),
                };
                text!(
                    "of the {en} that generation {generation} would hear from the one before, share told within the time counted",
                    "du {fr} que la génération {generation} entendrait de la précédente, part racontée dans la durée comptée"
                )
            }
            Given::Deterred => text!(
                "share of these who are deterred when they hear ill",
                "part de celles-ci qui renoncent à acheter quand elles en entendent du mal"
            ),
            Given::Won => text!(
                "share of these who are won when they hear good",
                "part de celles-ci qui deviennent clientes quand elles en entendent du bien"
            ),
            _ => text!(
                "share of the people who hear of it who could be customers",
                "part des personnes touchées qui peuvent être clientes"
            ),
        };
        (text, Kind::Share)
    }

    fn money(&self, what: &Given) -> Text {
        let currency = self.scenario.currency.as_str();
        match what {
            Given::CustomerValue => text!(
                "what a customer who leaves would have spent ({currency})",
                "ce qu'aurait dépensé un client qui part ({currency})"
            ),
            Given::ProspectValue => {
                text!("what a prospect would have spent ({currency})", "ce qu'aurait dépensé un prospect ({currency})")
            }
            Given::ComplaintCost => {
                text!("cost of handling a complaint ({currency})", "coût de traitement d'une réclamation ({currency})")
            }
            Given::RecoveryCost => text!(
                "cost of recovering one in addition ({currency})",
                "coût supplémentaire pour en satisfaire une ({currency})"
            ),
            Given::AskingCost => {
                text!("cost of asking one customer ({currency})", "coût pour interroger un client ({currency})")
            }
            _ => {
                let unit = |language| money_unit(currency, &self.scenario.period, language);
                let [en, fr] = [Language::En, Language::Fr].map(unit);
                text!("cost of the measure ({en})", "coût de la mesure ({fr})")
            }
        }
    }
}

/// Who is let down, complains and is answered.
fn customers(what: &Given) -> (Text, Kind) {
    let (kind, text) = match what {
        Given::Complaints => (Kind::Number, text!("complaints seen", "réclamations reçues")),
        Given::SilentPerComplaint => (
            Kind::Number,
            text!(
                "customers let down who say nothing, for each who complains",
                "insatisfaits silencieux pour un client qui réclame"
            ),
        ),
        Given::Silent => (Kind::Number, text!("customers let down who say nothing", "insatisfaits silencieux")),
        Given::ObservedRate => (
            Kind::Share,
            text!(
                "share of the customers let down who complain (voice rate)",
                "part des clients déçus qui réclament (taux de réclamation des insatisfaits)"
            ),
        ),
        Given::Served => (Kind::Number, text!("customers served", "clients servis")),
        Given::Dissatisfied => (Kind::Number, text!("customers let down", "clients déçus")),
        Given::ProblemRate => (
            Kind::Share,
            text!("share of the customers served who are let down", "part des clients servis qui sont déçus"),
        ),
        Given::Met => (
            Kind::Share,
            text!(
                "share of the customers served whose service is what they expect or better",
                "part des clients servis dont le service vaut au moins leur attente"
            ),
        ),
        Given::ProductFound => (
            Kind::Share,
            text!(
                "share of those who find what they came for; only they are satisfied",
                "part de ceux qui trouvent ce qu'ils étaient venus chercher ; eux seuls sont satisfaits"
            ),
        ),
        Given::VoiceRate => (
            Kind::Share,
            text!(
                "share of the customers let down who complain of their own accord (voice rate)",
                "part des clients déçus qui réclament d'eux-mêmes (taux de réclamation des insatisfaits)"
            ),
        ),
        Given::Asked => {
            (Kind::Share, text!("share of the customers whom the firm asks", "part des clients interrogés"))
        }
        Given::Admits => (
            Kind::Share,
            text!(
                "share of the others let down who admit it when asked",
                "part des autres clients déçus qui l'avouent si on les interroge"
            ),
        ),
        _ => (
            Kind::Share,
            text!(
                "share of the complaints handled to the customer's satisfaction",
                "part des réclamations traitées à la satisfaction du client"
            ),
        ),
    };
    (text, kind)
}

/// What of it falls within the time that is counted.
fn in_time(what: &Given) -> Text {
    match what {
        Given::AnsweredInTime => text!(
            "of the answers that satisfy, share that comes within the time counted",
            "des réponses qui satisfont, part de celles qui viennent dans la durée comptée"
        ),
        Given::ToldInTime => text!(
            "of what customers tell whom no answer satisfies, share told within the time counted",
            "de ce que racontent les clients qu'aucune réponse ne satisfait, part racontée dans la durée comptée"
        ),
        Given::ToldBeforeAnswer => text!(
            "of the ill that customers would tell whom the answer will satisfy (each to as many as those whose complaint is not \
             resolved), share told before it",
            "du mal que raconteraient les clients que la réponse satisfera (chacun à autant de personnes que les réclamants \
             insatisfaits de la réponse), part racontée avant elle"
        ),
        _ => text!(
            "of the good that customers tell whom the answer satisfies, share told within the time counted",
            "du bien que racontent les clients que la réponse satisfait, part racontée dans la durée comptée"
        ),
    }
}
