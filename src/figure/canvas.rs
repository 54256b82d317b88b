use super::font::{ASCENT, DESCENT};
use super::{Colour, Outline, Page, Rect, Weight, palette, text};

/// How a shape is painted; the default paints nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Paint {
    /// Colour of the inside.
    pub fill: Option<Colour>,
    /// Colour and width of the line.
    pub stroke: Option<(Colour, f64)>,
    /// Length of the dashes and gaps of the line.
    pub dash: Option<f64>,
}

impl Paint {
    /// Filled, without a line.
    pub const fn fill(colour: Colour) -> Self {
        Self { fill: Some(colour), stroke: None, dash: None }
    }

    /// A line, not filled.
    pub const fn stroke(colour: Colour, width: f64) -> Self {
        Self { fill: None, stroke: Some((colour, width)), dash: None }
    }

    /// A dashed line, not filled.
    pub const fn dashed(colour: Colour, width: f64, dash: f64) -> Self {
        Self { fill: None, stroke: Some((colour, width)), dash: Some(dash) }
    }

    /// The same with a line around it.
    #[must_use]
    pub const fn outlined(self, colour: Colour, width: f64) -> Self {
        Self { stroke: Some((colour, width)), ..self }
    }
}

/// Which end of a text stands at its x.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anchor {
    /// The left end.
    #[default]
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

/// One line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// What it says.
    pub text: String,
    /// Where its anchor stands.
    pub x: f64,
    /// The y of the baseline.
    pub baseline: f64,
    /// Font size in page units.
    pub size: f64,
    /// Regular or bold.
    pub weight: Weight,
    /// Which end stands at x.
    pub anchor: Anchor,
    /// Its colour.
    pub colour: Colour,
    /// A rim in this colour, so that lines behind do not cross the letters.
    pub halo: Option<Colour>,
}

impl Label {
    /// A regular, dark line of text that begins at x.
    pub fn new(text: impl Into<String>, x: f64, baseline: f64, size: f64) -> Self {
        Self {
            text: text.into(),
            x,
            baseline,
            size,
            weight: Weight::Regular,
            anchor: Anchor::Start,
            colour: palette::INK,
            halo: None,
        }
    }

    /// Bold.
    #[must_use]
    pub fn bold(self) -> Self {
        Self { weight: Weight::Bold, ..self }
    }

    /// In another colour.
    #[must_use]
    pub fn colour(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    /// With the middle at x.
    #[must_use]
    pub fn centred(self) -> Self {
        Self { anchor: Anchor::Middle, ..self }
    }

    /// With the right end at x.
    #[must_use]
    pub fn ending(self) -> Self {
        Self { anchor: Anchor::End, ..self }
    }

    /// With a rim in the colour of the paper.
    #[must_use]
    pub fn halo(self) -> Self {
        self.halo_of(palette::PAPER)
    }

    /// With a rim in the colour of what is behind.
    #[must_use]
    pub fn halo_of(self, colour: Colour) -> Self {
        Self { halo: Some(colour), ..self }
    }

    /// Cut to this width, with an ellipsis.
    #[must_use]
    pub fn within(self, width: f64) -> Self {
        Self { text: text::truncate(&self.text, width, self.size, self.weight), ..self }
    }

    /// Its width in page units.
    pub fn width(&self) -> f64 {
        self.weight.width(&self.text, self.size)
    }

    /// The box from ascender to descender.
    pub fn area(&self) -> Rect {
        let width = self.width();
        let left = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - width / 2.0,
            Anchor::End => self.x - width,
        };
        Rect::new(left, self.baseline - ASCENT * self.size, left + width, self.baseline + DESCENT * self.size)
    }
}

/// One mark.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// An upright rectangle.
    Rectangle(Rect, Paint),
    /// A disc: centre x, centre y, radius.
    Disc(f64, f64, f64, Paint),
    /// Any path.
    Path(Outline, Paint),
    /// One line of text.
    Text(Label),
}

/// A figure being drawn: marks in page units, in the order of painting.
#[derive(Clone, Debug, PartialEq)]
pub struct Canvas {
    /// Its proportions.
    pub page: Page,
    /// The ISO 639-1 code of its text.
    pub language: &'static str,
    /// What screen readers say first.
    pub title: String,
    /// What they say next.
    pub description: String,
    /// The marks.
    pub items: Vec<Item>,
}

/// A text that cannot be read as it stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// It leaves the page.
    Outside(String, Rect),
    /// It overlaps another.
    Overlap(String, String),
}

impl Canvas {
    /// An empty page.
    pub fn new(page: Page, language: &'static str) -> Self {
        Self { page, language, title: String::new(), description: String::new(), items: Vec::new() }
    }

    /// Paints a rectangle; one without area is left out.
    pub fn rectangle(&mut self, area: Rect, paint: Paint) {
        if area.width() > 0.0 && area.height() > 0.0 {
            self.items.push(Item::Rectangle(area, paint));
        }
    }

    /// Paints a disc.
    pub fn disc(&mut self, x: f64, y: f64, radius: f64, paint: Paint) {
        self.items.push(Item::Disc(x, y, radius, paint));
    }

    /// Paints a path.
    pub fn path(&mut self, outline: Outline, paint: Paint) {
        self.items.push(Item::Path(outline, paint));
    }

    /// Paints a straight line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), paint: Paint) {
        self.path(Outline::line(&[from, to]), paint);
    }

    /// Writes one line of text; an empty one is left out.
    pub fn text(&mut self, label: Label) {
        if !label.text.is_empty() {
            self.items.push(Item::Text(label));
        }
    }

    /// Whether no text stands in `area` yet.
    pub fn is_free(&self, area: Rect) -> bool {
        self.labels().all(|label| !label.area().overlaps(area))
    }

    /// Writes `text` in at most `lines` lines of `width`, the first baseline that of `label`; returns the last baseline.
    pub fn paragraph(&mut self, label: &Label, width: f64, lines: usize) -> f64 {
        let mut baseline = label.baseline;
        for (index, line) in text::wrap(&label.text, width, label.size, label.weight, lines).into_iter().enumerate() {
            baseline = label.baseline + index as f64 * Self::line_height(label.size);
            self.text(Label { text: line, baseline, ..label.clone() });
        }
        baseline
    }

    /// From one baseline to the next.
    pub fn line_height(size: f64) -> f64 {
        (1.26 * size).ceil()
    }

    /// The lines of text.
    pub fn labels(&self) -> impl Iterator<Item = &Label> {
        self.items.iter().filter_map(|item| match item {
            Item::Text(label) => Some(label),
            _ => None,
        })
    }

    /// The texts that leave the page or overlap another, measured with the shipped font; a good figure has none.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let boxes: Vec<(Rect, &str)> = self.labels().map(|label| (label.area(), label.text.as_str())).collect();
        for (index, &(area, text)) in boxes.iter().enumerate() {
            if !self.page.area().contains(area) {
                faults.push(Fault::Outside(text.to_owned(), area));
            }
            for &(other, below) in &boxes[..index] {
                if area.overlaps(other) {
                    faults.push(Fault::Overlap(text.to_owned(), below.to_owned()));
                }
            }
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_paragraph_do_not_overlap() {
        let mut canvas = Canvas::new(Page::Wide, "en");
        canvas.paragraph(&Label::new("word ".repeat(30), 40.0, 100.0, 33.0), 300.0, 9);
        assert_eq!(canvas.faults(), []);
        assert_eq!(canvas.labels().count(), 9);
    }

    #[test]
    fn texts_outside_and_on_top_of_each_other_are_found() {
        let mut canvas = Canvas::new(Page::Wide, "en");
        canvas.text(Label::new("left", 2.0, 50.0, 20.0).centred());
        canvas.text(Label::new("one", 100.0, 50.0, 20.0));
        canvas.text(Label::new("two", 110.0, 60.0, 20.0));
        assert_eq!(canvas.faults().len(), 2);
    }
}
