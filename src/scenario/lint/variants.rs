use super::Linter;
use crate::text;

/// A variant that sets nothing, or only what holds already.
pub(super) fn change_nothing(linter: &mut Linter) {
    let same: Vec<String> = linter
        .scenario
        .variants
        .iter()
        .filter(|variant| variant.parameters == linter.scenario.baseline)
        .map(|variant| variant.name.clone())
        .collect();
    for name in same {
        let place = linter.place_of_variant(&name);
        let message = text!(
            "variant `{name}` changes nothing: it is the same as the baseline",
            "la variante `{name}` ne change rien : elle est identique à la référence"
        );
        let hint =
            ("set a value that differs from the scenario's own", "fixez une valeur qui diffère de celle du scénario");
        linter.doubt_at("variant-changes-nothing", place, message, hint);
    }
}
