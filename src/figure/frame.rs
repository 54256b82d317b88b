use super::{Canvas, Label, Paint, Rect, Weight, isolate, palette, truncate, wrap};

/// The distance from the sides of the page to what is drawn.
const MARGIN: f64 = 52.0;
const KICKER: f64 = 19.0;
const TITLE: f64 = 36.0;
const SUBTITLE: f64 = 19.0;
const FOOTER: f64 = 15.0;

/// What stands around a drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Caption {
    /// A small line above the title, from outside: what the figure is of.
    pub kicker: String,
    /// The sentence that says the finding.
    pub title: String,
    /// What the numbers are, below the title.
    pub subtitle: String,
    /// Parts of the first lines of the footer; each is cut on its own where it is wider than the page.
    pub footer: Vec<String>,
    /// The last lines of the footer, below its parts.
    pub source: String,
}

/// Writes title and footer and returns the room between them.
pub(crate) fn frame(canvas: &mut Canvas, caption: &Caption) -> Rect {
    let page = canvas.page.area();
    let width = page.width() - 2.0 * MARGIN;
    let mut y = 52.0;
    let kicker = isolate(&caption.kicker);
    if kicker.is_empty() {
        y += 16.0;
    } else {
        canvas.text(Label::new(kicker, MARGIN, y, KICKER).colour(palette::QUIET).name().within(width));
        y += 46.0;
    }
    // A long finding is set smaller before it is cut.
    let lines = if width < 900.0 { 3 } else { 2 };
    let sizes = [TITLE, 32.0, 28.0, 25.0];
    let size = sizes.into_iter().find(|&size| wrap(&caption.title, width, size, Weight::Bold, 9).len() <= lines);
    let title = Label::new(caption.title.as_str(), MARGIN, y, size.unwrap_or(25.0)).bold();
    let mut last = canvas.paragraph(&title, width, lines + 1);
    if !caption.subtitle.is_empty() {
        let label = Label::new(caption.subtitle.as_str(), MARGIN, last + 32.0, SUBTITLE).colour(palette::QUIET);
        last = canvas.paragraph(&label.name(), width, 3);
    }
    let top = last + 30.0;
    let bottom = footer(canvas, caption, MARGIN, width, page.bottom - 26.0);
    Rect::new(MARGIN, top, page.right - MARGIN, bottom)
}

/// Writes the footer upwards from the baseline `last` and returns the end of the room above.
fn footer(canvas: &mut Canvas, caption: &Caption, left: f64, width: f64, last: f64) -> f64 {
    let weight = Weight::Regular;
    let lines = footer_lines(&caption.footer, width);
    let mut baseline = last;
    if !caption.source.is_empty() {
        let label = Label::new(caption.source.as_str(), left, 0.0, FOOTER).colour(palette::QUIET).name();
        let lines = wrap(&caption.source, width, FOOTER, weight, 2).len();
        baseline -= (lines.max(1) - 1) as f64 * Canvas::line_height(FOOTER);
        canvas.paragraph(&Label { baseline, ..label }, width, 2);
        baseline -= Canvas::line_height(FOOTER) + 2.0;
    }
    for (place, line) in lines.into_iter().rev().enumerate() {
        if place > 0 {
            baseline -= Canvas::line_height(FOOTER);
        }
        canvas.text(Label::new(line, left, baseline, FOOTER).colour(palette::QUIET).name());
    }
    let rule = baseline - FOOTER - 10.0;
    canvas.line((left, rule), (left + width, rule), Paint::stroke(palette::GRID, 1.0));
    rule - 16.0
}

/// The parts of a footer in as many lines as they need; none is cut that fits in a line, and parts are not parted.
fn footer_lines(parts: &[String], width: f64) -> Vec<String> {
    const SEPARATOR: &str = "  ·  ";
    let mut lines: Vec<String> = Vec::new();
    for part in parts.iter().map(|part| truncate(part, width, FOOTER, Weight::Regular)) {
        let longer = lines.last().map(|line| format!("{line}{SEPARATOR}{part}"));
        match (lines.last_mut(), longer) {
            (Some(last), Some(longer)) if Weight::Regular.width(&longer, FOOTER) <= width => *last = longer,
            _ => lines.push(part),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Page;

    #[test]
    fn long_titles_and_sources_leave_room_for_the_drawing() {
        for page in Page::ALL {
            let mut canvas = Canvas::new(page, "en");
            let caption = Caption {
                kicker: "<script>\u{202e}שלום 😀".repeat(20),
                title: "A finding with many words and 1,000,000 people ".repeat(12),
                subtitle: "people, mean of the replicates, ".repeat(9),
                footer: vec!["name".repeat(100), "baseline".to_owned(), "seed 317".to_owned()],
                source: "a source ".repeat(100),
            };
            let room = frame(&mut canvas, &caption);
            assert_eq!(canvas.faults(), []);
            assert!(room.height() > 320.0, "{room:?}");
            assert!(canvas.labels().any(|label| label.text.contains("seed 317")));
        }
    }

    #[test]
    fn a_footer_takes_another_line_before_it_is_cut() {
        let parts: Vec<String> =
            ["three-markets", "reference", "10,000 replicates", "seed 317", "exact means, by formula"]
                .map(str::to_owned)
                .into();
        for width in [300.0, 500.0, 900.0] {
            let lines = footer_lines(&parts, width);
            assert!(lines.iter().all(|line| Weight::Regular.width(line, FOOTER) <= width && !line.contains('…')));
            assert_eq!(lines.join("  ·  "), parts.join("  ·  "));
        }
    }
}
