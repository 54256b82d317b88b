use super::Linter;
use crate::model::{Origin, Parameters, Problem};
use crate::scenario::catalogue::known;
use crate::scenario::datum::{ChangeDatum, Datum};
use crate::scenario::key_path::KeyPath;
use crate::scenario::unknown_tables::{CHANGE, OWN_CHANGE};
use crate::text;
use crate::vocabulary::Text;

/// A firm that learns has a problem rate to lower; newcomers are served where their number is what the periods start from.
pub(super) fn without_effect(linter: &mut Linter) {
    let is_rate = |parameters: &Parameters| {
        matches!(parameters.customers.origin, Origin::Served { problem: Problem::Rate(_), .. })
    };
    let is_served = |parameters: &Parameters| matches!(parameters.customers.origin, Origin::Served { .. });
    let learns = |parameters: &Parameters| {
        parameters.periods.as_ref().is_some_and(|periods| periods.learning.get() > 0.0 && !is_rate(parameters))
    };
    let comes = |parameters: &Parameters| {
        parameters.periods.as_ref().is_some_and(|periods| periods.arrivals > 0 && !is_served(parameters))
    };
    let forgets = |parameters: &Parameters| {
        let forgets = parameters.periods.as_ref().is_some_and(|periods| periods.forgetting.get() > 0.0);
        forgets && parameters.network.is_none()
    };
    let [learns, comes, forgets] =
        [&learns as &dyn Fn(&Parameters) -> bool, &comes, &forgets].map(|odd| linter.models().any(odd));
    if learns {
        let message = text!(
            "periods.learning has no effect: there is no customers.problem_rate to lower",
            "periods.learning est sans effet : il n'y a pas de customers.problem_rate à baisser"
        );
        let hint = text!(
            "say served and problem_rate under [customers], or leave learning out",
            "donnez served et problem_rate sous [customers], ou retirez learning"
        );
        linter.doubt("learning-without-problem-rate", &known("periods.learning"), message, hint);
    }
    if comes {
        let message = text!(
            "periods.arrivals has no effect: the periods do not start from customers.served",
            "periods.arrivals est sans effet : les périodes ne partent pas de customers.served"
        );
        let hint = text!(
            "say served and problem_rate under [customers], or leave arrivals out",
            "donnez served et problem_rate sous [customers], ou retirez arrivals"
        );
        linter.doubt("no-effect", &known("periods.arrivals"), message, hint);
    }
    if forgets {
        let message = text!(
            "periods.forgetting has no effect: without [network] nobody hears twice",
            "periods.forgetting est sans effet : sans [network], personne n'entend deux fois"
        );
        let hint = text!("add a [network], or leave forgetting out", "ajoutez un [network], ou retirez forgetting");
        linter.doubt("no-effect", &known("periods.forgetting"), message, hint);
    }
}

/// Changes that begin after the last period, and changes that fade from the first one on without saying so.
pub(super) fn changes(linter: &mut Linter) {
    let mut odd = Vec::new();
    let all = std::iter::once((CHANGE, &linter.scenario.settings, linter.parameters)).chain(
        linter
            .scenario
            .variants
            .iter()
            .zip(&linter.scenario.variant_settings)
            .map(|(variant, settings)| (OWN_CHANGE, settings, &variant.parameters)),
    );
    for (path, settings, parameters) in all {
        let Some(entry) = settings.0.get(&KeyPath::plain(path)) else { continue };
        let Datum::Changes(changes) = &entry.datum else { continue };
        let source = entry.place.as_ref().map(|(key, _)| key.source.clone());
        for change in changes {
            let place = source.as_ref().map(|source| source.locate(change.span.clone()));
            odd.extend(
                oddity(change, parameters.period_count()).map(|(code, message, hint)| (code, place, message, hint)),
            );
        }
    }
    for (code, place, message, hint) in odd {
        linter.doubt_at(code, place, message, hint);
    }
}

fn oddity(change: &ChangeDatum, count: u64) -> Option<(&'static str, Text, Text)> {
    if let Some(from) = change.from.filter(|&from| from > count) {
        let message = match count {
            1 => text!(
                "a change from period {from} never applies: there is only 1",
                "un changement à partir de la période {from} ne s'applique jamais : il n'y en a qu'une"
            ),
            _ => text!(
                "a change from period {from} never applies: there are {count}",
                "un changement à partir de la période {from} ne s'applique jamais : il y en a {count}"
            ),
        };
        let hint = text!(
            "let it begin earlier, or raise periods.count",
            "faites-le commencer plus tôt, ou augmentez periods.count"
        );
        return Some(("change-never-applies", message, hint));
    }
    if change.fades.is_some() && change.from.is_none() {
        let message = text!(
            "a change that fades does not say from when: it does so from the first period on",
            "un changement qui s'estompe ne dit pas depuis quand : c'est dès la première période"
        );
        let hint = text!("write from = 1 where that is meant", "écrivez from = 1 si c'est voulu");
        return Some(("fades-without-from", message, hint));
    }
    None
}
