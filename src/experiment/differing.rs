use crate::model::Parameters;
use crate::scenario::{lens, paths};

/// A number in which two sets of parameters differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Differing {
    /// Its dotted path.
    pub path: String,
    /// The number in the first; `None` where it has none.
    pub before: Option<f64>,
    /// The number in the second; `None` where it has none.
    pub after: Option<f64>,
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
    let own = paths(before);
    let more = paths(after).into_iter().filter(|path| !own.contains(path));
    let all: Vec<String> = own.iter().cloned().chain(more).collect();
    let found = all.into_iter().map(|path| {
        let (before, after) = (value(&path, before), value(&path, after));
        Differing { path, before, after }
    });
    found.filter(|found| found.before != found.after).collect()
}
