use super::dot_rows::{self, DotRow};
use super::wording::{Ticks, amount, cell, counted};
use super::{Figure, FigureError, FigureKind, FigureTable, Material};
use crate::experiment::{Business, PresetComparison, PresetRow, preset_spreads};
use crate::figure::{Axis, Canvas, Label, Rect, isolate, palette};
use crate::scenario::Quality;
use crate::vocabulary::Language;

/// What each published source makes of one complaint.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sources {
    /// The presets.
    pub presets: Vec<PresetReach>,
}

/// One preset.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PresetReach {
    /// Its name.
    pub name: String,
    /// Who published it, and when.
    pub source: String,
    /// Mean number of people who hear of it for each complaint.
    pub mean: f64,
    /// The 5 % quantile of the replicates.
    pub p05: f64,
    /// The 95 % quantile.
    pub p95: f64,
}

impl Sources {
    /// Every preset asked about one complaint, in closed form; the line is a quick simulation of each.
    pub(super) fn of(material: &Material<'_>) -> Result<Self, FigureError> {
        let comparison = PresetComparison::new(Business::Complaints(1)).map_err(FigureError::Preset)?;
        let spreads = preset_spreads(material.scenario.run.seed, &material.control())?;
        let preset = |row: &PresetRow| {
            let spread = spreads.iter().find(|spread| spread.preset == row.preset.name);
            let (p05, p95) = spread.map_or((f64::NAN, f64::NAN), |spread| (spread.p05, spread.p95));
            let quality = match row.preset.quality {
                Quality::Primary => material.language.pick("primary source", "source primaire"),
                Quality::Secondary => material.language.pick("secondary source", "source secondaire"),
                Quality::Unsourced => material.language.pick("unsourced", "sans source"),
            };
            let year = row.preset.year.map_or(String::new(), |year| format!("{year}, "));
            Ok(PresetReach {
                name: row.preset.name.to_owned(),
                source: format!("{year}{quality}"),
                mean: row.reach_per_complaint,
                p05,
                p95,
            })
        };
        Ok(Self { presets: comparison.rows.iter().map(preset).collect::<Result<_, FigureError>>()? })
    }

    /// The largest first.
    fn ordered(&self) -> Vec<&PresetReach> {
        let mut presets: Vec<&PresetReach> = self.presets.iter().collect();
        presets.sort_by(|a, b| b.mean.total_cmp(&a.mean));
        presets.truncate(dot_rows::MOST);
        presets
    }
}

impl Figure for Sources {
    fn kind(&self) -> FigureKind {
        FigureKind::Sources
    }

    fn finding(&self, language: Language) -> String {
        let ordered = self.ordered();
        let (Some(first), Some(last)) = (ordered.first(), ordered.last()) else {
            return language.pick("No source to compare", "Aucune source à comparer").to_owned();
        };
        let listeners = |value| counted(value, language, ["listener", "listeners"], ["auditeur", "auditeurs"]);
        let (most, least) = (amount(first.mean, language), listeners(last.mean));
        if most == amount(last.mean, language) {
            return match language {
                Language::En => format!("One complaint: {least}, whatever the source"),
                Language::Fr => format!("Une réclamation\u{a0}: {least}, quelle que soit la source"),
            };
        }
        let times = if last.mean > 0.0 { first.mean / last.mean } else { 0.0 };
        match (times >= 1.5, language) {
            (true, Language::En) => {
                let times = amount(times.round(), language);
                format!("One complaint: {least} or {most}? The choice of the source moves the answer {times}-fold")
            }
            (true, Language::Fr) => {
                let times = amount(times.round(), language);
                format!(
                    "Une réclamation\u{a0}: {least} ou {most}\u{202f}? Le choix de la source change la réponse {times} fois"
                )
            }
            (false, Language::En) => format!("One complaint: {least} to {most}, the sources nearly agree"),
            (false, Language::Fr) => {
                format!("Une réclamation\u{a0}: {least} à {most}, les sources s'accordent presque")
            }
        }
    }

    fn description(&self, language: Language) -> String {
        let list: Vec<String> = self
            .ordered()
            .iter()
            .map(|preset| format!("{} {}", isolate(&preset.name), amount(preset.mean, language)))
            .collect();
        let start = language.pick(
            "Mean number of listeners for each complaint, by preset:",
            "Nombre moyen d'auditeurs par réclamation, par préréglage\u{a0}:",
        );
        format!("{start} {}.", list.join(", "))
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let row = |(index, preset): (usize, &&PresetReach)| DotRow {
            name: isolate(&preset.name),
            note: isolate(&preset.source),
            value: preset.mean,
            thick: None,
            thin: Some((preset.p05, preset.p95)),
            said: amount(preset.mean, language),
            verdict: String::new(),
            colour: if index == 0 { palette::ACCENT } else { palette::BLUE },
        };
        let rows: Vec<DotRow> = self.ordered().iter().enumerate().map(row).collect();
        let columns = dot_rows::columns(room, &rows);
        let axis = Axis::linear(0.0, 1.04 * dot_rows::extent(&rows).1, columns.plot.left, columns.plot.right);
        let ticks = Ticks::new(axis.high(), language);
        dot_rows::scale(canvas, columns.plot, axis, &|tick| ticks.say(tick, language));
        dot_rows::draw(canvas, &columns, axis, &rows);
        let name = ticks.name(language.pick("listeners for each complaint", "auditeurs par réclamation"), language);
        canvas.text(Label::new(name, columns.plot.left, columns.plot.bottom + 56.0, 19.0).bold());
        let note =
            language.pick("dot: mean, line: 90% of cases", "point\u{a0}: moyenne, trait\u{a0}: 90\u{a0}% des cas");
        canvas.text(Label::new(note, room.right, columns.plot.bottom + 56.0, 16.0).ending().colour(palette::QUIET));
    }

    fn table(&self) -> FigureTable {
        let row = |preset: &PresetReach| {
            vec![preset.name.clone(), preset.source.clone(), cell(preset.mean), cell(preset.p05), cell(preset.p95)]
        };
        FigureTable {
            columns: vec!["preset", "source", "mean", "p05", "p95"],
            rows: self.presets.iter().map(row).collect(),
        }
    }
}
