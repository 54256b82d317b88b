use rumeur::model::{Effects, Outweigh, VoiceEffect};
use rumeur::quantity::Probability;
use rumeur::vocabulary::{Language, format_number};

/// What one more complaint is worth, and how many satisfied customers outweigh one who was let down; nothing where
/// neither money nor good word of mouth is at stake.
pub(super) fn worth(
    effects: &Effects,
    complains: Probability,
    recovery: Probability,
    currency: &str,
    language: Language,
) -> Option<String> {
    let lines = [
        complaint(&effects.voice(recovery), currency, language),
        satisfied(effects.outweigh(complains, recovery), language),
    ];
    let lines: Vec<String> = lines.into_iter().flatten().collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn complaint(change: &VoiceEffect, currency: &str, language: Language) -> Option<String> {
    if change.loyalty == 0.0 && change.word_of_mouth == 0.0 && change.cost == 0.0 {
        return None;
    }
    let signed = |value: f64| {
        let sign = if value > 0.0 { "+" } else { "" };
        format!("{sign}{}", format_number(value, 2, language))
    };
    let (total, loyalty) = (signed(change.net_loss()), signed(change.loyalty));
    let (word, handling) = (signed(change.word_of_mouth), signed(change.cost));
    let rate = change.turns_at.map(|rate| format_number(rate, 3, language));
    let turns = match (language, change.turns_at, rate) {
        (Language::En, Some(0.0), _) => "it pays at any recovery rate".to_owned(),
        (Language::Fr, Some(0.0), _) => "elle est rentable à tout taux de récupération".to_owned(),
        (Language::En, _, Some(rate)) => format!("it pays above a recovery rate of {rate}"),
        (Language::Fr, _, Some(rate)) => format!("elle est rentable au-dessus d'un taux de récupération de {rate}"),
        (Language::En, _, None) => "it pays at no recovery rate".to_owned(),
        (Language::Fr, _, None) => "elle n'est rentable à aucun taux de récupération".to_owned(),
    };
    Some(match language {
        Language::En => format!(
            "one silent customer who complains instead changes the loss by {total} {currency} (loyalty {loyalty}, word \
             of mouth {word}, handling {handling}); {turns}"
        ),
        Language::Fr => format!(
            "un silencieux qui réclame change la perte de {total} {currency} (fidélité {loyalty}, bouche-à-oreille \
             {word}, traitement {handling})\u{a0}; une réclamation de plus\u{a0}: {turns}"
        ),
    })
}

fn satisfied(outweigh: Outweigh, language: Language) -> Option<String> {
    let reach = format_number(outweigh.in_reach?, 1, language);
    let prospects = outweigh.in_prospects.map(|customers| format_number(customers, 1, language));
    Some(match (language, prospects) {
        (Language::En, None) => format!("it takes {reach} satisfied customers to reach as many as one let down"),
        (Language::En, Some(prospects)) => format!(
            "it takes {reach} satisfied customers to reach as many as one let down, and {prospects} to win as many \
             prospects as one deters"
        ),
        (Language::Fr, None) => format!("il faut {reach} clients satisfaits pour toucher autant de monde qu'un déçu"),
        (Language::Fr, Some(prospects)) => format!(
            "il faut {reach} clients satisfaits pour toucher autant de monde qu'un déçu, et {prospects} pour gagner \
             autant de prospects qu'il en dissuade"
        ),
    })
}
