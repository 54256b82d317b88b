//! What columns are called, in English and French.

use crate::vocabulary::unaccented;

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

const SOURCE: &[&str] = &[
    "source",
    "src",
    "from",
    "de",
    "u",
    "fromnodeid",
    "fromid",
    "fromnode",
    "sourceid",
    "idsource",
    "sourcenode",
    "ego",
    "sender",
    "emetteur",
    "expediteur",
    "origine",
    "origin",
    "depart",
    "start",
    "caller",
    "appelant",
    "tail",
    "idfrom",
    "idx1",
    "parrain",
    "tellerid",
    "teller",
    "follower",
    "referrer",
    "i",
];
const TARGET: &[&str] = &[
    "target",
    "tgt",
    "dst",
    "dest",
    "destination",
    "to",
    "vers",
    "v",
    "tonodeid",
    "toid",
    "tonode",
    "targetid",
    "idtarget",
    "targetnode",
    "alter",
    "receiver",
    "recepteur",
    "destinataire",
    "cible",
    "arrivee",
    "end",
    "callee",
    "appele",
    "head",
    "idto",
    "idx2",
    "filleul",
    "listener",
    "followee",
    "referred",
    "friend",
    "ami",
    "amie",
    "amis",
    "amies",
    "friends",
    "contact",
    "contacts",
    "neighbour",
    "neighbor",
    "neighbours",
    "neighbors",
    "voisin",
    "voisine",
    "voisins",
    "connait",
    "knows",
    "j",
];
/// With a number or letter behind them: the first or the second person.
const PERSON: &[&str] = &[
    "id",
    "node",
    "noeud",
    "person",
    "personne",
    "membre",
    "member",
    "user",
    "utilisateur",
    "name",
    "nom",
    "client",
    "cliente",
    "customer",
    "vertex",
    "sommet",
    "v",
    "ami",
    "friend",
    "people",
    "contact",
    "actor",
    "acteur",
    "individu",
    "individual",
    "agent",
    "author",
    "auteur",
    "prenom",
    "firstname",
    "employee",
    "employe",
    "nodeid",
    "userid",
    "idmembre",
    "idclient",
    "personid",
    "guest",
    "voyageur",
    "hote",
];
/// Those whom somebody knows: several such columns beside one of a person are several contacts.
const FRIEND: &[&str] = &[
    "ami",
    "amie",
    "friend",
    "contact",
    "neighbour",
    "neighbor",
    "voisin",
    "voisine",
    "connaissance",
    "acquaintance",
    "copain",
    "copine",
    "collegue",
    "colleague",
    "relation",
    "proche",
    "alter",
    "filleul",
    "connait",
    "knows",
    "target",
    "cible",
    "tie",
    "lien",
    "link",
    "peer",
    "buddy",
];
const WEIGHT: &[&str] = &[
    "weight",
    "weights",
    "poids",
    "w",
    "strength",
    "force",
    "intensity",
    "intensite",
    "value",
    "valeur",
    "probability",
    "probabilite",
    "proba",
    "prob",
    "p",
    "score",
    "edgeweight",
    "ponderation",
    "tiestrength",
    "frequency",
    "frequence",
    "freq",
    "count",
    "counts",
    "calls",
    "appels",
    "times",
    "fois",
    "interactions",
    "messages",
    "trust",
    "confiance",
    "closeness",
    "proximite",
    "influence",
    "affinity",
    "affinite",
    "similarity",
    "similarite",
    "likelihood",
    "vraisemblance",
    "chance",
    "percent",
    "percentage",
    "pourcentage",
];
const INDEX: &[&str] = &[
    "", "id", "index", "idx", "row", "rowid", "rownames", "unnamed0", "no", "num", "numero", "nr", "n", "edgeid",
    "ligne", "line", "rang", "x",
];
const OTHER: &[&str] = &[
    "type",
    "label",
    "time",
    "timeset",
    "timestamp",
    "date",
    "year",
    "annee",
    "age",
    "month",
    "mois",
    "day",
    "jour",
    "kind",
    "comment",
    "commentaire",
    "note",
    "notes",
    "interval",
    "since",
    "depuis",
    "phone",
    "telephone",
    "tel",
    "mobile",
    "zip",
    "zipcode",
    "postcode",
    "codepostal",
    "cp",
    "city",
    "ville",
    "email",
    "mail",
    "anciennete",
];

/// A name in lower case without accents, blanks and signs.
pub(super) fn plain(name: &str) -> String {
    let folded = name.chars().flat_map(char::to_lowercase).map(unaccented);
    folded.collect::<String>().replace('œ', "oe").chars().filter(|letter| letter.is_alphanumeric()).collect()
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
    let name = plain(name);
    let among = |words: &[&str]| words.contains(&name.as_str());
    if among(WEIGHT) {
        return Some(Role::Weight);
    }
    if among(SOURCE) {
        return Some(Role::Source);
    }
    if among(TARGET) {
        return Some(Role::Target);
    }
    if among(INDEX) {
        return Some(Role::Index);
    }
    if among(OTHER) {
        return Some(Role::Other);
    }
    if among(PERSON) {
        return Some(Role::Person);
    }
    let numbered = |suffix: &str| name.strip_suffix(suffix).is_some_and(|stem| PERSON.contains(&stem));
    if ["1", "a", "i", "x", "0"].iter().any(|suffix| numbered(suffix)) {
        return Some(Role::Source);
    }
    ["2", "b", "j", "y"].iter().any(|suffix| numbered(suffix)).then_some(Role::Target)
}

/// The columns of the two people and of the weight that a header names; people only where both are known.
pub(super) fn columns(header: &[String]) -> (Option<[usize; 2]>, Option<usize>) {
    let roles: Vec<Option<Role>> = header.iter().map(|name| role(name)).collect();
    let first = |wanted: Role| roles.iter().position(|&role| role == Some(wanted));
    let weight = first(Role::Weight);
    let source = first(Role::Source);
    let target = first(Role::Target);
    let people: Vec<usize> = (0..roles.len()).filter(|&at| roles[at] == Some(Role::Person)).collect();
    let pair = match (source, target, &people[..]) {
        (Some(source), Some(target), _) => Some([source, target]),
        (Some(source), None, &[person, ..]) => Some([source, person]),
        (None, Some(target), &[person, ..]) => Some([person, target]),
        (None, None, &[one, two, ..]) => Some([one, two]),
        // `id, contact`: the id is that of a person.
        (None, Some(target), []) => {
            let index = first(Role::Index).filter(|&at| !plain(&header[at]).is_empty() && at < target);
            index.filter(|_| header.len() == 2).map(|index| [index, target])
        }
        _ => None,
    };
    (pair, weight)
}
