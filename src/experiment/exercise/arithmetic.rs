use super::given::{Given, printed};
use super::money_steps::money_steps;
use super::numbers_given::Numbers;
use super::people_steps::people_steps;
use super::step::Step;
use super::work::Work;
use crate::model::Model;
use crate::vocabulary::{Metric, Outcome};

/// The arithmetic of a model step by step, as far as it can be done by hand: from who was let down to what it costs, and
/// every number that it starts from.
#[doc = include_str!("examples/sheet.md")]
#[derive(Clone, Debug, Default)]
pub struct Arithmetic {
    /// The steps; each computes with what is given and with answers of steps before it.
    pub steps: Vec<Step>,
    /// The numbers that are given, in the order of a sheet.
    pub givens: Vec<(Given, f64)>,
}

impl Arithmetic {
    /// The arithmetic of a model.
    pub fn new(model: &Model) -> Self {
        let mut work = Work::new(model);
        let people = people_steps(&mut work);
        if model.parameters().has_money() {
            money_steps(&mut work, &people);
        }
        let (steps, givens) = work.done();
        Self { steps, givens }
    }

    /// Leaves what a variant has to be told beside the sheet of `base`: the numbers that are others, and the steps from them.
    /// Nothing is asked where nothing is.
    pub(super) fn beside(&mut self, base: &Self, model: &Model) {
        let numbers = Numbers::new(model);
        let differ = |one: f64, other: f64| printed(one) != printed(other);
        let is_told = |(given, value): &(Given, f64)| {
            base.givens.iter().any(|(known, told)| known == given && !differ(*told, *value))
        };
        // What the baseline computes with and the variant does not, because it is 0 or 1 here.
        let dropped = base.givens.iter().filter(|(given, _)| self.givens.iter().all(|(own, _)| own != given));
        let dropped: Vec<(Given, f64)> = dropped
            .filter_map(|(given, value)| {
                Some((given.clone(), numbers.value(given).filter(|now| differ(*now, *value))?))
            })
            .collect();
        // The weight of a group is said as so many of all.
        let all = |outcome: Outcome| self.givens.iter().find(|(given, _)| *given == Given::Weights(outcome));
        let moved = Outcome::ALL.map(|outcome| all(outcome).is_some_and(|all| !is_told(all)));
        let is_anew = |given: &Given| matches!(given, Given::Weight(outcome, _) if moved[outcome.index()]);
        self.givens.retain(|given| is_anew(&given.0) || !is_told(given));
        self.givens.extend(dropped);
        self.givens.sort_by_cached_key(|(given, _)| given.place());

        let is_same =
            |step: &Step| base.steps.iter().any(|known| known.asked == step.asked && known.formula == step.formula);
        let moved: Vec<bool> = self.steps.iter().map(|step| !self.givens.is_empty() && !is_same(step)).collect();
        let last = |wanted: &dyn Fn(&Step) -> bool| {
            self.steps.iter().zip(&moved).rposition(|(step, moved)| *moved && wanted(step))
        };
        let knows = last(&|step| step.metric() == Some(Metric::Aware));
        let costs = last(&Step::is_money);
        let asked = if knows.or(costs).is_some() { [knows, costs] } else { [last(&|_| true), None] };
        for (place, step) in self.steps.iter_mut().enumerate() {
            step.is_asked = asked.contains(&Some(place));
        }
    }

    /// Whether a sheet asks for anything of it.
    pub(super) fn asks(&self) -> bool {
        self.steps.iter().any(|step| step.is_asked)
    }
}

#[cfg(test)]
mod tests {
    use super::super::asked::Asked;
    use super::super::formula::Formula;
    use super::*;
    use crate::scenario::{Overrides, load_preset, load_text};
    use crate::vocabulary::Valence;

    fn of(text: &str) -> Vec<Step> {
        let scenario = load_text(text.as_bytes(), "a.toml", "a", &Overrides::default()).expect("sound");
        Arithmetic::new(&Model::new(&scenario.baseline, &[]).expect("a model")).steps
    }

    fn answer(steps: &[Step], name: &str) -> f64 {
        steps.iter().find(|step| step.asked.name() == name).unwrap_or_else(|| panic!("no {name}: {steps:?}")).answer
    }

    #[test]
    fn the_classic_is_counted_to_317() {
        let scenario = load_preset("classic-317", &Overrides::default()).expect("a preset");
        let arithmetic = Arithmetic::new(&Model::new(&scenario.baseline, &[]).expect("a model"));
        let steps = &arithmetic.steps;
        let known: Vec<(String, f64, f64)> =
            steps.iter().map(|step| (step.asked.name(), step.answer, step.tolerance)).collect();
        let expected = [
            ("silent", 26.0),
            ("dissatisfied", 27.0),
            ("silent.ordinary.customers", 23.0),
            ("silent.vocal.customers", 3.0),
            ("silent.ordinary.told", 230.0),
            ("silent.vocal.told", 60.0),
            ("reach", 290.0),
            ("aware", 317.0),
        ];
        let expected: Vec<_> = expected.iter().map(|&(name, value)| (name.to_owned(), value, 0.5)).collect();
        assert_eq!(known, expected);
        let aware = steps.last().map(|step| step.formula.simple()).expect("a step");
        let Formula::Sum(terms) = aware else { panic!("a sum") };
        assert_eq!(terms.iter().map(Formula::value).collect::<Vec<_>>(), [1.0, 26.0, 230.0, 60.0]);
        // That those who complain tell nobody is given, too.
        let given =
            |wanted: Given| arithmetic.givens.iter().find(|(given, _)| *given == wanted).map(|(_, value)| *value);
        assert_eq!(given(Given::Audience(Outcome::Unresolved, "all".to_owned())), Some(0.0));
        assert_eq!(given(Given::RecoveryRate), Some(0.0));
        assert_eq!(given(Given::RetellingRate), None);
    }

    #[test]
    fn a_lever_recovery_and_money_are_computed_by_hand() {
        let steps = of(
            "schema_version = 1\n[customers]\nserved = 1_000\nproblem_rate = 0.1\n[voice]\nrate = 0.2\nasked = 0.5\nadmits = 0.4\n\
             [recovery]\nrate = 0.5\n[silent]\nstays = 0.4\naudience = 10\n[unresolved]\nstays = 0.25\naudience = 10\n\
             [recovered]\nstays = 0.75\naudience = 5\n\
             [damage]\ncustomer_value = 100.0\nprospect_value = 50.0\nlisteners_in_market = 0.5\ndeterred = 0.1\nwon = 0.1\n\
             complaint_cost = 4.0\nrecovery_cost = 10.0\nfixed_cost = 60.0\nasking_cost = 0.1\n",
        );
        // 100 let down; 20 + 80 x .2 = 36 complain, 18 recovered; 64 and 18 tell 10, 18 tell 5.
        let by_hand = [
            ("dissatisfied", 100.0),
            ("complaints", 36.0),
            ("silent", 64.0),
            ("recovered", 18.0),
            ("unresolved", 18.0),
            ("reach", 820.0),
            ("aware", 920.0),
            ("recovered.all.told", 90.0),
            ("customers_lost", 64.0 * 0.6 + 18.0 * 0.75 + 18.0 * 0.25),
            ("prospects_lost", 41.0),
            ("prospects_won", 4.5),
            ("revenue_lost", 56.4 * 100.0 + 36.5 * 50.0),
            ("cost", 36.0 * 4.0 + 18.0 * 10.0 + 50.0 + 60.0),
            ("net_loss", 5640.0 + 1825.0 + 434.0),
        ];
        for (name, value) in by_hand {
            assert!((answer(&steps, name) - value).abs() < 1e-9, "{name}: {} against {value}", answer(&steps, name));
        }
    }

    #[test]
    fn retelling_is_written_down_where_it_can_be() {
        let text = |generations: &str, decay: &str| {
            format!(
                "schema_version = 1\n[customers]\ncomplaints = 2\nsilent_per_complaint = 9.0\n[silent]\naudience = 10\n\
                 [retelling]\nrate = 0.1\naudience = 5\ngenerations = {generations}\n{decay}"
            )
        };
        let three = of(&text("3", "decay = 0.5\n"));
        // 180 first-hand, 90 from them, 90 x .05 x 5 = 22.5 from these.
        assert!((answer(&three, "retold") - 112.5).abs() < 1e-9);
        assert!((answer(&of(&text("\"unlimited\"", "")), "retold") - 180.0).abs() < 1e-9);
        let asked = |steps: &[Step], name: &str| steps.iter().any(|step| step.asked.name() == name);
        // With so many generations nobody adds up by hand, and what hangs on them is not asked.
        let ten = of(&text("10", ""));
        assert!(asked(&ten, "first_hand") || asked(&ten, "silent.all.told"));
        assert!(!asked(&ten, "retold") && !asked(&ten, "reach") && !asked(&ten, "aware"), "{ten:#?}");
    }

    #[test]
    fn what_is_not_whole_may_be_rounded_on_the_way() {
        let retold = |answer: f64| {
            let asked = Asked::Retold(Valence::Negative);
            Step::new(asked, Formula::Product(vec![Formula::Number(answer / 2.0), Formula::Number(2.0)]), answer)
                .expect("a step")
        };
        let step = retold(174.25);
        assert_eq!((step.decimals, step.tolerance), (1, 0.8713));
        let whole = retold(200.000_000_000_1);
        assert_eq!((whole.answer, whole.decimals, whole.tolerance), (200.0, 0, 0.5));
        assert_eq!(retold(0.007_123).decimals, 5, "three digits that matter");
        // 1.06 of 2.51 − 1.45: whoever has rounded both is right.
        let answer = |value: f64, rounded: f64| Formula::Answer {
            asked: Asked::Metric(Metric::Silent),
            value,
            shown: value,
            rounded,
        };
        let apart = Step::new(Asked::Metric(Metric::NetLoss), answer(100.49, 100.0).less(answer(99.51, 100.0)), 0.98);
        assert!(apart.expect("a step").tolerance >= 0.98);
        assert!(Step::new(Asked::Metric(Metric::Silent), Formula::Number(58.08), 57.67).is_none(), "another number");
    }
}
