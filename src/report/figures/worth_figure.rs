use super::dot_rows;
use super::parameter;
use super::wording::{Ticks, amount, cell, currency};
use super::worth::{Knowledge, MOST, WorthFigure};
use super::worth_finding::finding;
use super::{Figure, FigureKind, FigureTable};
use crate::figure::{Axis, Canvas, Label, Paint, Rect, Weight, isolate, palette};
use crate::text;
use crate::vocabulary::{Language, Text};

const NAME: f64 = 20.0;

impl Figure for WorthFigure {
    fn kind(&self) -> FigureKind {
        FigureKind::Worth
    }

    fn finding(&self, language: Language) -> String {
        finding(self, language)
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
    /// What would be known, in words.
    fn name(&self, language: Language) -> String {
        let name = match &self.name {
            None => language.pick("Everything", "Tout").to_owned(),
            Some(name) if self.respondents.is_some() => parameter::the(name, language),
            Some(name) => parameter::label(name, language),
        };
        let Some(people) = self.respondents else { return isolate(&name) };
        let people = amount(people, language);
        let asked = text!("{people} people asked about", "{people} personnes interrogées sur").into_string(language);
        isolate(&format!("{asked} {name}"))
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
