use std::fmt::Write as _;

use super::spell::{MARK, comment, quoted, share};
use crate::experiment::fit::{Hidden, RateLaw, SilentFit, Way, WayFound};
use crate::report::pages::silent_cautions;
use crate::text;
use crate::vocabulary::{Language, Text, format_number};

/// Whether a file that begins so is a fragment written before.
pub fn is_fragment(head: &[u8]) -> bool {
    head.starts_with(MARK.as_bytes())
}

/// The fragment of a complaint log: complaints and observed voice rate, with its law; `None` where the way chosen does not say.
///
/// A scenario starts from it with `extends`. It runs as it stands.
pub fn silent_fragment(fit: &SilentFit, found: &WayFound, source: &str, language: Language) -> Option<String> {
    // A rate of 1 leaves nobody silent.
    let rate = found.voice_rate?.clamp(1e-9, 1.0);
    let complaints = match (found.way, &fit.lists) {
        (Way::Chapman, Some((lists, _))) => lists.first,
        _ => fit.repeats.seen(),
    };
    let method = found.way.name();
    let mut text = String::new();
    let about = language.pick(
        "starts a scenario with extends = \"fragment.toml\". Each customer counts once, whatever they complained of",
        "un scénario en part avec extends = \"fragment.toml\". Chaque client compte une fois, quoi qu'il ait réclamé",
    );
    let _ = writeln!(text, "{MARK} complaints: {about}.");
    for said in known(found).into_iter().chain(silent_cautions(fit, found)) {
        text.push_str(&comment(said.pick(language)));
    }
    let _ = writeln!(
        text,
        "\n[customers]\nsource = {}",
        quoted(&format!("{source}{}{method}", language.pick("; ", "\u{202f}; ")))
    );
    let _ = writeln!(text, "complaints = {complaints}\nobserved_voice_rate = {}", share(rate));
    if let Some(law) = found.law {
        let _ = writeln!(text, "\n[uncertainty]\n\"customers.observed_voice_rate\" = {}", spelled(law));
    }
    Some(text)
}

/// What is known of those who never complained.
fn known(found: &WayFound) -> Vec<Text> {
    let say = |people: f64| [Language::En, Language::Fr].map(|language| format_number(people, 0, language));
    let mut texts = Vec::new();
    if let (Some(hidden), [Some(low), high]) = (found.hidden, found.interval) {
        let ([hidden_en, hidden_fr], [low_en, low_fr]) = (say(hidden), say(low));
        texts.push(match high.map(say) {
            Some([high_en, high_fr]) => text!(
                "Never complained: {hidden_en}, 95 % interval {low_en} to {high_en}.",
                "N'ont jamais réclamé : {hidden_fr}, intervalle à 95 % de {low_fr} à {high_fr}."
            ),
            None => text!(
                "Never complained: {hidden_en}, 95 % interval: {low_en} or more, nothing bounds them above.",
                "N'ont jamais réclamé : {hidden_fr}, intervalle à 95 % : {low_fr} ou plus, rien ne les borne par le haut."
            ),
        });
    }
    if matches!(found.way, Way::Repeats(Hidden::Chao | Hidden::ChaoBiasCorrected)) {
        texts.push(Text::new(
            "A lower bound: where customers differ, more never complained.",
            "C'est une borne inférieure : si les clients diffèrent, davantage n'ont jamais réclamé.",
        ));
    }
    texts
}

fn spelled(law: RateLaw) -> String {
    match law {
        RateLaw::Beta { a, b } => super::laws::beta(a, b),
        RateLaw::Triangular { low, mode, high } => {
            format!("{{ triangular = [{}, {}, {}] }}", share(low), share(mode), share(high))
        }
    }
}
