use super::Linter;
use crate::text;

/// A variant that sets nothing, or only what holds already.
pub(super) fn change_nothing(linter: &mut Linter) {
    let scenario = linter.scenario;
    for variant in scenario.variants.iter().filter(|variant| variant.parameters == scenario.baseline) {
        let name = &variant.name;
        let place = linter.place_of_variant(name);
        let message = text!(
            "variant `{name}` changes nothing: it is the same as the baseline",
            "la variante `{name}` ne change rien : elle est identique à la référence"
        );
        let hint =
            ("set a value that differs from the scenario's own", "fixez une valeur qui diffère de celle du scénario");
        linter.doubt_at("variant-changes-nothing", place, message, hint);
    }
}

/// Sums over unlike spans are compared.
pub(super) fn unlike_spans(linter: &mut Linter) {
    let scenario = linter.scenario;
    let count = linter.parameters.period_count();
    let counts = scenario.variants.iter().map(|variant| (&variant.name, variant.parameters.period_count()));
    for (name, own) in counts.filter(|(_, own)| *own != count) {
        let place = linter.place_of_variant(name);
        let message = text!(
            "variant `{name}` has another number of periods than the baseline, {own} and {count}: its sums are over another span of time",
            "la variante `{name}` n'a pas autant de périodes que la référence, {own} et {count} : ses sommes portent sur une autre durée"
        );
        let hint = (
            "compare period by period, in periods.csv, or give both the same periods.count",
            "comparez période par période, dans periods.csv, ou donnez aux deux le même periods.count",
        );
        linter.doubt_at("unlike-spans", place, message, hint);
    }
}
