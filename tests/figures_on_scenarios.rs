//! Every kind of figure of every scenario here, on every page, in both languages: nothing lies over anything else, and
//! what the title says is what the replicates say.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;

use rayon::prelude::*;
use rumeur::ensemble::{Control, Observer};
use rumeur::experiment::{BASELINE, Experiment};
use rumeur::figure::{Face, Page};
use rumeur::model::Tally;
use rumeur::report::figures::{About, FigureError, FigureKind, Material, Numbers, TableFiles, compose};
use rumeur::scenario::{Overrides, Scenario, load};
use rumeur::vocabulary::{Language, Metric};

/// Enough for every quantile that a figure speaks of.
const REPLICATES: u64 = 2_000;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|end| end == "toml") {
            found.push(path);
        }
    }
}

/// Every scenario of the project and those made to break figures.
fn scenarios() -> Vec<Scenario> {
    let mut found = Vec::new();
    for folder in ["scenarios", "tests/figure_scenarios", "docs/gallery"] {
        files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    }
    found.sort();
    let overrides = Overrides { replicates: Some(REPLICATES), ..Overrides::default() };
    let load = |path: &PathBuf| {
        let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap();
        load(path, name, &overrides).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    found.iter().map(load).filter(|scenario| !scenario.is_abstract).collect()
}

/// Nobody and everybody: two points of a sweep are enough.
fn along() -> [String; 1] {
    ["voice.asked=0,1".to_owned()]
}

/// Every value of every metric of the baseline, and of every variant after it.
#[derive(Default)]
struct Raw(Vec<Vec<Tally>>);

impl Observer for Raw {
    fn replicate(&mut self, _: u64, row: &[Tally]) -> std::io::Result<()> {
        self.0.push(row.to_vec());
        Ok(())
    }
}

impl Raw {
    /// Ascending.
    fn values(&self, model: usize, metric: Metric) -> Vec<f64> {
        let mut values: Vec<f64> = self.0.iter().filter_map(|row| row[model].value(metric)).collect();
        values.sort_by(f64::total_cmp);
        values
    }

    /// The mean, and four standard errors of it.
    fn mean(&self, model: usize, metric: Metric) -> (f64, f64) {
        spread(&self.values(model, metric))
    }

    fn differences(&self, model: usize, metric: Metric) -> Vec<f64> {
        self.0.iter().filter_map(|row| Some(row[model].value(metric)? - row[0].value(metric)?)).collect()
    }
}

fn spread(values: &[f64]) -> (f64, f64) {
    let many = values.len() as f64;
    let mean = values.iter().sum::<f64>() / many;
    let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (many - 1.0);
    (mean, 4.0 * (variance / many).sqrt())
}

struct Drawn {
    scenario: Scenario,
    numbers: Numbers,
    raw: Raw,
    /// The standard deviation of a metric of the baseline by formula: a heavy tail hides it from a sample.
    std_dev: Vec<Option<f64>>,
}

/// Run once for all tests.
static DRAWN: LazyLock<Vec<Drawn>> = LazyLock::new(|| {
    let draw = |scenario: Scenario| {
        let cancel = AtomicBool::new(false);
        let control = Control { cancel: &cancel, progress: &|_| {} };
        let mut raw = Raw::default();
        let experiment = Experiment::new(&scenario).unwrap();
        let expected = experiment.models()[0].model.expected();
        let std_dev = Metric::all().map(|metric| expected.std_dev(metric)).collect();
        let results = experiment.run(&mut [&mut raw], &control).unwrap();
        let numbers = Numbers::read(&TableFiles::of(&scenario, &results).unwrap(), &scenario.name, BASELINE).unwrap();
        Drawn { scenario, numbers, raw, std_dev }
    };
    scenarios().into_par_iter().map(draw).collect()
});

#[test]
fn every_figure_of_every_scenario_can_be_read_on_every_page() {
    let pages: Vec<_> = DRAWN.iter().flat_map(|drawn| Language::ALL.map(|language| (drawn, language))).collect();
    let (figures, faults) = pages
        .into_par_iter()
        .map(|(drawn, language)| faults_of(drawn, language))
        .reduce(|| (0, Vec::new()), |a, b| (a.0 + b.0, [a.1, b.1].concat()));
    assert!(figures > 1000, "{figures}");
    assert!(faults.is_empty(), "{} faults in {figures} figures:\n{}", faults.len(), faults.join("\n"));
}

/// How many figures were looked at, and what is wrong with them.
fn faults_of(Drawn { scenario, numbers, .. }: &Drawn, language: Language) -> (usize, Vec<String>) {
    let (cancel, along) = (AtomicBool::new(false), along());
    let (mut figures, mut faults) = (0, Vec::new());
    let plain = Material { along: &along, ..Material::new(scenario, numbers, language, &cancel) };
    let beside = Material { beside: Some((BASELINE, numbers)), ..plain };
    let all = FigureKind::ALL.into_iter().map(|kind| (kind, &plain));
    for (kind, material) in all.chain([(FigureKind::Iceberg, &beside)]) {
        let figure = match material.figure(kind) {
            Ok(figure) => figure,
            Err(FigureError::Nothing(..)) => continue,
            Err(error) => panic!("{}, {kind}: {error}", scenario.name),
        };
        for page in Page::ALL {
            let canvas = compose(figure.as_ref(), &About::of(material), page, language);
            figures += 1;
            let context = format!("{}, {kind}, {language}, {page}", scenario.name);
            faults.extend(canvas.faults().iter().map(|fault| format!("{context}: {fault:?}")));
            for face in Face::ALL {
                faults.extend(canvas.collisions_in(face).iter().map(|fault| format!("{context}, {face:?}: {fault:?}")));
            }
        }
    }
    (figures, faults)
}

/// The numbers of a sentence in English, in their order: thousands apart, signs, millions.
fn numbers_in(sentence: &str) -> Vec<f64> {
    let plain = sentence.replace('\u{a0}', " ").replace('−', "-").replace(['€', '$', '"', ';', ':'], "");
    let words: Vec<&str> = plain.split([' ', '(', ')']).collect();
    let mut found = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let digits = word.trim_end_matches(['.', ',', '%']).replace([',', '+'], "");
        let Ok(number) = digits.parse::<f64>() else { continue };
        let unit = match words.get(index + 1).map(|word| word.trim_end_matches([',', '.'])) {
            Some("million") => 1e6,
            Some("billion") => 1e9,
            Some("trillion") => 1e12,
            _ => 1.0,
        };
        found.push(number * unit);
    }
    found
}

/// A number that a title says, and how far it may be from what the replicates give: half of its last digit, and four
/// standard errors where the title says a formula's mean.
fn rounding(said: f64) -> f64 {
    if said.abs() < 1e7 { 0.5 } else { 0.006 * said.abs() }
}

/// What each title says, recomputed from the raw replicates by other means.
#[test]
#[expect(clippy::too_many_lines, reason = "one look at each kind")]
fn titles_say_what_the_replicates_say() {
    let (cancel, along) = (AtomicBool::new(false), along());
    let (mut checked, mut wrong) = (0, Vec::new());
    for Drawn { scenario, numbers, raw, std_dev } in DRAWN.iter() {
        let language = Language::En;
        let material = Material { along: &along, ..Material::new(scenario, numbers, language, &cancel) };
        let title = |kind: FigureKind| material.figure(kind).ok().map(|figure| figure.finding(language));
        let mut expect = |kind: FigureKind, wanted: &[(f64, f64)]| {
            let Some(title) = title(kind) else { return };
            // How many reach a number stands before it where that is not one in ten, or in a hundred; it is counted elsewhere.
            let is_quantile = matches!(kind, FigureKind::Distribution | FigureKind::Exceedance);
            let words = title.split(' ').filter(|word| !is_quantile || !word.ends_with('%'));
            let said = numbers_in(&words.collect::<Vec<_>>().join(" "));
            checked += 1;
            // "fewer than 1" says 1.
            let holds = said.len() >= wanted.len()
                && wanted.iter().zip(&said).all(|(&(value, error), &said)| {
                    (said - value).abs() <= error + rounding(said) + 1e-9
                        || (said == 1.0 && value < 1.0 && title.contains("fewer than"))
                });
            if !holds {
                wrong.push(format!("{}, {kind}: {title}\n  wanted {wanted:?}, said {said:?}", scenario.name));
            }
        };
        let mean = |metric: Metric| {
            let (mean, error) = raw.mean(0, metric);
            let exact = std_dev[metric.index()].map_or(0.0, |std_dev| 4.0 * std_dev / (raw.0.len() as f64).sqrt());
            (mean, error.max(exact))
        };
        let (complaints, silent, reach, aware) =
            (mean(Metric::Complaints), mean(Metric::Silent), mean(Metric::Reach), mean(Metric::Aware));
        // One more for what rounding together may move.
        let loose = |(value, error): (f64, f64)| (value, error + 1.0);
        if aware.0 > 0.5 && aware.0 < 1e7 {
            let lived = (complaints.0 + silent.0, complaints.1 + silent.1);
            if complaints.0 > 0.0 {
                expect(FigureKind::Iceberg, &[loose(complaints), loose(silent), loose(reach)]);
                expect(FigureKind::People, &[aware, loose(complaints)]);
            }
            expect(FigureKind::Waterfall, &[aware, loose(lived), loose(reach)]);
        }
        let values = raw.values(0, Metric::Aware);
        let at = |share: f64| values[((share * values.len() as f64).ceil() as usize).clamp(1, values.len()) - 1];
        if values[0] != values[values.len() - 1] && at(0.1) != at(0.9) && at(0.9) < 1e7 {
            // Titles say the quantiles of the law where it is known: four binomial errors of the rank beside those drawn.
            let near = |share: f64| {
                let error = 4.0 * (share * (1.0 - share) / values.len() as f64).sqrt();
                let ends = [share - error, share + error].map(|share| at(share.clamp(0.0, 1.0)));
                (at(share), (at(share) - ends[0]).max(ends[1] - at(share)))
            };
            expect(FigureKind::Distribution, &[aware, near(0.5), near(0.9)]);
            // "one in a hundred": the rank of the 99 % quantile.
            expect(FigureKind::Exceedance, &[near(0.9), near(0.99)]);
        } else if values[0] == values[values.len() - 1] {
            expect(FigureKind::Distribution, &[(values[0], 0.0)]);
        }
        // The comparison names its metric; its differences are those of the pairs, or what these are about.
        if let Ok(figure) = material.figure(FigureKind::Comparison) {
            let table = figure.table();
            let metric: Option<Metric> = table.rows.first().and_then(|row| row[1].parse().ok());
            for (model, row) in table.rows.iter().enumerate() {
                let Some(metric) = metric.filter(|metric| *metric != Metric::AwarePerComplaint) else { break };
                let (wanted, error) = spread(&raw.differences(model + 1, metric));
                let apart = if figure.is_by_formula() { error } else { 0.0 };
                let said: f64 = row[3].parse().unwrap();
                checked += 1;
                if (said - wanted).abs() > apart + 1e-6 * wanted.abs().max(1.0) {
                    wrong.push(format!("{}: {} differs by {said}, not {wanted}", scenario.name, row[0]));
                }
                let shares: Vec<f64> = row[8..11].iter().filter_map(|cell| cell.parse().ok()).collect();
                if shares.len() == 3 {
                    let differences = raw.differences(model + 1, metric);
                    let same = differences.iter().filter(|difference| **difference == 0.0).count() as f64;
                    let same = same / differences.len() as f64;
                    if (shares[1] - same).abs() > 1e-9 || (shares.iter().sum::<f64>() - 1.0).abs() > 1e-9 {
                        wrong.push(format!("{}: {} is the same in {same}, not {shares:?}", scenario.name, row[0]));
                    }
                }
            }
        }
        // The story that is told by the last tick is all of it; what periods bring adds up to the whole.
        if let Ok(figure) = material.figure(FigureKind::Timeline) {
            let table = figure.table();
            let told: f64 = table.rows.last().unwrap()[1].parse().unwrap();
            let (wanted, error) = mean(Metric::Impressions);
            checked += 1;
            if (told - wanted).abs() > error + 1e-6 * wanted {
                wrong.push(format!("{}: {told} are told by the last tick, not {wanted}", scenario.name));
            }
        }
        if let Ok(figure) = material.figure(FigureKind::Periods) {
            let rows = figure.table().rows;
            let own: Vec<_> = rows.iter().take_while(|row| row[0] == rows[0][0]).collect();
            let metric = if own[0][2] == "net_gain" { Metric::NetLoss } else { own[0][2].parse().unwrap() };
            let sign = if own[0][2] == "net_gain" { -1.0 } else { 1.0 };
            let sum: f64 = own.iter().map(|row| sign * row[3].parse::<f64>().unwrap()).sum();
            let (wanted, error) = mean(metric);
            checked += 1;
            // Who knew in an earlier period is counted once in the whole.
            let adds_up = metric != Metric::Aware || scenario.baseline.network.is_none();
            if adds_up && (sum - wanted).abs() > error + 1e-6 * wanted.abs() {
                wrong.push(format!("{}: the periods have {sum} of {metric}, not {wanted}", scenario.name));
            }
        }
        // What is varied begins at the scenario as it is, which has nobody asked.
        if let Ok(figure) = material.figure(FigureKind::Sweep)
            && scenario.unknowns.is_empty()
        {
            let rows = figure.table().rows;
            let sign = if rows[0][0] == "net_gain" { -1.0 } else { 1.0 };
            let metric = if sign < 0.0 { Metric::NetLoss } else { rows[0][0].parse().unwrap() };
            let (wanted, error) = mean(metric);
            let said: f64 = rows[0][6].parse().unwrap();
            checked += 1;
            // Half as many replicates as the run has, at least: the error is wider by its root.
            if (sign * said - wanted).abs() > 2.5 * error + 1e-6 * wanted.abs() {
                wrong.push(format!("{}: the scenario as it is has {said} of {metric}, not {wanted}", scenario.name));
            }
        }
        // What is said of the mark is counted.
        if let Ok(figure) = material.figure(FigureKind::Distribution) {
            let said = figure.description(language);
            let reached = said.split(": reached in ").nth(1).and_then(|rest| rest.split(' ').next().map(str::to_owned));
            if let Some(part) = reached.filter(|part| !part.contains('<') && !part.contains('>')) {
                let mark: f64 = said.split(": reached in ").next().and_then(|start| numbers_in(start).pop()).unwrap();
                let wanted = values.iter().filter(|value| **value >= mark).count() as f64 / values.len() as f64;
                let part: f64 = part.trim_end_matches('%').parse().unwrap();
                checked += 1;
                if (100.0 * wanted - part).abs() > 0.501 {
                    wrong.push(format!("{}: {mark} is reached in {wanted}, not {part} %", scenario.name));
                }
            }
        }
    }
    assert!(checked > 150, "{checked}");
    assert!(wrong.is_empty(), "{} of {checked}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_heavy_tail_is_counted_not_read_off_a_bin() {
    let heavy = DRAWN.iter().find(|drawn| drawn.scenario.name == "heavy").unwrap();
    let (cancel, along) = (AtomicBool::new(false), along());
    let material = Material { along: &along, ..Material::new(&heavy.scenario, &heavy.numbers, Language::En, &cancel) };
    let values = heavy.raw.values(0, Metric::Aware);
    let reached = values.iter().filter(|value| **value >= 317.0).count() as f64 / values.len() as f64;
    assert!((0.1..0.2).contains(&reached), "{reached}");
    let wanted = format!("317: reached in {:.0}% of the cases", 100.0 * reached);
    let figure = material.figure(FigureKind::Distribution).unwrap();
    assert!(figure.description(Language::En).contains(&wanted), "{}", figure.description(Language::En));
    let canvas = compose(figure.as_ref(), &About::of(&material), Page::Wide, Language::En);
    assert!(canvas.labels().any(|label| label.text.contains("logarithmic scale")));
}
