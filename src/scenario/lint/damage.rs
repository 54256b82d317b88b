use super::Linter;
use crate::scenario::catalogue::known;

/// A number of [damage] that another one makes useless.
pub(super) fn without_effect(linter: &mut Linter) {
    let damage = linter.parameters.damage;
    if linter.varies("damage.listeners_in_market") || linter.varies("damage.deterred") || linter.varies("damage.won") {
        return;
    }
    let moved = damage.deterred.get() > 0.0 || damage.won.get() > 0.0;
    let market = damage.listeners_in_market.get() > 0.0;
    if moved && !market {
        let key = if damage.deterred.get() > 0.0 { "damage.deterred" } else { "damage.won" };
        let message = format!("{key} has no effect: damage.listeners_in_market is 0");
        linter.doubt("no-effect", &known(key), message, "set damage.listeners_in_market, such as 0.3");
    } else if market && !moved {
        let message = "damage.listeners_in_market has no effect: damage.deterred and damage.won are 0".to_owned();
        linter.doubt("no-effect", &known("damage.listeners_in_market"), message, "set damage.deterred, such as 0.02");
    } else if damage.prospect_value > 0.0 && !market {
        let message = "damage.prospect_value has no effect: no prospect is lost or won".to_owned();
        let hint = "set damage.listeners_in_market and damage.deterred";
        linter.doubt("no-effect", &known("damage.prospect_value"), message, hint);
    }
}
