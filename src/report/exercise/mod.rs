//! Exercises as they are handed out: sheets with blanks and corrected ones, in HTML and Markdown, and questions for import into
//! Moodle and whatever reads GIFT.

mod answers;
mod append;
mod arithmetic;
mod class_sheet;
mod facts;
mod folklore;
mod gift;
mod html;
mod iceberg;
mod markdown;
mod moodle;
mod prompt;
mod words;

pub use answers::{ExerciseAnswer, ExerciseNumber, exercise_answers, exercise_numbers};
pub use class_sheet::{ClassSheet, Part, Question, StudentSheet};
pub use folklore::{Claim, claims};
pub use gift::{gift, is_gift};
pub use html::{corrected_html, is_sheet, sheets_html};
pub use markdown::{corrected_markdown, is_markdown, sheets_markdown};
pub use moodle::{is_moodle, moodle};
