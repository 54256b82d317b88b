//! Every kind of figure, on every page, in both languages, with numbers and names that nobody would expect.

mod samples;

use rumeur::figure::{Page, to_svg};
use rumeur::report::figures::{About, Figure, Kind, compose};
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
            let svg = to_svg(&canvas);
            let document = roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("{context}: {error}"));
            let texts = document.descendants().filter(|node| node.has_tag_name("text")).count();
            assert_eq!(texts, canvas.labels().count(), "{context}");
            assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{context}");
            for tag in ["title", "desc"] {
                let text = document.descendants().find(|node| node.has_tag_name(tag)).and_then(|node| node.text());
                assert!(text.is_some_and(|text| text.len() > 5), "{context}: {tag}");
            }
        }
        let csv = figure.table().to_csv().unwrap();
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
    let kinds: Vec<Kind> = samples::gallery(Language::En).iter().map(|figure| figure.kind()).collect();
    assert_eq!(kinds, Kind::ALL);
}

#[test]
fn every_kind_can_be_read_in_both_languages_and_on_both_pages() {
    check_all("gallery", &samples::gallery, &samples::about);
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
            .map(|figure| to_svg(&compose(figure.as_ref(), &samples::about(Language::Fr), Page::A4, Language::Fr)))
            .collect::<Vec<_>>()
    };
    assert_eq!(draw(), draw());
}
