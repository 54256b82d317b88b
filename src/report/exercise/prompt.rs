use crate::experiment::exercise::Asked;
use crate::scenario::Scenario;
use crate::text;
use crate::vocabulary::{Language, Metric, Outcome, Text, Valence, quoted};

/// The name of the only group of an outcome that names none.
const ALL: &str = "all";

/// The question of a step; people and money are means of a period.
///
/// `scenario` knows what to call its groups.
pub(super) fn prompt(scenario: &Scenario, asked: &Asked) -> Text {
    match asked {
        Asked::Metric(metric) => of_metric(*metric).into(),
        Asked::InGroup(outcome, group) => {
            let [people_en, people_fr] = people(*outcome);
            let [group_en, group_fr] = group_titles(scenario, *outcome, group);
            text!(
                "How many of {people_en} belong to the group {group_en}?",
                "Combien, parmi {people_fr}, sont du groupe {group_fr} ?"
            )
        }
        Asked::Told(outcome, group) => {
            let [people_en, people_fr] = people(*outcome);
            if group == ALL {
                return text!(
                    "How many people hear of it from {people_en}?",
                    "À combien de personnes {people_fr} en parlent-ils ?"
                );
            }
            let [group_en, group_fr] = group_titles(scenario, *outcome, group);
            text!(
                "How many people hear of it from the group {group_en} of {people_en}?",
                "À combien de personnes {people_fr} du groupe {group_fr} en parlent-ils ?"
            )
        }
        Asked::FirstHand(Valence::Negative) => text!(
            "How many people hear ill of it from customers?",
            "À combien de personnes des clients en disent-ils du mal ?"
        ),
        Asked::FirstHand(Valence::Positive) => text!(
            "How many people hear good of it from customers?",
            "À combien de personnes des clients en disent-ils du bien ?"
        ),
        Asked::Retold(Valence::Negative) => text!(
            "How many more people hear of it from listeners who pass it on?",
            "Combien de personnes de plus l'apprennent d'auditeurs qui le répètent ?"
        ),
        Asked::Retold(Valence::Positive) => text!(
            "How many more people hear good of it from listeners who pass it on?",
            "Combien de personnes de plus en apprennent du bien d'auditeurs qui le répètent ?"
        ),
    }
}

/// What a group is called within a sentence, English and French.
pub(super) fn group_titles(scenario: &Scenario, outcome: Outcome, name: &str) -> [String; 2] {
    [Language::En, Language::Fr].map(|language| quoted(&scenario.group_title(outcome, name, language), language))
}

/// The people of an outcome within a sentence.
pub(super) const fn people(outcome: Outcome) -> [&'static str; 2] {
    match outcome {
        Outcome::Silent => ["the silent customers", "les insatisfaits silencieux"],
        Outcome::Unresolved => ["those whose complaint is not resolved", "les réclamants insatisfaits de la réponse"],
        Outcome::Recovered => ["those whose complaint is recovered", "les réclamants satisfaits de la réponse"],
        Outcome::Satisfied => ["the satisfied customers", "les clients satisfaits"],
    }
}

const fn of_metric(metric: Metric) -> (&'static str, &'static str) {
    match metric {
        Metric::Dissatisfied => ("How many customers are let down?", "Combien de clients sont déçus ?"),
        Metric::Complaints => ("How many customers complain?", "Combien de clients réclament ?"),
        Metric::Silent => {
            ("How many customers are let down and say nothing?", "Combien de clients déçus ne disent rien ?")
        }
        Metric::Recovered => (
            "How many complaints are handled to the customer's satisfaction?",
            "Combien de réclamations sont traitées à la satisfaction du client ?",
        ),
        Metric::Unresolved => (
            "How many complaints are not handled to the customer's satisfaction?",
            "Combien de réclamations ne sont pas traitées à la satisfaction du client ?",
        ),
        Metric::Satisfied => ("How many customers are satisfied?", "Combien de clients sont satisfaits ?"),
        Metric::Impressions => (
            "How many times is ill told of it (whoever hears it twice counts twice)?",
            "Combien de fois en dit-on du mal (qui l'entend deux fois compte deux fois) ?",
        ),
        Metric::Reach => (
            "How many people hear of it without having lived it?",
            "Combien de personnes l'apprennent sans l'avoir vécu ?",
        ),
        Metric::Aware => ("How many people know in all?", "Combien de personnes sont au courant en tout ?"),
        Metric::AwarePerComplaint => {
            ("How many people know for each complaint?", "Combien de personnes sont au courant pour une réclamation ?")
        }
        Metric::PositiveReach => (
            "How many people hear good of the firm in all?",
            "À combien de personnes dit-on du bien de l'entreprise en tout ?",
        ),
        Metric::CustomersLost => ("How many customers leave?", "Combien de clients partent ?"),
        Metric::ProspectsLost => {
            ("How many listeners are deterred from buying?", "Combien d'auditeurs renoncent à acheter ?")
        }
        Metric::ProspectsWon => ("How many listeners are won?", "Combien d'auditeurs sont gagnés ?"),
        Metric::RevenueLost => ("How much revenue is lost?", "Quel chiffre d'affaires est perdu ?"),
        Metric::Cost => (
            "What do complaints, measures and compensation cost?",
            "Combien coûtent les réclamations, les mesures et les gestes ?",
        ),
        Metric::NetLoss => ("What is the net loss?", "Quelle est la perte nette ?"),
        // No step asks for the others.
        _ => ("How many, on average?", "Combien, en moyenne ?"),
    }
}
