//! Every kind of figure, on every page, in both languages, with numbers and names that nobody would expect.

mod samples;

use std::sync::atomic::AtomicBool;

use rumeur::ensemble::Control;
use rumeur::experiment::{BASELINE, Experiment};
use rumeur::figure::{Lettering, Page, Weight, to_svg};
use rumeur::report::Dialect;
use rumeur::report::figures::{About, Figure, FigureError, FigureKind, Material, Numbers, TableFiles, compose};
use rumeur::scenario::{Overrides, load_text};
use rumeur::vocabulary::Language;

/// Draws a figure everywhere and looks for what cannot be read.
fn check(name: &str, figure: &dyn Fn(Language) -> Box<dyn Figure>, about: &dyn Fn(Language) -> About) -> Vec<String> {
    let mut faults = Vec::new();
    for language in Language::ALL {
        let figure = figure(language);
        for page in Page::ALL {
            let canvas = compose(figure.as_ref(), &about(language), page, language);
            let context = format!("{name}, {}, {language}, {}", figure.kind(), page.name());
            faults.extend(canvas.faults().iter().map(|fault| format!("{context}: {fault:?}")));
            let svg = to_svg(&canvas, Lettering::Text);
            let document = roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("{context}: {error}"));
            let texts = document
                .descendants()
                .filter(|node| node.has_tag_name("text") && node.attribute("aria-hidden").is_none())
                .count();
            assert_eq!(texts, canvas.labels().count(), "{context}");
            assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{context}");
            for tag in ["title", "desc"] {
                let text = document.descendants().find(|node| node.has_tag_name(tag)).and_then(|node| node.text());
                assert!(text.is_some_and(|text| text.len() > 5), "{context}: {tag}");
            }
        }
        let csv = figure.table().to_csv(Dialect::Standard).unwrap();
        let mut reader = csv::Reader::from_reader(csv.as_slice());
        assert!(reader.records().all(|record| record.is_ok()), "{name} {}", figure.kind());
    }
    faults
}

fn check_all(name: &str, figures: &dyn Fn(Language) -> Vec<Box<dyn Figure>>, about: &dyn Fn(Language) -> About) {
    let all = 0..figures(Language::En).len();
    let faults: Vec<String> =
        all.flat_map(|index| check(name, &|language| figures(language).swap_remove(index), about)).collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_gallery_has_every_kind() {
    let kinds: Vec<FigureKind> = samples::gallery(Language::En).iter().map(|figure| figure.kind()).collect();
    assert_eq!(kinds, FigureKind::ALL);
}

#[test]
fn every_kind_can_be_read_in_both_languages_and_on_both_pages() {
    check_all("gallery", &samples::gallery, &samples::about);
}

/// Whether a text has the dotted path of a parameter in it.
fn has_path(text: &str) -> bool {
    let letters = |part: &str, end: bool| {
        let next = if end { part.chars().next_back() } else { part.chars().next() };
        next.is_some_and(|letter| letter.is_ascii_lowercase() || letter == '_')
    };
    text.match_indices('.').any(|(place, _)| letters(&text[..place], true) && letters(&text[place + 1..], false))
}

#[test]
fn no_title_and_no_row_has_a_path_but_in_small_letters() {
    const KINDS: [FigureKind; 7] = [
        FigureKind::Tornado,
        FigureKind::Sweep,
        FigureKind::Variance,
        FigureKind::Worth,
        FigureKind::Timeline,
        FigureKind::Periods,
        FigureKind::Fit,
    ];
    assert!(has_path("from voice.asked = 0.5 on") && !has_path("from 0.5. Then 1,000 EUR."));
    let mut paths = 0;
    for language in Language::ALL {
        let figures = samples::gallery(language).into_iter().chain(samples::counted(5, language));
        for figure in figures.filter(|figure| KINDS.contains(&figure.kind())) {
            let kind = figure.kind();
            for said in [figure.finding(language), figure.measure(language), figure.description(language)] {
                assert!(!has_path(&said), "{kind}, {language}: {said}");
            }
            for page in Page::ALL {
                let canvas = compose(figure.as_ref(), &samples::about(language), page, language);
                for label in canvas.labels().filter(|label| has_path(&label.said())) {
                    let is_small = label.size <= 15.0 && label.weight == Weight::Regular;
                    assert!(is_small, "{kind}, {language}: {}", label.said());
                    paths += 1;
                }
            }
        }
    }
    assert!(paths > 30, "what is typed stands beside its name: {paths}");
}

#[test]
fn titles_and_names_from_outside_break_nothing() {
    check_all("hostile names", &samples::hostile, &samples::hostile_about);
}

#[test]
fn numbers_from_nothing_to_a_trillion_break_nothing() {
    for scale in [0.0, 1e-6, 1.0, 37.0, 1e3, 123_456.0, 1e9, 1e12] {
        check_all(&format!("scale {scale}"), &|language| samples::scaled(scale, language), &samples::about);
    }
}

#[test]
fn few_and_many_things_break_nothing() {
    for count in [0, 1, 2, 3, 5, 8, 13, 40] {
        check_all(&format!("{count} things"), &|language| samples::counted(count, language), &samples::about);
    }
}

#[test]
fn equal_numbers_yield_equal_bytes() {
    let draw = || {
        let figures = samples::gallery(Language::Fr);
        figures
            .iter()
            .map(|figure| {
                to_svg(
                    &compose(figure.as_ref(), &samples::about(Language::Fr), Page::A4, Language::Fr),
                    Lettering::Text,
                )
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(draw(), draw());
}

/// A scenario that wants to break the page, with so many people.
fn hostile_scenario(customers: &str) -> String {
    let title =
        samples::HOSTILE.replace('\\', "").replace('"', "\\\"").replace('\u{0}', "").replace('\u{202e}', "\\u202e");
    format!(
        "title = \"{title}\"\nsource = \"{title}\"\n[customers]\n{customers}\n[voice]\nrate = 0.1\n\
         [silent]\ngroups.\"שלום\" = {{ share = 1, audience = 3 }}\ngroups.\"a very long name that goes on and on and on and on\" = \
         {{ share = 2, audience = 10 }}\n[retelling]\nrate = 0.2\naudience = 2\ngenerations = 4\n[damage]\ncustomer_value = 1e6\n\
         [run]\nreplicates = 200\nmax_people = 1_000_000_000_000_000\n\
         [variants.v]\ntitle = \"{title}\"\nset = {{ \"recovery.rate\" = 0.5 }}\n"
    )
}

#[test]
fn a_hostile_scenario_breaks_no_figure() {
    for customers in
        ["dissatisfied = 1", "dissatisfied = 0", "dissatisfied = 1_000_000_000_000", "served = 30\nproblem_rate = 0.5"]
    {
        let text = hostile_scenario(customers);
        let scenario = load_text(text.as_bytes(), "hostile.toml", "hostile", &Overrides::default()).unwrap();
        let control = Control { cancel: &AtomicBool::new(false), progress: &|_| {} };
        let results = Experiment::new(&scenario).unwrap().run(&mut [], &control).unwrap();
        let numbers = Numbers::read(&TableFiles::of(&scenario, &results).unwrap(), "hostile", BASELINE).unwrap();
        for language in Language::ALL {
            let cancel = AtomicBool::new(false);
            let material = Material::new(&scenario, &numbers, language, &cancel);
            for kind in FigureKind::ALL {
                let figure = match material.figure(kind) {
                    Ok(figure) => figure,
                    Err(FigureError::Nothing(..)) => continue,
                    Err(error) => panic!("{customers}, {kind}: {error}"),
                };
                for page in Page::ALL {
                    let canvas = compose(figure.as_ref(), &About::of(&material), page, language);
                    assert_eq!(canvas.faults(), [], "{customers}, {kind}, {language}, {}", page.name());
                    assert!(roxmltree::Document::parse(&to_svg(&canvas, Lettering::Text)).is_ok());
                }
            }
        }
    }
}
