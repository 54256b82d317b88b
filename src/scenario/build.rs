//! Values in force to the parameters of the model, and the rules that bind several keys.

use super::catalogue::{all_alike, known};
use super::complete::missing_key;
use super::datum::Datum;
use super::diagnostic::Diagnostic;
use super::key_path::KeyPath;
use super::layers::{Effective, Entry};
use super::resolved::RunSettings;
use super::spot::find;
use crate::ensemble::Precision;
use crate::model::{
    Behind, CUT_BY_SERVED, Combine, Customers, Damage, Generations, Group, Market, Normal, Origin, Parameters, Problem,
    Recovery, Retelling, Service, Telling, Touchpoint, Voice,
};
use crate::quantity::Probability;
use crate::text;
use crate::vocabulary::{Metric, Outcome, Text};

/// Turns complete values into parameters; what does not fit together goes to `faults`.
///
/// The words and names give the parameters their shape; each number is then written where its key has its field.
pub(super) fn build(effective: &Effective, faults: &mut Vec<Diagnostic>) -> Parameters {
    let mut builder = Builder { effective, faults };
    let mut parameters = builder.shape();
    for (path, entry) in &effective.0 {
        let number = match entry.datum {
            Datum::Number(number) => number,
            Datum::Count(count) => count as f64,
            _ => continue,
        };
        if let Some(found) = find(path, &parameters) {
            (found.field.set)(&mut parameters, found.spot, number);
        }
    }
    for outcome in Outcome::ALL {
        let alike = !effective.mentions(&known(outcome.name()).with("groups"));
        let groups = &mut parameters.telling[outcome.index()].groups;
        groups.retain(|group| group.share > 0.0);
        // Where nobody tells, no group is needed: the tables stay short.
        if alike && groups.iter().all(|group| group.audience.is_zero()) {
            groups.clear();
        }
    }
    builder.check_served(&parameters);
    parameters
}

/// How the scenario is run.
pub(super) fn run_settings(
    effective: &Effective,
    parameters: &Parameters,
    faults: &mut Vec<Diagnostic>,
) -> RunSettings {
    let mut builder = Builder { effective, faults };
    let replicates = builder.count("run.replicates");
    let precision = builder.precision(replicates);
    if let Some(metric) = precision.map(|precision| precision.metric).filter(|metric| !has_value(*metric, parameters)) {
        let (message, hint) = no_value(metric);
        builder.fault("no-meaning", &known("run.precision.metric"), message, hint);
    }
    RunSettings { replicates, seed: builder.count("run.seed"), max_people: builder.count("run.max_people"), precision }
}

/// Why a metric without a value has none, and what to do.
fn no_value(metric: Metric) -> (Text, Text) {
    let (why, why_fr, add) = if metric.needs_time() {
        ("there is no clock", "il n'y a pas d'horloge", "[time]")
    } else {
        (
            "how many customers are satisfied is not known",
            "on ne sait pas combien de clients sont satisfaits",
            "customers.served",
        )
    };
    let message = text!(
        "run.precision.metric = \"{metric}\" has no value: {why}",
        "run.precision.metric = \"{metric}\" n'a pas de valeur : {why_fr}"
    );
    let hint = text!(
        "add {add}, or choose another metric, such as \"reach\"",
        "ajoutez {add}, ou choisissez un autre indicateur, comme \"reach\""
    );
    (message, hint)
}

/// Whether a metric has a value; what the satisfied do is not known where their number is not.
fn has_value(metric: Metric, parameters: &Parameters) -> bool {
    let tell = parameters.telling(Outcome::Satisfied).groups.iter().any(|group| !group.audience.is_zero());
    match metric {
        Metric::Satisfied => parameters.served().is_some(),
        metric if metric.needs_time() => parameters.time.is_some(),
        Metric::PositiveImpressions | Metric::PositiveReach | Metric::Ambivalent | Metric::ProspectsWon => {
            parameters.served().is_some() || !tell
        }
        _ => true,
    }
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
    /// Parameters with the words and names of the scenario, and no numbers yet.
    fn shape(&mut self) -> Parameters {
        Parameters {
            customers: self.customers(),
            voice: Voice::default(),
            recovery: Recovery::default(),
            telling: Outcome::ALL.map(|outcome| self.telling(outcome)),
            retelling: self.retelling(),
            network: self.network(),
            market: self.market(),
            damage: Damage::default(),
            periods: self.periods(),
            time: self.time(),
            max_people: self.count("run.max_people"),
        }
    }

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

    fn count(&self, dotted: &str) -> u64 {
        self.whole(&known(dotted))
    }

    pub(super) fn flag(&self, dotted: &str) -> bool {
        self.datum(dotted) == Some(&Datum::Flag(true))
    }

    /// Says what does not fit, pointing at what is said at or below `path`.
    pub(super) fn fault(
        &mut self,
        code: &'static str,
        path: &KeyPath,
        message: impl Into<Text>,
        hint: impl Into<Text>,
    ) {
        let location = self.effective.place_of(path).map(|place| place.location());
        self.faults.push(Diagnostic::error(code, message, location, hint));
    }

    fn customers(&mut self) -> Customers {
        let said = |key: &str| self.effective.mentions(&known(key));
        let complaints = said("customers.complaints");
        let served = said("customers.served");
        let dissatisfied = said("customers.dissatisfied");
        let beside = (complaints && served).then_some(0);
        let share_said = said("customers.problem_rate") || said("service");
        let origin = if complaints {
            Origin::Complaints { complaints: 1, behind: self.behind() }
        } else if dissatisfied {
            Origin::Dissatisfied(0)
        } else if served {
            Origin::Served { served: 0, problem: self.problem() }
        } else {
            if !share_said {
                let customers = known("customers");
                let hint = (
                    "set one of customers.complaints, customers.dissatisfied, customers.served",
                    "fixez l'une de customers.complaints, customers.dissatisfied, customers.served",
                );
                let message = ("nothing says who was let down", "rien ne dit qui a été déçu");
                self.fault("missing-key", &customers, message, hint);
            }
            Origin::default()
        };
        for (key, fits, home) in [
            ("customers.silent", complaints, "customers.complaints"),
            ("customers.problem_rate", served, "customers.served"),
            ("service", served, "customers.served"),
        ] {
            let path = known(key);
            // Beside another origin it has been said that they exclude each other.
            let rival = key != "customers.silent" && (complaints || dissatisfied);
            if self.effective.mentions(&path) && !fits && !rival {
                let name = if key == "service" { "[service]" } else { key };
                let hint = text!("set {home}, or leave {name} out", "fixez {home}, ou omettez {name}");
                let message = text!("{name} needs {home}", "{name} demande {home}");
                self.fault("needs-another-key", &path, message, hint);
            }
        }
        let exact_groups = self.flag("customers.exact_groups");
        Customers { origin, served: beside, exact_groups, ..Customers::default() }
    }

    fn market(&self) -> Option<Market> {
        let recovered = !self.effective.mentions(&known("recovered.stays"));
        let is_there = self.effective.mentions(&known("market"));
        is_there.then_some(Market { rivals: 0.0, attachment: 0.0, price: 0.0, recovered })
    }

    /// Nobody beyond those served is let down, and whom to ask is known where they are.
    fn check_served(&mut self, parameters: &Parameters) {
        if parameters.damage.asking_cost > 0.0 && parameters.served().is_none() {
            let message = (
                "damage.asking_cost needs customers.served: how many customers are asked is not known",
                "damage.asking_cost demande customers.served : on ne sait pas combien de clients sont interrogés",
            );
            let hint = (
                "add served = N under [customers], beside complaints too, or leave asking_cost out",
                "ajoutez served = N sous [customers], à côté de complaints aussi, ou omettez asking_cost",
            );
            self.fault("missing-key", &known("damage.asking_cost"), message, hint);
        }
        let invalid = self.effective.under(&known("customers")).any(|(_, entry)| entry.datum == Datum::Invalid);
        let share = parameters.customers.beyond_served();
        if invalid || share <= CUT_BY_SERVED {
            return;
        }
        let (served, path) = (parameters.customers.served.unwrap_or_default(), known("customers.served"));
        let seen = match parameters.customers.origin {
            Origin::Complaints { complaints, .. } => complaints,
            Origin::Dissatisfied(_) | Origin::Served { .. } => 0,
        };
        let message = if seen > served {
            text!(
                "customers.served must be at least the complaints seen, {seen}, got {served}",
                "customers.served doit être au moins égal aux réclamations vues, {seen}, reçu {served}"
            )
        } else {
            let percent = (100.0 * share).round();
            text!(
                "customers.served = {served} is too few: in {percent} % of all cases more customers would be dissatisfied \
                 than were served",
                "customers.served = {served}, c'est trop peu : dans {percent} % des cas, il y aurait plus de clients \
                 insatisfaits que de clients servis"
            )
        };
        // The key that the file has.
        let said = |key: &str| self.at(&known("customers").with(key)).is_some();
        let hint = if said("observed_voice_rate") {
            (
                "the voice rate or the number served cannot be right: raise served, or observed_voice_rate",
                "le taux de réclamation ou le nombre de clients servis est faux : augmentez served, ou observed_voice_rate",
            )
        } else if said("silent_per_complaint") {
            (
                "the voice rate or the number served cannot be right: raise served, or lower silent_per_complaint",
                "le taux de réclamation ou le nombre de clients servis est faux : augmentez served, ou baissez \
                 silent_per_complaint",
            )
        } else if said("silent") {
            (
                "the silent or the number served cannot be right: raise served, or lower silent",
                "le nombre de silencieux ou de clients servis est faux : augmentez served, ou baissez silent",
            )
        } else {
            (
                "the number served cannot be right: raise served",
                "le nombre de clients servis est faux : augmentez served",
            )
        };
        self.fault("out-of-range", &path, message, hint);
    }

    fn behind(&mut self) -> Behind {
        let said = |key: &str| self.at(&known("customers").with(key)).is_some();
        if said("silent_per_complaint") {
            return Behind::SilentPerComplaint(0.0);
        }
        if said("observed_voice_rate") {
            return Behind::VoiceRate(Probability::ONE);
        }
        if !said("silent") {
            let message = (
                "customers.complaints does not say how many silent customers hide behind the complaints",
                "customers.complaints ne dit pas combien de silencieux se cachent derrière les réclamations",
            );
            let hint = (
                "add one of silent_per_complaint = 26, observed_voice_rate = 0.037, silent = 26",
                "ajoutez l'une de silent_per_complaint = 26, observed_voice_rate = 0.037, silent = 26",
            );
            self.fault("missing-key", &known("customers.complaints"), message, hint);
        }
        Behind::Silent(0)
    }

    fn problem(&mut self) -> Problem {
        if self.effective.mentions(&known("service")) {
            return Problem::Service(Box::new(self.service()));
        }
        if self.datum("customers.problem_rate").is_none() {
            let path = known("customers.served");
            let message = (
                "customers.served does not say how many of the served were let down",
                "customers.served ne dit pas combien de clients servis ont été déçus",
            );
            let hint =
                ("add problem_rate = 0.05 or a [service] table", "ajoutez problem_rate = 0.05 ou une table [service]");
            self.fault("missing-key", &path, message, hint);
        }
        Problem::Rate(Probability::ZERO)
    }

    fn service(&mut self) -> Service {
        let table = known("service.touchpoints");
        let names = self.effective.names(&table);
        let weight = |name: &String| self.number(&table.with(name).with("weight"));
        let weightless = names.iter().all(|name| weight(name) == 0.0);
        let touchpoints: Vec<Touchpoint> =
            names.into_iter().map(|name| Touchpoint { name, score: Normal::default(), weight: 0.0 }).collect();
        let combine = if text(self.effective, "service.combine") == "mean" { Combine::Mean } else { Combine::Any };
        let expectation = known("service.expectation");
        let service = known("service");
        if !self.effective.mentions(&expectation) {
            let hint = ("add expectation = { mean = 7.0, sd = 1.0 }", "ajoutez expectation = { mean = 7.0, sd = 1.0 }");
            self.fault("missing-key", &service, missing_key(&expectation), hint);
        }
        if touchpoints.is_empty() {
            let hint = (
                "add touchpoints.NAME = { mean = 8.5, sd = 1.0 }",
                "ajoutez touchpoints.NOM = { mean = 8.5, sd = 1.0 }",
            );
            let message = ("service.touchpoints has no touchpoint", "service.touchpoints n'a aucun point de contact");
            self.fault("missing-key", &service, message, hint);
        } else if combine == Combine::Mean && weightless {
            let message = (
                "service.combine = \"mean\" needs a touchpoint with a weight above 0",
                "service.combine = \"mean\" demande un point de contact d'un poids supérieur à 0",
            );
            let hint = ("set a weight, or combine = \"any\"", "fixez un poids, ou combine = \"any\"");
            self.fault("out-of-range", &known("service.combine"), message, hint);
        }
        Service { expectation: Normal::default(), combine, tolerance: 0.0, rage: 0.0, touchpoints }
    }

    fn telling(&mut self, outcome: Outcome) -> Telling {
        let table = known(outcome.name());
        let groups_path = table.with("groups");
        let groups = if self.effective.mentions(&groups_path) {
            let names = self.effective.names(&groups_path).into_iter();
            names
                .map(|name| {
                    let audience = self.audience(&groups_path.with(&name).with("audience"), Some(outcome));
                    Group { name, share: 0.0, audience, stays: None }
                })
                .collect()
        } else {
            vec![all_alike(self.audience(&table.with("audience"), Some(outcome)))]
        };
        Telling { stays: Probability::ONE, groups }
    }

    fn retelling(&mut self) -> Retelling {
        let unlimited = matches!(self.datum("retelling.generations"), Some(Datum::Text(_)));
        let generations = if unlimited { Generations::Unlimited } else { Generations::UpTo(1) };
        let audience = self.audience(&known("retelling.audience"), None);
        Retelling { audience, generations, ..Retelling::default() }
    }

    fn precision(&mut self, replicates: u64) -> Option<Precision> {
        let metric: Metric = text(self.effective, "run.precision.metric").parse().ok()?;
        let relative = self.number(&known("run.precision.relative"));
        let max_replicates = self.count("run.precision.max_replicates");
        if max_replicates < replicates && self.datum("run.precision.max_replicates") != Some(&Datum::Invalid) {
            let path = known("run.precision");
            let message = text!(
                "run.precision.max_replicates must be at least run.replicates, got {max_replicates} and {replicates}",
                "run.precision.max_replicates doit être au moins égal à run.replicates, reçu {max_replicates} et {replicates}"
            );
            let hint = ("raise the one or lower the other", "augmentez l'un ou baissez l'autre");
            self.fault("out-of-range", &path, message, hint);
        }
        Some(Precision { metric, relative, max_replicates })
    }
}
