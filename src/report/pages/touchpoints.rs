use super::page::{Entry, Grid, Head, Page};
use crate::model::{Combine, ServiceGap, TouchpointGap};
use crate::scenario::Scenario;
use crate::vocabulary::{Language, NARROW_NO_BREAK_SPACE, format_number, format_percent};

/// Touchpoint by touchpoint: how many are let down and how angry they are; below, all of them together.
///
/// `scenario` knows what to call them.
pub fn touchpoints(scenario: &Scenario, gap: &ServiceGap, served: u64, language: Language) -> Page {
    let by_worst = gap.service().combine == Combine::Any;
    let heads = match language {
        Language::En => ["let down\nhere", "customers", "indignation"],
        Language::Fr => ["déçus à ce\npoint", "clients", "indignation"],
    };
    let first = Head::words(language.pick("touchpoint", "point de contact"));
    let mut columns: Vec<Head> = std::iter::once(first).chain(heads.map(Head::number)).collect();
    if by_worst {
        columns.push(Head::number(language.pick("share of the\nworst gaps", "part des\npires écarts")));
    }
    let rows = gap
        .touchpoints()
        .iter()
        .map(|touchpoint| row(scenario.touchpoint_title(&touchpoint.name, language), touchpoint, served))
        .collect();
    let mut page = Page::default();
    page.table(Grid { columns, rows });
    page.sentences([together(gap, served, language)]);
    page
}

fn row(name: String, touchpoint: &TouchpointGap, served: u64) -> Vec<Entry> {
    let number = |value, decimals| Entry::Number { value, decimals, unit: None };
    let mut cells = vec![
        Entry::Words(name),
        Entry::Share { share: touchpoint.let_down, decimals: 1 },
        number(touchpoint.let_down * served as f64, 1),
        number(touchpoint.indignation, 3),
    ];
    cells.extend(touchpoint.worst.map(|worst| Entry::Share { share: worst.share, decimals: 1 }));
    cells
}

fn together(gap: &ServiceGap, served: u64, language: Language) -> String {
    let share = |share| format_percent(share, 1, language);
    let let_down = share(gap.let_down().get());
    let customers = format_number(gap.let_down().get() * served as f64, 1, language);
    let indignation = format_number(gap.indignation(), 3, language);
    let (satisfied, indifferent) = (share(gap.satisfied().get()), share(gap.indifferent().get()));
    let decides = match (gap.service().combine, language) {
        (Combine::Any, Language::En) => "by the worst gap",
        (Combine::Any, Language::Fr) => "par le pire écart",
        (Combine::Mean, Language::En) => "by the mean gap",
        (Combine::Mean, Language::Fr) => "par l’écart moyen",
    };
    let space = NARROW_NO_BREAK_SPACE;
    match language {
        Language::En => format!(
            "let down {decides}: {let_down} or {customers} customers, mean indignation {indignation}; satisfied \
             {satisfied}, indifferent {indifferent}"
        ),
        Language::Fr => format!(
            "insatisfaits {decides}{space}: {let_down} soit {customers} clients, indignation moyenne {indignation}{space}; \
             satisfaits {satisfied}, indifférents {indifferent}"
        ),
    }
}
