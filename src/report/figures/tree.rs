use super::FigureTable;
use super::wording::amount;
use crate::figure::{Axis, Canvas, Colour, Label, Outline, Paint, Rect, palette};
use crate::text;
use crate::vocabulary::{Language, Noun, Outcome};

/// One person of a cascade.
#[doc = include_str!("examples/people.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Teller {
    /// Who told them, as a position in the list, before their own; `None`: they lived it.
    pub parent: Option<usize>,
    /// What became of a customer who lived it; `None` for listeners.
    pub outcome: Option<Outcome>,
}

/// A person with a place: the ring from 0 (lived it) and the angle as a share of the turn.
struct Seat {
    ring: usize,
    turn: f64,
}

/// The ring of each person.
fn rings(people: &[Teller]) -> Vec<usize> {
    let mut rings: Vec<usize> = Vec::with_capacity(people.len());
    for (index, person) in people.iter().enumerate() {
        let ring = person.parent.filter(|&parent| parent < index).map_or(0, |parent| rings[parent] + 1);
        rings.push(ring);
    }
    rings
}

/// Leaves stand evenly around the turn, in the order of their tellers; a teller stands amid the listeners.
fn seats(people: &[Teller]) -> Vec<Seat> {
    let rings = rings(people);
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); people.len()];
    let mut roots = Vec::new();
    for (index, person) in people.iter().enumerate() {
        match person.parent.filter(|&parent| parent < index) {
            Some(parent) => children[parent].push(index),
            None => roots.push(index),
        }
    }
    let mut spans = vec![(0.0, 0.0); people.len()];
    let mut next = 0.0;
    // Depth first without recursion: a person is met before and after those below.
    let mut stack: Vec<(usize, bool)> = roots.iter().rev().map(|&root| (root, false)).collect();
    while let Some((person, done)) = stack.pop() {
        if children[person].is_empty() {
            // A customer who told nobody takes more room than one of many listeners.
            let room = if rings[person] == 0 { 3.0 } else { 1.0 };
            spans[person] = (next, next + room);
            next += room;
        } else if done {
            let (first, last) = (children[person][0], children[person][children[person].len() - 1]);
            spans[person] = (spans[first].0, spans[last].1);
            next += 1.0;
        } else {
            stack.push((person, true));
            stack.extend(children[person].iter().rev().map(|&child| (child, false)));
        }
    }
    let total = f64::max(next, 1.0);
    let seat = |(ring, span): (usize, (f64, f64))| Seat { ring, turn: f64::midpoint(span.0, span.1) / total };
    rings.into_iter().zip(spans).map(seat).collect()
}

fn colour(person: &Teller, ring: usize, last: usize) -> Colour {
    match person.outcome {
        Some(Outcome::Silent) => palette::DEEP,
        Some(_) => palette::ACCENT,
        None if ring == 0 => palette::DEEP,
        None => palette::BLUE.mix(palette::SKY, (ring - 1) as f64 / last.max(2) as f64),
    }
}

/// The radius of dots so that those of a ring do not touch.
fn sizes(seats: &[Seat], last: usize, distance: &dyn Fn(usize) -> f64) -> Vec<f64> {
    let size = |ring: usize| {
        let mut turns: Vec<f64> = seats.iter().filter(|seat| seat.ring == ring).map(|seat| seat.turn).collect();
        turns.sort_by(f64::total_cmp);
        let gaps = turns.windows(2).map(|pair| pair[1] - pair[0]);
        let around = turns.first().zip(turns.last()).map(|(first, last)| 1.0 - last + first);
        let gap = gaps.chain(around.filter(|_| turns.len() > 1)).fold(1.0, f64::min);
        let most = if ring == 0 { 9.0 } else { 6.0 };
        (0.46 * gap * std::f64::consts::TAU * distance(ring)).clamp(1.2, most)
    };
    (0..=last).map(size).collect()
}

/// Draws rings of people around the bad service, those who lived it innermost, and a key beside or below.
pub(super) fn draw(canvas: &mut Canvas, room: Rect, people: &[Teller], impressions: f64, language: Language) {
    if people.is_empty() {
        return;
    }
    let seats = seats(people);
    let last = seats.iter().map(|seat| seat.ring).max().unwrap_or(0);
    let below = room.height() > room.width();
    let (wide, tall) = if below { (room.width(), room.height() - 230.0) } else { (0.58 * room.width(), room.height()) };
    let radius = wide.min(tall) / 2.0 - 10.0;
    let centre =
        if below { (room.middle_x(), room.top + 10.0 + radius) } else { (room.left + wide / 2.0, room.middle_y()) };
    let inner = if last == 0 { 0.5 * radius } else { radius * if last == 1 { 0.48 } else { 0.34 } };
    let distance =
        |ring: usize| if ring == 0 { inner } else { Axis::linear(0.0, last as f64, inner, radius).at(ring as f64) };
    let at = |radius: f64, turn: f64| {
        let angle = (turn - 0.25) * std::f64::consts::TAU;
        (centre.0 + radius * libm::cos(angle), centre.1 + radius * libm::sin(angle))
    };
    for (seat, person) in seats.iter().zip(people) {
        let Some(parent) = person.parent.and_then(|parent| seats.get(parent)).filter(|_| seat.ring > 0) else {
            canvas.line(centre, at(distance(0), seat.turn), Paint::stroke(palette::GRID, 1.0));
            continue;
        };
        let (from, to) = (distance(parent.ring), distance(seat.ring));
        let half = f64::midpoint(from, to);
        let start = at(from, parent.turn);
        let curve = Outline::default().move_to(start.0, start.1);
        let curve = curve.curve_to(at(half, parent.turn), at(half, seat.turn), at(to, seat.turn));
        canvas.path(curve, Paint::stroke(palette::SKY, 0.9));
    }
    let sizes = sizes(&seats, last, &distance);
    for (seat, person) in seats.iter().zip(people).rev() {
        let (x, y) = at(distance(seat.ring), seat.turn);
        canvas.disc(x, y, sizes[seat.ring], Paint::mark(colour(person, seat.ring, last)));
    }
    canvas.disc(centre.0, centre.1, 7.0, Paint::fill(palette::INK));
    let area = if below {
        Rect::new(room.left + 30.0, centre.1 + radius + 20.0, room.right, room.bottom)
    } else {
        Rect::new(centre.0 + radius + 60.0, room.top, room.right, room.bottom)
    };
    key(canvas, area, people, &seats, (last, impressions), language);
}

/// How many people there are of each sort, from the inside out: (people, name, colour).
fn sorts(people: &[Teller], rings: &[usize], last: usize, language: Language) -> Vec<(f64, String, Colour)> {
    let mut sorts = Vec::new();
    let complained = |person: &Teller| person.outcome.is_some_and(|outcome| outcome != Outcome::Silent);
    let lived = people.iter().zip(rings).filter(|(_, ring)| **ring == 0).map(|(person, _)| person);
    let count = lived.clone().filter(|person| complained(person)).count() as f64;
    let complain = Noun { en: ["complained", "complained"], fr: ["a réclamé", "ont réclamé"] };
    sorts.push((count, complain.beside(count, language).to_owned(), palette::ACCENT));
    let count = lived.filter(|person| !complained(person)).count() as f64;
    let silent = Noun {
        en: ["told the firm nothing", "told the firm nothing"],
        fr: ["n’a rien dit à l’entreprise", "n’ont rien dit à l’entreprise"],
    };
    sorts.push((count, silent.beside(count, language).to_owned(), palette::DEEP));
    for ring in 1..=last {
        let count = rings.iter().filter(|&&other| other == ring).count() as f64;
        let noun = match ring {
            1 => language.pick("heard it first-hand", "de première main").to_owned(),
            2 => language.pick("heard it retold", "de seconde main").to_owned(),
            _ => format!("{} {ring}", language.pick("in generation", "à la génération")),
        };
        sorts.push((count, noun, colour(&Teller { parent: Some(0), outcome: None }, ring, last)));
    }
    sorts.retain(|sort| sort.0 > 0.0);
    sorts
}

fn key(
    canvas: &mut Canvas,
    area: Rect,
    people: &[Teller],
    seats: &[Seat],
    (last, impressions): (usize, f64),
    language: Language,
) {
    let rings: Vec<usize> = seats.iter().map(|seat| seat.ring).collect();
    let sorts = sorts(people, &rings, last, language);
    let heard = rings.iter().filter(|&&ring| ring > 0).count() as f64;
    let mut notes = vec![
        text!("in the middle: the bad service", "au centre : le mauvais service").into_string(language),
        text!("lines: drawn for the picture", "traits : dessinés pour l'image").into_string(language),
    ];
    if impressions > heard {
        let times = amount(impressions, language);
        let note = text!(
            "{times} tellings in all; each listener is drawn once",
            "{times} récits en tout ; chaque auditeur est dessiné une fois"
        );
        notes.push(note.into_string(language));
    }
    let lines = (sorts.len() + notes.len()) as f64;
    let tall = (area.height() / (lines + 0.5)).min(50.0);
    let size = (0.56 * tall).min(27.0);
    let mut y = area.middle_y() - tall * (lines - 1.0) / 2.0 + 0.3 * size;
    for (count, name, colour) in sorts {
        canvas.disc(area.left, y - 0.36 * size, 0.3 * size, Paint::mark(colour));
        let label = Label::new(name, area.left + 0.8 * size, y, 0.75 * size).led_by(amount(count, language), size);
        canvas.text(label.within(area.right - area.left - 0.8 * size));
        y += tall;
    }
    let small = (0.4 * tall).clamp(11.0, 17.0);
    for note in notes {
        let label = Label::new(note, area.left - 8.0, y, small).colour(palette::QUIET);
        canvas.text(label.within(area.width() + 8.0));
        y += tall;
    }
}

/// The sorts of people in words.
pub(super) fn describe(people: &[Teller], language: Language) -> String {
    let rings = rings(people);
    let last = rings.iter().max().copied().unwrap_or(0);
    let list: Vec<String> = sorts(people, &rings, last, language)
        .iter()
        .map(|sort| format!("{} {}", amount(sort.0, language), sort.1))
        .collect();
    if list.is_empty() {
        return text!(
            "The people of one case in rings around the bad service: there are none.",
            "Les personnes d'un cas, en anneaux autour du mauvais service : il n'y en a aucune."
        )
        .into_string(language);
    }
    let list = list.join(", ");
    text!(
        "The people of one case in rings around the bad service; who told whom is drawn for the picture: {list}.",
        "Les personnes d'un cas, en anneaux autour du mauvais service ; qui l'a dit à qui est dessiné pour l'image : {list}."
    )
    .into_string(language)
}

/// One row for each person.
pub(super) fn table(people: &[Teller]) -> FigureTable {
    let rings = rings(people);
    let row = |(index, person): (usize, &Teller)| {
        let parent = person.parent.map_or(String::new(), |parent| parent.to_string());
        let outcome = person.outcome.map_or("", Outcome::name);
        vec![index.to_string(), parent, rings[index].to_string(), outcome.to_owned()]
    };
    let rows = people.iter().enumerate().map(row).collect();
    FigureTable { columns: vec!["person", "told_by_drawn_for_the_picture", "generation", "outcome"], rows }
}
