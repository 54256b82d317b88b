//! Values in force to the parameters of the model, and the rules that bind several keys.

use super::datum::Datum;
use super::diagnostic::Diagnostic;
use super::key_path::KeyPath;
use super::layers::{Effective, Entry};
use super::resolved::RunSettings;
use crate::ensemble::Precision;
use crate::model::{
    Behind, Combine, Customers, Damage, Generations, Group, Normal, Origin, Parameters, Problem, Recovery, Retelling,
    Service, Telling, Touchpoint, Voice,
};
use crate::quantity::Probability;
use crate::vocabulary::{Metric, Outcome};

/// Turns complete values into parameters; what does not fit together goes to `faults`.
pub(super) fn build(effective: &Effective, faults: &mut Vec<Diagnostic>) -> Parameters {
    let mut builder = Builder { effective, faults };
    let customers = builder.customers();
    let voice = builder.voice(&customers.origin);
    let telling = Outcome::ALL.map(|outcome| builder.telling(outcome));
    let retelling = builder.retelling();
    let network = builder.network();
    Parameters {
        customers,
        voice,
        recovery: Recovery { rate: builder.probability("recovery.rate") },
        telling,
        retelling,
        network,
        damage: builder.damage(),
        max_people: builder.count("run.max_people"),
    }
}

/// How the scenario is run.
pub(super) fn run_settings(effective: &Effective, faults: &mut Vec<Diagnostic>) -> RunSettings {
    let mut builder = Builder { effective, faults };
    let replicates = builder.count("run.replicates");
    let precision = builder.precision(replicates);
    RunSettings { replicates, seed: builder.count("run.seed"), max_people: builder.count("run.max_people"), precision }
}

/// The text of a key that has one.
pub(super) fn text(effective: &Effective, dotted: &str) -> String {
    match effective.get(dotted) {
        Some(Entry { datum: Datum::Text(text), .. }) => text.clone(),
        _ => String::new(),
    }
}

pub(super) struct Builder<'a> {
    pub(super) effective: &'a Effective,
    pub(super) faults: &'a mut Vec<Diagnostic>,
}

impl Builder<'_> {
    pub(super) fn datum(&self, dotted: &str) -> Option<&Datum> {
        self.effective.get(dotted).map(|entry| &entry.datum)
    }

    pub(super) fn at(&self, path: &KeyPath) -> Option<&Datum> {
        self.effective.0.get(path).map(|entry| &entry.datum)
    }

    /// A number that is there or has a default; 0 where it is invalid, which has been said.
    pub(super) fn number(&self, path: &KeyPath) -> f64 {
        match self.at(path) {
            Some(Datum::Number(number)) => *number,
            Some(Datum::Count(count)) => *count as f64,
            _ => 0.0,
        }
    }

    pub(super) fn whole(&self, path: &KeyPath) -> u64 {
        match self.at(path) {
            Some(Datum::Count(count)) => *count,
            _ => 0,
        }
    }

    pub(super) fn share(&self, path: &KeyPath) -> Probability {
        Probability::clamped(self.number(path))
    }

    fn probability(&self, dotted: &str) -> Probability {
        self.share(&KeyPath::plain(dotted))
    }

    fn count(&self, dotted: &str) -> u64 {
        self.whole(&KeyPath::plain(dotted))
    }

    pub(super) fn flag(&self, dotted: &str) -> bool {
        self.datum(dotted) == Some(&Datum::Flag(true))
    }

    /// Says what does not fit, pointing at what is said at or below `path`.
    pub(super) fn fault(&mut self, code: &'static str, path: &KeyPath, message: String, hint: &str) {
        let location = self.effective.place_of(path).map(|place| place.location());
        self.faults.push(Diagnostic::error(code, message, location, hint));
    }

    fn customers(&mut self) -> Customers {
        let said = |key: &str| self.effective.mentions(&KeyPath::plain(key));
        let complaints = said("customers.complaints");
        let served = said("customers.served");
        let dissatisfied = said("customers.dissatisfied");
        let origin = if complaints {
            Origin::Complaints { complaints: self.count("customers.complaints").max(1), behind: self.behind() }
        } else if dissatisfied {
            Origin::Dissatisfied(self.count("customers.dissatisfied"))
        } else if served {
            Origin::Served { served: self.count("customers.served"), problem: self.problem() }
        } else {
            let customers = KeyPath::plain("customers");
            let hint = "set one of customers.complaints, customers.dissatisfied, customers.served";
            self.fault("missing-key", &customers, "nothing says who was let down".to_owned(), hint);
            Origin::default()
        };
        for (key, fits, home) in [
            ("customers.silent", complaints, "customers.complaints"),
            ("customers.problem_rate", served, "customers.served"),
            ("service", served, "customers.served"),
        ] {
            let path = KeyPath::plain(key);
            if self.effective.mentions(&path) && !fits {
                let name = if key == "service" { "[service]" } else { key };
                let hint = format!("set {home}, or leave {name} out");
                self.fault("needs-another-key", &path, format!("{name} needs {home}"), &hint);
            }
        }
        Customers { origin, exact_groups: self.flag("customers.exact_groups") }
    }

    /// The share of the dissatisfied who complained, where it is said.
    fn observed_voice_rate(&self) -> Option<Probability> {
        let rate = KeyPath::plain("customers.observed_voice_rate");
        let silent = KeyPath::plain("customers.silent_per_complaint");
        if self.at(&rate).is_some() {
            return Some(self.share(&rate));
        }
        self.at(&silent).map(|_| Probability::clamped(1.0 / (1.0 + self.number(&silent))))
    }

    fn behind(&mut self) -> Behind {
        let per_complaint = KeyPath::plain("customers.silent_per_complaint");
        if self.at(&per_complaint).is_some() {
            return Behind::SilentPerComplaint(self.number(&per_complaint));
        }
        if let Some(rate) = self.observed_voice_rate() {
            return Behind::VoiceRate(rate);
        }
        let silent = KeyPath::plain("customers.silent");
        if self.at(&silent).is_none() {
            let path = KeyPath::plain("customers.complaints");
            let message =
                "customers.complaints does not say how many silent customers hide behind the complaints".to_owned();
            let hint = "add one of silent_per_complaint = 26, observed_voice_rate = 0.037, silent = 26";
            self.fault("missing-key", &path, message, hint);
        }
        Behind::Silent(self.whole(&silent))
    }

    fn problem(&mut self) -> Problem {
        if self.effective.mentions(&KeyPath::plain("service")) {
            return Problem::Service(Box::new(self.service()));
        }
        if self.datum("customers.problem_rate").is_none() {
            let path = KeyPath::plain("customers.served");
            let message = "customers.served does not say how many of the served were let down".to_owned();
            self.fault("missing-key", &path, message, "add problem_rate = 0.05 or a [service] table");
        }
        Problem::Rate(self.probability("customers.problem_rate"))
    }

    fn normal(&self, path: &KeyPath) -> Normal {
        Normal { mean: self.number(&path.with("mean")), sd: self.number(&path.with("sd")) }
    }

    fn service(&mut self) -> Service {
        let table = KeyPath::plain("service.touchpoints");
        let touchpoints: Vec<Touchpoint> = self
            .effective
            .names(&table)
            .into_iter()
            .map(|name| {
                let path = table.with(&name);
                Touchpoint { score: self.normal(&path), weight: self.number(&path.with("weight")), name }
            })
            .collect();
        let combine = if text(self.effective, "service.combine") == "mean" { Combine::Mean } else { Combine::Any };
        let expectation = KeyPath::plain("service.expectation");
        let service = KeyPath::plain("service");
        if !self.effective.mentions(&expectation) {
            let hint = "add expectation = { mean = 7.0, sd = 1.0 }";
            self.fault("missing-key", &service, "service.expectation is missing".to_owned(), hint);
        }
        if touchpoints.is_empty() {
            let hint = "add touchpoints.NAME = { mean = 8.5, sd = 1.0 }";
            self.fault("missing-key", &service, "service.touchpoints has no touchpoint".to_owned(), hint);
        } else if combine == Combine::Mean && touchpoints.iter().all(|touchpoint| touchpoint.weight == 0.0) {
            let message = "service.combine = \"mean\" needs a touchpoint with a weight above 0".to_owned();
            self.fault(
                "out-of-range",
                &KeyPath::plain("service.combine"),
                message,
                "set a weight, or combine = \"any\"",
            );
        }
        Service {
            expectation: self.normal(&expectation),
            combine,
            tolerance: self.number(&KeyPath::plain("service.tolerance")),
            rage: self.number(&KeyPath::plain("service.rage")),
            touchpoints,
        }
    }

    fn voice(&self, origin: &Origin) -> Voice {
        let own = self.datum("voice.rate").map(|_| self.probability("voice.rate"));
        // The model knows the rate that was observed with the complaints; elsewhere only the file has it.
        let observed = match origin {
            Origin::Complaints { .. } => None,
            Origin::Dissatisfied(_) | Origin::Served { .. } => self.observed_voice_rate(),
        };
        Voice {
            rate: own.or(observed),
            asked: self.probability("voice.asked"),
            admits: self.probability("voice.admits"),
        }
    }

    fn telling(&mut self, outcome: Outcome) -> Telling {
        let table = KeyPath::plain(outcome.name());
        let stays = self.share(&table.with("stays"));
        let groups_path = table.with("groups");
        let names = self.effective.names(&groups_path);
        let mut groups = Vec::with_capacity(names.len().max(1));
        for name in names {
            let path = groups_path.with(&name);
            let share = self.number(&path.with("share"));
            let own = path.with("stays");
            let stays = self.at(&own).map(|_| self.share(&own));
            let audience = self.audience(&path.with("audience"), Some(outcome));
            if share > 0.0 {
                groups.push(Group { name, share, audience, stays });
            }
        }
        if !self.effective.mentions(&groups_path) {
            let audience = self.audience(&table.with("audience"), Some(outcome));
            // Where nobody tells, no group is needed: the tables stay short.
            if !audience.is_zero() {
                groups.push(Group { name: "all".to_owned(), share: 1.0, audience, stays: None });
            }
        }
        Telling { stays, groups }
    }

    fn retelling(&mut self) -> Retelling {
        let generations = match self.datum("retelling.generations") {
            Some(Datum::Text(_)) => Generations::Unlimited,
            Some(Datum::Count(count)) => Generations::UpTo(u32::try_from(*count).unwrap_or(u32::MAX)),
            _ => Generations::UpTo(1),
        };
        Retelling {
            rate: self.probability("retelling.rate"),
            audience: self.audience(&KeyPath::plain("retelling.audience"), None),
            generations,
            decay: self.probability("retelling.decay"),
        }
    }

    fn damage(&self) -> Damage {
        let money = |key: &str| self.number(&KeyPath::plain("damage").with(key));
        Damage {
            customer_value: money("customer_value"),
            prospect_value: money("prospect_value"),
            listeners_in_market: self.probability("damage.listeners_in_market"),
            deterred: self.probability("damage.deterred"),
            won: self.probability("damage.won"),
            complaint_cost: money("complaint_cost"),
            recovery_cost: money("recovery_cost"),
            fixed_cost: money("fixed_cost"),
        }
    }

    fn precision(&mut self, replicates: u64) -> Option<Precision> {
        let metric: Metric = text(self.effective, "run.precision.metric").parse().ok()?;
        let relative = self.number(&KeyPath::plain("run.precision.relative"));
        let max_replicates = self.count("run.precision.max_replicates");
        if max_replicates < replicates && self.datum("run.precision.max_replicates") != Some(&Datum::Invalid) {
            let path = KeyPath::plain("run.precision");
            let message = format!(
                "run.precision.max_replicates must be at least run.replicates, got {max_replicates} and {replicates}"
            );
            self.fault("out-of-range", &path, message, "raise the one or lower the other");
        }
        Some(Precision { metric, relative, max_replicates })
    }
}
