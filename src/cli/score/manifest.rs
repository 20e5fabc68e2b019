//! What a run was made of: with another input, other rules or other arguments, it cannot be gone on with.

use crate::read::transcript::{Hashed, hash};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The version of the files in the folder.
const LAYOUT: u32 = 1;

/// What makes two runs the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// The version of the files in the folder.
    pub layout: u32,
    /// The version of rifq.
    pub rifq: String,
    /// The hash of the rules.
    pub rules: String,
    /// All that changes what is written, by argument.
    pub arguments: BTreeMap<String, String>,
    /// What is read.
    pub inputs: Vec<Input>,
    /// All is written.
    pub complete: bool,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Input {
    /// As it was named.
    pub file: String,
    /// Its size; `None` where it could not be read.
    pub bytes: Option<u64>,
    /// The hash of its bytes.
    pub hash: Option<String>,
}

impl Manifest {
    /// The manifest of a run that begins; each input is read once for its hash.
    pub(super) fn new(rules: &str, arguments: BTreeMap<String, String>, inputs: &[PathBuf]) -> Self {
        let inputs = inputs.iter().map(|path| {
            // Why one cannot be read is told when its turn comes.
            let hashed = hash(path).ok();
            let (bytes, hash) = hashed.map(|Hashed { bytes, hash }| (bytes, hash)).unzip();
            Input { file: path.display().to_string(), bytes, hash }
        });
        Self { layout: LAYOUT, rifq: env!("CARGO_PKG_VERSION").to_owned(), rules: rules.to_owned(), arguments, inputs: inputs.collect(), complete: false }
    }

    /// What differs from an earlier run, in words; empty where nothing does.
    pub(super) fn differences(&self, earlier: &Self) -> Vec<String> {
        let mut told = Vec::new();
        if (self.layout, &self.rifq) != (earlier.layout, &earlier.rifq) {
            told.push(format!("rifq was {}, now {}", earlier.rifq, self.rifq));
        }
        if self.rules != earlier.rules {
            told.push("the rules are others".to_owned());
        }
        for (name, value) in &self.arguments {
            match earlier.arguments.get(name) {
                Some(before) if before == value => {}
                Some(before) => told.push(format!("--{name} was `{before}`, now `{value}`")),
                None => told.push(format!("--{name} is new")),
            }
        }
        let names = |manifest: &Self| manifest.inputs.iter().map(|input| input.file.clone()).collect::<Vec<_>>();
        if names(self) == names(earlier) {
            let changed = self.inputs.iter().zip(&earlier.inputs).filter(|(now, before)| now != before);
            told.extend(changed.map(|(now, _)| format!("{} has changed", now.file)));
        } else {
            told.push("the inputs are others, or in another order".to_owned());
        }
        told
    }

    /// The manifest of a folder; `None` where there is none.
    pub(super) fn read(path: &Path) -> std::io::Result<Option<Self>> {
        match std::fs::read(path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(std::io::Error::other),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}
