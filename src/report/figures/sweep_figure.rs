use super::parameter;
use super::sweep::{SweepFigure, SweepPoint};
use super::sweep_finding::finding;
use super::wording::cell;
use super::{About, Figure, FigureKind, FigureTable};
use crate::figure::{Canvas, Rect};
use crate::text;
use crate::vocabulary::{Language, Text, capital};

/// More points than this are told by their ends.
const SPOKEN: usize = 40;

impl Figure for SweepFigure {
    fn kind(&self) -> FigureKind {
        FigureKind::Sweep
    }

    fn finding(&self, language: Language) -> String {
        finding(self, language)
    }

    fn measure(&self, language: Language) -> String {
        let label = capital(self.measured.label(language));
        if let [first, second] = &self.names[..] {
            let (first, second) = (parameter::the(first, language), parameter::the(second, language));
            return text!("{label}, mean@, by {first} and {second}", "{label}, moyenne@, selon {first} et {second}")
                .into_string(language);
        }
        let name = self.names.first().map_or_else(String::new, |name| parameter::the(name, language));
        let band = if self.has_band() {
            text!("; band: nine cases in ten (p05 to p95)", " ; bande : neuf cas sur dix (p05 à p95)")
        } else {
            Text::default()
        };
        let (en, fr) = (band.en, band.fr);
        text!("{label}, mean@, by {name}{en}", "{label}, moyenne@, selon {name}{fr}").into_string(language)
    }

    fn about(&self, about: About, _language: Language) -> About {
        About { replicates: self.replicates.or(about.replicates), ..about }
    }

    fn is_by_formula(&self) -> bool {
        self.by_formula
    }

    fn left_out(&self, language: Language) -> Option<String> {
        let parts: Vec<String> = self
            .thinned_out()
            .into_iter()
            .map(|(name, shown, all)| {
                let of = parameter::of_the(name, language);
                text!("{shown} of {all} values {of}", "{shown} valeurs sur {all} {of}").into_string(language)
            })
            .collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    fn note(&self, about: &About, language: Language) -> Option<String> {
        about.at_best_guess(|path| self.names.iter().all(|varied| varied.path != path), language)
    }

    fn description(&self, language: Language) -> String {
        let said = |point: &SweepPoint| {
            let values = self.said_at(point, language);
            let values = values.join(" × ");
            format!("{values}: {}", self.measured.say(point.mean, language))
        };
        let names = self.names.iter().map(|name| parameter::the(name, language)).collect::<Vec<String>>().join(", ");
        let by_mean = |a: &&SweepPoint, b: &&SweepPoint| a.mean.total_cmp(&b.mean);
        let ends = self.points.iter().min_by(by_mean).zip(self.points.iter().max_by(by_mean));
        if let Some((low, high)) = ends.filter(|_| self.points.len() > SPOKEN) {
            let (many, low, high) = (self.points.len(), said(low), said(high));
            return text!(
                "{many} means by {names}: the lowest {low}, the highest {high}; the table of numbers has all of them.",
                "{many} moyennes selon {names} : la plus basse {low}, la plus haute {high} ; le tableau des nombres les a toutes."
            )
            .into_string(language);
        }
        let shown = self.points.iter().map(said).collect::<Vec<String>>().join(", ");
        text!("Means by {names}: {shown}.", "Moyennes selon {names} : {shown}.").into_string(language)
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        if self.names.len() == 2 { self.map(canvas, room, language) } else { self.line(canvas, room, language) }
    }

    fn table(&self) -> FigureTable {
        let row = |point: &SweepPoint| {
            let value = |place: usize| point.values.get(place).copied().unwrap_or(f64::NAN);
            let (low, high) = point.band.unwrap_or((f64::NAN, f64::NAN));
            let mut cells = vec![self.measured.name().to_owned()];
            cells.extend([value(0), value(1), point.mean, low, high, self.baseline.unwrap_or(f64::NAN)].map(cell));
            cells
        };
        FigureTable {
            columns: vec!["metric", "first", "second", "mean", "p05", "p95", "baseline_mean"],
            rows: self.points.iter().map(row).collect(),
        }
    }
}
