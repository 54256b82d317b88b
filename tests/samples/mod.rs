//! Figures with known numbers, for the gallery and for the tests.
#![allow(dead_code, unreachable_pub)]

use std::sync::OnceLock;

use rumeur::model::LaterPeriods;
use rumeur::report::figures::{
    About, Balance, BalanceRow, Block, BreakEven, Cascade, ComparisonFigure, DistributionFigure, Exceedance, Figure,
    FitFigure, FitPanel, Generation, GenerationsFigure, Iceberg, Icebergs, Interval, Knowledge, Measure, Measured,
    Moment, MoneyFlow, Overlap, People, PeriodCourse, PeriodsFigure, PresetReach, Sources, Stage, Step, SweepCrossing,
    SweepFigure, SweepPoint, Teller, TimelineFigure, TornadoFigure, TornadoUnknown, TouchpointShare, Touchpoints, Town,
    VarianceFigure, VarianceParts, VariantDifference, VoiceFigure, Waterfall, WorthFigure,
};
use rumeur::scenario::ParameterName;
use rumeur::vocabulary::{Language, Metric, Outcome};

/// The small print of the classic.
pub fn about(language: Language) -> About {
    About {
        title: language.pick("The classic 317", "Les 317 classiques").to_owned(),
        scenario: "classic-317".to_owned(),
        variant: "baseline".to_owned(),
        replicates: Some(10_000),
        seed: Some(317),
        source: "Peters 1987, Thriving on Chaos, p. 91".to_owned(),
        period: "month".to_owned(),
        whole: None,
        unknowns: Vec::new(),
    }
}

/// Every kind with the numbers of the classic, or the example that suits it.
pub fn gallery(language: Language) -> Vec<Box<dyn Figure>> {
    vec![
        Box::new(iceberg(1.0)),
        Box::new(waterfall(1.0, language)),
        Box::new(cascade()),
        Box::new(distribution()),
        Box::new(Exceedance { distribution: distribution() }),
        Box::new(generations(4)),
        Box::new(comparison(1.0, language)),
        Box::new(overlap()),
        Box::new(sources()),
        Box::new(balance(1.0, language)),
        Box::new(people(1.0)),
        Box::new(money_flow(1.0)),
        Box::new(touchpoints()),
        Box::new(break_even(1.0, language)),
        Box::new(voice(1.0)),
        Box::new(tornado(1.0)),
        Box::new(sweep(1.0, 11)),
        Box::new(variance(8)),
        Box::new(worth(1.0, 3)),
        Box::new(timeline(1.0, 60)),
        Box::new(periods(1.0, 2, 12, language)),
        Box::new(fit(2, 24, 6.0)),
    ]
}

fn net_loss() -> Measured {
    Measured { metric: Metric::NetLoss, is_gain: false, currency: "EUR".to_owned() }
}

/// Three numbers that nobody knows.
pub fn tornado(scale: f64) -> TornadoFigure {
    let row = |path: &str, quantiles: (f64, f64), means: (f64, f64)| TornadoUnknown {
        name: path.into(),
        quantiles,
        means: (means.0 * scale, means.1 * scale),
        std_error: 0.0,
    };
    TornadoFigure {
        measured: net_loss(),
        at_medians: Some(39_200.0 * scale),
        rows: vec![
            row("damage.customer_value", (128.5, 385.2), (23_100.0, 64_900.0)),
            row("customers.observed_voice_rate", (0.023, 0.0523), (52_400.0, 31_800.0)),
            row("damage.deterred", (0.0286, 0.0832), (39_900.0, 42_300.0)),
            row("silent.stays", (0.0286, 0.0832), (39_200.0, 39_200.0)),
        ],
        by_formula: true,
        replicates: None,
    }
}

/// So many points from nobody asked to everybody, which pays from 42 % on.
pub fn sweep(scale: f64, count: usize) -> SweepFigure {
    let point = |place: usize| {
        let value = place as f64 / (count.max(2) - 1) as f64;
        let mean = scale * (300.0 + 84.0 * value - 200.0 * value * value);
        SweepPoint { values: vec![value], mean, band: Some((0.2 * mean, 2.6 * mean)) }
    };
    SweepFigure {
        measured: net_loss(),
        names: vec!["voice.asked".into()],
        points: (0..count).map(point).collect(),
        baseline: Some(300.0 * scale),
        crossing: (count > 2).then_some(SweepCrossing { target: None, value: 0.42, interval: Some((0.36, 0.47)) }),
        by_formula: false,
        replicates: Some(1_000),
    }
}

/// So many times so many points.
pub fn sweep_map(scale: f64, columns: usize, rows: usize) -> SweepFigure {
    let points = (0..columns * rows).map(|place| {
        let values = vec![(place / rows) as f64 / 10.0, 10.0 * (place % rows) as f64];
        let mean = scale * (300.0 + 500.0 * (values[0] - 0.31) - 4.0 * values[1]);
        SweepPoint { values, mean, band: None }
    });
    let names = ["voice.asked", "silent.groups.ordinary.audience"].map(ParameterName::of).to_vec();
    SweepFigure { names, points: points.collect(), crossing: None, ..sweep(scale, 0) }
}

/// Everything, three unknowns, and so many surveys.
pub fn worth(scale: f64, surveys: usize) -> WorthFigure {
    let row = |path: Option<&str>, value: f64, std_error: f64| Knowledge {
        name: path.map(ParameterName::of),
        value: scale * value,
        std_error: scale * std_error,
        ..Knowledge::default()
    };
    let survey = |number: usize| Knowledge {
        respondents: Some(10_f64.powi(number as i32 + 1)),
        cost: (number % 3 != 2).then_some(scale * 30.0 * 4_f64.powi(number as i32)),
        ..row(Some("customers.observed_voice_rate"), 320.0 - 200.0 / (1.0 + number as f64), 12.0)
    };
    let mut rows = vec![
        row(None, 513.0, 20.0),
        row(Some("damage.customer_value"), 411.0, 18.0),
        row(Some("customers.observed_voice_rate"), 320.0, 15.0),
        row(Some("damage.deterred"), 8.0, 9.0),
    ];
    rows.extend((0..surveys).map(survey));
    WorthFigure { currency: "EUR".to_owned(), period: "month".to_owned(), rows, noise: 14.0 * scale }
}

/// So many metrics.
pub fn variance(count: usize) -> VarianceFigure {
    let parts = |(place, metric): (usize, Metric)| VarianceParts {
        metric,
        unknown: 1.1 - 0.17 * place as f64,
        std_error: 0.01 + 0.01 * place as f64,
    };
    VarianceFigure { rows: Metric::all().take(count).enumerate().map(parts).collect() }
}

/// A story that is told at once, and answers that come late.
pub fn timeline(scale: f64, ticks: usize) -> TimelineFigure {
    let by = |tick: usize, mean: f64| 1.0 - (-(tick as f64) / mean).exp();
    let moment = |tick: usize| Moment {
        told: 1_234.0 * scale * by(tick, 4.0),
        complaints: 61.0 * scale * by(tick + 1, 3.0),
        recovered: 29.5 * scale * by(tick, 14.0),
    };
    TimelineFigure { unit: "day".to_owned(), ticks: (0..ticks).map(moment).collect(), by_formula: false }
}

/// So many periods with so many variants.
pub fn periods(scale: f64, variants: usize, count: usize, language: Language) -> PeriodsFigure {
    let mean = |variant: usize, period: usize| {
        scale * (9_600.0 - 120.0 * period as f64 - if period > 3 { 1_500.0 * variant as f64 } else { 0.0 })
    };
    let course = |variant: usize| PeriodCourse {
        name: match variant {
            0 => language.pick("Baseline", "Référence").to_owned(),
            other => format!("{} {other}", language.pick("Ask everybody from month", "Interroger chacun au mois")),
        },
        means: (0..count).map(|period| mean(variant, period)).collect(),
        bands: (0..count).map(|period| (0.8 * mean(variant, period), 1.3 * mean(variant, period))).collect(),
        served: (0..count).map(|period| 1_000.0 * scale - 3.0 * scale * (period + variant) as f64).collect(),
    };
    PeriodsFigure {
        measured: net_loss(),
        period: "month".to_owned(),
        courses: (0..=variants).map(course).collect(),
        is_discounted: false,
        by_formula: true,
    }
}

/// The classic for so many complaints.
pub fn people(complaints: f64) -> People {
    People { complaints, silent: 26.0 * complaints, heard: 290.0 * complaints, by_formula: true }
}

/// A month of a hotel.
pub fn money_flow(scale: f64) -> MoneyFlow {
    MoneyFlow {
        served: Some(1_500.0 * scale),
        complained: [9.0 * scale, 5.0 * scale],
        silent: [66.0 * scale, 152.0 * scale],
        heard: 2_546.0 * scale,
        worth: [1_250.0 * scale, 38_000.0 * scale],
        currency: "EUR".to_owned(),
        period: "month".to_owned(),
        by_formula: true,
    }
}

/// Three moments of a stay.
pub fn touchpoints() -> Touchpoints {
    let touchpoint =
        |name: &str, share: f64, mean: f64| TouchpointShare { name: name.to_owned(), share, score: (mean, 1.0) };
    let touchpoints =
        vec![touchpoint("reception", 0.475, 7.0), touchpoint("room", 0.301, 7.4), touchpoint("breakfast", 0.224, 7.9)];
    Touchpoints { by_worst: true, expectation: (6.5, 0.8), touchpoints }
}

/// Three measures.
pub fn break_even(scale: f64, language: Language) -> BreakEven {
    let measure = |en, fr, saves: f64, costs: f64| Measure {
        name: language.pick(en, fr).to_owned(),
        saves: saves * scale,
        interval: Some((0.9 * saves * scale - 10.0, 1.1 * saves * scale + 10.0)),
        costs: costs * scale,
        asks: false,
    };
    BreakEven {
        currency: "EUR".to_owned(),
        period: "month".to_owned(),
        by_formula: false,
        measures: vec![
            measure("Train the front desk", "Former l'accueil", 21_698.0, 900.0),
            measure("Gifts for everyone", "Un cadeau pour tous", 1_200.0, 3_600.0),
            measure("Ask everyone", "Interroger tout le monde", -300.0, 1_200.0),
        ],
    }
}

/// What so many groups of people say they told.
pub fn fit(panels: usize, numbers: usize, mean: f64) -> FitFigure {
    let odds = mean / (1.0 + mean);
    let panel = |place: usize| FitPanel {
        name: ["silent", "unresolved", "recovered", "satisfied"][place].to_owned(),
        law: "negative binomial with more zeros".to_owned(),
        mean,
        interval: Some([0.8 * mean, 1.3 * mean]),
        answers: 97,
        shares: (0..numbers)
            .map(|k| (f64::powi(odds, k as i32) / (1.0 + mean), 0.9 * f64::powi(odds, k as i32) / (1.0 + mean)))
            .collect(),
        beyond: (f64::powi(odds, numbers as i32), f64::powi(odds, numbers as i32)),
    };
    FitFigure {
        of: panels,
        source: "survey.csv: 200 answers, weighted as 173".to_owned(),
        seed: 317,
        panels: (0..panels).map(panel).collect(),
    }
}

/// A complaint that pays above 27 %.
pub fn voice(scale: f64) -> VoiceFigure {
    VoiceFigure {
        currency: "EUR".to_owned(),
        silent: 260.0 * scale,
        unresolved: 330.0 * scale,
        recovered: 70.0 * scale,
        rate: 0.5,
        turns_at: Some(0.27),
        later: LaterPeriods::None,
        draws: None,
    }
}

/// The classic for so many complaints.
pub fn iceberg(complaints: f64) -> Iceberg {
    let groups = |ordinary: f64, vocal: f64| {
        vec![("ordinary".to_owned(), ordinary * complaints), ("vocal".to_owned(), vocal * complaints)]
    };
    Iceberg { complaints, silent: groups(23.0, 3.0), reached: groups(230.0, 60.0), retold: 0.0, by_formula: true }
}

/// The classic, and what asking makes of it.
pub fn icebergs(complaints: f64, language: Language) -> Icebergs {
    let asked = Iceberg { complaints: 11.4 * complaints, ..iceberg(0.63 * complaints) };
    let name = |en, fr| language.pick(en, fr).to_owned();
    Icebergs {
        first_name: name("Baseline", "Référence"),
        first: iceberg(complaints),
        second_name: name("Ask every customer", "Interroger chaque client"),
        second: asked,
    }
}

/// The classic for so many complaints.
pub fn waterfall(complaints: f64, language: Language) -> Waterfall {
    let step = |name: &str, people: f64, lived| Step {
        name: name.to_owned(),
        people: people * complaints,
        lived,
        retold: false,
    };
    let heard = language.pick("heard it from: ", "informés par\u{202f}: ");
    Waterfall {
        steps: vec![
            step(language.pick("complaint", "réclamation"), 1.0, true),
            step(language.pick("silent", "silencieux"), 26.0, true),
            step(&format!("{heard}ordinary"), 230.0, false),
            step(&format!("{heard}vocal"), 60.0, false),
        ],
        by_formula: true,
    }
}

/// How many know in the classic: exact, since the silent count is geometric and the groups are binomial.
pub fn distribution() -> DistributionFigure {
    static CLASSIC: OnceLock<DistributionFigure> = OnceLock::new();
    CLASSIC.get_or_init(exact_distribution).clone()
}

fn exact_distribution() -> DistributionFigure {
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
        chance
            .iter()
            .position(|p| {
                sum += p;
                sum >= wanted
            })
            .unwrap() as f64
    };
    let bins = chance[..2900].chunks(20).enumerate().map(|(index, chunk)| Interval {
        from: 20.0 * index as f64,
        to: 20.0 * (index + 1) as f64,
        count: (10_000.0 * chunk.iter().sum::<f64>()).round(),
        expected: Some(chunk.iter().sum()),
    });
    DistributionFigure {
        is_gain: false,
        metric: Metric::Aware,
        currency: String::new(),
        period: "month".to_owned(),
        range: (1.0, 2899.0),
        bins: bins.filter(|bin| bin.count > 0.0 || bin.from < 1500.0).collect(),
        mean: 317.0,
        p10: quantile(0.1),
        p50: quantile(0.5),
        p90: quantile(0.9),
        rare: None,
        shares: [0.5, 0.9].map(|wanted| (quantile(wanted), chance[quantile(wanted) as usize..].iter().sum())).to_vec(),
        mark: Some(320.0),
    }
}

/// The textbook case: 23 tell 10, 3 tell 20, the complainer tells nobody.
pub fn cascade() -> Cascade {
    let mut people = vec![Teller { parent: None, outcome: Some(Outcome::Unresolved) }];
    people.extend([Teller { parent: None, outcome: Some(Outcome::Silent) }; 26]);
    for silent in 1..=26 {
        let audience = if silent % 9 == 5 { 20 } else { 10 };
        people.extend(vec![Teller { parent: Some(silent), outcome: None }; audience]);
    }
    Cascade::Tree { people, impressions: 290.0 }
}

/// The classic for so many complaints, some of them retold.
pub fn flow(complaints: f64, language: Language) -> Cascade {
    let block = |name: &str, people: f64, from, complained| Block {
        name: name.to_owned(),
        people: people * complaints,
        from,
        complained,
    };
    let stage = |en, fr, blocks| Stage { name: language.pick(en, fr).to_owned(), blocks };
    let stages = vec![
        stage(
            "let down",
            "déçus",
            vec![
                block(language.pick("complained", "ont réclamé"), 1.0, None, true),
                block(language.pick("silent: ordinary", "silencieux : ordinary"), 23.0, None, false),
                block(language.pick("silent: vocal", "silencieux : vocal"), 3.0, None, false),
            ],
        ),
        stage(
            "heard it first-hand",
            "de première main",
            vec![
                block(language.pick("from ordinary", "par ordinary"), 230.0, Some(1), false),
                block(language.pick("from vocal", "par vocal"), 60.0, Some(2), false),
            ],
        ),
        stage("heard it retold", "de seconde main", vec![block("", 145.0, None, false)]),
        stage("in generation 3", "à la génération 3", vec![block("", 72.5, None, false)]),
    ];
    Cascade::Flow { stages, by_formula: true }
}

/// A rumour that is retold less and less.
pub fn generations(count: u32) -> GenerationsFigure {
    let row = |generation: u32| {
        let mean = 290.0 * 0.62_f64.powi(generation as i32 - 1);
        Generation { generation, mean, median: 0.68 * mean, band: (0.02 * mean, 3.0 * mean) }
    };
    GenerationsFigure { rows: (1..=count).map(row).collect(), lived: [1.0, 26.0] }
}

/// Three levers.
pub fn comparison(scale: f64, language: Language) -> ComparisonFigure {
    let variant = |en, fr, difference: f64, error: f64, better| VariantDifference {
        name: language.pick(en, fr).to_owned(),
        difference: difference * scale,
        interval: Some(((difference - 1.96 * error) * scale, (difference + 1.96 * error) * scale)),
        deciles: Some(((difference - 9.0 * error) * scale, (difference + 5.0 * error) * scale)),
        shares: Some([better, 0.02, 0.98 - better]),
    };
    ComparisonFigure {
        by_formula: false,
        metric: Metric::Aware,
        is_gain: false,
        currency: String::new(),
        period: "month".to_owned(),
        baseline: 317.0 * scale,
        replicates: 10_000,
        variants: vec![
            variant("Ask every customer", "Interroger chaque client", -116.0, 9.0, 0.964),
            variant("Train the front desk", "Former l'accueil", -41.0, 14.0, 0.61),
            variant("Gifts for the loyal", "Cadeaux de fidélité", 6.0, 11.0, 0.48),
        ],
    }
}

/// The classic in towns of different sizes: well mixed, 26 silent, 290 impressions.
pub fn overlap() -> Overlap {
    let town = |population: f64| {
        let missed = (1.0 - 10.0 / (population - 1.0)).powi(23) * (1.0 - 20.0 / (population - 1.0)).powi(3);
        Town { population, reach: (population - 27.0) * (1.0 - missed), interval: None }
    };
    Overlap {
        impressions: 290.0,
        towns: [100.0, 200.0, 500.0, 1e3, 2e3, 5e3, 1e4, 5e4, 1e5].map(town).to_vec(),
        replaces: true,
        own: Some(500.0),
    }
}

/// What the presets make of one complaint.
pub fn sources() -> Sources {
    let preset = |name: &str, source: &str, mean: f64, p05: f64, p95: f64| PresetReach {
        name: name.to_owned(),
        source: source.to_owned(),
        mean,
        p05,
        p95,
    };
    Sources {
        presets: vec![
            preset("classic-317", "Peters 1987 (secondary)", 290.0, 10.0, 870.0),
            preset("indignation-9-20", "course text (unsourced)", 377.0, 14.0, 1120.0),
            preset("goodman-2005", "Quality Progress, Nov 2005", 15.0, 5.0, 40.0),
            preset("verde-2006", "Verde Group 2006", 20.67, 1.0, 62.0),
            preset("amex-fr-2012", "American Express 2012", 21.95, 0.0, 75.0),
            preset("ccmc-2024", "CCMC 2024", 434.0, 20.0, 1280.0),
            preset("uk-detriment-2024", "UK detriment 2024", 1.47, 0.0, 8.0),
            preset("qualtrics-2026", "Qualtrics 2026", 6.55, 0.0, 24.0),
        ],
    }
}

/// A month of a firm.
pub fn balance(scale: f64, language: Language) -> Balance {
    let row = |en, fr, negative: f64, positive: f64| BalanceRow {
        name: language.pick(en, fr).to_owned(),
        negative: Some(negative * scale),
        positive: Some(positive * scale),
    };
    Balance {
        rows: vec![
            row("people who tell", "personnes qui en parlent", 190.0, 1482.0),
            row("impressions", "contacts (ODE)", 2090.0, 1520.0),
            row("people reached", "personnes touchées", 1870.0, 1398.0),
            row("prospects lost or won", "prospects perdus ou gagnés", 11.2, 4.2),
        ],
    }
}

/// A text that wants to break the page.
pub const HOSTILE: &str = "</title><script>alert(\"1\")</script> & 'quotes' \u{202e}\u{0} שלום עולם مرحبا 😀👩‍👩‍👧 Z\u{300}\u{301}\u{302}algo 顧客サービス WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW end, and on it goes, word after word, until nobody remembers how the sentence began, to the three hundredth character and somewhat beyond it.";

/// Small print made of hostile texts.
pub fn hostile_about(_: Language) -> About {
    About {
        title: HOSTILE.to_owned(),
        scenario: HOSTILE.to_owned(),
        variant: HOSTILE.to_owned(),
        replicates: Some(u64::MAX),
        seed: Some(u64::MAX),
        source: HOSTILE.repeat(3),
        period: HOSTILE.to_owned(),
        whole: Some(1_000_000_000),
        unknowns: vec![HOSTILE.to_owned(); 2],
    }
}

/// Every kind that shows names, with hostile ones.
pub fn hostile(language: Language) -> Vec<Box<dyn Figure>> {
    let name = || HOSTILE.to_owned();
    let mut iceberg = iceberg(1.0);
    let mut waterfall = waterfall(1.0, language);
    let mut comparison = comparison(1.0, language);
    let mut sources = sources();
    let mut balance = balance(1.0, language);
    iceberg.silent.iter_mut().chain(&mut iceberg.reached).for_each(|group| group.0 = name());
    waterfall.steps.iter_mut().for_each(|step| step.name = name());
    comparison.variants.iter_mut().for_each(|variant| variant.name = name());
    comparison.metric = Metric::NetLoss;
    comparison.currency = name();
    comparison.period = name();
    let beside = Icebergs { first_name: name(), first: iceberg.clone(), second_name: name(), second: iceberg.clone() };
    sources.presets.iter_mut().for_each(|preset| (preset.name, preset.source) = (name(), name()));
    balance.rows.iter_mut().for_each(|row| row.name = name());
    let Cascade::Flow { mut stages, by_formula } = flow(1.0, language) else { unreachable!() };
    for stage in &mut stages {
        stage.name = name();
        stage.blocks.iter_mut().for_each(|block| block.name = name());
    }
    let money = DistributionFigure { metric: Metric::RevenueLost, currency: name(), ..distribution() };
    vec![
        Box::new(iceberg),
        Box::new(beside),
        Box::new(waterfall),
        Box::new(comparison),
        Box::new(sources),
        Box::new(balance),
        Box::new(Cascade::Flow { stages, by_formula }),
        Box::new(hostile_touchpoints()),
        Box::new(hostile_break_even(language)),
        Box::new(MoneyFlow { currency: name(), period: name(), ..money_flow(1.0) }),
        Box::new(VoiceFigure { currency: name(), ..voice(1.0) }),
        Box::new(money.clone()),
        Box::new(Exceedance { distribution: money }),
        Box::new(hostile_fit()),
        Box::new(hostile_tornado()),
        Box::new(SweepFigure { names: vec![name().into()], ..hostile_sweep(sweep(1.0, 7)) }),
        Box::new(SweepFigure { names: vec![name().into(), name().into()], ..hostile_sweep(sweep_map(1.0, 5, 4)) }),
        Box::new(hostile_worth()),
        Box::new(TimelineFigure { unit: name(), ..timeline(1.0, 30) }),
        Box::new(hostile_periods(language)),
    ]
}

fn hostile_tornado() -> TornadoFigure {
    let mut figure = tornado(1.0);
    HOSTILE.clone_into(&mut figure.measured.currency);
    figure.rows.iter_mut().for_each(|row| row.name = HOSTILE.into());
    figure
}

fn hostile_sweep(mut figure: SweepFigure) -> SweepFigure {
    HOSTILE.clone_into(&mut figure.measured.currency);
    figure
}

fn hostile_worth() -> WorthFigure {
    let mut figure = worth(1.0, 4);
    HOSTILE.clone_into(&mut figure.currency);
    figure.rows.iter_mut().for_each(|row| row.name = row.name.as_ref().map(|_| HOSTILE.into()));
    figure
}

fn hostile_periods(language: Language) -> PeriodsFigure {
    let mut figure = periods(1.0, 3, 12, language);
    HOSTILE.clone_into(&mut figure.measured.currency);
    HOSTILE.clone_into(&mut figure.period);
    figure.courses.iter_mut().for_each(|course| HOSTILE.clone_into(&mut course.name));
    figure
}

fn hostile_fit() -> FitFigure {
    let mut figure = fit(4, 41, 8.0);
    figure.panels.iter_mut().for_each(|panel| HOSTILE.clone_into(&mut panel.name));
    figure
}

fn hostile_touchpoints() -> Touchpoints {
    let mut figure = touchpoints();
    figure.touchpoints.iter_mut().for_each(|touchpoint| HOSTILE.clone_into(&mut touchpoint.name));
    figure
}

fn hostile_break_even(language: Language) -> BreakEven {
    let mut figure = break_even(1.0, language);
    (figure.currency, figure.period) = (HOSTILE.to_owned(), HOSTILE.to_owned());
    figure.measures.iter_mut().for_each(|measure| HOSTILE.clone_into(&mut measure.name));
    figure
}

/// Every kind with all numbers times `scale`.
pub fn scaled(scale: f64, language: Language) -> Vec<Box<dyn Figure>> {
    let mut generations = generations(4);
    for row in &mut generations.rows {
        row.mean *= scale;
        row.median *= scale;
        row.band = (row.band.0 * scale, row.band.1 * scale);
    }
    let mut overlap = overlap();
    overlap.impressions *= scale;
    overlap
        .towns
        .iter_mut()
        .for_each(|town| (town.population, town.reach) = (town.population * scale, town.reach * scale));
    let mut sources = sources();
    for preset in &mut sources.presets {
        (preset.mean, preset.p05, preset.p95) = (preset.mean * scale, preset.p05 * scale, preset.p95 * scale);
    }
    let mut distribution = distribution();
    distribution.bins.iter_mut().for_each(|bin| (bin.from, bin.to) = (bin.from * scale, bin.to * scale));
    for value in [&mut distribution.mean, &mut distribution.p10, &mut distribution.p50, &mut distribution.p90] {
        *value *= scale;
    }
    distribution.range = (distribution.range.0 * scale, distribution.range.1 * scale);
    distribution.mark = distribution.mark.map(|mark| mark * scale);
    let money = DistributionFigure { metric: Metric::NetLoss, currency: "EUR".to_owned(), ..distribution.clone() };
    vec![
        Box::new(fit(1 + scale as usize % 4, 41, scale.clamp(0.001, 1e6))),
        Box::new(iceberg(scale)),
        Box::new(icebergs(scale, language)),
        Box::new(waterfall(scale, language)),
        Box::new(flow(scale, language)),
        Box::new(distribution.clone()),
        Box::new(money),
        Box::new(Exceedance { distribution }),
        Box::new(generations),
        Box::new(comparison(scale, language)),
        Box::new(overlap),
        Box::new(sources),
        Box::new(balance(scale, language)),
        Box::new(people(scale)),
        Box::new(money_flow(scale)),
        Box::new(break_even(scale, language)),
        Box::new(voice(scale)),
        Box::new(tornado(scale)),
        Box::new(sweep(scale, 11)),
        Box::new(sweep_map(scale, 6, 5)),
        Box::new(worth(scale, 2)),
        Box::new(timeline(scale, 90)),
        Box::new(periods(scale, 3, 24, language)),
        Box::new(periods(-scale, 0, 3, language)),
    ]
}

/// Every kind with so many groups, rows, people or bins.
pub fn counted(count: u32, language: Language) -> Vec<Box<dyn Figure>> {
    let numbers = || (1..=count).map(f64::from);
    let groups = || numbers().map(|number| (format!("group {number}"), number * number)).collect::<Vec<_>>();
    let step = |(index, number): (usize, f64)| Step {
        name: format!("step {number}"),
        people: number,
        lived: index % 2 == 0,
        retold: index % 4 == 3,
    };
    let row = |number: f64| BalanceRow {
        name: format!("row {number}"),
        negative: Some(number),
        positive: (number != 4.0).then_some(50.0 - number),
    };
    let variant = |number: f64| VariantDifference {
        name: format!("variant {number} with a longer title"),
        difference: 3.0 * number - 20.0,
        interval: (number > 2.0).then_some((2.0 * number - 20.0, 4.0 * number - 20.0)),
        deciles: (number > 5.0).then_some((-20.0, 6.0 * number - 20.0)),
        shares: (number > 3.0).then_some([number / 50.0, 0.1, 0.9 - number / 50.0]),
    };
    let preset = |number: f64| PresetReach {
        name: format!("preset-{number}"),
        mean: number,
        p95: 2.0 * number,
        ..PresetReach::default()
    };
    let town =
        |number: f64| Town { population: number * 100.0, reach: number, interval: Some((number - 0.5, number + 0.5)) };
    let bin = |number: f64| Interval { from: 7.0 * number, to: 7.0 * number + 1.0, count: 100.0, expected: None };
    let distribution = DistributionFigure {
        bins: numbers().map(bin).collect(),
        mark: None,
        range: (7.0, 7.0 * f64::from(count.max(1))),
        mean: 7.0,
        p10: 7.0,
        p50: 7.0,
        p90: 7.0,
        rare: None,
        ..distribution()
    };
    let outcome = |index: u32| Outcome::ALL.get(index as usize).copied().filter(|_| index <= 2);
    let person = |index: u32| Teller { parent: (index > 2).then_some(index as usize / 3), outcome: outcome(index) };
    let stage = |number: f64| Stage {
        name: format!("stage {number}"),
        blocks: numbers()
            .map(|people| Block { name: format!("block {people}"), people, from: None, complained: false })
            .collect(),
    };
    vec![
        Box::new(Iceberg {
            complaints: f64::from(count),
            silent: groups(),
            reached: groups(),
            retold: f64::from(count),
            by_formula: false,
        }),
        Box::new(Waterfall { steps: numbers().enumerate().map(step).collect(), by_formula: false }),
        Box::new(Cascade::Tree { people: (0..10 * count).map(person).collect(), impressions: 9e4 }),
        Box::new(Cascade::Flow { stages: numbers().map(stage).collect(), by_formula: false }),
        Box::new(distribution.clone()),
        Box::new(Exceedance { distribution }),
        Box::new(generations(count)),
        Box::new(ComparisonFigure { variants: numbers().map(variant).collect(), ..comparison(1.0, language) }),
        Box::new(Overlap { impressions: 30.0, towns: numbers().map(town).collect(), replaces: false, own: None }),
        Box::new(Sources { presets: numbers().map(preset).collect() }),
        Box::new(Balance { rows: numbers().map(row).collect() }),
        Box::new(many_unknowns(count)),
        Box::new(sweep(1.0, count as usize)),
        Box::new(sweep_map(1.0, count as usize, 1 + count as usize / 2)),
        Box::new(sweep_map(1.0, 2, 3 * count as usize)),
        Box::new(worth(1.0, count as usize)),
        Box::new(variance(count as usize)),
        Box::new(timeline(1.0, 1 + count as usize)),
        Box::new(periods(1.0, count as usize, 12, language)),
        Box::new(periods(1.0, 2, count as usize, language)),
    ]
}

/// Every other one with both ends on one side.
fn many_unknowns(count: u32) -> TornadoFigure {
    let row = |number: u32| TornadoUnknown {
        name: format!("silent.groups.name_{number}.audience").into(),
        quantiles: (0.001 * f64::from(number), 1_234_567.0 * f64::from(number)),
        means: (
            100.0 + f64::from(number) * if number.is_multiple_of(2) { 3.0 } else { -2.0 },
            100.0 + 4.0 * f64::from(number),
        ),
        std_error: 1.0,
    };
    TornadoFigure {
        measured: net_loss(),
        at_medians: count.is_multiple_of(2).then_some(100.0),
        rows: (1..=count).map(row).collect(),
        by_formula: false,
        replicates: Some(2_000),
    }
}
