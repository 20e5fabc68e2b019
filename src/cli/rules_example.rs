//! `rifq rules example`: a text that somebody gives made into an example of a rule.

use super::args_rules::ExampleArguments;
use super::known::{self, Known};
use super::{Outcome, selection};
use crate::calibration::{Example, block};
use crate::catalogue::replace;
use crate::conversation::{Conversation, Role};
use crate::linter::{Linter, Review};
use crate::text::{Dialect, Language};
use anyhow::{Context, Result, bail};
use std::io::{ErrorKind, Write};
use std::path::Path;

pub(super) fn run(arguments: &ExampleArguments) -> Result<Outcome> {
    let paths = std::slice::from_ref(&arguments.path);
    let linter = Linter::new(selection::rules(&arguments.rules, &arguments.path)?);
    let Some(index) = linter.rules().find(&arguments.rule) else {
        bail!("there is no rule `{}`{}", arguments.rule, selection::suggestion(linter.rules(), &arguments.rule));
    };
    let rule = linter.rules().rules[index].name.to_string();
    let known = Known::new(&arguments.about, arguments.input.max_bytes, None)?;
    let Some(record) = known::records(paths, &arguments.input).next() else { bail!("there is no text") };
    let mut record = record?;
    known.add_to(&mut record);
    let review = linter.review(&record.conversation, Language::English);
    let text = record.conversation.turns.get(review.turn as usize).map_or("", |turn| turn.text.as_str());
    if text.trim().is_empty() {
        bail!("there is no text");
    }
    let block = block(&example(arguments, &record.conversation, (&review, text)));
    match &arguments.append {
        Some(path) => append(path, &rule, &block)?,
        None => write!(std::io::stdout().lock(), "{block}")?,
    }
    let found = review.diagnostics.iter().find(|found| *found.rule == *rule);
    match (found, arguments.bad) {
        (Some(found), false) => {
            eprintln!("rifq: {rule} finds «{}» here: the example fails until the rule is mended, by `unless` or a narrower pattern", found.span.text(text));
        }
        (None, true) => eprintln!("rifq: {rule} finds nothing here: the example fails until the rule is mended, by a further pattern"),
        _ => eprintln!("rifq: the example holds with {rule} as it is"),
    }
    Ok(Outcome::Clean)
}

fn example<'e>(arguments: &ExampleArguments, conversation: &'e Conversation, (review, text): (&Review, &'e str)) -> Example<'e> {
    let customer = conversation.turns.iter().rev().find(|turn| turn.role == Role::Customer).map(|turn| turn.text.as_str());
    Example {
        language: review.language.code(),
        dialect: (review.language == Language::Arabic && review.dialect != Dialect::Msa).then_some(review.dialect.name()),
        customer,
        channel: conversation.channel.map(crate::conversation::Channel::name),
        text,
        bad: arguments.bad,
        comment: "",
    }
}

/// Puts the block at the end of a rule file; a file that is not there yet becomes one that extends the rule.
fn append(path: &Path, rule: &str, block: &str) -> Result<()> {
    let cannot = || format!("{}: cannot be written", path.display());
    let before = match std::fs::read_to_string(path) {
        Ok(text) => text.trim_end().to_owned() + "\n",
        Err(error) if error.kind() == ErrorKind::NotFound => format!("extends = \"{rule}\"\n"),
        Err(error) => return Err(error).with_context(cannot),
    };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).with_context(cannot)?;
    }
    replace(path, &format!("{before}\n{block}")).with_context(cannot)?;
    println!("added to {}", path.display());
    Ok(())
}
