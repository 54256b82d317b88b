use super::key::{Fallback, Key, Kind, Section, Unit, Words};
use crate::network::Repeats;

/// People are numbered in 32 bits.
const POPULATION: Kind = Kind::Count { min: 2, max: 4_000_000_000 };
/// Mean contacts of a person.
const CONTACTS: Kind = Kind::Number { min: 0.0, max: 1e6, above: false };

const fn population(path: &'static str, words: Words) -> Key {
    Key::number(path, words, POPULATION, Unit::People, Fallback::Required, "people", "personnes")
}

/// Stage 6: who can tell whom.
pub(super) const SECTION: Section = Section {
    path: "network",
    always: false,
    meaning: [
        "Who can tell whom: exactly one of well_mixed, random, small_world, preferential, communities, file. \
         Without this table nobody hears twice.",
        "Qui peut parler à qui : exactement un de well_mixed, random, small_world, preferential, \
         communities, file. Sans cette table personne n'entend deux fois.",
    ],
    keys: &[
        Key::new(
            "placement",
            Kind::Word(&["random", "hubs", "clustered"]),
            Unit::None,
            Fallback::Toml("\"random\""),
            "who of its people are the customers: anyone, those with the most contacts, neighbours of each \
             other; or a table",
            "qui sont les clients : n'importe qui, les plus entourés, des voisins ; ou une table",
        ),
        Key::new(
            "placement.people",
            Kind::Texts,
            Unit::None,
            Fallback::Nothing,
            "these people, by id",
            "ces personnes, par identifiant",
        )
        .example("placement = { people = [\"1\", \"34\"] }"),
        Key::new(
            "placement.file",
            Kind::File,
            Unit::None,
            Fallback::Nothing,
            "the people in this file, one id a line",
            "les personnes de ce fichier, un identifiant par ligne",
        )
        .example("placement = { file = \"customers.txt\" }"),
        Key::number(
            "graphs",
            Words { en: "the number of networks", fr: "le nombre de réseaux" },
            Kind::Count { min: 1, max: 1_000_000 },
            Unit::Networks,
            Fallback::Toml("1"),
            "how many networks are drawn; replicate r uses network r mod graphs",
            "combien de réseaux sont tirés ; la réplication r utilise le réseau r mod graphs",
        ),
        Key::table("well_mixed", "everyone may tell everyone", "chacun peut parler à chacun")
            .example("well_mixed = { population = 10_000 }"),
        population(
            "well_mixed.population",
            Words { en: "the population (well mixed)", fr: "la population (bien mélangée)" },
        ),
        Key::table(
            "random",
            "Erdos-Renyi: any two people are in contact with the same probability",
            "Erdos-Renyi : deux personnes quelconques sont en contact avec la même probabilité",
        )
        .example("random = { population = 10_000, contacts = 10 }"),
        population(
            "random.population",
            Words { en: "the population (random network)", fr: "la population (réseau aléatoire)" },
        ),
        Key::number(
            "random.contacts",
            Words {
                en: "the mean number of contacts (random network)",
                fr: "le nombre moyen de contacts (réseau aléatoire)",
            },
            CONTACTS,
            Unit::Contacts,
            Fallback::Required,
            "mean contacts of a person",
            "contacts moyens d'une personne",
        ),
        Key::table(
            "small_world",
            "Watts-Strogatz: a ring of neighbours, some contacts rewired at random",
            "Watts-Strogatz : un anneau de voisins, quelques contacts recâblés au hasard",
        )
        .example("small_world = { population = 10_000, contacts = 10, rewiring = 0.1 }"),
        population(
            "small_world.population",
            Words { en: "the population (small world)", fr: "la population (petit monde)" },
        ),
        Key::number(
            "small_world.contacts",
            Words { en: "the number of contacts in the ring", fr: "le nombre de contacts dans l'anneau" },
            Kind::Count { min: 2, max: 1_000_000 },
            Unit::Contacts,
            Fallback::Required,
            "contacts of each person in the ring, even",
            "contacts de chaque personne dans l'anneau, pair",
        ),
        Key::number(
            "small_world.rewiring",
            Words { en: "the share of contacts rewired", fr: "la part des contacts recâblés" },
            Kind::Probability,
            Unit::Share,
            Fallback::Toml("0.0"),
            "probability that a contact is rewired",
            "probabilité qu'un contact soit recâblé",
        ),
        Key::table(
            "preferential",
            "Barabasi-Albert: newcomers link to those who have many contacts",
            "Barabasi-Albert : les nouveaux se lient à ceux qui ont beaucoup de contacts",
        )
        .example("preferential = { population = 10_000, links = 5 }"),
        population(
            "preferential.population",
            Words { en: "the population (preferential network)", fr: "la population (réseau préférentiel)" },
        ),
        Key::number(
            "preferential.links",
            Words { en: "the number of links of a newcomer", fr: "le nombre de liens d'un nouveau venu" },
            Kind::Count { min: 1, max: 1_000_000 },
            Unit::Contacts,
            Fallback::Required,
            "links that each newcomer makes",
            "liens que crée chaque nouveau venu",
        ),
        Key::table(
            "communities",
            "villages on a ring: dense inside, sparser to the neighbours, sparser still anywhere",
            "villages en anneau : denses à l'intérieur, plus lâches entre voisins, encore plus ailleurs",
        )
        .example("communities = { sizes = [400, 250, 600], inside = 8, neighbours = 1, anywhere = 0.5 }"),
        Key::number(
            "communities.sizes",
            Words { en: "the size of the villages", fr: "la taille des villages" },
            Kind::Counts { min: 1, max: 4_000_000_000 },
            Unit::People,
            Fallback::Required,
            "people in each village",
            "personnes dans chaque village",
        ),
        Key::number(
            "communities.inside",
            Words { en: "the number of contacts inside the village", fr: "le nombre de contacts dans le village" },
            CONTACTS,
            Unit::Contacts,
            Fallback::Required,
            "mean contacts of a person inside the village",
            "contacts moyens d'une personne dans le village",
        ),
        Key::number(
            "communities.neighbours",
            Words {
                en: "the number of contacts in neighbouring villages",
                fr: "le nombre de contacts dans les villages voisins",
            },
            CONTACTS,
            Unit::Contacts,
            Fallback::Toml("0.0"),
            "mean contacts in the two neighbouring villages together",
            "contacts moyens dans les deux villages voisins ensemble",
        ),
        Key::number(
            "communities.anywhere",
            Words { en: "the number of contacts anywhere", fr: "le nombre de contacts n'importe où" },
            CONTACTS,
            Unit::Contacts,
            Fallback::Toml("0.0"),
            "mean contacts anywhere",
            "contacts moyens n'importe où",
        ),
        Key::table("file", "an edge list", "une liste de liens").example("file = { path = \"friends.csv\" }"),
        Key::new(
            "file.path",
            Kind::File,
            Unit::None,
            Fallback::Required,
            "the file, relative to the one that names it",
            "le fichier, relatif à celui qui le nomme",
        ),
        Key::new(
            "file.directed",
            Kind::Flag,
            Unit::None,
            Fallback::Toml("false"),
            "whether a line `a b` lets only a tell b",
            "si une ligne `a b` permet seulement à a de parler à b",
        ),
        Key::new(
            "file.separator",
            Kind::Separator,
            Unit::None,
            Fallback::Derived("understood from the first lines", "compris d'après les premières lignes"),
            "what separates the fields",
            "ce qui sépare les champs",
        )
        .example("file = { path = \"friends.csv\", separator = \";\" }"),
        Key::new(
            "file.header",
            Kind::Flag,
            Unit::None,
            Fallback::Derived("understood from the first lines", "compris d'après les premières lignes"),
            "whether the first line names the columns",
            "si la première ligne nomme les colonnes",
        )
        .example("file = { path = \"friends.csv\", header = false }"),
        Key::new(
            "file.source",
            Kind::Column,
            Unit::None,
            Fallback::Derived("by its name, or the first", "d'après son nom, ou la première"),
            "the column of the first person",
            "la colonne de la première personne",
        )
        .example("file = { path = \"friends.csv\", source = \"member\", target = \"friend\" }"),
        Key::new(
            "file.target",
            Kind::Column,
            Unit::None,
            Fallback::Derived("by its name, or the second", "d'après son nom, ou la deuxième"),
            "the column of the second person",
            "la colonne de la deuxième personne",
        )
        .example("file = { path = \"friends.csv\", source = 2, target = 3 }"),
        Key::new(
            "file.weight",
            Kind::Column,
            Unit::None,
            Fallback::Derived(
                "by its name, or the third where it has none and holds numbers",
                "d'après son nom, ou la troisième si elle est sans nom et contient des nombres",
            ),
            "the column of the weights",
            "la colonne des poids",
        )
        .example("file = { path = \"friends.csv\", weight = \"strength\" }"),
        Key::number(
            "file.weight_scale",
            Words { en: "the scale of the weights", fr: "l'échelle des poids" },
            Kind::Number { min: 0.0, max: 1e12, above: true },
            Unit::None,
            Fallback::Toml("1.0"),
            "every weight is multiplied by it: 0.01 makes shares of percentages",
            "chaque poids est multiplié par lui : 0.01 fait des parts à partir de pourcentages",
        ),
        Key::new(
            "file.repeats",
            Kind::Word(&Repeats::NAMES),
            Unit::None,
            Fallback::Toml("\"first\""),
            "the weight of a contact that is named several times, in either direction unless directed: the first, the sum, the largest, the mean",
            "le poids d'un contact nommé plusieurs fois, dans un sens ou l'autre sauf directed : le premier, la somme, le plus grand, la moyenne",
        ),
    ],
};
