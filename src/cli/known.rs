//! What the command line says about drafts, and the records it names.

use super::args_draft::{AboutArguments, InputArguments};
use crate::catalogue::Scopes;
use crate::conversation::{Channel, Role, Turn};
use crate::read::{self, Folders, Input, Options, ReadError, Record};
use crate::text::Language;
use anyhow::Result;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// What the command line says about every record; it wins over what the record says.
pub(super) struct Known {
    channel: Option<Channel>,
    name: Option<String>,
    language: Option<Language>,
    customer: Option<String>,
    scopes: Option<Scopes>,
}

impl Known {
    /// From the arguments, and from what the configuration says of the files they name.
    pub(super) fn new(about: &AboutArguments, max_bytes: u64, scopes: Option<Scopes>) -> Result<Self> {
        let customer = match &about.customer_file {
            Some(path) => Some(read::text_file(path, max_bytes)?),
            None => about.customer_message.clone(),
        };
        Ok(Self { channel: about.channel, name: about.customer_name.clone(), language: about.lang.language(), customer, scopes })
    }

    /// Adds it to a record.
    pub(super) fn add_to(&self, record: &mut Record) {
        if let Some(scopes) = &self.scopes {
            let path = record.file().to_owned();
            scopes.add_to(Path::new(&path), &mut record.conversation);
        }
        let conversation = &mut record.conversation;
        conversation.channel = self.channel.or(conversation.channel);
        conversation.language = self.language.or(conversation.language);
        if let Some(name) = &self.name {
            conversation.customer.name = Some(name.clone());
        }
        if let Some(message) = &self.customer {
            let draft = conversation.turns.len().saturating_sub(1);
            conversation.turns.insert(draft, Turn { role: Role::Customer, text: message.clone(), ..Turn::default() });
        }
    }
}

/// The records of all paths; `-` is standard input.
pub(super) fn records(paths: &[PathBuf], arguments: &InputArguments) -> impl Iterator<Item = Result<Record, ReadError>> + use<> {
    records_beside(paths, arguments, None)
}

/// As [`records`], without files that are no drafts: the report, the baseline.
pub(super) fn records_beside<'p>(
    paths: &[PathBuf],
    arguments: &InputArguments,
    beside: impl IntoIterator<Item = &'p Path>,
) -> Box<dyn Iterator<Item = Result<Record, ReadError>>> {
    let inputs: Vec<Input> = paths.iter().map(|path| if path == Path::new("-") { Input::Standard } else { Input::Path(path.clone()) }).collect();
    let folders = Folders { exclude: arguments.exclude.clone(), ignore_files: !arguments.no_ignore, beside: beside.into_iter().map(Path::to_owned).collect() };
    let options = Options { max_bytes: arguments.max_bytes, format: arguments.input_format, stdin_name: arguments.stdin_filename.clone(), folders };
    if inputs.contains(&Input::Standard) && std::io::stdin().is_terminal() {
        eprintln!("rifq: reading a draft from standard input; end it with Ctrl-D");
    }
    Box::new(read::records(inputs, options))
}
