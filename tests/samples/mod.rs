//! Figures with known numbers, for the gallery and for the tests.

use rumeur::report::figures::{About, Distribution, Figure, Iceberg, Interval, Mark, Step, Waterfall};
use rumeur::vocabulary::{Language, Metric};

/// The small print of the classic.
pub fn about(language: Language) -> About {
    About {
        title: language.pick("The classic 317", "Les 317 classiques").to_owned(),
        scenario: "classic-317".to_owned(),
        variant: "baseline".to_owned(),
        replicates: Some(10_000),
        seed: Some(317),
        source: "Peters 1987, Thriving on Chaos, p. 91".to_owned(),
    }
}

/// Every kind with the numbers of the classic, or the example that suits it.
pub fn gallery(language: Language) -> Vec<Box<dyn Figure>> {
    vec![
        Box::new(iceberg(1.0)),
        Box::new(waterfall(1.0, language)),
        Box::new(distribution()),
    ]
}

/// The classic for so many complaints.
pub fn iceberg(complaints: f64) -> Iceberg {
    let groups = |ordinary: f64, vocal: f64| {
        vec![("ordinary".to_owned(), ordinary * complaints), ("vocal".to_owned(), vocal * complaints)]
    };
    Iceberg { complaints, silent: groups(23.0, 3.0), reached: groups(230.0, 60.0) }
}

/// The classic for so many complaints.
pub fn waterfall(complaints: f64, language: Language) -> Waterfall {
    let step = |name: &str, people: f64, lived| Step { name: name.to_owned(), people: people * complaints, lived };
    let heard = language.pick("heard it from: ", "l'ont entendu de\u{a0}: ");
    Waterfall {
        steps: vec![
            step(language.pick("complaint", "réclamation"), 1.0, true),
            step(language.pick("silent", "silencieux"), 26.0, true),
            step(&format!("{heard}ordinary"), 230.0, false),
            step(&format!("{heard}vocal"), 60.0, false),
        ],
    }
}

/// How many know in the classic: exact, since the silent count is geometric and the groups are binomial.
pub fn distribution() -> Distribution {
    const MOST: usize = 400;
    let (voice, vocal): (f64, f64) = (1.0 / 27.0, 3.0 / 26.0);
    let mut chance = vec![0.0; 21 * MOST + 2];
    let mut groups = vec![1.0];
    for silent in 0..MOST {
        let weight = voice * (1.0 - voice).powi(silent as i32);
        for (index, share) in groups.iter().enumerate() {
            chance[1 + 11 * silent + 10 * index] += weight * share;
        }
        let mut next = vec![0.0; groups.len() + 1];
        for (index, share) in groups.iter().enumerate() {
            next[index] += share * (1.0 - vocal);
            next[index + 1] += share * vocal;
        }
        groups = next;
    }
    let quantile = |wanted: f64| {
        let mut sum = 0.0;
        chance.iter().position(|p| { sum += p; sum >= wanted }).unwrap() as f64
    };
    let bins = chance[..2900].chunks(20).enumerate().map(|(index, chunk)| Interval {
        from: 20.0 * index as f64,
        to: 20.0 * (index + 1) as f64,
        count: (10_000.0 * chunk.iter().sum::<f64>()).round(),
    });
    Distribution {
        metric: Metric::Aware,
        currency: String::new(),
        bins: bins.filter(|bin| bin.count > 0.0 || bin.from < 1500.0).collect(),
        mean: 317.0,
        p10: quantile(0.1),
        p50: quantile(0.5),
        p90: quantile(0.9),
        mark: Some(Mark { value: 317.0, share: chance[317..].iter().sum() }),
    }
}
