//! The JSON Schema of scenario files, from the catalogue.

use serde_json::{Map, Value, json};

use super::catalogue::{
    AUDIENCE, Fallback, Form, Key, Kind, LARGEST_AUDIENCE, LARGEST_WEIGHT, LAST_GENERATION, Node, Scope, form, root,
};
use super::complete::default_of;
use super::datum::Datum;
use super::presets::PRESETS;
use super::schema_rules::rules;
use super::schema_unknowns::schema_unknowns;
use crate::vocabulary::{Language, METRICS, set_in};

/// How many people are told, as a key.
const WEIGHT_KEY: &str = "^[0-9]{1,10}$";
/// Names of groups, touchpoints and variants.
const NAME: &str =
    "^[^=+@.\\- \\x00-\\x1f\"'/\\\\,;:<>|?*()\\[\\]{}!#$%&~`^][^=+@\\x00-\\x1f\"'/\\\\,;:<>|?*()\\[\\]{}!#$%&~`^]*$";

/// A name in a dotted path, in quotes where it has a point or a space.
const QUOTABLE: &str = "(\"[^\"]+\"|'[^']+'|[^.\"']+)";

/// The JSON Schema (draft 2020-12) of scenario files, for editors, with descriptions in a language; ends with a newline.
pub fn schema(language: Language) -> String {
    let audience = root().child("retelling").and_then(|node| node.child("audience"));
    let mut source = title();
    source["description"] =
        json!(language.pick("where the numbers of this table come from", "d’où viennent les nombres de cette table"));
    let mut whole = table(root(), &[], language);
    let extra = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": language.pick(
            "A scenario of rumeur, the word-of-mouth simulator",
            "Un scénario de rumeur, le simulateur de bouche-à-oreille",
        ),
        "$defs": {
            "audience": audience.map(|node| audience_schema(node, language)),
            "name": { "type": "string", "pattern": NAME, "maxLength": 200 },
            "source": source,
        },
        "allOf": rules(),
    });
    if let (Value::Object(whole), Value::Object(extra)) = (&mut whole, extra) {
        whole.extend(extra);
    }
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    text
}

/// What may stand at `node`; `path` says where it is.
fn place(node: &Node, path: &[&str], language: Language) -> Value {
    if path == ["variants"] {
        return variants(node, language);
    }
    if let Some(schema) = schema_unknowns(node, path, language) {
        return schema;
    }
    match node.value() {
        Some(key) if key.kind == Kind::Audience => described(json!({ "$ref": "#/$defs/audience" }), key, language),
        Some(key) if !node.children.is_empty() => {
            described(json!({ "anyOf": [value(key), table(node, path, language)] }), key, language)
        }
        Some(key) => described(value(key), key, language),
        None => table(node, path, language),
    }
}

fn table(node: &Node, path: &[&str], language: Language) -> Value {
    let mut properties = Map::new();
    properties.insert("source".to_owned(), json!({ "$ref": "#/$defs/source" }));
    for (name, child) in &node.children {
        properties.insert((*name).to_owned(), place(child, &[path, &[name]].concat(), language));
    }
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if let Some(named) = &node.named {
        schema["additionalProperties"] = place(named, &[path, &["*"]].concat(), language);
        schema["propertyNames"] = json!({ "$ref": "#/$defs/name" });
    }
    let slots: Vec<Value> = node
        .slots
        .iter()
        .filter_map(|slot| {
            let members: Vec<&str> =
                slot.members.iter().map(|member| member.path).filter(|path| !path.is_empty()).collect();
            members.iter().all(|member| !member.contains('.')).then(|| at_most_one(&members))
        })
        .collect();
    if !slots.is_empty() {
        schema["allOf"] = Value::Array(slots);
    }
    if let Some(meaning) =
        node.section.map(|section| section.meaning(language)).or(node.key.map(|key| key.meaning(language)))
    {
        schema["description"] = json!(set_in(meaning, language));
    }
    schema
}

/// The members of a slot exclude each other; a parent or preset may have the one that is missing.
fn at_most_one(members: &[&str]) -> Value {
    let mut cases: Vec<Value> = members.iter().map(|member| json!({ "required": [member] })).collect();
    let none = json!({ "not": { "anyOf": cases } });
    cases.push(none);
    json!({ "oneOf": cases })
}

fn audience_schema(node: &Node, language: Language) -> Value {
    let mut kinds = table(node, &["audience"], language);
    kinds["minProperties"] = json!(1);
    json!({
        "description": set_in(AUDIENCE.meaning(language), language),
        "oneOf": [{ "type": "integer", "minimum": 0, "maximum": LARGEST_AUDIENCE }, kinds],
    })
}

fn variants(node: &Node, language: Language) -> Value {
    let Some(named) = &node.named else { return Value::Null };
    let mut settable = Settable { properties: Map::new(), patterns: Map::new() };
    settable.collect(root(), &[], "#");
    let title = named.child("title").map(|title| place(title, &["variants", "*", "title"], language));
    let set = json!({
        "type": "object",
        "description": named.child("set").and_then(|set| set.key).map(|key| set_in(key.meaning(language), language)),
        "properties": settable.properties,
        "patternProperties": settable.patterns,
        "additionalProperties": false,
    });
    json!({
        "type": "object",
        "description": node.key.map(|key| set_in(key.meaning(language), language)),
        "propertyNames": { "allOf": [{ "$ref": "#/$defs/name" }, { "not": { "pattern": "^[Bb][Aa][Ss][Ee][Ll][Ii][Nn][Ee]$" } }] },
        "properties": { "source": { "$ref": "#/$defs/source" } },
        "additionalProperties": {
            "type": "object",
            "properties": {
                "title": title,
                "set": set,
                "change": { "$ref": "#/properties/change" },
                "source": { "$ref": "#/$defs/source" },
            },
            "additionalProperties": false,
        },
    })
}

/// Every dotted path that a variant may set.
struct Settable {
    properties: Map<String, Value>,
    /// Paths with a name in them.
    patterns: Map<String, Value>,
}

impl Settable {
    /// The node at `path`, whose schema stands at `pointer`, and all below it.
    fn collect(&mut self, node: &Node, path: &[&str], pointer: &str) {
        let is_apart = node.section.is_some_and(|section| form(section.path) != Form::Table);
        if is_apart || node.key.is_some_and(|key| key.scope != Scope::Parameter) {
            return;
        }
        if !path.is_empty() {
            let schema = json!({ "$ref": pointer });
            if path.contains(&"*") {
                let names = path.iter().map(|segment| if *segment == "*" { QUOTABLE } else { segment });
                self.patterns.insert(format!("^{}$", names.collect::<Vec<_>>().join("\\.")), schema);
            } else {
                self.properties.insert(path.join("."), schema);
            }
        }
        // Where a plain value may stand too, the table is the second of two.
        let table = match node.value() {
            Some(key) if key.kind == Kind::Audience => "#/$defs/audience/oneOf/1".to_owned(),
            Some(_) => format!("{pointer}/anyOf/1"),
            None => pointer.to_owned(),
        };
        for (name, child) in &node.children {
            self.collect(child, &[path, &[name]].concat(), &format!("{table}/properties/{name}"));
        }
        if let Some(named) = &node.named {
            self.collect(named, &[path, &["*"]].concat(), &format!("{table}/additionalProperties"));
        }
    }
}

/// A plain value.
fn value(key: &Key) -> Value {
    let text = text();
    match key.kind {
        Kind::Table | Kind::Audience | Kind::Form(_) => Value::Null,
        Kind::Probability => json!({ "type": "number", "minimum": 0, "maximum": 1 }),
        Kind::Number { min, max, above: true } => {
            json!({ "type": "number", "exclusiveMinimum": number(min), "maximum": number(max) })
        }
        Kind::Number { min, max, above: false } => {
            json!({ "type": "number", "minimum": number(min), "maximum": number(max) })
        }
        Kind::Count { min, max } => json!({ "type": "integer", "minimum": min, "maximum": max }),
        Kind::Counts { min, max } => {
            json!({ "type": "array", "minItems": 1, "items": { "type": "integer", "minimum": min, "maximum": max } })
        }
        Kind::Range { max } => {
            json!({ "type": "array", "minItems": 2, "maxItems": 2, "items": { "type": "integer", "minimum": 0, "maximum": max } })
        }
        Kind::Generations => {
            json!({ "anyOf": [{ "type": "integer", "minimum": 1, "maximum": LAST_GENERATION }, { "const": "unlimited" }] })
        }
        Kind::Weights => json!({
            "type": "object",
            "properties": { "source": { "$ref": "#/$defs/source" } },
            "patternProperties": { (WEIGHT_KEY): { "type": "number", "minimum": 0, "maximum": number(LARGEST_WEIGHT) } },
            "additionalProperties": false,
            "minProperties": 1,
        }),
        Kind::PerContact => {
            json!({ "anyOf": [{ "type": "number", "minimum": 0, "maximum": 1 }, { "enum": ["weight", "inverse_degree"] }] })
        }
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Text if key.path == "preset" => {
            json!({ "enum": PRESETS.iter().map(|preset| preset.name).collect::<Vec<_>>() })
        }
        Kind::Text | Kind::File => text,
        Kind::Separator => {
            json!({ "type": "string", "pattern": "^([!$&'()*,/:;<=>?@\\[\\]^`{|}~\\\\\t ]|tab|blanks)$" })
        }
        Kind::Column => json!({ "anyOf": [text, { "type": "integer", "minimum": 1, "maximum": 1_000_000 }] }),
        Kind::Word(words) => json!({ "enum": words }),
        Kind::Metric => json!({ "enum": METRICS.iter().map(|info| info.name).collect::<Vec<_>>() }),
        Kind::Texts => json!({ "type": "array", "minItems": 1, "items": text }),
        Kind::Title => title(),
    }
}

fn text() -> Value {
    json!({ "type": "string", "minLength": 1, "pattern": "\\S" })
}

/// One text, or one for each language.
fn title() -> Value {
    let text = text();
    json!({ "anyOf": [text, {
        "type": "object",
        "properties": { "en": text, "fr": text },
        "additionalProperties": false,
        "minProperties": 1,
    }] })
}

/// A bound; whole ones without a point.
fn number(bound: f64) -> Value {
    if bound.fract() == 0.0 && bound.abs() < 9e15 { json!(bound as i64) } else { json!(bound) }
}

fn described(mut schema: Value, key: &Key, language: Language) -> Value {
    let unit = match key.unit.label(language) {
        "" => String::new(),
        unit => format!(" ({unit})"),
    };
    let default = match key.fallback {
        Fallback::Toml(text) => {
            if let Some(default) = default_of(key, text).as_ref().and_then(json_of) {
                schema["default"] = default;
            }
            Some(text)
        }
        Fallback::Derived(en, fr) => Some(language.pick(en, fr)),
        Fallback::Nothing | Fallback::Required => None,
    };
    let fallback = default
        .map_or_else(String::new, |default| format!(". {}{default}", language.pick("Default: ", "Par défaut : ")));
    schema["description"] = json!(set_in(&format!("{}{unit}{fallback}", key.meaning(language)), language));
    schema
}

fn json_of(datum: &Datum) -> Option<Value> {
    match datum {
        Datum::Number(number) => Some(json!(number)),
        Datum::Count(count) => Some(json!(count)),
        Datum::Flag(flag) => Some(json!(flag)),
        Datum::Text(text) => Some(json!(text)),
        _ => None,
    }
}
