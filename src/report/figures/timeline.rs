use super::plot::{self, Entry, Stroke};
use super::wording::{amount, cell, share, short};
use super::{Figure, FigureError, FigureKind, FigureTable, Material};
use crate::figure::{Axis, Canvas, Label, Outline, Paint, Rect, palette};
use crate::report::pages;
use crate::text;
use crate::vocabulary::{Language, Metric, at_in_french, capital, format_percent};

/// How much of the story is already told when those who complained have their answer, tick by tick.
#[doc = include_str!("examples/studies.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimelineFigure {
    /// What a tick is called: `day`.
    pub unit: String,
    /// Every tick, from 0.
    pub ticks: Vec<Moment>,
    /// Whether all of it is by formula.
    pub by_formula: bool,
}

/// How things stand at one tick: means of what happened up to and with it.
#[doc = include_str!("examples/studies.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moment {
    /// Times somebody was told ill.
    pub told: f64,
    /// Complaints that the firm has.
    pub complaints: f64,
    /// People recovered: they have their answer.
    pub recovered: f64,
}

/// The lines: the story, complaints, answers.
const LINES: [Stroke; 3] =
    [Stroke::solid(palette::ACCENT, 4.0), Stroke::dashed(palette::BLUE, 3.0, 9.0), Stroke::solid(palette::DEEP, 3.0)];
/// Ticks are drawn until so much of everything has happened.
const NEARLY: f64 = 0.995;
const FLAG: f64 = 20.0;

impl TimelineFigure {
    /// From the tables.
    pub(super) fn of(material: &Material<'_>) -> Result<Self, FigureError> {
        let nothing = |reason| Err(FigureError::Nothing(FigureKind::Timeline, reason));
        let rows = &material.numbers.timeline;
        if rows.is_empty() {
            return nothing(&["it has no clock: no table [time]", "il n'a pas d'horloge : pas de table [time]"]);
        }
        let last = rows.iter().map(|row| row.tick).max().unwrap_or(0);
        let mut ticks = vec![Moment::default(); last as usize + 1];
        let mut by_formula = true;
        for row in rows {
            let moment = &mut ticks[row.tick as usize];
            let place = match row.metric {
                Metric::Impressions => &mut moment.told,
                Metric::Complaints => &mut moment.complaints,
                Metric::Recovered => &mut moment.recovered,
                _ => continue,
            };
            *place = row.mean;
            by_formula &= row.by_formula;
        }
        if ticks.last().is_none_or(|end| end.told <= 0.0) {
            return nothing(&["nobody is told anything by its horizon", "personne n'apprend rien avant son horizon"]);
        }
        Ok(Self { unit: material.scenario.tick.clone(), ticks, by_formula })
    }

    fn end(&self) -> Moment {
        self.ticks.last().copied().unwrap_or_default()
    }

    /// The share of something that has happened by a tick; 0 where it never does.
    fn share(&self, tick: usize, part: fn(&Moment) -> f64) -> f64 {
        let (now, end) = (self.ticks.get(tick).map_or(0.0, part), part(&self.end()));
        if end > 0.0 { (now / end).clamp(0.0, 1.0) } else { 0.0 }
    }

    /// The first tick by which a share of something has happened.
    fn by(&self, wanted: f64, part: fn(&Moment) -> f64) -> usize {
        let ticks = 0..self.ticks.len();
        ticks.into_iter().find(|&tick| self.share(tick, part) >= wanted).unwrap_or(self.ticks.len().saturating_sub(1))
    }

    /// The tick by which half of the recovered have their answer; `None` where nobody is recovered.
    fn answered(&self) -> Option<usize> {
        (self.end().recovered > 0.0).then(|| self.by(0.5, RECOVERED))
    }

    /// `day 3`, `jour 3`.
    fn tick(&self, tick: usize, language: Language) -> String {
        format!("{}\u{a0}{tick}", short(pages::period_word(&self.unit, language)))
    }

    /// `by day 3`, `au jour 3`.
    fn by_tick(&self, tick: usize, language: Language) -> String {
        format!("{}{}", language.pick("by ", at_in_french(&self.unit)), self.tick(tick, language))
    }

    /// The last tick that is drawn.
    fn drawn(&self) -> usize {
        let last =
            [TOLD, COMPLAINTS, RECOVERED].map(|part| if part(&self.end()) > 0.0 { self.by(NEARLY, part) } else { 0 });
        let last = last.into_iter().max().unwrap_or(0);
        (last + last / 12).max(4).min(self.ticks.len().saturating_sub(1).max(1))
    }
}

const TOLD: fn(&Moment) -> f64 = |moment| moment.told;
const COMPLAINTS: fn(&Moment) -> f64 = |moment| moment.complaints;
const RECOVERED: fn(&Moment) -> f64 = |moment| moment.recovered;

impl Figure for TimelineFigure {
    fn kind(&self) -> FigureKind {
        FigureKind::Timeline
    }

    fn finding(&self, language: Language) -> String {
        let Some(answered) = self.answered() else {
            let half = self.by_tick(self.by(0.5, TOLD), language);
            return text!(
                "Half of the story is told {half}, and nobody gets an answer that helps",
                "La moitié de l'histoire est racontée {half}, et personne n'a de réponse qui aide"
            )
            .into_string(language);
        };
        let tick = capital(&self.by_tick(answered, language));
        let told = share(self.share(answered, TOLD), language);
        text!(
            "{tick}, when half of the recovered have their answer, {told} of the story is already told",
            "{tick}, quand la moitié des satisfaits de la réponse l'ont reçue, {told} de l'histoire est déjà racontée"
        )
        .into_string(language)
    }

    fn measure(&self, language: Language) -> String {
        let unit = short(pages::period_word(&self.unit, language));
        text!(
            "What has happened by each {unit}, as a share of what happens in the end; means",
            "Ce qui s'est passé jusqu'à chaque {unit}, en part de ce qui se passe à la fin ; moyennes"
        )
        .into_string(language)
    }

    fn is_by_formula(&self) -> bool {
        self.by_formula
    }

    fn description(&self, language: Language) -> String {
        let half = |part| self.by_tick(self.by(0.5, part), language);
        if self.end().complaints <= 0.0 {
            let told = half(TOLD);
            return text!(
                "A line that rises from 0 to 100%. Half of the story is told {told}; there is no complaint.",
                "Une courbe de 0 à 100 %. La moitié de l'histoire est racontée {told} ; il n'y a aucune réclamation."
            )
            .into_string(language);
        }
        let (told, complaints) = (half(TOLD), half(COMPLAINTS));
        text!(
            "Lines that rise from 0 to 100%. Half of the story is told {told}, half of the complaints are there {complaints}.",
            "Des courbes de 0 à 100 %. La moitié de l'histoire est racontée {told}, la moitié des réclamations est là {complaints}."
        )
        .into_string(language)
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let last = self.drawn();
        let end = self.end();
        let say = |value: f64| amount(if value >= 9.95 { value.round() } else { value }, language);
        let (told, complaints, recovered) = (say(end.told), say(end.complaints), say(end.recovered));
        let entries = [
            (TOLD, text!("the story: told {told} times in the end", "l'histoire : racontée {told} fois à la fin")),
            (COMPLAINTS, text!("complaints: {complaints}", "réclamations : {complaints}")),
            (
                RECOVERED,
                text!("recovered, with their answer: {recovered}", "réponses satisfaisantes reçues : {recovered}"),
            ),
        ];
        let lines = || LINES.into_iter().zip(&entries).filter(|(_, entry)| entry.0(&end) > 0.0);
        let named: Vec<Entry> =
            lines().map(|(stroke, entry)| Entry::said(stroke, entry.1.clone().into_string(language))).collect();
        let key = plot::key(canvas, room, &named);
        let area = room.inset(74.0, key + 44.0, 24.0, 66.0);
        let across = Axis::linear(0.0, last as f64, area.left, area.right);
        let up = Axis::linear(0.0, 1.0, area.bottom, area.top);
        for tick in [0.0, 0.25, 0.5, 0.75, 1.0] {
            let y = up.at(tick);
            canvas.line((area.left, y), (area.right, y), Paint::stroke(palette::GRID, 1.2));
            let label = Label::new(format_percent(tick, 0, language), area.left - 12.0, y + 5.0, 18.0).ending().tick();
            canvas.text(label.colour(palette::QUIET));
        }
        let points = |part: fn(&Moment) -> f64| -> Vec<(f64, f64)> {
            (0..=last).map(|tick| (across.at(tick as f64), up.at(self.share(tick, part)))).collect()
        };
        let mut under = points(TOLD);
        under.extend([(area.right, area.bottom), (area.left, area.bottom)]);
        canvas.path(Outline::polygon(&under), Paint::fill(palette::MIST));
        for (stroke, (part, _)) in lines() {
            plot::line(canvas, &points(*part), stroke);
        }
        canvas.line((area.left, area.bottom), (area.right, area.bottom), Paint::stroke(palette::LINE, 1.4));
        let ticks =
            across.ticks(((area.width() / 70.0) as usize).clamp(2, 12)).into_iter().filter(|tick| tick.fract() == 0.0);
        let ticks: Vec<(f64, String)> = ticks.map(|tick| (across.at(tick), amount(tick, language))).collect();
        plot::below(canvas, area, &ticks, &short(pages::period_word(&self.unit, language)));
        let Some(answered) = self.answered().filter(|&tick| tick <= last) else { return };
        let (x, part) = (across.at(answered as f64), self.share(answered, TOLD));
        let baseline = area.top - 14.0;
        canvas.line((x, baseline + 6.0), (x, area.bottom), Paint::dashed(palette::INK, 1.6, 5.0));
        canvas.disc(x, up.at(part), 8.0, Paint::fill(palette::ACCENT).outlined(palette::PAPER, 2.0));
        let (tick, told) = (self.tick(answered, language), share(part, language));
        let words = text!("{tick}: {told} told", "{tick} : {told} racontée").into_string(language);
        let label = Label::new(words, x, baseline, FLAG).bold().within(area.width());
        let half = label.width() / 2.0;
        let x = x.max(area.left + half).min(area.right + 20.0 - half);
        canvas.text(Label { x, ..label }.centred());
    }

    fn table(&self) -> FigureTable {
        let row = |(tick, moment): (usize, &Moment)| {
            let numbers = [moment.told, moment.complaints, moment.recovered, self.share(tick, TOLD)].map(cell);
            std::iter::once(tick.to_string()).chain(numbers).collect()
        };
        FigureTable {
            columns: vec!["tick", "told", "complaints", "recovered", "share_told"],
            rows: self.ticks.iter().enumerate().map(row).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(ticks: &[(f64, f64, f64)]) -> [String; 2] {
        let moment = |&(told, complaints, recovered): &(f64, f64, f64)| Moment { told, complaints, recovered };
        let figure =
            TimelineFigure { unit: "day".to_owned(), ticks: ticks.iter().map(moment).collect(), by_formula: true };
        Language::ALL.map(|language| figure.finding(language).replace(['\u{a0}', '\u{202f}'], " ").replace('’', "'"))
    }

    #[test]
    fn where_nobody_complains_no_complaint_is_there_by_any_day() {
        let moment = |told| Moment { told, ..Moment::default() };
        let ticks = vec![moment(10.0), moment(60.0), moment(100.0)];
        let figure = TimelineFigure { unit: "day".to_owned(), ticks, by_formula: true };
        let said = Language::ALL.map(|language| figure.description(language));
        assert!(said[0].ends_with("there is no complaint.") && said[1].ends_with("aucune réclamation."), "{said:?}");
    }

    #[test]
    fn french_has_its_preposition_for_every_usual_tick() {
        let moment = |told, recovered| Moment { told, complaints: 2.0, recovered };
        for (unit, finding, measure) in [
            ("week", "À la semaine 1, quand", "jusqu'à chaque semaine,"),
            ("hour", "À l'heure 1, quand", "jusqu'à chaque heure,"),
            ("mois", "Au mois 1, quand", "jusqu'à chaque mois,"),
            ("Messe", "À Messe 1, quand", "jusqu'à chaque Messe,"),
        ] {
            let ticks = vec![moment(50.0, 0.0), moment(100.0, 1.0)];
            let figure = TimelineFigure { unit: unit.to_owned(), ticks, by_formula: true };
            let plain = |text: String| text.replace('\u{a0}', " ").replace('’', "'");
            let found = plain(figure.finding(Language::Fr));
            assert!(found.starts_with(finding), "{found}");
            let found = plain(figure.measure(Language::Fr));
            assert!(found.contains(measure), "{found}");
        }
    }

    /// Every kind of data with its sentence, in both languages.
    #[test]
    fn every_kind_of_data_has_its_sentence() {
        let cases = [
            (
                "answered late",
                vec![(10.0, 1.0, 0.0), (60.0, 2.0, 0.4), (90.0, 2.0, 0.8), (100.0, 2.0, 1.0)],
                "By day 2, when half of the recovered have their answer, 90% of the story is already told",
                "Au jour 2, quand la moitié des satisfaits de la réponse l'ont reçue, 90 % de l'histoire est déjà racontée",
            ),
            (
                "answered at once",
                vec![(0.0, 2.0, 1.0), (60.0, 2.0, 1.0), (100.0, 2.0, 1.0)],
                "By day 0, when half of the recovered have their answer, 0% of the story is already told",
                "Au jour 0, quand la moitié des satisfaits de la réponse l'ont reçue, 0 % de l'histoire est déjà racontée",
            ),
            (
                "told at once",
                vec![(100.0, 2.0, 0.0), (100.0, 2.0, 1.0)],
                "By day 1, when half of the recovered have their answer, 100% of the story is already told",
                "Au jour 1, quand la moitié des satisfaits de la réponse l'ont reçue, 100 % de l'histoire est déjà racontée",
            ),
            (
                "nobody is answered",
                vec![(10.0, 1.0, 0.0), (60.0, 2.0, 0.0), (100.0, 2.0, 0.0)],
                "Half of the story is told by day 1, and nobody gets an answer that helps",
                "La moitié de l'histoire est racontée au jour 1, et personne n'a de réponse qui aide",
            ),
        ];
        for (name, ticks, en, fr) in cases {
            assert_eq!(said(&ticks), [en, fr], "{name}");
        }
    }
}
