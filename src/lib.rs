//! `rumeur`: a simulator of word-of-mouth impact.
//!
//! A customer complained; how many people know, how many never told us, and what does that cost?
//!
//! ```text
//! 7  batch                 directories of scenarios, output directories
//! 6  report                tables, data package, sentences, figures of the model
//! 5  experiment            a scenario and its variants: compiled, run, explained
//! 4  scenario | figure     text -> parameters, diagnostics, presets | axes, marks, SVG
//! 3  ensemble              many replicates in parallel, stopping, summaries
//! 2  model                 the stages, the engines, the closed forms
//! 1  network               the referral network
//! 0  input | machine | quantity | random | sheet | stats | vocabulary
//! ```
//! Arrows point down only. The command (`main.rs`, `cli/`) stands above and is no part of the library.
//!
//! # Three steps
//!
//! A scenario is read, compiled with its variants, and run:
//!
//! ```
//! use rumeur::ensemble::Control;
//! use rumeur::experiment::Experiment;
//! use rumeur::scenario::{self, Overrides};
//! use rumeur::vocabulary::Metric;
//!
//! // 1. Text to parameters. Every mistake comes with file, line, column and hint.
//! let overrides = Overrides { replicates: Some(2_000), ..Overrides::default() };
//! let scenario = scenario::load_preset("classic-317", &overrides).expect("a built-in preset");
//!
//! // 2. Parameters to models, with their closed forms.
//! let experiment = Experiment::new(&scenario).expect("a valid scenario");
//! assert_eq!(experiment.models()[0].model.expected().mean(Metric::Aware), Some(317.0));
//!
//! // 3. Models to summaries: the same numbers on any machine, at any number of threads.
//! let results = experiment.run(&mut [], &Control::default()).expect("no explosion");
//! let aware = results.ensemble.models[0].metric(Metric::Aware).expect("defined");
//! assert!(aware.median() < aware.mean, "half of the cases stay below the mean");
//! ```

pub mod batch;
pub mod ensemble;
pub mod experiment;
pub mod figure;
pub mod model;
pub mod network;
pub mod quantity;
pub mod random;
pub mod report;
pub mod scenario;
pub mod sheet;
pub mod stats;
pub mod vocabulary;

mod digest;
mod input;
mod machine;
mod sync;

#[cfg(doctest)]
#[doc = include_str!("../docs/library.md")]
struct Library;
