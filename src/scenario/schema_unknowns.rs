//! The schema of `[uncertainty]`, `[[correlation]]` and `[[expect]]`.

use serde_json::{Value, json};

use super::catalogue::{LARGEST_WEIGHT, Node};
use super::expectation::STATISTICS;
use super::unknown_tables::{CHANGE, CORRELATION, EXPECT, UNCERTAINTY};
use crate::model::MOST_PERIODS;
use crate::vocabulary::{Language, METRICS, set_in};

/// A number as a key.
const NUMBER_KEY: &str = "^[-+]?[0-9_]*\\.?[0-9]+([eE][-+]?[0-9]+)?$";

/// What may stand at one of the three; `None` elsewhere.
pub(super) fn schema_unknowns(node: &Node, path: &[&str], language: Language) -> Option<Value> {
    let mut schema = match path {
        [name] if *name == UNCERTAINTY => uncertainty(),
        [name] if *name == CORRELATION => list(&correlation()),
        [name] if *name == EXPECT => list(&expectation()),
        [name] if *name == CHANGE => list(&change()),
        _ => return None,
    };
    schema["description"] = json!(node.section.map(|section| set_in(section.meaning(language), language)));
    Some(schema)
}

fn list(item: &Value) -> Value {
    json!({ "type": "array", "items": item })
}

fn numbers(many: usize) -> Value {
    json!({ "type": "array", "minItems": many, "maxItems": many, "items": { "type": "number" } })
}

fn above_zero() -> Value {
    json!({ "type": "number", "exclusiveMinimum": 0 })
}

fn object(properties: &Value) -> Value {
    let required: Vec<String> = properties.as_object().map(|map| map.keys().cloned().collect()).unwrap_or_default();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

/// Paths in quotes, each with a law; without quotes the path is tables in tables.
fn uncertainty() -> Value {
    let law = json!({
        "type": "object",
        "properties": {
            "uniform": numbers(2),
            "triangular": numbers(3),
            "pert": numbers(3),
            "interval": numbers(2),
            "shape": { "enum": ["normal", "lognormal", "beta"] },
            "normal": object(&json!({ "mean": { "type": "number" }, "sd": above_zero() })),
            "lognormal": object(&json!({ "median": above_zero(), "sigma": above_zero() })),
            "beta": object(&json!({ "a": above_zero(), "b": above_zero() })),
            "gamma": object(&json!({ "mean": above_zero(), "sd": above_zero() })),
            "choice": {
                "type": "object",
                "minProperties": 1,
                "patternProperties": { (NUMBER_KEY): { "type": "number", "minimum": 0, "maximum": LARGEST_WEIGHT } },
                "additionalProperties": false,
            },
            "source": { "$ref": "#/$defs/source" },
        },
        "additionalProperties": false,
    });
    json!({
        "type": "object",
        "properties": { "source": { "$ref": "#/$defs/source" } },
        "patternProperties": { "\\.": law },
        "additionalProperties": { "type": "object" },
    })
}

fn correlation() -> Value {
    json!({
        "type": "object",
        "properties": {
            "between": { "type": "array", "minItems": 2, "maxItems": 2, "uniqueItems": true, "items": { "type": "string" } },
            "rank": { "type": "number", "minimum": -1, "maximum": 1 },
            "source": { "$ref": "#/$defs/source" },
        },
        "required": ["between", "rank"],
        "additionalProperties": false,
    })
}

/// What it sets is what a variant may set.
fn change() -> Value {
    let period = json!({ "type": "integer", "minimum": 1, "maximum": MOST_PERIODS });
    json!({
        "type": "object",
        "properties": {
            "from": period,
            "until": period,
            "fades": { "type": "number", "exclusiveMinimum": 0, "maximum": 1e6 },
            "set": { "$ref": "#/properties/variants/additionalProperties/properties/set" },
            "source": { "$ref": "#/$defs/source" },
        },
        "required": ["set"],
        "additionalProperties": false,
    })
}

fn expectation() -> Value {
    json!({
        "type": "object",
        "properties": {
            "metric": { "enum": METRICS.iter().map(|info| info.name).collect::<Vec<_>>() },
            "statistic": { "enum": STATISTICS, "default": "mean" },
            "at_least": { "type": "number" },
            "between": numbers(2),
            "variant": { "type": "string", "minLength": 1 },
            "difference": { "type": "boolean", "default": false },
            "source": { "$ref": "#/$defs/source" },
        },
        "required": ["metric", "between"],
        "additionalProperties": false,
    })
}
