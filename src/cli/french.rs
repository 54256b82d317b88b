//! The help in French: what `args` says in English, by command and argument. A test holds both side by side.

use clap::{Arg, ArgAction, Command};
use rumeur::report::figures::FigureKind;
use rumeur::vocabulary::{Language, NARROW_NO_BREAK_SPACE, typeset};

/// By command and by argument: the command itself has an empty argument, and an argument of several commands an empty
/// command.
const TEXTS: &[(&str, &str, &str)] = &[
    (
        "rumeur",
        "",
        "Simule le bouche-à-oreille : un client a réclamé ; combien de personnes sont au courant, combien n'ont rien dit à l'entreprise, et combien cela coûte-t-il ?",
    ),
    ("", "lang", "Langue de ce qui est affiché [par défaut : celle de l'environnement]"),
    ("", "color", "Couleurs du terminal : auto, always (toujours), never (jamais)"),
    (
        "",
        "quiet",
        "Ni progression ni notes, ni tableau sauf avec --format ; avertissements et erreurs restent affichés",
    ),
    ("run", "", "Simuler des fichiers de scénario et des dossiers de scénarios, et écrire des tables"),
    ("explain", "", "Montrer le calcul étape par étape, par la formule, à côté d'une courte simulation"),
    ("figure", "", "Dessiner une figure d'un scénario ou de résultats, en SVG ou en PNG"),
    ("check", "", "Vérifier des fichiers de scénario sans les simuler"),
    ("show", "", "Afficher le scénario effectif, avec l'origine de chaque valeur"),
    ("network", "", "Décrire le réseau d'un scénario, écrire ses liens ou le garder pour plus tard"),
    ("new", "", "Écrire un fichier de scénario commenté pour commencer"),
    ("presets", "", "Donner les nombres publiés dont un scénario peut partir"),
    ("schema", "", "Afficher le schéma JSON des fichiers de scénario, pour les éditeurs"),
    ("completions", "", "Afficher les complétions d'un interpréteur de commandes"),
    ("man", "", "Afficher la page de manuel"),
    ("", "set", "Fixer un paramètre par son chemin à points, avant le fichier et les variantes ; peut être répété"),
    ("", "replicates", "Combien de réplications tirer"),
    ("", "allow", "Ne pas dire un doute qui est connu, par son code ; peut être répété"),
    (
        "run",
        "tables",
        "Quelles tables a chaque scénario : all (toutes), ou certaines de summary, generations, groups, distribution, exact ; le résumé est toujours écrit",
    ),
    (
        "run",
        "keep_going",
        "Simuler les autres scénarios quand des fichiers ont des erreurs : ceux-ci figurent dans index.csv comme `invalid`",
    ),
    (
        "run",
        "progress",
        "`json` écrit une ligne sur la sortie d'erreur pour chaque scénario, et une de temps en temps entre eux",
    ),
    (
        "run",
        "shard",
        "Une seule de N parties du travail, que `rumeur merge` réunit avec les autres ; `auto` demande à l'environnement laquelle, comme le disent Slurm, Kubernetes, GNU parallel, AWS Batch, PBS, SGE et LSF",
    ),
    (
        "run",
        "shard_by",
        "Ce qui est réparti : les réplications (replicates) de chaque scénario, ou des scénarios entiers (scenarios), s'il y en a des milliers de petits",
    ),
    ("merge", "", "Réunir les parties d'une simulation : les résultats sont ceux d'une seule"),
    ("merge", "shards", "Les résultats des parties, dans n'importe quel ordre"),
    ("merge", "out", "Le dossier des résultats [par défaut : results]"),
    ("merge", "partial", "Réunir ce qui est là, bien que des parties manquent, à réunir plus tard avec les autres"),
    ("merge", "resume", "Continuer une fusion interrompue"),
    ("merge", "force", "Remplacer ce qui se trouve à la place des résultats"),
    (
        "merge",
        "format",
        "Que mettre sur la sortie standard : table, csv ou json [par défaut : table, ou rien avec --quiet]",
    ),
    (
        "merge",
        "sort",
        "Trier plusieurs scénarios par la moyenne d'un indicateur, le pire d'abord [par défaut : la perte nette, si tous en ont une]",
    ),
    ("figure", "beside", "Montrer cette variante à côté, à la même échelle (iceberg)"),
    (
        "figure",
        "outlines",
        "Écrire les lettres comme des formes : le SVG est le même dans tout programme, mais son texte ne peut plus être cherché",
    ),
    ("figure", "blank", "Laisser les nombres hors du dessin, pour un exercice ; ils sont dans le CSV"),
    ("", "seed", "La graine : la même graine donne les mêmes nombres ; 0 est une graine"),
    ("", "variant", "Cette variante seulement, à côté de sa référence"),
    ("", "threads", "Combien de fils d'exécution ; les résultats sont les mêmes [par défaut : tous les processeurs]"),
    ("", "deny_warnings", "Prendre les avertissements pour des erreurs"),
    (
        "run",
        "paths",
        "Fichiers et dossiers de scénarios ; `-` lit un scénario sur l'entrée standard [par défaut : classic-317, intégré]",
    ),
    ("sweep", "", "Faire varier un ou deux paramètres, ou chercher où une moyenne atteint une valeur"),
    (
        "sweep",
        "words",
        "Un fichier de scénario [par défaut : classic-317, intégré], puis un ou deux de CHEMIN=DE..À[:NOMBRE] et CHEMIN=a,b,c",
    ),
    (
        "sweep",
        "metric",
        "Les indicateurs à regarder [par défaut : la perte nette, s'il y a de l'argent, et les personnes au courant]",
    ),
    ("sweep", "until", "Chercher où une moyenne atteint une valeur, ou celle de la référence (baseline)"),
    (STUDY, "out", "Écrire aussi les tables dans un dossier de résultats"),
    (STUDY, "force", "Remplacer ce qui se trouve à la place des résultats"),
    (
        STUDY,
        "format",
        "Que mettre sur la sortie standard : table, csv ou json [par défaut : table, ou rien avec --quiet]",
    ),
    ("compare", "", "Mettre côte à côte deux scénarios, ou un scénario et ses variantes"),
    ("compare", "path", "Un fichier de scénario ou un dossier de résultats : la référence"),
    ("compare", "other", "À quoi le comparer [par défaut : ses variantes]"),
    ("compare", "scenario", "Ce scénario d'un dossier de résultats"),
    ("worth", "", "Dire ce que vaut d'en savoir plus avant de choisir entre la référence et les variantes"),
    (
        "worth",
        "path",
        "Un fichier de scénario avec de l'argent, des variantes et des inconnues, ou `-` pour l'entrée standard",
    ),
    ("worth", "survey", "Des enquêtes de tant de personnes sur une part inconnue ; peut être répété"),
    ("worth", "cost", "Ce que coûte une personne interrogée, dans la monnaie du scénario"),
    ("sensitivity", "", "Dire quelle inconnue compte le plus, et ce qui est du hasard"),
    ("sensitivity", "path", "Un fichier de scénario avec des inconnues, ou `-` pour l'entrée standard"),
    (
        "sensitivity",
        "metric",
        "Les indicateurs à regarder [par défaut : la perte nette, s'il y a de l'argent, et les personnes au courant]",
    ),
    (
        "sensitivity",
        "design",
        "Tirer aussi un plan de tant de paires de points : indices du premier ordre et totaux, ou parts de Shapley si des inconnues vont ensemble",
    ),
    (
        "run",
        "exact_only",
        "Afficher les lois exactes de tous les indicateurs au lieu de simuler, là où elles sont connues ; ne rien écrire",
    ),
    ("report", "", "Écrire des résultats en une page HTML à lire, à envoyer et à imprimer, ou en un classeur"),
    ("report", "results", "Un dossier de résultats [par défaut : results]"),
    ("report", "scenario", "Ce scénario des résultats seulement"),
    (
        "report",
        "out",
        "Le fichier : .html pour une page, .xlsx pour un classeur ; `-` écrit la page sur la sortie standard [par défaut : report.html]",
    ),
    ("report", "force", "Remplacer un fichier présent qui n'est pas un rapport"),
    (
        "exercise",
        "",
        "Écrire des feuilles d'exercice sur un scénario, avec d'autres nombres pour chaque stagiaire, et leurs corrigés",
    ),
    ("exercise", "path", "Un fichier de scénario, ou `-` pour l'entrée standard [par défaut : classic-317, intégré]"),
    (
        "exercise",
        "students",
        "Combien de stagiaires : chacun reçoit d'autres nombres, et en ajouter laisse ceux d'avant intacts [par défaut : 24]",
    ),
    ("exercise", "out", "Le dossier des feuilles [par défaut : exercise]"),
    ("exercise", "force", "Remplacer des fichiers présents qui ne sont pas d'un exercice"),
    ("fit", "", "Faire d'un tableau à vous un fragment de scénario"),
    (
        "survey",
        "",
        "Les réponses d'une enquête : taux de réclamation, auditoires, qui reste, réclamants satisfaits de la réponse",
    ),
    ("survey", "file", "Un fichier CSV, une ligne par personne interrogée ; `-` lit l'entrée standard"),
    ("survey", "complained", "La colonne qui dit qui a réclamé : son nom, ou son numéro à partir de 1"),
    ("survey", "told", "La colonne qui dit à combien de personnes on en a parlé en mal"),
    ("survey", "told_good", "La colonne qui dit à combien de personnes on en a parlé en bien"),
    ("survey", "returns", "La colonne qui dit qui revient"),
    ("survey", "handled", "La colonne qui dit qui a été satisfait de la réponse à sa réclamation"),
    ("survey", "weight", "La colonne qui dit pour combien de personnes compte une réponse"),
    (
        "survey",
        "by",
        "La colonne qui distingue des groupes, ou qui dit ce qu'il est advenu : silencieux, insatisfait de la réponse, satisfait de la réponse, satisfait",
    ),
    ("survey", "threshold", "Sur les échelles de 0 à 10, le plus petit nombre qui vaut oui [par défaut : 7]"),
    ("complaints", "", "Qui a réclamé une, deux, trois fois dit combien n'ont jamais réclamé"),
    ("complaints", "file", "Un fichier CSV, une ligne par réclamation ; `-` lit l'entrée standard"),
    ("complaints", "customer", "La colonne qui dit qui a réclamé : son nom, ou son numéro à partir de 1"),
    (
        "complaints",
        "incident",
        "La colonne qui dit de quoi : les lignes d'un client et d'un incident comptent une fois",
    ),
    (
        "complaints",
        "counts",
        "Au lieu d'un fichier : combien de clients ont réclamé une fois, deux fois, trois fois, ...",
    ),
    (
        "complaints",
        "list",
        "Un second fichier CSV, de clients insatisfaits qu'ils aient réclamé ou non, comme une enquête : deux listes (Chapman)",
    ),
    ("complaints", "list_customer", "La colonne des clients dans le second fichier [par défaut : comme --customer]"),
    (
        "complaints",
        "method",
        "Quelle estimation le fragment prend [par défaut : chapman avec --list, sinon chao-bias-corrected]",
    ),
    ("survey", "out", "Le dossier de fragment.toml, des tables et de la figure [par défaut : rien n'est écrit]"),
    ("survey", "force", "Remplacer des fichiers présents qui ne viennent pas d'un ajustement"),
    ("survey", "format", "Que mettre sur la sortie standard : table, csv ou json [par défaut : table]"),
    (
        "survey",
        "seed",
        "La graine du bootstrap : la même graine donne les mêmes intervalles ; 0 est une graine [par défaut : 317]",
    ),
    (
        "complaints",
        "out",
        "Le dossier de fragment.toml, de la table et de sa description [par défaut : rien n'est écrit]",
    ),
    ("complaints", "force", "Remplacer des fichiers présents qui ne viennent pas d'un ajustement"),
    ("complaints", "format", "Que mettre sur la sortie standard : table, csv ou json [par défaut : table]"),
    (
        "complaints",
        "seed",
        "La graine du bootstrap : la même graine donne les mêmes intervalles ; 0 est une graine [par défaut : 317]",
    ),
    ("run", "dry_run", "Dire ce qui serait simulé et en combien de temps ; ne rien écrire"),
    ("run", "fail_fast", "S'arrêter au premier scénario qui échoue"),
    (
        "run",
        "out",
        "Le dossier des résultats ; `-` écrit summary.csv sur la sortie standard et rien d'autre [par défaut : results]",
    ),
    ("run", "raw", "Écrire aussi chaque réplication, dans replicates.csv"),
    (
        "run",
        "figures",
        "Dessiner aussi les figures qui conviennent à chaque scénario, en SVG avec leurs nombres en CSV, dans son dossier `figures`",
    ),
    ("run", "resume", "Continuer à partir des résultats présents : ne simuler que les scénarios inachevés"),
    ("run", "force", "Remplacer ce qui se trouve à la place des résultats"),
    (
        "run",
        "format",
        "Que mettre sur la sortie standard : table, csv ou json [par défaut : table, ou rien avec --quiet]",
    ),
    (
        "run",
        "sort",
        "Trier plusieurs scénarios par la moyenne d'un indicateur, le pire d'abord [par défaut : la perte nette, si tous en ont une]",
    ),
    (
        "",
        "csv_dialect",
        "`fr` écrit les tables comme un tableur français les ouvre : point-virgule, virgule décimale, marque d'ordre des octets",
    ),
    ("", "path", "Un fichier de scénario, ou `-` pour l'entrée standard"),
    ("figure", "kind", "Quelle figure"),
    (
        "figure",
        "path",
        "Un fichier de scénario, `-` pour l'entrée standard, ou un dossier de résultats ; pour `fit` une enquête [par défaut : classic-317, intégré]",
    ),
    ("figure", "scenario", "Quel scénario des résultats, s'il y en a plusieurs"),
    (
        "figure",
        "along",
        "Ce qu'un balayage fait varier, une ou deux fois : CHEMIN=DE..À ou CHEMIN=a,b,c [par défaut : voice.asked=0..1]",
    ),
    ("figure", "metric", "L'indicateur d'une figure qui en montre un, comme reach"),
    (
        "figure",
        "out",
        "Le fichier, qui finit par .svg ou .png ; `-` écrit du SVG sur la sortie standard [par défaut : KIND.svg]",
    ),
    ("", "force", "Remplacer le fichier s'il existe"),
    ("figure", "page", "Les proportions : `wide` est en 16:9, `a4` à l'italienne"),
    (
        "check",
        "format",
        "Comment dire ce qui est trouvé : text (messages) ou json (un objet sur la sortie standard) [par défaut : text]",
    ),
    ("check", "paths", "Fichiers et dossiers de scénarios ; `-` lit un scénario sur l'entrée standard"),
    ("network", "graph", "Lequel des réseaux tirés, à partir de 0"),
    ("network", "edges", "Écrire les liens dans un nouveau fichier CSV ; `-` écrit sur la sortie standard"),
    (
        "network",
        "save",
        "Garder le réseau dans un nouveau fichier binaire, que `network.file` lit bien plus vite qu'une liste de liens",
    ),
    ("new", "file", "Le fichier à écrire ; s'il existe, il n'est pas écrasé ; `-` écrit sur la sortie standard"),
    ("new", "preset", "Les nombres publiés dont partir : voir `rumeur presets` [par défaut : classic-317]"),
    ("presets", "compare", "Le même commerce sous chaque préréglage, par la formule"),
    ("presets", "complaints", "Le commerce : tant de réclamations reçues [par défaut : 1]"),
    ("presets", "dissatisfied", "Le commerce : tant de clients insatisfaits"),
    ("completions", "shell", "L'interpréteur de commandes"),
    ("man", "command", "La page d'une commande au lieu de celle du programme"),
];

/// Headings of arguments.
const HEADINGS: [(&str, &str); 6] = [
    ("Terminal", "Terminal"),
    ("Scenario", "Scénario"),
    ("Run", "Simulation"),
    ("Output", "Sortie"),
    ("Columns", "Colonnes"),
    ("Options", "Options"),
];

/// Names of values.
const VALUES: [(&str, &str); 22] = [
    ("AMOUNT", "MONTANT"),
    ("COLUMN", "COLONNE"),
    ("COMMAND", "COMMANDE"),
    ("DIR", "DOSSIER"),
    ("FILE", "FICHIER"),
    ("KIND", "FIGURE"),
    ("LIST", "LISTE"),
    ("METHOD", "MÉTHODE"),
    ("METRIC", "INDICATEUR"),
    ("METRIC=VALUE|baseline", "INDICATEUR=VALEUR|baseline"),
    ("NAME", "NOM"),
    ("OTHER", "AUTRE"),
    ("PATH", "CHEMIN"),
    ("PATH=N,N", "CHEMIN=N,N"),
    ("PATH=VALUE", "CHEMIN=VALEUR"),
    ("PATH=VALUES", "CHEMIN=VALEURS"),
    ("RESULTS", "RÉSULTATS"),
    ("SCENARIO", "SCÉNARIO"),
    ("SCENARIO or RESULTS", "SCÉNARIO ou RÉSULTATS"),
    ("SHELL", "INTERPRÉTEUR"),
    ("VARIANT", "VARIANTE"),
    ("WHEN", "QUAND"),
];

const TEMPLATE: &str = "{before-help}{about-with-newline}\nUtilisation\u{202f}: {usage}\n\n{all-args}{after-help}";

const EXIT: &str = "\
Codes de sortie :
  0    terminé
  1    une simulation ou une écriture a échoué ; les autres scénarios sont complets
  2    mauvais usage, mauvais scénario, avertissements avec --deny-warnings, ou une
       sortie qui n'est pas de nous ou qui est verrouillée : rien n'a été simulé
  3    une promesse d'un scénario ([[expect]]) n'est pas tenue ; les résultats sont complets
  130  interrompu par Ctrl-C
  143  arrêté par SIGTERM";

const RUN_EXAMPLES: &str = "\
Exemples :
  rumeur run                               classic-317, intégré
  rumeur run scenarios                     chaque fichier de scénario d'un dossier
  rumeur run hotel.toml --set voice.asked=1 --replicates 100_000
  rumeur run hotel.toml --raw -o hotel     chaque réplication aussi, dans ./hotel
  rumeur run scenarios --resume            seulement ce qui est inachevé
  rumeur run hotel.toml --out - | head     summary.csv sur la sortie standard
  rumeur run scenarios --shard 3/8 -o s/3  une partie des réplications : `rumeur merge s/*` les réunit

Les résultats sont écrits à côté de leur place, puis renommés. La simulation suivante
remplace des résultats intacts ; tout le reste est refusé.";

const MERGE_EXAMPLES: &str = "\
Exemples :
  rumeur merge shards/*                       toutes les parties, dans tout ordre, dans ./results
  rumeur merge a b --partial -o ab            certaines, à réunir plus tard avec les autres

Les parties sont les résultats de `rumeur run --shard I/N`, avec les mêmes scénarios et options.";

const FIGURE_EXAMPLES: &str = "\
Exemples :
  rumeur figure iceberg                              classic-317, intégré, dans iceberg.svg
  rumeur figure distribution hotel.toml -o a.png     en PNG ; --metric reach pour un autre indicateur
  rumeur figure comparison results --scenario hotel  d'après les tables, sans simuler de nouveau
  rumeur figure waterfall hotel.toml --page a4 -o -  aux proportions A4, sur la sortie standard
  rumeur figure sweep hotel.toml --along recovery.rate=0..1 --along voice.asked=0..1

Les nombres dessinés sont à côté de la figure, en CSV. docs/gallery montre toutes les figures.";

const EXERCISE_EXAMPLES: &str = "\
Exemples :
  rumeur exercise                               24 stagiaires, classic-317 intégré, dans ./exercise
  rumeur exercise hotel.toml --students 12 --lang fr -o hotel-fr
  rumeur exercise hotel.toml --seed 2           d'autres nombres pour tous

sheets.html s'imprime et se distribue, corrected.html a tous les pas ; les deux existent aussi en
Markdown. moodle.xml et questions.gift s'importent dans Moodle : une catégorie par stagiaire.
Chaque réponse vient des formules et se trouve dans answers.csv avec sa tolérance.";

const SWEEP_EXAMPLES: &str = "\
Exemples :
  rumeur sweep hotel.toml voice.asked=0..1                     onze valeurs, bouts compris
  rumeur sweep hotel.toml voice.asked=0..1:21 recovery.rate=0.2,0.5,0.8
  rumeur sweep hotel.toml voice.asked=0..1 --until aware=250   là où tant de gens sont au courant
  rumeur sweep hotel.toml voice.asked=0..1 --until net_loss=baseline

Tous les points et la référence partagent leur hasard.";

const SENSITIVITY_EXAMPLES: &str = "\
Exemples :
  rumeur sensitivity hotel.toml                    d'après les réplications du scénario
  rumeur sensitivity hotel.toml --metric reach -o sensibilite
  rumeur sensitivity hotel.toml --design 4096      plan de Sobol : ce que les inconnues font ensemble, et le hasard

Les nombres que personne ne sait sont ceux de [uncertainty].";

const WORTH_EXAMPLES: &str = "\
Exemples :
  rumeur worth hotel.toml                          tout, et chaque inconnue
  rumeur worth hotel.toml --survey customers.observed_voice_rate=50,100,500 --cost 8

Une enquête pose une question à laquelle chacun répond oui avec la probabilité qu'est l'inconnue.
La valeur est par période : de combien baisse la perte nette moyenne du meilleur choix.";

const COMPARE_EXAMPLES: &str = "\
Exemples :
  rumeur compare hotel.toml                        la référence et ses variantes
  rumeur compare hotel.toml rival.toml             deux scénarios, avec le même hasard
  rumeur compare results/avant results/apres       deux résultats, tirés à nouveau côte à côte

Toutes les lignes partagent leur hasard. --format json donne les écarts et les nombres derrière.";

const SURVEY_EXAMPLES: &str = "\
Exemples :
  rumeur fit survey enquete.csv                          colonnes reconnues à leur nom, rien n'est écrit
  rumeur fit survey enquete.csv -o fitted                fragment.toml, fit.csv et la figure
  rumeur fit survey reponses.csv --complained q1 --told q2 --returns q5 --threshold 8
  rumeur fit survey enquete.csv --by segment -o fitted   un groupe par segment

Une ligne par personne, les colonnes dans n'importe quel ordre :
  a réclamé      l'a-t-on dit à l'entreprise : oui ou non ; vide si tout s'est bien passé
  en a parlé à   à combien de personnes on en a parlé en mal : 3, 6+, 5-10, aucune
  en bien à      à combien de personnes on en a parlé en bien
  revient        oui ou non, ou de 0 à 10
  traitée        la réponse à la réclamation a-t-elle satisfait
  poids          pour combien de personnes compte la réponse
Un scénario commence par extends = \"fitted/fragment.toml\". Le taux de réclamation des
insatisfaits est la part d'entre eux qui réclament.";

const COMPLAINTS_EXAMPLES: &str = "\
Exemples :
  rumeur fit complaints --counts 32,16,6,1               32 clients ont réclamé une fois, 16 deux fois, ...
  rumeur fit complaints registre.csv --customer client -o fitted
  rumeur fit complaints registre.csv --customer client --list enquete.csv
                                                         qui est sur deux listes dit combien ils sont

Un scénario commence par extends = \"fitted/fragment.toml\". Le taux de réclamation des
insatisfaits est la part d'entre eux qui réclament.";

/// What the table says of an argument of a command; of the command itself where the argument is empty.
fn text(command: &str, argument: &str) -> Option<&'static str> {
    let of = |wanted: &str| TEXTS.iter().find(|text| text.0 == wanted && text.1 == argument).map(|text| text.2);
    let is_study = STUDIES.contains(&command);
    of(command).or_else(|| is_study.then(|| of(STUDY)).flatten()).or_else(|| of(""))
}

/// The commands that study one scenario have some arguments in common.
const STUDIES: [&str; 4] = ["compare", "sweep", "sensitivity", "worth"];
/// What they stand under in the table.
const STUDY: &str = "a study";

/// The command with its help in French.
pub(super) fn french(command: Command) -> Command {
    let command = command.disable_help_subcommand(true).after_long_help(typeset(EXIT));
    one(command, "rumeur")
}

fn one(command: Command, name: &str) -> Command {
    let command = command.subcommand_help_heading("Commandes").subcommand_value_name("COMMANDE");
    let mut command = command.help_template(TEMPLATE).disable_help_flag(true).disable_version_flag(true).arg(
        Arg::new("help")
            .short('h')
            .long("help")
            .action(ArgAction::Help)
            .help(typeset("Afficher l'aide (`-h` : en court)")),
    );
    if name == "rumeur" {
        let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
        command = command.arg(version.help("Afficher la version"));
    }
    if let Some(about) = text(name, "").filter(|_| !name.is_empty()) {
        command = command.about(typeset(about)).long_about(None);
    }
    command = match name {
        "run" => command
            .after_help(typeset("`rumeur run --help` donne des exemples."))
            .after_long_help(typeset(RUN_EXAMPLES)),
        "merge" => command
            .after_help(typeset("`rumeur merge --help` donne des exemples."))
            .after_long_help(typeset(MERGE_EXAMPLES)),
        "sweep" => command
            .after_help(typeset("`rumeur sweep --help` donne des exemples."))
            .after_long_help(typeset(SWEEP_EXAMPLES)),
        "exercise" => command
            .after_help(typeset("`rumeur exercise --help` donne des exemples."))
            .after_long_help(typeset(EXERCISE_EXAMPLES)),
        "sensitivity" => command
            .after_help(typeset("`rumeur sensitivity --help` donne des exemples."))
            .after_long_help(typeset(SENSITIVITY_EXAMPLES)),
        "compare" => command
            .after_help(typeset("`rumeur compare --help` donne des exemples."))
            .after_long_help(typeset(COMPARE_EXAMPLES)),
        "worth" => command
            .after_help(typeset("`rumeur worth --help` donne des exemples."))
            .after_long_help(typeset(WORTH_EXAMPLES)),
        "figure" => command
            .after_help(typeset("`rumeur figure --help` donne des exemples."))
            .after_long_help(typeset(FIGURE_EXAMPLES)),
        "survey" => command
            .after_help(typeset("`rumeur fit survey --help` donne des exemples et les colonnes."))
            .after_long_help(typeset(SURVEY_EXAMPLES)),
        "complaints" => command
            .after_help(typeset("`rumeur fit complaints --help` donne des exemples."))
            .after_long_help(typeset(COMPLAINTS_EXAMPLES)),
        _ => command,
    };
    let owner = name.to_owned();
    command = command.mut_args(move |argument| {
        let said = text(&owner, argument.get_id().as_str());
        let heading = argument.get_help_heading().map(str::to_owned);
        let heading = heading.and_then(|heading| HEADINGS.iter().find(|known| known.0 == heading).map(|known| known.1));
        let argument = match said {
            // What clap says of defaults and of possible values is English, and the texts say it.
            Some(said) => argument.help(typeset(said)),
            None => argument,
        };
        let argument = if argument.get_id() == "kind" { argument.long_help(typeset(&kinds())) } else { argument };
        let name = argument.get_value_names().and_then(<[_]>::first).map(std::string::ToString::to_string);
        let name = name.and_then(|name| VALUES.iter().find(|known| known.0 == name));
        let argument = match name {
            Some((_, name)) => argument.value_name(*name),
            None => argument,
        };
        let takes_value = matches!(argument.get_action(), ArgAction::Set | ArgAction::Append);
        let argument =
            if takes_value { argument.hide_default_value(true).hide_possible_values(true) } else { argument };
        match heading {
            Some(heading) => argument.help_heading(heading),
            None => argument,
        }
    });
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        command = command.mut_subcommand(&name, |sub| one(sub, &name));
    }
    command
}

/// The kinds of figures, each with what it shows.
fn kinds() -> String {
    let lines = FigureKind::ALL.map(|kind| format!("- {kind} : {}", kind.meaning(Language::Fr)));
    format!("Quelle figure :\n{}", lines.join("\n"))
}

/// Help as clap writes it, with a space before the colon of each heading.
pub(super) fn spaced_headings(help: &str) -> String {
    let mut out = String::with_capacity(help.len() + 32);
    for line in help.split_inclusive('\n') {
        let end = line.trim_end();
        let (words, close) = end.strip_suffix("\u{1b}[0m").map_or((end, ""), |words| (words, "\u{1b}[0m"));
        match words.strip_suffix(':').filter(|words| !words.is_empty() && !words.starts_with(' ')) {
            Some(words) if !words.ends_with(NARROW_NO_BREAK_SPACE) => {
                out.extend([words, "\u{202f}:", close, &line[end.len()..]]);
            }
            _ => out.push_str(line),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::args::Cli;
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn every_command_and_every_argument_has_its_text_in_french() {
        let program = Cli::command();
        let mut missing = Vec::new();
        let fits = program.find_subcommand("fit").into_iter().flat_map(Command::get_subcommands);
        for command in std::iter::once(&program).chain(program.get_subcommands()).chain(fits) {
            if text(command.get_name(), "").is_none() {
                missing.push(command.get_name().to_owned());
            }
            for argument in command.get_arguments() {
                if text(command.get_name(), argument.get_id().as_str()).is_none() {
                    missing.push(format!("{}/{}", command.get_name(), argument.get_id()));
                }
                // What is typed as it stands is in small letters, and a single letter is a number.
                let names = argument.get_value_names().filter(|_| argument.get_action().takes_values());
                for name in names.unwrap_or_default().iter().map(clap::builder::Str::as_str) {
                    let same = ["CODE", "FORMAT", "I/N|auto|auto/N"].contains(&name);
                    let is_word = name.split(|c: char| !c.is_ascii_alphabetic()).any(|word| word.len() > 1);
                    let is_typed = !name.contains(|c: char| c.is_ascii_uppercase());
                    if is_word && !is_typed && !same && !VALUES.iter().any(|known| known.0 == name) {
                        missing.push(name.to_owned());
                    }
                }
            }
        }
        assert!(missing.is_empty(), "no French text for {missing:?}");
    }

    #[test]
    fn exit_codes_are_those_of_the_english_help() {
        let codes = |help: &str| -> Vec<String> {
            let first = |line: &str| line.split_whitespace().next().map(str::to_owned);
            help.lines().filter_map(first).filter(|word| word.parse::<u8>().is_ok()).collect()
        };
        assert_eq!(codes(EXIT), codes(super::super::exit::HELP));
    }

    #[test]
    fn no_text_is_left_of_an_argument_that_is_gone() {
        let program = Cli::command();
        let has = |command: &str, argument: &str| {
            let fits = program.find_subcommand("fit").into_iter().flat_map(Command::get_subcommands);
            let owner = program.get_subcommands().chain(fits).find(|known| known.get_name() == command);
            owner.expect(command).get_arguments().any(|known| known.get_id() == argument)
        };
        for (command, argument, _) in TEXTS.iter().filter(|text| !text.0.is_empty() && !text.1.is_empty()) {
            let is_known = match *command {
                STUDY => STUDIES.into_iter().any(|study| has(study, argument)),
                command => has(command, argument),
            };
            assert!(is_known, "{command}/{argument}");
        }
    }

    #[test]
    fn the_french_command_is_sound() {
        french(Cli::command()).debug_assert();
    }
}
