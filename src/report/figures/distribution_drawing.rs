use super::distribution::{DistributionFigure, TAIL};
use super::wording::{cell, per_period, share, subject};
use super::{Figure, FigureKind, FigureTable, Interval};
use crate::figure::{Axis, Canvas, Colour, Label, Outline, Paint, Rect, Weight, flags, palette};
use crate::text;
use crate::vocabulary::{Language, Unit};

const FLAG: f64 = 20.0;

struct Pole {
    value: f64,
    text: String,
    colour: Colour,
    strong: bool,
}

impl Figure for DistributionFigure {
    fn kind(&self) -> FigureKind {
        FigureKind::Distribution
    }

    fn finding(&self, language: Language) -> String {
        if let Some(sentence) = self.constant(language) {
            return sentence;
        }
        let (mut mean, half, tenth) =
            (self.value(self.mean, language), self.value(self.p50, language), self.value(self.p90, language));
        if self.metric.unit() == Unit::Currency {
            let said = format!("{mean} {}", per_period(&self.period, language));
            said.trim_end().clone_into(&mut mean);
        }
        let subject = subject(self.metric, language);
        let skewed = self.mean > 1.15 * self.p50;
        let (but, mais) = if skewed { ("but", ", mais") } else { ("and", " ;") };
        text!(
            "{subject}: {mean} on average, {but} half of the cases stay at {half} or below and one in ten reaches {tenth}",
            "{subject} : {mean} en moyenne{mais} la moitié des cas ne dépasse pas {half}, un sur dix atteint {tenth}"
        )
        .into_string(language)
    }

    fn measure(&self, language: Language) -> String {
        text!(
            "How many cases have each value; areas in proportion",
            "Combien de cas ont chaque valeur ; surfaces proportionnelles"
        )
        .into_string(language)
    }

    fn description(&self, language: Language) -> String {
        let (poles, note) = self.poles(f64::INFINITY, language);
        let list = poles.into_iter().map(|pole| pole.text).chain(note).collect::<Vec<String>>().join(", ");
        let label = self.metric.label(language);
        text!("Histogram of {label}; {list}.", "Histogramme : {label} ; {list}.").into_string(language)
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let plot = room.inset(8.0, 0.0, 8.0, 78.0);
        let clipped = self.beyond(TAIL).max(self.edge(self.p90 + 1.0));
        let high = if self.is_heavy() || 1.25 * clipped >= self.high() { self.high() } else { clipped };
        let (poles, note) = self.poles(high, language);
        let weight = |pole: &Pole| if pole.strong { Weight::Bold } else { Weight::Regular };
        let wide = |pole: &Pole| weight(pole).width(&pole.text, FLAG) + 22.0;
        let axis = self.axis(high, plot, poles.iter().map(|pole| (pole.value, wide(pole))));
        let standing: Vec<(f64, f64)> = poles.iter().map(|pole| (axis.at(pole.value), wide(pole))).collect();
        let rows = flags(&standing);
        let tall = Canvas::line_height(FLAG) + 2.0;
        let top = plot.top + (1 + rows.iter().max().copied().unwrap_or(0)) as f64 * tall + 6.0;
        self.histogram(canvas, Rect::new(plot.left, top, plot.right, plot.bottom), axis);
        for ((pole, &(x, _)), row) in poles.iter().zip(&standing).zip(rows) {
            let mast = top - 6.0 - row as f64 * tall;
            let line = if pole.strong { 2.0 } else { 1.4 };
            canvas.line((x, mast - FLAG + 1.0), (x, plot.bottom), Paint::stroke(pole.colour, line));
            let label = Label { weight: weight(pole), ..Label::new(pole.text.as_str(), x + 7.0, mast, FLAG) };
            canvas.text(label.colour(pole.colour).within(plot.right + 8.0 - x - 7.0));
        }
        self.scale(canvas, plot, (axis, high), note, language);
    }

    fn table(&self) -> FigureTable {
        let mut below = 0.0;
        let cases = self.cases().max(1.0);
        let row = |bin: &Interval| {
            below += bin.count;
            let expected = bin.expected.map_or(String::new(), cell);
            vec![cell(bin.from), cell(bin.to), cell(bin.count), cell(below / cases), expected]
        };
        let columns = vec!["from", "below", "count", "cumulative_share", "expected"];
        FigureTable { columns, rows: self.bins.iter().map(row).collect() }
    }
}

impl DistributionFigure {
    fn histogram(&self, canvas: &mut Canvas, area: Rect, axis: Axis) {
        let bars = self.bars(axis);
        let side = |value: f64| axis.at(self.edge(value));
        // Bars differ in width: areas are counts.
        let width = |bar: &Interval| (side(bar.to) - side(bar.from)).max(0.5);
        let cases = self.cases();
        let expected = |bar: &Interval| bar.expected.map(|chance| chance * cases / width(bar));
        let densest = bars.iter().map(|bar| (bar.count / width(bar)).max(expected(bar).unwrap_or(0.0)));
        let height = Axis::linear(0.0, densest.fold(0.0, f64::max), area.bottom, area.top);
        for bar in &bars {
            let top = height.at(bar.count / width(bar));
            let (left, right) = (side(bar.from), side(bar.to));
            // A value that stands alone must be seen beside its pole.
            let thin = ((if bars.len() < 4 { 14.0 } else { 2.0 }) - (right - left)).max(0.0) / 2.0;
            let gap = if right - left > 5.0 { 1.0 } else { 0.0 };
            let reaches = self.mark.is_some_and(|mark| bar.from >= mark);
            let colour = if reaches { palette::PEACH } else { palette::SKY };
            let bar = Rect::new(left - thin, top, right + thin - gap, area.bottom);
            canvas.rectangle(bar, Paint::mark(colour));
        }
        if bars.len() > 3 && bars.iter().all(|bar| bar.expected.is_some()) {
            let points: Vec<(f64, f64)> = bars
                .iter()
                .flat_map(|bar| {
                    let y = height.at(expected(bar).unwrap_or(0.0));
                    [(side(bar.from), y), (side(bar.to).min(area.right), y)]
                })
                .collect();
            canvas.path(Outline::line(&points), Paint::stroke(palette::DEEP, 2.2));
        }
        canvas.line((area.left, area.bottom), (area.right, area.bottom), Paint::stroke(palette::LINE, 1.2));
    }

    /// What stands upright in the figure, with its text, and what could not.
    fn poles(&self, high: f64, language: Language) -> (Vec<Pole>, Option<String>) {
        let pole = |name: &str, value: f64, strong: bool| Pole {
            value,
            text: format!("{name} {}", self.value(value, language)),
            colour: if strong { palette::INK } else { palette::QUIET },
            strong,
        };
        let mean = language.pick("mean", "moyenne");
        let mut poles = vec![pole(mean, self.mean, true)];
        if self.p10 == self.p90 {
            poles.push(pole(language.pick("p10 to p90", "p10 à p90"), self.p50, true));
        } else {
            poles.push(pole("p10", self.p10, false));
            poles.push(pole(language.pick("median", "médiane"), self.p50, true));
            poles.push(pole("p90", self.p90, false));
        }
        let mut note = None;
        if let Some(mark) = self.mark {
            let value = self.value(mark, language);
            let sentence = self.reaching(mark).map(|part| Self::mark_text(&value, part, language));
            if mark >= self.low() && mark <= high {
                // The mark is the mean of the classic: one pole says both.
                let same = value == self.value(self.mean, language);
                if same {
                    poles.remove(0);
                }
                let own = if same { format!("{mean} ") } else { String::new() };
                let text = sentence.unwrap_or(value);
                poles.push(Pole { value: mark, text: format!("{own}{text}"), colour: palette::ACCENT, strong: true });
            } else {
                note = sentence;
            }
        }
        poles.retain(|pole| pole.value <= high);
        poles.sort_by(|a, b| a.value.total_cmp(&b.value));
        (poles, note)
    }

    fn mark_text(value: &str, part: f64, language: Language) -> String {
        if part <= 0.0 {
            return text!("{value}: never reached", "{value} : jamais atteint").into_string(language);
        }
        let part = share(part, language);
        text!("{value}: reached in {part} of the cases", "{value} : atteint dans {part} des cas").into_string(language)
    }
}
