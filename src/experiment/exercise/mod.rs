//! Exercises: a scenario with other numbers for each student, every step by hand from what is given, and every answer from the
//! closed forms.

mod arithmetic;
mod asked;
mod class;
mod digits;
mod formula;
mod given;
mod money_steps;
mod numbers;
mod numbers_given;
mod order;
mod people_steps;
mod retelling_steps;
mod step;
mod work;

pub use arithmetic::Arithmetic;
pub use asked::Asked;
pub use class::{Exercise, ExerciseError, Student, Worked};
pub use digits::{shown, step_decimals};
pub use formula::Formula;
pub use given::{Given, given_decimals, printed};
pub use step::Step;
