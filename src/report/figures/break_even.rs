use super::wording::{Ticks, cell, money, per_period, short};
use super::{Figure, FigureError, FigureKind, FigureTable, Material};
use crate::figure::{Axis, Canvas, Colour, Label, Paint, Rect, Weight, isolate, palette, whole_words, wrap};
use crate::model::Parameters;
use crate::text;
use crate::vocabulary::{Language, Metric, quoted};

/// What each measure saves, and what it costs: it pays while the cost is below the saving.
#[doc = include_str!("examples/money.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BreakEven {
    /// The currency.
    pub currency: String,
    /// The period.
    pub period: String,
    /// Whether what is saved is by formula, as a run decides; then without intervals.
    pub by_formula: bool,
    /// In the order of the scenario.
    pub measures: Vec<Measure>,
}

/// One variant.
#[doc = include_str!("examples/money.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measure {
    /// Its title.
    pub name: String,
    /// What it saves before its own cost; negative where it costs more even for nothing.
    pub saves: f64,
    /// The 95 % interval of that; `None` by formula and below two replicates.
    pub interval: Option<(f64, f64)>,
    /// What the measure itself costs over all periods: its fixed cost and what asking costs.
    pub costs: f64,
    /// Whether asking is part of that.
    pub asks: bool,
}

/// Rows that fit with readable text.
const MOST: usize = 8;
/// Rows lower than this have no room for words above their bars that could be read.
const LOW: f64 = 52.0;
/// The size of words at the right of low rows.
const SMALL: f64 = 17.0;
const NAME: f64 = 20.0;

impl Measure {
    fn pays(&self) -> bool {
        self.saves > self.costs
    }

    fn colour(&self) -> Colour {
        if self.pays() { palette::BLUE } else { palette::ACCENT }
    }

    /// Whether it saves something, beyond chance or by formula.
    fn saves_for_sure(&self) -> bool {
        self.saves > 0.0 && self.interval.is_none_or(|interval| interval.0 > 0.0)
    }
}

impl BreakEven {
    pub(super) fn of(material: &Material<'_>) -> Result<Self, FigureError> {
        let rows = &material.numbers.break_even;
        if rows.is_empty() {
            return Err(FigureError::Nothing(
                FigureKind::BreakEven,
                &["it has no variant, or no money is at stake", "il n'a pas de variante, ou aucun argent n'est en jeu"],
            ));
        }
        let scenario = material.scenario;
        let exact = material.numbers.exact_differences(Metric::NetLoss);
        let known =
            |name: &str| exact.as_ref()?.iter().find(|(own, _)| *own == name).map(|(_, difference)| *difference);
        let measures = rows.iter().map(|row| {
            let variant = scenario.variants.iter().find(|variant| variant.name == row.variant);
            let title =
                variant.map_or(row.variant.as_str(), |variant| variant.title.pick(material.language, &row.variant));
            let costs = row.own.map_or(0.0, |(baseline, variant)| variant - baseline);
            let saves = known(&row.variant).map_or(row.most, |difference| costs - difference);
            let interval = row.interval.filter(|_| exact.is_none());
            let asks = variant.is_some_and(|variant| asking(&variant.parameters) != asking(&scenario.baseline));
            Measure { name: title.to_owned(), saves, interval, costs, asks }
        });
        let measures = measures.collect();
        let by_formula = exact.is_some();
        Ok(Self { currency: scenario.currency.clone(), period: scenario.period.clone(), by_formula, measures })
    }

    /// The largest net saving first; where there are too many, the best and the worst stay.
    fn ordered(&self) -> Vec<&Measure> {
        let mut measures: Vec<&Measure> = self.measures.iter().collect();
        measures.sort_by(|a, b| (b.saves - b.costs).total_cmp(&(a.saves - a.costs)));
        while measures.len() > MOST {
            measures.remove(measures.len() - 2);
        }
        measures
    }

    fn money(&self, value: f64, language: Language) -> String {
        money(value, &self.currency, language)
    }

    /// `saves €12`, or `loses €12` where it is less than nothing.
    fn saves(&self, value: f64, language: Language) -> String {
        let size = self.money(value.abs(), language);
        if value < 0.0 {
            return text!("loses {size}", "fait perdre {size}").into_string(language);
        }
        text!("saves {size}", "économise {size}").into_string(language)
    }

    /// `costs €12`, or by how much it costs less than the baseline.
    fn costs(&self, value: f64, language: Language) -> String {
        let size = self.money(value.abs(), language);
        if value < 0.0 {
            return text!("costs {size} less", "coûte {size} de moins").into_string(language);
        }
        text!("costs {size}", "coûte {size}").into_string(language)
    }
}

impl Figure for BreakEven {
    fn kind(&self) -> FigureKind {
        FigureKind::BreakEven
    }

    fn finding(&self, language: Language) -> String {
        let ordered = self.ordered();
        let Some(best) = ordered.first() else {
            return text!("Nothing to pay for", "Rien à payer").into_string(language);
        };
        let name = quoted(&short(&best.name), language);
        let period = per_period(&self.period, language);
        let most = format!("{} {period}", self.money(best.saves, language)).trim_end().to_owned();
        // Less than nothing is saved, but it costs less still.
        let at_worst = best.interval.map_or(best.saves, |interval| interval.0);
        if best.costs < 0.0 && at_worst > best.costs {
            let (saves, costs) = (self.saves(best.saves, language), self.costs(best.costs, language));
            return text!("{name} pays: it {costs} and {saves}", "{name} est rentable : cela {costs} et {saves}")
                .into_string(language);
        }
        if !best.saves_for_sure() {
            let nothing = if self.by_formula {
                text!("No measure saves anything", "Aucune mesure n'économise quoi que ce soit")
            } else {
                text!("No measure saves anything beyond chance", "Aucune mesure n'économise plus que par hasard")
            };
            return nothing.into_string(language);
        }
        if best.saves > best.costs && best.asks {
            let costs = self.money(best.costs, language);
            return text!(
                "{name} pays: it saves {most} and costs {costs}, asking included",
                "{name} est rentable : cela économise {most} et coûte {costs}, questions comprises"
            )
            .into_string(language);
        }
        if best.saves > best.costs {
            return text!(
                "{name} pays while it costs less than {most}",
                "{name} est rentable tant que cela coûte moins de {most}"
            )
            .into_string(language);
        }
        let costs = self.money(best.costs, language);
        text!(
            "No measure pays: {name} saves {most} and costs {costs}",
            "Aucune mesure n'est rentable : {name} économise {most} et coûte {costs}"
        )
        .into_string(language)
    }

    fn measure(&self, language: Language) -> String {
        if self.by_formula {
            return text!(
                "Bar: what the measure saves before its own cost@; black mark: what it costs",
                "Barre : ce que la mesure économise avant son propre coût@ ; trait noir : ce qu'elle coûte"
            )
            .into_string(language);
        }
        text!(
            "Bar: what the measure saves before its own cost@, with the 95% interval; black mark: what it costs",
            "Barre : ce que la mesure économise avant son propre coût@, avec l'intervalle à 95 % ; trait noir : ce qu'elle coûte"
        )
        .into_string(language)
    }

    fn is_by_formula(&self) -> bool {
        self.by_formula
    }

    fn left_out(&self, language: Language) -> Option<String> {
        let all = self.measures.len();
        let said = text!(
            "{MOST} of {all} measures, the best and the worst",
            "{MOST} mesures sur {all}, les meilleures et la pire"
        );
        (all > MOST).then(|| said.into_string(language))
    }

    fn description(&self, language: Language) -> String {
        let said = |measure: &&Measure| {
            let (saves, costs) = (self.saves(measure.saves, language), self.costs(measure.costs, language));
            format!("{} {saves}, {costs}", isolate(&measure.name))
        };
        let list = self.ordered().iter().map(said).collect::<Vec<String>>().join(language.pick("; ", "\u{202f}; "));
        text!("Bars by measure: {list}.", "Barres par mesure : {list}.").into_string(language)
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let rows = self.ordered();
        if rows.is_empty() {
            return;
        }
        let plot = room.inset((0.27 * room.width()).max(190.0) + 16.0, 6.0, 16.0, 40.0);
        let tall = (plot.height() / rows.len() as f64).min((0.2 * plot.height()).max(130.0));
        // Where rows are too low for words above the bars, these stand in a column at the right.
        let words = if tall < LOW {
            let wide = |row: &&Measure| Weight::Bold.width(&self.words(row, language), SMALL);
            rows.iter().map(wide).fold(0.0, f64::max).min(0.5 * plot.width()) + 20.0
        } else {
            0.0
        };
        let plot = Rect { right: plot.right - words, ..plot };
        let top = plot.top + 0.3 * (plot.height() - tall * rows.len() as f64);
        let plot = Rect { top, bottom: top + tall * rows.len() as f64, ..plot };
        let ends = |row: &&Measure| {
            let interval = row.interval.unwrap_or((row.saves, row.saves));
            (interval.0.min(row.costs).min(row.saves).min(0.0), interval.1.max(row.costs).max(row.saves).max(0.0))
        };
        let (low, high) =
            rows.iter().map(ends).fold((0.0_f64, 0.0_f64), |sum, ends| (sum.0.min(ends.0), sum.1.max(ends.1)));
        let axis = Axis::linear(low, high + 0.04 * (high - low), plot.left, plot.right);
        let ticks = Ticks::new(axis.high().max(-axis.low()), language);
        super::dot_rows::scale(canvas, plot, axis, &|tick| ticks.say(tick, language));
        for (index, row) in rows.iter().enumerate() {
            let middle = plot.top + (index as f64 + 0.5) * tall;
            let (name, wide) = (isolate(&row.name), plot.left - room.left - 16.0);
            let sizes = [NAME, 17.0, 14.0, 12.0].map(|size| size.min(0.36 * tall));
            let most = |size: f64| (tall / Canvas::line_height(size)).clamp(1.0, 3.0) as usize;
            let size = whole_words(&name, wide, &sizes, Weight::Regular, most);
            let line = Canvas::line_height(size);
            let lines = wrap(&name, wide, size, Weight::Regular, most(size));
            let first = middle + 0.35 * size - (lines.len() as f64 - 1.0) * line / 2.0;
            for (place, text) in lines.into_iter().enumerate() {
                let label = Label::new(text, plot.left - 16.0, first + place as f64 * line, size);
                canvas.text(label.ending().name());
            }
            Self::bar(canvas, axis, row, (middle, tall));
            let colour = row.colour();
            let said = self.words(row, language);
            let label = if words > 0.0 {
                let label = Label::new(said, room.right, middle + 0.35 * SMALL, SMALL).ending();
                label.bold().colour(colour).fitting(words - 12.0)
            } else {
                let size = 18.0_f64.min(0.3 * tall);
                let label = Label::new(said, plot.left + 4.0, middle + 0.02 * tall - 10.0, size);
                label.bold().colour(colour).halo().within(plot.width() + 8.0)
            };
            canvas.text(label);
        }
    }

    fn table(&self) -> FigureTable {
        let row = |measure: &Measure| {
            let (low, high) = measure.interval.unwrap_or((f64::NAN, f64::NAN));
            let numbers = [measure.saves, low, high, measure.costs].map(cell);
            std::iter::once(measure.name.clone()).chain(numbers).collect()
        };
        let columns = vec!["variant", "saves", "ci_low", "ci_high", "costs"];
        FigureTable { columns, rows: self.measures.iter().map(row).collect() }
    }
}

/// What asking a customer costs, by period.
fn asking(parameters: &Parameters) -> Vec<f64> {
    parameters.own_costs().map_or_else(|_| Vec::new(), |costs| costs.into_iter().map(|cost| cost.per_served).collect())
}

impl BreakEven {
    /// What a measure saves, what it costs, and whether it pays.
    fn words(&self, row: &Measure, language: Language) -> String {
        let (saves, costs) = (self.saves(row.saves, language), self.costs(row.costs, language));
        let verdict = if row.pays() { text!("pays", "rentable") } else { text!("does not pay", "non rentable") };
        let (en, fr) = (verdict.en, verdict.fr);
        text!("{saves}, {costs}: {en}", "{saves}, {costs} : {fr}").into_string(language)
    }

    /// The saving with its interval, the cost as a mark: in the lower half of a row with words above, else in the middle.
    fn bar(canvas: &mut Canvas, axis: Axis, row: &Measure, (middle, tall): (f64, f64)) {
        let (zero, end) = (axis.at(0.0), axis.at(row.saves));
        let (top, bottom) = if tall < LOW { (-0.22, 0.22) } else { (0.02, 0.3) };
        let bar = Rect::new(zero.min(end), middle + top * tall, zero.max(end), middle + bottom * tall);
        canvas.rectangle(bar, Paint::mark(row.colour()));
        if let Some((low, high)) = row.interval {
            let y = bar.middle_y();
            canvas.line((axis.at(low), y), (axis.at(high), y), Paint::stroke(palette::INK, 2.0));
        }
        canvas.line((zero, bar.top - 5.0), (zero, bar.bottom + 5.0), Paint::stroke(palette::LINE, 1.6));
        let cost = axis.at(row.costs);
        canvas.line((cost, bar.top - 5.0), (cost, bar.bottom + 5.0), Paint::stroke(palette::INK, 4.0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(measures: &[(&str, f64, f64)]) -> BreakEven {
        let measure = |&(name, saves, costs): &(&str, f64, f64)| Measure {
            name: name.to_owned(),
            saves,
            costs,
            ..Measure::default()
        };
        BreakEven {
            currency: "EUR".to_owned(),
            period: "month".to_owned(),
            by_formula: true,
            measures: measures.iter().map(measure).collect(),
        }
    }

    fn plain(text: &str) -> String {
        text.replace(['\u{a0}', '\u{202f}'], " ").replace('’', "'")
    }

    #[test]
    fn what_saves_less_than_nothing_loses() {
        let figure = figure(&[("Train", 30.0, 10.0), ("Cut", -441.0, -50.0)]);
        let said = Language::ALL.map(|language| plain(&figure.description(language)));
        assert_eq!(said[0], "Bars by measure: Train saves €30, costs €10; Cut loses €441, costs €50 less.");
        assert_eq!(
            said[1],
            "Barres par mesure : Train économise 30 €, coûte 10 € ; Cut fait perdre 441 €, coûte 50 € de moins."
        );
        let less = self::figure(&[("Cut", -10.0, -50.0)]);
        assert_eq!(plain(&less.finding(Language::En)), "\"Cut\" pays: it costs €50 less and loses €10");
    }

    /// On the widest page the rows of eight measures are low: their words stand at the right, as large as other labels.
    #[test]
    fn words_of_many_measures_can_be_read() {
        let names: Vec<String> = (0..14).map(|place| format!("Measure number {place}")).collect();
        let measures: Vec<(&str, f64, f64)> = names
            .iter()
            .zip(0..)
            .map(|(name, place)| (name.as_str(), 2_000.0 - 90.0 * f64::from(place), 800.0))
            .collect();
        let mut canvas = Canvas::new(crate::figure::Page::Wide, "en");
        figure(&measures).draw(&mut canvas, Rect::new(52.0, 200.0, 1228.0, 640.0), Language::En);
        let words: Vec<&Label> = canvas.labels().filter(|label| label.text.contains("pay")).collect();
        assert_eq!(words.len(), MOST);
        assert!(words.iter().all(|label| label.size >= 15.0 && label.area().right <= 1228.5), "{words:?}");
        assert_eq!(canvas.faults(), []);
    }

    #[test]
    fn measures_without_room_are_counted() {
        let names: Vec<String> = (1..=15).map(|number| format!("Measure {number}")).collect();
        let measures: Vec<(&str, f64, f64)> =
            names.iter().zip(1..).map(|(name, number)| (name.as_str(), f64::from(number), 0.0)).collect();
        assert_eq!(figure(&measures[..8]).left_out(Language::En), None);
        let said = Language::ALL.map(|language| figure(&measures).left_out(language).unwrap_or_default());
        assert!(said[0].starts_with("8 of 15") && said[1].starts_with("8 mesures sur 15"), "{said:?}");
    }
}
