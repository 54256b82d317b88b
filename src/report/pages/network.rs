use super::page::{Entry, Grid, Head, Page};
use crate::network::{Description, Network};
use crate::vocabulary::{Language, format_count};

/// What a network is like: its size, how it hangs together, and people by their number of contacts.
pub fn network(network: &Network, language: Language) -> Page {
    let description = network.describe();
    let mut page = Page::default();
    page.table(facts(&description, language));
    page.table(degrees(&description, language));
    page
}

fn facts(description: &Description, language: Language) -> Grid {
    let &Description { people, contacts, clustering, ref components, ref degrees } = description;
    let (least, most) = (degrees.first().map_or(0, |d| d.0), degrees.last().map_or(0, |d| d.0));
    let ends: u64 = degrees.iter().map(|&(degree, people)| u64::from(degree) * people).sum();
    let largest = components.first().copied().unwrap_or(0);
    let number = |value, decimals| Entry::Number { value, decimals, unit: None };
    let per_person = |value| if people > 0 { value / people as f64 } else { 0.0 };
    let row = |en: &str, fr: &str, value: Entry| vec![Entry::words(language.pick(en, fr)), value];
    let rows = vec![
        row("people", "personnes", Entry::count(people)),
        row("contacts", "liens", Entry::count(contacts)),
        row("contacts a person: mean", "liens par personne\u{202f}: moyenne", number(per_person(ends as f64), 2)),
        row("  fewest", "  minimum", Entry::count(u64::from(least))),
        row("  median", "  médiane", Entry::count(u64::from(median(description)))),
        row("  most", "  maximum", Entry::count(u64::from(most))),
        // Without pairs of contacts there is nothing to be clustered.
        row("clustering", "coefficient de regroupement", clustering.map_or(Entry::Undefined, |value| number(value, 4))),
        row("components", "composantes connexes", Entry::count(components.len() as u64)),
        row("people in the largest", "personnes dans la plus grande", Entry::count(largest)),
        row("  of all", "  du total", Entry::Share { share: per_person(largest as f64), decimals: 1 }),
    ];
    Grid { columns: vec![Head::words(""), Head::number("")], rows }
}

/// People by their number of contacts: each number up to 9, then in steps that double.
fn degrees(description: &Description, language: Language) -> Grid {
    let heads = match language {
        Language::En => ["contacts", "people", "of all"],
        Language::Fr => ["liens", "personnes", "du total"],
    };
    let mut rows = Vec::new();
    let mut from = 0_u32;
    while let Some(&(most, _)) = description.degrees.last().filter(|last| last.0 >= from) {
        let to = if from < 10 { from } else { from.saturating_mul(2) - 1 };
        let inside = description.degrees.iter().filter(|(degree, _)| (from..=to).contains(degree));
        let people: u64 = inside.map(|&(_, people)| people).sum();
        if people > 0 {
            let to = to.min(most);
            let name = |degree| format_count(u64::from(degree), language);
            rows.push(vec![
                Entry::Words(if from == to {
                    name(from)
                } else {
                    format!("{} {} {}", name(from), language.pick("to", "à"), name(to))
                }),
                Entry::count(people),
                Entry::Share { share: people as f64 / description.people as f64, decimals: 2 },
            ]);
        }
        from = to.saturating_add(1);
    }
    Grid { columns: heads.map(Head::number).to_vec(), rows }
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
