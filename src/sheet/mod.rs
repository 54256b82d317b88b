//! Tables of people, as they are saved: columns by name, cells as people write them. Bytes in; no path is opened here.

mod cell;
mod table;

pub(crate) use cell::MOST_TOLD;
pub use cell::{Told, told};
pub(crate) use cell::{number, shown};
pub use table::{Sheet, SheetError, plain};
