//! `rifq init`: writes a commented rifq.toml, by what it is told or asks on a terminal.

use super::Outcome;
use super::args_init::InitArguments;
use crate::catalogue::{CONFIGURATION, embedded};
use crate::conversation::Channel;
use crate::rules::LayerKind;
use crate::text::distance::nearest;
use anyhow::{Context, Result, bail};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufRead as _, ErrorKind, IsTerminal, Write as _};

/// The category of the rules on the words of one sector each; they are off by default.
const SECTORS: &str = "jargon/";

/// What was chosen; an empty word for nothing.
#[derive(Debug, Default)]
struct Chosen {
    channel: String,
    languages: String,
    register: String,
    locale: String,
    profile: String,
    sectors: Vec<String>,
    brand: String,
}

pub(super) fn run(arguments: &InitArguments) -> Result<Outcome> {
    let path = arguments.folder.join(CONFIGURATION);
    if path.exists() {
        bail!("{}: is there already and is left as it is", path.display());
    }
    let chosen = chosen(arguments)?;
    let text = configuration(&chosen)?;
    let mut file = File::create_new(&path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => anyhow::anyhow!("{}: is there already and is left as it is", path.display()),
        _ => anyhow::Error::new(error).context(format!("{}: cannot be written", path.display())),
    })?;
    file.write_all(text.as_bytes()).with_context(|| format!("{}: cannot be written", path.display()))?;
    println!("{} is written. Try it: rifq check {}", path.display(), arguments.folder.display());
    Ok(Outcome::Clean)
}

/// The choices: what flags say; on a terminal the rest is asked.
fn chosen(arguments: &InitArguments) -> Result<Chosen> {
    let rules = embedded::rules();
    let layers = &rules.layers;
    let sectors: Vec<String> = rules.rules.iter().filter_map(|rule| Some(rule.name.strip_prefix(SECTORS)?.to_owned())).collect();
    let asks = !arguments.yes && io::stdin().is_terminal() && io::stderr().is_terminal();
    let channels = Channel::ALL.map(|channel| channel.name().to_owned()).to_vec();
    let languages = ["both", "en", "ar"].map(str::to_owned).to_vec();
    let ask = |flag: Option<&String>, what: &str, known: &[String]| -> Result<String> {
        match flag {
            Some(word) => known_word(word, what, known),
            None if asks => asked(what, known),
            None => Ok(String::new()),
        }
    };
    Ok(Chosen {
        channel: ask(arguments.channel.as_ref(), "channel", &channels)?,
        languages: ask(arguments.language.as_ref(), "language", &languages)?,
        register: ask(arguments.register.as_ref(), "register", &layers.names(LayerKind::Register))?,
        locale: ask(arguments.locale.as_ref(), "locale", &layers.names(LayerKind::Locale))?,
        profile: ask(arguments.profile.as_ref(), "profile", &layers.names(LayerKind::Profile))?,
        sectors: match arguments.sector.as_slice() {
            [] => ask(None, "sector", &sectors)?.split_whitespace().map(str::to_owned).collect(),
            named => named.iter().map(|word| known_word(word, "sector", &sectors)).collect::<Result<_>>()?,
        },
        brand: ask(arguments.brand.as_ref(), "brand", &[])?,
    })
}

/// A word of a closed list, or any where the list is empty.
fn known_word(word: &str, what: &str, known: &[String]) -> Result<String> {
    if known.is_empty() || known.iter().any(|other| other == word) {
        return Ok(word.to_owned());
    }
    let help =
        nearest(word, known.iter().map(String::as_str)).map_or_else(|| format!("write one of {}", known.join(", ")), |near| format!("did you mean `{near}`?"));
    bail!("there is no {what} `{word}`; {help}")
}

/// Asks until a word is known; an empty line leaves it open.
fn asked(what: &str, known: &[String]) -> Result<String> {
    let question = match what {
        "channel" => "Where do most replies go?",
        "language" => "In which languages are they written?",
        "register" => "How formal are they?",
        "locale" => "Which country is served?",
        "profile" => "Start from a profile?",
        "sector" => "Which sector?",
        _ => "What is the brand called?",
    };
    loop {
        let choice = if known.is_empty() { String::new() } else { format!(" ({})", known.join(", ")) };
        eprint!("{question}{choice}\n  [Enter: leave it open] ");
        io::stderr().flush()?;
        let mut line = String::new();
        if io::stdin().lock().read_line(&mut line)? == 0 || line.trim().is_empty() {
            return Ok(String::new());
        }
        match known_word(line.trim(), what, known) {
            Ok(word) => return Ok(word),
            Err(error) => eprintln!("{error}"),
        }
    }
}

/// The file. What was left open stands there as a comment, to be switched on.
fn configuration(chosen: &Chosen) -> Result<String> {
    let quoted = |word: &str| toml::Value::String(word.to_owned()).to_string();
    let mut text = String::from("# rifq reads this file for all drafts in this folder and below.\n# All keys: docs/rules.md, \"Your own rules\".\n\n");
    let mut line = |key: &str, word: &str, example: &str, comment: &str| -> Result<()> {
        let (mark, word) = if word.is_empty() { ("# ", example) } else { ("", word) };
        writeln!(text, "# {comment}\n{mark}{key} = {}\n", quoted(word)).context("a line of text")
    };
    line("profile", &chosen.profile, "strict", "A ready set of weights to start from: rifq rules list --profile NAME shows it.")?;
    line("register", &chosen.register, "neutral", "How formal replies are: formal, neutral or friendly.")?;
    line("locale", &chosen.locale, "sa", "The country that is served: its weekend, calendar and currency.")?;
    text.push_str("# Folders with rules of your own; `rifq rules test FOLDER` tries them.\n# rules = [\"house-rules\"]\n\n");
    if !chosen.channel.is_empty() {
        let channel = quoted(&chosen.channel);
        write!(text, "# Where drafts go that do not say it themselves.\n[[path]]\nmatch = [\"**\"]\nchannel = {channel}\n\n")?;
    }
    if matches!(chosen.languages.as_str(), "en" | "ar") {
        let other = if chosen.languages == "en" { "Arabic" } else { "English" };
        writeln!(text, "# Replies are written in {} only; one in {other} is caught by this rule where the customer wrote otherwise.", chosen.languages)?;
        text.push_str("[rule.\"language/mismatch\"]\nseverity = \"error\"\n\n");
    }
    for sector in &chosen.sectors {
        write!(text, "# The words of your sector that customers need not know.\n[rule.\"{SECTORS}{sector}\"]\nseverity = \"hint\"\n\n")?;
    }
    text.push_str("# A single rule made lighter, heavier, or switched off.\n# [rule.\"negative/unfortunately\"]\n# severity = \"off\"                       # or info, hint, warning, error\n\n");
    if chosen.brand.is_empty() {
        text.push_str("# Names of the brand: nothing inside them is a fault.\n# [brand]\n# names = [\"Larkfield\"]\n");
    } else {
        writeln!(text, "# Names of the brand: nothing inside them is a fault.\n[brand]\nnames = [{}]", quoted(&chosen.brand))?;
    }
    text.push_str("# allow = [\"tier two\"]                   # words of your team that are never a fault\n");
    text.push_str("# contacts = [\"help@larkfield.example\"]  # your own addresses and numbers\n");
    Ok(text)
}
