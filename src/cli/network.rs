use std::io::Write;
use std::path::{Path, PathBuf};

use rumeur::batch::{Asked, Job, Place};
use rumeur::experiment::Networks;
use rumeur::network::{Description, Network};
use rumeur::vocabulary::{Language, format_count, format_number, format_percent};

use super::args::NetworkArgs;
use super::exit::Exit;
use super::messages::Messages;
use super::output::{claim, fill, put, signals};
use super::plain_table::plain_table;
use super::request::read;

/// `rumeur network`.
pub(super) fn network(args: &NetworkArgs, messages: Messages, language: Language) -> Exit {
    let signals = match signals(messages) {
        Ok(signals) => signals,
        Err(exit) => return exit,
    };
    let loaded = match read(std::slice::from_ref(&args.path), &args.overrides, false, messages) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let [job] = &loaded.jobs[..] else {
        messages.error("`network` takes one scenario file");
        return Exit::Refused;
    };
    let Some(referral) = &job.scenario.baseline.network else {
        messages.error(format_args!("{} has no [network]: nobody hears twice", args.path.display()));
        return Exit::Refused;
    };
    let places = match places(args, job, messages, language) {
        Ok(places) => places,
        Err(exit) => return exit,
    };
    let mut networks = Networks::default();
    let drawn = match networks.get(referral, job.scenario.run.seed) {
        Ok(drawn) => drawn,
        Err(error) => {
            messages.error(error);
            return Exit::Refused;
        }
    };
    let Some(network) = drawn.get(args.graph as usize) else {
        messages.error(format_args!("there is no graph {} of {}", args.graph, drawn.len()));
        return Exit::Refused;
    };
    for (path, place, what) in places {
        let write = |out: &mut dyn Write| match what {
            Kept::Edges => network.write_edges(out),
            Kept::Whole => network.save(out),
        };
        if let Err(exit) = fill(place, path, &signals, messages, language, write) {
            return exit;
        }
        messages.note(format_args!("{} is written", path.display()));
    }
    put(&describe(network, language), messages)
}

/// What is kept of a network.
#[derive(Clone, Copy)]
enum Kept {
    Edges,
    Whole,
}

/// The files to be written, asked for before the network is drawn.
fn places<'a>(
    args: &'a NetworkArgs,
    job: &Job,
    messages: Messages,
    language: Language,
) -> Result<Vec<(&'a Path, Place, Kept)>, Exit> {
    let inputs: Vec<PathBuf> = job.inputs.iter().map(|input| PathBuf::from(&input.path)).collect();
    let inputs: Vec<&Path> = inputs.iter().map(PathBuf::as_path).collect();
    let mut places = Vec::new();
    for (path, what) in [(&args.edges, Kept::Edges), (&args.save, Kept::Whole)] {
        let Some(path) = path else { continue };
        let asked = Asked { path, force: args.force, inputs: &inputs, is_ours: &|_| false };
        places.push((path.as_path(), claim(&asked, messages, language)?, what));
    }
    Ok(places)
}

fn describe(network: &Network, language: Language) -> String {
    let description = network.describe();
    let Description { people, contacts, clustering, ref components, .. } = description;
    let count = |value| format_count(value, language);
    let (least, most) = (description.degrees.first().map_or(0, |d| d.0), description.degrees.last().map_or(0, |d| d.0));
    let ends: u64 = description.degrees.iter().map(|&(degree, people)| u64::from(degree) * people).sum();
    let mut table = plain_table(["", ""], 1);
    let mut row = |en: &'static str, fr: &'static str, value: String| {
        table.add_row([language.pick(en, fr).to_owned(), value]);
    };
    row("people", "personnes", count(people));
    row("contacts", "contacts", count(contacts));
    row(
        "contacts a person: mean",
        "contacts par personne : moyenne",
        format_number(ends as f64 / people as f64, 2, language),
    );
    row("  fewest", "  minimum", count(u64::from(least)));
    row("  median", "  médiane", count(u64::from(median(&description))));
    row("  most", "  maximum", count(u64::from(most)));
    // Without pairs of contacts there is nothing to be clustered.
    row("clustering", "regroupement", clustering.map_or(String::new(), |value| format_number(value, 4, language)));
    row("components", "composantes", count(components.len() as u64));
    let largest = components.first().copied().unwrap_or(0);
    row("people in the largest", "personnes dans la plus grande", count(largest));
    row("  of all", "  du total", format_percent(largest as f64 / people as f64, 1, language));
    // The first line would hold the headers.
    let rows: Vec<String> = table.lines().skip(1).collect();
    format!("{}\n\n{}\n", rows.join("\n"), degrees(&description, language))
}

/// People by their number of contacts: each number up to 9, then in steps that double.
fn degrees(description: &Description, language: Language) -> String {
    let headers = language.pick("contacts|people|of all", "contacts|personnes|du total");
    let mut table = plain_table(headers.split('|').collect::<Vec<_>>(), 0);
    let mut from = 0_u32;
    while let Some(&(most, _)) = description.degrees.last().filter(|last| last.0 >= from) {
        let to = if from < 10 { from } else { from.saturating_mul(2) - 1 };
        let inside = description.degrees.iter().filter(|(degree, _)| (from..=to).contains(degree));
        let people: u64 = inside.map(|&(_, people)| people).sum();
        if people > 0 {
            let to = to.min(most);
            let name = |degree| format_count(u64::from(degree), language);
            table.add_row([
                if from == to { name(from) } else { format!("{}-{}", name(from), name(to)) },
                format_count(people, language),
                format_percent(people as f64 / description.people as f64, 2, language),
            ]);
        }
        from = to.saturating_add(1);
    }
    table.to_string()
}

/// The smallest number of contacts that half of the people do not pass.
fn median(description: &Description) -> u32 {
    let mut people = 0;
    let passed = description.degrees.iter().find(|&&(_, number)| {
        people += number;
        2 * people >= description.people
    });
    passed.map_or(0, |&(degree, _)| degree)
}
