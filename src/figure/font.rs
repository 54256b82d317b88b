use std::sync::OnceLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider};

use super::Outline;

/// Inter, cut down to Latin, Greek and signs; see assets/fonts.
pub(super) const REGULAR: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.ttf");
/// Its bold.
pub(super) const BOLD: &[u8] = include_bytes!("../../assets/fonts/Inter-Bold.ttf");
/// The same two for embedding.
pub(super) const REGULAR_WEB: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.woff2");
/// The same two for embedding.
pub(super) const BOLD_WEB: &[u8] = include_bytes!("../../assets/fonts/Inter-Bold.woff2");
/// The widths of the fonts that other programs take instead.
const OTHERS: &str = include_str!("../../assets/fonts/widths.txt");
/// The name in SVG.
pub(super) const FAMILY: &str = "Inter";

/// From the baseline up to the top of a text box, in ems.
pub(super) const ASCENT: f64 = 0.97;
/// From the baseline down to the bottom of a text box, in ems.
pub(super) const DESCENT: f64 = 0.25;
/// What a character that the font lacks may take up in whatever font the viewer has, in ems: wide emoji are the widest.
const FOREIGN: f64 = 1.4;
/// Beyond this code point no character has a width of its own.
const CODES: usize = 0x2300;

/// Regular or bold.
#[doc = include_str!("examples/drawing.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// 400.
    #[default]
    Regular,
    /// 700.
    Bold,
}

/// A font that a figure may be set in.
#[doc = include_str!("examples/drawing.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Inter, which is shipped and embedded.
    Inter,
    /// What office suites take instead; Arial is as wide.
    LiberationSans,
    /// What other programs take on Linux; the widest of the three.
    DejaVuSans,
}

impl Face {
    /// Every face that the layout leaves room for.
    pub const ALL: [Face; 3] = [Face::Inter, Face::LiberationSans, Face::DejaVuSans];
}

/// The advances of one weight of every face, in ems, by character below U+2300; negative where Inter has no glyph.
struct Advances(Vec<[f64; 3]>);

impl Advances {
    fn read(weight: Weight) -> Self {
        let mut advances = vec![[-1.0; 3]; CODES];
        // The bytes are compiled in, and the tests below measure with them.
        let font = font(weight);
        let (charmap, metrics) = (font.charmap(), font.glyph_metrics(Size::new(1.0), LocationRef::default()));
        let own = |code: usize| metrics.advance_width(charmap.map(code as u32)?).map(f64::from);
        for (code, place) in advances.iter_mut().enumerate() {
            if let Some(width) = own(code) {
                *place = [width; 3];
            }
        }
        for line in OTHERS.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split(' ');
            let code = words.next().and_then(|code| usize::from_str_radix(code, 16).ok());
            let widths: Vec<f64> =
                words.filter_map(|width| width.parse().ok()).map(|width: f64| width / 2048.0).collect();
            let bold = usize::from(weight == Weight::Bold);
            if let (Some(place), &[_, _, _, _]) = (code.and_then(|code| advances.get_mut(code)), &widths[..]) {
                (place[1], place[2]) = (widths[bold], widths[2 + bold]);
            }
        }
        Self(advances)
    }

    fn of(weight: Weight) -> &'static Self {
        static TABLES: [OnceLock<Advances>; 2] = [OnceLock::new(), OnceLock::new()];
        TABLES[weight as usize].get_or_init(|| Self::read(weight))
    }
}

fn font(weight: Weight) -> FontRef<'static> {
    let data = match weight {
        Weight::Regular => REGULAR,
        Weight::Bold => BOLD,
    };
    FontRef::new(data).expect("the shipped font is a font")
}

/// Whether a character is drawn over the one before it, or not at all.
pub(super) fn is_zero_width(character: char) -> bool {
    matches!(u32::from(character),
        0x300..=0x36f | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x20d0..=0x20ff | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f
        | 0x2066..=0x2069)
}

/// The width of one character at size 1, in each face.
fn advances(character: char, weight: Weight) -> [f64; 3] {
    if is_zero_width(character) {
        return [0.0; 3];
    }
    let known = Advances::of(weight).0.get(character as usize).copied().filter(|widths| widths[0] >= 0.0);
    known.unwrap_or([FOREIGN; 3])
}

/// Whether the shipped font can draw a character; those that are drawn over another need no glyph of their own.
pub(crate) fn has_glyph(character: char) -> bool {
    is_zero_width(character)
        || Advances::of(Weight::Regular).0.get(character as usize).is_some_and(|widths| widths[0] >= 0.0)
}

impl Weight {
    /// The room that `text` set at `size` may take, in page units: as wide as in the widest of the faces that a viewer may
    /// have. A character that Inter lacks counts as the widest there are.
    pub fn width(self, text: &str, size: f64) -> f64 {
        let mut sums = [0.0; 3];
        for character in text.chars() {
            for (sum, width) in sums.iter_mut().zip(advances(character, self)) {
                *sum += width;
            }
        }
        sums.into_iter().fold(0.0, f64::max) * size
    }

    /// The width of `text` in one face.
    pub fn width_in(self, face: Face, text: &str, size: f64) -> f64 {
        text.chars().map(|character| advances(character, self)[face as usize]).sum::<f64>() * size
    }

    /// The letters of `text` as one shape that begins at x on the baseline; characters that the font lacks are left out.
    pub(super) fn outline(self, text: &str, (x, baseline): (f64, f64), size: f64) -> Outline {
        let font = font(self);
        let (charmap, glyphs) = (font.charmap(), font.outline_glyphs());
        let mut pen = Pen { outline: Outline::default(), x, baseline, last: (0.0, 0.0) };
        for character in text.chars() {
            if let Some(glyph) = charmap.map(character).and_then(|glyph| glyphs.get(glyph)) {
                let settings = DrawSettings::unhinted(Size::new(size as f32), LocationRef::default());
                // A glyph of the shipped font draws; there is nothing to say where one does not.
                let _ = glyph.draw(settings, &mut pen);
            }
            pen.x += advances(character, self)[Face::Inter as usize] * size;
        }
        pen.outline
    }
}

/// Puts the lines of a glyph where the text stands; y grows downwards.
struct Pen {
    outline: Outline,
    x: f64,
    baseline: f64,
    last: (f64, f64),
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> (f64, f64) {
        (self.x + f64::from(x), self.baseline - f64::from(y))
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.last = self.at(x, y);
        self.outline.push_move(self.last);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.last = self.at(x, y);
        self.outline.push_line(self.last);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (control, end) = (self.at(cx, cy), self.at(x, y));
        let toward =
            |from: (f64, f64)| (from.0 + 2.0 / 3.0 * (control.0 - from.0), from.1 + 2.0 / 3.0 * (control.1 - from.1));
        self.outline.push_curve(toward(self.last), toward(end), end);
        self.last = end;
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.last = self.at(x, y);
        self.outline.push_curve(self.at(cx0, cy0), self.at(cx1, cy1), self.last);
    }

    fn close(&mut self) {
        self.outline.push_close();
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
                assert!(has_glyph(character), "{character:?}");
                assert!(advances(character, weight).iter().all(|width| (0.1..1.3).contains(width)), "{character:?}");
            }
        }
        assert!(!has_glyph('₹') && !has_glyph('😀') && has_glyph('\u{301}'));
    }

    #[test]
    fn digits_are_about_six_tenths_of_an_em_in_every_face() {
        for face in Face::ALL {
            let width = Weight::Regular.width_in(face, "0", 100.0);
            assert!((55.0..70.0).contains(&width), "{width}");
            assert!(Weight::Bold.width("317", 10.0) >= Weight::Bold.width_in(face, "317", 10.0));
        }
    }

    #[test]
    fn a_foreign_character_counts_as_the_widest() {
        assert_eq!(Weight::Regular.width("😀", 10.0), 10.0 * FOREIGN);
        assert_eq!(Weight::Regular.width("e\u{301}", 10.0), Weight::Regular.width("e", 10.0));
    }

    #[test]
    fn the_widths_of_other_fonts_are_those_of_their_files() {
        let folder = "/usr/share/fonts/truetype/";
        let files = [
            (Face::LiberationSans, "liberation/LiberationSans-Regular.ttf", Weight::Regular),
            (Face::LiberationSans, "liberation/LiberationSans-Bold.ttf", Weight::Bold),
            (Face::DejaVuSans, "dejavu/DejaVuSans.ttf", Weight::Regular),
            (Face::DejaVuSans, "dejavu/DejaVuSans-Bold.ttf", Weight::Bold),
        ];
        for (face, file, weight) in files {
            let Ok(data) = std::fs::read(format!("{folder}{file}")) else {
                println!("skipped: {folder}{file} is not installed (fonts-liberation, fonts-dejavu-core)");
                continue;
            };
            let font = FontRef::new(&data).unwrap();
            let (charmap, metrics) = (font.charmap(), font.glyph_metrics(Size::new(1.0), LocationRef::default()));
            let mut measured = 0;
            for character in (' '..'\u{2300}').filter(|&character| has_glyph(character) && !is_zero_width(character)) {
                let Some(width) = charmap.map(character).and_then(|glyph| metrics.advance_width(glyph)) else {
                    continue;
                };
                let known = weight.width_in(face, &character.to_string(), 1.0);
                assert!((known - f64::from(width)).abs() < 1e-3, "{file} {character:?}: {known} {width}");
                measured += 1;
            }
            assert!(measured > 400, "{file}: {measured}");
        }
    }

    #[test]
    fn letters_stand_on_the_baseline_where_they_are_wanted() {
        let outline = Weight::Bold.outline("H", (100.0, 200.0), 50.0);
        let points: Vec<(f64, f64)> = outline.lines().into_iter().flatten().collect();
        let bottom = points.iter().map(|point| point.1).fold(f64::MIN, f64::max);
        let left = points.iter().map(|point| point.0).fold(f64::MAX, f64::min);
        assert!((bottom - 200.0).abs() < 0.1 && left > 100.0 && left < 110.0, "{bottom} {left}");
    }
}
