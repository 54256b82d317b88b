use super::{Figure, Material, wording};
use crate::figure::{Canvas, Caption, Page, clean, frame, isolate};
use crate::vocabulary::{Language, format_count};

/// Where the numbers of a figure come from: its small print.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct About {
    /// The scenario's title in the language of the figure.
    pub title: String,
    /// The scenario's name.
    pub scenario: String,
    /// The variant shown, where it is one.
    pub variant: String,
    /// How many replicates; `None` for what was not simulated.
    pub replicates: Option<u64>,
    /// The master seed.
    pub seed: Option<u64>,
    /// Where the parameters come from.
    pub source: String,
}

impl About {
    /// The small print of a variant of a scenario.
    pub fn of(material: &Material<'_>) -> Self {
        let scenario = material.scenario;
        let mut title = scenario.title.pick(material.language, &scenario.name).to_owned();
        if let Some(variant) = scenario.variants.iter().find(|variant| variant.name == material.variant) {
            title = format!("{title} – {}", variant.title.pick(material.language, &variant.name));
        }
        // What is said of the whole file stands for all; else whatever is said of its tables.
        let whole = scenario.sources.iter().find(|source| source.0.is_empty());
        let mut sources: Vec<&str> = Vec::new();
        for (_, text) in whole.map_or(&scenario.sources[..], std::slice::from_ref) {
            if !sources.contains(&text.as_str()) {
                sources.push(text);
            }
        }
        Self {
            title,
            scenario: scenario.name.clone(),
            variant: material.variant.to_owned(),
            replicates: Some(material.numbers.replicates),
            seed: Some(scenario.run.seed),
            source: sources.join("; "),
        }
    }
}

/// The whole page: title, drawing and footer.
pub fn compose(figure: &dyn Figure, about: &About, page: Page, language: Language) -> Canvas {
    let mut canvas = Canvas::new(page, language.code());
    let finding = figure.finding(language);
    canvas.title = clean(&finding);
    canvas.description = figure.description(language);
    let caption = Caption {
        kicker: clean(&about.title),
        title: finding,
        footer: footer(about, figure.is_by_formula(), language),
        source: source(about, language),
    };
    let room = frame(&mut canvas, &caption);
    figure.draw(&mut canvas, room, language);
    canvas
}

fn footer(about: &About, is_by_formula: bool, language: Language) -> Vec<String> {
    let mut parts = vec![isolate(&about.scenario), isolate(&about.variant)];
    if let Some(replicates) = about.replicates {
        let word =
            wording::plural(replicates as f64, language, ["replicate", "replicates"], ["réplication", "réplications"]);
        parts.push(format!("{} {word}", format_count(replicates, language)));
    }
    if let Some(seed) = about.seed {
        parts.push(format!("{} {seed}", language.pick("seed", "graine")));
    }
    if is_by_formula {
        parts.push(language.pick("exact means, by formula", "moyennes exactes, par formule").to_owned());
    }
    parts.push(concat!("rumeur ", env!("CARGO_PKG_VERSION")).to_owned());
    parts.retain(|part| !part.is_empty());
    parts
}

fn source(about: &About, language: Language) -> String {
    match clean(&about.source) {
        text if text.is_empty() => text,
        text => format!("{}{}", language.pick("Source: ", "Source\u{a0}: "), isolate(&text)),
    }
}
