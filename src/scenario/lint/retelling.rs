use super::Linter;
use crate::model::{Generations, Retelling};
use crate::scenario::catalogue::known;
use crate::scenario::suggest::of_variant;
use crate::text;
use crate::vocabulary::Text;

/// So many listeners for each first-hand one are an explosion.
const EXPLOSION: f64 = 1e6;
/// So many generations are looked at.
const HORIZON: u32 = 10_000;

/// Each listener makes more than one listener, generation after generation.
pub(super) fn explodes(linter: &mut Linter) {
    let with_variants = std::iter::once(("", linter.parameters))
        .chain(linter.scenario.variants.iter().map(|variant| (variant.name.as_str(), &variant.parameters)));
    let found = with_variants.filter(|(_, parameters)| parameters.network.is_none()).find_map(|(name, parameters)| {
        let mean = parameters.retelling.audience.mean()?;
        let listeners = listeners(&parameters.retelling, mean)?;
        Some((name.to_owned(), parameters.retelling.rate.get() * mean, listeners))
    });
    let Some((name, growth, listeners)) = found else { return };
    let Text { en, fr } =
        if listeners.is_finite() { Text::same(format!("{listeners:.0e}")) } else { text!("without end", "sans fin") };
    let message = text!(
        "retelling explodes: each listener makes {growth} more on average ({en} for each first-hand one)",
        "la répétition explose : chaque auditeur en fait {growth} de plus en moyenne ({fr} pour chaque auditeur \
         direct)"
    );
    let message = if name.is_empty() { message } else { of_variant(&name, &message) };
    let hint = (
        "keep retelling.rate x mean audience below 1, set retelling.generations or retelling.decay, or add a [network] \
         whose people run out; run.max_people stops the run",
        "gardez retelling.rate × auditoire moyen sous 1, fixez retelling.generations ou retelling.decay, ou ajoutez un \
         [network] dont la population s'épuise ; run.max_people arrête la simulation",
    );
    let retelling = || linter.settings.place_of(&known("retelling")).map(|place| place.location());
    let place = linter.place_of_variant(&name).or_else(retelling);
    linter.doubt_at("retelling-explodes", place, message, hint);
}

/// The mean number of listeners that follow one first-hand listener, where there are too many.
fn listeners(retelling: &Retelling, mean: f64) -> Option<f64> {
    let last = match retelling.generations {
        Generations::UpTo(last) => last.min(HORIZON),
        Generations::Unlimited => HORIZON,
    };
    let (mut people, mut sum, mut rate) = (1.0, 0.0, retelling.rate.get());
    for _ in 1..last {
        people *= rate * mean;
        rate *= retelling.decay.get();
        sum += people;
        if sum > EXPLOSION {
            break;
        }
    }
    let endless = retelling.generations == Generations::Unlimited
        && retelling.decay.get() == 1.0
        && retelling.rate.get() * mean >= 1.0;
    if endless { Some(f64::INFINITY) } else { (sum > EXPLOSION).then_some(sum) }
}

/// A part of [retelling] is set, but nothing is retold.
pub(super) fn does_nothing(linter: &mut Linter) {
    if linter.varies("retelling") {
        return;
    }
    let retelling = &linter.parameters.retelling;
    let rate = retelling.rate.get() > 0.0;
    let first_hand = retelling.generations == Generations::UpTo(1);
    let (path, message, hint) = if rate && first_hand {
        (
            "retelling.rate",
            (
                "retelling.rate has no effect: generations = 1 is first-hand only",
                "retelling.rate est sans effet : generations = 1, seulement ceux à qui un client le dit",
            ),
            ("set retelling.generations = 2 or more", "fixez retelling.generations = 2 ou plus"),
        )
    } else if rate && retelling.audience.is_zero() {
        (
            "retelling.rate",
            (
                "retelling.rate has no effect: those who retell tell nobody",
                "retelling.rate est sans effet : ceux qui répètent n'en parlent à personne",
            ),
            ("set retelling.audience", "fixez retelling.audience"),
        )
    } else if !rate && !first_hand {
        (
            "retelling.generations",
            (
                "retelling.generations has no effect: retelling.rate is 0",
                "retelling.generations est sans effet : retelling.rate vaut 0",
            ),
            ("set retelling.rate", "fixez retelling.rate"),
        )
    } else {
        return;
    };
    linter.doubt("retelling-does-nothing", &known(path), message, hint);
}
