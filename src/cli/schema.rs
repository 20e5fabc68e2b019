//! `rifq schema`: prints a JSON schema.

use super::Outcome;
use super::args::{SchemaArguments, Shape};
use crate::wire;
use anyhow::Result;
use std::io::Write;

pub(super) fn run(arguments: &SchemaArguments) -> Result<Outcome> {
    let schema = match arguments.shape {
        Shape::Request => wire::request_schema(),
        Shape::Report => wire::report_schema(),
        #[cfg(feature = "http")]
        Shape::Openapi => crate::http::openapi(),
    };
    std::io::stdout().lock().write_all(schema.as_bytes())?;
    Ok(Outcome::Clean)
}
