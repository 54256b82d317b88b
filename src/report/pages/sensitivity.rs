use super::amount::amount;
use super::arithmetic::Labels;
use super::money::labelled;
use super::page::{Entry, Grid, Head, Page};
use super::parameter;
use crate::experiment::{Factor, IndexMethod, MetricSensitivity, TornadoBar};
use crate::scenario::ParameterName;
use crate::stats::Estimate;
use crate::vocabulary::{Language, capital, format_percent};

/// Which unknown matters most for one metric: a table of the unknowns, chance and the noise floor, and two sentences.
pub fn sensitivity_page(
    names: &[ParameterName],
    found: &MetricSensitivity,
    labels: Labels<'_>,
    language: Language,
) -> Page {
    let mut page = Page::default();
    page.table(grid(names, found, labels, language));
    page.sentences(sentences(names, found, labels, language));
    page
}

/// The methods that have a column, where there is any index of theirs.
const SHOWN: [IndexMethod; 5] = [
    IndexMethod::FirstOrder,
    IndexMethod::DesignFirst,
    IndexMethod::Total,
    IndexMethod::Shapley,
    IndexMethod::RankCorrelation,
];

fn head(method: IndexMethod, language: Language) -> &'static str {
    match method {
        IndexMethod::FirstOrder | IndexMethod::DesignFirst => {
            language.pick("alone it makes\nof the spread", "part de la\ndispersion, seule")
        }
        IndexMethod::Total => language.pick("it has a part in", "part avec\nles autres"),
        IndexMethod::Shapley => language.pick("its share\n(Shapley)", "part\n(Shapley)"),
        IndexMethod::RankCorrelation => language.pick("rank\ncorrelation", "corrélation\ndes rangs"),
    }
}

fn grid(names: &[ParameterName], found: &MetricSensitivity, labels: Labels<'_>, language: Language) -> Grid {
    let label = labelled(found.metric, labels.currency, labels.period, language);
    let mut columns = vec![
        Head::words(language.pick("unknown", "inconnue")),
        Head::number(language.pick("from\n(p10)", "de\n(p10)")),
        Head::number(language.pick("to\n(p90)", "à\n(p90)")),
        Head::number(match language {
            Language::En => format!("{label}\nfrom"),
            Language::Fr => format!("{label}\nde"),
        }),
        Head::number(language.pick("to", "à")),
    ];
    // By a design there are first-order indices of its own; the dummy's by ranks then stand in the same column.
    let is_designed = found.indices.iter().any(|index| index.method == IndexMethod::DesignFirst);
    let methods: Vec<IndexMethod> = SHOWN
        .into_iter()
        .filter(|&method| found.indices.iter().any(|index| index.method == method))
        .filter(|&method| !is_designed || method != IndexMethod::FirstOrder)
        .collect();
    columns.extend(methods.iter().map(|&method| Head::number(head(method, language))));
    let cells = |factor: Factor| {
        methods.iter().map(move |&method| {
            let same = |own: IndexMethod| own.name() == method.name();
            let index = found.indices.iter().find(|index| index.factor == factor && same(index.method));
            index.map_or(Entry::Blank, |index| shown(index.estimate, method, language))
        })
    };
    let mut rows: Vec<Vec<Entry>> = Vec::new();
    for bar in &found.tornado {
        let Some(name) = names.get(bar.unknown) else { continue };
        let mut row = vec![Entry::words(name.bare(language))];
        row.extend([bar.low, bar.high].map(|value| parameter::entry(name, value, labels.currency)));
        let error = Some(bar.std_error).filter(|error| *error > 0.0);
        row.extend([bar.at_low, bar.at_high].map(|mean| Entry::known(mean, error)));
        row.extend(cells(Factor::Unknown(bar.unknown)));
        rows.push(row);
    }
    for (factor, name) in [
        (Factor::Chance, language.pick("chance", "le hasard")),
        (Factor::Dummy, language.pick("a number that does nothing", "un nombre sans effet")),
    ] {
        if found.indices.iter().any(|index| index.factor == factor) {
            let mut row = vec![Entry::words(name), Entry::Blank, Entry::Blank, Entry::Blank, Entry::Blank];
            row.extend(cells(factor));
            rows.push(row);
        }
    }
    Grid { columns, rows }
}

/// An index for reading: a share below 0, or one that may be 0, is said to be that.
fn shown(estimate: Estimate, method: IndexMethod, language: Language) -> Entry {
    if method == IndexMethod::RankCorrelation {
        return Entry::Number { value: estimate.value, decimals: 2, unit: None };
    }
    if estimate.value <= 0.0 || estimate.is_within_error_of_0() {
        return Entry::words(language.pick("0 within error", "0 à l’erreur près"));
    }
    let share = estimate.value.min(1.0);
    // Known, or not known at all.
    if !estimate.half_width.is_finite() || estimate.half_width == 0.0 {
        return Entry::Share { share, decimals: usize::from(share < 0.01) };
    }
    // An interval of less than a hundredth is no certainty.
    let decimals = usize::from(share < 0.01 || estimate.half_width < 0.005);
    let [share, half] = [share, estimate.half_width].map(|part| format_percent(part, decimals, language));
    Entry::words(format!("{share} ± {half}"))
}

fn sentences(
    names: &[ParameterName],
    found: &MetricSensitivity,
    labels: Labels<'_>,
    language: Language,
) -> Vec<String> {
    let label = found.metric.label(language);
    let is_share = |method: IndexMethod| {
        matches!(method, IndexMethod::Shapley | IndexMethod::FirstOrder | IndexMethod::DesignFirst)
    };
    let has_shapley = found.indices.iter().any(|index| index.method == IndexMethod::Shapley);
    let of_unknowns = found.indices.iter().filter_map(|index| match index.factor {
        Factor::Unknown(place) if is_share(index.method) => Some((place, index.method, index.estimate)),
        _ => None,
    });
    let best = of_unknowns
        .filter(|(_, method, _)| !has_shapley || *method == IndexMethod::Shapley)
        .max_by(|a, b| a.2.value.total_cmp(&b.2.value));
    let Some((place, method, estimate)) = best else {
        if found.indices.iter().any(|index| index.factor == Factor::Chance && index.estimate.value > 0.0) {
            return vec![match language {
                Language::En => format!("{}: nothing is unknown here, chance makes all of the spread.", capital(label)),
                Language::Fr => {
                    format!("{}\u{202f}: rien n’est inconnu ici, le hasard fait toute la dispersion.", capital(label))
                }
            }];
        }
        return vec![match language {
            Language::En => format!("{}: nothing varies.", capital(label)),
            Language::Fr => format!("{}\u{202f}: rien ne varie.", capital(label)),
        }];
    };
    let mut said = Vec::new();
    if estimate.value <= 0.0 || estimate.is_within_error_of_0() {
        said.push(match language {
            Language::En => format!(
                "{}: no unknown stands out; what each makes of the spread is 0 within error.",
                capital(label)
            ),
            Language::Fr => format!(
                "{}\u{202f}: aucune inconnue ne ressort\u{202f}; la part de chacune dans la dispersion est nulle, à l’erreur près.",
                capital(label)
            ),
        });
    } else {
        let name = names.get(place).map_or("", |name| name.the(language));
        let share = format_percent(estimate.value.min(1.0), 0, language);
        let bar = found.tornado.iter().find(|bar| bar.unknown == place);
        let range = bar.zip(names.get(place));
        let range = range.map_or_else(String::new, |(bar, name)| range_of(name, bar, found, labels, language));
        said.push(match (method, language) {
            (IndexMethod::Shapley, Language::En) => {
                format!("What matters most for {label} is {name}: its share of the spread is {share}{range}.")
            }
            (_, Language::En) => {
                format!("What matters most for {label} is {name}: alone it makes {share} of the spread{range}.")
            }
            (IndexMethod::Shapley, Language::Fr) => format!(
                "{}\u{202f}: {name} compte le plus\u{202f}; sa part de la dispersion est de {share}{range}.",
                capital(label)
            ),
            (_, Language::Fr) => format!(
                "{}\u{202f}: {name} compte le plus\u{202f}; seule, cette inconnue fait {share} de la dispersion{range}.",
                capital(label)
            ),
        });
    }
    let is_chance = |index: &&crate::experiment::FactorIndex| {
        index.factor == Factor::Chance && matches!(index.method, IndexMethod::Total | IndexMethod::Shapley)
    };
    if let Some(chance) = found.indices.iter().find(is_chance) {
        let share = format_percent(chance.estimate.value.clamp(0.0, 1.0), 0, language);
        said.push(match language {
            Language::En => format!("Chance makes {share} of it: no knowledge takes that away."),
            Language::Fr => format!("Le hasard en fait {share}\u{202f}: en savoir plus n’y change rien."),
        });
    }
    said
}

fn range_of(
    name: &ParameterName,
    bar: &TornadoBar,
    found: &MetricSensitivity,
    labels: Labels<'_>,
    language: Language,
) -> String {
    let metric = found.metric;
    let [low, high] = [bar.at_low, bar.at_high].map(|mean| amount(mean, metric, labels, language));
    let [from, to] = [bar.low, bar.high].map(|value| parameter::value(name, value, labels.currency, language));
    match language {
        Language::En => format!("; from {from} to {to} it moves the mean from {low} to {high}"),
        Language::Fr => format!("\u{202f}; de {from} à {to}, la moyenne passe de {low} à {high}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::FactorIndex;
    use crate::vocabulary::Metric;

    fn index(factor: Factor, method: IndexMethod, value: f64, half_width: f64) -> FactorIndex {
        FactorIndex { factor, method, estimate: Estimate { value, half_width } }
    }

    fn found(first: f64) -> MetricSensitivity {
        let bar = TornadoBar { unknown: 0, low: 0.02, high: 0.06, at_low: 5_000.0, at_high: 1_600.0, std_error: 0.0 };
        MetricSensitivity {
            metric: Metric::Aware,
            tornado: vec![bar],
            indices: vec![
                index(Factor::Unknown(0), IndexMethod::FirstOrder, first, 0.05),
                index(Factor::Dummy, IndexMethod::FirstOrder, -0.01, 0.05),
                index(Factor::Chance, IndexMethod::Total, 0.388, 0.01),
            ],
        }
    }

    fn said(found: &MetricSensitivity, language: Language) -> String {
        let labels = Labels { currency: "EUR", period: "month" };
        sensitivity_page(&["voice.rate".into()], found, labels, language)
            .parts
            .iter()
            .map(|part| match part {
                super::super::page::Part::Table(grid) => {
                    let rows =
                        grid.rows.iter().map(|row| row.iter().map(|cell| cell.say(language)).collect::<Vec<_>>());
                    rows.map(|row| row.join("|")).collect::<Vec<_>>().join("\n")
                }
                super::super::page::Part::Sentences(lines) => lines.join("\n"),
                super::super::page::Part::Heading(text) => text.clone(),
            })
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn what_matters_most_is_said_and_what_is_below_0_is_0_within_error() {
        let text = said(&found(0.503), Language::En);
        assert!(text.contains("voice rate|2%|6%|5,000|1,600|50% ± 5%|"), "{text}");
        assert!(text.contains("a number that does nothing|||||0 within error"), "{text}");
        assert!(text.contains("the voice rate: alone it makes 50% of the spread; from 2% to 6%"), "{text}");
        assert!(text.contains("Chance makes 39% of it"), "{text}");
        let text = said(&found(0.503), Language::Fr).replace('\u{202f}', " ");
        assert!(text.contains(" de la dispersion ; de 2 % à 6 %, la moyenne passe de 5 000 à 1 600."), "{text}");
    }

    #[test]
    fn where_nothing_is_unknown_chance_makes_all() {
        let mut known = found(0.0);
        known.tornado.clear();
        known.indices = vec![index(Factor::Chance, IndexMethod::Total, 1.0, 0.0)];
        assert!(said(&known, Language::En).contains("nothing is unknown here, chance makes all of the spread."));
        assert!(said(&known, Language::Fr).contains("le hasard fait toute la dispersion."));
        known.indices.clear();
        assert!(said(&known, Language::En).contains("nothing varies."));
    }

    #[test]
    fn where_nothing_stands_out_that_is_said_in_either_language() {
        assert!(said(&found(0.01), Language::En).contains("no unknown stands out"));
        assert!(said(&found(-0.01), Language::Fr).contains("aucune inconnue ne ressort"));
    }
}
