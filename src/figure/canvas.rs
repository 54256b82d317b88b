use super::{Label, Outline, Page, Paint, Rect, text};

/// One mark.
#[doc = include_str!("examples/drawing.md")]
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
#[doc = include_str!("examples/drawing.md")]
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
    /// Phrases whose numbers belong to the legend: they stay in an exercise without numbers.
    pub constants: Vec<String>,
}

impl Canvas {
    /// An empty page.
    pub fn new(page: Page, language: &'static str) -> Self {
        let (title, description) = (String::new(), String::new());
        Self { page, language, title, description, items: Vec::new(), constants: Vec::new() }
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
        if !label.text.is_empty() || label.lead.is_some() {
            self.items.push(Item::Text(label));
        }
    }

    /// Writes the first of several labels that is clear, or none.
    pub fn text_where_clear(&mut self, labels: impl IntoIterator<Item = Label>) {
        if let Some(label) = labels.into_iter().find(|label| self.is_clear(label)) {
            self.text(label);
        }
    }

    /// Whether no text stands in `area` yet.
    pub fn is_free(&self, area: Rect) -> bool {
        self.labels().all(|label| !label.area().overlaps(area))
    }

    /// Writes `text` in at most `lines` lines of `width`, the first baseline that of `label`; returns the last baseline.
    /// A number in front stands in the first line.
    pub fn paragraph(&mut self, label: &Label, width: f64, lines: usize) -> f64 {
        let mut baseline = label.baseline;
        let lead = label.width() - label.weight.width(&label.text, label.size);
        let broken = text::wrap_after(&label.text, lead, width, label.size, label.weight, lines);
        for (index, line) in broken.into_iter().enumerate() {
            if index > 0 {
                baseline += if index == 1 { label.next_baseline() } else { Self::line_height(label.size) };
            }
            let lead = label.lead.clone().filter(|_| index == 0);
            self.text(Label { text: line, baseline, lead, ..label.clone() });
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

    /// The characters that the shipped font cannot draw, each once: a PNG shows boxes in their place.
    pub fn missing_glyphs(&self) -> Vec<char> {
        let mut missing: Vec<char> = self
            .labels()
            .flat_map(|label| label.said().chars().collect::<Vec<char>>())
            .filter(|&character| !super::font::has_glyph(character))
            .collect();
        missing.sort_unstable();
        missing.dedup();
        missing
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
    fn a_number_in_front_takes_its_room_in_the_first_line() {
        let mut canvas = Canvas::new(Page::Wide, "en");
        let label = Label::new("people who heard of it from somebody", 40.0, 100.0, 20.0).led_by("12,345", 40.0);
        canvas.paragraph(&label, 300.0, 3);
        assert!(canvas.labels().count() > 1 && canvas.labels().all(|label| label.width() <= 300.0));
        assert_eq!(canvas.labels().filter(|label| label.lead.is_some()).count(), 1);
    }

    #[test]
    fn characters_without_a_glyph_are_named_once() {
        let mut canvas = Canvas::new(Page::Wide, "en");
        canvas.text(Label::new("12 ₹ and 顧 ₹", 40.0, 100.0, 33.0));
        assert_eq!(canvas.missing_glyphs(), ['₹', '顧']);
    }
}
