use std::fmt::Write as _;

use super::laws::voice_law;
use super::spell::{MARK, quoted, share};
use crate::experiment::fit::{SilentFit, Way, WayFound};
use crate::vocabulary::Language;

/// Whether a file that begins so is a fragment written before.
pub fn is_fragment(head: &[u8]) -> bool {
    head.starts_with(MARK.as_bytes())
}

/// The fragment of a complaint log: complaints and observed voice rate, with its law; `None` where the way chosen does not say.
///
/// A scenario starts from it with `extends`. It runs as it stands.
pub fn silent_fragment(fit: &SilentFit, found: &WayFound, source: &str, language: Language) -> Option<String> {
    // A rate of 1 leaves nobody silent and is nothing to be unsure of.
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
    let _ = writeln!(text, "{MARK} complaints: {about}.\n");
    let _ = writeln!(
        text,
        "[customers]\nsource = {}",
        quoted(&format!("{source}{}{method}", language.pick("; ", "\u{202f}; ")))
    );
    let _ = writeln!(text, "complaints = {complaints}\nobserved_voice_rate = {}", share(rate));
    if let Some(law) = law(found) {
        let _ = writeln!(text, "\n[uncertainty]\n\"customers.observed_voice_rate\" = {law}");
    }
    Some(text)
}

/// The law of the voice rate: beta by the moments of the draws, else their range.
fn law(found: &WayFound) -> Option<String> {
    let (rate, hidden) = (found.voice_rate?, found.hidden?);
    let seen = hidden * rate / (1.0 - rate);
    let of = |hidden: f64| seen / (seen + hidden);
    let range = found.interval[0].zip(found.interval[1]).map(|(few, many)| [of(many), of(few)]);
    voice_law(found.beta?, rate, range)
}
