use super::fields::{FIXED, field};
use super::key::{Fallback, Key, Kind, Scope, Section, Unit, Words};
use crate::model::{MOST_TICKS, Time};

const fn delay(path: &'static str, words: Words, en: &'static str, fr: &'static str) -> Key {
    Key::number(path, words, Kind::Audience, Unit::Ticks, Fallback::Toml("0"), en, fr).field(FIXED)
}

/// When things happen inside a period.
pub(super) const SECTION: Section = Section {
    path: "time",
    always: false,
    meaning: [
        "When things happen inside a period, in whole ticks; without this table everything happens at once. A delay is a \
         number of ticks or one of the distributions that audiences have (not indignation, not per_contact). Who \
         complains tells as one of the unresolved until the answer; the recovered stop there and tell good from then on. \
         Everything is counted up to the horizon.",
        "Quand les choses se passent dans une période, en unités de temps entières ; sans cette table, tout se passe en \
         même temps. Un délai est un nombre ou une des lois des auditoires (ni indignation, ni per_contact). Celui qui \
         réclame en parle comme un insatisfait de la réponse jusqu'à la réponse ; celui qu'elle satisfait s'arrête là et en \
         dit du bien ensuite. Tout est compté jusqu'à l'échéance.",
    ],
    keys: &[
        Key::new(
            "unit",
            Kind::Text,
            Unit::None,
            Fallback::Toml("\"day\""),
            "what a tick is; a label",
            "ce qu'est une unité de temps ; une étiquette",
        )
        .scope(Scope::Scenario),
        Key::number(
            "horizon",
            Words { en: "the horizon", fr: "l'échéance" },
            Kind::Count { min: 1, max: MOST_TICKS },
            Unit::Ticks,
            Fallback::Required,
            "the last tick that is counted, the same for all variants; the first is 0",
            "la dernière unité de temps comptée, la même pour toutes les variantes ; la première est 0",
        )
        .scope(Scope::Point)
        .field(field!(time: Time { horizon, .. } => horizon))
        .example("horizon = 90"),
        delay(
            "arrival",
            Words { en: "the delay before the experience", fr: "le délai avant l'expérience" },
            "from the start of the period until the customer's experience, good or bad",
            "du début de la période jusqu'à l'expérience du client, bonne ou mauvaise",
        ),
        delay(
            "complaint",
            Words { en: "the delay before the complaint", fr: "le délai avant la réclamation" },
            "from then until the complaint",
            "de là jusqu'à la réclamation",
        ),
        delay(
            "answer",
            Words { en: "the delay before the answer", fr: "le délai avant la réponse" },
            "from the complaint until it is answered, to the customer's satisfaction or not",
            "de la réclamation jusqu'à la réponse, satisfaisante ou non",
        ),
        delay(
            "telling",
            Words { en: "the delay before each telling", fr: "le délai avant d'en parler" },
            "from living or hearing it until a listener is told, one delay for each listener",
            "du moment où on l'a vécu ou entendu jusqu'à ce qu'on en parle, un délai par auditeur",
        ),
    ],
};
