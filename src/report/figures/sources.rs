use super::rows::{self, Row};
use super::wording::{Ticks, amount, cell, counted};
use super::{Figure, FigureError, Kind, Subject, Table};
use crate::experiment::{Business, Experiment, PresetComparison, PresetError, PresetRow};
use crate::figure::{Axis, Canvas, Label, Rect, isolate, palette};
use crate::random::ReplicateKey;
use crate::scenario::{Overrides, Quality, load_preset};
use crate::vocabulary::{Language, Metric};

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
    pub(super) fn of(subject: &Subject<'_>) -> Result<Self, FigureError> {
        let comparison = PresetComparison::new(Business::Complaints(1)).map_err(FigureError::Preset)?;
        let preset = |row: &PresetRow| {
            let (p05, p95) = spread(row.preset.name, subject.scenario.run.seed)?;
            let quality = match row.preset.quality {
                Quality::Primary => subject.language.pick("primary source", "source primaire"),
                Quality::Secondary => subject.language.pick("secondary source", "source secondaire"),
                Quality::Unsourced => subject.language.pick("unsourced", "sans source"),
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
        presets.truncate(rows::MOST);
        presets
    }
}

/// Replicates for the line of a preset.
const QUICK: u64 = 4_000;

/// The 5 % and 95 % quantiles of the reach of a preset as it stands: one complaint.
fn spread(preset: &str, seed: u64) -> Result<(f64, f64), FigureError> {
    let scenario = load_preset(preset, &Overrides::default());
    let scenario = scenario.map_err(|diagnostics| FigureError::Preset(PresetError::Scenario(diagnostics)))?;
    let experiment = Experiment::new(&scenario)?;
    let Some(baseline) = experiment.models().first() else { return Ok((f64::NAN, f64::NAN)) };
    let mut scratch = baseline.model.scratch();
    let mut reach = Vec::new();
    for replicate in 0..QUICK {
        let key = ReplicateKey { seed, replicate };
        baseline.model.replicate(key, None, &mut scratch).map_err(FigureError::Explosion)?;
        reach.push(scratch.tally().count(Metric::Reach));
    }
    reach.sort_unstable();
    // The smallest value whose cumulative share reaches 5 % and 95 %.
    let quantile = |percent: u64| reach[(QUICK * percent).div_ceil(100) as usize - 1] as f64;
    Ok((quantile(5), quantile(95)))
}

impl Figure for Sources {
    fn kind(&self) -> Kind {
        Kind::Sources
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
        let row = |(index, preset): (usize, &&PresetReach)| Row {
            name: isolate(&preset.name),
            note: isolate(&preset.source),
            value: preset.mean,
            thick: None,
            thin: Some((preset.p05, preset.p95)),
            said: amount(preset.mean, language),
            verdict: String::new(),
            colour: if index == 0 { palette::ACCENT } else { palette::BLUE },
        };
        let rows: Vec<Row> = self.ordered().iter().enumerate().map(row).collect();
        let columns = rows::columns(room, &rows);
        let axis = Axis::linear(0.0, 1.04 * rows::extent(&rows).1, columns.plot.left, columns.plot.right);
        let ticks = Ticks::new(axis.high(), language);
        rows::scale(canvas, columns.plot, axis, &|tick| ticks.say(tick, language));
        rows::draw(canvas, &columns, axis, &rows);
        let name = ticks.name(language.pick("listeners for each complaint", "auditeurs par réclamation"), language);
        canvas.text(Label::new(name, columns.plot.left, columns.plot.bottom + 56.0, 19.0).bold());
        let note =
            language.pick("dot: mean, line: 90% of cases", "point\u{a0}: moyenne, trait\u{a0}: 90\u{a0}% des cas");
        canvas.text(Label::new(note, room.right, columns.plot.bottom + 56.0, 16.0).ending().colour(palette::QUIET));
    }

    fn table(&self) -> Table {
        let row = |preset: &PresetReach| {
            vec![preset.name.clone(), preset.source.clone(), cell(preset.mean), cell(preset.p05), cell(preset.p95)]
        };
        Table { columns: vec!["preset", "source", "mean", "p05", "p95"], rows: self.presets.iter().map(row).collect() }
    }
}
