//! Exercises: a scenario with other numbers for each student, and every answer from the closed forms.

mod class;
mod formula;
mod money_steps;
mod numbers;
mod people_steps;
mod step;
mod steps;

pub use class::{Exercise, ExerciseError, Student};
pub use formula::Formula;
pub use step::{Asked, Step};
pub use steps::steps;
