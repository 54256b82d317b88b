use super::measured::Measured;
use super::numbers::Numbers;
use super::plot::{self, Entry, Stroke};
use super::wording::{amount, cell, short};
use super::{Figure, FigureError, FigureKind, FigureTable, Material};
use crate::experiment::BASELINE;
use crate::figure::{Axis, Canvas, Outline, Paint, Rect, isolate, palette};
use crate::report::pages;
use crate::report::tables::SERVED;
use crate::text;
use crate::vocabulary::{Language, Metric, Text, Unit, at_in_french, capital, quoted};

/// What each period brings: a metric and the customers served, with the variants beside.
#[doc = include_str!("examples/studies.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct PeriodsFigure {
    /// What is measured.
    pub measured: Measured,
    /// The name of one period.
    pub period: String,
    /// The courses: that of the title first. At least one, and all as long.
    pub courses: Vec<PeriodCourse>,
    /// Whether all means are by formula.
    pub by_formula: bool,
    /// Whether it is money at its present value.
    pub is_discounted: bool,
}

/// How things go with one variant, from the first period on.
#[doc = include_str!("examples/studies.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PeriodCourse {
    /// The variant's title.
    pub name: String,
    /// The metric: its means.
    pub means: Vec<f64>,
    /// Where nine cases in ten lie, period by period; empty where that is not known.
    pub bands: Vec<(f64, f64)>,
    /// The customers served: means; empty where nobody is counted.
    pub served: Vec<f64>,
}

/// How the courses are drawn; more than these cannot be told apart.
const STROKES: [Stroke; 4] = [
    Stroke::solid(palette::DEEP, 4.0),
    Stroke::solid(palette::ACCENT, 3.4),
    Stroke::dashed(palette::BLUE, 3.4, 10.0),
    Stroke::dashed(palette::ACCENT, 3.0, 4.0),
];
/// Less than this share of what is measured is no change.
const ALIKE: f64 = 0.01;

/// The courses of one quantity, and the band of the first.
type Drawn<'a> = (&'a [&'a Vec<f64>], Option<&'a [(f64, f64)]>);

impl PeriodsFigure {
    /// From the tables: the metric asked for, else the net loss where money is at stake, else people who know.
    pub(super) fn of(material: &Material<'_>) -> Result<Self, FigureError> {
        let numbers = material.numbers;
        if numbers.periods.is_empty() {
            let reason = match material.parameters().periods {
                None => &["it has one period: no table [periods]", "il n'a qu'une période : pas de table [periods]"],
                Some(_) => &["it has one period: periods.count is 1", "il n'a qu'une période : periods.count vaut 1"],
            };
            return Err(FigureError::Nothing(FigureKind::Periods, reason));
        }
        let metric = material.metric.unwrap_or_else(|| material.parameters().usual_metric());
        let variants = material.scenario.variants.iter().map(|variant| variant.name.as_str());
        let others = std::iter::once(BASELINE).chain(variants).filter(|name| *name != material.variant);
        let courses: Vec<PeriodCourse> =
            std::iter::once(material.variant).chain(others).filter_map(|name| course(numbers, metric, name)).collect();
        if courses.is_empty() {
            return Err(FigureError::Undefined(metric));
        }
        let measured = Measured::new(
            metric,
            &material.scenario.currency,
            courses.iter().flat_map(|course| course.means.iter().copied()),
        );
        let title = |name: &str| Material { variant: name, ..*material }.variant_title();
        let shown = |course: PeriodCourse| PeriodCourse {
            name: title(&course.name),
            means: course.means.into_iter().map(|mean| measured.turned(mean)).collect(),
            bands: course.bands.into_iter().map(|ends| measured.turned_ends(ends)).collect(),
            ..course
        };
        let is_drawn = |row: &&super::PeriodNumbers| row.metric == metric.name() || row.metric == SERVED;
        let discount = material.parameters().periods.as_ref().map_or(0.0, |periods| periods.discount);
        Ok(Self {
            is_discounted: discount > 0.0 && metric.unit() == Unit::Currency,
            courses: courses.into_iter().map(shown).collect(),
            measured,
            period: material.scenario.single_period().to_owned(),
            by_formula: numbers.periods.iter().filter(is_drawn).all(|row| row.by_formula),
        })
    }

    fn main(&self) -> &[f64] {
        self.courses.first().map_or(&[], |course| &course.means)
    }

    /// The courses drawn: the first and those that end farthest from it.
    fn drawn(&self) -> Vec<&PeriodCourse> {
        let Some((main, others)) = self.courses.split_first() else { return Vec::new() };
        let far = |course: &PeriodCourse| -> f64 {
            course.means.iter().zip(&main.means).map(|(own, main)| (own - main).abs()).sum()
        };
        let mut kept: Vec<(usize, &PeriodCourse)> = others.iter().enumerate().collect();
        kept.sort_by(|a, b| far(b.1).total_cmp(&far(a.1)));
        kept.truncate(STROKES.len() - 1);
        kept.sort_by_key(|kept| kept.0);
        std::iter::once(main).chain(kept.into_iter().map(|kept| kept.1)).collect()
    }

    /// The course whose last period is farthest from that of the first, where one differs.
    fn other(&self) -> Option<(&PeriodCourse, f64)> {
        let last = *self.main().last()?;
        let ends = self.courses.iter().skip(1).filter_map(|course| Some((course, *course.means.last()?)));
        let other = ends.max_by(|a, b| (a.1 - last).abs().total_cmp(&(b.1 - last).abs()))?;
        let scale = last.abs().max(other.1.abs());
        ((other.1 - last).abs() > ALIKE * scale && scale > 0.0).then_some(other)
    }

    /// `month 3`, `mois 3`.
    fn at(&self, period: usize, language: Language) -> String {
        let word = if self.period.is_empty() { language.pick("period", "période") } else { &self.period };
        format!("{}\u{a0}{period}", short(pages::period_word(word, language)))
    }

    /// `in month 3`, `au mois 3`.
    fn in_period(&self, period: usize, language: Language) -> String {
        let at = match language {
            Language::En => "in ",
            Language::Fr if self.period.is_empty() => "à la ",
            Language::Fr => at_in_french(&self.period),
        };
        format!("{at}{}", self.at(period, language))
    }

    /// How the first course goes.
    fn course(&self, language: Language) -> Text {
        let (subject, means) = (self.measured.subject(language), self.main());
        let (Some(&first), Some(&last)) = (means.first(), means.last()) else {
            return text!("{subject}: no period is known", "{subject} : aucune période n'est connue");
        };
        let say = |value: f64| self.measured.say(value, language);
        let (low, high) = means.iter().fold((first, first), |ends, &mean| (ends.0.min(mean), ends.1.max(mean)));
        let scale = high.abs().max(low.abs());
        let many = means.len();
        if scale == 0.0 {
            return text!("{subject}: nothing in any of {many} periods", "{subject} : rien sur {many} périodes");
        }
        if high - low <= ALIKE * scale {
            let mean = say(first);
            return text!(
                "{subject}: about {mean} in each of {many} periods",
                "{subject} : environ {mean} à chacune des {many} périodes"
            );
        }
        let (from, to) = (say(first), say(last));
        let (start, end) = (self.in_period(1, language), self.in_period(many, language));
        let peak = means.iter().position(|&mean| mean == high).unwrap_or(0);
        // A top between the ends that stands out from both.
        if high - first.max(last) > 0.1 * (high - low) {
            let (most, when) = (say(high), self.in_period(peak + 1, language));
            return text!(
                "{subject}: {from} {start}, at most {most} {when}, {to} {end}",
                "{subject} : {from} {start}, {most} au plus {when}, {to} {end}"
            );
        }
        text!("{subject}: from {from} {start} to {to} {end}", "{subject} : de {from} {start} à {to} {end}")
    }
}

/// What the tables say of one variant.
fn course(numbers: &Numbers, metric: Metric, variant: &str) -> Option<PeriodCourse> {
    let of =
        |name: &'static str| numbers.periods.iter().filter(move |row| row.variant == variant && row.metric == name);
    let means: Vec<f64> = of(metric.name()).map(|row| row.mean).collect();
    (!means.is_empty()).then(|| PeriodCourse {
        name: variant.to_owned(),
        means,
        bands: of(metric.name()).map_while(|row| row.band).collect(),
        served: of(SERVED).map(|row| row.mean).collect(),
    })
}

impl Figure for PeriodsFigure {
    fn kind(&self) -> FigureKind {
        FigureKind::Periods
    }

    fn finding(&self, language: Language) -> String {
        let course = self.course(language).into_string(language);
        let Some((other, last)) = self.other() else { return course };
        let (name, last) = (quoted(&short(&other.name), language), self.measured.say(last, language));
        text!("{course}; {last} with {name}", "{course} ; {last} avec {name}").into_string(language)
    }

    fn measure(&self, language: Language) -> String {
        let label = capital(self.measured.label(language));
        let band = if self.main_band().is_some() {
            text!("; band: nine cases in ten (p05 to p95)", " ; bande : neuf cas sur dix (p05 à p95)")
        } else {
            Text::default()
        };
        let (en, fr) = (band.en, band.fr);
        let value = if self.is_discounted { text!(" (present value)", " (valeur actuelle)") } else { Text::default() };
        let (present, actuelle) = (value.en, value.fr);
        text!("{label}, mean of each period{present}{en}", "{label}, moyenne de chaque période{actuelle}{fr}")
            .into_string(language)
    }

    fn is_by_formula(&self) -> bool {
        self.by_formula
    }

    fn description(&self, language: Language) -> String {
        let said = |course: &&PeriodCourse| {
            let means: Vec<String> = course.means.iter().map(|&mean| self.measured.say(mean, language)).collect();
            format!("{}{}{}", isolate(&course.name), language.pick(": ", "\u{202f}: "), means.join(", "))
        };
        let list = self.drawn().iter().map(said).collect::<Vec<String>>().join(language.pick("; ", "\u{202f}; "));
        text!("Lines from period to period. {list}.", "Des courbes d'une période à l'autre. {list}.")
            .into_string(language)
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let drawn = self.drawn();
        if drawn.is_empty() || self.main().is_empty() {
            return;
        }
        let mut named: Vec<Entry> = if self.courses.len() > 1 {
            let named = STROKES.into_iter().zip(&drawn);
            named.map(|(stroke, course)| Entry::name(stroke, short(&course.name))).collect()
        } else {
            Vec::new()
        };
        if drawn.len() < self.courses.len() {
            let (shown, all) = (drawn.len(), self.courses.len());
            let note = text!("{shown} of {all}, the farthest apart", "{shown} sur {all}, les plus éloignées");
            named.push(Entry::name(Stroke::solid(palette::PAPER, 0.0), note.into_string(language)));
        }
        let key = plot::key(canvas, room, &named);
        let room = Rect { top: room.top + key + 12.0, ..room };
        let served: Vec<&Vec<f64>> = drawn.iter().map(|course| &course.served).collect();
        let has_served = served.iter().any(|served| !is_level(served)) && self.main().len() > 1;
        let (first, second) = if has_served { halves(room) } else { (room, room) };
        let courses: Vec<&Vec<f64>> = drawn.iter().map(|course| &course.means).collect();
        self.panel(canvas, first, &self.measured.axis(language), (&courses, self.main_band()), language);
        if has_served {
            let name = language.pick("Customers served", "Clients servis");
            self.panel(canvas, second, name, (&served, None), language);
        }
    }

    fn table(&self) -> FigureTable {
        let rows = self.courses.iter().flat_map(|course| {
            course.means.iter().enumerate().map(move |(place, &mean)| {
                let (low, high) = course.bands.get(place).copied().unwrap_or((f64::NAN, f64::NAN));
                let served = course.served.get(place).copied().unwrap_or(f64::NAN);
                let mut cells = vec![course.name.clone(), (place + 1).to_string(), self.measured.name().to_owned()];
                cells.extend([mean, low, high, served].map(cell));
                cells
            })
        });
        FigureTable {
            columns: vec!["variant", "period", "metric", "mean", "p05", "p95", "served"],
            rows: rows.collect(),
        }
    }
}

/// Whether nothing changes.
fn is_level(values: &[f64]) -> bool {
    values.windows(2).all(|pair| pair[0] == pair[1])
}

/// Two panels: side by side where the room is wide, else one above the other.
fn halves(room: Rect) -> (Rect, Rect) {
    const GAP: f64 = 44.0;
    if room.width() > 1.1 * room.height() {
        let cut = room.left + 0.56 * room.width();
        (Rect { right: cut - GAP / 2.0, ..room }, Rect { left: cut + GAP / 2.0, ..room })
    } else {
        let cut = room.top + 0.56 * room.height();
        (Rect { bottom: cut - GAP / 2.0, ..room }, Rect { top: cut + GAP / 2.0, ..room })
    }
}

impl PeriodsFigure {
    /// The band of the first course, where it is known throughout.
    fn main_band(&self) -> Option<&[(f64, f64)]> {
        let course = self.courses.first()?;
        (course.bands.len() == course.means.len() && course.bands.iter().any(|band| band.0 < band.1))
            .then_some(&course.bands[..])
    }

    /// One quantity over the periods.
    fn panel(&self, canvas: &mut Canvas, room: Rect, name: &str, (courses, band): Drawn<'_>, language: Language) {
        let many = self.main().len();
        let ends = band.into_iter().flatten().flat_map(|&(low, high)| [low, high]);
        let values: Vec<f64> = courses.iter().flat_map(|course| course.iter().copied()).chain(ends).collect();
        let frame = room.inset(0.0, 34.0, 14.0, 62.0);
        let left = frame.left + plot::margin(plot::upright(values.iter().copied(), frame), language);
        let area = Rect { left, ..frame };
        let up = plot::upright(values, area);
        let across = Axis::linear(1.0, many.max(2) as f64, area.left + 10.0, area.right - 6.0);
        plot::heights(canvas, area, up, name, room.left, language);
        let at = |place: usize, value: f64| (across.at((place + 1) as f64), up.at(value));
        if let Some(band) = band {
            let upper = band.iter().enumerate().map(|(place, ends)| at(place, ends.1));
            let lower = band.iter().enumerate().rev().map(|(place, ends)| at(place, ends.0));
            canvas.path(Outline::polygon(&upper.chain(lower).collect::<Vec<_>>()), Paint::mark(palette::MIST));
        }
        for (stroke, course) in STROKES.into_iter().zip(courses).rev() {
            let points: Vec<(f64, f64)> = course.iter().enumerate().map(|(place, &value)| at(place, value)).collect();
            plot::line(canvas, &points, stroke);
        }
        canvas.line((area.left, area.bottom), (area.right, area.bottom), Paint::stroke(palette::LINE, 1.4));
        let stride = many.div_ceil(((area.width() / 48.0) as usize).max(1));
        let ticks: Vec<(f64, String)> = (0..many)
            .step_by(stride.max(1))
            .map(|place| (at(place, 0.0).0, amount((place + 1) as f64, language)))
            .collect();
        let word = if self.period.is_empty() { language.pick("period", "période") } else { &self.period };
        plot::below(canvas, area, &ticks, &short(pages::period_word(word, language)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(courses: &[(&str, &[f64])]) -> PeriodsFigure {
        let course = |&(name, means): &(&str, &[f64])| PeriodCourse {
            name: name.to_owned(),
            means: means.to_vec(),
            ..PeriodCourse::default()
        };
        PeriodsFigure {
            measured: Measured { metric: Metric::NetLoss, is_gain: false, currency: "EUR".to_owned() },
            period: "month".to_owned(),
            courses: courses.iter().map(course).collect(),
            by_formula: true,
            is_discounted: false,
        }
    }

    /// Every kind of data with its sentence, in both languages.
    #[test]
    fn every_kind_of_data_has_its_sentence() {
        let falls: (&str, &[f64]) = ("Baseline", &[9_600.0, 8_000.0, 7_900.0]);
        let cases = [
            (
                "alone",
                figure(&[falls]),
                "Net loss: from €9,600 in month 1 to €7,900 in month 3",
                "Perte nette : de 9 600 € au mois 1 à 7 900 € au mois 3",
            ),
            (
                "beside another",
                figure(&[falls, ("Near", &[9_600.0, 8_000.0, 7_000.0]), ("Far", &[9_600.0, 5_000.0, 3_100.0])]),
                "Net loss: from €9,600 in month 1 to €7,900 in month 3; €3,100 with \"Far\"",
                "Perte nette : de 9 600 € au mois 1 à 7 900 € au mois 3 ; 3 100 € avec « Far »",
            ),
            (
                "beside one that ends alike",
                figure(&[falls, ("Alike", &[9_600.0, 8_000.0, 7_910.0])]),
                "Net loss: from €9,600 in month 1 to €7,900 in month 3",
                "Perte nette : de 9 600 € au mois 1 à 7 900 € au mois 3",
            ),
            (
                "a top between",
                figure(&[("Baseline", &[900.0, 1_800.0, 700.0])]),
                "Net loss: €900 in month 1, at most €1,800 in month 2, €700 in month 3",
                "Perte nette : 900 € au mois 1, 1 800 € au plus au mois 2, 700 € au mois 3",
            ),
            (
                "level",
                figure(&[("Baseline", &[900.0, 903.0, 900.0])]),
                "Net loss: about €900 in each of 3 periods",
                "Perte nette : environ 900 € à chacune des 3 périodes",
            ),
            (
                "nothing",
                figure(&[("Baseline", &[0.0, 0.0])]),
                "Net loss: nothing in any of 2 periods",
                "Perte nette : rien sur 2 périodes",
            ),
            (
                "a gain",
                PeriodsFigure {
                    measured: Measured { metric: Metric::NetLoss, is_gain: true, currency: "EUR".to_owned() },
                    ..figure(&[("Baseline", &[100.0, 300.0])])
                },
                "Net gain: from €100 in month 1 to €300 in month 2",
                "Gain net : de 100 € au mois 1 à 300 € au mois 2",
            ),
        ];
        let plain = |text: String| text.replace(['\u{a0}', '\u{202f}'], " ").replace(['“', '”'], "\"");
        for (name, figure, en, fr) in cases {
            assert_eq!(plain(figure.finding(Language::En)), en, "{name}");
            assert_eq!(plain(figure.finding(Language::Fr)), fr, "{name}");
        }
    }
}
