use super::Linter;
use crate::model::{Origin, Parameters, Telling};
use crate::scenario::catalogue::known;
use crate::scenario::layers::Origin as Layer;
use crate::text;
use crate::vocabulary::{Language, Outcome, Text};

/// The silent leave or tell, and of those who complain in vain nothing is said: by default they stay for ever, tell nobody
/// and are never recovered, so that every measure that brings complaints looks good.
pub(super) fn unresolved_by_default(linter: &mut Linter) {
    let silent = linter.parameters.telling(Outcome::Silent);
    let chooses = linter.parameters.market.is_some();
    let (leave, tell) = (can_leave(silent) && !chooses, silent.groups.iter().any(|group| !group.audience.is_zero()));
    let complain = linter.models().any(complaints);
    if !(leave || tell) || !complain {
        return;
    }
    let said = |path: &str| {
        let prefix = known(path);
        let by_file = linter.settings.under(&prefix).any(|(_, entry)| entry.origin != Layer::Default);
        by_file || linter.varies(path)
    };
    let mut missing = Vec::new();
    if !said("recovery.rate") {
        missing.push(("recovery.rate", "0", "0.5"));
    }
    let none_unresolved = linter.parameters.recovery.rate.get() == 1.0;
    let own_stays = linter.parameters.telling(Outcome::Unresolved).groups.iter().all(|group| group.stays.is_some());
    let groups = said("unresolved.groups");
    let stays = said("unresolved.stays") || (groups && own_stays);
    if leave && !none_unresolved && !stays {
        missing.push(("unresolved.stays", "1", "0.3"));
    }
    if tell && !none_unresolved && !said("unresolved.audience") && !groups {
        missing.push(("unresolved.audience", "0", "10"));
    }
    if missing.is_empty() {
        return;
    }
    let list = |write: &dyn Fn(&(&str, &str, &str)) -> String| missing.iter().map(write).collect::<Vec<_>>().join(", ");
    let silent = match (leave, tell) {
        (true, true) => ["the silent leave and tell", "les silencieux partent et en parlent"],
        (true, false) => ["the silent leave", "les silencieux partent"],
        _ => ["the silent tell", "les silencieux en parlent"],
    };
    // That nobody is recovered makes complaints look worse; that the unresolved stay and are quiet makes them look better.
    let [how_en, how_fr] = if missing.len() == 1 && missing[0].0 == "recovery.rate" {
        ["worse", "moins bon"]
    } else {
        ["better", "meilleur"]
    };
    let message = Text::both(|language| {
        let default = language.pick("default", "par défaut");
        let missing = list(&|(path, value, _)| format!("{path} ({default} {value})"));
        match language {
            Language::En => format!(
                "{}, but nothing is said of {missing}: measures that bring complaints look {how_en} than they are",
                silent[0]
            ),
            Language::Fr => format!(
                "{}, mais rien n'est dit de {missing} : ce qui amène des réclamations paraît {how_fr} que ce n'est",
                silent[1]
            ),
        }
    });
    let hint = text!(
        "set {}, or write the default where it is meant",
        "fixez {}, ou écrivez la valeur par défaut là où elle est voulue",
        list(&|(path, _, such)| format!("{path} = {such}"))
    );
    linter.doubt("unresolved-by-default", &known("silent"), message, hint);
}

/// Customers have a value, and none of them can leave.
pub(super) fn value_of_nobody(linter: &mut Linter) {
    let lost = [Outcome::Silent, Outcome::Unresolved, Outcome::Recovered];
    let chooses = |parameters: &Parameters| parameters.market.is_some_and(|market| market.rivals > 0.0);
    let leave = linter
        .models()
        .any(|parameters| chooses(parameters) || lost.iter().any(|&outcome| can_leave(parameters.telling(outcome))));
    if leave || linter.parameters.damage.customer_value == 0.0 {
        return;
    }
    let message = (
        "damage.customer_value has no effect: every stays is 1, nobody leaves",
        "damage.customer_value est sans effet : tous les stays sont 1, personne ne part",
    );
    let hint = (
        "set silent.stays and unresolved.stays, such as 0.3, or leave customer_value out",
        "fixez silent.stays et unresolved.stays, par exemple à 0.3, ou omettez customer_value",
    );
    linter.doubt("no-effect", &known("damage.customer_value"), message, hint);
}

fn can_leave(telling: &Telling) -> bool {
    let of = |stays: Option<crate::quantity::Probability>| stays.unwrap_or(telling.stays).get() < 1.0;
    if telling.groups.is_empty() { of(None) } else { telling.groups.iter().any(|group| of(group.stays)) }
}

/// Whether anybody can complain.
pub(super) fn complaints(parameters: &Parameters) -> bool {
    let voice = parameters.voice;
    let own = voice.rate.or(voice.observed);
    let observed = matches!(parameters.customers.origin, Origin::Complaints { .. });
    own.map_or(observed, |rate| rate.get() > 0.0) || voice.asked.get() * voice.admits.get() > 0.0
}
