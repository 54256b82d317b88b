use super::distribution::{DistributionFigure, TAIL};
use super::wording::{cell, per_period, share};
use super::{Figure, FigureKind, FigureTable, Interval};
use crate::figure::{Axis, Canvas, Colour, Label, Outline, Paint, Rect, Weight, flags, palette};
use crate::text;
use crate::vocabulary::{Language, Text, Unit};

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
        let subject = self.subject(language);
        if half == tenth {
            let ties = self.ties(language);
            let (en, fr) = (ties.en, ties.fr);
            return text!("{subject}: {mean} on average; {en}", "{subject} : {mean} en moyenne ; {fr}")
                .into_string(language);
        }
        let skewed = self.mean > 1.15 * self.p50;
        let (but, mais) = if skewed { (", but", ", mais") } else { (";", " ;") };
        let few = match self.often(self.p90, 10) {
            Some(often) => often.reach(&tenth, language),
            None => {
                text!("nine in ten at {tenth} or below", "neuf sur dix ne dépassent pas {tenth}").into_string(language)
            }
        };
        text!(
            "{subject}: {mean} on average{but} half of the cases stay at {half} or below and {few}",
            "{subject} : {mean} en moyenne{mais} la moitié des cas ne dépasse pas {half}, {few}"
        )
        .into_string(language)
    }

    fn measure(&self, language: Language) -> String {
        if self.rare.is_some() {
            return text!(
                "How many cases have each value; areas in proportion; mean, median and deciles by formula",
                "Combien de cas ont chaque valeur ; surfaces proportionnelles ; moyenne, médiane et déciles par la formule"
            )
            .into_string(language);
        }
        text!(
            "How many cases have each value; areas in proportion",
            "Combien de cas ont chaque valeur ; surfaces proportionnelles"
        )
        .into_string(language)
    }

    fn description(&self, language: Language) -> String {
        let (poles, note) = self.poles(f64::INFINITY, language);
        let list = poles.into_iter().map(|pole| pole.text).chain(note).collect::<Vec<String>>().join(", ");
        let label = self.label(language);
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
        let is_one = self.cases() <= 1.0;
        if is_one {
            poles.push(pole(language.pick("the one case drawn", "le seul cas tiré"), self.p50, true));
        } else if self.p10 == self.p90 {
            poles.push(pole(language.pick("p10 to p90", "p10 à p90"), self.p50, true));
        } else {
            poles.push(pole("p10", self.p10, false));
            poles.push(pole(language.pick("median", "médiane"), self.p50, true));
            poles.push(pole("p90", self.p90, false));
        }
        let mut note = None;
        if let Some(mark) = self.mark {
            let value = self.value(mark, language);
            let reaching = self.reaching(mark).filter(|_| !is_one);
            let sentence = reaching.map(|part| Self::mark_text(&value, part, language));
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

    /// Where the median is the upper decile: how many cases reach it, or how few go beyond.
    fn ties(&self, language: Language) -> Text {
        let (bound, most) = (self.value(self.p90, language), self.value(self.range.1, language));
        let reaching = self.reaching(self.p90).map(|part| share(part, language));
        match reaching {
            Some(part) if bound == most => {
                text!("{bound} in {part} of the cases, none above", "{bound} dans {part} des cas, aucun au-delà")
            }
            _ if bound == most => text!(
                "at least half of the cases reach {bound}, none more",
                "la moitié des cas au moins atteint {bound}, aucun ne va au-delà"
            ),
            _ => text!(
                "nine cases in ten stay at {bound} or below, the highest reaches {most}",
                "neuf cas sur dix ne dépassent pas {bound}, le plus haut atteint {most}"
            ),
        }
    }

    fn mark_text(value: &str, part: f64, language: Language) -> String {
        if part <= 0.0 {
            return text!("{value}: never reached", "{value} : jamais atteint").into_string(language);
        }
        let part = share(part, language);
        text!("{value}: reached in {part} of the cases", "{value} : atteint dans {part} des cas").into_string(language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figures::Exceedance;
    use crate::vocabulary::Metric;

    /// Cases by value, ascending.
    fn figure(metric: Metric, cases: &[(f64, f64)], [p10, p50, p90]: [f64; 3]) -> DistributionFigure {
        let sum: f64 = cases.iter().map(|case| case.1).sum();
        let bin = |&(value, count): &(f64, f64)| Interval { from: value, to: value + 1.0, count, expected: None };
        DistributionFigure {
            rare: None,
            shares: Vec::new(),
            metric,
            is_gain: false,
            currency: "EUR".to_owned(),
            period: "month".to_owned(),
            bins: cases.iter().map(bin).collect(),
            mean: cases.iter().map(|case| case.0 * case.1).sum::<f64>() / sum,
            range: (cases[0].0, cases[cases.len() - 1].0),
            p10,
            p50,
            p90,
            mark: None,
        }
    }

    fn said(figure: &dyn Figure) -> [String; 2] {
        let plain = |text: String| text.replace(['\u{a0}', '\u{202f}'], " ").replace('’', "'");
        Language::ALL.map(|language| plain(figure.finding(language)))
    }

    #[test]
    fn where_most_cases_have_the_largest_value_none_goes_above() {
        let ties = figure(Metric::Aware, &[(5.0, 20.0), (7.0, 123.0), (9.0, 857.0)], [7.0, 9.0, 9.0]);
        let [en, fr] = said(&ties);
        assert_eq!(en, "People who know: 9 on average; 9 in 86% of the cases, none above");
        assert_eq!(fr, "Personnes au courant : 9 en moyenne ; 9 dans 86 % des cas, aucun au-delà");
        let [en, fr] = said(&Exceedance { distribution: ties });
        assert_eq!(en, "People who know: 86% of the cases reach 9, none goes above");
        assert_eq!(fr, "Personnes au courant : 86 % des cas atteignent 9, aucun ne va au-delà");
        let rare = figure(Metric::Aware, &[(0.0, 200.0), (3.0, 750.0), (12.0, 50.0)], [0.0, 3.0, 3.0]);
        assert!(said(&rare)[0].ends_with("nine cases in ten stay at 3 or below, the highest reaches 12"));
    }

    /// Of small whole numbers a quantile is reached by many more than its name says.
    #[test]
    fn a_tenth_is_said_where_it_is_one() {
        let few = figure(Metric::Aware, &[(1.0, 850.0), (2.0, 150.0)], [1.0, 1.0, 2.0]);
        let [en, fr] = said(&few);
        assert_eq!(en, "People who know: 1 on average; half of the cases stay at 1 or below and 15% reach 2");
        assert_eq!(fr, "Personnes au courant : 1 en moyenne ; la moitié des cas ne dépasse pas 1, 15 % atteignent 2");
        let [en, fr] = said(&Exceedance { distribution: few.clone() });
        assert_eq!(en, "People who know: 15% of the cases reach 2, none goes above");
        assert_eq!(fr, "Personnes au courant : 15 % des cas atteignent 2, aucun ne va au-delà");
        let text = Exceedance { distribution: few }.description(Language::En);
        assert_eq!(text, "The share of the cases that reach each value, falling: 15% of the cases reach 2.");
        let more =
            figure(Metric::Aware, &[(1.0, 3_700.0), (2.0, 5_000.0), (3.0, 1_280.0), (4.0, 20.0)], [1.0, 2.0, 3.0]);
        let [en, fr] = said(&Exceedance { distribution: more.clone() });
        assert_eq!(en, "People who know: 13% of the cases reach 3, at most one in a hundred goes above");
        assert_eq!(fr, "Personnes au courant : 13 % des cas atteignent 3, au plus un sur cent va au-delà");
        let text = Exceedance { distribution: more }.description(Language::En);
        assert!(text.contains("falling: 63% of the cases reach 2, 13% of the cases reach 3"), "{text}");
        let rare = figure(Metric::Aware, &[(1.0, 8_100.0), (2.0, 1_760.0), (3.0, 140.0)], [1.0, 1.0, 2.0]);
        let [en, fr] = said(&Exceedance { distribution: rare });
        assert_eq!(en, "People who know: 19% of the cases reach 2, 1.4% reach 3");
        assert_eq!(fr, "Personnes au courant : 19 % des cas atteignent 2, 1,4 % atteignent 3");
    }

    /// By formula the share stands beside the quantile, even where bins are wide.
    #[test]
    fn the_share_of_a_quantile_is_that_of_the_law() {
        let cases = [(0.0, 9_000.0), (100.0, 1_000.0)];
        let wide = DistributionFigure {
            p50: 37.0,
            p90: 111.0,
            range: (0.0, 120.0),
            rare: Some((120.0, 120.0)),
            shares: vec![(37.0, 0.6), (111.0, 0.17), (120.0, 0.011)],
            ..figure(Metric::RevenueLost, &cases, [0.0, 37.0, 111.0])
        };
        assert!(
            said(&wide)[0].ends_with("half of the cases stay at €37 or below and 17% reach €111"),
            "{:?}",
            said(&wide)
        );
    }

    /// A gain has no rare quantiles, and yet a law.
    #[test]
    fn a_share_by_formula_is_said_alike_in_both_figures_and_counts_no_cases() {
        let cases = [(10.0, 50.0), (30.0, 40.0), (40.0, 10.0)];
        let gain = |tenth: f64| DistributionFigure {
            is_gain: true,
            shares: vec![(30.0, 0.5), (40.0, tenth)],
            ..figure(Metric::NetLoss, &cases, [10.0, 30.0, 40.0])
        };
        assert!(said(&gain(0.11))[0].ends_with("half of the cases stay at €30 or below and 11% reach €40"));
        let read = |figure| Exceedance { distribution: figure }.description(Language::En);
        assert!(read(gain(0.11)).contains("11% of the cases reach €40"), "{}", read(gain(0.11)));
        assert!(read(gain(0.1)).ends_with(", 1 case in 10 reaches €40."), "{}", read(gain(0.1)));
    }

    #[test]
    fn one_case_says_nothing_of_others() {
        let one = figure(Metric::Aware, &[(56.0, 1.0)], [56.0; 3]);
        for figure in [&one as &dyn Figure, &Exceedance { distribution: one.clone() }] {
            let [en, fr] = said(figure);
            assert_eq!(en, "People who know: 56 in the one case drawn, which says nothing of others");
            assert_eq!(fr, "Personnes au courant : 56 dans le seul cas tiré, qui ne dit rien des autres");
        }
        assert!(!one.description(Language::En).contains("p10"));
    }

    #[test]
    fn a_loss_below_nothing_is_told_as_a_gain_in_every_figure_of_it() {
        let loss = figure(Metric::NetLoss, &[(-40.0, 100.0), (-30.0, 500.0), (-10.0, 400.0)], [-40.0, -30.0, -10.0]);
        let gain = loss.clone().into_gain();
        assert_eq!((gain.p10, gain.p50, gain.p90, gain.range), (10.0, 30.0, 40.0, (10.0, 40.0)));
        assert_eq!(gain.cases(), loss.cases());
        let [en, fr] = said(&gain);
        assert_eq!(
            en,
            "Net gain: €23 a month on average; half of the cases stay at €30 or below and nine in ten at €40 or below"
        );
        assert!(fr.starts_with("Gain net : 23 € par mois en moyenne"), "{fr}");
        let [en, _] = said(&Exceedance { distribution: gain });
        assert!(en.starts_with("Net gain: ") && !en.contains('−'), "{en}");
    }

    #[test]
    fn no_two_ticks_of_a_heavy_tail_are_alike() {
        let cases: Vec<(f64, f64)> = (0..8).map(|power| (10_f64.powi(power), 100.0)).collect();
        let heavy = figure(Metric::Aware, &cases, [1.0, 1_000.0, 1e7]);
        assert!(heavy.is_heavy());
        for language in Language::ALL {
            let mut canvas = Canvas::new(crate::figure::Page::Wide, "en");
            heavy.draw(&mut canvas, Rect::new(50.0, 150.0, 1230.0, 640.0), language);
            let ticks: Vec<&str> = canvas
                .labels()
                .filter(|label| label.role == crate::figure::Role::Tick)
                .map(|label| label.text.as_str())
                .collect();
            assert!(ticks.len() > 4 && ticks.contains(&"10") && ticks.contains(&"100"), "{ticks:?}");
            assert!(ticks.windows(2).all(|pair| pair[0] != pair[1]), "{ticks:?}");
        }
    }
}
