//! What is made of results: tables, manifests, figures.

pub mod figures;
