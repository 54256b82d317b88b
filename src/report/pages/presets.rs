use super::page::{Entry, Grid, Head, Page};
use super::source_line::source_line;
use crate::experiment::PresetComparison;
use crate::report::fold::{fold, shown};
use crate::scenario::{Preset, Scenario};
use crate::vocabulary::{Language, NARROW_NO_BREAK_SPACE, format_number};

/// The published numbers that a scenario can start from: name, year, quality and title; then what to beware of and where
/// each number comes from.
pub fn presets(presets: &[(&Preset, Scenario)], language: Language) -> Page {
    let mut page = Page::default();
    for (preset, scenario) in presets {
        let year = preset.year.map_or_else(String::new, |year| format!("{year}, "));
        let title = scenario.title.pick(language, preset.name);
        page.heading(format!("{}  {title} ({year}{})", preset.name, preset.quality.label(language)));
        let sources = scenario.sources.iter().map(|(table, source)| match (table.as_str(), language) {
            ("", Language::En) => format!("source: {}", source.pick(language, "")),
            ("", Language::Fr) => format!("source{NARROW_NO_BREAK_SPACE}: {}", source.pick(language, "")),
            (table, _) => source_line(scenario, table, source, language),
        });
        page.sentences(std::iter::once(preset.caveat(language).to_owned()).chain(sources));
    }
    page
}

/// The same business under every preset, reach per complaint side by side.
pub fn preset_comparison(comparison: &PresetComparison, language: Language) -> Page {
    let heads = match language {
        Language::En => ["preset", "quality", "complaints", "silent", "reach", "± std.\ndev.", "reach per\ncomplaint"],
        Language::Fr => ["préréglage", "qualité", "récl.", "silencieux", "touchées", "± écart\ntype", "par\nrécl."],
    };
    let columns = heads.into_iter().enumerate().map(|(at, head)| Head { text: head.to_owned(), is_number: at > 1 });
    let number = |value| Entry::Number { value, decimals: 1, unit: None };
    let rows = comparison.rows.iter().map(|row| {
        vec![
            Entry::words(row.preset.name),
            Entry::words(row.preset.quality.label(language)),
            number(row.complaints),
            number(row.silent),
            number(row.reach),
            Entry::or_undefined(row.reach_std_dev.map(number)),
            number(row.reach_per_complaint),
        ]
    });
    let mut page = Page::default();
    page.table(Grid { columns: columns.collect(), rows: rows.collect() });
    page.sentences(sentence(comparison, language));
    page
}

/// What the comparison says, in one sentence.
fn sentence(comparison: &PresetComparison, language: Language) -> Option<String> {
    let (low, high) = comparison.extremes()?;
    let number = |value: f64| {
        let (value, decimals) = shown(value);
        format_number(value, decimals, language)
    };
    let (most, least) = (high.reach_per_complaint, low.reach_per_complaint);
    let spread = fold(most, least, language)?;
    let (low_reach, high_reach) = (number(least), number(most));
    let (low, high) = (low.preset.name, high.preset.name);
    let reach = |name: &str| {
        let row = comparison.rows.iter().find(|row| row.preset.name == name)?;
        Some(row.reach_per_complaint)
    };
    let known = fold(reach("classic-317")?, reach("verde-2006")?, language)?;
    Some(match language {
        Language::En => format!(
            "The choice of preset alone moves reach per complaint {} between classic-317 and verde-2006, and \
             {} from {low} ({low_reach}) to {high} ({high_reach}).",
            known.en, spread.en
        ),
        Language::Fr => format!(
            "D’une source à l’autre, le nombre de personnes touchées par réclamation varie {} de {low} \
             ({low_reach}) à {high} ({high_reach}), et {} de verde-2006 à classic-317.",
            spread.fr, known.fr
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::Business;

    #[test]
    fn the_sentence_names_the_ends_and_the_fourteen_fold() {
        let comparison = PresetComparison::new(Business::Complaints(12)).expect("presets are sound");
        assert_eq!(
            sentence(&comparison, Language::En).as_deref(),
            Some(
                "The choice of preset alone moves reach per complaint 14-fold between classic-317 and verde-2006, and \
                 about 290-fold from uk-detriment-2024 (1.5) to ccmc-2024 (434)."
            )
        );
        assert!(
            sentence(&comparison, Language::Fr).is_some_and(|text| text.contains("varie d’un facteur 290 environ"))
        );
    }
}
