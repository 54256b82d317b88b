use super::{Kind, Subject, wording};
use crate::figure::{Canvas, Caption, Page, Rect, clean, frame, isolate};
use crate::vocabulary::{Language, format_count};

/// One figure, ready to be drawn.
pub trait Figure {
    /// Which kind it is.
    fn kind(&self) -> Kind;

    /// The title: what the figure shows, as a sentence with its numbers.
    fn finding(&self, language: Language) -> String;

    /// What is drawn, for those who cannot see it.
    fn description(&self, language: Language) -> String;

    /// Draws it into `room`.
    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language);

    /// Whether it shows exact means instead of averages of replicates.
    fn is_by_formula(&self) -> bool {
        false
    }

    /// The plotted numbers.
    fn table(&self) -> Table;
}

/// The numbers of a figure, for a CSV file beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Names of the columns.
    pub columns: Vec<&'static str>,
    /// One row for each plotted thing; an undefined number is empty.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The table as CSV: comma, dot, `\n`, quoted where needed.
    ///
    /// # Errors
    /// When a row is not as long as the header.
    pub fn to_csv(&self) -> Result<Vec<u8>, csv::Error> {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
        writer.write_record(&self.columns)?;
        for row in &self.rows {
            writer.write_record(row)?;
        }
        writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
    }
}

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
    pub fn of(subject: &Subject<'_>) -> Self {
        let scenario = subject.scenario;
        let mut title = scenario.title.pick(subject.language, &scenario.name).to_owned();
        if let Some(variant) = scenario.variants.iter().find(|variant| variant.name == subject.variant) {
            title = format!("{title} – {}", variant.title.pick(subject.language, &variant.name));
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
            variant: subject.variant.to_owned(),
            replicates: Some(subject.numbers.replicates),
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
