use crate::model::{Change, Parameters};
use crate::scenario::{lens, paths};

/// A number in which two sets of parameters differ.
#[doc = include_str!("examples/differing.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct Differing {
    /// Its dotted path.
    pub path: String,
    /// The number in the first; `None` where it has none.
    pub before: Option<f64>,
    /// The number in the second; `None` where it has none.
    pub after: Option<f64>,
    /// For which periods a change sets it; `None` where it differs from the first on.
    pub change: Option<ChangeSpan>,
}

/// The periods for which a change sets a number.
#[doc = include_str!("examples/differing.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChangeSpan {
    /// The first, from 1: that of the values.
    pub from: u64,
    /// The last; `None`: all that follow.
    pub until: Option<u64>,
    /// After how many periods half of the change is left; `None`: it lasts.
    pub fades: Option<f64>,
}

/// Every number in which `after` differs from `before`, those of `before` in its order, then those that only `after` has.
///
/// ```
/// use rumeur::experiment::differing;
/// use rumeur::scenario::{Overrides, load_preset};
///
/// let before = load_preset("classic-317", &Overrides::default()).expect("a preset").baseline.clone();
/// let mut after = before.clone();
/// after.damage.customer_value = 250.0;
/// let found = differing(&before, &after);
/// assert_eq!((found.len(), found[0].path.as_str(), found[0].after), (1, "damage.customer_value", Some(250.0)));
/// ```
pub fn differing(before: &Parameters, after: &Parameters) -> Vec<Differing> {
    let value = |path: &str, parameters: &Parameters| lens(path, parameters).ok().and_then(|lens| lens.get(parameters));
    let (own, others) = (paths(before), paths(after));
    let more = others.iter().filter(|path| !own.contains(path));
    let found = own.iter().chain(more).filter_map(|path| {
        let (before, after) = (value(path, before), value(path, after));
        (before != after).then(|| Differing { path: path.clone(), before, after, change: None })
    });
    found.collect()
}

/// The same with what one of the two changes in later periods and the other does not: what both are in the first period of
/// each such change, in the order of the changes.
pub fn differing_over_periods(before: &Parameters, after: &Parameters) -> Vec<Differing> {
    let mut found = differing(before, after);
    let [own, others] = [before, after].map(|side| side.periods.as_ref().map_or(&[][..], |periods| &periods.changes));
    let last = after.periods.as_ref().or(before.periods.as_ref()).map_or(1, |periods| periods.count);
    let only = |these: &[Change], those: &[Change]| -> Vec<Change> {
        these.iter().filter(|change| !those.contains(change) && change.from <= last).cloned().collect()
    };
    let mut changes = only(others, own);
    changes.extend(only(own, others));
    changes.sort_by_key(|change| change.from);
    for change in &changes {
        let Some((before, after)) = before.in_period(change.from).ok().zip(after.in_period(change.from).ok()) else {
            continue;
        };
        let span = ChangeSpan { from: change.from, until: change.until, fades: change.fades };
        let is_set = |path: &str| {
            let mut set = change.set.iter().map(|setting| setting.path());
            set.any(|own| path.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
        };
        for number in differing(&before, &after).into_iter().filter(|number| is_set(&number.path)) {
            let known = found.iter().any(|own| own.path == number.path && own.change == Some(span));
            if !known {
                found.push(Differing { change: Some(span), ..number });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Overrides, load_text};

    #[test]
    fn what_is_changed_later_is_a_difference() {
        let text = b"[customers]\nserved = 100\nproblem_rate = 0.1\n[voice]\nrate = 0.1\n[silent]\naudience = 4\n\
                    [periods]\ncount = 6\n[variants.a]\n[[variants.a.change]]\nfrom = 3\nuntil = 4\n\
                    set = { \"voice.rate\" = 0.6, \"silent.audience\" = 2 }\n[[variants.a.change]]\nfrom = 9\n\
                    set = { \"voice.rate\" = 0.7 }\n[variants.same]\n[[variants.same.change]]\nfrom = 2\n\
                    set = { \"voice.rate\" = 0.1 }\n";
        let scenario = load_text(text, "a.toml", "a", &Overrides::default()).expect("a scenario");
        let of = |name: &str| {
            let variant = scenario.variants.iter().find(|variant| variant.name == name).expect("a variant");
            differing_over_periods(&scenario.baseline, &variant.parameters)
        };
        let span = ChangeSpan { from: 3, until: Some(4), fades: None };
        let numbers = of("a");
        let found: Vec<(&str, Option<f64>, Option<ChangeSpan>)> =
            numbers.iter().map(|number| (number.path.as_str(), number.after, number.change)).collect();
        assert!(found.contains(&("voice.rate", Some(0.6), Some(span))), "{found:?}");
        assert!(found.iter().any(|(path, ..)| path.starts_with("silent.audience")), "{found:?}");
        assert!(found.iter().all(|(_, _, change)| *change == Some(span)), "{found:?}");
        assert_eq!(of("same"), [], "what sets a number to what it is differs in nothing");
    }
}
