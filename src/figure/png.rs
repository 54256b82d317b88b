use std::fmt;
use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};

use super::font::{BOLD, FAMILY, REGULAR};

/// A drawing that could not be made into a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PngError {
    /// The SVG could not be read.
    Svg(String),
    /// The picture is too large for the memory, or has no area.
    Size,
    /// The picture could not be packed.
    Encoding(String),
}

impl fmt::Display for PngError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PngError::Svg(message) => write!(f, "cannot read the drawing: {message}"),
            PngError::Size => f.write_str("a picture of this size cannot be made"),
            PngError::Encoding(message) => write!(f, "cannot pack the picture: {message}"),
        }
    }
}

impl std::error::Error for PngError {}

/// The SVG of [`super::to_svg`] as a PNG picture, `scale` pixels to a page unit, with the shipped font and no other.
///
/// # Errors
/// When `svg` is not one, or the picture would be too large.
pub fn to_png(svg: &str, scale: f32) -> Result<Vec<u8>, PngError> {
    let options = Options { font_family: FAMILY.to_owned(), fontdb: fonts(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|error| PngError::Svg(error.to_string()))?;
    let size = tree.size();
    let (width, height) = ((size.width() * scale).round() as u32, (size.height() * scale).round() as u32);
    let mut pixmap = Pixmap::new(width, height).ok_or(PngError::Size)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|error| PngError::Encoding(error.to_string()))
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
    use crate::figure::{Canvas, Label, Page, to_svg};

    #[test]
    fn a_page_becomes_a_picture_of_its_size() {
        let mut canvas = Canvas::new(Page::Wide, "en");
        canvas.text(Label::new("317", 10.0, 100.0, 60.0));
        let png = to_png(&to_svg(&canvas), 0.5).unwrap();
        assert_eq!(&png[..4], b"\x89PNG");
        assert_eq!(Pixmap::decode_png(&png).map(|map| (map.width(), map.height())).ok(), Some((640, 360)));
    }

    #[test]
    fn what_is_no_svg_is_an_error() {
        assert!(matches!(to_png("<html/>", 1.0), Err(PngError::Svg(_))));
    }
}
