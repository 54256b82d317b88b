use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use rumeur::batch::{Asked, Job, Place};
use rumeur::experiment::NetworksError;
use rumeur::report::pages::network as network_page;
use rumeur::text;
use rumeur::vocabulary::{Language, Say};

use super::args::NetworkArgs;
use super::check::say_understood;
use super::exit::Exit;
use super::messages::Messages;
use super::output::{claim, end, fill, put, signals, stopped};
use super::render::render;
use super::request::{is_standard, read};

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
        messages.error(text!("`network` takes one scenario file", "`network` prend un seul fichier de scénario"));
        return Exit::Refused;
    };
    let variant = job.scenario.variants.iter().find(|variant| Some(&variant.name) == args.overrides.variant.as_ref());
    let Some(referral) = &variant.map_or(&job.scenario.baseline, |variant| &variant.parameters).network else {
        let path = args.path.display();
        messages.error(text!(
            "{path} has no [network]: nobody hears twice",
            "{path} n'a pas de [network] : personne ne l'entend deux fois"
        ));
        return Exit::Refused;
    };
    say_understood(&loaded.jobs, messages, language);
    let places = match places(args, job, messages, language) {
        Ok(places) => places,
        Err(exit) => return exit,
    };
    let mut networks = job.networks();
    let drawn = match networks.get_until(referral, job.scenario.run.seed, signals.stop()) {
        Ok(drawn) => drawn,
        Err(NetworksError::Cancelled) => return stopped(&signals, messages),
        Err(error) => {
            messages.error(error.text());
            return Exit::Refused;
        }
    };
    let Some(network) = drawn.get(args.graph as usize) else {
        let (graph, drawn) = (args.graph, drawn.len());
        messages.error(text!("there is no graph {graph} of {drawn}", "il n'y a pas de réseau {graph} sur {drawn}"));
        return Exit::Refused;
    };
    for (path, place, what) in places {
        let write = |out: &mut dyn Write| match what {
            Kept::Edges => network.write_edges(out),
            Kept::Whole => network.save(out),
        };
        if let Err(exit) = fill(place, path, &signals, messages, write) {
            return exit;
        }
        let path = path.display();
        messages.note(text!("{path} is written", "{path} est écrit"));
    }
    if let Some(what) = to_standard_output(args) {
        // Standard output is data alone.
        let mut out = BufWriter::new(io::stdout().lock());
        let written = match what {
            Kept::Edges => network.write_edges(&mut out),
            Kept::Whole => network.save(&mut out),
        };
        return end(written.and_then(|()| out.flush()), messages);
    }
    put(&render(&network_page(network, language), language), messages)
}

fn to_standard_output(args: &NetworkArgs) -> Option<Kept> {
    let files = [(&args.edges, Kept::Edges), (&args.save, Kept::Whole)];
    files.into_iter().find(|(path, _)| path.as_deref().is_some_and(is_standard)).map(|(_, what)| what)
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
    if [&args.edges, &args.save].iter().all(|path| path.as_deref().is_some_and(is_standard)) {
        messages.error(text!(
            "--edges and --save cannot both be written to standard output",
            "--edges et --save ne peuvent pas s'écrire tous deux sur la sortie standard"
        ));
        return Err(Exit::Refused);
    }
    let mut places = Vec::new();
    for (path, what) in [(&args.edges, Kept::Edges), (&args.save, Kept::Whole)] {
        let Some(path) = path else { continue };
        if is_standard(path) {
            continue;
        }
        let asked = Asked { path, force: args.force, inputs: &inputs, is_ours: &|_| false };
        places.push((path.as_path(), claim(&asked, messages, language)?, what));
    }
    Ok(places)
}
