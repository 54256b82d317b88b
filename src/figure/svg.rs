use std::fmt::Write;
use std::sync::OnceLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::font::{BOLD_WEB, FAMILY, REGULAR_WEB};
use super::outline::Coordinate;
use super::{Anchor, Canvas, Item, Label, Paint, Rect, Weight, palette};

/// The figure as an SVG document; equal canvases yield equal bytes.
///
/// There are no ids, so that many figures can stand on one page. Text stays text, so it can be searched, copied and read aloud. The fonts are embedded (40 kB), so a browser sets it
/// as wide as it was measured.
pub fn to_svg(canvas: &Canvas) -> String {
    let (width, height) = (canvas.page.width(), canvas.page.height());
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         xml:lang=\"{language}\" lang=\"{language}\" role=\"img\" \
         font-family=\"{FAMILY}, 'Source Sans 3', 'DejaVu Sans', Arial, sans-serif\" text-rendering=\"geometricPrecision\">\n\
         <title>{}</title>\n<desc>{}</desc>\n{}\n",
        escape(&canvas.title),
        escape(&canvas.description),
        style(),
        language = canvas.language,
    );
    let _ = writeln!(out, "<rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>", palette::PAPER);
    for item in &canvas.items {
        match item {
            Item::Rectangle(area, paint) => rectangle(&mut out, *area, *paint),
            Item::Disc(x, y, radius, paint) => disc(&mut out, (*x, *y), *radius, *paint),
            Item::Path(outline, paint) => {
                let _ = writeln!(out, "<path d=\"{}\"{}/>", outline.data(), attributes(*paint));
            }
            Item::Text(label) => text(&mut out, label),
        }
    }
    out.push_str("</svg>\n");
    out
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

fn text(out: &mut String, label: &Label) {
    let _ = write!(
        out,
        "<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"",
        Coordinate(label.x),
        Coordinate(label.baseline),
        Coordinate(label.size),
        label.colour
    );
    if label.weight == Weight::Bold {
        out.push_str(" font-weight=\"700\"");
    }
    match label.anchor {
        Anchor::Start => {}
        Anchor::Middle => out.push_str(" text-anchor=\"middle\""),
        Anchor::End => out.push_str(" text-anchor=\"end\""),
    }
    if let Some(halo) = label.halo {
        let _ = write!(
            out,
            " paint-order=\"stroke\" stroke=\"{halo}\" stroke-width=\"{}\" stroke-linejoin=\"round\"",
            Coordinate(label.size / 4.0)
        );
    }
    let _ = writeln!(out, ">{}</text>", escape(&label.text));
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
        let svg = to_svg(&canvas);
        assert!(!svg.contains("<script") && svg.contains("&lt;b&gt; &amp; &quot;quotes&quot;"));
        let document = roxmltree::Document::parse(&svg).unwrap();
        let text = document.descendants().find(|node| node.has_tag_name("text")).and_then(|node| node.text());
        assert_eq!(text.map(str::trim_end), Some("<b> & \"quotes\""));
    }

    #[test]
    fn equal_canvases_yield_equal_bytes() {
        let canvas = Canvas::new(Page::A4, "fr");
        assert_eq!(to_svg(&canvas), to_svg(&canvas.clone()));
    }
}
