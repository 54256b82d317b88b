//! What columns are for, as their names say.

use unicode_normalization::UnicodeNormalization;

use super::forms::{BETWEEN, CONTACTS, IDS, NAMES, OF_NAMES, THINGS};
use super::words::{FRIEND, INDEX, OTHER, PERSON, SOURCE, TARGET, WEIGHT};

/// What a column is for, as its name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The first person.
    Source,
    /// The second person.
    Target,
    /// A person, the first or the second.
    Person,
    Weight,
    /// A number of the line.
    Index,
    /// Something that is no weight, whatever stands in it.
    Other,
}

/// A name in lower case without accents, blanks and signs.
pub(super) fn plain(name: &str) -> String {
    // An accent that is taken off its letter is a sign.
    let folded = name.nfd().flat_map(char::to_lowercase).filter(|letter| letter.is_alphanumeric());
    folded.collect::<String>().replace('œ', "oe")
}

/// The plain name without a number at its end: `Ami 2` is `ami`.
pub(super) fn stem(name: &str) -> String {
    plain(name).trim_end_matches(|letter: char| letter.is_ascii_digit()).to_owned()
}

/// Whether a plain name is that of somebody whom another one knows, or of several.
pub(super) fn is_friend(stem: &str) -> bool {
    FRIEND.contains(&stem) || stem.strip_suffix('s').is_some_and(|one| FRIEND.contains(&one))
}

/// What a column of this name is for, if the name is known.
pub(super) fn role(name: &str) -> Option<Role> {
    known(&plain(name)).or_else(|| {
        let Heading { whom, form, .. } = Heading::of(name);
        // `matricule 2` is that of the second person.
        let numbered = || known(&format!("id{whom}")).filter(|_| form != Form::Plain && whom.len() == 1);
        if whom.is_empty() { None } else { known(&whom).filter(|role| is_person(*role)).or_else(numbered) }
    })
}

/// Whether a role is that of people.
pub(super) fn is_person(role: Role) -> bool {
    matches!(role, Role::Source | Role::Target | Role::Person)
}

fn known(name: &str) -> Option<Role> {
    // Words of people are among those of the first and the second, too.
    let lists = [
        (WEIGHT, Role::Weight),
        (SOURCE, Role::Source),
        (TARGET, Role::Target),
        (INDEX, Role::Index),
        (OTHER, Role::Other),
        (PERSON, Role::Person),
    ];
    if let Some((_, role)) = lists.into_iter().find(|(words, _)| words.contains(&name)) {
        return Some(role);
    }
    let numbered = |suffix: &str| name.strip_suffix(suffix).is_some_and(|stem| PERSON.contains(&stem));
    if ["1", "a", "i", "x", "0"].iter().any(|suffix| numbered(suffix)) {
        return Some(Role::Source);
    }
    ["2", "b", "j", "y"].iter().any(|suffix| numbered(suffix)).then_some(Role::Target)
}

/// What a column holds of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// Ids, as its name says.
    Id,
    /// What its name does not say.
    Plain,
    /// An address or a number to call.
    Contact,
    /// Names.
    Name,
}

/// What the words of the name of a column say.
#[derive(Debug)]
pub(super) struct Heading {
    /// Of whom it is, in one word; empty where nothing says it.
    pub(super) whom: String,
    pub(super) form: Form,
    /// Whether it is of no person.
    pub(super) is_thing: bool,
}

impl Heading {
    pub(super) fn of(name: &str) -> Self {
        let words = words(name);
        let among = |list: &'static [&'static str]| move |word: &String| list.contains(&word.as_str());
        let mut form = if words.iter().any(among(CONTACTS)) {
            Form::Contact
        } else if words.iter().any(among(NAMES)) {
            Form::Name
        } else if words.iter().any(among(IDS)) {
            Form::Id
        } else {
            Form::Plain
        };
        let says_form = |word: &&String| {
            among(CONTACTS)(word)
                || among(NAMES)(word)
                || among(IDS)(word)
                || form == Form::Name && among(OF_NAMES)(word)
        };
        let rest: Vec<&String> = words.iter().filter(|word| !says_form(word)).collect();
        // `de` alone is the first person, and says nothing in `nom de l'ami`.
        let last = rest.len().saturating_sub(1);
        let said = rest.iter().enumerate().filter(|&(at, word)| at == last || !among(BETWEEN)(word));
        let mut whom: String = said.map(|(_, word)| word.as_str()).collect();
        if form == Form::Plain
            && known(&whom).is_none_or(is_person)
            && let Some((glued, rest)) = glued(&whom)
        {
            (form, whom) = (glued, rest);
        }
        let is_thing = form == Form::Id && rest.iter().any(|word| among(THINGS)(word));
        Self { whom, form, is_thing }
    }
}

/// `idami`, `userid`, `nomclient`: what a word says that is two without a sign between them.
fn glued(word: &str) -> Option<(Form, String)> {
    let parts = [("id", Form::Id), ("num", Form::Id), ("code", Form::Id), ("name", Form::Name), ("nom", Form::Name)];
    let person = |rest: &str| rest.len() >= 2 && known(rest).is_some_and(is_person);
    parts.into_iter().find_map(|(part, form)| {
        let rest = word.strip_prefix(part).filter(|rest| person(rest));
        Some((form, rest.or_else(|| word.strip_suffix(part).filter(|rest| person(rest)))?.to_owned()))
    })
}

/// The words of a name: `friendId`, `friend_id` and `Friend ID 2` are cut where people see them end.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    // An accent behind its letter is no end of a word.
    for letter in name.chars().filter(|letter| !('\u{300}'..='\u{36f}').contains(letter)) {
        let (alphabetic, was) = (letter.is_alphabetic(), before.is_alphabetic());
        let starts = !before.is_alphanumeric() || alphabetic != was || (before.is_lowercase() && letter.is_uppercase());
        if letter.is_alphanumeric() && letter != 'º' {
            if starts {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.push_str(&plain(&letter.to_string()));
            }
        }
        before = letter;
    }
    words.retain(|word| !word.is_empty());
    words
}
