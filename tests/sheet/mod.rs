//! Reads a corrected sheet as a student would, and computes it again from what is printed on it alone.

/// What is given and asked of the scenario or of one variant.
#[derive(Debug, Default)]
pub(crate) struct Part {
    /// Empty for the scenario itself.
    pub(crate) title: String,
    pub(crate) given: Vec<(String, String)>,
    pub(crate) rows: Vec<Row>,
}

/// A question of a corrected sheet.
#[derive(Debug)]
pub(crate) struct Row {
    #[expect(dead_code, reason = "said by a failing assertion")]
    pub(crate) prompt: String,
    pub(crate) solution: String,
    pub(crate) answer: String,
    pub(crate) tolerance: f64,
}

/// A number as it is printed: `1,234.5`, `1 234,5`, `60 %`.
pub(crate) fn number(text: &str, french: bool) -> Option<f64> {
    let bare: String = text.chars().filter(|letter| !matches!(letter, '\u{202f}' | '\u{a0}' | '%')).collect();
    let bare = bare.replace('−', "-");
    let bare = if french { bare.replace(',', ".") } else { bare.replace(',', "") };
    let value: f64 = bare.trim().parse().ok()?;
    Some(if text.contains('%') { value / 100.0 } else { value })
}

/// The parts of every student, from `corrected.md`.
pub(crate) fn students(page: &str, french: bool) -> Vec<Vec<Part>> {
    let [student, variant] = if french { ["## Stagiaire ", "#### Et si"] } else { ["## Student ", "#### What if"] };
    let mut students: Vec<Vec<Part>> = Vec::new();
    for line in page.lines() {
        if line.starts_with(student) {
            students.push(vec![Part::default()]);
        } else if line.starts_with("## ") {
            break;
        }
        let Some(parts) = students.last_mut() else { continue };
        if line.starts_with(variant) {
            parts.push(Part { title: line.replace('\\', ""), ..Part::default() });
        }
        let part = parts.last_mut().expect("a part");
        if let Some((what, value)) =
            line.strip_prefix("- ").and_then(|fact| fact.rsplit_once("**")?.0.rsplit_once("**"))
        {
            part.given.push((what.replace('\\', ""), value.replace('\\', "")));
        }
        let cells: Vec<&str> = line.trim_matches(['|', ' ']).split(" | ").collect();
        if let [prompt, solution, answer, accepted] = cells[..]
            && let Some(tolerance) = accepted.strip_prefix("±\u{a0}").and_then(|text| number(text, french))
        {
            let [prompt, solution, answer] = [prompt, solution, answer].map(|cell| cell.replace('\\', ""));
            part.rows.push(Row { prompt, solution, answer, tolerance });
        }
    }
    students
}

/// Computes every row of a part from the numbers that stand before it: what is given for `base`, the scenario itself, what the
/// part changes, and answers of earlier rows, once as they are carried on and once rounded as they are asked for.
pub(crate) fn compute(base: &[(String, String)], part: &Part, french: bool) -> usize {
    let of = |facts: &[(String, String)]| -> Vec<f64> {
        let texts = facts.iter().flat_map(|(what, value)| what.split(' ').chain([value.as_str()]));
        texts.filter_map(|word| number(word.trim_matches([':', '(', ')', ',', ';']), french)).collect()
    };
    let given = [of(base), of(&part.given)].concat();
    // An answer as it is carried on, and as it is asked for.
    let mut answers: Vec<(f64, f64)> = Vec::new();
    for row in &part.rows {
        let (formula, results) =
            row.solution.split_once([' ', '\u{a0}']).map_or((row.solution.as_str(), Vec::new()), |_| {
                let cut = row.solution.find(['=', '≈']).unwrap_or(row.solution.len());
                let results =
                    row.solution[cut..].split(['=', '≈']).filter_map(|text| number(text.trim(), french)).collect();
                (&row.solution[..cut], results)
            });
        assert!(formula.contains(['+', '−', '×', '/']) && !results.is_empty(), "{row:?}: no step leads there");
        let asked = number(row.answer.split(' ').next().unwrap_or_default(), french).expect("an answer");
        assert_eq!(results.last(), Some(&asked), "{row:?}");
        let near = |one: f64, other: f64| (one - other).abs() <= 1e-9 * other.abs();
        let look_up = |value: f64, rounds: bool| {
            let answer = answers.iter().rev().find(|(carried, _)| near(value, *carried));
            match answer {
                _ if value == 0.0 || value == 1.0 || given.iter().any(|given| near(value, *given)) => value,
                Some((_, rounded)) if rounds => *rounded,
                Some(_) => value,
                None => panic!("{value} stands nowhere before {row:?}: {given:?} {answers:?}"),
            }
        };
        for rounds in [false, true] {
            let computed = Terms::of(formula, french).sum(&|value| look_up(value, rounds));
            assert!((computed - asked).abs() <= row.tolerance * 1.000_001, "{computed} for {row:?}, rounded: {rounds}");
        }
        answers.push((results[0], asked));
    }
    part.rows.len()
}

/// The signs and numbers of a formula.
struct Terms {
    words: Vec<String>,
    place: usize,
    french: bool,
}

impl Terms {
    fn of(formula: &str, french: bool) -> Self {
        let spaced = ["(", ")"].iter().fold(formula.to_owned(), |text, sign| text.replace(sign, &format!(" {sign} ")));
        Self { words: spaced.split_ascii_whitespace().map(str::to_owned).collect(), place: 0, french }
    }

    fn next_is(&mut self, signs: &[&str]) -> Option<String> {
        let word = self.words.get(self.place).filter(|word| signs.contains(&word.as_str()))?.clone();
        self.place += 1;
        Some(word)
    }

    fn sum(mut self, of: &impl Fn(f64) -> f64) -> f64 {
        let sum = self.terms(of);
        assert_eq!(self.place, self.words.len(), "{:?}", self.words);
        sum
    }

    fn terms(&mut self, of: &impl Fn(f64) -> f64) -> f64 {
        let mut sum = self.factors(of);
        while let Some(sign) = self.next_is(&["+", "−"]) {
            let term = self.factors(of);
            sum += if sign == "+" { term } else { -term };
        }
        sum
    }

    fn factors(&mut self, of: &impl Fn(f64) -> f64) -> f64 {
        let mut product = self.factor(of);
        while let Some(sign) = self.next_is(&["×", "/"]) {
            let factor = self.factor(of);
            product = if sign == "×" { product * factor } else { product / factor };
        }
        product
    }

    fn factor(&mut self, of: &impl Fn(f64) -> f64) -> f64 {
        if self.next_is(&["("]).is_some() {
            let inside = self.terms(of);
            assert!(self.next_is(&[")"]).is_some(), "{:?}", self.words);
            return inside;
        }
        let word = self.words.get(self.place).unwrap_or_else(|| panic!("{:?} ends early", self.words));
        self.place += 1;
        of(number(word, self.french).unwrap_or_else(|| panic!("{word} is no number")))
    }
}
