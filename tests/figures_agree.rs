//! What figures show is what the run says: over the unknowns, over several periods, by formula where the run decides by it,
//! and one number for one thing on all of them.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use rumeur::ensemble::Control;
use rumeur::experiment::{BASELINE, Experiment, Results, over_unknowns};
use rumeur::figure::Page;
use rumeur::model::Effects;
use rumeur::report::figures::{About, FigureKind, FigureTable, Material, Numbers, TableFiles, compose};
use rumeur::report::tables::{BREAK_EVEN, comparison_rows};
use rumeur::scenario::{Overrides, Scenario, load, load_preset, load_text};
use rumeur::vocabulary::{Language, Metric, Outcome};

/// Two numbers are unknown.
const UNKNOWN: &str = "[customers]\ndissatisfied = 1_000\n[voice]\nrate = 0.1\n[recovery]\nrate = 0.5\n\
    [silent]\nstays = 0.4\naudience = 3\n[unresolved]\nstays = 0.3\n[recovered]\nstays = 0.9\n\
    [damage]\ncustomer_value = 100\n[run]\nreplicates = 200\n[uncertainty]\n\
    \"silent.stays\" = { triangular = [0.0, 0.1, 1.0] }\n\
    \"damage.customer_value\" = { interval = [120.0, 460.0], shape = \"lognormal\" }\n";

fn scenario(text: &str) -> Scenario {
    load_text(text.as_bytes(), "test.toml", "test", &Overrides::default()).unwrap()
}

fn of_file(name: &str, replicates: u64) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(format!("{name}.toml"));
    load(&path, name, &Overrides { replicates: Some(replicates), ..Overrides::default() }).unwrap()
}

fn run(scenario: &Scenario) -> Results {
    let control = Control { cancel: &AtomicBool::new(false), progress: &|_| {} };
    Experiment::new(scenario).unwrap().run(&mut [], &control).unwrap()
}

/// The numbers of a figure, its title, its description and its small print.
struct Drawn {
    table: FigureTable,
    title: String,
    description: String,
    print: String,
}

fn draw(scenario: &Scenario, results: &Results, kind: FigureKind) -> Drawn {
    let numbers = Numbers::read(&TableFiles::of(scenario, results).unwrap(), &scenario.name, BASELINE).unwrap();
    let cancel = AtomicBool::new(false);
    let material = Material::new(scenario, &numbers, Language::En, &cancel);
    let figure = material.figure(kind).unwrap();
    let canvas = compose(figure.as_ref(), &About::of(&material), Page::Wide, Language::En);
    Drawn {
        table: figure.table(),
        title: figure.finding(Language::En),
        description: figure.description(Language::En),
        print: rumeur::figure::to_svg(&canvas, rumeur::figure::Lettering::Text),
    }
}

impl Drawn {
    fn column(&self, name: &str) -> usize {
        self.table.columns.iter().position(|column| *column == name).unwrap()
    }

    /// The number in a column of the row that begins with `row`.
    fn number(&self, row: &str, column: &str) -> f64 {
        let own = self.table.rows.iter().find(|own| own[0] == row).unwrap_or_else(|| panic!("{row}"));
        own[self.column(column)].parse().unwrap()
    }

    fn is_by_formula(&self) -> bool {
        self.print.contains("exact means, by formula")
    }
}

fn is_near(value: f64, wanted: f64, tolerance: f64) -> bool {
    (value - wanted).abs() <= tolerance * wanted.abs()
}

#[test]
fn with_unknowns_money_is_the_mean_over_them_and_not_at_their_best_guess() {
    let scenario = scenario(UNKNOWN);
    let results = run(&scenario);
    let expected = results.expected(0, Metric::RevenueLost).unwrap();
    let money = draw(&scenario, &results, FigureKind::Money);
    assert!(money.is_by_formula());
    let drawn = money.number("complained_lost", "money") + money.number("silent_lost", "money");
    assert!(is_near(drawn, expected, 1e-6), "{drawn} {expected}");
    // The mean of a product of two that are independent.
    let mean = |of: &dyn Fn(&rumeur::model::Parameters) -> f64| {
        over_unknowns(&scenario, BASELINE, &|model| Some(vec![of(model.parameters())])).unwrap().means[0]
    };
    let value = mean(&|parameters| parameters.damage.customer_value);
    let leaves = 1.0 - mean(&|parameters| parameters.telling(Outcome::Silent).stays.get());
    assert!((value - 252.0).abs() < 20.0, "the median is 235: {value}");
    assert!(is_near(money.number("silent_lost", "money"), 900.0 * leaves * value, 1e-5));
    let voice = draw(&scenario, &results, FigureKind::Voice);
    assert!(voice.is_by_formula());
    assert!(is_near(voice.number("0", "silent"), leaves * value, 1e-5));
    for kind in [FigureKind::Iceberg, FigureKind::People, FigureKind::Waterfall] {
        assert!(draw(&scenario, &results, kind).is_by_formula(), "{kind}");
    }
}

#[test]
fn with_more_unknowns_than_a_formula_takes_figures_show_what_the_run_drew_and_say_so() {
    let scenario = scenario(&format!("{UNKNOWN}\"recovery.rate\" = {{ beta = {{ a = 2, b = 8 }} }}\n"));
    let results = run(&scenario);
    let drawn = results.ensemble.models[0].metric(Metric::RevenueLost).unwrap().mean;
    let money = draw(&scenario, &results, FigureKind::Money);
    assert!(!money.is_by_formula());
    let said = money.number("complained_lost", "money") + money.number("silent_lost", "money");
    assert!(is_near(said, drawn, 1e-9), "{said} {drawn}");
    let voice = draw(&scenario, &results, FigureKind::Voice);
    assert!(!voice.is_by_formula() && voice.print.contains("means of 1,000 values of the unknowns"));
    // At the best guess it would be 0.6 x 100; drawn it is near E(leaves) E(value).
    let best = Effects::new(&scenario.baseline).unwrap().unwrap().of(Outcome::Silent).net_loss();
    assert!(voice.number("0", "silent") > 2.0 * best);
    let sweep = draw(&scenario, &results, FigureKind::Sweep);
    assert!(sweep.print.contains("at the best guess of what is unknown"));
    let overlap = draw(&scenario, &results, FigureKind::Overlap);
    assert!(overlap.print.contains("at the best guess of what is unknown"));
}

#[test]
fn over_several_periods_those_served_are_those_of_all_of_them() {
    let scenario = of_file("year-with-a-campaign", 50);
    let results = run(&scenario);
    let money = draw(&scenario, &results, FigureKind::Money);
    let served: f64 = (0..12).map(|period| results.expected_served(0, period).unwrap()).sum();
    assert!(served > 11_000.0);
    assert!(is_near(money.number("served", "customers"), served, 1e-9));
    let problem_rate = money.number("let_down", "customers") / money.number("served", "customers");
    assert!((problem_rate - 0.08).abs() < 1e-9, "{problem_rate}");
    // Discounted, as the run says it.
    let worth = money.number("complained_lost", "money") + money.number("silent_lost", "money");
    assert!(is_near(worth, results.expected(0, Metric::RevenueLost).unwrap(), 1e-9));
}

/// The whole numbers of a sentence, commas taken out.
fn numbers_in(sentence: &str) -> Vec<i64> {
    let plain: String = sentence.replace(',', "");
    let words = plain.split(|character: char| !character.is_ascii_digit());
    words.filter_map(|word| word.parse().ok()).collect()
}

#[test]
fn one_thing_has_one_number_on_every_figure_and_parts_add_up() {
    for name in ["hotel", "learning-firm", "one-complaint"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(format!("{name}.toml"));
        if !path.is_file() {
            continue;
        }
        let scenario = of_file(name, 50);
        let results = run(&scenario);
        let title = |kind| numbers_in(&draw(&scenario, &results, kind).title);
        let &[complaints, silent, heard] = &title(FigureKind::Iceberg)[..] else { panic!("{name}") };
        let people = title(FigureKind::People);
        assert_eq!(people, [complaints + silent + heard, complaints], "{name}");
        assert_eq!(title(FigureKind::Waterfall), [people[0], complaints + silent, heard], "{name}");
        let cascade = draw(&scenario, &results, FigureKind::Cascade);
        if cascade.title.starts_with("One case") {
            continue;
        }
        assert_eq!(numbers_in(&cascade.title), [complaints + silent, heard], "{name}");
        let flow = numbers_in(&cascade.description);
        assert_eq!(flow[0], complaints + silent, "{name}: {}", cascade.description);
        if let Some(lost) = results.expected(0, Metric::CustomersLost) {
            let money = draw(&scenario, &results, FigureKind::Money);
            let ends = numbers_in(&money.description);
            assert_eq!([ends[0] + ends[1], ends[2] + ends[3]], [complaints, silent], "{name}");
            assert_eq!((ends[1] + ends[3]) as f64, lost.round(), "{name}");
        }
    }
}

#[test]
fn the_title_of_the_money_gives_those_who_said_nothing_what_is_theirs() {
    let scenario = of_file("hotel", 50);
    let results = run(&scenario);
    let money = draw(&scenario, &results, FigureKind::Money);
    let silent = money.number("silent_lost", "money").round();
    assert_eq!(numbers_in(&money.title).last().copied(), Some(silent as i64), "{}", money.title);
}

#[test]
fn a_comparison_and_a_break_even_are_by_formula_where_the_run_decides_by_it() {
    let scenario = scenario(&format!(
        "{UNKNOWN}[variants.ask]\nset = {{ \"recovery.rate\" = 0.8, \"damage.fixed_cost\" = 500.0 }}\n"
    ));
    let results = run(&scenario);
    let mean = |place| results.expected(place, Metric::NetLoss).unwrap();
    let comparison = draw(&scenario, &results, FigureKind::Comparison);
    assert!(comparison.is_by_formula());
    assert!(is_near(comparison.number("ask", "baseline_mean"), mean(0), 1e-9));
    assert!(is_near(comparison.number("ask", "difference"), mean(1) - mean(0), 1e-9));
    let even = draw(&scenario, &results, FigureKind::BreakEven);
    assert!(even.is_by_formula());
    assert!(is_near(even.number("ask", "costs"), 500.0, 1e-9));
    assert!(is_near(even.number("ask", "saves"), 500.0 + mean(0) - mean(1), 1e-9));
}

#[test]
fn what_asking_costs_is_what_a_measure_costs() {
    let scenario = scenario(
        "[customers]\nserved = 1_000\nproblem_rate = 0.1\n[voice]\nrate = 0.05\nadmits = 0.5\n[recovery]\nrate = 0.8\n\
         [silent]\nstays = 0.3\n[unresolved]\nstays = 0.2\n[recovered]\nstays = 0.9\n[damage]\ncustomer_value = 100\n\
         asking_cost = 1.5\n[run]\nreplicates = 200\n[variants.ask]\nset = { \"voice.asked\" = 0.5 }\n",
    );
    let results = run(&scenario);
    let even = draw(&scenario, &results, FigureKind::BreakEven);
    assert!(is_near(even.number("ask", "costs"), 750.0, 1e-12));
    let gain = results.expected(0, Metric::NetLoss).unwrap() - results.expected(1, Metric::NetLoss).unwrap();
    assert!(is_near(even.number("ask", "saves"), 750.0 + gain, 1e-9));
    assert!(even.title.contains("asking included"), "{}", even.title);
}

/// Two identical variants of ten periods, by `set` and by `[[change]]`.
const TWICE: &str = "period = \"month\"\n[customers]\nserved = 1000\nproblem_rate = 0.1\n[voice]\nrate = 0.2\n\
    [recovery]\nrate = 0.5\n[silent]\nstays = 0.5\naudience = 4\n[unresolved]\nstays = 0.4\naudience = 6\n\
    [recovered]\nstays = 0.9\naudience = 2\n[damage]\ncustomer_value = 100\n[run]\nreplicates = 300\n\
    [variants.set]\nset = { \"recovery.rate\" = 0.8, \"damage.fixed_cost\" = 100.0 }\n\
    [[variants.change.change]]\nfrom = 1\nset = { \"recovery.rate\" = 0.8, \"damage.fixed_cost\" = 100.0 }\n";

/// What `comparison.csv` says a variant may cost.
fn may_cost(scenario: &Scenario, results: &Results, variant: &str) -> f64 {
    let row = comparison_rows(scenario, results).find(|row| row.variant == variant && row.metric == BREAK_EVEN);
    row.unwrap().difference.unwrap().difference
}

#[test]
fn a_measure_costs_all_its_periods_however_it_is_set() {
    for learning in [0.0, 0.1] {
        let periods = format!("[periods]\ncount = 10\narrivals = 47\nlearning = {learning}\n");
        let scenario = scenario(&TWICE.replace("[run]", &format!("{periods}[run]")));
        let results = run(&scenario);
        let even = draw(&scenario, &results, FigureKind::BreakEven);
        for (place, variant) in ["set", "change"].into_iter().enumerate() {
            assert!(is_near(even.number(variant, "costs"), 1_000.0, 1e-9), "{variant}");
            let net = -results.ensemble.comparisons[place].metric(Metric::NetLoss).unwrap().difference;
            assert!(is_near(may_cost(&scenario, &results, variant), net + 1_000.0, 1e-9), "{variant}");
            let saves = results.expected(0, Metric::NetLoss).zip(results.expected(place + 1, Metric::NetLoss));
            let net = saves.map_or(net, |(baseline, own)| baseline - own);
            assert!(is_near(even.number(variant, "saves"), net + 1_000.0, 1e-9), "{variant}");
        }
        assert_eq!(may_cost(&scenario, &results, "set"), may_cost(&scenario, &results, "change"));
    }
}

#[test]
fn what_asking_costs_is_part_of_what_a_measure_may_cost_even_where_a_firm_learns() {
    let text = TWICE.replace("customer_value = 100\n", "customer_value = 100\nasking_cost = 1.0\n").replace(
        "set = { \"recovery.rate\" = 0.8, \"damage.fixed_cost\" = 100.0 }",
        "set = { \"voice.asked\" = 1.0, \"voice.admits\" = 0.4 }",
    );
    let once = scenario(&text.replace("[[variants.change.change]]\nfrom = 1\n", "[variants.change]\n"));
    let results = run(&once);
    let net = -results.ensemble.comparisons[0].metric(Metric::NetLoss).unwrap().difference;
    assert!(is_near(may_cost(&once, &results, "set"), net + 1_000.0, 1e-9));
    let learns = "[periods]\ncount = 6\ndiscount = 0.02\narrivals = 20\nlearning = 0.5\n[run]";
    let learns = scenario(&text.replace("[run]", learns));
    let results = run(&learns);
    let served = results.ensemble.models[1].periods.iter().map(|period| period.served.as_ref().unwrap().mean);
    let asked: f64 = served.zip(0..).map(|(served, period)| served / 1.02_f64.powi(period)).sum();
    let even = draw(&learns, &results, FigureKind::BreakEven);
    assert!(asked > 5_000.0 && is_near(even.number("set", "costs"), asked, 1e-6), "{asked}");
    assert!(is_near(even.number("set", "saves"), may_cost(&learns, &results, "set"), 1e-9));
    let voice = draw(&learns, &results, FigureKind::Voice);
    assert!(voice.title.starts_with("Within one period, "), "{}", voice.title);
    assert!(voice.print.contains("what the firm learns"), "the small print says what is left out");
}

#[test]
fn quantiles_of_a_known_law_are_by_formula_on_figures() {
    let scenario = load_preset("classic-317", &Overrides { replicates: Some(2_000), ..Overrides::default() }).unwrap();
    let results = run(&scenario);
    let law = results.models[0].model.exact_law(Metric::Aware).unwrap();
    let quantiles = law.quantiles(&[0.5, 0.9]);
    assert_eq!(quantiles, [219.0, 738.0]);
    let numbers = Numbers::read(&TableFiles::of(&scenario, &results).unwrap(), &scenario.name, BASELINE).unwrap();
    let aware = numbers.metric(Metric::Aware).unwrap();
    assert_eq!([aware.p50, aware.p90], [219.0, 738.0]);
    let title = draw(&scenario, &results, FigureKind::Distribution).title;
    assert!(title.contains("stay at 219 or below") && title.contains("reaches 738"), "{title}");
    let rare = draw(&scenario, &results, FigureKind::Exceedance).title;
    assert!(rare.contains("one case in ten reaches 738"), "{rare}");
}
