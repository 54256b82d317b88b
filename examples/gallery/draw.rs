use std::error::Error;
use std::sync::atomic::AtomicBool;

use rumeur::ensemble::Control;
use rumeur::experiment::{BASELINE, Experiment};
use rumeur::report::figures::{FigureFiles, FigureKind, FigureStyle, Material, Numbers, TableFiles};
use rumeur::scenario::{Overrides, Scenario, load_preset, load_text};
use rumeur::vocabulary::Language;

const HOTEL: &[u8] = include_bytes!("../../docs/gallery/hotel.toml");
/// The one scenario here whose customers are let down at touchpoints.
const TOUCHPOINTS: &[u8] = include_bytes!("../../scenarios/hotel.toml");
/// The variant that stands beside the baseline.
const BESIDE: &str = "ask-everyone";

/// Every kind, of the classic or, where that has nothing to show, of a hotel; and two icebergs side by side. Each with the
/// name of its files.
pub(crate) fn pictures(language: Language) -> Result<Vec<(String, FigureFiles)>, Box<dyn Error>> {
    let classic = load_preset("classic-317", &Overrides::default())?;
    let hotel = load_text(HOTEL, "hotel.toml", "hotel", &Overrides::default())?;
    let service = load_text(TOUCHPOINTS, "hotel.toml", "hotel", &Overrides::default())?;
    let classic_tables = run(&classic)?;
    let (hotel_tables, service_tables) = (run(&hotel)?, run(&service)?);
    let cancel = AtomicBool::new(false);
    let draw = |kind: FigureKind, beside: Option<&str>| -> Result<FigureFiles, Box<dyn Error>> {
        let (scenario, tables) = match kind {
            FigureKind::Touchpoints => (&service, &service_tables),
            FigureKind::Generations
            | FigureKind::Comparison
            | FigureKind::Balance
            | FigureKind::Money
            | FigureKind::BreakEven
            | FigureKind::Voice => (&hotel, &hotel_tables),
            _ if beside.is_some() => (&hotel, &hotel_tables),
            _ => (&classic, &classic_tables),
        };
        let numbers = Numbers::read(tables, &scenario.name, BASELINE)?;
        let other = beside.map(|name| Numbers::read(tables, &scenario.name, name)).transpose()?;
        let beside = beside.zip(other.as_ref());
        let material = Material {
            scenario,
            variant: BASELINE,
            numbers: &numbers,
            beside,
            metric: None,
            language,
            cancel: &cancel,
        };
        Ok(material.files(kind, FigureStyle::default())?)
    };
    let mut pictures = Vec::new();
    for kind in FigureKind::ALL {
        pictures.push((kind.name().to_owned(), draw(kind, None)?));
    }
    pictures.insert(1, ("iceberg-beside".to_owned(), draw(FigureKind::Iceberg, Some(BESIDE))?));
    Ok(pictures)
}

fn run(scenario: &Scenario) -> Result<TableFiles, Box<dyn Error>> {
    let control = Control { cancel: &AtomicBool::new(false), progress: &|_| {} };
    let results = Experiment::new(scenario)?.run(&mut [], &control)?;
    Ok(TableFiles::of(scenario, &results)?)
}
