use super::arithmetic::Labels;
use super::page::{Entry, Page};
use crate::model::{Effects, LaterPeriods, Outweigh, VoiceEffect};
use crate::quantity::Probability;
use crate::vocabulary::{
    Language, NARROW_NO_BREAK_SPACE, Noun, format_number, format_percent, format_signed, is_singular,
};

/// What one more complaint is worth, and how many satisfied customers outweigh one who was let down; an empty page where
/// neither money nor good word of mouth is at stake.
pub fn worth_of_one(
    effects: &Effects,
    complains: Probability,
    recovery: Probability,
    later: LaterPeriods,
    labels: Labels<'_>,
    language: Language,
) -> Page {
    let mut page = Page::default();
    let sentences = [
        complaint(&effects.voice(recovery), labels, language)
            .map(|said| format!("{said}{}", not_counted(later, language))),
        satisfied(effects.outweigh(complains, recovery), language),
    ];
    page.sentences(sentences.into_iter().flatten());
    page
}

/// What the worth of one complaint leaves out.
fn not_counted(later: LaterPeriods, language: Language) -> &'static str {
    match later {
        LaterPeriods::None => "",
        LaterPeriods::Follow => language.pick(
            "; that is within one period, later ones are not counted",
            "\u{202f}; cela sur une seule période, sans compter les suivantes",
        ),
        LaterPeriods::Learn => language.pick(
            "; that is within one period, what the firm learns from complaints for later ones is not counted: \
             `rumeur compare` and `rumeur sweep` do count it",
            "\u{202f}; cela sur une seule période, sans compter ce que l’entreprise apprend des réclamations pour les \
             suivantes, que `rumeur compare` et `rumeur sweep` comptent",
        ),
    }
}

fn complaint(change: &VoiceEffect, labels: Labels<'_>, language: Language) -> Option<String> {
    if change.loyalty == 0.0 && change.word_of_mouth == 0.0 && change.cost == 0.0 {
        return None;
    }
    let currency = labels.currency;
    let signed = |value: f64| {
        let sign = if value > 0.0 { "+" } else { "" };
        format!("{sign}{} {currency}", format_signed(value, 2, language))
    };
    let (loyalty, word, handling) = (signed(change.loyalty), signed(change.word_of_mouth), signed(change.cost));
    let total = change.net_loss();
    let size = format!("{} {currency}", format_number(total.abs(), 2, language));
    let verb = match (language, total < 0.0) {
        (Language::En, true) => format!("saves {size}"),
        (Language::En, false) => format!("adds {size} to the loss"),
        (Language::Fr, true) => format!("réduit la perte de {size}"),
        (Language::Fr, false) => format!("augmente la perte de {size}"),
    };
    let rate = change.turns_at.map(|rate| format_percent(rate, 1, language));
    let turns = match (language, change.turns_at, rate) {
        (Language::En, Some(0.0), _) => "it pays at any recovery rate".to_owned(),
        (Language::Fr, Some(0.0), _) => "rentable quelle que soit la part des réclamations bien traitées".to_owned(),
        (Language::En, _, Some(rate)) => format!("it pays where more than {rate} of the complaints are handled well"),
        (Language::Fr, _, Some(rate)) => format!("rentable si plus de {rate} des réclamations sont bien traitées"),
        (Language::En, _, None) => "it pays at no recovery rate".to_owned(),
        (Language::Fr, _, None) => "ce n’est rentable pour aucune part de réclamations bien traitées".to_owned(),
    };
    let space = NARROW_NO_BREAK_SPACE;
    Some(match language {
        Language::En => format!(
            "each silent customer who complains instead {verb} (loyalty {loyalty}, word of mouth {word}, handling \
             {handling}); {turns}"
        ),
        Language::Fr => format!(
            "chaque insatisfait silencieux qui se met à réclamer {verb} (fidélité {loyalty}, bouche-à-oreille {word}, \
             traitement {handling}){space}; {turns}"
        ),
    })
}

/// What is weighed against each other: with one satisfied customer, with several, and what is done with one let down, with
/// several.
struct Weighed {
    infinitive: &'static str,
    verb: &'static str,
    end: [&'static str; 2],
    /// What is said where one who was let down does more good than ill.
    none: &'static str,
}

fn satisfied(outweigh: Outweigh, language: Language) -> Option<String> {
    let [reach, win] = match language {
        Language::En => [
            Weighed {
                infinitive: "reach as many people as",
                verb: "reaches as many people as",
                end: ["", ""],
                none: "one let down makes more people hear good than ill, once complaints are handled",
            },
            Weighed {
                infinitive: "win as many prospects as",
                verb: "wins as many prospects as",
                end: [" deters", " deter"],
                none: "one let down wins more prospects than that deters, once complaints are handled",
            },
        ],
        Language::Fr => [
            Weighed {
                infinitive: "toucher autant de monde que",
                verb: "touche autant de monde que",
                end: ["", ""],
                none: "un insatisfait fait entendre plus de bien que de mal, une fois les réclamations traitées",
            },
            Weighed {
                infinitive: "gagner autant de prospects que",
                verb: "gagne autant de prospects que",
                end: [" en dissuade", " en dissuadent"],
                none: "un insatisfait gagne plus de prospects qu'il n'en dissuade, une fois les réclamations traitées",
            },
        ],
    };
    let reach = balance(outweigh.in_reach?, &reach, language);
    Some(match outweigh.in_prospects.map(|customers| balance(customers, &win, language)) {
        None => reach,
        Some(prospects) => format!("{reach}{}{prospects}", language.pick("; ", "\u{202f}; ")),
    })
}

/// How many satisfied customers do as much good as one who was let down does ill; below one, told the other way round.
fn balance(satisfied: f64, weighed: &Weighed, language: Language) -> String {
    let Weighed { infinitive, verb, end: [one, several], none } = weighed;
    let number = |value: f64| Entry::trimmed(value, i32::from(value < 100.0)).say(language);
    if satisfied <= 0.0 {
        return (*none).to_owned();
    }
    if satisfied < 1.0 {
        let let_down = number(1.0 / satisfied);
        return match language {
            Language::En => format!(
                "one satisfied customer {verb} {let_down} let down{}",
                if let_down == "1" { one } else { several }
            ),
            Language::Fr => {
                let word = Noun { en: [""; 2], fr: ["insatisfait", "insatisfaits"] }.beside(1.0 / satisfied, language);
                {
                    let end = if is_singular(1.0 / satisfied, language) { one } else { several };
                    format!("un client satisfait {} {word}{end}", elided(verb, &let_down))
                }
            }
        };
    }
    let count = number(satisfied);
    let customers =
        Noun { en: ["satisfied customer", "satisfied customers"], fr: ["client satisfait", "clients satisfaits"] };
    let customers = customers.beside(satisfied, language);
    match language {
        Language::En => format!("it takes {count} {customers} to {infinitive} one let down{one}"),
        Language::Fr => format!("il faut {count} {customers} pour {}{one}", elided(infinitive, "un insatisfait")),
    }
}

/// `que 10`, `qu’un insatisfait`.
fn elided(words: &str, next: &str) -> String {
    match words.strip_suffix('e').filter(|_| next.starts_with('u')) {
        Some(short) => format!("{short}’{next}"),
        None => format!("{words} {next}"),
    }
}
