//! Compiles `rules/` into the compact form that the library embeds, with the library's own code.

#![allow(dead_code, unused_imports, unreachable_pub, missing_docs)]

#[path = "src/conversation.rs"]
mod conversation;
#[path = "src/diagnostic/mod.rs"]
mod diagnostic;
#[path = "src/rules/mod.rs"]
mod rules;
#[path = "src/text/mod.rs"]
mod text;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=src/rules");
    println!("cargo::rerun-if-changed=src/text");
    println!("cargo::rerun-if-changed=src/conversation.rs");
    println!("cargo::rerun-if-changed=src/diagnostic");
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let mut sources = rules::Sources::default();
    let mut list = String::from("&[\n");
    for path in toml_files(&root.join("rules"))? {
        let (folder, stem) = names(&path);
        let text = std::fs::read_to_string(&path)?;
        let shown = format!("rules/{folder}/{stem}.toml");
        let (kind, name) = match folder.as_str() {
            "lexicons" => ("lexicon", stem),
            "cues" => ("cue", stem),
            "scorecards" => ("scorecard", stem),
            "sentences" => ("sentence", stem),
            folder => match rules::LayerKind::of_folder(folder) {
                Some(kind) => (kind.key(), stem),
                None => ("rule", format!("{folder}/{stem}")),
            },
        };
        writeln!(list, "({kind:?}, {shown:?}, {name:?}, include_str!({:?})),", path.display().to_string())?;
        let file = rules::SourceFile { path: shown, name, text };
        match kind {
            "lexicon" => sources.lexicons.push(file),
            "cue" => sources.cues.push(file),
            "sentence" => sources.sentences.push(file),
            "scorecard" => sources.scorecards.push(file),
            "rule" => sources.rules.push(file),
            _ => sources.layers.extend(rules::LayerKind::of_folder(&folder).map(|kind| (kind, file))),
        }
    }
    list.push_str("]\n");
    std::fs::write(out.join("sources.rs"), list)?;
    match rules::compile(&sources) {
        Ok(set) => std::fs::write(out.join("rules.bin"), postcard::to_stdvec(&set)?)?,
        Err(errors) => {
            for error in &errors {
                println!("cargo::error={error}");
            }
        }
    }
    Ok(())
}

fn names(path: &Path) -> (String, String) {
    let text = |part: Option<&std::ffi::OsStr>| part.and_then(|part| part.to_str()).unwrap_or_default().to_owned();
    (text(path.parent().and_then(Path::file_name)), text(path.file_stem()))
}

fn toml_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(toml_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
