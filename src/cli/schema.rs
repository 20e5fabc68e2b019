//! `rifq schema`: prints a JSON schema.

use super::Outcome;
use super::args::{SchemaArguments, Shape};
use crate::wire;
use anyhow::Result;
use std::io::Write;

pub(super) fn run(arguments: &SchemaArguments) -> Result<Outcome> {
    print(arguments.shape)
}

pub(super) fn print(shape: Shape) -> Result<Outcome> {
    let schema = match shape {
        Shape::Request => wire::request_schema(),
        Shape::Report => wire::report_schema(),
        Shape::Rule => wire::rule_schema(),
        Shape::Lexicon => wire::lexicon_schema(),
        Shape::Cue => wire::cue_schema(),
        Shape::Sentence => wire::sentence_schema(),
        Shape::Scorecard => wire::scorecard_schema(),
        Shape::Layer => wire::layer_schema(),
        Shape::Config => wire::config_schema(),
        #[cfg(feature = "http")]
        Shape::Openapi => crate::http::openapi(),
    };
    std::io::stdout().lock().write_all(schema.as_bytes())?;
    Ok(Outcome::Clean)
}
