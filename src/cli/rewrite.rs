//! `rifq rewrite`: the whole suggested reply, blanks marked.

use super::args::{RewriteArguments, RewriteFormat};
use super::known::{self, Known};
use super::{Outcome, selection};
use crate::diagnostic::Applicability;
use crate::mend::mend;
use crate::rules::blanks;
use anyhow::Result;
use serde::Serialize;
use std::io::{self, Write};

/// A suggested reply, as a program reads it.
#[derive(Serialize)]
struct Suggested<'s> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'s str>,
    text: &'s str,
    /// The blanks that remain, in their order.
    blanks: Vec<&'s str>,
    /// The rules whose findings it serves.
    rules: Vec<&'s str>,
}

pub(super) fn run(arguments: &RewriteArguments) -> Result<Outcome> {
    let paths = std::slice::from_ref(&arguments.path);
    let linter = selection::linter(&arguments.which, paths)?;
    let scopes = selection::scopes(&arguments.which.rules, paths, linter.rules())?;
    let known = Known::new(&arguments.about, arguments.input.max_bytes, scopes)?;
    let mut out = io::stdout().lock();
    let mut outcome = Outcome::Clean;
    for record in known::records(paths, &arguments.input) {
        let mut record = match record {
            Ok(record) => record,
            Err(error) => {
                eprintln!("rifq: {error}");
                outcome = Outcome::Unreadable;
                continue;
            }
        };
        known.add_to(&mut record);
        let mended = mend(&linter, &record.conversation, Applicability::Display);
        match arguments.format {
            RewriteFormat::Text => {
                let end = if mended.text.ends_with('\n') { "" } else { "\n" };
                write!(out, "{}{end}", mended.text)?;
            }
            RewriteFormat::Jsonl => {
                let suggested = Suggested {
                    id: record.conversation.id.as_deref(),
                    text: &mended.text,
                    blanks: blanks(&mended.text).unwrap_or_default(),
                    rules: mended.fixed.iter().map(|rule| &**rule).collect(),
                };
                serde_json::to_writer(&mut out, &suggested)?;
                writeln!(out)?;
            }
        }
    }
    Ok(outcome)
}
