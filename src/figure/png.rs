use std::fmt;
use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};

use super::font::{BOLD, FAMILY, REGULAR};
use super::{Canvas, Lettering, to_svg};
use crate::text;
use crate::vocabulary::{Say, Text};

/// A drawing that could not be made into a picture.
#[doc = include_str!("examples/png.md")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PngError {
    /// The SVG could not be read.
    Svg(String),
    /// The picture is too large for the memory, or has no area.
    Size,
    /// The picture could not be packed.
    Encoding(String),
}

impl Say for PngError {
    fn text(&self) -> Text {
        match self {
            PngError::Svg(message) => {
                Text::new(format!("cannot read the drawing: {message}"), "le dessin est illisible")
            }
            PngError::Size => {
                text!("a picture of this size cannot be made", "une image de cette taille est impossible")
            }
            PngError::Encoding(message) => {
                Text::new(format!("cannot pack the picture: {message}"), "l'image n'a pas pu être comprimée")
            }
        }
    }
}

impl fmt::Display for PngError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for PngError {}

/// A figure as a PNG picture, `scale` pixels to a page unit, with the shipped font and no other. The picture knows its size
/// on paper, and carries title and description for those who cannot see it.
///
/// # Errors
/// When the picture would be too large.
pub fn to_png(canvas: &Canvas, scale: f32) -> Result<Vec<u8>, PngError> {
    let svg = to_svg(canvas, Lettering::Text);
    let inch = canvas.page.units_per_inch();
    let options = Options { font_family: FAMILY.to_owned(), fontdb: fonts(), dpi: inch as f32, ..Options::default() };
    let tree = Tree::from_str(&svg, &options).map_err(|error| PngError::Svg(error.to_string()))?;
    let side = |units: f64| (units as f32 * scale).round() as u32;
    let mut pixmap = Pixmap::new(side(canvas.page.width()), side(canvas.page.height())).ok_or(PngError::Size)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    let png = pixmap.encode_png().map_err(|error| PngError::Encoding(error.to_string()))?;
    let per_metre = (inch / 0.0254 * f64::from(scale)).round() as u32;
    let texts = [("Title", &canvas.title), ("Description", &canvas.description)];
    Ok(with_chunks(&png, per_metre, &texts))
}

/// The signature and the header of a PNG: other chunks may follow.
const HEAD: usize = 8 + 25;

/// Puts pixels per metre and texts right after the header.
fn with_chunks(png: &[u8], per_metre: u32, texts: &[(&str, &String)]) -> Vec<u8> {
    let (head, rest) = png.split_at(HEAD.min(png.len()));
    let mut out = head.to_vec();
    let size = per_metre.to_be_bytes();
    chunk(&mut out, *b"pHYs", &[&size[..], &size[..], &[1]].concat());
    for (keyword, text) in texts {
        // Not packed, no language, no keyword in another language.
        chunk(&mut out, *b"iTXt", &[keyword.as_bytes(), &[0; 5], text.as_bytes()].concat());
    }
    out.extend_from_slice(rest);
    out
}

fn chunk(out: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    let mut sum = flate2::Crc::new();
    sum.update(&kind);
    sum.update(data);
    out.extend_from_slice(&u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes());
    out.extend_from_slice(&kind);
    out.extend_from_slice(data);
    out.extend_from_slice(&sum.sum().to_be_bytes());
}

fn fonts() -> Arc<Database> {
    static FONTS: OnceLock<Arc<Database>> = OnceLock::new();
    let load = || {
        let mut database = Database::new();
        database.load_font_data(REGULAR.to_vec());
        database.load_font_data(BOLD.to_vec());
        Arc::new(database)
    };
    Arc::clone(FONTS.get_or_init(load))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Label, Page};

    fn chunks(png: &[u8]) -> Vec<(String, Vec<u8>)> {
        let mut found = Vec::new();
        let mut rest = &png[8..];
        while let [a, b, c, d, after @ ..] = rest {
            let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
            found.push((String::from_utf8_lossy(&after[..4]).into_owned(), after[4..4 + length].to_vec()));
            rest = &after[8 + length..];
        }
        found
    }

    #[test]
    fn a_page_becomes_a_picture_of_its_size() {
        let mut canvas = Canvas::new(Page::Wide, "en");
        canvas.text(Label::new("317", 10.0, 100.0, 60.0));
        let png = to_png(&canvas, 0.5).unwrap();
        assert_eq!(&png[..4], b"\x89PNG");
        assert_eq!(Pixmap::decode_png(&png).map(|map| (map.width(), map.height())).ok(), Some((640, 360)));
        let paper = to_png(&Canvas::new(Page::A4Portrait, "en"), 2.0).unwrap();
        assert_eq!(Pixmap::decode_png(&paper).map(|map| (map.width(), map.height())).ok(), Some((1680, 2376)));
    }

    #[test]
    fn a_picture_knows_its_size_on_paper_and_what_it_says() {
        let mut canvas = Canvas::new(Page::A4, "fr");
        (canvas.title, canvas.description) = ("Un été".to_owned(), "Des barres.".to_owned());
        let chunks = chunks(&to_png(&canvas, 2.0).unwrap());
        let kinds: Vec<&str> = chunks.iter().map(|chunk| chunk.0.as_str()).take(4).collect();
        assert_eq!(kinds, ["IHDR", "pHYs", "iTXt", "iTXt"]);
        // 2,376 pixels over 297 mm are 8,000 to the metre.
        assert_eq!(chunks[1].1, [0, 0, 31, 64, 0, 0, 31, 64, 1]);
        assert_eq!(chunks[2].1, ["Title".as_bytes(), &[0; 5], "Un été".as_bytes()].concat());
    }
}
