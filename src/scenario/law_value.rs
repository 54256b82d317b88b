//! A law as a scenario file writes it.

use toml::de::{DeTable, DeValue};

use super::datum::Datum;
use super::layers::KEEP_ONE;
use super::suggest::{did_you_mean, nearest};
use super::title::Title;
use super::value::{Fault, Read, WEIGHT_ABOVE_0, Written, fraction_key};
use crate::stats::{IntervalShape, Law};
use crate::text;
use crate::vocabulary::Text;

/// The laws, by name.
const LAWS: [&str; 9] = ["pert", "interval", "uniform", "triangular", "normal", "lognormal", "beta", "gamma", "choice"];

/// The largest number in a law.
const LARGEST: f64 = 1e15;

const EXAMPLE: (&str, &str) = (
    "write { pert = [0.02, 0.037, 0.06] } or another law: interval, uniform, triangular, normal, lognormal, beta, gamma, \
     choice",
    "écrivez { pert = [0.02, 0.037, 0.06] } ou une autre loi : interval, uniform, triangular, normal, lognormal, beta, \
     gamma, choice",
);

/// Two numbers of a law.
pub(super) const LOW_HIGH: (&str, &str) = ("[lowest, highest]", "[le plus petit, le plus grand]");
/// Three numbers of a law.
const LOW_MODE_HIGH: (&str, &str) =
    ("[lowest, most likely, highest]", "[le plus petit, le plus probable, le plus grand]");

/// Whether the keys of a table are those of a law.
pub(super) fn is_law(table: &DeTable) -> bool {
    table.is_empty() || table.keys().any(|key| LAWS.contains(&key.get_ref().as_ref()))
}

impl Written<'_> {
    /// The value as a law, with the source that it names.
    ///
    /// # Errors
    /// When it is none.
    pub(super) fn law(self) -> Read<(Law, Option<Title>)> {
        let Some(table) = self.table() else {
            let hint = match self.value.get_ref() {
                DeValue::Integer(_) | DeValue::Float(_) => {
                    ("a number that is known is set in its own table", "un nombre connu se met dans sa propre table")
                }
                _ => EXAMPLE,
            };
            let wanted =
                ("a law, such as { pert = [0.02, 0.037, 0.06] }", "une loi, comme { pert = [0.02, 0.037, 0.06] }");
            return Err(self.wrong(wanted, Some(hint.into())));
        };
        let (mut law, mut shape, mut source) = (None, None, None);
        for (key, value) in table {
            let (name, own) = (key.get_ref().as_ref(), Written { value, ..self });
            match name {
                "source" => source = Some(own.title()?),
                "shape" => shape = Some((key, own.interval_shape()?)),
                name if LAWS.contains(&name) => {
                    if let Some((other, _)) = law.replace((name, own)) {
                        let (one, two) = (name.min(other), name.max(other));
                        let message = text!(
                            "must be one law, got {one} and {two}",
                            "doit être une seule loi, reçu {one} et {two}"
                        );
                        let hint = Some(KEEP_ONE.into());
                        return Err(Fault {
                            code: "exclusive-keys",
                            message: Box::new(message),
                            span: key.span(),
                            hint,
                        });
                    }
                }
                other => {
                    let near = nearest(other, LAWS.into_iter().chain(["shape", "source"]));
                    let hint = near.map_or_else(|| EXAMPLE.into(), |known| did_you_mean(format!("`{known}`")));
                    let message = text!("has no law `{other}`", "ne connaît pas la loi `{other}`");
                    return Err(Fault {
                        code: "unknown-key",
                        message: Box::new(message),
                        span: key.span(),
                        hint: Some(hint),
                    });
                }
            }
        }
        let Some((name, value)) = law else {
            return Err(self.fault("missing-key", ("must name a law", "doit nommer une loi"), Some(EXAMPLE.into())));
        };
        let law = value.named_law(name, shape.as_ref().map(|(_, shape)| *shape).unwrap_or_default())?;
        if let (Some((key, _)), false) = (shape, name == "interval") {
            let message = text!(
                "must have no shape beside {name}: it is for interval",
                "ne doit pas avoir shape à côté de {name} : elle est pour interval"
            );
            let hint = Some(text!("leave shape out", "omettez shape"));
            return Err(Fault { code: "exclusive-keys", message: Box::new(message), span: key.span(), hint });
        }
        Ok((law, source))
    }

    fn named_law(self, name: &str, shape: IntervalShape) -> Read<Law> {
        Ok(match name {
            "uniform" => {
                let [low, high] = self.ends(LOW_HIGH)?;
                Law::Uniform { low, high }
            }
            "interval" => {
                let [low, high] = self.ends(("[5 %, 95 %]", "[5 %, 95 %]"))?;
                Law::Interval { low, high, shape }
            }
            "triangular" => {
                let [low, mode, high] = self.ends(LOW_MODE_HIGH)?;
                Law::Triangular { low, mode, high }
            }
            "pert" => {
                let [low, mode, high] = self.ends(LOW_MODE_HIGH)?;
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
    pub(super) fn ends<const N: usize>(self, (en, fr): (&str, &str)) -> Read<[f64; N]> {
        let items = self.array(text!("{N} numbers, {en}", "{N} nombres, {fr}"))?;
        let numbers = self.each(items, |item| item.number(-LARGEST, LARGEST, false))?;
        numbers.try_into().map_err(|numbers: Vec<f64>| {
            let got = numbers.len();
            let message = text!("must be {N} numbers, {en}, got {got}", "doit être {N} nombres, {fr}, reçu {got}");
            self.fault("wrong-type", message, Some(text!("write {N} numbers, {en}", "écrivez {N} nombres, {fr}")))
        })
    }

    /// Numbers by name, all of them and no others.
    fn named<const N: usize>(self, names: [&str; N]) -> Read<[f64; N]> {
        let (list, list_fr) = (names.join(" and "), names.join(" et "));
        let example = || {
            let [en, fr] = ["NUMBER", "NOMBRE"].map(|word| names.map(|name| format!("{name} = {word}")).join(", "));
            Some(text!("write {{ {en} }}", "écrivez {{ {fr} }}"))
        };
        let Some(table) = self.table() else {
            return Err(self.wrong(text!("a table with {list}", "une table avec {list_fr}"), example()));
        };
        let mut numbers = [f64::NAN; N];
        for (key, value) in table {
            let own = Written { value, ..self };
            let Some(place) = names.iter().position(|name| *name == key.get_ref().as_ref()) else {
                let other = key.get_ref();
                let message = text!("has no `{other}`, only {list}", "n'a pas `{other}`, seulement {list_fr}");
                return Err(Fault {
                    code: "unknown-key",
                    message: Box::new(message),
                    span: key.span(),
                    hint: example(),
                });
            };
            numbers[place] = own.number(-LARGEST, LARGEST, false)?;
        }
        match numbers.iter().position(|number| number.is_nan()) {
            Some(place) => {
                let name = names[place];
                let message = text!("must have {list}; {name} is missing", "doit avoir {list_fr} ; {name} manque");
                Err(self.fault("missing-key", message, example()))
            }
            None => Ok(numbers),
        }
    }

    fn choice(self) -> Read<Vec<(f64, f64)>> {
        let hint = || {
            Some(Text::new(
                "write the number in quotes and its weight: { \"0.02\" = 1, \"0.06\" = 2 }",
                "écrivez le nombre entre guillemets et son poids : { \"0.02\" = 1, \"0.06\" = 2 }",
            ))
        };
        let Some(table) = self.table() else {
            return Err(self.wrong(("a table of numbers and weights", "une table de nombres et de poids"), hint()));
        };
        let mut values: Vec<(f64, f64)> = Vec::with_capacity(table.len());
        for (key, value) in table {
            let refuse = |code, message| Fault { code, message: Box::new(message), span: key.span(), hint: hint() };
            if let Some(bare) = fraction_key(key.get_ref(), value) {
                let message = text!(
                    "must have its numbers in quotes, got {bare}",
                    "doit avoir ses nombres entre guillemets, reçu {bare}"
                );
                return Err(refuse("wrong-type", message));
            }
            let number: Option<f64> = key.get_ref().replace('_', "").parse().ok();
            let Some(number) = number.filter(|number| number.abs() <= LARGEST) else {
                let typed = key.get_ref();
                let message = text!(
                    "must have numbers as keys, got `{typed}`",
                    "doit avoir des nombres pour clés, reçu `{typed}`"
                );
                return Err(refuse("wrong-type", message));
            };
            let weight = Written { value, ..self }.number(0.0, super::catalogue::LARGEST_WEIGHT, false)?;
            if values.iter().any(|&(other, _)| other == number) {
                return Err(refuse("duplicate-key", text!("has {number} twice", "a deux fois {number}")));
            }
            if weight > 0.0 {
                // There is one zero.
                values.push((if number == 0.0 { 0.0 } else { number }, weight));
            }
        }
        if values.is_empty() {
            return Err(self.fault("out-of-range", WEIGHT_ABOVE_0, hint()));
        }
        values.sort_by(|left, right| left.0.total_cmp(&right.0));
        Ok(values)
    }
}
