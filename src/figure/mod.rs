//! Drawing without model words: pages, colours, measured text, axes, marks, SVG and PNG.
//!
//! A [`Canvas`] is a list of marks in page units. Text is measured with the font that is shipped, embedded in the SVG
//! and used for the PNG, so nothing moves when somebody else draws it.

mod axis;
mod canvas;
mod colour;
mod font;
mod frame;
mod outline;
mod page;
mod place;
#[cfg(feature = "png")]
mod png;
mod svg;
mod text;

pub use axis::Axis;
pub use canvas::{Anchor, Canvas, Fault, Item, Label, Paint};
pub use colour::{Colour, palette};
pub use font::Weight;
pub use frame::{Caption, frame};
pub use outline::Outline;
pub use page::{Page, Rect, UnknownPage};
pub use place::{flags, spread};
#[cfg(feature = "png")]
pub use png::{PngError, to_png};
pub use svg::to_svg;
pub use text::{clean, isolate, truncate, wrap};
