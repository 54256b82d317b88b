use rumeur::model::{Combine, ServiceGap, TouchpointGap};
use rumeur::vocabulary::{Language, format_number, format_percent};

use super::plain_table::plain_table;

/// Touchpoint by touchpoint: how many are let down and how angry they are; below, all of them together.
pub(super) fn touchpoints(gap: &ServiceGap, served: u64, language: Language) -> String {
    let by_worst = gap.service().combine == Combine::Any;
    let mut headers = match language {
        Language::En => vec!["touchpoint", "let down here", "customers", "indignation"],
        Language::Fr => vec!["point de contact", "déçus ici", "clients", "indignation"],
    };
    if by_worst {
        headers.push(language.pick("their worst", "leur pire"));
    }
    let mut table = plain_table(headers, 1);
    for touchpoint in gap.touchpoints() {
        table.add_row(row(&touchpoint, served, language));
    }
    format!("{}\n{}", table.trim_fmt(), together(gap, served, language))
}

fn row(touchpoint: &TouchpointGap, served: u64, language: Language) -> Vec<String> {
    let mut cells = vec![
        touchpoint.name.clone(),
        format_percent(touchpoint.let_down, 1, language),
        format_number(touchpoint.let_down * served as f64, 1, language),
        format_number(touchpoint.indignation, 3, language),
    ];
    cells.extend(touchpoint.worst.map(|worst| format_percent(worst.share, 1, language)));
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
        (Combine::Mean, Language::Fr) => "par l'écart moyen",
    };
    match language {
        Language::En => format!(
            "let down {decides}: {let_down} or {customers} customers, mean indignation {indignation}; satisfied \
             {satisfied}, indifferent {indifferent}"
        ),
        Language::Fr => format!(
            "déçus {decides}\u{a0}: {let_down} soit {customers} clients, indignation moyenne {indignation}\u{a0}; \
             satisfaits {satisfied}, indifférents {indifferent}"
        ),
    }
}
