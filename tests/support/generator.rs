//! Scenarios over everything that a file can say, one for each number: valid, small, and the same on any machine.

use std::fmt::Write as _;

/// Draws choices.
struct Dice(u64);

impl Dice {
    /// `SplitMix64`.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn up_to(&mut self, many: u64) -> u64 {
        self.next() % many
    }

    fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.up_to(list.len() as u64) as usize]
    }

    fn in_three(&mut self, chances: u64) -> bool {
        self.up_to(3) < chances
    }

    fn share(&mut self) -> &'static str {
        self.pick(&["0.0", "0.1", "0.5", "0.9", "1.0"])
    }
}

/// What a generated scenario has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each may or may not be there")]
pub(crate) struct Kind {
    /// A `[network]` table.
    pub(crate) network: bool,
    /// A variant at least.
    pub(crate) variants: bool,
    /// Retelling without a last generation.
    pub(crate) unlimited: bool,
    /// Numbers that nobody knows.
    pub(crate) unknowns: bool,
    /// Several periods.
    pub(crate) periods: bool,
}

/// The text of scenario `number`, and what it has.
pub(crate) fn scenario(number: u64, replicates: u64) -> (String, Kind) {
    let mut dice = Dice(number);
    let network = dice.in_three(1);
    let mut text = String::from("period = \"month\"\n");
    let service = origin(&mut dice, network, &mut text);
    for (key, values) in [
        ("voice.asked", &["0.0", "0.4", "1.0"][..]),
        ("voice.admits", &["0.0", "0.5"]),
        ("recovery.rate", &["0.0", "0.4", "1.0"]),
        ("customers.exact_groups", &["false", "true"]),
    ] {
        let _ = writeln!(text, "{key} = {}", dice.pick(values));
    }
    for outcome in ["silent", "unresolved", "recovered", "satisfied"] {
        outcome_of(&mut dice, outcome, network, service, &mut text);
    }
    let unlimited = retelling(&mut dice, &mut text);
    if network {
        networks(&mut dice, &mut text);
    }
    for (key, values) in [
        ("customer_value", &["0.0", "119.99", "250"][..]),
        ("prospect_value", &["0.0", "40.5"]),
        ("listeners_in_market", &["0.0", "0.3"]),
        ("deterred", &["0.0", "0.2"]),
        ("won", &["0.0", "0.1"]),
        ("complaint_cost", &["0.0", "3.10"]),
        ("recovery_cost", &["0.0", "20"]),
        ("fixed_cost", &["0.0", "500"]),
    ] {
        let _ = writeln!(text, "damage.{key} = {}", dice.pick(values));
    }
    let _ = writeln!(text, "run.replicates = {replicates}\nrun.seed = {}\nrun.max_people = 100_000_000", dice.up_to(3));
    let variants = variants(&mut dice, network, &mut text);
    let unknowns = unknowns(&mut dice, &mut text);
    let periods = periods(&mut dice, &mut text);
    (text, Kind { network, variants, unlimited, unknowns, periods })
}

/// Whether there are several periods; drawn after all else, so that the rest of a scenario is what it was without.
fn periods(dice: &mut Dice, text: &mut String) -> bool {
    if !dice.in_three(1) {
        return false;
    }
    let served = text.contains("customers.problem_rate") || text.contains("service.expectation");
    let network = text.contains("network.");
    let _ = write!(text, "\n[periods]\ncount = {}\ndiscount = {}\n", 2 + dice.up_to(3), dice.pick(&["0.0", "0.01"]));
    if served {
        let _ = writeln!(text, "arrivals = {}", dice.up_to(if network { 4 } else { 20 }));
    }
    if text.contains("customers.problem_rate") {
        let _ = writeln!(text, "learning = {}", dice.share());
    }
    if network {
        let _ = writeln!(text, "forgetting = {}", dice.share());
    }
    let changes =
        ["\"voice.asked\" = 0.9, \"voice.admits\" = 0.5", "\"recovery.rate\" = 0.7", "\"silent.stays\" = 0.2"];
    for _ in 0..dice.up_to(3) {
        let fades = if dice.in_three(1) { "fades = 2\n" } else { "" };
        let until = dice.pick(&["", "until = 3\n"]);
        let _ = write!(text, "[[change]]\nfrom = 2\n{until}{fades}set = {{ {} }}\n", dice.pick(&changes));
    }
    true
}

/// Whether a number has a law; drawn last, so that the rest of a scenario is what it was without.
fn unknowns(dice: &mut Dice, text: &mut String) -> bool {
    if !dice.in_three(1) {
        return false;
    }
    let laws = [
        ("recovery.rate", "{ beta = { a = 2, b = 3 } }"),
        ("silent.stays", "{ uniform = [0.1, 0.9] }"),
        ("damage.customer_value", "{ interval = [150, 400], shape = \"lognormal\" }"),
        ("damage.deterred", "{ pert = [0.01, 0.05, 0.3] }"),
        ("voice.admits", "{ choice = { \"0.1\" = 1, \"0.6\" = 2 } }"),
    ];
    let first = dice.up_to(laws.len() as u64) as usize;
    let many = 1 + dice.up_to(3) as usize;
    let chosen: Vec<&str> = (0..many)
        .map(|place| laws[(first + place) % laws.len()])
        .map(|(path, law)| {
            let _ = writeln!(text, "uncertainty.\"{path}\" = {law}");
            path
        })
        .collect();
    if many > 1 && dice.in_three(1) {
        let _ = writeln!(text, "[[correlation]]\nbetween = [\"{}\", \"{}\"]\nrank = 0.5", chosen[0], chosen[1]);
    }
    true
}

/// Who was let down; whether by a service gap.
fn origin(dice: &mut Dice, network: bool, text: &mut String) -> bool {
    let (few, many) = if network { (6, 15) } else { (6, 60) };
    let voice = dice.share();
    let count = 1 + dice.up_to(few);
    match dice.up_to(6) {
        0 => {
            let _ = writeln!(text, "customers.complaints = {count}\ncustomers.silent_per_complaint = 3.5");
        }
        1 => {
            let _ = writeln!(
                text,
                "customers.complaints = {count}\ncustomers.observed_voice_rate = 0.3\nvoice.rate = {voice}"
            );
        }
        2 => {
            let _ = writeln!(text, "customers.complaints = {count}\ncustomers.silent = {}", dice.up_to(many));
        }
        3 => {
            let _ = writeln!(text, "customers.dissatisfied = {}\nvoice.rate = {voice}", dice.up_to(many));
        }
        4 => {
            let _ = writeln!(text, "customers.served = {}\ncustomers.problem_rate = {voice}", dice.up_to(many));
        }
        _ => {
            let _ = writeln!(
                text,
                "customers.served = {}\nvoice.rate = {voice}\nservice.expectation = {{ mean = 7.0, sd = 1.0 }}\n\
                 service.combine = \"{}\"\nservice.tolerance = {}\nservice.rage = 2.0\n\
                 service.touchpoints.desk = {{ mean = 7.5, sd = 1.0 }}\n\
                 service.touchpoints.room = {{ mean = 8.0, sd = 0.5, weight = 2.0 }}",
                dice.up_to(many),
                dice.pick(&["any", "mean"]),
                dice.pick(&["0.0", "0.5"]),
            );
            return true;
        }
    }
    false
}

fn audience(dice: &mut Dice, network: bool, service: bool) -> String {
    let laws = 8 + u64::from(service) + u64::from(network);
    match dice.up_to(laws) {
        0 => dice.up_to(8).to_string(),
        1 => format!("{{ poisson = {} }}", dice.pick(&["0.0", "0.4", "6.0"])),
        2 => format!("{{ uniform = [{}, 9] }}", dice.up_to(9)),
        3 => format!("{{ negative_binomial = {{ mean = 3.0, dispersion = {} }} }}", dice.pick(&["0.3", "2.0"])),
        4 => format!("{{ geometric = {} }}", dice.pick(&["0.5", "4.0"])),
        5 => format!(
            "{{ lognormal = {{ median = {}, sigma = {} }} }}",
            dice.pick(&["0.3", "3.0"]),
            dice.pick(&["0.0", "1.0"])
        ),
        6 => "{ zipf = { exponent = 1.8, max = 30 } }".to_owned(),
        7 => "{ empirical = { \"0\" = 5, \"1\" = 2, \"7\" = 0.5 } }".to_owned(),
        8 if service => "{ indignation = [1, 6] }".to_owned(),
        _ => format!("{{ per_contact = {} }}", dice.pick(&["0.0", "0.2", "\"inverse_degree\""])),
    }
}

fn outcome_of(dice: &mut Dice, outcome: &str, network: bool, service: bool, text: &mut String) {
    // The satisfied are not indignant.
    let service = service && outcome != "satisfied";
    let _ = writeln!(text, "{outcome}.stays = {}", dice.share());
    if dice.in_three(1) {
        let _ = writeln!(text, "{outcome}.audience = {}", audience(dice, network, service));
        return;
    }
    for group in &["a", "b", "très bavards", "d"][..=dice.up_to(4) as usize] {
        let own = if dice.in_three(1) { format!(", stays = {}", dice.share()) } else { String::new() };
        let (share, audience) = (dice.pick(&["1", "2.5", "0.1"]), audience(dice, network, service));
        let _ = writeln!(text, "{outcome}.groups.\"{group}\" = {{ share = {share}, audience = {audience}{own} }}");
    }
}

/// Whether it goes on without end.
fn retelling(dice: &mut Dice, text: &mut String) -> bool {
    if dice.in_three(1) {
        return false;
    }
    let generations = dice.pick(&["2", "3", "\"unlimited\"", "\"unlimited\""]);
    let _ = writeln!(
        text,
        "retelling = {{ rate = {}, audience = {}, generations = {generations}, decay = {} }}",
        dice.pick(&["0.1", "0.3"]),
        dice.pick(&["2", "{ poisson = 1.5 }", "{ geometric = 1.0 }"]),
        dice.pick(&["0.5", "1.0"]),
    );
    generations.starts_with('"')
}

fn networks(dice: &mut Dice, text: &mut String) {
    let kind = dice.pick(&[
        "well_mixed = { population = 120 }",
        "random = { population = 120, contacts = 6 }",
        "small_world = { population = 120, contacts = 6, rewiring = 0.2 }",
        "preferential = { population = 120, links = 3 }",
        "communities = { sizes = [60, 40, 20], inside = 6, neighbours = 2, anywhere = 1 }",
    ]);
    let placement = if kind.starts_with("well") { "random" } else { dice.pick(&["random", "hubs", "clustered"]) };
    let _ =
        writeln!(text, "network.{kind}\nnetwork.graphs = {}\nnetwork.placement = \"{placement}\"", dice.pick(&[1, 3]));
}

/// Whether there is a variant.
fn variants(dice: &mut Dice, network: bool, text: &mut String) -> bool {
    let changes = [
        "\"voice.asked\" = 0.7, \"voice.admits\" = 0.6",
        "\"recovery.rate\" = 0.8",
        "\"silent.stays\" = 0.3",
        "\"retelling.rate\" = 0.4, \"retelling.audience\" = 2, \"retelling.generations\" = \"unlimited\"",
        "\"silent.audience\" = { poisson = 3.0 }",
        "\"retelling.generations\" = 1",
        "\"damage.customer_value\" = 10.01",
    ];
    let many = dice.up_to(3);
    for number in 0..many {
        let change = dice.pick(&changes);
        // What the baseline lacks may need more than the change says.
        if !(network && change.contains("unlimited")) {
            let _ = writeln!(text, "variants.v{number}.set = {{ {change} }}");
        }
    }
    text.contains("variants.v")
}
