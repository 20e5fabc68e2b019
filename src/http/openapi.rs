//! The description of the API, made from the types.

use super::problem::Problem;
use super::routes::{Health, json};
use super::v1::RuleReport;
use crate::wire::{Report, Request, RewriteReport, ScoreReport};
use axum::http::StatusCode;
use axum::response::Response;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value, json as value};
use std::sync::OnceLock;

/// A path with one method.
struct Operation {
    path: &'static str,
    method: &'static str,
    id: &'static str,
    summary: &'static str,
    body: Option<Value>,
    parameters: Value,
    answer: Value,
    content: &'static str,
    statuses: &'static [(&'static str, &'static str)],
    open: bool,
}

/// What may go wrong with a draft.
const OF_DRAFTS: &[(&str, &str)] = &[
    ("400", "The request cannot be read"),
    ("413", "The body is too large"),
    ("503", "Too many requests at the same time"),
    ("504", "No answer in time"),
    ("500", "A fault in rifq itself"),
];

/// What may go wrong with everything.
const OF_ALL: &[(&str, &str)] = &[("403", "Web pages of this origin may not ask"), ("405", "Another method is needed"), ("421", "The server has another name")];

/// The description by the standard `OpenAPI` 3.1, as JSON.
pub fn openapi() -> String {
    serde_json::to_string_pretty(&description()).unwrap_or_default() + "\n"
}

pub(super) async fn answer() -> Response {
    static DESCRIPTION: OnceLock<Value> = OnceLock::new();
    json(StatusCode::OK, DESCRIPTION.get_or_init(description))
}

fn description() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.definitions_path = "/components/schemas".into());
    let mut schemas = settings.into_generator();
    let problem = schemas.subschema_for::<Problem>().to_value();
    let mut paths = Map::new();
    for path in of_paths(&mut schemas) {
        let known = paths.entry(path.path).or_insert_with(|| value!({}));
        known[path.method] = operation(&path, &problem);
    }
    let mut schemas = Value::Object(schemas.take_definitions(true));
    bounded(&mut schemas);
    value!({
        "openapi": "3.1.0",
        "info": {
            "title": "rifq",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Reads drafts of customer-support replies in Arabic and English: findings, score, better sentences, and whether a reply may be sent.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"}
        },
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}}
    })
}

fn of_paths(schemas: &mut SchemaGenerator) -> Vec<Operation> {
    let request = Some(schemas.subschema_for::<Request>().to_value());
    let none = value!([]);
    let draft = |path, id, summary, answer: schemars::Schema| Operation {
        path,
        method: "post",
        id,
        summary,
        body: request.clone(),
        parameters: value!([]),
        answer: answer.to_value(),
        content: "application/json",
        statuses: OF_DRAFTS,
        open: false,
    };
    let mut paths = vec![
        draft("/v1/check", "check", "The report on a draft", schemas.subschema_for::<Report>()),
        draft("/v1/score", "score", "What a draft is worth", schemas.subschema_for::<ScoreReport>()),
        draft("/v1/rewrite", "rewrite", "The whole suggested reply", schemas.subschema_for::<RewriteReport>()),
        draft("/v1/hook", "hook", "Whether a reply may be sent", schemas.subschema_for::<Report>()),
    ];
    let plain = |path, id, summary, answer, content, open| Operation {
        path,
        method: "get",
        id,
        summary,
        body: None,
        parameters: none.clone(),
        answer,
        content,
        statuses: &[],
        open,
    };
    let rules = Operation {
        parameters: value!([
            {"name": "ui_language", "in": "query", "schema": {"type": "string", "enum": ["en", "ar"]}},
            {"name": "channel", "in": "query", "schema": {"type": "string", "enum": crate::conversation::Channel::ALL.map(crate::conversation::Channel::name)}}
        ]),
        statuses: &[("400", "A parameter is not known")],
        ..plain("/v1/rules", "rules", "The rules in force", schemas.subschema_for::<Vec<RuleReport>>().to_value(), "application/json", false)
    };
    paths.extend([
        rules,
        plain("/healthz", "health", "Whether the server is alive", schemas.subschema_for::<Health>().to_value(), "application/json", true),
        plain("/metrics", "metrics", "Figures for Prometheus", value!({"type": "string"}), "text/plain", false),
    ]);
    paths
}

fn operation(path: &Operation, problem: &Value) -> Value {
    let answer = |description: &str, content: &str, schema: &Value| value!({"description": description, "content": {content: {"schema": schema}}});
    let mut answers = Map::new();
    answers.insert("200".to_owned(), answer(path.summary, path.content, &path.answer));
    let token: &[(&str, &str)] = if path.open { &[] } else { &[("401", "A token is needed")] };
    for (status, description) in path.statuses.iter().chain(OF_ALL).chain(token) {
        answers.insert((*status).to_owned(), answer(description, "application/json", problem));
    }
    let mut operation = value!({"operationId": path.id, "summary": path.summary, "parameters": path.parameters, "responses": answers});
    if let Some(body) = &path.body {
        operation["requestBody"] = value!({"required": true, "content": {"application/json": {"schema": body}}});
    }
    // Without a token in its configuration, a server asks for none.
    operation["security"] = if path.open { value!([]) } else { value!([{"token": []}, {}]) };
    operation
}

/// Whole numbers of 32 bits end somewhere.
fn bounded(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            let most = match fields.get("format").and_then(Value::as_str) {
                Some("uint32") => Some(u64::from(u32::MAX)),
                Some("uint8") => Some(u64::from(u8::MAX)),
                _ => None,
            };
            if let Some(most) = most {
                fields.entry("maximum").or_insert(most.into());
            }
            fields.values_mut().for_each(bounded);
        }
        Value::Array(values) => values.iter_mut().for_each(bounded),
        _ => {}
    }
}
