use std::sync::OnceLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

/// Inter, cut down to Latin, Greek and signs; see assets/fonts.
pub(super) const REGULAR: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.ttf");
/// Its bold.
pub(super) const BOLD: &[u8] = include_bytes!("../../assets/fonts/Inter-Bold.ttf");
/// The same two for embedding.
pub(super) const REGULAR_WEB: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.woff2");
/// The same two for embedding.
pub(super) const BOLD_WEB: &[u8] = include_bytes!("../../assets/fonts/Inter-Bold.woff2");
/// The name in SVG.
pub(super) const FAMILY: &str = "Inter";

/// From the baseline up to the top of a text box, in ems.
pub(super) const ASCENT: f64 = 0.97;
/// From the baseline down to the bottom of a text box, in ems.
pub(super) const DESCENT: f64 = 0.25;
/// What a character that the font lacks may take up in whatever font the viewer has, in ems: wide emoji are the widest.
const FOREIGN: f64 = 1.4;

/// Regular or bold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// 400.
    #[default]
    Regular,
    /// 700.
    Bold,
}

/// The advances of one weight, in ems, by character below U+2300; negative where the font has no glyph.
struct Advances(Vec<f64>);

impl Advances {
    fn read(data: &[u8]) -> Self {
        // The bytes are compiled in, and the tests below measure with them.
        let font = FontRef::new(data).expect("the shipped font is a font");
        let (charmap, metrics) = (font.charmap(), font.glyph_metrics(Size::new(1.0), LocationRef::default()));
        let advance = |code: u32| {
            let glyph = charmap.map(code)?;
            metrics.advance_width(glyph).map(f64::from)
        };
        Self((0..0x2300).map(|code| advance(code).unwrap_or(-1.0)).collect())
    }

    fn of(weight: Weight) -> &'static Self {
        static TABLES: [OnceLock<Advances>; 2] = [OnceLock::new(), OnceLock::new()];
        match weight {
            Weight::Regular => TABLES[0].get_or_init(|| Self::read(REGULAR)),
            Weight::Bold => TABLES[1].get_or_init(|| Self::read(BOLD)),
        }
    }
}

/// Whether a character is drawn over the one before it, or not at all.
pub(super) fn is_zero_width(character: char) -> bool {
    matches!(u32::from(character),
        0x300..=0x36f | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x20d0..=0x20ff | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f
        | 0x2066..=0x2069)
}

/// The width of one character at size 1.
pub(super) fn advance(character: char, weight: Weight) -> f64 {
    if is_zero_width(character) {
        return 0.0;
    }
    let known = Advances::of(weight).0.get(character as usize).copied().filter(|&width| width >= 0.0);
    known.unwrap_or(FOREIGN)
}

impl Weight {
    /// The width of `text` set at `size`, in page units; a character that the font lacks counts as the widest.
    pub fn width(self, text: &str, size: f64) -> f64 {
        text.chars().map(|character| advance(character, self)).sum::<f64>() * size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_has_what_both_languages_write() {
        let needed = "0123456789,.%+-−×±≥≤≈→←↑↓…·•«»‘’“”–— \u{a0}\u{202f}€£$éèàùçâêîôûëïüœŒæÉÈÀÇŸαβγλμσΣ√∞½²³";
        for weight in [Weight::Regular, Weight::Bold] {
            for character in needed.chars() {
                assert!(advance(character, weight) < FOREIGN, "{character:?}");
            }
        }
    }

    #[test]
    fn digits_are_about_six_tenths_of_an_em() {
        let width = Weight::Regular.width("0", 100.0);
        assert!((55.0..70.0).contains(&width), "{width}");
        assert!(Weight::Bold.width("317", 10.0) > Weight::Regular.width("317", 10.0));
    }

    #[test]
    fn a_foreign_character_counts_as_the_widest() {
        assert_eq!(Weight::Regular.width("😀", 10.0), 10.0 * FOREIGN);
        assert_eq!(Weight::Regular.width("e\u{301}", 10.0), Weight::Regular.width("e", 10.0));
    }
}
