use super::Linter;
use crate::scenario::catalogue::known;
use crate::text;

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
        let message = text!(
            "{key} has no effect: damage.listeners_in_market is 0",
            "{key} est sans effet : damage.listeners_in_market vaut 0"
        );
        let hint =
            ("set damage.listeners_in_market, such as 0.3", "fixez damage.listeners_in_market, par exemple à 0.3");
        linter.doubt("no-effect", &known(key), message, hint);
    } else if market && !moved {
        let message = (
            "damage.listeners_in_market has no effect: damage.deterred and damage.won are 0",
            "damage.listeners_in_market est sans effet : damage.deterred et damage.won sont 0",
        );
        let hint = ("set damage.deterred, such as 0.02", "fixez damage.deterred, par exemple à 0.02");
        linter.doubt("no-effect", &known("damage.listeners_in_market"), message, hint);
    } else if damage.prospect_value > 0.0 && !market {
        let message = (
            "damage.prospect_value has no effect: no prospect is lost or won",
            "damage.prospect_value est sans effet : aucun prospect n'est perdu ni gagné",
        );
        let hint = (
            "set damage.listeners_in_market and damage.deterred",
            "fixez damage.listeners_in_market et damage.deterred",
        );
        linter.doubt("no-effect", &known("damage.prospect_value"), message, hint);
    }
}
