use super::comparison::{ComparisonFigure, VariantDifference};
use super::comparison_finding::finding;
use super::dot_rows::{self, DotRow};
use super::wording::{Ticks, cell, currency};
use super::{Figure, FigureKind, FigureTable};
use crate::figure::{Axis, Canvas, Label, Paint, Rect, isolate, palette};
use crate::report::shares::said_together;
use crate::text;
use crate::vocabulary::{Direction, Language, Unit, format_percent};

impl ComparisonFigure {
    fn rows(&self, language: Language) -> Vec<DotRow> {
        let row = |variant: &VariantDifference| {
            let help = self.help(variant.difference);
            let neutral = self.direction() == Direction::Neither || help == 0.0;
            DotRow {
                name: isolate(&variant.name),
                note: String::new(),
                value: variant.difference,
                thick: variant.interval,
                thin: variant.deciles,
                said: self.signed(variant.difference, language),
                verdict: self.verdict(variant, language),
                colour: match help > 0.0 {
                    _ if neutral => palette::QUIET,
                    true => palette::BLUE,
                    false => palette::ACCENT,
                },
                hollow: !neutral && help < 0.0,
            }
        };
        self.ordered().into_iter().map(row).collect()
    }

    /// "better 40%, same 60%": the shares that are not 0.
    fn verdict(&self, variant: &VariantDifference, language: Language) -> String {
        // Of one case nothing can be said of how often.
        let told = self.replicates > 1 && self.direction() != Direction::Neither;
        let Some(shares) = variant.shares.filter(|_| told) else {
            return String::new();
        };
        let words = match language {
            Language::En => ["better", "same", "worse"],
            Language::Fr => ["mieux", "pareil", "moins bien"],
        };
        let (shares, decimals) = said_together(shares);
        let said = words.into_iter().zip(shares).filter(|(_, part)| *part > 0.0);
        said.map(|(word, part)| format!("{word}\u{a0}{}", format_percent(part, decimals, language)))
            .collect::<Vec<String>>()
            .join(", ")
    }
}

impl Figure for ComparisonFigure {
    fn kind(&self) -> FigureKind {
        FigureKind::Comparison
    }

    fn finding(&self, language: Language) -> String {
        finding(self, language)
    }

    fn measure(&self, language: Language) -> String {
        let label = self.label(language);
        let unit = match self.metric.unit() {
            Unit::Currency => format!(" ({})", currency(&self.currency)),
            _ => String::new(),
        };
        let deciles = self.variants.iter().any(|variant| variant.deciles.is_some());
        let thin = if deciles {
            text!("; thin: p10 to p90 of the cases", " ; fin : p10 à p90 des cas")
        } else {
            crate::vocabulary::Text::default()
        };
        let thin = thin.into_string(language);
        let thick = if self.by_formula {
            crate::vocabulary::Text::default()
        } else {
            text!(", thick: its 95% interval", ", épais : son intervalle à 95 %")
        };
        let thick = thick.into_string(language);
        text!(
            "Change in {label}{unit}@; dot: mean{thick}{thin}",
            "Écart : {label}{unit}@ ; point : moyenne{thick}{thin}"
        )
        .into_string(language)
    }

    fn is_by_formula(&self) -> bool {
        self.by_formula
    }

    fn description(&self, language: Language) -> String {
        let list: Vec<String> = self
            .rows(language)
            .iter()
            .map(|row| format!("{} {} {}", row.name, row.said, row.verdict).trim_end().to_owned())
            .collect();
        let list = list.join(language.pick("; ", "\u{202f}; "));
        text!("Differences from the baseline: {list}.", "Écarts à la référence : {list}.").into_string(language)
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let rows = self.rows(language);
        if rows.is_empty() {
            return;
        }
        let columns = dot_rows::columns(room, &rows, 52.0);
        let (low, high) = dot_rows::extent(&rows);
        let (low, high) = (low.min(0.0), high.max(0.0));
        let pad = 0.06 * (high - low);
        let axis = Axis::linear(low - pad, high + pad, columns.plot.left, columns.plot.right);
        let ticks = Ticks::new(axis.high().max(-axis.low()), language);
        let plus = |tick: f64| if tick > 0.0 { "+" } else { "" };
        let text = |tick: f64| format!("{}{}", plus(tick), ticks.say(tick, language));
        dot_rows::scale(canvas, columns.plot, axis, &text);
        let zero = axis.at(0.0);
        canvas.line((zero, columns.plot.top - 4.0), (zero, columns.plot.bottom), Paint::stroke(palette::LINE, 1.8));
        let text = format!("{} {}", language.pick("baseline", "référence"), self.value(self.baseline, language));
        let label = Label::new(text, zero, columns.plot.top - 14.0, 19.0).bold().within(room.width());
        let half = label.width() / 2.0;
        let x = zero.min(room.right - half).max(room.left + half);
        canvas.text(Label { x, ..label }.centred());
        dot_rows::draw(canvas, &columns, axis, &rows, Some(zero));
        let baseline = columns.plot.bottom + 56.0;
        let unit = ticks.name("", language);
        let unit = unit.trim_start_matches([',', ' ']).to_owned();
        let notes = [
            (rows.len() < self.variants.len()).then(|| {
                let (shown, all) = (rows.len(), self.variants.len());
                text!("{shown} of {all} variants, the strongest", "{shown} variantes sur {all}, les plus fortes")
                    .into_string(language)
            }),
            (!unit.is_empty()).then_some(unit),
        ];
        let note = notes.into_iter().flatten().collect::<Vec<String>>().join("  ·  ");
        let label = Label::new(note, room.right, baseline, 17.0).ending().colour(palette::QUIET).name();
        canvas.text(label.within(room.width()));
    }

    fn table(&self) -> FigureTable {
        let row = |variant: &VariantDifference| {
            let optional = |value: Option<f64>| value.map_or(String::new(), cell);
            let shares = variant.shares;
            let part = |index: usize| optional(shares.map(|shares| shares[index]));
            vec![
                variant.name.clone(),
                if self.is_gain { "net_gain".to_owned() } else { self.metric.name().to_owned() },
                cell(self.baseline),
                cell(variant.difference),
                optional(variant.interval.map(|ends| ends.0)),
                optional(variant.interval.map(|ends| ends.1)),
                optional(variant.deciles.map(|ends| ends.0)),
                optional(variant.deciles.map(|ends| ends.1)),
                part(0),
                part(1),
                part(2),
            ]
        };
        let columns = vec![
            "variant",
            "metric",
            "baseline_mean",
            "difference",
            "ci_low",
            "ci_high",
            "p10",
            "p90",
            "better",
            "same",
            "worse",
        ];
        FigureTable { columns, rows: self.variants.iter().map(row).collect() }
    }
}
