//! Every claim of the source texts has its lever: each is run, and its effect goes the way the claim says. The table in
//! docs/model.md names the same levers.

use std::sync::atomic::AtomicBool;

use rumeur::ensemble::Control;
use rumeur::experiment::Experiment;
use rumeur::scenario::{Overrides, load_text};
use rumeur::vocabulary::Metric;

/// A lever, pulled: what it sets, and which metrics then rise and fall.
struct Pull {
    base: &'static str,
    set: &'static str,
    rises: &'static [Metric],
    falls: &'static [Metric],
}

const CLASSIC: &str = "
preset = \"classic-317\"
";

const SERVICE: &str = "
[customers]
served = 1000
[service]
expectation = { mean = 7.0, sd = 1.0 }
combine = \"any\"
rage = 3.0
touchpoints.guard = { mean = 9.5, sd = 1.0 }
touchpoints.telephone = { mean = 8.5, sd = 1.0 }
[voice]
rate = 0.2
admits = 0.4
[recovery]
rate = 0.3
[silent]
stays = 0.3
audience.indignation = [9, 20]
[unresolved]
stays = 0.2
audience.indignation = [9, 20]
[recovered]
groups.quick = { share = 1, audience = 2, stays = 0.8 }
groups.slow = { share = 1, audience = 2, stays = 0.5 }
[satisfied]
groups.recommends = { share = 1, audience = 1 }
groups.says-nothing = { share = 9, audience = 0 }
[damage]
customer_value = 100.0
prospect_value = 50.0
listeners_in_market = 0.3
deterred = 0.2
won = 0.2
";

const VILLAGE: &str = "
[customers]
dissatisfied = 40
[silent]
stays = 0.95
audience = 10
[network.communities]
sizes = [200]
inside = 20.0
";

const CLAIMS: &[Pull] = &[
    // Few customers complain; for each who does, hundreds hear of it.
    Pull {
        base: CLASSIC,
        set: "{ \"customers.silent_per_complaint\" = 10 }",
        rises: &[],
        falls: &[Metric::Silent, Metric::Reach, Metric::Aware],
    },
    // Of those who stay silent, 23 tell 10 and 3 tell 20.
    Pull { base: CLASSIC, set: "{ \"silent.groups.vocal.share\" = 12 }", rises: &[Metric::Reach], falls: &[] },
    Pull { base: CLASSIC, set: "{ \"silent.groups.ordinary.audience\" = 5 }", rises: &[], falls: &[Metric::Reach] },
    // Asked whether they are satisfied, most say yes: asking helps, but only by the share who admit it.
    Pull {
        base: CLASSIC,
        set: "{ \"voice.asked\" = 1.0, \"voice.admits\" = 0.4 }",
        rises: &[Metric::Complaints],
        falls: &[Metric::Silent, Metric::Reach],
    },
    Pull {
        base: "preset = \"classic-317\"\nvoice = { asked = 1.0, admits = 0.4 }\n",
        set: "{ \"voice.admits\" = 0.1 }",
        rises: &[Metric::Silent, Metric::Reach],
        falls: &[Metric::Complaints],
    },
    // Perception is judged against expectation: a promise too many lets down more.
    Pull {
        base: SERVICE,
        set: "{ \"service.expectation.mean\" = 7.5 }",
        rises: &[Metric::Dissatisfied, Metric::Reach, Metric::NetLoss],
        falls: &[Metric::Satisfied],
    },
    // A negative gap weighs more than a positive one: more spread around the same mean costs.
    Pull {
        base: SERVICE,
        set: "{ \"service.touchpoints.telephone.sd\" = 1.6 }",
        rises: &[Metric::Dissatisfied, Metric::Reach, Metric::NetLoss],
        falls: &[Metric::Satisfied],
    },
    Pull {
        base: SERVICE,
        set: "{ \"service.tolerance\" = 0.5 }",
        rises: &[],
        falls: &[Metric::Dissatisfied, Metric::Reach],
    },
    // Preparing the contact, listening, rephrasing.
    Pull {
        base: SERVICE,
        set: "{ \"service.touchpoints.telephone.mean\" = 9.0 }",
        rises: &[Metric::Satisfied],
        falls: &[Metric::Dissatisfied, Metric::Reach, Metric::CustomersLost, Metric::NetLoss],
    },
    // A solution that fits.
    Pull {
        base: SERVICE,
        set: "{ \"recovery.rate\" = 0.7 }",
        rises: &[Metric::Recovered],
        falls: &[Metric::Unresolved, Metric::Reach, Metric::CustomersLost],
    },
    Pull {
        base: SERVICE,
        set: "{ \"recovered.groups.quick.share\" = 4 }",
        rises: &[],
        falls: &[Metric::CustomersLost, Metric::NetLoss],
    },
    // One shop in the village, then the neighbouring villages, then all of them: customers can leave, stories go further.
    Pull { base: VILLAGE, set: "{ \"silent.stays\" = 0.5 }", rises: &[Metric::CustomersLost], falls: &[] },
    Pull {
        base: VILLAGE,
        set: "{ \"network.communities.sizes\" = [200, 200, 200, 200], \"network.communities.neighbours\" = 10.0 }",
        rises: &[Metric::Reach],
        falls: &[Metric::Overlap],
    },
    Pull {
        base: VILLAGE,
        set: "{ \"network.communities.sizes\" = [200, 200, 200, 200], \"network.communities.anywhere\" = 30.0 }",
        rises: &[Metric::Reach],
        falls: &[Metric::Overlap],
    },
    // A satisfied customer comes back and recommends.
    Pull {
        base: SERVICE,
        set: "{ \"satisfied.groups.recommends.share\" = 9 }",
        rises: &[Metric::PositiveReach, Metric::ProspectsWon],
        falls: &[Metric::NetLoss],
    },
    // A badly served one does not, and tells 9 to 20 by indignation.
    Pull {
        base: SERVICE,
        set: "{ \"silent.stays\" = 0.0, \"unresolved.stays\" = 0.0 }",
        rises: &[Metric::CustomersLost, Metric::NetLoss],
        falls: &[],
    },
    Pull { base: SERVICE, set: "{ \"service.rage\" = 1.0 }", rises: &[Metric::Reach], falls: &[] },
    Pull {
        base: SERVICE,
        set: "{ \"silent.audience.indignation\" = [9, 40] }",
        rises: &[Metric::Reach, Metric::ProspectsLost],
        falls: &[],
    },
    // Every point of contact counts, from the guard at the door to the telephone; all must be trained, at a cost.
    Pull {
        base: SERVICE,
        set: "{ \"service.touchpoints.guard.mean\" = 8.0 }",
        rises: &[Metric::Dissatisfied, Metric::Reach],
        falls: &[],
    },
    Pull {
        base: SERVICE,
        set: "{ \"service.combine\" = \"mean\" }",
        rises: &[Metric::Satisfied],
        falls: &[Metric::Dissatisfied],
    },
    Pull {
        base: SERVICE,
        set: "{ \"damage.fixed_cost\" = 500.0 }",
        rises: &[Metric::Cost, Metric::NetLoss],
        falls: &[],
    },
    // After-sales contact brings feedback, brings the customer back, and a recommendation to a friend.
    Pull {
        base: SERVICE,
        set: "{ \"voice.asked\" = 1.0 }",
        rises: &[Metric::Complaints, Metric::PositiveReach],
        falls: &[Metric::Silent],
    },
    Pull {
        base: SERVICE,
        set: "{ \"recovered.groups.slow.stays\" = 0.8 }",
        rises: &[],
        falls: &[Metric::CustomersLost],
    },
    // Gifts, points and miles keep customers, at a cost.
    Pull {
        base: SERVICE,
        set: "{ \"silent.stays\" = 0.4, \"damage.fixed_cost\" = 100.0 }",
        rises: &[Metric::Cost],
        falls: &[Metric::CustomersLost],
    },
];

/// The 95 % interval of variant - baseline for each metric that should move.
fn assert_moves(pull: &Pull) {
    let text = format!("{}\n[run]\nreplicates = 2000\n[variants.pulled]\nset = {}\n", pull.base, pull.set);
    let scenario = load_text(text.as_bytes(), "claim", "claim", &Overrides::default());
    let scenario = scenario.unwrap_or_else(|faults| panic!("{}\n{faults}", pull.set));
    let experiment = Experiment::new(&scenario).unwrap_or_else(|error| panic!("{}: {error}", pull.set));
    let cancel = AtomicBool::new(false);
    let control = Control { cancel: &cancel, progress: &|_| {} };
    let results = experiment.run(&mut [], &control).unwrap_or_else(|error| panic!("{}: {error}", pull.set));
    let comparison = &results.ensemble.comparisons[0];
    let moved = |metric: Metric| comparison.metric(metric).and_then(|paired| paired.ci).expect("a difference");
    for &metric in pull.rises {
        assert!(moved(metric).0 > 0.0, "{} should raise {metric}: {:?}", pull.set, moved(metric));
    }
    for &metric in pull.falls {
        assert!(moved(metric).1 < 0.0, "{} should lower {metric}: {:?}", pull.set, moved(metric));
    }
}

#[test]
fn every_claim_moves_what_it_says() {
    for pull in CLAIMS {
        assert_moves(pull);
    }
}

#[test]
fn the_table_of_claims_names_every_lever_that_is_run() {
    let page = std::fs::read_to_string("docs/model.md").expect("the page");
    let (_, table) = page.split_once("## Claims and levers").expect("the section");
    let table = table.split("\n## ").next().unwrap_or_default();
    for pull in CLAIMS {
        for lever in pull.set.split('"').filter(|part| part.contains('.') && !part.contains(' ')) {
            assert!(table.contains(&format!("`{lever}`")), "{lever} is missing in docs/model.md");
        }
    }
}
