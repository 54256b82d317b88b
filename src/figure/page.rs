use std::fmt;
use std::str::FromStr;

use crate::text;
use crate::vocabulary::{Say, Text};

/// The proportions of a figure.
#[doc = include_str!("examples/drawing.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Page {
    /// 16:9, a slide.
    #[default]
    Wide,
    /// A4, landscape.
    A4,
    /// A4, portrait.
    A4Portrait,
}

impl Page {
    /// Every page, in the order shown to users.
    pub const ALL: [Page; 3] = [Page::Wide, Page::A4, Page::A4Portrait];

    /// The value on the command line and in file names.
    pub const fn name(self) -> &'static str {
        match self {
            Page::Wide => "wide",
            Page::A4 => "a4",
            Page::A4Portrait => "a4-portrait",
        }
    }

    /// Width in page units.
    pub const fn width(self) -> f64 {
        match self {
            Page::Wide => 1280.0,
            Page::A4 => 1188.0,
            Page::A4Portrait => 840.0,
        }
    }

    /// Height in page units.
    pub const fn height(self) -> f64 {
        match self {
            Page::Wide => 720.0,
            Page::A4 => 840.0,
            Page::A4Portrait => 1188.0,
        }
    }

    /// Page units to an inch: a slide has 96, as browsers do; on A4 a unit is a quarter of a millimetre.
    pub const fn units_per_inch(self) -> f64 {
        match self {
            Page::Wide => 96.0,
            Page::A4 | Page::A4Portrait => 101.6,
        }
    }

    /// The whole page.
    pub const fn area(self) -> Rect {
        Rect { left: 0.0, top: 0.0, right: self.width(), bottom: self.height() }
    }
}

impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The text names no page.
#[doc = include_str!("examples/drawing.md")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownPage(pub String);

impl Say for UnknownPage {
    fn text(&self) -> Text {
        text!(
            "unknown page `{}`, expected `wide`, `a4` or `a4-portrait`",
            "page inconnue `{}`, attendu `wide`, `a4` ou `a4-portrait`",
            self.0
        )
    }
}

impl fmt::Display for UnknownPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for UnknownPage {}

impl FromStr for Page {
    type Err = UnknownPage;

    fn from_str(text: &str) -> Result<Self, UnknownPage> {
        Self::ALL.into_iter().find(|page| page.name() == text).ok_or_else(|| UnknownPage(text.to_owned()))
    }
}

/// An upright rectangle in page units; y grows downwards.
#[doc = include_str!("examples/drawing.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Smallest x.
    pub left: f64,
    /// Smallest y.
    pub top: f64,
    /// Largest x.
    pub right: f64,
    /// Largest y.
    pub bottom: f64,
}

impl Rect {
    /// The rectangle between two corners.
    pub const fn new(left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Self { left, top, right, bottom }
    }

    /// right - left.
    pub const fn width(self) -> f64 {
        self.right - self.left
    }

    /// bottom - top.
    pub const fn height(self) -> f64 {
        self.bottom - self.top
    }

    /// Half way between left and right.
    pub const fn middle_x(self) -> f64 {
        f64::midpoint(self.left, self.right)
    }

    /// Half way between top and bottom.
    pub const fn middle_y(self) -> f64 {
        f64::midpoint(self.top, self.bottom)
    }

    /// The same, smaller by these distances from each side.
    #[must_use]
    pub const fn inset(self, left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Self { left: self.left + left, top: self.top + top, right: self.right - right, bottom: self.bottom - bottom }
    }

    /// Whether the two have a common inner point.
    pub fn overlaps(self, other: Rect) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Rect) -> bool {
        self.left <= other.left && self.top <= other.top && other.right <= self.right && other.bottom <= self.bottom
    }
}
