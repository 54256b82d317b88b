use super::Linter;
use crate::scenario::catalogue::known;
use crate::scenario::layers::Origin;
use crate::text;
use crate::vocabulary::{Outcome, Valence};

/// No dissatisfied customer tells anybody.
pub(super) fn nobody_tells(linter: &mut Linter) {
    let negative = || Outcome::ALL.into_iter().filter(|outcome| outcome.valence() == Valence::Negative);
    let silent =
        |outcome: Outcome| linter.parameters.telling(outcome).groups.iter().all(|group| group.audience.is_zero());
    if negative().all(silent) && !negative().any(|outcome| linter.varies(outcome.name())) {
        let message = (
            "no dissatisfied customer tells anybody: the reach is 0",
            "aucun client insatisfait n'en parle : personne n'est touché",
        );
        let hint = (
            "set silent.audience and unresolved.audience, such as 10, or start from a preset",
            "fixez silent.audience et unresolved.audience, par exemple à 10, ou partez d'un préréglage",
        );
        linter.doubt("nobody-tells", &known("silent"), message, hint);
    }
}

/// Groups are named, and all are dropped.
pub(super) fn shares_all_zero(linter: &mut Linter) {
    for outcome in Outcome::ALL {
        let path = known(outcome.name()).with("groups");
        let named = !linter.settings.names(&path).is_empty();
        if named && linter.parameters.telling(outcome).groups.is_empty() {
            let message = text!(
                "every share in {path} is 0: these customers tell nobody",
                "toutes les parts de {path} sont 0 : ces clients n'en parlent à personne"
            );
            let hint = (
                "give one group a share above 0, or leave the groups out",
                "donnez à un groupe une part supérieure à 0, ou omettez les groupes",
            );
            linter.doubt("shares-all-zero", &path, message, hint);
        }
    }
}

/// One group with a share of its own: the share means nothing, all belong to it.
pub(super) fn one_group_with_a_share(linter: &mut Linter) {
    for outcome in Outcome::ALL {
        let path = known(outcome.name()).with("groups");
        let names = linter.settings.names(&path);
        let [name] = names.as_slice() else { continue };
        let own = path.with(name).with("share");
        let said = linter.settings.0.get(&own).is_some_and(|entry| entry.origin != Origin::Default);
        let share = linter.parameters.telling(outcome).groups.first().map(|group| group.share);
        if let Some(share) = share.filter(|share| said && *share != 1.0) {
            let message = text!(
                "{own} = {share} has no effect: {name} is the only group, so all belong to it",
                "{own} = {share} est sans effet : {name} est le seul groupe, tous en font partie"
            );
            let hint = text!(
                "name the others too, such as groups.tells-nobody = {{ share = {}, audience = 0 }}",
                "nommez aussi les autres, par exemple groups.muets = {{ share = {}, audience = 0 }}",
                rest(share)
            );
            linter.doubt("one-group-with-a-share", &own, message, hint);
        }
    }
}

/// By so little shares miss 1 where each was rounded.
const ROUNDING: f64 = 1e-5;

/// Shares that look like probabilities but do not add up to 1.
pub(super) fn shares_below_one(linter: &mut Linter) {
    for outcome in Outcome::ALL {
        let telling = linter.parameters.telling(outcome);
        let (groups, sum) = (&telling.groups, telling.weights());
        if groups.len() < 2 || groups.iter().any(|group| group.share >= 1.0) || sum > 1.0 - ROUNDING {
            continue;
        }
        let path = known(outcome.name()).with("groups");
        let message = text!(
            "the shares in {path} add up to {}: they are weights, so nobody is left over",
            "la somme des parts de {path} est {} : ce sont des poids, il ne reste donc personne",
            round(sum)
        );
        let hint = text!(
            "if the rest tells nobody, add groups.tells-nobody = {{ share = {}, audience = 0 }}",
            "si les autres n'en parlent à personne, ajoutez groups.muets = {{ share = {}, audience = 0 }}",
            rest(sum)
        );
        linter.doubt("shares-below-one", &path, message, hint);
    }
}

/// What is left of 1, or as much again where shares are plain weights.
fn rest(share: f64) -> f64 {
    if share < 1.0 { round(1.0 - share) } else { share }
}

fn round(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}
