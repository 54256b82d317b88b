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

/// Sums over unlike spans are compared.
pub(super) fn unlike_spans(linter: &mut Linter) {
    let count = linter.parameters.period_count();
    let unlike: Vec<(String, u64)> = linter
        .scenario
        .variants
        .iter()
        .map(|variant| (variant.name.clone(), variant.parameters.period_count()))
        .filter(|(_, own)| *own != count)
        .collect();
    for (name, own) in unlike {
        let place = linter.place_of_variant(&name);
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
