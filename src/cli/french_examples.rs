//! What the French help says below the arguments: exit codes and examples.

pub(super) const EXIT: &str = "\
Codes de sortie :
  0    terminé
  1    une simulation ou une écriture a échoué ; les autres scénarios sont complets
  2    mauvais usage, mauvais scénario, avertissements avec --deny-warnings, ou une
       sortie qui n'est pas de nous ou qui est verrouillée : rien n'a été simulé
  3    une promesse d'un scénario ([[expect]]) n'est pas tenue ; les résultats sont complets
  130  interrompu par Ctrl-C
  143  arrêté par SIGTERM";

pub(super) const RUN_EXAMPLES: &str = "\
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

pub(super) const MERGE_EXAMPLES: &str = "\
Exemples :
  rumeur merge shards/*                       toutes les parties, dans tout ordre, dans ./results
  rumeur merge a b --partial -o ab            certaines, à réunir plus tard avec les autres

Les parties sont les résultats de `rumeur run --shard I/N`, avec les mêmes scénarios et options.";

pub(super) const FIGURE_EXAMPLES: &str = "\
Exemples :
  rumeur figure iceberg                              classic-317, intégré, dans iceberg.svg
  rumeur figure distribution hotel.toml -o a.png     en PNG ; --metric reach pour un autre indicateur
  rumeur figure comparison results --scenario hotel  d'après les tables, sans simuler de nouveau
  rumeur figure waterfall hotel.toml --page a4 -o -  aux proportions A4, sur la sortie standard
  rumeur figure sweep hotel.toml --along recovery.rate=0..1 --along voice.asked=0..1

Les nombres dessinés sont à côté de la figure, en CSV. docs/gallery montre toutes les figures.";

pub(super) const EXERCISE_EXAMPLES: &str = "\
Exemples :
  rumeur exercise                               24 stagiaires, classic-317 intégré, dans ./exercise
  rumeur exercise hotel.toml --students 12 --lang fr -o hotel-fr
  rumeur exercise hotel.toml --seed 2           d'autres nombres pour tous

sheets.html s'imprime et se distribue, corrected.html a tous les pas ; les deux existent aussi en
Markdown. moodle.xml et questions.gift s'importent dans Moodle : une catégorie par stagiaire.
Chaque réponse vient des formules et se trouve dans answers.csv avec sa tolérance.";

pub(super) const SWEEP_EXAMPLES: &str = "\
Exemples :
  rumeur sweep hotel.toml voice.asked=0..1                     onze valeurs, bouts compris
  rumeur sweep hotel.toml voice.asked=0..1:21 recovery.rate=0.2,0.5,0.8
  rumeur sweep hotel.toml voice.asked=0..1 --until aware=250   là où tant de gens sont au courant
  rumeur sweep hotel.toml voice.asked=0..1 --until net_loss=baseline

Tous les points et la référence partagent leur hasard.";

pub(super) const SENSITIVITY_EXAMPLES: &str = "\
Exemples :
  rumeur sensitivity hotel.toml                    d'après les réplications du scénario
  rumeur sensitivity hotel.toml --metric reach -o sensibilite
  rumeur sensitivity hotel.toml --design 4096      plan de Sobol : ce que les inconnues font ensemble, et le hasard

Les nombres que personne ne sait sont ceux de [uncertainty].";

pub(super) const WORTH_EXAMPLES: &str = "\
Exemples :
  rumeur worth hotel.toml                          tout, et chaque inconnue
  rumeur worth hotel.toml --survey customers.observed_voice_rate=50,100,500 --cost 8

Une enquête pose une question à laquelle chacun répond oui avec la probabilité qu'est l'inconnue.
La valeur est par période : de combien baisse la perte nette moyenne du meilleur choix.";

pub(super) const COMPARE_EXAMPLES: &str = "\
Exemples :
  rumeur compare hotel.toml                        la référence et ses variantes
  rumeur compare hotel.toml rival.toml             deux scénarios, avec le même hasard
  rumeur compare results/avant results/apres       deux résultats, tirés à nouveau côte à côte

Toutes les lignes partagent leur hasard. --format json donne les écarts et les nombres derrière.";

pub(super) const SURVEY_EXAMPLES: &str = "\
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

pub(super) const COMPLAINTS_EXAMPLES: &str = "\
Exemples :
  rumeur fit complaints --counts 32,16,6,1               32 clients ont réclamé une fois, 16 deux fois, ...
  rumeur fit complaints registre.csv --customer client -o fitted
  rumeur fit complaints registre.csv --customer client --list enquete.csv
                                                         qui est sur deux listes dit combien ils sont

Un scénario commence par extends = \"fitted/fragment.toml\". Le taux de réclamation des
insatisfaits est la part d'entre eux qui réclament.";
