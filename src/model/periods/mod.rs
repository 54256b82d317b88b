//! Several periods, one after the other.

mod course;
mod forms;
mod step;
mod timetable;

pub(super) use course::{Course, CourseScratch};
pub use forms::PeriodForms;
