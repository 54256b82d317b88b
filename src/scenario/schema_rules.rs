//! What binds several keys, as far as JSON Schema can say it.
//!
//! A file that builds on a parent or preset may leave out what those say, so most rules are for whole files only.

use serde_json::{Map, Value, json};

use super::catalogue::{Fallback, Node, root};

/// The rules at the top of the schema.
pub(super) fn rules() -> Value {
    let part = json!({ "anyOf": [
        { "required": ["extends"] },
        { "required": ["preset"] },
        { "required": ["abstract"], "properties": { "abstract": { "const": true } } },
    ] });
    json!([
        { "not": { "required": ["extends", "preset"] } },
        { "not": { "required": ["service", "customers"], "properties": { "customers": { "anyOf": [
            { "required": ["problem_rate"] }, { "required": ["complaints"] }, { "required": ["dissatisfied"] },
        ] } } } },
        { "properties": { "customers": { "not": { "anyOf": [
            { "required": ["complaints", "dissatisfied"] },
            { "required": ["complaints", "problem_rate"] },
            { "required": ["dissatisfied", "problem_rate"] },
            { "required": ["silent", "dissatisfied"] },
            { "required": ["silent", "problem_rate"] },
        ] } } } },
        { "not": { "required": ["market", "silent"], "properties": { "silent": { "required": ["stays"] } } } },
        { "not": { "required": ["market", "unresolved"], "properties": { "unresolved": { "required": ["stays"] } } } },
        no_indignation("retelling", false),
        no_indignation("satisfied", true),
        { "if": { "not": part }, "then": { "allOf": whole() } },
    ])
}

/// What a file must say that builds on no other.
fn whole() -> Vec<Value> {
    let customers = json!({
        "type": "object",
        "oneOf": [
            { "required": ["complaints"], "anyOf": [
                { "required": ["silent_per_complaint"] }, { "required": ["observed_voice_rate"] }, { "required": ["silent"] },
            ], "not": { "required": ["problem_rate"] } },
            { "required": ["dissatisfied"], "not": { "required": ["problem_rate"] } },
            { "required": ["served"], "not": { "required": ["complaints"] } },
        ],
    });
    let kinds = ["well_mixed", "random", "small_world", "preferential", "communities", "file"];
    let kinds = kinds.map(|kind| json!({ "required": [kind] }));
    let mut rules = vec![
        json!({ "required": ["customers"], "properties": { "customers": customers } }),
        json!({ "if": { "properties": { "customers": { "required": ["served"], "not": { "required": ["complaints"] } } } },
            "then": { "anyOf": [{ "required": ["service"] }, { "properties": { "customers": { "required": ["problem_rate"] } } }] },
            "else": { "not": { "required": ["service"] } } }),
        json!({ "properties": { "network": { "oneOf": kinds } } }),
        json!({ "properties": { "service": { "required": ["expectation", "touchpoints"] } } }),
        json!({ "if": { "required": ["change"] }, "then": { "required": ["periods"] } }),
        without("service", "indignation"),
        without("network", "per_contact"),
        no_column_alone(),
    ];
    rules.extend(required(root()));
    rules
}

/// The tables of all who tell, whose audiences and those of their groups are as `audience` says.
fn tellers(audience: &Value) -> Map<String, Value> {
    let telling = json!({ "properties": {
        "audience": audience,
        "groups": { "additionalProperties": { "properties": { "audience": audience } } },
    } });
    let names = ["silent", "unresolved", "recovered", "satisfied", "retelling"];
    names.into_iter().map(|name| (name.to_owned(), telling.clone())).collect()
}

/// Where the table is missing, no audience is of this kind, nor any that a variant sets.
fn without(table: &str, kind: &str) -> Value {
    let audience = json!({ "not": { "type": "object", "required": [kind] } });
    let mut tables = tellers(&audience);
    let set = json!({ "patternProperties": { "audience$": audience } });
    let switched = json!({ "propertyNames": { "not": { "pattern": format!("^{table}") } } });
    let variant = json!({ "properties": { "set": { "if": switched, "then": set } } });
    tables.insert("variants".to_owned(), json!({ "additionalProperties": variant }));
    json!({ "if": { "not": { "required": [table] } }, "then": { "properties": tables } })
}

/// The column of an audience is one of its file.
fn no_column_alone() -> Value {
    let audience = json!({ "not": { "type": "object", "required": ["column"], "not": { "required": ["file"] } } });
    json!({ "properties": tellers(&audience) })
}

/// Listeners and satisfied customers have no indignation.
fn no_indignation(table: &str, groups: bool) -> Value {
    let audience = json!({ "not": { "type": "object", "required": ["indignation"] } });
    let mut properties = json!({ "audience": audience });
    if groups {
        properties["groups"] = json!({ "additionalProperties": { "properties": { "audience": audience } } });
    }
    json!({ "properties": { (table): { "properties": properties } } })
}

/// The keys without which a table is useless, wherever one stands; audiences are seen at their places.
fn required(node: &Node) -> Vec<Value> {
    node.children
        .iter()
        .filter_map(|(name, child)| Some(json!({ "properties": { (*name): requirements(child)? } })))
        .collect()
}

fn requirements(node: &Node) -> Option<Value> {
    let is_required = |child: &Node| child.key.is_some_and(|key| key.fallback == Fallback::Required);
    let keys: Vec<&str> = node.children.iter().filter(|(_, child)| is_required(child)).map(|(name, _)| *name).collect();
    let mut below = Map::new();
    for (name, child) in &node.children {
        if let Some(schema) = requirements(child) {
            below.insert((*name).to_owned(), schema);
        }
    }
    let named = node.named.as_deref().and_then(requirements);
    if keys.is_empty() && below.is_empty() && named.is_none() {
        return None;
    }
    let mut schema = json!({ "required": keys, "properties": below });
    if let Some(named) = named {
        schema["additionalProperties"] = named;
    }
    Some(schema)
}
