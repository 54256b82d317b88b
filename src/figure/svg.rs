use std::fmt::Write;
use std::sync::OnceLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::font::{BOLD_WEB, FAMILY, REGULAR_WEB};
use super::outline::Coordinate;
use super::{Anchor, Canvas, Face, Item, Label, Outline, Page, Paint, Rect, Weight, has_glyph, palette};

/// How the text of a figure is written into an SVG.
#[doc = include_str!("examples/drawing.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lettering {
    /// As text in the embedded font (40 kB): it can be searched, copied and read aloud.
    #[default]
    Text,
    /// As shapes: it looks the same in every program. Characters that the shipped font lacks stay text.
    Outlines,
}

/// The fonts of a viewer that ignores the embedded one: those that the layout leaves room for come first.
const FALLBACK: &str = "Arial, 'Liberation Sans', Helvetica, 'DejaVu Sans', sans-serif";

/// The figure as an SVG document; equal canvases yield equal bytes.
///
/// There are no ids, so that many figures can stand on one page; title and description are in its `aria-label` too, for
/// programs that read nothing else.
pub fn to_svg(canvas: &Canvas, lettering: Lettering) -> String {
    let (width, height) = (canvas.page.width(), canvas.page.height());
    let (paper_width, paper_height) = paper(canvas.page);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{paper_width}\" height=\"{paper_height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"{FAMILY}, {FALLBACK}\" xml:lang=\"{language}\" lang=\"{language}\" role=\"img\" \
         aria-label=\"{label}\" text-rendering=\"geometricPrecision\">\n\
         <title>{title}</title>\n<desc>{}</desc>\n",
        escape(&canvas.description),
        language = canvas.language,
        title = escape(&canvas.title),
        label = escape(&format!("{}. {}", canvas.title.trim_end_matches('.'), canvas.description)),
    );
    if lettering == Lettering::Text {
        out.push_str(style());
        out.push('\n');
    }
    let _ = writeln!(out, "<rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>", palette::PAPER);
    for item in &canvas.items {
        match item {
            Item::Rectangle(area, paint) => rectangle(&mut out, *area, *paint),
            Item::Disc(x, y, radius, paint) => disc(&mut out, (*x, *y), *radius, *paint),
            Item::Path(outline, paint) => path(&mut out, outline, *paint),
            Item::Text(label) => match lettering {
                Lettering::Text => text(&mut out, label),
                Lettering::Outlines => shapes(&mut out, label),
            },
        }
    }
    out.push_str("</svg>\n");
    out
}

/// Width and height as they stand in the file: A4 has its own, a slide is as large as a browser shows it.
fn paper(page: Page) -> (String, String) {
    let length = |units: f64| match page {
        Page::Wide => Coordinate(units).to_string(),
        Page::A4 | Page::A4Portrait => format!("{}mm", Coordinate(25.4 * units / page.units_per_inch())),
    };
    (length(page.width()), length(page.height()))
}

/// The two fonts, packed once for all figures.
fn style() -> &'static str {
    static STYLE: OnceLock<String> = OnceLock::new();
    let face = |weight: u32, data: &[u8]| {
        format!(
            "@font-face{{font-family:{FAMILY};font-weight:{weight};src:url(data:font/woff2;base64,{}) format(\"woff2\")}}",
            STANDARD.encode(data)
        )
    };
    STYLE.get_or_init(|| format!("<style>{}{}</style>", face(400, REGULAR_WEB), face(700, BOLD_WEB)))
}

fn rectangle(out: &mut String, area: Rect, paint: Paint) {
    let _ = writeln!(
        out,
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{}/>",
        Coordinate(area.left),
        Coordinate(area.top),
        Coordinate(area.width()),
        Coordinate(area.height()),
        attributes(paint)
    );
}

fn disc(out: &mut String, (x, y): (f64, f64), radius: f64, paint: Paint) {
    let _ = writeln!(
        out,
        "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{}/>",
        Coordinate(x),
        Coordinate(y),
        Coordinate(radius),
        attributes(paint)
    );
}

fn attributes(paint: Paint) -> String {
    let mut out = match paint.fill {
        Some(colour) => format!(" fill=\"{colour}\""),
        None => " fill=\"none\"".to_owned(),
    };
    if let Some((colour, width)) = paint.stroke {
        let _ = write!(out, " stroke=\"{colour}\" stroke-width=\"{}\"", Coordinate(width));
        out.push_str(" stroke-linejoin=\"round\"");
    }
    if let Some(dash) = paint.dash {
        let _ = write!(out, " stroke-dasharray=\"{}\"", Coordinate(dash));
    }
    out
}

fn path(out: &mut String, outline: &Outline, paint: Paint) {
    let _ = writeln!(out, "<path d=\"{}\"{}/>", outline.data(), attributes(paint));
}

/// The rim is a text of its own underneath: many programs do not know `paint-order`.
fn text(out: &mut String, label: &Label) {
    if let Some(halo) = label.halo {
        let rim = format!(
            " aria-hidden=\"true\" fill=\"{halo}\" stroke=\"{halo}\" stroke-width=\"{}\" stroke-linejoin=\"round\"",
            Coordinate(label.size / 4.0)
        );
        one_text(out, label, &rim);
    }
    one_text(out, label, &format!(" fill=\"{}\"", label.colour));
}

fn one_text(out: &mut String, label: &Label, paint: &str) {
    let (x, y) = (Coordinate(label.x), Coordinate(label.baseline));
    let _ = write!(out, "<text x=\"{x}\" y=\"{y}\" font-size=\"{}\"{paint}", Coordinate(label.size));
    if label.weight == Weight::Bold {
        out.push_str(" font-weight=\"700\"");
    }
    match label.anchor {
        Anchor::Start => {}
        Anchor::Middle => out.push_str(" text-anchor=\"middle\""),
        Anchor::End => out.push_str(" text-anchor=\"end\""),
    }
    out.push('>');
    if let Some((number, size)) = &label.lead {
        // Not an ordinary space: LibreOffice drops one at the edge of a tspan.
        let space = if label.text.is_empty() { "" } else { "\u{a0}" };
        let number = escape(number);
        if label.weight == Weight::Bold && (*size - label.size).abs() < f64::EPSILON {
            // Nor does it shift what is centred by both parts: without a reason for two there is one.
            let _ = write!(out, "{number}{space}");
        } else {
            let size = Coordinate(*size);
            let _ = write!(out, "<tspan font-weight=\"700\" font-size=\"{size}\">{number}</tspan>{space}");
        }
    }
    let _ = writeln!(out, "{}</text>", escape(&label.text));
}

/// The letters as one path, the number in front as another, above their rims.
fn shapes(out: &mut String, label: &Label) {
    if label.said().chars().any(|character| !has_glyph(character)) {
        return text(out, label);
    }
    let area = label.area_in(Face::Inter);
    let space = if label.text.is_empty() { "" } else { " " };
    let mut x = area.left;
    let mut letters = Vec::new();
    if let Some((number, size)) = &label.lead {
        letters.push(Weight::Bold.outline(number, (x, label.baseline), *size));
        x += Weight::Bold.width_in(Face::Inter, number, *size) + label.weight.width_in(Face::Inter, space, label.size);
    }
    letters.push(label.weight.outline(&label.text, (x, label.baseline), label.size));
    letters.retain(|outline| !outline.is_empty());
    if let Some(rim) = label.halo {
        for outline in &letters {
            path(out, outline, Paint::fill(rim).outlined(rim, label.size / 4.0));
        }
    }
    for outline in &letters {
        path(out, outline, Paint::fill(label.colour));
    }
}

/// XML's own characters as entities; characters that XML forbids are dropped.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if character.is_control() => out.push(' '),
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Page;

    #[test]
    fn hostile_text_stays_text() {
        let mut canvas = Canvas::new(Page::Wide, "en");
        canvas.title = "</title><script>alert('1')</script>\u{0}".to_owned();
        canvas.text(Label::new("<b> & \"quotes\" \u{1}", 10.0, 100.0, 20.0));
        let svg = to_svg(&canvas, Lettering::Text);
        assert!(!svg.contains("<script") && svg.contains("&lt;b&gt; &amp; &quot;quotes&quot;"));
        let document = roxmltree::Document::parse(&svg).unwrap();
        let text = document.descendants().find(|node| node.has_tag_name("text")).and_then(|node| node.text());
        assert_eq!(text.map(str::trim_end), Some("<b> & \"quotes\""));
    }

    #[test]
    fn equal_canvases_yield_equal_bytes() {
        let canvas = Canvas::new(Page::A4, "fr");
        assert_eq!(to_svg(&canvas, Lettering::Text), to_svg(&canvas.clone(), Lettering::Text));
    }

    #[test]
    fn a_page_of_paper_has_its_size() {
        let svg = |page| to_svg(&Canvas::new(page, "fr"), Lettering::Text);
        assert!(svg(Page::A4).contains("width=\"297mm\" height=\"210mm\" viewBox=\"0 0 1188 840\""));
        assert!(svg(Page::A4Portrait).contains("width=\"210mm\" height=\"297mm\""));
        assert!(svg(Page::Wide).contains("width=\"1280\" height=\"720\""));
    }

    #[test]
    fn a_rim_lies_under_its_letters_and_is_not_read_aloud() {
        let mut canvas = Canvas::new(Page::Wide, "en");
        canvas.text(Label::new("people", 10.0, 100.0, 20.0).led_by("317", 30.0).halo());
        let svg = to_svg(&canvas, Lettering::Text);
        let document = roxmltree::Document::parse(&svg).unwrap();
        let texts: Vec<_> = document.descendants().filter(|node| node.has_tag_name("text")).collect();
        assert_eq!(texts.iter().map(|text| text.attribute("aria-hidden")).collect::<Vec<_>>(), [Some("true"), None]);
        assert!(texts.iter().all(|text| text.children().count() == 2) && !svg.contains("paint-order"));
    }

    #[test]
    fn a_number_is_apart_from_its_text_only_where_it_looks_different() {
        let svg = |label: Label| {
            let mut canvas = Canvas::new(Page::Wide, "en");
            canvas.text(label.led_by("317", 20.0));
            to_svg(&canvas, Lettering::Text)
        };
        assert!(svg(Label::new("people", 10.0, 100.0, 20.0)).contains(">317</tspan>\u{a0}people</text>"));
        assert!(svg(Label::new("people", 10.0, 100.0, 20.0).bold().centred()).contains(">317\u{a0}people</text>"));
    }

    #[test]
    fn outlines_need_no_font_but_for_what_ours_lacks() {
        let mut canvas = Canvas::new(Page::Wide, "en");
        canvas.text(Label::new("people", 10.0, 100.0, 20.0).led_by("317", 30.0).halo());
        let svg = to_svg(&canvas, Lettering::Outlines);
        assert_eq!((svg.matches("<path").count(), svg.matches("<text").count()), (4, 0));
        assert!(!svg.contains("@font-face"));
        canvas.text(Label::new("顧客", 10.0, 200.0, 20.0));
        assert_eq!(to_svg(&canvas, Lettering::Outlines).matches("<text").count(), 1);
    }
}
