use super::Linter;
use crate::model::Origin;
use crate::scenario::catalogue::known;
use crate::scenario::suggest::of_variant;
use crate::text;

/// What to do about customers who are asked and admit nothing.
const ADMITS: (&str, &str) = (
    "set voice.admits, the share of the dissatisfied who admit it when asked (below 0.5 as a rule)",
    "fixez voice.admits, la part des insatisfaits qui l'avouent quand on les interroge (moins de 0.5 en général)",
);

/// With customers served or dissatisfied, the voice rate is 0 unless it is said.
pub(super) fn nobody_complains(linter: &mut Linter) {
    let voice = linter.parameters.voice;
    let observed = matches!(linter.parameters.customers.origin, Origin::Complaints { .. });
    let asked = voice.asked.get() * voice.admits.get() > 0.0;
    if observed || voice.rate.or(voice.observed).is_some() || asked || linter.varies("voice") {
        return;
    }
    let message = (
        "voice.rate is not set: nobody complains, all the dissatisfied are silent",
        "voice.rate n'est pas fixé : personne ne réclame, tous les insatisfaits sont silencieux",
    );
    let hint = (
        "set voice.rate, such as 0.037 for one in 27, or voice.rate = 0.0 if that is meant",
        "fixez voice.rate, par exemple à 0.037 pour un sur 27, ou voice.rate = 0.0 si c'est voulu",
    );
    linter.doubt("nobody-complains", &known("customers"), message, hint);
}

/// Everybody complains anyway.
pub(super) fn nobody_left_to_ask(linter: &mut Linter) {
    let voice = linter.parameters.voice;
    if voice.rate.or(voice.observed).is_some_and(|rate| rate.get() == 1.0) && voice.asked.get() > 0.0 {
        let message = (
            "voice.asked has no effect beside voice.rate = 1: everybody complains already",
            "voice.asked est sans effet à côté de voice.rate = 1 : tous réclament déjà",
        );
        let hint = ("lower voice.rate or leave voice.asked out", "baissez voice.rate ou omettez voice.asked");
        linter.doubt("nobody-left-to-ask", &known("voice.asked"), message, hint);
    }
}

/// Customers are asked, but nobody admits anything.
pub(super) fn asked_without_admits(linter: &mut Linter) {
    let voice = linter.parameters.voice;
    if voice.asked.get() > 0.0 && voice.admits.get() == 0.0 && !linter.varies("voice.admits") {
        let message = (
            "voice.asked has no effect without voice.admits: nobody admits being dissatisfied",
            "voice.asked est sans effet sans voice.admits : personne n'avoue être insatisfait",
        );
        linter.doubt("asked-without-admits", &known("voice.asked"), message, ADMITS);
    }
    let varied = linter
        .scenario
        .variants
        .iter()
        .find(|variant| variant.parameters.voice.asked.get() > 0.0 && variant.parameters.voice.admits.get() == 0.0);
    if let Some(variant) = varied.filter(|_| voice.asked.get() == 0.0) {
        let message = of_variant(
            &variant.name,
            &text!("voice.asked has no effect without voice.admits", "voice.asked est sans effet sans voice.admits"),
        );
        let place = linter.place_of_variant(&variant.name);
        linter.doubt_at("asked-without-admits", place, message, ADMITS);
    }
}

/// Somebody would admit it, but nobody is asked.
pub(super) fn admits_without_asked(linter: &mut Linter) {
    let voice = linter.parameters.voice;
    if voice.admits.get() > 0.0 && voice.asked.get() == 0.0 && !linter.varies("voice.asked") {
        let message = (
            "voice.admits has no effect without voice.asked: nobody is asked",
            "voice.admits est sans effet sans voice.asked : personne n'est interrogé",
        );
        let hint = ("set voice.asked, here or in a variant", "fixez voice.asked, ici ou dans une variante");
        linter.doubt("admits-without-asked", &known("voice.admits"), message, hint);
    }
}
