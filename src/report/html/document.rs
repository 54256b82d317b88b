use maud::{Markup, PreEscaped, html};

use super::csv_table::{ReportedTable, csv_table};
use super::drawings::without_styles;
use super::page::{HtmlPage, is_page_of};
use super::page_parts::{heading, page_parts};
use super::words::Words;
use crate::report::pages::{Page, Part, per_period, source_line};
use crate::scenario::Scenario;
use crate::vocabulary::{Language, format_count};

/// Results to be read: one page with everything in it.
#[doc = include_str!("examples/page.md")]
#[derive(Debug)]
pub struct HtmlReport<'a> {
    /// The scenarios, in the order of the results.
    pub scenarios: &'a [ReportedScenario],
    /// The version of the program that made the results.
    pub version: &'a str,
    /// The language of the page.
    pub language: Language,
}

/// What is said of one scenario.
#[doc = include_str!("examples/page.md")]
#[derive(Debug)]
pub struct ReportedScenario {
    /// The scenario as it was run.
    pub scenario: Scenario,
    /// The decision and the answer.
    pub answer: Page,
    /// The arithmetic; without parts where there is none.
    pub arithmetic: Page,
    /// What to beware of.
    pub warnings: Vec<String>,
    /// Its figures.
    pub figures: Vec<ReportedFigure>,
    /// Its tables.
    pub tables: Vec<ReportedTable>,
    /// How many replicates there were.
    pub replicates: u64,
}

/// A figure of a report.
#[doc = include_str!("examples/page.md")]
#[derive(Debug)]
pub struct ReportedFigure {
    /// What is said below it.
    pub caption: String,
    /// The drawing, as [`crate::figure::to_svg`] writes it.
    pub svg: String,
}

const GENERATOR: &str = "rumeur report";
const STYLE: &str = include_str!("style.css");
const SORT: &str = include_str!("sort.js");

/// Whether a file that begins so is a report of ours.
pub fn is_report(head: &[u8]) -> bool {
    is_page_of(GENERATOR, head)
}

impl HtmlReport<'_> {
    /// The page. It asks for nothing from outside, and reads without a script: the only one sorts tables.
    pub fn to_html(&self) -> String {
        let words = Words::of(self.language);
        let drawn = self.scenarios.iter().flat_map(|reported| &reported.figures).map(|figure| figure.svg.as_str());
        let (fonts, drawings) = without_styles(drawn);
        let mut drawings = drawings.iter();
        let title = match self.scenarios {
            [only] => only.scenario.title.pick(self.language, &only.scenario.name),
            _ => words.title,
        };
        let body = html! {
            main {
                h1 { (title) }
                @if self.scenarios.len() > 1 { (self.contents(words)) }
                @for (place, reported) in self.scenarios.iter().enumerate() {
                    (self.section(place, reported, drawings.by_ref().take(reported.figures.len()), words))
                }
                h2 { (words.silent) }
                ul { @for limit in words.limits { li { (limit) } } }
            }
            script { (PreEscaped(SORT)) }
        };
        let (language, styles) = (self.language, [fonts.as_str(), STYLE]);
        HtmlPage { generator: GENERATOR, language, title, styles, has_script: true }.with(&body)
    }

    fn contents(&self, words: &Words) -> Markup {
        html! {
            nav aria-label=(words.contents) {
                h2 { (words.contents) }
                ol { @for (place, reported) in self.scenarios.iter().enumerate() {
                    @let scenario = &reported.scenario;
                    li { a href=(format!("#s{place}")) { (scenario.title.pick(self.language, &scenario.name)) } }
                } }
            }
        }
    }

    fn section<'d>(
        &self,
        place: usize,
        reported: &ReportedScenario,
        drawings: impl Iterator<Item = &'d String>,
        words: &Words,
    ) -> Markup {
        let (scenario, language) = (&reported.scenario, self.language);
        // The parts of a scenario that is alone stand below the title of the page, no level is left out.
        let level = if self.scenarios.len() > 1 { 3 } else { 2 };
        html! {
            section id=(format!("s{place}")) {
                @if self.scenarios.len() > 1 { h2 { (scenario.title.pick(language, &scenario.name)) } }
                @if !reported.answer.parts.is_empty() {
                    (heading(level, words.answer))
                    (answer(&reported.answer, level + 1, language))
                }
                @if !reported.warnings.is_empty() {
                    (heading(level, words.warnings))
                    ul { @for warning in &reported.warnings { li { (warning) } } }
                }
                @if !reported.figures.is_empty() { (heading(level, words.figures)) }
                @for (figure, drawing) in reported.figures.iter().zip(drawings) {
                    figure { (PreEscaped(drawing)) figcaption { (figure.caption) } }
                }
                @if !reported.arithmetic.parts.is_empty() {
                    (heading(level, words.arithmetic))
                    (page_parts(&reported.arithmetic, level + 1, language))
                }
                (heading(level, words.tables))
                @for table in &reported.tables { (csv_table(table, level + 1, words, language)) }
                (self.origin(reported, level, words))
            }
        }
    }

    /// The scenario, its sources, and how to run it again.
    fn origin(&self, reported: &ReportedScenario, level: u8, words: &Words) -> Markup {
        let scenario = &reported.scenario;
        html! {
            (heading(level, words.scenario))
            pre tabindex="0" { (scenario.effective_toml()) }
            @if !scenario.sources.is_empty() {
                (heading(level, words.sources))
                ul { @for (table, source) in &scenario.sources { li { (source_line(scenario, table, source, self.language)) } } }
            }
            (heading(level, words.again))
            dl {
                dt { (words.version) } dd { "rumeur " (self.version) }
                dt { (words.seed) } dd { (scenario.run.seed) }
                dt { (words.replicates) } dd { (format_count(reported.replicates, self.language)) }
                dt { (words.period) } dd { (per_period(&scenario.period, self.language)) }
                dt { (words.fingerprint) } dd { (scenario.fingerprint) }
            }
            p { (words.reproduce) }
            pre tabindex="0" { "rumeur run " (scenario.name) ".toml" }
        }
    }
}

/// What decides stands first: the sentences that the page ends with.
fn answer(page: &Page, level: u8, language: Language) -> Markup {
    let (last, before) = match page.parts.split_last() {
        Some((last @ Part::Sentences(_), before)) => (vec![last.clone()], before),
        _ => (Vec::new(), &page.parts[..]),
    };
    html! {
        (page_parts(&Page { parts: last }, level, language))
        (page_parts(&Page { parts: before.to_vec() }, level, language))
    }
}
