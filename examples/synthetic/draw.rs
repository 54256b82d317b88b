//! The synthetic data, drawn.

use std::fmt::Write as _;

use rand::RngExt;
use rumeur::random::{Purpose, ReplicateKey, Stream};

const SEED: u64 = 317;

/// People asked.
const ASKED: u64 = 200;

/// Customers of the log who had a reason to complain.
const CUSTOMERS: u64 = 240;

/// Every file by name.
pub(crate) fn files() -> [(&'static str, String); 3] {
    let [english, french] = survey();
    [("synthetic-survey.csv", english), ("enquete-synthetique.csv", french), ("synthetic-complaints.csv", complaints())]
}

/// 200 people, of whom three in four were let down; one in four of those complained, and half of the complaints were handled well.
fn survey() -> [String; 2] {
    let mut english = "customer,complained,told,told good,returns,handled,weight\n".to_owned();
    let mut french = "client;a réclamé;en a parlé à;en bien à;revient;traitée;poids\n".to_owned();
    for person in 0..ASKED {
        let mut stream = ReplicateKey { seed: SEED, replicate: person }.stream(Purpose::Audience, 0);
        let is_let_down = stream.random_bool(0.75);
        let complained = is_let_down && stream.random_bool(0.25);
        let handled = complained && stream.random_bool(0.5);
        let (mean, back) = match (is_let_down, complained, handled) {
            (false, ..) => (3.0, 0.9),
            (true, false, _) => (8.0, 0.35),
            (true, true, false) => (11.0, 0.15),
            (true, true, true) => (4.0, 0.8),
        };
        let told = rounded(geometric(&mut stream, mean), &mut stream);
        let returns = stream.random_bool(back);
        // The young answer less, and stand for more.
        let weight = if stream.random_bool(0.3) { "1.9" } else { "0.6" };
        let tells_ill = is_let_down && !handled;
        let numbers = |ill: bool| if ill == tells_ill { told.clone() } else { String::new() };
        let yes = |asked: bool, is: bool, words: [&'static str; 2]| if asked { words[usize::from(!is)] } else { "" };
        let number = 1_000 + person;
        for (table, separator, words, weight) in [
            (&mut english, ',', ["yes", "no"], weight.to_owned()),
            (&mut french, ';', ["oui", "non"], weight.replace('.', ",")),
        ] {
            let cells = [
                format!("c{number}"),
                yes(is_let_down, complained, words).to_owned(),
                numbers(true),
                numbers(false),
                yes(true, returns, words).to_owned(),
                yes(complained, handled, words).to_owned(),
                weight,
            ];
            let _ = writeln!(table, "{}", cells.join(&separator.to_string()));
        }
    }
    [english, french]
}

/// The incidents of a year, at one rate for all: some complain twice, three times, many never.
fn complaints() -> String {
    let mut lines = Vec::new();
    for customer in 0..CUSTOMERS {
        let mut stream = ReplicateKey { seed: SEED, replicate: customer }.stream(Purpose::Voice, 0);
        let mut left = stream.random::<f64>();
        let mut chance = libm::exp(-0.6);
        let mut times = 0;
        while left >= chance && times < 12 {
            left -= chance;
            times += 1;
            chance *= 0.6 / f64::from(times);
        }
        for incident in 0..times {
            let day = stream.random_range(1..=365_u64);
            // Some call again about the same matter.
            for call in 0..=u64::from(stream.random_bool(0.2)) {
                lines.push((day + call, format!("c{}", 1_000 + customer), format!("{}-{incident}", 1_000 + customer)));
            }
        }
    }
    lines.sort();
    let mut text = "day,customer,incident\n".to_owned();
    for (day, customer, incident) in lines {
        let _ = writeln!(text, "{day},{customer},{incident}");
    }
    text
}

fn geometric(stream: &mut Stream, mean: f64) -> u64 {
    let mut told = 0;
    while stream.random_bool(mean / (1.0 + mean)) {
        told += 1;
    }
    told
}

/// Above 10 half of the people round; a few say "so many and more" or a range.
fn rounded(told: u64, stream: &mut Stream) -> String {
    let way = stream.random::<f64>();
    match told {
        5..=10 if way < 0.06 => "5-10".to_owned(),
        0..=10 => told.to_string(),
        _ if way < 0.3 => ((told + 2) / 5 * 5).to_string(),
        _ if way < 0.5 => ((told + 5) / 10 * 10).to_string(),
        _ if way < 0.53 && told >= 20 => "20+".to_owned(),
        _ => told.to_string(),
    }
}
