use super::{Canvas, Face, Item, Label, Paint, Rect, palette};

/// A text that cannot be read as it stands.
#[doc = include_str!("examples/drawing.md")]
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// It leaves the page.
    Outside(String, Rect),
    /// It overlaps another.
    Overlap(String, String),
    /// A line, or the edge of a shape, runs through it.
    Struck(String, Rect),
    /// It is too pale for what is behind it: the ratio of contrast, below 4.5.
    Pale(String, f64),
}

impl Canvas {
    /// What cannot be read: texts that leave the page or overlap another in the widest face that a viewer may have, that a
    /// line or an edge runs through, or that are too pale. A good figure has none.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = self.collisions(&Label::area);
        for (index, item) in self.items.iter().enumerate() {
            let Item::Text(label) = item else { continue };
            faults.extend(self.strikes(index, label));
            let contrast = label.colour.contrast(self.behind(index, label));
            if contrast < 4.5 {
                faults.push(Fault::Pale(label.said(), contrast));
            }
        }
        faults
    }

    /// Whether a text could be written as it is: on the page, over no other, and with no line or edge through it.
    pub fn is_clear(&self, label: &Label) -> bool {
        let area = label.area();
        self.page.area().contains(area) && self.is_free(area) && self.strikes(self.items.len(), label).is_none()
    }

    /// The texts that leave the page or overlap another where the figure is set in one face.
    pub fn collisions_in(&self, face: Face) -> Vec<Fault> {
        self.collisions(&|label| label.area_in(face))
    }

    fn collisions(&self, area: &dyn Fn(&Label) -> Rect) -> Vec<Fault> {
        let mut faults = Vec::new();
        let boxes: Vec<(Rect, String)> = self.labels().map(|label| (area(label), label.said())).collect();
        for (index, (area, text)) in boxes.iter().enumerate() {
            if !self.page.area().contains(*area) {
                faults.push(Fault::Outside(text.clone(), *area));
            }
            for (other, below) in &boxes[..index] {
                if area.overlaps(*other) {
                    faults.push(Fault::Overlap(text.clone(), below.clone()));
                }
            }
        }
        faults
    }

    /// The first line or edge that crosses the letters. Pale lines behind a text that has a rim do not count, nor does what
    /// a later shape hides.
    fn strikes(&self, index: usize, label: &Label) -> Option<Fault> {
        let ink = label.ink();
        let crossing = self.items.iter().enumerate().filter(|(_, item)| crosses(item, ink));
        let seen = crossing.filter(|&(place, item)| {
            let cleared = place < index && label.halo.is_some() && is_backdrop(item);
            let hidden = self.items.iter().skip(place + 1).any(|item| covers(item, ink));
            !(cleared || hidden && place < index)
        });
        seen.map(|_| Fault::Struck(label.said(), ink)).next()
    }

    /// The colour right behind a text: that of the last shape painted before it that covers its middle.
    fn behind(&self, index: usize, label: &Label) -> super::Colour {
        let middle = (label.ink().middle_x(), label.ink().middle_y());
        let mut shapes = self.items[..index].iter().rev();
        let found = shapes.find_map(|item| inside(item, middle));
        found.unwrap_or(palette::PAPER)
    }
}

/// Grid lines: they may end at the rim of a text.
fn is_backdrop(item: &Item) -> bool {
    match item {
        Item::Path(_, paint) => paint.fill.is_none() && paint.stroke.is_some_and(|stroke| stroke.0 == palette::GRID),
        _ => false,
    }
}

fn covers(item: &Item, area: Rect) -> bool {
    match item {
        Item::Rectangle(rect, paint) => paint.fill.is_some() && rect.contains(area),
        _ => false,
    }
}

/// The colour of a filled shape around a point.
fn inside(item: &Item, (x, y): (f64, f64)) -> Option<super::Colour> {
    match item {
        Item::Rectangle(rect, Paint { fill: Some(colour), .. }) => {
            rect.contains(Rect::new(x, y, x, y)).then_some(*colour)
        }
        Item::Disc(centre_x, centre_y, radius, Paint { fill: Some(colour), .. }) => {
            let (across, down) = (x - centre_x, y - centre_y);
            (across * across + down * down <= radius * radius).then_some(*colour)
        }
        Item::Path(outline, Paint { fill: Some(colour), .. }) => {
            // Even and odd crossings of a ray to the right.
            let crossings: usize = outline
                .lines()
                .iter()
                .map(|line| {
                    let closed = line.iter().zip(line.iter().cycle().skip(1));
                    let crossed = closed.filter(|((x0, y0), (x1, y1))| {
                        (*y0 > y) != (*y1 > y) && x < x0 + (y - y0) / (y1 - y0) * (x1 - x0)
                    });
                    crossed.count()
                })
                .sum();
            (crossings % 2 == 1).then_some(*colour)
        }
        _ => None,
    }
}

/// Whether a line, or the edge of a shape, runs through `ink`.
fn crosses(item: &Item, ink: Rect) -> bool {
    let half = |paint: &Paint| paint.stroke.map_or(0.0, |stroke| stroke.1 / 2.0);
    let is_drawn = |paint: &Paint| paint.fill.is_some() || paint.stroke.is_some();
    match item {
        Item::Text(_) => false,
        Item::Rectangle(area, paint) => {
            is_drawn(paint) && area.overlaps(ink) && !area.inset(1.0, 1.0, 1.0, 1.0).contains(ink)
        }
        Item::Disc(x, y, radius, paint) => {
            let radius = radius + half(paint);
            let across = (x - ink.left.max(*x).min(ink.right)).abs();
            let across = if *x < ink.left { ink.left - x } else { across };
            let down = (y - y.clamp(ink.top, ink.bottom)).abs();
            let far = |corner_x: f64, corner_y: f64| libm::hypot(corner_x - x, corner_y - y);
            let farthest = far(ink.left, ink.top)
                .max(far(ink.right, ink.top))
                .max(far(ink.left, ink.bottom))
                .max(far(ink.right, ink.bottom));
            is_drawn(paint) && libm::hypot(across, down) < radius && farthest > radius
        }
        Item::Path(outline, paint) => {
            let grown = half(paint);
            let area = ink.inset(-grown, -grown, -grown, -grown);
            let lines = outline.lines();
            is_drawn(paint) && lines.iter().any(|line| line.windows(2).any(|pair| meets(pair[0], pair[1], area)))
        }
    }
}

/// Whether a piece of a line has a point inside `area` (Liang and Barsky 1984).
fn meets(from: (f64, f64), to: (f64, f64), area: Rect) -> bool {
    let (across, down) = (to.0 - from.0, to.1 - from.1);
    let (mut first, mut last) = (0.0_f64, 1.0_f64);
    let sides = [
        (-across, from.0 - area.left),
        (across, area.right - from.0),
        (-down, from.1 - area.top),
        (down, area.bottom - from.1),
    ];
    for (step, room) in sides {
        if step == 0.0 {
            if room <= 0.0 {
                return false;
            }
        } else if step < 0.0 {
            first = first.max(room / step);
        } else {
            last = last.min(room / step);
        }
    }
    first < last
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Outline, Page};

    fn with(label: Label, mark: impl FnOnce(&mut Canvas)) -> Vec<Fault> {
        let mut canvas = Canvas::new(Page::Wide, "en");
        mark(&mut canvas);
        canvas.text(label);
        canvas.faults()
    }

    #[test]
    fn texts_outside_and_on_top_of_each_other_are_found() {
        let mut canvas = Canvas::new(Page::Wide, "en");
        canvas.text(Label::new("left", 2.0, 50.0, 20.0).centred());
        canvas.text(Label::new("one", 100.0, 50.0, 20.0));
        canvas.text(Label::new("two", 110.0, 60.0, 20.0));
        assert_eq!(canvas.faults().len(), 2);
        assert_eq!(canvas.collisions_in(Face::DejaVuSans).len(), 2);
    }

    #[test]
    fn a_line_through_a_number_is_found_and_one_below_it_is_not() {
        let label = || Label::new("1,628", 100.0, 100.0, 20.0);
        let line =
            |y: f64| move |canvas: &mut Canvas| canvas.line((0.0, y), (300.0, y), Paint::stroke(palette::INK, 2.0));
        assert!(matches!(with(label(), line(93.0))[..], [Fault::Struck(..)]));
        assert_eq!(with(label(), line(104.0)), []);
        let curve = Outline::default().move_to(90.0, 60.0).curve_to((120.0, 60.0), (100.0, 140.0), (160.0, 140.0));
        assert_eq!(with(label(), |canvas| canvas.path(curve, Paint::stroke(palette::DEEP, 3.0))).len(), 1);
    }

    #[test]
    fn the_edge_of_a_shape_may_not_cross_letters_but_may_hold_them() {
        let label = || Label::new("1,628", 100.0, 100.0, 20.0).colour(palette::PAPER);
        let bar = |right: f64| {
            move |canvas: &mut Canvas| canvas.rectangle(Rect::new(50.0, 70.0, right, 120.0), Paint::fill(palette::DEEP))
        };
        assert_eq!(with(label(), bar(300.0)), []);
        assert!(with(label(), bar(120.0)).iter().any(|fault| matches!(fault, Fault::Struck(..))));
        assert!(matches!(with(label(), |_| {})[..], [Fault::Pale(..)]));
        let dot = |canvas: &mut Canvas| canvas.disc(95.0, 95.0, 9.0, Paint::fill(palette::DEEP));
        assert!(matches!(with(label().colour(palette::INK), dot)[..], [Fault::Struck(..)]));
    }

    #[test]
    fn a_grid_line_may_end_at_a_rim() {
        let line = |canvas: &mut Canvas| canvas.line((0.0, 93.0), (300.0, 93.0), Paint::stroke(palette::GRID, 1.0));
        let label = || Label::new("1,628", 100.0, 100.0, 20.0);
        assert_eq!(with(label().halo(), line), []);
        assert_eq!(with(label(), line).len(), 1);
    }
}
