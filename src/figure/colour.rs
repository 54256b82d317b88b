use std::fmt;

/// An opaque sRGB colour.
#[doc = include_str!("examples/drawing.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

impl Colour {
    /// How bright it prints in grey, from 0 to 1 (ITU-R BT.601 luma).
    pub fn grey(self) -> f64 {
        (0.299 * f64::from(self.0) + 0.587 * f64::from(self.1) + 0.114 * f64::from(self.2)) / 255.0
    }

    /// How bright it is to the eye, from 0 to 1 (WCAG 2: relative luminance).
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { libm::pow((part + 0.055) / 1.055, 2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// The ratio of contrast with another colour, from 1 to 21 (WCAG 2): 4.5 for text, 3 for marks.
    pub fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance() + 0.05, other.luminance() + 0.05);
        (a / b).max(b / a)
    }

    /// The colour that can be read on this one.
    #[must_use]
    pub fn ink(self) -> Colour {
        if self.contrast(palette::PAPER) >= 4.5 { palette::PAPER } else { palette::INK }
    }

    /// This colour mixed with another; `share` of the other, from 0 to 1.
    #[must_use]
    pub fn mix(self, other: Colour, share: f64) -> Colour {
        let part = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
        Colour(part(self.0, other.0), part(self.1, other.1), part(self.2, other.2))
    }
}

/// The colours of every figure: blues that step down evenly in grey, and one warm accent.
///
/// Blue against orange is told apart in the three common kinds of colour blindness; a test measures the steps.
pub(crate) mod palette {
    use super::Colour;

    /// The background.
    pub(crate) const PAPER: Colour = Colour(255, 255, 255);
    /// Text that is read first.
    pub(crate) const INK: Colour = Colour(22, 32, 44);
    /// Text that is read second.
    pub(crate) const QUIET: Colour = Colour(84, 96, 110);
    /// Axes and leader lines.
    pub(crate) const LINE: Colour = Colour(128, 139, 152);
    /// Grid lines.
    pub(crate) const GRID: Colour = Colour(226, 231, 236);
    /// The darkest blue.
    pub(crate) const DEEP: Colour = Colour(18, 52, 86);
    /// The middle blue.
    pub(crate) const BLUE: Colour = Colour(52, 112, 163);
    /// The light blue.
    pub(crate) const SKY: Colour = Colour(143, 188, 222);
    /// The palest blue: water, bands.
    pub(crate) const MIST: Colour = Colour(222, 236, 247);
    /// The accent: what the sentence is about.
    pub(crate) const ACCENT: Colour = Colour(192, 78, 0);
    /// The accent as a tint.
    pub(crate) const PEACH: Colour = Colour(247, 206, 170);

    /// The colour of the thin line around a shape of this colour that carries meaning: its own where it can be seen on
    /// paper, else a darker one of its family.
    pub(crate) fn edge(colour: Colour) -> Colour {
        let visible = colour.contrast(PAPER) >= 3.0;
        let warm = colour.0 > colour.2;
        if visible {
            colour
        } else if warm {
            ACCENT
        } else {
            BLUE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a colour looks like to somebody without red (0), green (1) or blue (2) cones: Machado, Oliveira and
    /// Fernandes (2009), severity 1, applied to the sRGB values.
    fn without_cones(colour: Colour, kind: usize) -> [f64; 3] {
        const MATRICES: [[[f64; 3]; 3]; 3] = [
            [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
            [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        ];
        let rgb = [f64::from(colour.0), f64::from(colour.1), f64::from(colour.2)];
        MATRICES[kind].map(|row| row.iter().zip(rgb).map(|(weight, value)| weight * value).sum())
    }

    #[test]
    fn blues_survive_grey_print() {
        let blues = [palette::DEEP, palette::BLUE, palette::SKY, palette::MIST, palette::PAPER];
        for pair in blues.windows(2) {
            assert!(pair[1].grey() - pair[0].grey() > 0.06, "{} {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn the_accent_is_told_from_every_blue_without_any_kind_of_cone() {
        for blue in [palette::DEEP, palette::BLUE, palette::SKY, palette::MIST] {
            for kind in 0..3 {
                let (a, b) = (without_cones(palette::ACCENT, kind), without_cones(blue, kind));
                let distance = a.iter().zip(b).map(|(x, y)| (x - y) * (x - y)).sum::<f64>().sqrt();
                assert!(distance > 60.0, "{blue} {kind}: {distance}");
            }
        }
    }

    #[test]
    fn text_is_readable_on_every_fill() {
        for fill in [palette::DEEP, palette::BLUE, palette::SKY, palette::MIST, palette::ACCENT, palette::PEACH] {
            assert!(fill.contrast(fill.ink()) >= 4.5, "{fill}");
        }
        for ink in [palette::INK, palette::QUIET, palette::DEEP, palette::BLUE, palette::ACCENT] {
            assert!(ink.contrast(palette::PAPER) >= 4.5, "{ink}: {}", ink.contrast(palette::PAPER));
        }
    }

    #[test]
    fn what_carries_meaning_can_be_seen_on_paper() {
        assert!((Colour(0, 0, 0).contrast(palette::PAPER) - 21.0).abs() < 1e-9);
        assert!(palette::LINE.contrast(palette::PAPER) >= 3.0);
        for fill in [palette::DEEP, palette::BLUE, palette::SKY, palette::MIST, palette::ACCENT, palette::PEACH] {
            assert!(palette::edge(fill).contrast(palette::PAPER) >= 3.0, "{fill}");
        }
    }
}
