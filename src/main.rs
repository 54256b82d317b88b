//! The `rumeur` command.

fn main() {}
