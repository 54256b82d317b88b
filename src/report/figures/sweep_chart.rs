use super::parameter;
use super::plot::{self, Entry, Stroke};
use super::sweep::{SweepCrossing, SweepFigure, SweepPoint};
use crate::figure::{Axis, Canvas, Label, Outline, Paint, Rect, palette};
use crate::text;
use crate::vocabulary::Language;

const MEAN: Stroke = Stroke::solid(palette::ACCENT, 4.0);
const TODAY: Stroke = Stroke::dashed(palette::DEEP, 2.4, 9.0);
const WANTED: Stroke = Stroke::dashed(palette::BLUE, 2.4, 4.0);
/// Values of a parameter this many times apart stand on a logarithmic axis.
const FAR: f64 = 100.0;
/// The band is left out where the means would move on less than this part of its height.
const SQUEEZED: f64 = 1.0 / 12.0;
/// So many points have a dot each.
const DOTS: usize = 30;
const FLAG: f64 = 19.0;

impl SweepFigure {
    /// The least and the most of what is drawn of the means.
    fn extent(&self) -> (f64, f64) {
        let means = self.points.iter().map(|point| point.mean).chain(self.baseline);
        let means = means.chain(self.crossing.and_then(|crossing| crossing.target));
        means.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), mean| (low.min(mean), high.max(mean)))
    }

    /// Whether the band is drawn: where it is known at every point, and leaves the means room to move.
    pub(super) fn has_band(&self) -> bool {
        let bands: Vec<(f64, f64)> = self.points.iter().filter_map(|point| point.band).collect();
        let ends =
            bands.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |sum, band| (sum.0.min(band.0), sum.1.max(band.1)));
        let (low, high) = self.extent();
        !bands.is_empty()
            && bands.len() == self.points.len()
            && ends.1 > ends.0
            && (high - low) >= SQUEEZED * (ends.1 - ends.0)
    }

    /// One parameter: the mean as a line.
    pub(super) fn line(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let points = self.along();
        if points.is_empty() {
            return;
        }
        let say = |value: f64| self.measured.say(value, language);
        let mut named = vec![Entry::name(MEAN, text!("mean", "moyenne").into_string(language))];
        if let Some(baseline) = self.baseline {
            let mean = say(baseline);
            named.push(Entry::said(
                TODAY,
                text!("the scenario as it is: {mean}", "le scénario tel quel : {mean}").into_string(language),
            ));
        }
        let target = self.crossing.and_then(|crossing| crossing.target);
        if let Some(target) = target {
            let wanted = say(target);
            named.push(Entry::said(WANTED, text!("wanted: {wanted}", "visé : {wanted}").into_string(language)));
        }
        let key = plot::key(canvas, room, &named);
        // Above the plot the name of its axis, and the flag of a crossing.
        let above = if self.crossing.is_some() { 74.0 } else { 46.0 };
        let Some(varied) = self.names.first() else { return };
        let values: Vec<f64> = points.iter().map(|point| point.values[0]).collect();
        let far = is_far(&values);
        let axis = parameter::axis(varied, &self.measured.currency, language);
        let name = if far {
            text!("{axis}, logarithmic scale", "{axis}, échelle logarithmique").into_string(language)
        } else {
            axis
        };
        // Wider margins than there are leave the path no less room.
        let deeper = parameter::deeper(&name, varied, room.width() - 190.0);
        let frame = room.inset(0.0, key + above, 26.0, 66.0 + deeper);
        let band = self.has_band();
        let ends = points.iter().filter(|_| band).filter_map(|point| point.band).flat_map(|(low, high)| [low, high]);
        let (low, high) = self.extent();
        let heights: Vec<f64> = ends.chain([low, high]).collect();
        let left = frame.left + plot::margin(plot::upright(heights.iter().copied(), frame), language);
        let area = Rect { left, ..frame };
        let up = plot::upright(heights, area);
        let across = across(&values, area);
        let name_end = plot::heights(canvas, area, up, &self.measured.axis(language), room.left, language);
        let at = |point: &SweepPoint, value: f64| (across.at(point.values[0]), up.at(value));
        if band {
            let upper = points.iter().filter_map(|point| Some(at(point, point.band?.1)));
            let lower = points.iter().rev().filter_map(|point| Some(at(point, point.band?.0)));
            canvas.path(Outline::polygon(&upper.chain(lower).collect::<Vec<_>>()), Paint::mark(palette::MIST));
        }
        canvas.line((area.left, area.bottom), (area.right, area.bottom), Paint::stroke(palette::LINE, 1.4));
        for (value, stroke) in [(self.baseline, TODAY), (target, WANTED)] {
            if let Some(value) = value {
                canvas.line((area.left, up.at(value)), (area.right, up.at(value)), stroke.paint());
            }
        }
        let means: Vec<(f64, f64)> = points.iter().map(|point| at(point, point.mean)).collect();
        plot::line(canvas, &means, MEAN);
        for &(x, y) in means.iter().filter(|_| means.len() <= DOTS) {
            canvas.disc(x, y, 5.0, Paint::fill(palette::ACCENT).outlined(palette::PAPER, 1.5));
        }
        if let (Some(crossing), Some(target)) = (self.crossing, self.target()) {
            let say = |value: f64| parameter::value(varied, value, &self.measured.currency, language);
            flag(canvas, (area, across, up, name_end), (crossing, target), &say, language);
        }
        let many = ((area.width() / 96.0) as usize).clamp(2, 10);
        let ticks: Vec<(f64, String)> = across
            .ticks(many)
            .into_iter()
            .map(|tick| (across.at(tick), parameter::tick(varied, tick, language)))
            .collect();
        parameter::below(canvas, area, &ticks, (&name, varied));
    }

    /// Whether the scenario as it is lies between the points of a map.
    pub(super) fn is_divided(&self) -> bool {
        let sides = |baseline: f64| {
            let above = self.points.iter().any(|point| point.mean > baseline);
            above && self.points.iter().any(|point| point.mean < baseline)
        };
        self.baseline.is_some_and(sides)
    }
}

/// Whether values of the parameter, ascending, stand on a logarithmic axis.
fn is_far(values: &[f64]) -> bool {
    matches!((values.first(), values.last()), (Some(&first), Some(&last)) if first > 0.0 && last / first > FAR)
}

/// The axis of the parameter.
fn across(values: &[f64], area: Rect) -> Axis {
    let (first, last) = (values[0], values[values.len() - 1]);
    if is_far(values) {
        Axis::logarithmic(first, last, area.left, area.right)
    } else {
        Axis::linear(first, last, area.left, area.right)
    }
}

/// Where the line crosses what is wanted: a pole with the value of the parameter above, and its interval at the foot.
fn flag(
    canvas: &mut Canvas,
    (area, across, up, name_end): (Rect, Axis, Axis, f64),
    (crossing, target): (SweepCrossing, f64),
    say: &dyn Fn(f64) -> String,
    language: Language,
) {
    let (x, y) = (across.at(crossing.value), up.at(target));
    let value = say(crossing.value);
    let words = match crossing.interval {
        Some((low, high)) => {
            let foot = area.bottom - 7.0;
            canvas.line((across.at(low), foot), (across.at(high), foot), Paint::stroke(palette::INK, 5.0));
            let (low, high) = (say(low), say(high));
            text!("{value} (95%: {low} to {high})", "{value} (95 % : {low} à {high})").into_string(language)
        }
        None => value,
    };
    let label = Label::new(words, x, 0.0, FLAG).bold().within(area.width());
    let half = label.width() / 2.0;
    let x_label = x.max(area.left + half).min(area.right + 20.0 - half);
    // Beside the name of the axis, or above it.
    let is_beside = x_label - half > name_end + 16.0;
    let baseline = area.top - if is_beside { 20.0 } else { 48.0 };
    canvas.line((x, area.top - 12.0), (x, area.bottom), Paint::dashed(palette::INK, 1.6, 5.0));
    canvas.disc(x, y, 8.0, Paint::fill(palette::INK).outlined(palette::PAPER, 2.0));
    canvas.text(Label { x: x_label, baseline, ..label }.centred());
}
