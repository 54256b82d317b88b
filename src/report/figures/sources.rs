use super::dot_rows::{self, DotRow};
use super::wording::nouns::LISTENERS;
use super::wording::{amount, cell};
use super::{About, Figure, FigureError, FigureKind, FigureTable, Material};
use crate::experiment::{Business, PresetComparison, PresetRow, preset_spreads};
use crate::figure::{Axis, Canvas, Label, Rect, isolate, palette};
use crate::report::fold::{fold, shown};
use crate::scenario::{Overrides, Quality, load_preset};
use crate::text;
use crate::vocabulary::Language;

/// What each published source makes of one complaint.
#[doc = include_str!("examples/spread.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sources {
    /// The presets.
    pub presets: Vec<PresetReach>,
}

/// One preset.
#[doc = include_str!("examples/spread.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PresetReach {
    /// Its title.
    pub name: String,
    /// When it was published, and how good it is.
    pub source: String,
    /// Mean number of people who hear of it for each complaint.
    pub mean: f64,
    /// The 5 % quantile of the replicates.
    pub p05: f64,
    /// The 95 % quantile.
    pub p95: f64,
}

impl Sources {
    /// Every preset asked about one complaint, in closed form; the line is a simulation of each.
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
            let loaded = load_preset(row.preset.name, &Overrides::default());
            let title = loaded.map(|scenario| scenario.title.pick(material.language, row.preset.name).to_owned());
            PresetReach {
                name: title.unwrap_or_else(|_| row.preset.name.to_owned()),
                source: format!("{year}{quality}"),
                mean: row.reach_per_complaint,
                p05,
                p95,
            }
        };
        Ok(Self { presets: comparison.rows.iter().map(preset).collect() })
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
            return text!("No source to compare", "Aucune source à comparer").into_string(language);
        };
        let (most, least) = (amount(first.mean, language), amount(last.mean, language));
        let is_same = most == least;
        let least = format!("{least}\u{a0}{}", LISTENERS.beside(shown(last.mean).0, language));
        if is_same {
            return text!(
                "One complaint: {least}, whatever the source",
                "Une réclamation : {least}, quelle que soit la source"
            )
            .into_string(language);
        }
        if let Some(times) = fold(first.mean, last.mean, language) {
            let (en, fr) = (times.en, times.fr);
            return text!(
                "One complaint: {least} or {most}? The choice of the source moves the answer {en}",
                "Une réclamation : {least} ou {most} ? Le choix de la source change la réponse {fr}"
            )
            .into_string(language);
        }
        text!(
            "One complaint: {least} to {most}, the sources nearly agree",
            "Une réclamation : {least} à {most}, les sources s'accordent presque"
        )
        .into_string(language)
    }

    fn measure(&self, language: Language) -> String {
        text!(
            "Listeners for each complaint; dot: mean, line: 90% of cases; logarithmic scale",
            "Auditeurs par réclamation ; point : moyenne, trait : 90 % des cas ; échelle logarithmique"
        )
        .into_string(language)
    }

    fn left_out(&self, language: Language) -> Option<String> {
        let (shown, all) = (dot_rows::MOST, self.presets.len());
        let said = text!("{shown} of {all} sources, the largest", "{shown} sources sur {all}, les plus grandes");
        (all > shown).then(|| said.into_string(language))
    }

    /// The numbers are those of the presets: the scenario at hand has no part in them but its seed.
    fn about(&self, about: About, language: Language) -> About {
        let source = text!(
            "the studies named in the rows; `rumeur presets` and docs/sources.md say where each number was read",
            "les études nommées dans les lignes ; `rumeur presets` et docs/sources.md disent où chaque nombre a été lu"
        );
        About {
            title: text!("What published sources say", "Ce que disent les sources publiées").into_string(language),
            scenario: String::new(),
            variant: String::new(),
            replicates: Some(crate::experiment::OF_A_PRESET),
            seed: about.seed,
            source: source.into_string(language).replace('`', ""),
            period: String::new(),
            whole: None,
            unknowns: Vec::new(),
        }
    }

    fn description(&self, language: Language) -> String {
        let list: Vec<String> = self
            .ordered()
            .iter()
            .map(|preset| format!("{} {}", isolate(&preset.name), amount(preset.mean, language)))
            .collect();
        let list = list.join(", ");
        text!(
            "Mean number of listeners for each complaint, by source: {list}.",
            "Nombre moyen d'auditeurs par réclamation, par source : {list}."
        )
        .into_string(language)
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let row = |(index, preset): (usize, &&PresetReach)| DotRow {
            name: isolate(&preset.name),
            note: isolate(&preset.source),
            value: preset.mean,
            thick: None,
            thin: Some((preset.p05, preset.p95)),
            said: String::new(),
            verdict: amount(preset.mean, language),
            colour: if index == 0 { palette::ACCENT } else { palette::BLUE },
            hollow: false,
        };
        let rows: Vec<DotRow> = self.ordered().iter().enumerate().map(row).collect();
        if rows.is_empty() {
            return;
        }
        let columns = dot_rows::columns(room, &rows, 36.0);
        let (low, high) = dot_rows::extent(&rows);
        let axis = Axis::logarithmic(low.max(0.5), 1.1 * high.max(1.0), columns.plot.left, columns.plot.right);
        dot_rows::scale(canvas, columns.plot, axis, &|tick| amount(tick, language));
        dot_rows::draw(canvas, &columns, axis, &rows, None);
        let head = language.pick("mean", "moyenne");
        let label = Label::new(head, columns.verdicts.right, columns.plot.top - 12.0, 17.0).ending();
        canvas.text(label.colour(palette::QUIET));
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
