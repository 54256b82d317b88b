use super::font::{ASCENT, DESCENT, Face};
use super::{Colour, Rect, Weight, palette, text};

/// Which end of a text stands at its x.
#[doc = include_str!("examples/drawing.md")]
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

/// What a text is for: it decides what is left of it in an exercise without numbers.
#[doc = include_str!("examples/drawing.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// A statement: its numbers are left out.
    #[default]
    Statement,
    /// A tick of an axis: it is left out where it is a number.
    Tick,
    /// A name, or small print: it stays.
    Name,
}

/// One line of text.
#[doc = include_str!("examples/drawing.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// A number in bold before the text, and its size; they are one text, so that the gap follows the font.
    pub lead: Option<(String, f64)>,
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
    /// What it is for.
    pub role: Role,
}

impl Label {
    /// A regular, dark line of text that begins at x.
    pub fn new(text: impl Into<String>, x: f64, baseline: f64, size: f64) -> Self {
        Self {
            lead: None,
            text: text.into(),
            x,
            baseline,
            size,
            weight: Weight::Regular,
            anchor: Anchor::Start,
            colour: palette::INK,
            halo: None,
            role: Role::Statement,
        }
    }

    /// After a bold number of another size.
    #[must_use]
    pub fn led_by(self, number: impl Into<String>, size: f64) -> Self {
        Self { lead: Some((number.into(), size)), ..self }
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

    /// As a tick of an axis.
    #[must_use]
    pub fn tick(self) -> Self {
        Self { role: Role::Tick, ..self }
    }

    /// As a name or small print.
    #[must_use]
    pub fn name(self) -> Self {
        Self { role: Role::Name, ..self }
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

    /// Its text cut to this width, lead included, with an ellipsis.
    #[must_use]
    pub fn within(self, width: f64) -> Self {
        let room = width - self.lead_width(None);
        Self { text: text::truncate(&self.text, room, self.size, self.weight), ..self }
    }

    /// Set smaller, down to a half, and only then cut, so that it is no wider than this.
    #[must_use]
    pub fn fitting(self, width: f64) -> Self {
        let scale = (width / self.width()).clamp(0.5, 1.0);
        let lead = self.lead.map(|(number, size)| (number, scale * size));
        Self { lead, size: scale * self.size, ..self }.within(width)
    }

    /// The room that it may take, in page units: its width in the widest of the faces that a viewer may have.
    pub fn width(&self) -> f64 {
        self.lead_width(None) + self.weight.width(&self.text, self.size)
    }

    /// The width of the number in front with the space after it; 0 without one.
    fn lead_width(&self, face: Option<Face>) -> f64 {
        self.lead.as_ref().map_or(0.0, |(number, size)| {
            let space = if self.text.is_empty() { "" } else { " " };
            measure(face, Weight::Bold, number, *size) + measure(face, self.weight, space, self.size)
        })
    }

    /// The box from ascender to descender.
    pub fn area(&self) -> Rect {
        self.boxed(self.width())
    }

    /// The same where it is set in one face.
    pub fn area_in(&self, face: Face) -> Rect {
        self.boxed(self.lead_width(Some(face)) + self.weight.width_in(face, &self.text, self.size))
    }

    /// What the letters cover: from the top of capitals to the baseline.
    pub(super) fn ink(&self) -> Rect {
        let area = self.area_in(Face::Inter);
        let size = self.tallest();
        Rect { top: self.baseline - 0.74 * size, bottom: self.baseline + 0.02 * size, ..area }
    }

    /// The size of its tallest part.
    pub(super) fn tallest(&self) -> f64 {
        self.lead.as_ref().map_or(self.size, |lead| lead.1.max(self.size))
    }

    /// From its baseline to that of a line of its text below, clear of the number in front.
    pub fn next_baseline(&self) -> f64 {
        (DESCENT * self.tallest() + ASCENT * self.size).ceil().max((1.26 * self.size).ceil())
    }

    fn boxed(&self, width: f64) -> Rect {
        let left = self.left(width);
        let size = self.tallest();
        Rect::new(left, self.baseline - ASCENT * size, left + width, self.baseline + DESCENT * size)
    }

    /// Where a text of this width begins.
    pub(super) fn left(&self, width: f64) -> f64 {
        match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - width / 2.0,
            Anchor::End => self.x - width,
        }
    }

    /// All that it says.
    pub fn said(&self) -> String {
        match &self.lead {
            Some((number, _)) if self.text.is_empty() => number.clone(),
            Some((number, _)) => format!("{number} {}", self.text),
            None => self.text.clone(),
        }
    }
}

fn measure(face: Option<Face>, weight: Weight, text: &str, size: f64) -> f64 {
    face.map_or_else(|| weight.width(text, size), |face| weight.width_in(face, text, size))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_and_its_word_are_one_text() {
        let label = Label::new("complaints", 10.0, 100.0, 20.0).led_by("317", 32.0);
        let apart = Weight::Bold.width("317", 32.0) + Weight::Regular.width(" complaints", 20.0);
        assert!((label.width() - apart).abs() < 2.0 && label.said() == "317 complaints");
        let short = label.within(140.0);
        assert!(short.width() <= 140.0 && short.text.ends_with('…') && short.lead.is_some());
    }

    #[test]
    fn the_room_of_a_text_holds_it_in_every_face() {
        for anchored in [Label::new("Wie viele? 1 234", 500.0, 100.0, 20.0), Label::new("i", 500.0, 9.0, 9.0)] {
            for label in [anchored.clone(), anchored.clone().centred(), anchored.ending()] {
                assert!(Face::ALL.into_iter().all(|face| label.area().contains(label.area_in(face))));
            }
        }
    }
}
