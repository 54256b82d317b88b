use super::Linter;
use crate::scenario::catalogue::known;
use crate::scenario::layers::Origin;
use crate::vocabulary::{Outcome, Valence};

/// No dissatisfied customer tells anybody.
pub(super) fn nobody_tells(linter: &mut Linter) {
    let negative = || Outcome::ALL.into_iter().filter(|outcome| outcome.valence() == Valence::Negative);
    let silent =
        |outcome: Outcome| linter.parameters.telling(outcome).groups.iter().all(|group| group.audience.is_zero());
    if negative().all(silent) && !negative().any(|outcome| linter.varies(outcome.name())) {
        let message = "no dissatisfied customer tells anybody: the reach is 0".to_owned();
        let hint = "set silent.audience and unresolved.audience, such as 10, or start from a preset";
        linter.doubt("nobody-tells", &known("silent"), message, hint);
    }
}

/// Groups are named, and all are dropped.
pub(super) fn shares_all_zero(linter: &mut Linter) {
    for outcome in Outcome::ALL {
        let path = known(outcome.name()).with("groups");
        let named = !linter.settings.names(&path).is_empty();
        if named && linter.parameters.telling(outcome).groups.is_empty() {
            let message = format!("every share in {path} is 0: these customers tell nobody");
            linter.doubt("shares-all-zero", &path, message, "give one group a share above 0, or leave the groups out");
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
            let message = format!("{own} = {share} has no effect: {name} is the only group, so all belong to it");
            let hint = format!(
                "name the others too, such as groups.tells-nobody = {{ share = {}, audience = 0 }}",
                rest(share)
            );
            linter.doubt("one-group-with-a-share", &own, message, &hint);
        }
    }
}

/// Shares that look like probabilities but do not add up to 1.
pub(super) fn shares_below_one(linter: &mut Linter) {
    for outcome in Outcome::ALL {
        let groups = &linter.parameters.telling(outcome).groups;
        let sum: f64 = groups.iter().map(|group| group.share).sum();
        if groups.len() < 2 || groups.iter().any(|group| group.share >= 1.0) || sum > 1.0 - 1e-9 {
            continue;
        }
        let path = known(outcome.name()).with("groups");
        let message =
            format!("the shares in {path} add up to {}: they are weights, so nobody is left over", round(sum));
        let hint =
            format!("if the rest tells nobody, add groups.tells-nobody = {{ share = {}, audience = 0 }}", rest(sum));
        linter.doubt("shares-below-one", &path, message, &hint);
    }
}

/// What is left of 1, or as much again where shares are plain weights.
fn rest(share: f64) -> f64 {
    if share < 1.0 { round(1.0 - share) } else { share }
}

fn round(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}
