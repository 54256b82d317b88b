use super::wording::{Ticks, cell, money, over_draws, share};
use super::{About, Figure, FigureError, FigureKind, FigureTable, Material};
use crate::experiment::{OverUnknowns, over_unknowns};
use crate::figure::{Axis, Canvas, Label, Paint, Rect, flags, palette};
use crate::model::{Effects, LaterPeriods, Model};
use crate::text;
use crate::vocabulary::{Language, Outcome, format_percent};

/// Does it pay to make people complain? What a customer let down costs, silent and complaining, by the share of complaints
/// that are recovered. Closed forms.
#[doc = include_str!("examples/money.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VoiceFigure {
    /// The currency.
    pub currency: String,
    /// What a silent customer costs.
    pub silent: f64,
    /// What a complaining one costs who is not recovered.
    pub unresolved: f64,
    /// What a complaining one costs who is.
    pub recovered: f64,
    /// The share of complaints recovered today.
    pub rate: f64,
    /// The share above which a complaint pays, 0 where it always does; `None` where no share is enough.
    pub turns_at: Option<f64>,
    /// What follows the period that a customer is let down in, and is not counted.
    pub later: LaterPeriods,
    /// How many values of the unknowns the means are of; `None` where they are exact.
    pub draws: Option<u64>,
}

/// The size of what stands above the lines.
const FLAG: f64 = 18.0;

impl VoiceFigure {
    pub(super) fn of(material: &Material<'_>) -> Result<Self, FigureError> {
        let nothing = |reason| FigureError::Nothing(FigureKind::Voice, reason);
        let losses = |model: &Model| {
            let effects = Effects::new(model.parameters()).ok()??;
            let loss = |outcome: Outcome| effects.of(outcome).net_loss();
            let losses = [Outcome::Silent, Outcome::Unresolved, Outcome::Recovered].map(loss);
            Some(losses.into_iter().chain([model.parameters().recovery.rate.get()]).collect())
        };
        let found = over_unknowns(material.scenario, material.variant, &losses);
        let no_formula =
            || nothing(&["one customer's effect has no formula here", "l'effet d'un client n'a pas de formule ici"]);
        let OverUnknowns { means, draws } = found.ok_or_else(no_formula)?;
        let &[silent, unresolved, recovered, rate] = &means[..] else { return Err(no_formula()) };
        if silent == 0.0 && unresolved == 0.0 && recovered == 0.0 {
            return Err(nothing(&["no money is at stake", "aucun argent n'est en jeu"]));
        }
        let turns_at = Effects::turns_at(silent, unresolved, recovered);
        let currency = material.scenario.currency.clone();
        Ok(Self {
            currency,
            silent,
            unresolved,
            recovered,
            rate,
            turns_at,
            later: material.parameters().later_periods(),
            draws,
        })
    }

    /// What a complaining customer costs when a share of the complaints is recovered.
    fn complaining(&self, rate: f64) -> f64 {
        self.unresolved + rate * (self.recovered - self.unresolved)
    }
}

impl Figure for VoiceFigure {
    fn kind(&self) -> FigureKind {
        FigureKind::Voice
    }

    fn finding(&self, language: Language) -> String {
        let said = match self.turns_at {
            Some(0.0) => text!(
                "Encouraging complaints pays, however few are recovered",
                "Encourager les réclamations est rentable, même si peu de réclamants sont satisfaits de la réponse"
            ),
            Some(rate) => {
                let (above, now) = (share(rate, language), share(self.rate, language));
                text!(
                    "Encouraging complaints pays only where more than {above} are recovered; today {now} are",
                    "Encourager les réclamations n'est rentable que si plus de {above} des réclamants sont satisfaits de la réponse ; aujourd'hui {now}"
                )
            }
            None => text!(
                "Encouraging complaints does not pay, however many are recovered",
                "Encourager les réclamations n'est pas rentable, même si tous sont satisfaits de la réponse"
            ),
        }
        .into_string(language);
        match self.later {
            LaterPeriods::None => said,
            LaterPeriods::Follow | LaterPeriods::Learn => {
                let inside = said.replacen('E', "e", 1);
                text!("Within one period, {inside}", "Sur une seule période, {inside}").into_string(language)
            }
        }
    }

    fn measure(&self, language: Language) -> String {
        text!(
            "Net loss of one customer let down, by the share of complaints recovered",
            "Perte nette d'un client déçu, selon la part des réclamants satisfaits de la réponse"
        )
        .into_string(language)
    }

    fn is_by_formula(&self) -> bool {
        self.draws.is_none()
    }

    fn note(&self, _: &About, language: Language) -> Option<String> {
        let later = match self.later {
            LaterPeriods::None => None,
            LaterPeriods::Follow => {
                Some(text!("later periods are not counted", "les périodes suivantes ne sont pas comptées"))
            }
            LaterPeriods::Learn => Some(text!(
                "what the firm learns from complaints for later periods is not counted",
                "ce que l'entreprise apprend des réclamations pour les périodes suivantes n'est pas compté"
            )),
        };
        let notes =
            [later.map(|later| later.into_string(language)), self.draws.map(|draws| over_draws(draws, language))];
        let notes: Vec<String> = notes.into_iter().flatten().collect();
        (!notes.is_empty()).then(|| notes.join(language.pick("; ", "\u{202f}; ")))
    }

    fn description(&self, language: Language) -> String {
        let said = |value: f64| money(value, &self.currency, language);
        let (silent, none, all) = (said(self.silent), said(self.unresolved), said(self.recovered));
        text!(
            "Two lines: a silent customer costs {silent}; a complaining one from {none} where none is recovered to {all} \
             where all are.",
            "Deux droites : un silencieux coûte {silent} ; un client qui réclame, de {none} si aucun n'est satisfait de la réponse à \
             {all} si tous le sont."
        )
        .into_string(language)
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let plot = room.inset(110.0, 92.0, 150.0, 66.0);
        let values = [self.silent, self.unresolved, self.recovered, 0.0];
        let (low, high) = values
            .into_iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |sum, value| (sum.0.min(value), sum.1.max(value)));
        let pad = 0.08 * (high - low);
        let height = Axis::linear(if low < 0.0 { low - pad } else { 0.0 }, high + pad, plot.bottom, plot.top);
        let across = Axis::linear(0.0, 1.0, plot.left, plot.right);
        let ticks = Ticks::new(height.high().max(-height.low()), language);
        for tick in height.ticks(5) {
            let y = height.at(tick);
            canvas.line((plot.left, y), (plot.right, y), Paint::stroke(palette::GRID, 1.2));
            let label = Label::new(ticks.say(tick, language), plot.left - 12.0, y + 5.0, 18.0).ending().tick();
            canvas.text(label.colour(palette::QUIET).within(100.0));
        }
        for tick in [0.0, 0.25, 0.5, 0.75, 1.0] {
            let label = Label::new(format_percent(tick, 0, language), across.at(tick), plot.bottom + 29.0, 18.0);
            canvas.text(label.centred().colour(palette::QUIET).tick());
        }
        let name = language.pick("share of the complaints recovered", "part des réclamants satisfaits de la réponse");
        canvas.text(Label::new(name, plot.left, plot.bottom + 59.0, 19.0).bold().name());
        let unit = super::wording::currency(&self.currency);
        canvas.text(Label::new(ticks.name(&unit, language), room.left, room.top + 16.0, 19.0).bold().name());
        let silent = height.at(self.silent);
        canvas.line((plot.left, silent), (plot.right, silent), Paint::stroke(palette::DEEP, 3.2));
        let (first, last) = (height.at(self.unresolved), height.at(self.recovered));
        canvas.line((plot.left, first), (plot.right, last), Paint::stroke(palette::ACCENT, 3.2));
        self.points(canvas, (plot, across, height), language);
        let ends = [
            (silent, language.pick("silent", "silencieux"), palette::DEEP),
            (last, language.pick("complaining", "qui réclame"), palette::ACCENT),
        ];
        let mut ends = ends.to_vec();
        ends.sort_by(|a, b| a.0.total_cmp(&b.0));
        let wanted: Vec<(f64, f64)> = ends.iter().map(|end| (end.0, 30.0)).collect();
        let middles = crate::figure::spread(&wanted, plot.top - 20.0, plot.bottom + 10.0);
        for ((_, name, colour), middle) in ends.into_iter().zip(middles) {
            canvas.text(Label::new(name, plot.right + 12.0, middle + 6.0, 20.0).bold().colour(colour).within(186.0));
        }
    }

    fn table(&self) -> FigureTable {
        let row = |rate: f64| [rate, self.silent, self.complaining(rate)].map(cell).to_vec();
        let mut rates: Vec<f64> = vec![0.0, 0.25, 0.5, 0.75, 1.0, self.rate];
        rates.extend(self.turns_at);
        rates.sort_by(f64::total_cmp);
        rates.dedup();
        FigureTable { columns: vec!["recovered", "silent", "complaining"], rows: rates.into_iter().map(row).collect() }
    }
}

impl VoiceFigure {
    /// Where the lines cross, and where the firm stands.
    fn points(&self, canvas: &mut Canvas, (plot, across, height): (Rect, Axis, Axis), language: Language) {
        let now = (across.at(self.rate), height.at(self.complaining(self.rate)));
        let mut marks = vec![(self.rate, now, text!("today", "aujourd'hui").into_string(language))];
        if let Some(rate) = self.turns_at.filter(|&rate| rate > 0.0 && rate < 1.0) {
            let part = share(rate, language);
            let words = text!("pays from {part} on", "rentable à partir de {part}").into_string(language);
            marks.push((rate, (across.at(rate), height.at(self.silent)), words));
        }
        // Flags above the lines, one over the other where they are near.
        marks.sort_by(|a, b| a.0.total_cmp(&b.0));
        let label = |words: &str| Label::new(words, 0.0, 0.0, FLAG).bold();
        let poles: Vec<(f64, f64)> = marks.iter().map(|mark| (mark.1.0, label(&mark.2).width() + 20.0)).collect();
        for ((_, (x, y), words), row) in marks.iter().zip(flags(&poles)) {
            let baseline = plot.top - 12.0 - row as f64 * 28.0;
            canvas.line((*x, baseline - 16.0), (*x, *y), Paint::dashed(palette::LINE, 1.6, 5.0));
            canvas.disc(*x, *y, 7.0, Paint::fill(palette::INK).outlined(palette::PAPER, 2.0));
            let label = Label { x: x + 8.0, baseline, ..label(words) };
            canvas.text(label.within(plot.right + 150.0 - x - 8.0));
        }
    }
}
