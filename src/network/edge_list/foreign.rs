//! What is brought as an edge list and is something else.

use super::error::{COLUMNS, Foreign, ONE_CONTACT};
use super::foreign_text::of_lines;

/// The bytes begin so: archives and files of offices.
const MAGIC: [(&[u8], [&str; 2], &str, &str); 12] = [
    (
        b"BZh",
        ["a bzip2 file (bz2)", "un fichier bzip2 (bz2)"],
        "unpack it: bunzip2, or pack it with gzip",
        "décompressez-le : bunzip2, ou compressez-le par gzip",
    ),
    (
        b"\xfd7zXZ\0",
        ["an xz file", "un fichier xz"],
        "unpack it: unxz, or pack it with gzip",
        "décompressez-le : unxz, ou compressez-le par gzip",
    ),
    (
        b"\x28\xb5\x2f\xfd",
        ["a zstd file", "un fichier zstd"],
        "unpack it: unzstd, or pack it with gzip",
        "décompressez-le : unzstd, ou compressez-le par gzip",
    ),
    (b"7z\xbc\xaf\x27\x1c", ["a 7z archive", "une archive 7z"], "unpack it first", "extrayez-la d'abord"),
    (b"Rar!", ["a rar archive", "une archive rar"], "unpack it first", "extrayez-la d'abord"),
    (b"\xd0\xcf\x11\xe0", ["an Excel workbook (xls)", "un classeur Excel (xls)"], SAVE_AS[0], SAVE_AS[1]),
    (
        b"%PDF",
        ["a PDF", "un PDF"],
        "export the table behind it as CSV UTF-8",
        "exportez le tableau d'origine en CSV UTF-8",
    ),
    (
        b"{\\rtf",
        ["an RTF document", "un document RTF"],
        "save it as plain text in UTF-8",
        "enregistrez-le en texte brut UTF-8",
    ),
    (
        b"\x93NUMPY",
        ["a NumPy array", "un tableau NumPy"],
        "numpy.savetxt(path, pairs, fmt=\"%d\")",
        "numpy.savetxt(chemin, paires, fmt=\"%d\")",
    ),
    (b"PAR1", ["a Parquet file", "un fichier Parquet"], "write its table as CSV", "écrivez sa table en CSV"),
    (
        b"SQLite format 3",
        ["an SQLite database", "une base SQLite"],
        "write its table as CSV",
        "écrivez sa table en CSV",
    ),
    (
        b"RDX",
        ["R data", "des données de R"],
        "write.csv(edges, row.names = FALSE)",
        "write.csv(edges, row.names = FALSE)",
    ),
];

const SAVE_AS: [&str; 2] = ["save the sheet as CSV UTF-8", "enregistrez la feuille en CSV UTF-8"];
const NETWORKX: [&str; 2] = [
    "write its contacts as two columns, with networkx: nx.write_edgelist(nx.read_...(path), out, data=False)",
    "écrivez ses contacts en deux colonnes, avec networkx : nx.write_edgelist(nx.read_...(chemin), sortie, data=False)",
];

/// A list of the contacts of each person, one person a line.
pub(super) const ADJACENCY: Foreign = Foreign {
    name: [
        "an adjacency list, a person and all contacts in each line",
        "une liste d'adjacence, une personne et tous ses contacts par ligne",
    ],
    way_out: ONE_CONTACT,
};
/// A matrix of contacts.
pub(super) const MATRIX: Foreign =
    Foreign { name: ["a matrix of contacts", "une matrice de contacts"], way_out: COLUMNS };

/// What the first bytes are, if they are known not to be text of contacts.
pub(super) fn of_bytes(head: &[u8]) -> Option<Foreign> {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        let has = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
        let office = if has(b"xl/") || has(b"[Content_Types].xml") {
            Some(["an Excel workbook (xlsx, a zip archive)", "un classeur Excel (xlsx, une archive zip)"])
        } else if has(b"opendocument") {
            Some(["an OpenDocument file (a zip archive)", "un fichier OpenDocument (une archive zip)"])
        } else {
            None
        };
        return Some(match office {
            Some(name) => Foreign { name, way_out: SAVE_AS },
            None => Foreign {
                name: ["a zip archive", "une archive zip"],
                way_out: ["unpack it first", "extrayez-la d'abord"],
            },
        });
    }
    let magic = MAGIC.iter().find(|(magic, ..)| head.starts_with(magic));
    if let Some(&(_, name, en, fr)) = magic {
        return Some(Foreign { name, way_out: [en, fr] });
    }
    let utf_16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || is_wide(head);
    if utf_16 {
        let way_out = [
            "save it as CSV UTF-8, or `iconv -f UTF-16 -t UTF-8`",
            "enregistrez-le en CSV UTF-8, ou `iconv -f UTF-16 -t UTF-8`",
        ];
        return Some(Foreign { name: ["text in UTF-16", "du texte en UTF-16"], way_out });
    }
    head.contains(&0).then_some(Foreign { name: ["a binary file", "un fichier binaire"], way_out: COLUMNS })
}

/// Whether every other byte is zero, as in UTF-16 without its mark.
fn is_wide(head: &[u8]) -> bool {
    let head = &head[..head.len().min(64)];
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|&&byte| byte == 0).count();
    head.len() >= 4 && (2 * zeros(0)).max(2 * zeros(1)) + 2 >= head.len()
}

/// What the first lines are, if they are a known format of networks that is no edge list.
pub(super) fn of_text(head: &str) -> Option<Foreign> {
    let lines = || head.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines().next()?;
    let lower = first.to_lowercase();
    let known = |name| Some(Foreign { name, way_out: NETWORKX });
    if lower.starts_with("%%matrixmarket") {
        return known(["a Matrix Market file", "un fichier Matrix Market"]);
    }
    // Several formats have comments of their own before what they are known by.
    let data = lines().find(|line| !line.starts_with(['#', '%']) && !line.starts_with("//") && !line.starts_with("/*"));
    let word = data.unwrap_or(first).to_lowercase();
    let says = |name: &str| head.to_lowercase().contains(name);
    match word.as_bytes().first() {
        Some(b'<') if says("<graphml") => return known(["GraphML", "GraphML"]),
        Some(b'<') if says("<gexf") => return known(["GEXF", "GEXF"]),
        Some(b'*') => return known(["a Pajek file", "un fichier Pajek"]),
        Some(b'[') if word.starts_with("[,") => return known(["a print-out of R", "une sortie écran de R"]),
        Some(b'[') if word.starts_with("[(") => {
            return known([
                "a print-out of pairs in brackets, without a separator of lines",
                "une sortie écran de paires entre parenthèses, sans fins de ligne",
            ]);
        }
        Some(b'[')
            if word[1..].trim_start().starts_with(|c: char| c.is_alphabetic())
                && word.ends_with(']')
                && !word.contains(',') =>
        {
            return known(["a TOML or INI file", "un fichier TOML ou INI"]);
        }
        Some(b'[' | b'{') => return known(["JSON", "JSON"]),
        _ => {}
    }
    if word.starts_with("igraph ") || word.starts_with("+ edges") || (word.starts_with("+ ") && word.contains("edges"))
    {
        let way_out = [
            "write the edges: igraph::as_data_frame and write.csv, or Graph.write_edgelist",
            "écrivez les liens : igraph::as_data_frame et write.csv, ou Graph.write_edgelist",
        ];
        return Some(Foreign { name: ["a print-out of igraph", "une sortie écran d'igraph"], way_out });
    }
    let opens = |line: &str| line.ends_with('{') || line.contains(" {") || line.contains("--") || line.contains("->");
    let dot = ["graph", "digraph", "strict"].iter().any(|&start| {
        word.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '{', '\t']))
    });
    if dot && head.contains('{') && (opens(&word) || word.split_whitespace().count() <= 3) {
        return known(["DOT (Graphviz)", "DOT (Graphviz)"]);
    }
    let gml = word.starts_with("graph") || word.starts_with("creator") || word.starts_with("version");
    let has_brackets =
        head.contains('[') && head.lines().any(|line| line.trim_start().to_lowercase().starts_with("graph"));
    if gml && has_brackets && (says("node") || says("edge") || says("directed")) {
        return known(["GML", "GML"]);
    }
    if word == "dl"
        || word.starts_with("dl ") && word.contains('=')
        || word.starts_with("dl\t")
        || word.starts_with("dln=")
    {
        return known(["a UCINET file (DL)", "un fichier UCINET (DL)"]);
    }
    if word.starts_with("nodedef>") {
        return known(["GDF", "GDF"]);
    }
    let dimacs = |line: &str| {
        let mut words = line.split_whitespace();
        words.next() == Some("p")
            && words
                .next()
                .is_some_and(|kind| ["edge", "edges", "col", "sp", "max", "min", "asn", "cnf"].contains(&kind))
            && words.next().is_some_and(|count| count.parse::<u64>().is_ok())
    };
    if lines().take(100).find(|line| *line != "c" && !line.starts_with("c ")).is_some_and(dimacs) {
        return known(["a DIMACS file", "un fichier DIMACS"]);
    }
    of_lines(head)
}
