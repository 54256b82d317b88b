//! What a parameter is varied over: `voice.asked=0..1:11`, `silent.stays=0.1,0.5,0.9`.

use crate::model::Parameters;
use crate::scenario::{Lens, lens, typed_number_hint};
use crate::vocabulary::Text;

/// The most values of one parameter.
pub const MOST_VALUES: usize = 10_000;
/// How many values a range has where nothing is said.
const USUAL: usize = 11;

/// A parameter and the values that it takes, in rising or in the given order.
#[doc = include_str!("examples/sweep.md")]
#[derive(Clone, Debug)]
pub struct Axis {
    /// The parameter.
    pub lens: Lens,
    /// Its values, at least one, all different.
    pub values: Vec<f64>,
    /// Whether they are points of a range, with others between them.
    pub is_range: bool,
}

/// A text that says no axis.
#[doc = include_str!("examples/sweep.md")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AxisError {
    /// What is wrong.
    pub message: Text,
    /// What to do.
    pub hint: Text,
}

impl std::fmt::Display for AxisError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.message.fmt(f)
    }
}

impl std::error::Error for AxisError {}

impl Axis {
    /// Reads `PATH=FROM..TO`, `PATH=FROM..TO:MANY` (so many values, both ends in) or `PATH=a,b,c` for these parameters.
    ///
    /// # Errors
    /// When the text is not one of these, the path names no number, or a value is out of its range.
    pub fn parse(text: &str, parameters: &Parameters) -> Result<Self, AxisError> {
        let Some((path, values)) = text.rsplit_once('=') else {
            return Err(error(
                format!("`{text}` says no values"),
                format!("`{text}` ne dit pas de valeurs"),
                "write PATH=FROM..TO, such as voice.asked=0..1, or PATH=a,b,c",
                "écrivez CHEMIN=DE..À, comme voice.asked=0..1, ou CHEMIN=a,b,c",
            ));
        };
        let lens = lens(path.trim(), parameters)
            .map_err(|wrong| AxisError { message: wrong.message.clone(), hint: wrong.hint.clone() })?;
        let (mut values, is_range) = match values.split_once("..") {
            Some((from, rest)) => (range(from, rest)?, true),
            None => (values.split(',').map(number).collect::<Result<Vec<_>, _>>()?, false),
        };
        if let Some(value) = values.iter().find(|value| lens.is_whole() && !is_range && value.fract() != 0.0) {
            let path = lens.path();
            return Err(error(
                format!("{path} must be a whole number, got {value}"),
                format!("{path} doit être un nombre entier, et non {value}"),
                "write whole numbers; a range rounds its steps: 1..10:4",
                "écrivez des nombres entiers ; un intervalle arrondit ses pas : 1..10:4",
            ));
        }
        if lens.is_whole() {
            for value in &mut values {
                *value = (*value + 0.5).floor();
            }
        }
        let mut seen: Vec<f64> = Vec::new();
        values.retain(|value| {
            !seen.contains(value) && {
                seen.push(*value);
                true
            }
        });
        let bounds = lens.range();
        if let Some(value) = values.iter().find(|value| !bounds.contains(**value)) {
            let (low, high, path) = (bounds.low, bounds.high, lens.path());
            let [en, fr] = if high == 1.0 && low == 0.0 {
                ["shares are from 0 to 1: 30 % is 0.30", "les parts vont de 0 à 1 : 30 % s'écrit 0.30"]
            } else {
                ["let the range begin and end within these", "faites commencer et finir l'intervalle entre ces bornes"]
            };
            return Err(error(
                format!("{path} must be between {low} and {high}, got {value}"),
                format!("{path} doit être entre {low} et {high}, et non {value}"),
                en,
                fr,
            ));
        }
        Ok(Self { lens, values, is_range })
    }
}

fn range(from: &str, rest: &str) -> Result<Vec<f64>, AxisError> {
    let (to, many) = rest.split_once(':').map_or((rest, None), |(to, many)| (to, Some(many)));
    let (from, to) = (number(from)?, number(to)?);
    let many = match many {
        None => USUAL,
        Some(text) => text.trim().replace('_', "").parse().map_err(|_| steps(text))?,
    };
    if !(2..=MOST_VALUES).contains(&many) {
        return Err(steps(&many.to_string()));
    }
    if from == to {
        return Err(error(
            format!("the range from {from} to {to} is one value"),
            format!("l'intervalle de {from} à {to} n'a qu'une valeur"),
            "write two different ends, or the value alone",
            "écrivez deux bornes différentes, ou la valeur seule",
        ));
    }
    // Both ends are met exactly.
    let at = |step: usize| {
        let share = step as f64 / (many - 1) as f64;
        if step + 1 == many { to } else { from + share * (to - from) }
    };
    Ok((0..many).map(at).collect())
}

fn steps(text: &str) -> AxisError {
    let said = error(
        format!("a range has from 2 to {MOST_VALUES} values, got {text}"),
        format!("un intervalle a de 2 à {MOST_VALUES} valeurs, et non {text}"),
        "write FROM..TO:11 for eleven values, both ends in",
        "écrivez DE..À:11 pour onze valeurs, bornes comprises",
    );
    with_hint(said, typed_number_hint(text, true))
}

/// The same with what to write, where that can be said.
fn with_hint(said: AxisError, hint: Option<Text>) -> AxisError {
    AxisError { hint: hint.unwrap_or(said.hint), message: said.message }
}

fn number(text: &str) -> Result<f64, AxisError> {
    let plain = text.trim().replace('_', "");
    plain.parse().ok().filter(|value: &f64| value.is_finite()).ok_or_else(|| {
        let said = error(
            format!("`{}` is no number", text.trim()),
            format!("« {} » n'est pas un nombre", text.trim()),
            "numbers have a decimal point: 0.5, 1_000, 1e4",
            "les nombres ont un point décimal : 0.5, 1_000, 1e4",
        );
        with_hint(said, typed_number_hint(text, false))
    })
}

fn error(en: String, fr: String, hint_en: &str, hint_fr: &str) -> AxisError {
    AxisError { message: Text::new(en, fr), hint: Text::new(hint_en, hint_fr) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Overrides, load_preset};

    fn classic() -> Parameters {
        load_preset("classic-317", &Overrides::default()).expect("a preset").baseline.clone()
    }

    #[test]
    fn ranges_meet_both_ends_and_lists_keep_their_order() {
        let values = |text: &str| Axis::parse(text, &classic()).expect(text).values;
        assert_eq!(values("voice.asked=0..1:5"), [0.0, 0.25, 0.5, 0.75, 1.0]);
        assert_eq!(values("voice.asked=0..1").len(), 11);
        assert_eq!(values("silent.groups.vocal.audience=40..20:3"), [40.0, 30.0, 20.0]);
        assert_eq!(values("silent.groups.vocal.audience=1..3:9"), [1.0, 2.0, 3.0], "people are whole");
        assert_eq!(values("customers.complaints=1_2,1e1"), [12.0, 10.0]);
    }

    #[test]
    fn what_says_no_values_is_refused_with_a_way_out() {
        for (text, word) in [
            ("voice.asked", "says no values"),
            ("voice.aksed=0..1", "voice.aksed"),
            ("voice.asked=0..1:1", "from 2 to"),
            ("voice.asked=0..1:x", "from 2 to"),
            ("voice.asked=0..2", "between 0 and 1"),
            ("voice.asked=1..1", "one value"),
            ("voice.asked=0,half", "no number"),
            ("voice.asked=", "no number"),
            ("voice.asked=0..", "no number"),
            ("customers.complaints=1.5,4", "must be a whole number, got 1.5"),
            ("run.seed=1,2", "run.seed"),
        ] {
            let wrong = Axis::parse(text, &classic()).expect_err(text);
            assert!(wrong.message.en.contains(word) && !wrong.hint.fr.is_empty(), "{text}: {wrong:?}");
        }
    }
}
