//! `rifq rules new`: a rule file to fill in.

use super::args_rules::NewArguments;
use super::rule_template::{extension, text};
use super::{Outcome, selection};
use crate::catalogue::{embedded, rule_folders};
use crate::rules::LayerKind;
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Where rules go when no configuration names a folder.
const FOLDER: &str = "house-rules";
/// Folders of a pack that hold no rules, beside those of layers.
const RESERVED: [&str; 4] = ["lexicons", "cues", "scorecards", "sentences"];

pub(super) fn run(arguments: &NewArguments) -> Result<Outcome> {
    let (category, name) = names(&arguments.name)?;
    let rule = format!("{category}/{name}");
    if let Some(base) = &arguments.extends {
        let set = embedded::rules();
        if set.find(base).is_none() {
            bail!("there is no rule `{base}`{}", selection::suggestion(&set, base));
        }
    } else if embedded::rule(&rule).is_some() {
        bail!("{rule}: rifq has a rule of this name, and yours would take its place; choose another name, or add --extends {rule}");
    }
    let configuration = selection::nearest_configuration(Path::new("."))?;
    let named = configuration.as_deref().map(rule_folders).transpose()?.unwrap_or_default();
    let folder = arguments.dir.clone().or_else(|| named.first().cloned()).unwrap_or_else(|| PathBuf::from(FOLDER));
    let path = folder.join(category).join(format!("{name}.toml"));
    let head = folder.display().to_string();
    let text = arguments.extends.as_ref().map_or_else(|| text(&rule, arguments.kind, &head), |base| extension(&rule, base, &head));
    write(&path, &text)?;
    let mut out = std::io::stdout().lock();
    let shown = folder.display();
    writeln!(out, "wrote {}\n\nNext:", path.display())?;
    match &arguments.extends {
        None => writeln!(out, "  1. Fill in what stands empty between quotation marks, in both languages.")?,
        Some(base) => writeln!(out, "  1. Write what is to be otherwise than in {base}: take the # away where you need it.")?,
    }
    writeln!(out, "  2. rifq rules test {shown}    tries the rule on its own examples and says what is still empty")?;
    writeln!(out, "     rifq rules lint {shown}    says what else is doubtful")?;
    let known = named.iter().any(|known| same(known, &folder));
    match configuration.filter(|_| !known) {
        _ if known => {}
        Some(configuration) => writeln!(out, "  3. Name the folder in {}: rules = [\"{}\"]", configuration.display(), beside(&folder, &configuration))?,
        None => writeln!(out, "  3. Put a file rifq.toml above your drafts, with this line: rules = [\"{shown}\"]")?,
    }
    Ok(Outcome::Clean)
}

/// Category and name of a rule, checked.
fn names(written: &str) -> Result<(&str, &str)> {
    let written = written.trim_end_matches(".toml");
    let is_name = |part: &str| {
        let inside = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        !part.is_empty() && part.chars().all(inside) && !part.starts_with('-') && !part.ends_with('-')
    };
    match written.split_once('/') {
        Some((category, _)) if RESERVED.contains(&category) || LayerKind::of_folder(category).is_some() => {
            bail!("the folder `{category}` is for other files than rules; choose another category")
        }
        Some((category, name)) if is_name(category) && is_name(name) => Ok((category, name)),
        _ => bail!("`{written}` is no name of a rule; write CATEGORY/NAME in small letters, digits and dashes, such as tone/no-slang"),
    }
}

/// Writes a new file; one that is there already stays as it is.
fn write(path: &Path, text: &str) -> Result<()> {
    let cannot = || format!("{}: cannot be written", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(cannot)?;
    }
    match File::create_new(path) {
        Ok(mut file) => file.write_all(text.as_bytes()).with_context(cannot),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => bail!("{}: is there already and stays as it is; choose another name", path.display()),
        Err(error) => Err(error).with_context(cannot),
    }
}

/// Whether two paths lead to one folder.
fn same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// A folder as it is written in a configuration file.
fn beside(folder: &Path, configuration: &Path) -> String {
    let base = configuration.parent().unwrap_or(Path::new(""));
    match (folder.canonicalize(), base.canonicalize().or_else(|_| std::env::current_dir())) {
        (Ok(folder), Ok(base)) => folder.strip_prefix(&base).unwrap_or(&folder).display().to_string(),
        _ => folder.display().to_string(),
    }
}
