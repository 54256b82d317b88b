use std::error::Error;
use std::sync::atomic::AtomicBool;

use rumeur::ensemble::Control;
use rumeur::experiment::{BASELINE, Experiment};
use rumeur::figure::Page;
use rumeur::report::Dialect;
use rumeur::report::figures::{FigureFiles, FigureKind, Material, Numbers, TableFiles};
use rumeur::scenario::{Overrides, Scenario, load_preset, load_text};
use rumeur::vocabulary::Language;

const HOTEL: &[u8] = include_bytes!("../../docs/gallery/hotel.toml");

/// Every kind, of the classic or, where that has nothing to show, of a hotel.
pub(crate) fn pictures(language: Language) -> Result<Vec<FigureFiles>, Box<dyn Error>> {
    let classic = load_preset("classic-317", &Overrides::default())?;
    let hotel = load_text(HOTEL, "hotel.toml", "hotel", &Overrides::default())?;
    let (classic_numbers, hotel_numbers) = (run(&classic)?, run(&hotel)?);
    let draw = |&kind: &FigureKind| {
        let (scenario, numbers) = match kind {
            FigureKind::Generations | FigureKind::Comparison | FigureKind::Balance => (&hotel, &hotel_numbers),
            _ => (&classic, &classic_numbers),
        };
        let cancel = AtomicBool::new(false);
        let material = Material { scenario, variant: BASELINE, numbers, metric: None, language, cancel: &cancel };
        Ok(material.files(kind, Page::Wide, Dialect::Standard)?)
    };
    FigureKind::ALL.iter().map(draw).collect()
}

fn run(scenario: &Scenario) -> Result<Numbers, Box<dyn Error>> {
    let control = Control { cancel: &AtomicBool::new(false), progress: &|_| {} };
    let results = Experiment::new(scenario)?.run(&mut [], &control)?;
    Ok(Numbers::read(&TableFiles::of(scenario, &results)?, &scenario.name, BASELINE)?)
}
