//! What the voice rate and the price of a lost customer change, at many points: `cargo run --release --example points`.
//!
//! `points POINTS REPLICATES` draws so many of each; `points plain REPLICATES` draws one point alone, for comparison.

use std::env;
use std::error::Error;
use std::ops::Range;

use rumeur::ensemble::{Control, Plan, Points, points, run};
use rumeur::model::{Behind, Model, ModelError, Origin, Parameters};
use rumeur::quantity::Probability;
use rumeur::scenario::{self, Overrides};
use rumeur::vocabulary::Metric;

/// Observed voice rates from 2 % to 6 % beside what a lost customer is worth.
struct Sweep {
    classic: Parameters,
    many: usize,
    replicates: u64,
}

impl Sweep {
    /// Writes the point over another.
    fn write(&self, point: usize, parameters: &mut Parameters) {
        let share = point as f64 / self.many as f64;
        if let (Origin::Complaints { behind, .. }, Ok(rate)) =
            (&mut parameters.customers.origin, Probability::new(0.02 + 0.04 * share))
        {
            *behind = Behind::VoiceRate(rate);
        }
        parameters.damage.customer_value = 100.0 + 300.0 * share;
    }
}

impl Points for Sweep {
    type Model = Model;
    type Error = ModelError;

    fn count(&self) -> usize {
        self.many
    }

    /// All points share their luck.
    fn luck(&self, _point: usize) -> Range<u64> {
        0..self.replicates
    }

    fn model(&self, point: usize) -> Result<Model, ModelError> {
        let mut parameters = self.classic.clone();
        self.write(point, &mut parameters);
        Model::new(&parameters, &[])
    }

    fn tune(&self, point: usize, model: &mut Model) -> Result<(), ModelError> {
        model.adjust(|parameters| self.write(point, parameters))
    }

    fn baseline(&self) -> Option<usize> {
        Some(0)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let number = |place: usize, fallback: u64| arguments.get(place).map_or(Ok(fallback), |text| text.parse());
    let classic = scenario::load_preset("classic-317", &Overrides::default())?.baseline.clone();
    let control = Control::default();
    if arguments.first().is_some_and(|first| first == "plain") {
        let plan = Plan { seed: 317, replicates: 0..number(1, 10_000)?, precision: None };
        let found = run(&[Model::new(&classic, &[])?], &plan, &mut [], &control)?;
        println!("{:?}", found.models[0].metric(Metric::Reach).map(|reach| reach.mean));
        return Ok(());
    }
    let sweep = Sweep { classic, many: number(0, 100)? as usize, replicates: number(1, 1_000)? };
    let table = points(&sweep, &[Metric::Reach, Metric::NetLoss], 317, &control)?;
    for point in (0..sweep.many).step_by(sweep.many.div_ceil(5).max(1)) {
        let means = table.means(point, Metric::Reach).ok_or("no replicates")?;
        let more = means.difference.ok_or("there is a baseline")?;
        println!("point {point}: reach {:.1}, {more:+.1} against point 0", means.mean);
    }
    Ok(())
}
