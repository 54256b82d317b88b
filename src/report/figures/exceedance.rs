use super::distribution::axis_with_flags;
use super::wording::{amount, cell, share, subject};
use super::{DistributionFigure, Figure, FigureKind, FigureTable};
use crate::figure::{Axis, Canvas, Label, Outline, Paint, Rect, Weight, palette};
use crate::vocabulary::{Language, format_count};

/// The probability of at least x, on a scale where one case in ten, in a hundred and in a thousand stand evenly apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Exceedance {
    /// The cases.
    pub distribution: DistributionFigure,
}

/// Read off the curve: one case in so many.
const CHANCES: [u64; 4] = [2, 10, 100, 1000];
const READING: f64 = 22.0;
/// Room at the right of a point that its label needs, beside its width.
const GAP: f64 = 30.0;

/// A point on the curve and what it says.
struct Reading {
    value: f64,
    share: f64,
    text: String,
}

impl Exceedance {
    /// The smallest share of the cases that is still drawn: ten cases, one in a thousand at most.
    fn floor(&self) -> f64 {
        let cases = self.distribution.cases();
        (5.0 / cases.max(1.0)).clamp(0.0005, 0.5)
    }

    /// The largest value that a share of the cases reaches, even within a bin.
    fn reached_by(&self, share: f64) -> f64 {
        let wanted = share * self.distribution.cases();
        let mut above = 0.0;
        for bin in self.distribution.bins.iter().rev() {
            if above + bin.count >= wanted && bin.count > 0.0 {
                return bin.to - (bin.to - bin.from) * ((wanted - above) / bin.count);
            }
            above += bin.count;
        }
        self.distribution.low()
    }

    fn readings(&self, language: Language) -> Vec<Reading> {
        let known = [(2, self.distribution.p50), (10, self.distribution.p90)];
        let reading = |chance: u64| {
            let share = 1.0 / chance as f64;
            let value =
                known.iter().find(|known| known.0 == chance).map_or_else(|| self.reached_by(share), |known| known.1);
            let (said, many) = (self.distribution.value(value, language), format_count(chance, language));
            let text = match language {
                Language::En => format!("1 case in {many} reaches {said}"),
                Language::Fr => format!("1 cas sur {many} atteint {said}"),
            };
            Reading { value, share, text }
        };
        if self.distribution.constant(language).is_some() {
            return Vec::new();
        }
        CHANCES.into_iter().filter(|&chance| 1.0 / chance as f64 >= 2.0 * self.floor()).map(reading).collect()
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
        let subject = subject(self.distribution.metric, language);
        let readings = self.readings(language);
        let said = |index: usize| readings.get(index).map(|reading| self.distribution.value(reading.value, language));
        match (said(1), said(2), language) {
            (Some(tenth), Some(hundredth), Language::En) => {
                format!("{subject}: one case in ten reaches {tenth}, one in a hundred {hundredth}")
            }
            (Some(tenth), Some(hundredth), Language::Fr) => {
                format!("{subject}\u{a0}: un cas sur dix atteint {tenth}, un sur cent {hundredth}")
            }
            _ => match language {
                Language::En => format!(
                    "{subject}: one case in two reaches {}",
                    self.distribution.value(self.distribution.p50, language)
                ),
                Language::Fr => format!(
                    "{subject}\u{a0}: un cas sur deux atteint {}",
                    self.distribution.value(self.distribution.p50, language)
                ),
            },
        }
    }

    fn description(&self, language: Language) -> String {
        let list: Vec<String> = self.readings(language).into_iter().map(|reading| reading.text).collect();
        let start = language.pick(
            "The share of the cases that reach each value, falling",
            "La part des cas qui atteignent chaque valeur, décroissante",
        );
        format!("{start}{} {}.", language.pick(":", "\u{a0}:"), list.join(", "))
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let data = &self.distribution;
        let plot = room.inset(118.0, 40.0, 8.0, 62.0);
        let readings = self.readings(language);
        let wide = |text: &str| Weight::Bold.width(text, READING) + GAP;
        let high = data.beyond(self.floor());
        let axis = axis_with_flags(
            data.low(),
            high,
            plot,
            readings.iter().map(|reading| (reading.value, wide(&reading.text))),
        );
        let height = Axis::logarithmic(self.floor(), 1.0, plot.bottom, plot.top);
        grid(canvas, plot, height, self.floor(), language);
        self.curve(canvas, plot, axis, height);
        self.mark(canvas, plot, axis, height, language);
        for reading in &readings {
            let (x, y) = (axis.at(reading.value), height.at(reading.share));
            canvas.disc(x, y, 6.5, Paint::fill(palette::DEEP).outlined(palette::PAPER, 2.0));
            let label = Label::new(reading.text.as_str(), x + 14.0, y - 6.0, READING).bold().halo();
            canvas.text(label.within(plot.right + 8.0 - x - 14.0));
        }
        data.scale(canvas, plot, axis, data.high(), language);
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
        canvas.text(Label::new(text, plot.left - 12.0, y + 6.0, 18.0).ending().colour(palette::QUIET));
    }
    canvas.line((plot.left, plot.bottom), (plot.right, plot.bottom), Paint::stroke(palette::LINE, 1.2));
}

impl Exceedance {
    fn curve(&self, canvas: &mut Canvas, plot: Rect, axis: Axis, height: Axis) {
        let data = &self.distribution;
        let cases = data.cases().max(1.0);
        let mut reaching = cases;
        let mut points = vec![(plot.left, height.at(1.0))];
        for bin in data.bins.iter().filter(|bin| bin.from < axis.high()) {
            let (first, last) = data.span(bin);
            points.push((axis.at(first), height.at(reaching / cases)));
            reaching -= bin.count;
            points.push((axis.at(last), height.at(reaching.max(0.0) / cases)));
            if reaching / cases <= self.floor() {
                break;
            }
        }
        let mut under = points.clone();
        under.push((points[points.len() - 1].0, plot.bottom));
        under.push((plot.left, plot.bottom));
        canvas.path(Outline::polygon(&under), Paint::fill(palette::MIST));
        canvas.path(Outline::line(&points), Paint::stroke(palette::DEEP, 3.2));
    }

    /// The famous value: a line down from the curve, and how often it is reached.
    fn mark(&self, canvas: &mut Canvas, plot: Rect, axis: Axis, height: Axis, language: Language) {
        let Some(mark) = self.distribution.mark.filter(|mark| mark.value < axis.high() && mark.share > self.floor())
        else {
            return;
        };
        let (x, y) = (axis.at(mark.value), height.at(mark.share));
        canvas.line((x, y), (x, plot.bottom), Paint::dashed(palette::ACCENT, 2.4, 7.0));
        canvas.disc(x, y, 6.5, Paint::fill(palette::ACCENT).outlined(palette::PAPER, 2.0));
        let (value, part) = (amount(mark.value, language), share(mark.share, language));
        let text = match language {
            Language::En => format!("{part} reach {value}"),
            Language::Fr => format!("{part} atteignent {value}"),
        };
        let label = Label::new(text, x + 10.0, plot.bottom - 14.0, READING)
            .bold()
            .colour(palette::ACCENT)
            .halo_of(palette::MIST);
        let fits_right = label.area().right < plot.right;
        canvas.text(if fits_right { label } else { Label { x: x - 10.0, ..label }.ending() });
    }
}
