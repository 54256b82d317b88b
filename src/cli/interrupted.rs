use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use rumeur::text;
use rumeur::vocabulary::{Language, Noun};

use super::messages::Messages;

/// Says once that a signal ended the work, and what is left of it.
pub(super) fn interrupted(complete: usize, kept: Option<&Path>, messages: Messages) {
    static IS_SAID: AtomicBool = AtomicBool::new(false);
    if IS_SAID.swap(true, Ordering::SeqCst) {
        return;
    }
    messages.error(text!("interrupted", "interrompu"));
    if let Some(kept) = kept.filter(|_| complete == 0) {
        let kept = kept.display();
        messages.hint(text!(
            "the replicates drawn so far are in {kept}: the same command with --resume goes on from there",
            "les réplications tirées jusqu'ici sont dans {kept} : la même commande avec --resume reprend de là"
        ));
    } else if let Some(kept) = kept {
        let noun = Noun {
            en: ["scenario is complete", "scenarios are complete"],
            fr: ["scénario est terminé", "scénarios sont terminés"],
        };
        let [en, fr] = [Language::En, Language::Fr].map(|language| noun.counted(complete as u64, language));
        let kept = kept.display();
        messages.hint(text!(
            "{en}, in {kept}: the same command with --resume goes on from there",
            "{fr}, dans {kept} : la même commande avec --resume reprend de là"
        ));
    }
}
