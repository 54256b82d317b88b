use super::figure::PERIOD;
use super::{About, Figure, wording};
use crate::experiment::BASELINE;
use crate::figure::{Canvas, Caption, Page, clean, frame, isolate};
use crate::text;
use crate::vocabulary::{Language, format_count};

/// The whole page: title, drawing and footer.
pub fn compose(figure: &dyn Figure, about: &About, page: Page, language: Language) -> Canvas {
    let about = &figure.about(about.clone(), language);
    let mut canvas = Canvas::new(page, language.code());
    let finding = figure.finding(language);
    canvas.title = clean(&finding);
    canvas.description = figure.description(language);
    canvas.constants = figure.constants(language);
    let mut measure = figure.measure(language);
    if let Some(left_out) = figure.left_out(language) {
        canvas.description = format!("{} {}.", canvas.description, crate::vocabulary::capital(&left_out));
        measure = format!("{measure}{}{left_out}", language.pick("; ", "\u{202f}; "));
    }
    let caption = Caption {
        kicker: clean(&about.title),
        title: finding,
        subtitle: subtitle(&measure, &about.period, language),
        footer: footer(about, figure, language),
        source: source(about, language),
    };
    let room = frame(&mut canvas, &caption);
    figure.draw(&mut canvas, room, language);
    canvas
}

/// What is shown, with the period in its place.
fn subtitle(measure: &str, period: &str, language: Language) -> String {
    let period = wording::per_period(period, language);
    let period = if period.is_empty() { period } else { format!(", {period}") };
    measure.replace(PERIOD, &period)
}

fn footer(about: &About, figure: &dyn Figure, language: Language) -> Vec<String> {
    let variant = if about.variant == BASELINE { language.pick(BASELINE, "référence") } else { &about.variant };
    let mut parts = vec![isolate(&about.scenario), isolate(variant)];
    match (about.replicates, about.whole) {
        (Some(replicates), Some(whole)) => {
            let replicates = format_count(replicates, language);
            let whole = wording::nouns::REPLICATES.counted(whole, language);
            parts.push(
                text!("a part: {replicates} of {whole}", "une partie : {replicates} sur {whole}").into_string(language),
            );
        }
        (Some(replicates), None) => parts.push(wording::nouns::REPLICATES.counted(replicates, language)),
        _ => {}
    }
    if let Some(seed) = about.seed {
        parts.push(format!("{} {seed}", language.pick("seed", "graine")));
    }
    if figure.is_by_formula() {
        parts.push(language.pick("exact means, by formula", "moyennes exactes, par la formule").to_owned());
    }
    parts.extend(figure.note(about, language));
    parts.push(concat!("rumeur ", env!("CARGO_PKG_VERSION")).to_owned());
    parts.retain(|part| !part.is_empty());
    parts
}

fn source(about: &About, language: Language) -> String {
    match clean(&about.source) {
        text if text.is_empty() => text,
        text => format!("{}{}", language.pick("Source: ", "Source\u{202f}: "), isolate(&text)),
    }
}
