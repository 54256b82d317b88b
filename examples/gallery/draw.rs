use std::error::Error;
use std::io::BufReader;
use std::sync::atomic::AtomicBool;

use rumeur::ensemble::Control;
use rumeur::experiment::fit::{Survey, SurveyColumns, SurveyFit};
use rumeur::experiment::{BASELINE, Experiment};
use rumeur::report::figures::{FigureFiles, FigureKind, FigureStyle, FitFigure, Material, Numbers, TableFiles};
use rumeur::scenario::{Overrides, Scenario, load_preset, load_text};
use rumeur::vocabulary::Language;

const HOTEL: &[u8] = include_bytes!("../../docs/gallery/hotel.toml");
/// The one scenario here whose customers are let down at touchpoints.
const TOUCHPOINTS: &[u8] = include_bytes!("../../scenarios/hotel.toml");
/// One with numbers that nobody knows, one with a clock, and one of twelve months.
const UNKNOWNS: &[u8] = include_bytes!("../../scenarios/hotel-call.toml");
const CLOCK: &[u8] = include_bytes!("../../scenarios/hotel-answers.toml");
const YEAR: &[u8] = include_bytes!("../../scenarios/year-with-a-campaign.toml");
/// A survey, and how it is called.
const SURVEY: (&[u8], &str) = (include_bytes!("../data/synthetic-survey.csv"), "synthetic-survey.csv");
/// Whether a call to everybody pays depends on how many complaints are made good, and on its price.
const ALONG: [&str; 2] = ["recovery.rate=0..1", "damage.asking_cost=0..5:6"];
/// The measure whose parameters are varied.
const MEASURE: &str = "call";
/// The variant that stands beside the baseline.
const BESIDE: &str = "ask-everyone";

/// A scenario and the tables of its run.
type Run = (Scenario, TableFiles);

/// What the pictures are of.
pub(crate) struct Runs {
    classic: Run,
    hotel: Run,
    service: Run,
    unknowns: Run,
    clock: Run,
    year: Run,
}

impl Runs {
    /// Runs each of them once.
    pub(crate) fn new() -> Result<Self, Box<dyn Error>> {
        let load = |text: &[u8], name: &str| -> Result<Run, Box<dyn Error>> {
            run(load_text(text, &format!("{name}.toml"), name, &Overrides::default())?)
        };
        Ok(Self {
            classic: run(load_preset("classic-317", &Overrides::default())?)?,
            hotel: load(HOTEL, "hotel")?,
            service: load(TOUCHPOINTS, "hotel")?,
            unknowns: load(UNKNOWNS, "hotel-call")?,
            clock: load(CLOCK, "hotel-answers")?,
            year: load(YEAR, "year-with-a-campaign")?,
        })
    }
}

/// Every kind, of the classic or, where that has nothing to show, of another scenario; and two icebergs side by side. Each
/// with the name of its files.
pub(crate) fn pictures(runs: &Runs, language: Language) -> Result<Vec<(String, FigureFiles)>, Box<dyn Error>> {
    let cancel = AtomicBool::new(false);
    let along = ALONG.map(str::to_owned);
    let draw = |kind: FigureKind, beside: Option<&str>, varied: usize| -> Result<FigureFiles, Box<dyn Error>> {
        let (scenario, tables) = match kind {
            FigureKind::Touchpoints => &runs.service,
            FigureKind::Tornado | FigureKind::Sweep | FigureKind::Variance | FigureKind::Worth => &runs.unknowns,
            FigureKind::Timeline => &runs.clock,
            FigureKind::Periods => &runs.year,
            FigureKind::Generations
            | FigureKind::Comparison
            | FigureKind::Balance
            | FigureKind::Money
            | FigureKind::BreakEven
            | FigureKind::Voice => &runs.hotel,
            _ if beside.is_some() => &runs.hotel,
            _ => &runs.classic,
        };
        // What a sweep varies is of the measure.
        let variant = if kind == FigureKind::Sweep { MEASURE } else { BASELINE };
        let numbers = Numbers::read(tables, &scenario.name, variant)?;
        let other = beside.map(|name| Numbers::read(tables, &scenario.name, name)).transpose()?;
        let beside = beside.zip(other.as_ref());
        let material = Material {
            scenario,
            variant,
            numbers: &numbers,
            beside,
            metric: None,
            along: &along[..varied],
            language,
            cancel: &cancel,
        };
        Ok(material.files(kind, FigureStyle::default())?)
    };
    let mut pictures = Vec::new();
    for kind in FigureKind::ALL {
        let picture = if kind == FigureKind::Fit { survey(language)? } else { draw(kind, None, 1)? };
        pictures.push((kind.name().to_owned(), picture));
    }
    pictures.insert(1, ("iceberg-beside".to_owned(), draw(FigureKind::Iceberg, Some(BESIDE), 0)?));
    pictures.push(("sweep-map".to_owned(), draw(FigureKind::Sweep, None, 2)?));
    Ok(pictures)
}

/// What the people of a survey told.
fn survey(language: Language) -> Result<FigureFiles, Box<dyn Error>> {
    const THRESHOLD: u8 = 7;
    const SEED: u64 = 317;
    let survey = Survey::read(BufReader::new(SURVEY.0), SurveyColumns::default(), THRESHOLD)?;
    let fit = SurveyFit::new(survey, SEED);
    let source = format!("{}: {}", SURVEY.1, fit.size().pick(language));
    let figure = FitFigure::of(&fit, &source, SEED, language).ok_or("nobody in the survey told anybody")?;
    Ok(figure.files(FigureStyle::default(), language)?)
}

fn run(scenario: Scenario) -> Result<Run, Box<dyn Error>> {
    let control = Control { cancel: &AtomicBool::new(false), progress: &|_| {} };
    let results = Experiment::new(&scenario)?.run(&mut [], &control)?;
    let tables = TableFiles::of(&scenario, &results)?;
    Ok((scenario, tables))
}
