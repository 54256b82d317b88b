//! Drawing without model words: pages, colours, measured text, axes, marks, SVG and PNG.
//!
//! A [`Canvas`] is a list of marks in page units. The font is shipped, embedded in the SVG and used for the PNG. Text is
//! measured with it and with the two that other programs take in its place, so that it fits wherever it is drawn.

mod axis;
mod blank;
mod canvas;
mod colour;
mod fault;
mod font;
mod frame;
mod label;
mod outline;
mod page;
mod paint;
mod place;
#[cfg(feature = "png")]
mod png;
mod svg;
mod text;

pub use axis::Axis;
pub use canvas::{Canvas, Item};
pub use colour::Colour;
pub(crate) use colour::palette;
pub use fault::Fault;
pub(crate) use font::has_glyph;
pub use font::{Face, Weight};
pub(crate) use frame::{Caption, frame};
pub use label::{Anchor, Label, Role};
pub use outline::Outline;
pub use page::{Page, Rect, UnknownPage};
pub use paint::Paint;
pub use place::{flags, spread};
#[cfg(feature = "png")]
pub use png::{PngError, to_png};
pub use svg::{Lettering, to_svg};
pub use text::{clean, truncate};
pub(crate) use text::{isolate, whole_words, wrap};
