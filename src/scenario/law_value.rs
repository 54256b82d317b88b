//! A law as a scenario file writes it.

use toml::de::{DeTable, DeValue};

use super::datum::Datum;
use super::suggest::nearest;
use super::value::{Fault, Read, Written};
use crate::stats::{IntervalShape, Law};

/// The laws, by name.
const LAWS: [&str; 9] = ["pert", "interval", "uniform", "triangular", "normal", "lognormal", "beta", "gamma", "choice"];

/// The largest number in a law.
const LARGEST: f64 = 1e15;

const EXAMPLE: &str = "write { pert = [0.02, 0.037, 0.06] } or another law: interval, uniform, triangular, normal, \
    lognormal, beta, gamma, choice";

/// Whether the keys of a table are those of a law.
pub(super) fn is_law(table: &DeTable) -> bool {
    table.is_empty() || table.keys().any(|key| LAWS.contains(&key.get_ref().as_ref()))
}

impl Written<'_> {
    /// The value as a law, with the source that it names.
    ///
    /// # Errors
    /// When it is none.
    pub(super) fn law(self) -> Read<(Law, Option<String>)> {
        let Some(table) = self.table() else {
            let hint = match self.value.get_ref() {
                DeValue::Integer(_) | DeValue::Float(_) => "a number that is known is set in its own table".to_owned(),
                _ => EXAMPLE.to_owned(),
            };
            return Err(self.wrong("a law, such as { pert = [0.02, 0.037, 0.06] }", Some(hint)));
        };
        let (mut law, mut shape, mut source) = (None, None, None);
        for (key, value) in table {
            let (name, own) = (key.get_ref().as_ref(), Written { value, ..self });
            match name {
                "source" => source = Some(own.string("a text in quotes")?),
                "shape" => shape = Some((key, own.interval_shape()?)),
                name if LAWS.contains(&name) => {
                    if let Some((other, _)) = law.replace((name, own)) {
                        let message = format!("must be one law, got {} and {}", name.min(other), name.max(other));
                        let hint = Some("keep one of them".to_owned());
                        return Err(Fault { code: "exclusive-keys", message, span: key.span(), hint });
                    }
                }
                other => {
                    let near = nearest(other, LAWS.into_iter().chain(["shape", "source"]));
                    let hint = near.map_or_else(|| EXAMPLE.to_owned(), |known| format!("did you mean `{known}`?"));
                    let message = format!("has no law `{other}`");
                    return Err(Fault { code: "unknown-key", message, span: key.span(), hint: Some(hint) });
                }
            }
        }
        let Some((name, value)) = law else {
            return Err(self.fault("missing-key", "must name a law".to_owned(), Some(EXAMPLE.to_owned())));
        };
        let law = value.named_law(name, shape.as_ref().map(|(_, shape)| *shape).unwrap_or_default())?;
        if let (Some((key, _)), false) = (shape, name == "interval") {
            let message = format!("must have no shape beside {name}: it is for interval");
            let hint = Some("leave shape out".to_owned());
            return Err(Fault { code: "exclusive-keys", message, span: key.span(), hint });
        }
        Ok((law, source))
    }

    fn named_law(self, name: &str, shape: IntervalShape) -> Read<Law> {
        Ok(match name {
            "uniform" => {
                let [low, high] = self.ends("[lowest, highest]")?;
                Law::Uniform { low, high }
            }
            "interval" => {
                let [low, high] = self.ends("[5 %, 95 %]")?;
                Law::Interval { low, high, shape }
            }
            "triangular" => {
                let [low, mode, high] = self.ends("[lowest, most likely, highest]")?;
                Law::Triangular { low, mode, high }
            }
            "pert" => {
                let [low, mode, high] = self.ends("[lowest, most likely, highest]")?;
                Law::Pert { low, mode, high }
            }
            "normal" => {
                let [mean, sd] = self.named(["mean", "sd"])?;
                Law::Normal { mean, sd }
            }
            "gamma" => {
                let [mean, sd] = self.named(["mean", "sd"])?;
                Law::Gamma { mean, sd }
            }
            "lognormal" => {
                let [median, sigma] = self.named(["median", "sigma"])?;
                Law::Lognormal { median, sigma }
            }
            "beta" => {
                let [a, b] = self.named(["a", "b"])?;
                Law::Beta { a, b }
            }
            _ => Law::Choice(self.choice()?),
        })
    }

    fn interval_shape(self) -> Read<IntervalShape> {
        let Datum::Text(word) = self.word(&IntervalShape::ALL.map(IntervalShape::name))? else {
            return Ok(IntervalShape::default());
        };
        Ok(IntervalShape::ALL.into_iter().find(|shape| shape.name() == word).unwrap_or_default())
    }

    /// So many numbers in a list.
    pub(super) fn ends<const N: usize>(self, wanted: &str) -> Read<[f64; N]> {
        let wanted = format!("{N} numbers, {wanted}");
        let items = self.array(&wanted)?;
        let numbers = self.each(items, |item| item.number(-LARGEST, LARGEST, false))?;
        numbers.try_into().map_err(|numbers: Vec<f64>| {
            let message = format!("must be {wanted}, got {}", numbers.len());
            self.fault("wrong-type", message, Some(format!("write {wanted}")))
        })
    }

    /// Numbers by name, all of them and no others.
    fn named<const N: usize>(self, names: [&str; N]) -> Read<[f64; N]> {
        let list = names.join(" and ");
        let example = || Some(format!("write {{ {} }}", names.map(|name| format!("{name} = NUMBER")).join(", ")));
        let Some(table) = self.table() else { return Err(self.wrong(&format!("a table with {list}"), example())) };
        let mut numbers = [f64::NAN; N];
        for (key, value) in table {
            let own = Written { value, ..self };
            let Some(place) = names.iter().position(|name| *name == key.get_ref().as_ref()) else {
                let message = format!("has no `{}`, only {list}", key.get_ref());
                return Err(Fault { code: "unknown-key", message, span: key.span(), hint: example() });
            };
            numbers[place] = own.number(-LARGEST, LARGEST, false)?;
        }
        match numbers.iter().position(|number| number.is_nan()) {
            Some(place) => {
                Err(self.fault("missing-key", format!("must have {list}; {} is missing", names[place]), example()))
            }
            None => Ok(numbers),
        }
    }

    fn choice(self) -> Read<Vec<(f64, f64)>> {
        let hint = "write the number in quotes and its weight: { \"0.02\" = 1, \"0.06\" = 2 }";
        let Some(table) = self.table() else {
            return Err(self.wrong("a table of numbers and weights", Some(hint.to_owned())));
        };
        let mut values: Vec<(f64, f64)> = Vec::with_capacity(table.len());
        for (key, value) in table {
            let refuse = |code, message| Fault { code, message, span: key.span(), hint: Some(hint.to_owned()) };
            let number: Option<f64> = key.get_ref().replace('_', "").parse().ok();
            let Some(number) = number.filter(|number| number.abs() <= LARGEST) else {
                return Err(refuse("wrong-type", format!("must have numbers as keys, got `{}`", key.get_ref())));
            };
            let weight = Written { value, ..self }.number(0.0, super::catalogue::LARGEST_WEIGHT, false)?;
            if values.iter().any(|&(other, _)| other == number) {
                return Err(refuse("duplicate-key", format!("has {number} twice")));
            }
            if weight > 0.0 {
                // There is one zero.
                values.push((if number == 0.0 { 0.0 } else { number }, weight));
            }
        }
        if values.is_empty() {
            return Err(self.fault("out-of-range", "must have a weight above 0".to_owned(), Some(hint.to_owned())));
        }
        values.sort_by(|left, right| left.0.total_cmp(&right.0));
        Ok(values)
    }
}
