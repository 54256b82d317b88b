use super::wording::{cell, share};
use super::{DistributionFigure, Figure, FigureKind, FigureTable};
use crate::figure::{Axis, Canvas, Label, Outline, Paint, Rect, Weight, palette};
use crate::report::often::{Often, share_reaches};
use crate::text;
use crate::vocabulary::{Language, format_count};

/// The probability of at least x, on a scale where one case in ten, in a hundred and in a thousand stand evenly apart.
#[doc = include_str!("examples/spread.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct Exceedance {
    /// The cases.
    pub distribution: DistributionFigure,
}

/// Read off the curve: one case in so many.
const CHANCES: [u64; 4] = [2, 10, 100, 1000];
const READING: f64 = 21.0;
/// Room at the right of a point that its label needs, beside its width.
const GAP: f64 = 34.0;
/// So many cases must stand behind what is said of one case in so many.
const LEAST: f64 = 10.0;

/// A point on the curve and what it says.
struct Reading {
    value: f64,
    /// The share that reaches it: at least one case in so many, counted.
    share: f64,
    text: String,
}

impl Exceedance {
    /// The smallest share of the cases that is still drawn.
    fn floor(&self) -> f64 {
        let cases = self.distribution.cases();
        (5.0 / cases.max(1.0)).clamp(0.0005, 0.5)
    }

    /// The observed value that one case in so many reaches, and the share that does, `None` where it is not counted: the
    /// quantile of the tables where they have it.
    fn at(&self, chance: u64) -> (f64, Option<f64>) {
        if let Some((value, share)) = self.by_formula(chance) {
            return (value, Some(share));
        }
        let data = &self.distribution;
        let known = match chance {
            2 => Some(data.p50),
            10 => Some(data.p90),
            _ => None,
        };
        let share = known.and_then(|value| data.share_reaching(value));
        match known {
            // Of a gain the tables count who goes beyond a value, not who reaches it.
            Some(value) if share.is_some() || data.is_gain => (value, share),
            _ => {
                let (value, counted) = data.reached_by(1.0 / chance as f64);
                (value, data.chance_of(value).or(Some(counted)))
            }
        }
    }

    /// The same by formula, where the law is known.
    fn by_formula(&self, chance: u64) -> Option<(f64, f64)> {
        let (data, (hundredth, thousandth)) = (&self.distribution, self.distribution.rare?);
        let value = match chance {
            2 => data.p50,
            10 => data.p90,
            100 => hundredth,
            1000 => thousandth,
            _ => return None,
        };
        Some((value, data.chance_of(value)?))
    }

    fn readings(&self, language: Language) -> Vec<Reading> {
        let cases = self.distribution.cases();
        let reading = |chance: u64| {
            let (value, share) = self.at(chance);
            let said = self.distribution.value(value, language);
            let Some(share) = share else {
                let many = format_count(chance, language);
                let text = text!(
                    "at most 1 case in {many} goes above {said}",
                    "au plus 1 cas sur {many} va au-delà de {said}"
                );
                return Some(Reading { value, share: 1.0 / chance as f64, text: text.into_string(language) });
            };
            let behind = format_count((share * cases).round() as u64, language);
            let text = match self.distribution.said(value, share, chance) {
                Often::Share(part) => share_reaches(part, &said, language),
                Often::OneIn(cases_per_one) => {
                    let many = format_count(cases_per_one, language);
                    if share * cases < 100.0 && self.distribution.chance_of(value).is_none() {
                        text!(
                            "1 case in {many} reaches {said} ({behind} cases)",
                            "1 cas sur {many} atteint {said} ({behind} cas)"
                        )
                    } else {
                        text!("1 case in {many} reaches {said}", "1 cas sur {many} atteint {said}")
                    }
                }
            };
            // That all cases reach the smallest value says nothing.
            (share < 1.0 - 1e-12).then(|| Reading { value, share, text: text.into_string(language) })
        };
        if self.distribution.constant(language).is_some() {
            return Vec::new();
        }
        let mut readings: Vec<Reading> =
            CHANCES.into_iter().filter(|&chance| cases / chance as f64 >= LEAST).filter_map(reading).collect();
        // Where two chances reach the same value, the rarer says more.
        readings.reverse();
        readings.dedup_by(|later, earlier| later.value == earlier.value);
        readings.reverse();
        readings
    }
}

impl Figure for Exceedance {
    fn kind(&self) -> FigureKind {
        FigureKind::Exceedance
    }

    fn finding(&self, language: Language) -> String {
        if let Some(sentence) = self.distribution.constant(language) {
            return sentence;
        }
        let subject = self.distribution.subject(language);
        let cases = self.distribution.cases();
        let at = |chance: u64| {
            let value = self.at(chance).0;
            (cases / chance as f64 >= LEAST).then(|| self.distribution.value(value, language))
        };
        let often = |chance: u64| {
            let (value, share) = self.at(chance);
            share.map(|share| self.distribution.said(value, share, chance))
        };
        match (at(10), at(100), at(2)) {
            (Some(tenth), Some(hundredth), _) if tenth == hundredth => {
                let part = share_reaches(self.at(10).1.unwrap_or(0.1), &tenth, language).into_string(language);
                if tenth == self.distribution.value(self.distribution.range.1, language) {
                    text!("{subject}: {part}, none goes above", "{subject} : {part}, aucun ne va au-delà")
                } else {
                    text!(
                        "{subject}: {part}, at most one in a hundred goes above",
                        "{subject} : {part}, au plus un sur cent va au-delà"
                    )
                }
            }
            (Some(tenth), Some(hundredth), _) => match (often(10), often(100)) {
                (Some(Often::OneIn(10)), Some(Often::OneIn(100))) => text!(
                    "{subject}: one case in ten reaches {tenth}, one in a hundred {hundredth}",
                    "{subject} : un cas sur dix atteint {tenth}, un sur cent {hundredth}"
                ),
                (first, second) => {
                    let first = first.map_or_else(
                        || {
                            text!(
                                "at most one case in ten goes above {tenth}",
                                "au plus un cas sur dix va au-delà de {tenth}"
                            )
                            .into_string(language)
                        },
                        |often| often.cases_reach(&tenth, language),
                    );
                    let second = second.unwrap_or(Often::OneIn(100)).reach(&hundredth, language);
                    text!("{subject}: {first}, {second}", "{subject} : {first}, {second}")
                }
            },
            (_, _, Some(half)) => {
                let said = often(2).map_or_else(
                    || {
                        text!("half of the cases stay at {half} or below", "la moitié des cas ne dépasse pas {half}")
                            .into_string(language)
                    },
                    |often| often.cases_reach(&half, language),
                );
                text!("{subject}: {said}", "{subject} : {said}")
            }
            _ => text!(
                "{subject}: too few cases to say how often",
                "{subject} : trop peu de cas pour dire à quelle fréquence"
            ),
        }
        .into_string(language)
    }

    fn measure(&self, language: Language) -> String {
        if self.distribution.rare.is_some() {
            return text!(
                "Share of the cases that reach each value, on a logarithmic scale; dashes and points by formula",
                "Part des cas qui atteignent chaque valeur, sur une échelle logarithmique ; tirets et points par la formule"
            )
            .into_string(language);
        }
        text!(
            "Share of the cases that reach each value, on a logarithmic scale",
            "Part des cas qui atteignent chaque valeur, sur une échelle logarithmique"
        )
        .into_string(language)
    }

    fn constants(&self, language: Language) -> Vec<String> {
        let case = |chance: u64| {
            let many = format_count(chance, language);
            text!("1 case in {many}", "1 cas sur {many}").into_string(language)
        };
        super::wording::constants(language).into_iter().chain(CHANCES.map(case)).collect()
    }

    fn description(&self, language: Language) -> String {
        let list = self.readings(language).into_iter().map(|reading| reading.text).collect::<Vec<String>>().join(", ");
        if list.is_empty() {
            return text!(
                "The share of the cases that reach each value, falling.",
                "La part des cas qui atteignent chaque valeur, décroissante."
            )
            .into_string(language);
        }
        text!(
            "The share of the cases that reach each value, falling: {list}.",
            "La part des cas qui atteignent chaque valeur, décroissante : {list}."
        )
        .into_string(language)
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let data = &self.distribution;
        let plot = room.inset(104.0, 14.0, 8.0, 78.0);
        let readings = self.readings(language);
        let wide = |text: &str| Weight::Bold.width(text, READING) + GAP;
        let high = if data.is_heavy() { data.high() } else { data.beyond(self.floor()) };
        // The rarest is said at its left, where the curve has left room.
        let rarest = readings.len().saturating_sub(1).max(1);
        let labelled = readings.iter().enumerate();
        let labelled =
            labelled.map(|(place, reading)| (reading.value, if place < rarest { wide(&reading.text) } else { 0.0 }));
        let axis = data.axis(high, plot, labelled);
        let height = Axis::logarithmic(self.floor(), 1.0, plot.bottom, plot.top);
        grid(canvas, plot, height, self.floor(), language);
        self.curve(canvas, plot, axis, height);
        let note = self.mark(canvas, (plot, axis, height), &readings, language);
        for reading in &readings {
            let (x, y) = (axis.at(reading.value), height.at(reading.share));
            canvas.disc(x, y, 6.5, Paint::fill(palette::DEEP).outlined(palette::PAPER, 2.0));
            let label = Label::new(reading.text.as_str(), x + 16.0, y - 8.0, READING).bold().halo();
            // Above at the right, else below at the left of the falling curve; where neither is free, the description says it.
            let left = Label { x: x - 16.0, baseline: y + 26.0, ..label.clone() }.ending();
            canvas.text_where_clear([label, left]);
        }
        data.scale(canvas, plot, (axis, high), note, language);
    }

    fn table(&self) -> FigureTable {
        let cases = self.distribution.cases().max(1.0);
        let mut reaching = cases;
        let row = |bin: &super::Interval| {
            let row = vec![cell(bin.from), cell(reaching / cases)];
            reaching -= bin.count;
            row
        };
        FigureTable { columns: vec!["at_least", "share"], rows: self.distribution.bins.iter().map(row).collect() }
    }
}

fn grid(canvas: &mut Canvas, plot: Rect, height: Axis, floor: f64, language: Language) {
    let always = language.pick("always", "toujours").to_owned();
    let mut ticks = vec![(1.0, always)];
    let chances = CHANCES.into_iter().filter(|&chance| 1.0 / chance as f64 >= floor);
    ticks.extend(chances.map(|chance| {
        let many = format_count(chance, language);
        (1.0 / chance as f64, format!("{} {many}", language.pick("1 in", "1 sur")))
    }));
    for (part, text) in ticks {
        let y = height.at(part);
        canvas.line((plot.left, y), (plot.right, y), Paint::stroke(palette::GRID, 1.2));
        // One case in so many is the scale, not an answer.
        canvas.text(Label::new(text, plot.left - 12.0, y + 6.0, 18.0).ending().colour(palette::QUIET).name());
    }
    canvas.line((plot.left, plot.bottom), (plot.right, plot.bottom), Paint::stroke(palette::LINE, 1.2));
}

impl Exceedance {
    /// The counted shares at the beginnings of the bins, joined; whole numbers one by one are a staircase.
    fn curve(&self, canvas: &mut Canvas, plot: Rect, axis: Axis, height: Axis) {
        let data = &self.distribution;
        let cases = data.cases().max(1.0);
        let mut reaching = cases;
        let mut points = vec![(plot.left, height.at(1.0))];
        let mut exact: Vec<(f64, f64)> = Vec::new();
        let mut law = Some(1.0);
        for bin in data.bins.iter().filter(|bin| bin.from < axis.high()) {
            let x = axis.at(data.edge(bin.from).max(bin.from));
            let y = height.at(reaching / cases);
            if bin.to - bin.from <= 1.0 && data.metric.is_count() {
                // The step down is right before the next whole number.
                points.push((points[points.len() - 1].0, y));
            }
            points.push((x, y));
            if let Some(share) = law.filter(|&share| share >= self.floor()) {
                exact.push((x, height.at(share)));
            }
            law = law.zip(bin.expected).map(|(share, chance)| share - chance);
            reaching -= bin.count;
            if reaching / cases <= self.floor() {
                let end = axis.at((bin.to - 1.0).max(bin.from).min(data.range.1));
                points.push((end, height.at((reaching / cases).max(self.floor()))));
                break;
            }
        }
        canvas.path(Outline::line(&points), Paint::stroke(palette::DEEP, 3.2));
        if law.is_some() && exact.len() > 3 {
            canvas.path(Outline::line(&exact), Paint::dashed(palette::BLUE, 2.0, 5.0));
        }
    }

    /// The famous value: a line down from the curve, and how often it is reached; in words alone where there is no room.
    fn mark(
        &self,
        canvas: &mut Canvas,
        (plot, axis, height): (Rect, Axis, Axis),
        readings: &[Reading],
        language: Language,
    ) -> Option<String> {
        let mark = self.distribution.mark.filter(|_| self.distribution.cases() > 1.0)?;
        let part = self.distribution.reaching(mark)?;
        let (value, said) = (self.distribution.value(mark, language), share(part, language));
        let text = text!("{value}: reached in {said} of the cases", "{value} : atteint dans {said} des cas");
        let text = text.into_string(language);
        if mark < self.distribution.low() || mark >= axis.high() || part <= self.floor() {
            return Some(text);
        }
        let (x, y) = (axis.at(mark), height.at(part));
        canvas.line((x, y), (x, plot.bottom), Paint::dashed(palette::ACCENT, 2.4, 7.0));
        let label = Label::new(text.as_str(), x - 12.0, plot.bottom - 14.0, READING).bold().colour(palette::ACCENT);
        let label = label.ending().halo();
        if readings.iter().all(|reading| axis.at(reading.value) != x) {
            canvas.disc(x, y, 6.5, Paint::fill(palette::ACCENT).outlined(palette::PAPER, 2.0));
        }
        if label.area().left >= plot.left + 4.0 {
            canvas.text(label);
            return None;
        }
        Some(text)
    }
}
