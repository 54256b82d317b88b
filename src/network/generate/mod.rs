//! The generators: linear in the contacts, seeded, the same at any number of threads.

mod communities;
mod preferential;
mod random;
mod rows;
mod small_world;

pub(super) use communities::communities;
pub(super) use preferential::preferential;
pub(super) use random::random;
pub(super) use small_world::small_world;

#[cfg(test)]
mod tests;
