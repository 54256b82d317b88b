use super::page::{Entry, Grid, Head, Page};
use crate::experiment::fit::{SilentFit, Way, WayFound};
use crate::report::tables::silent_rows;
use crate::text;
use crate::vocabulary::{Language, Noun, Text, format_count, format_percent, set_in, typeset};

/// Decimals of customers who were not seen.
const HIDDEN_DECIMALS: i32 = 1;

/// What a complaint log says of those who never complained: every way beside the others, what it rests on, and the one that is
/// taken.
pub fn silent(fit: &SilentFit, chosen: &WayFound, language: Language) -> Page {
    let mut page = Page::default();
    page.heading(language.pick("Who never complained", "Ceux qui n'ont jamais réclamé"));
    page.sentences([counted(fit, language)]);
    let heads = match language {
        Language::En => ["method", "complained", "never did", "95 % interval", "voice rate"],
        Language::Fr => ["méthode", "ont réclamé", "jamais", "intervalle à 95 %", "taux de\nréclamation"],
    };
    let columns = heads.into_iter().enumerate().map(|(at, head)| Head { text: typeset(head), is_number: at > 0 });
    let rows = silent_rows(fit).into_iter().map(|row| {
        let number = |value| Entry::Number { value, decimals: HIDDEN_DECIMALS, unit: None };
        let interval = match (row.low, row.high) {
            (Some(low), Some(high)) => Entry::Range { low, high, decimals: HIDDEN_DECIMALS },
            (Some(low), None) => Entry::words(format!("≥ {}", number(low).say(language))),
            _ => Entry::Undefined,
        };
        vec![
            Entry::words(row.method),
            Entry::count(row.seen),
            Entry::or_undefined(row.hidden.map(number)),
            interval,
            Entry::or_undefined(row.voice_rate.map(|share| Entry::Share { share, decimals: 1 })),
        ]
    });
    page.table(Grid { columns: columns.collect(), rows: rows.collect() });
    page.heading(language.pick("What it rests on", "Ce que cela suppose"));
    page.sentences(assumptions(fit, language));
    page.sentences([conclusion(fit, chosen, language)]);
    page
}

fn counted(fit: &SilentFit, language: Language) -> String {
    let complaints = Noun { en: ["complaint", "complaints"], fr: ["réclamation", "réclamations"] }
        .counted(fit.repeats.complaints(), language);
    let seen = Noun { en: ["customer", "customers"], fr: ["client", "clients"] }.counted(fit.repeats.seen(), language);
    let once = Noun { en: ["complained", "complained"], fr: ["a réclamé", "ont réclamé"] };
    let once = once.counted(fit.repeats.exactly(1), language);
    let often = often(fit, language);
    text!("{complaints} of {seen}: {once} once, {often}.", "{complaints} de {seen} : {once} une fois, {often}.")
        .into_string(language)
}

/// `16 twice, 6 three times, 1 more often`: all who complained more than once, who did seven times and more together.
fn often(fit: &SilentFit, language: Language) -> String {
    let times = match language {
        Language::En => ["twice", "three times", "four times", "five times", "six times"],
        Language::Fr => ["deux fois", "trois fois", "quatre fois", "cinq fois", "six fois"],
    };
    let named = times.into_iter().zip(2..).map(|(word, times)| (word, fit.repeats.exactly(times)));
    let rest: u64 = fit.repeats.counts().iter().skip(times.len() + 1).sum();
    let all = named.chain([(language.pick("more often", "plus souvent"), rest)]);
    // That nobody complained twice matters to the estimates.
    let said = all.enumerate().filter(|&(at, (_, customers))| at == 0 || customers > 0);
    let said = said.map(|(_, (word, customers))| format!("{} {word}", format_count(customers, language)));
    said.collect::<Vec<_>>().join(", ")
}

fn assumptions(fit: &SilentFit, language: Language) -> Vec<String> {
    let mut texts = vec![
        [
            "One count for each incident: who calls three times about one matter complained once.",
            "Un incident compte une fois : qui appelle trois fois pour la même affaire a réclamé une fois.",
        ],
        [
            "A closed period: whoever could complain could do so from its first day to its last.",
            "Une période close : qui pouvait réclamer le pouvait du premier au dernier jour.",
        ],
        [
            "A complaint neither encourages nor silences the next one.",
            "Une réclamation n'encourage ni ne décourage la suivante.",
        ],
        [
            "Where customers differ, chao and chao-bias-corrected are a lower bound of the silent; poisson takes all for alike and \
             counts too few, geometric lets them differ in one way.",
            "Si les clients diffèrent, chao et chao-bias-corrected donnent au moins les silencieux ; poisson les croit tous \
             pareils et en compte trop peu, geometric les laisse différer d'une seule façon.",
        ],
    ];
    if fit.lists.is_some() {
        texts.push([
            "Two lists: chapman takes the second for a random part of the dissatisfied, independent of who complained.",
            "Deux listes : chapman prend la seconde pour un tirage au hasard des insatisfaits, sans lien avec la réclamation.",
        ]);
    }
    texts.into_iter().map(|[en, fr]| set_in(language.pick(en, fr), language)).collect()
}

fn conclusion(fit: &SilentFit, chosen: &WayFound, language: Language) -> String {
    let method = chosen.way.name();
    let (Some(hidden), Some(rate)) = (chosen.hidden, chosen.voice_rate) else {
        return match language {
            Language::En => format!("{method}: the counts do not say how many never complained."),
            Language::Fr => typeset(&format!("{method} : les comptes ne disent pas combien n'ont jamais réclamé.")),
        };
    };
    let seen = match (&fit.lists, chosen.way) {
        (Some((lists, _)), Way::Chapman) => lists.first,
        _ => fit.repeats.seen(),
    };
    let hidden = libm::round(hidden) as u64;
    let had = Noun {
        en: ["had a reason and never did", "had a reason and never did"],
        fr: [
            "avait une raison de le faire et ne l'a jamais fait",
            "avaient une raison de le faire et ne l'ont jamais fait",
        ],
    };
    let some = match (language, hidden) {
        (_, 0 | 1) => "",
        (Language::En, _) => "some ",
        (Language::Fr, _) => "environ ",
    };
    let hidden = format!("{some}{}", had.counted(hidden, language));
    let complained = Noun {
        en: ["customer who complained", "customers who complained"],
        fr: ["client qui a réclamé", "clients qui ont réclamé"],
    };
    let seen = complained.counted(seen, language);
    let rate = format_percent(rate, 1, language);
    match language {
        Language::En => format!(
            "For {seen}, {hidden} ({method}): a voice rate (share of \
             the dissatisfied who complain) of {rate}."
        ),
        Language::Fr => typeset(&format!(
            "Pour {seen}, {hidden} ({method}) : un \
             taux de réclamation des insatisfaits (la part d'entre eux qui réclament) de {rate}."
        )),
    }
}

/// Fewer customers than these who complained twice, or stand on both lists, make an estimate that jumps.
const FEW: u64 = 10;

/// What to beware of in the way chosen.
pub fn silent_cautions(fit: &SilentFit, chosen: &WayFound) -> Vec<Text> {
    let (count, seen) = if let (Way::Chapman, Some((lists, _))) = (chosen.way, &fit.lists) {
        let stand = Noun {
            en: ["stands on both lists", "stand on both lists"],
            fr: ["est sur les deux listes", "sont sur les deux listes"],
        };
        (lists.both, stand)
    } else {
        let complained = Noun {
            en: ["complained twice", "complained twice"],
            fr: ["a réclamé deux fois", "ont réclamé deux fois"],
        };
        (fit.repeats.exactly(2), complained)
    };
    let mut texts = Vec::new();
    if count < FEW {
        texts.push(few(count, seen));
    }
    if chosen.hidden.is_some() && chosen.interval[1].is_none() {
        texts.push(text!(
            "the counts bound those who never complained from below only, and the voice rate not from below: a survey, or a second \
             list (--list FILE), says more",
            "les comptes ne bornent ceux qui n'ont jamais réclamé que par le bas, et le taux de réclamation que par le haut : une \
             enquête, ou une seconde liste (--list FICHIER), en dit plus"
        ));
    }
    if chosen.hidden == Some(0.0) {
        texts.push(if chosen.law.is_some() {
            text!(
                "no silent customer is found: the voice rate is 1, and its law goes down from there; look whether one incident counts several times",
                "aucun silencieux n'est trouvé : le taux de réclamation vaut 1, et sa loi descend à partir de là ; un incident compte-t-il plusieurs fois ?"
            )
        } else {
            text!(
                "no silent customer is found: the voice rate is 1 and has no law; look whether one incident counts several times",
                "aucun silencieux n'est trouvé : le taux de réclamation vaut 1 et n'a pas de loi ; un incident compte-t-il plusieurs fois ?"
            )
        });
    }
    texts
}

/// `only 2 customers complained twice: the estimate rests on them`; what they did for one and for several.
fn few(count: u64, Noun { en: [does, do_so], fr: [fait, font] }: Noun) -> Text {
    match count {
        0 => text!(
            "no customer {does}: the estimate rests on nobody",
            "aucun client n'{fait} : l'estimation ne repose sur personne"
        ),
        1 => text!(
            "only 1 customer {does}: the estimate rests on that one",
            "un seul client {fait} : l'estimation ne repose que sur lui"
        ),
        _ => text!(
            "only {count} customers {do_so}: the estimate rests on them",
            "{count} clients seulement {font} : tout repose sur eux"
        ),
    }
}
