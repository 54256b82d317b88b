use super::dot_rows;
use super::parameter;
use super::wording::{Ticks, amount, cell, currency, money, per_period};
use super::{Figure, FigureError, FigureKind, FigureTable, Material, WorthNumbers};
use crate::experiment::{Experiment, IllustrationError, Known, Worth};
use crate::figure::{Axis, Canvas, Label, Paint, Rect, Weight, isolate, palette};
use crate::model::Parameters;
use crate::report::pages::known_decimals;
use crate::scenario::ParameterName;
use crate::text;
use crate::vocabulary::{Language, Text};

/// What it is worth to know more before choosing between the baseline and the variants.
#[doc = include_str!("examples/money.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WorthFigure {
    /// The currency.
    pub currency: String,
    /// The period.
    pub period: String,
    /// Everything, the unknowns, surveys.
    pub rows: Vec<Knowledge>,
    /// What a number that nothing depends on seems to be worth: the noise of the estimate; 0 by formula.
    pub noise: f64,
}

/// Something that could be known.
#[doc = include_str!("examples/money.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Knowledge {
    /// The unknown; `None`: all of them.
    pub name: Option<ParameterName>,
    /// How many people are asked about it; `None`: it is known for certain.
    pub respondents: Option<f64>,
    /// What that is worth in a period.
    pub value: f64,
    /// Its standard error; 0 by formula.
    pub std_error: f64,
    /// What the survey costs once.
    pub cost: Option<f64>,
}

/// Rows that fit with readable text.
const MOST: usize = 10;
const NAME: f64 = 20.0;
/// What is worth less changes no decision: it is rounding.
const NOTHING: f64 = 0.005;

impl WorthFigure {
    /// From the table, or computed: without surveys.
    pub(super) fn of(material: &Material<'_>) -> Result<Self, FigureError> {
        let nothing = |reason| Err(FigureError::Nothing(FigureKind::Worth, reason));
        let scenario = material.scenario;
        if scenario.unknowns.is_empty() {
            return nothing(&["none of its numbers is unknown", "aucun de ses nombres n'est inconnu"]);
        }
        if scenario.variants.is_empty() {
            return nothing(&[
                "there is nothing to choose from: no variant",
                "il n'y a pas de choix : aucune variante",
            ]);
        }
        let models = scenario.variants.iter().map(|variant| &variant.parameters).chain([&scenario.baseline]);
        if !models.into_iter().any(Parameters::has_money) {
            return nothing(&["no money is at stake", "aucun argent n'est en jeu"]);
        }
        let stored = &material.numbers.studies.worth;
        let rows = if stored.is_empty() { computed(material)? } else { stored.clone() };
        let noise = rows.iter().find(|row| row.path == DUMMY).map_or(0.0, |row| row.value);
        let knowledge = |row: &WorthNumbers| Knowledge {
            name: (!row.path.is_empty()).then(|| scenario.parameter_name(&row.path)),
            respondents: row.respondents,
            value: row.value,
            std_error: row.std_error,
            cost: row.cost,
        };
        let rows = rows.iter().filter(|row| row.path != DUMMY).map(knowledge).collect();
        Ok(Self { currency: scenario.currency.clone(), period: scenario.period.clone(), rows, noise })
    }

    /// Everything first, then the unknowns and the surveys, what is worth most before the others.
    fn ordered(&self) -> Vec<&Knowledge> {
        let mut rows: Vec<&Knowledge> = self.rows.iter().collect();
        let kind = |row: &Knowledge| (row.name.is_some(), row.respondents.is_some());
        rows.sort_by(|a, b| kind(a).cmp(&kind(b)).then(b.value.total_cmp(&a.value)));
        rows.truncate(MOST);
        rows
    }

    /// Whether a value is more than the noise of estimates and rounding.
    fn is_something(&self, row: &Knowledge) -> bool {
        row.value > NOTHING && row.value > self.noise && row.value > 2.0 * row.std_error
    }

    fn money(&self, value: f64, language: Language) -> String {
        money(value, &self.currency, language)
    }

    /// What a row is worth: no digit is finer than its standard error, as in the table of `worth`.
    fn worth(&self, row: &Knowledge, language: Language) -> String {
        let scale = 10_f64.powi(known_decimals(row.value, Some(row.std_error)));
        self.money((row.value * scale).round() / scale, language)
    }

    /// With the period.
    fn in_time(&self, value: f64, language: Language) -> String {
        format!("{} {}", self.money(value, language), per_period(&self.period, language)).trim_end().to_owned()
    }

    /// The survey that leaves most when it is paid for, where one is worth something.
    fn survey(&self, language: Language) -> Option<Text> {
        let net = |row: &Knowledge| row.value - row.cost.unwrap_or(0.0);
        let surveys = self.rows.iter().filter(|row| row.respondents.is_some() && self.is_something(row));
        let best = surveys.max_by(|a, b| net(a).total_cmp(&net(b)))?;
        let people = amount(best.respondents?, language);
        let (name, value) = (parameter::the(best.name.as_ref()?, language), self.in_time(best.value, language));
        let Some(cost) = best.cost else {
            return Some(text!(
                "To ask {people} people about {name} is worth {value}",
                "Interroger {people} personnes sur {name} vaut {value}"
            ));
        };
        let cost = self.money(cost, language);
        Some(if net(best) > 0.0 {
            text!(
                "To ask {people} people about {name} pays: it is worth {value} and costs {cost} once",
                "Interroger {people} personnes sur {name} est rentable : cela vaut {value} et coûte {cost} une fois"
            )
        } else {
            text!(
                "No survey pays in one period: the best, of {people} people about {name}, is worth {value} and costs {cost}",
                "Aucune enquête n'est rentable en une période : la meilleure, de {people} personnes sur {name}, vaut {value} et coûte {cost}"
            )
        })
    }
}

/// The path of a number that nothing depends on.
const DUMMY: &str = "dummy";

fn computed(material: &Material<'_>) -> Result<Vec<WorthNumbers>, FigureError> {
    let experiment = Experiment::new(material.scenario).map_err(IllustrationError::from)?;
    let found = Worth { experiment: &experiment, surveys: &[] }.run(&material.control());
    let found = found.map_err(|error| FigureError::Worth(Box::new(error)))?;
    let path =
        |place: usize| material.scenario.unknowns.get(place).map_or_else(String::new, |unknown| unknown.path.clone());
    let row = |value: &crate::experiment::WorthValue| WorthNumbers {
        path: match value.known {
            Known::Everything => String::new(),
            Known::Unknown(unknown) | Known::Survey { unknown, .. } => path(unknown),
            Known::Dummy => DUMMY.to_owned(),
        },
        respondents: None,
        value: value.value,
        std_error: value.std_error,
        cost: None,
    };
    Ok(found.values.iter().map(row).collect())
}

impl Figure for WorthFigure {
    fn kind(&self) -> FigureKind {
        FigureKind::Worth
    }

    fn finding(&self, language: Language) -> String {
        let certain = || self.rows.iter().filter(|row| row.respondents.is_none());
        let everything = certain().find(|row| row.name.is_none()).filter(|row| self.is_something(row));
        let Some(everything) = everything else {
            return text!(
                "To know more would change no decision: no knowledge is worth paying for",
                "En savoir plus ne changerait aucune décision : aucun savoir ne vaut d'être payé"
            )
            .into_string(language);
        };
        if let Some(text) = self.survey(language) {
            return text.into_string(language);
        }
        let unknowns = || certain().filter(|row| row.name.is_some());
        let best = unknowns().filter(|row| self.is_something(row)).max_by(|a, b| a.value.total_cmp(&b.value));
        let all = self.in_time(everything.value, language);
        let named = best.and_then(|best| Some((best, parameter::the(best.name.as_ref()?, language))));
        let Some((best, name)) = named else {
            return text!(
                "To know everything before choosing is worth {all}, and no single unknown alone anything",
                "Tout savoir avant de choisir vaut {all}, et aucune inconnue, seule, ne vaut quoi que ce soit"
            )
            .into_string(language);
        };
        if unknowns().count() == 1 {
            return text!(
                "To know {name} before choosing is worth {all}",
                "Connaître {name} avant de choisir vaut {all}"
            )
            .into_string(language);
        }
        let (one, all) = (self.in_time(best.value, language), self.money(everything.value, language));
        text!(
            "To know {name} before choosing is worth {one}; to know everything, {all}",
            "Connaître {name} avant de choisir vaut {one} ; tout savoir, {all}"
        )
        .into_string(language)
    }

    fn measure(&self, language: Language) -> String {
        let cost = if self.rows.iter().any(|row| row.cost.is_some()) {
            text!("; black mark: what the survey costs once", " ; trait noir : ce que l'enquête coûte une fois")
        } else {
            Text::default()
        };
        let (en, fr) = (cost.en, cost.fr);
        text!(
            "By how much the mean net loss of the best choice falls@{en}",
            "De combien baisse la perte nette moyenne du meilleur choix@{fr}"
        )
        .into_string(language)
    }

    fn left_out(&self, language: Language) -> Option<String> {
        let all = self.rows.len();
        let said = text!(
            "{MOST} of {all} rows, those worth most first",
            "{MOST} lignes sur {all}, d'abord celles qui valent le plus"
        );
        (all > MOST).then(|| said.into_string(language))
    }

    fn is_by_formula(&self) -> bool {
        self.rows.iter().all(|row| row.std_error == 0.0)
    }

    fn description(&self, language: Language) -> String {
        let said = |row: &&Knowledge| format!("{} {}", row.name(language), self.worth(row, language));
        let list = self.ordered().iter().map(said).collect::<Vec<String>>().join(language.pick("; ", "\u{202f}; "));
        text!("Bars by what would be known: {list}.", "Barres selon ce qui serait connu : {list}.")
            .into_string(language)
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let rows = self.ordered();
        if rows.is_empty() {
            return;
        }
        let names = rows.iter().map(|row| Weight::Bold.width(&row.name(language), NAME));
        let names = names.fold(0.0, f64::max).clamp(120.0, 0.32 * room.width());
        let said = |row: &Knowledge| self.worth(row, language);
        let words = rows.iter().map(|row| Weight::Bold.width(&said(row), NAME)).fold(0.0, f64::max).min(200.0);
        let area = room.inset(names + 22.0, 8.0, words + 26.0, 68.0);
        let tall = (area.height() / rows.len() as f64).min((0.2 * area.height()).max(96.0));
        let spare = area.height() - tall * rows.len() as f64;
        let top = area.top + 0.3 * spare;
        let area = Rect { top, bottom: top + tall * rows.len() as f64, ..area };
        let ends = rows.iter().map(|row| (row.value + 1.96 * row.std_error).max(row.cost.unwrap_or(0.0)));
        let highest = ends.fold(self.noise, f64::max);
        let axis = Axis::linear(0.0, highest.max(1e-9), area.left, area.right);
        let ticks = Ticks::new(axis.high(), language);
        dot_rows::scale(canvas, area, axis, &|tick| ticks.say(tick, language));
        if self.noise > 0.0 {
            let x = axis.at(self.noise);
            canvas.line((x, area.top), (x, area.bottom), Paint::dashed(palette::QUIET, 2.0, 5.0));
        }
        canvas.line((area.left, area.top), (area.left, area.bottom), Paint::stroke(palette::LINE, 1.6));
        for (index, row) in rows.iter().enumerate() {
            let middle = area.top + (index as f64 + 0.5) * tall;
            row.write(canvas, (room.left, names), (middle, tall), language);
            self.bar(canvas, axis, row, (middle, tall), &said(row));
        }
        let unit = match currency(&self.currency) {
            unit if unit.is_empty() => language.pick("worth", "valeur").to_owned(),
            unit => unit,
        };
        let mut name = ticks.name(&unit, language);
        if self.noise > 0.0 {
            name += language.pick("; dashed: noise of the estimate", "\u{202f}; tirets\u{202f}: bruit de l’estimation");
        }
        canvas.text(Label::new(name, area.left, area.bottom + 60.0, 19.0).bold().name().within(room.right - area.left));
    }

    fn table(&self) -> FigureTable {
        let row = |row: &Knowledge| {
            let path = row.name.as_ref().map_or_else(String::new, |name| name.path.clone());
            let optional = |value: Option<f64>| value.map_or(String::new(), cell);
            vec![path, optional(row.respondents), cell(row.value), cell(row.std_error), optional(row.cost)]
        };
        FigureTable {
            columns: vec!["path", "respondents", "value", "std_error", "cost"],
            rows: self.rows.iter().map(row).collect(),
        }
    }
}

impl Knowledge {
    /// A small line above, and what stands in bold.
    fn lines(&self, language: Language) -> (String, String) {
        let name = self.name.as_ref().map_or_else(
            || language.pick("Everything", "Tout").to_owned(),
            |name| match self.respondents {
                Some(_) => parameter::the(name, language),
                None => parameter::label(name, language),
            },
        );
        let note = self.respondents.map(|people| {
            let people = amount(people, language);
            text!("{people} people asked about", "{people} personnes interrogées sur").into_string(language)
        });
        (note.unwrap_or_default(), name)
    }

    fn name(&self, language: Language) -> String {
        let (note, name) = self.lines(language);
        isolate(format!("{note} {name}").trim())
    }

    /// What would be known, at the left of its bar.
    fn write(&self, canvas: &mut Canvas, (left, width): (f64, f64), (middle, tall): (f64, f64), language: Language) {
        // The path stands once, in the row of what is known for certain.
        let path = self.name.as_ref().filter(|_| self.respondents.is_none());
        parameter::row(canvas, (left, width), (middle, tall), (&self.name(language), path));
    }
}

impl WorthFigure {
    /// The value with its interval, and the cost as a mark.
    fn bar(&self, canvas: &mut Canvas, axis: Axis, row: &Knowledge, (middle, tall): (f64, f64), said: &str) {
        let colour = match (self.is_something(row), row.respondents.is_some(), row.name.is_some()) {
            (false, ..) => palette::QUIET,
            (true, true, _) => palette::SKY,
            (true, false, true) => palette::BLUE,
            (true, false, false) => palette::DEEP,
        };
        let half = (0.3 * tall).min(34.0);
        let bar = Rect::new(axis.at(0.0), middle - half, axis.at(row.value), middle + half);
        canvas.rectangle(bar, Paint::mark(colour));
        let mut end = bar.right;
        if row.std_error > 0.0 {
            let [low, high] = [-1.96, 1.96].map(|errors| axis.at((row.value + errors * row.std_error).max(0.0)));
            canvas.line((low, middle), (high, middle), Paint::stroke(palette::INK, 2.0));
            end = end.max(high);
        }
        if let Some(cost) = row.cost {
            let x = axis.at(cost);
            canvas.line((x, middle - half - 5.0), (x, middle + half + 5.0), Paint::stroke(palette::INK, 4.0));
        }
        let size = NAME.min(0.6 * tall);
        let label = Label::new(said, end + 12.0, middle + 0.35 * size, size).bold().halo().within(200.0);
        // Beside the bar, or beyond the marks that would run through it.
        let noise = (self.noise > 0.0).then_some(self.noise);
        let mut marks: Vec<f64> = noise.into_iter().chain(row.cost).map(|value| axis.at(value)).collect();
        marks.sort_by(f64::total_cmp);
        let label = marks.into_iter().fold(label, |label, mark| {
            let area = label.area();
            let struck = area.left - 6.0 < mark && mark < area.right + 6.0;
            if struck { Label { x: mark + 10.0, ..label } } else { label }
        });
        canvas.text(label);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(path: Option<&str>, respondents: Option<f64>, value: f64, cost: Option<f64>) -> Knowledge {
        Knowledge { name: path.map(ParameterName::of), respondents, value, std_error: 0.0, cost }
    }

    fn figure(rows: Vec<Knowledge>) -> WorthFigure {
        WorthFigure { currency: "EUR".to_owned(), period: "month".to_owned(), rows, noise: 0.0 }
    }

    /// Every kind of data with its sentence, in both languages.
    #[test]
    fn every_kind_of_data_has_its_sentence() {
        let all = || row(None, None, 500.0, None);
        let (rate, value) = (
            |worth| row(Some("voice.rate"), None, worth, None),
            |worth| row(Some("damage.customer_value"), None, worth, None),
        );
        let survey = |worth, cost| row(Some("voice.rate"), Some(100.0), worth, cost);
        let cases = [
            (
                "one of two",
                figure(vec![all(), rate(20.0), value(400.0)]),
                "To know the value of a customer before choosing is worth €400 a month; to know everything, €500",
                "Connaître la valeur d'un client avant de choisir vaut 400 € par mois ; tout savoir, 500 €",
            ),
            (
                "the only one",
                figure(vec![all(), rate(500.0)]),
                "To know the voice rate before choosing is worth €500 a month",
                "Connaître le taux de réclamation des insatisfaits avant de choisir vaut 500 € par mois",
            ),
            (
                "none alone",
                figure(vec![all(), rate(0.0), value(0.0)]),
                "To know everything before choosing is worth €500 a month, and no single unknown alone anything",
                "Tout savoir avant de choisir vaut 500 € par mois, et aucune inconnue, seule, ne vaut quoi que ce soit",
            ),
            (
                "nothing",
                figure(vec![row(None, None, 0.0, None), rate(0.0)]),
                "To know more would change no decision: no knowledge is worth paying for",
                "En savoir plus ne changerait aucune décision : aucun savoir ne vaut d'être payé",
            ),
            (
                "no more than noise",
                WorthFigure { noise: 600.0, ..figure(vec![all(), rate(300.0)]) },
                "To know more would change no decision: no knowledge is worth paying for",
                "En savoir plus ne changerait aucune décision : aucun savoir ne vaut d'être payé",
            ),
            (
                "a survey that pays",
                figure(vec![all(), rate(400.0), survey(300.0, Some(200.0)), survey(350.0, Some(2_000.0))]),
                "To ask 100 people about the voice rate pays: it is worth €300 a month and costs €200 once",
                "Interroger 100 personnes sur le taux de réclamation des insatisfaits est rentable : cela vaut 300 € par mois et coûte 200 € une fois",
            ),
            (
                "a survey that does not",
                figure(vec![all(), rate(400.0), survey(300.0, Some(900.0))]),
                "No survey pays in one period: the best, of 100 people about the voice rate, is worth €300 a month and costs €900",
                "Aucune enquête n'est rentable en une période : la meilleure, de 100 personnes sur le taux de réclamation des insatisfaits, vaut 300 € par mois et coûte 900 €",
            ),
            (
                "a survey without a price",
                figure(vec![all(), rate(400.0), survey(300.0, None)]),
                "To ask 100 people about the voice rate is worth €300 a month",
                "Interroger 100 personnes sur le taux de réclamation des insatisfaits vaut 300 € par mois",
            ),
        ];
        let plain = |text: String| text.replace(['\u{a0}', '\u{202f}'], " ").replace('’', "'");
        for (name, figure, en, fr) in cases {
            assert_eq!(plain(figure.finding(Language::En)), en, "{name}");
            assert_eq!(plain(figure.finding(Language::Fr)), fr, "{name}");
        }
    }
}
