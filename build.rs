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
    for path in files_in(&root.join("rules"), "toml")? {
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
        Ok(set) => {
            let bytes = postcard::to_stdvec(&set)?;
            println!("cargo::rustc-env=RIFQ_BUILD={:016x}", build(&root, &bytes)?);
            std::fs::write(out.join("rules.bin"), bytes)?;
        }
        Err(errors) => {
            for error in &errors {
                println!("cargo::error={error}");
            }
        }
    }
    Ok(())
}

/// A number for the compiled rules and the code that compiles and reads them: FNV-1a over both.
fn build(root: &Path, rules: &[u8]) -> std::io::Result<u64> {
    let mut files = vec![root.join("src/conversation.rs")];
    for folder in ["src/rules", "src/text", "src/diagnostic"] {
        files.extend(files_in(&root.join(folder), "rs")?);
    }
    let mut state: u64 = 0xcbf2_9ce4_8422_2325;
    let mut add = |bytes: &[u8]| bytes.iter().for_each(|&byte| state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    add(rules);
    for file in files {
        add(&std::fs::read(file)?);
    }
    Ok(state)
}

fn names(path: &Path) -> (String, String) {
    let text = |part: Option<&std::ffi::OsStr>| part.and_then(|part| part.to_str()).unwrap_or_default().to_owned();
    (text(path.parent().and_then(Path::file_name)), text(path.file_stem()))
}

fn files_in(folder: &Path, wanted: &str) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_in(&path, wanted)?);
        } else if path.extension().is_some_and(|extension| extension == wanted) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
