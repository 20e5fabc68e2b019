//! Styles of Vale: one YAML file a rule.

use super::finite::{phrases, sample};
use super::toml_text::{both, list, quoted};
use super::yaml::{Value, parse};
use crate::rules::is_everyday;

/// The most examples a rule gets.
const MOST_EXAMPLES: usize = 24;

/// A rule file made of a Vale rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The name of the file, without extension.
    pub name: String,
    /// Its text, without examples.
    pub text: String,
    /// Sentences that should raise the rule.
    pub sentences: Vec<String>,
    /// What of the Vale rule is not in it, with the reason.
    pub left: Vec<String>,
}

/// What the parts of a rule file are made of.
struct Source<'v> {
    style: &'v str,
    name: String,
    value: &'v Value,
}

/// The rule files for one Vale rule, or why there is none.
pub fn vale(style: &str, name: &str, yaml: &str) -> Result<Vec<Imported>, String> {
    let value = parse(yaml)?;
    let source = Source { style, name: kebab(name), value: &value };
    match value.text("extends").unwrap_or_default() {
        "existence" => source.existence(),
        "substitution" => source.substitution(),
        "occurrence" => source.occurrence(),
        "repetition" => Ok(vec![source.repetition()]),
        "conditional" => source.conditional(),
        "capitalization" => Err("capitalization: it is about headings and titles, which replies do not have".to_owned()),
        "consistency" => Err("consistency: rifq does not compare two spellings over a draft".to_owned()),
        "spelling" => Err("spelling: rifq has no dictionaries".to_owned()),
        "readability" | "metric" => Err("metric: rifq has no readability formulas; clarity/long-sentence counts words".to_owned()),
        "sequence" => Err("sequence: rifq knows no parts of speech".to_owned()),
        "script" => Err("script: rifq runs no programs".to_owned()),
        "" => Err("there is no key `extends`".to_owned()),
        other => Err(format!("`extends: {other}` is not known")),
    }
}

/// `FirstPerson` becomes `first-person`.
fn kebab(name: &str) -> String {
    let mut text = String::new();
    let mut before = ' ';
    for c in name.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            text.push('-');
        }
        text.extend(if c.is_alphanumeric() { c.to_lowercase().collect::<Vec<_>>() } else { vec!['-'] });
        before = c;
    }
    text.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// What a list of expressions comes to.
#[derive(Default)]
struct Split {
    /// As patterns of words.
    patterns: Vec<String>,
    /// What stays an expression.
    expressions: Vec<String>,
    left: Vec<String>,
}

impl Split {
    fn add(&mut self, token: &str) {
        match phrases(token) {
            Some(found) if !found.iter().any(|phrase| is_everyday(phrase)) => self.patterns.extend(found),
            _ => match regex::Regex::new(token) {
                Ok(_) => self.expressions.push(token.to_owned()),
                Err(_) => self.left.push(format!("`{token}`: it looks ahead or behind, or is no regular expression of rifq")),
            },
        }
    }
}

impl Source<'_> {
    fn head(&self) -> String {
        let severity = match self.value.text("level").unwrap_or("warning") {
            "suggestion" => "hint",
            "error" => "error",
            _ => "warning",
        };
        let title = format!("{}: {}", self.style, self.name.replace('-', " "));
        let message = self.value.text("message").unwrap_or_default();
        let message = if message.trim().is_empty() { "See your style guide.".to_owned() } else { plain(message) };
        let link = self.value.text("link").map_or_else(|| "Your style guide says so.".to_owned(), |link| format!("Your style guide says so: {link}"));
        let mut text = format!("# made from {}.{} of Vale\nseverity = {}\n\n", self.style, self.name, quoted(severity));
        text += &both("summary", &title, &format!("قاعدة من دليل الأسلوب {}: {}", self.style, self.name.replace('-', " ")));
        text += &both("why", &link, "هكذا ورد في دليل الأسلوب عندكم.");
        text += &both("message", &message, "راجع هذا الموضع في دليل الأسلوب عندكم.");
        text
    }

    fn rule(&self, name: String, body: &str, sentences: Vec<String>, left: Vec<String>) -> Imported {
        let (more, reason) = if sentences.len() > MOST_EXAMPLES { (", \"unfired-pattern\"", ", and its lists are long") } else { ("", "") };
        let lint = format!("\n[lint]\nallow = [\"language-missing\"{more}]\nbecause = \"the style is about English{reason}\"\n");
        let sentences = sentences.into_iter().take(MOST_EXAMPLES).collect();
        Imported { name, text: [&self.head(), body, &lint].concat(), sentences, left }
    }

    /// A file for patterns and one for expressions, where there are any.
    fn files(&self, split: Split, exceptions: &[String], options: &str) -> Result<Vec<Imported>, String> {
        let Split { patterns, expressions, mut left } = split;
        let mut files = Vec::new();
        if !patterns.is_empty() {
            let unless = if exceptions.is_empty() { String::new() } else { format!("unless = {}\n", list(exceptions)) };
            let body = format!("[phrase]\n{unless}\n[[phrase.match]]\nlang = \"en\"\nany = {}\n", list(&patterns));
            let sentences = patterns.iter().map(|phrase| sentence(phrase)).collect();
            files.push(self.rule(self.name.clone(), &body, sentences, std::mem::take(&mut left)));
        }
        if !expressions.is_empty() {
            let name = if files.is_empty() { self.name.clone() } else { format!("{}-expressions", self.name) };
            let mut body = String::from("[regex]\n");
            let mut sentences = Vec::new();
            let edge = if self.value.is_on("nonword") { "" } else { r"\b" };
            for expression in &expressions {
                let pattern = quoted(&format!("{options}{edge}(?:{expression}){edge}"));
                body.extend(["\n[[regex.match]]\nlang = \"en\"\npattern = ", &pattern, "\n"]);
                sentences.extend(sample(expression).map(|sample| sentence(&sample)));
            }
            left.extend(exceptions.iter().map(|exception| format!("exception `{exception}`: a rule of the kind regex has none")));
            files.push(self.rule(name, &body, sentences, left));
        } else if files.is_empty() {
            return Err(left.pop().unwrap_or_else(|| "it has no tokens".to_owned()));
        }
        Ok(files)
    }

    fn options(&self) -> &'static str {
        if self.value.is_on("ignorecase") { "(?i)" } else { "" }
    }

    fn existence(&self) -> Result<Vec<Imported>, String> {
        let mut split = Split::default();
        let raw = self.value.texts("raw").concat();
        for token in self.value.texts("tokens").into_iter().chain((!raw.is_empty()).then_some(raw.as_str())) {
            // Where capitals matter or no word is meant, the expression says more than words.
            let cased = !self.value.is_on("ignorecase") && token.chars().any(char::is_uppercase);
            if (cased || self.value.is_on("nonword")) && regex::Regex::new(token).is_ok() {
                split.expressions.push(token.to_owned());
            } else {
                split.add(token);
            }
        }
        let exceptions: Vec<String> = self.value.texts("exceptions").into_iter().filter_map(phrases).flatten().collect();
        self.files(split, &exceptions, self.options())
    }

    fn substitution(&self) -> Result<Vec<Imported>, String> {
        let Some(Value::Table(pairs)) = self.value.get("swap") else { return Err("it has no table `swap`".to_owned()) };
        let mut body = String::from("[phrase]\n");
        let (mut split, mut sentences) = (Split::default(), Vec::new());
        for (token, better) in pairs {
            let better = better.as_text().unwrap_or_default().split('|').next().unwrap_or_default();
            let better = if better.contains('$') || better.contains('{') { "" } else { better };
            match phrases(token)
                .filter(|found| !better.is_empty() && !found.iter().any(|phrase| is_everyday(phrase) || phrase.to_lowercase() == better.to_lowercase()))
            {
                Some(found) => {
                    sentences.extend(found.iter().map(|phrase| sentence(phrase)));
                    body.extend(["\n[[phrase.match]]\nlang = \"en\"\nany = ", &list(&found), "\ninstead = ", &quoted(better), "\n"]);
                }
                None => match regex::Regex::new(token) {
                    Ok(_) => {
                        split.left.push(format!("`{token}`: found, without the better words `{better}`"));
                        split.expressions.push(token.clone());
                    }
                    Err(_) => split.left.push(format!("`{token}`: it looks ahead or behind, or is no regular expression of rifq")),
                },
            }
        }
        let mut files = Vec::new();
        if !sentences.is_empty() {
            files.push(self.rule(self.name.clone(), &body, sentences, Vec::new()));
        }
        if split.expressions.is_empty() {
            match files.first_mut() {
                Some(file) => file.left = split.left,
                None => return Err(split.left.pop().unwrap_or_else(|| "it has no pairs".to_owned())),
            }
            return Ok(files);
        }
        let mut more = self.files(split, &[], self.options())?;
        for file in &mut more {
            if !files.is_empty() {
                file.name = format!("{}-expressions", self.name);
            }
        }
        files.extend(more);
        Ok(files)
    }

    fn occurrence(&self) -> Result<Vec<Imported>, String> {
        let (scope, token) = (self.value.text("scope").unwrap_or("text"), self.value.text("token").unwrap_or_default());
        let Some(most) = self.value.text("max").and_then(|most| most.parse::<u8>().ok()) else {
            return Err("occurrence: it has no `max`, and rifq counts no least".to_owned());
        };
        if scope != "sentence" {
            return Err(format!("occurrence: rifq counts in sentences, not in `{scope}`"));
        }
        if [r"\b(\w+)\b", r"\w+", r"\b\w+\b", r"[^\s]+", r"\S+"].contains(&token) {
            let body = format!("[measure]\n\n[[measure.limit]]\nof = \"sentence-words\"\nlang = \"en\"\nmost = {most}\n");
            let long = vec!["word"; usize::from(most) + 1].join(" ");
            return Ok(vec![self.rule(self.name.clone(), &body, vec![format!("{long}.")], Vec::new())]);
        }
        let Some(found) = phrases(token).filter(|found| !found.iter().any(|phrase| is_everyday(phrase))) else {
            return Err(format!("occurrence: `{token}` is no list of words"));
        };
        let body = format!("[metric]\nsentences = 1\nat_least = {}\n\n[[metric.match]]\nlang = \"en\"\nany = {}\n", most.saturating_add(1), list(&found));
        let many = vec![found[0].as_str(); usize::from(most) + 1].join(" and ");
        Ok(vec![self.rule(self.name.clone(), &body, vec![sentence(&many)], Vec::new())])
    }

    fn repetition(&self) -> Imported {
        let body = "[fact]\nis = \"word-doubled\"\n\n[[rewrite]]\nlang = \"en\"\ntext = \"{better}\"\napplicability = \"unsafe\"\n";
        self.rule(self.name.clone(), body, vec!["This is the the reply to your question.".to_owned()], Vec::new())
    }

    fn conditional(&self) -> Result<Vec<Imported>, String> {
        let words = |key: &str| self.value.text(key).and_then(phrases).filter(|found| !found.iter().any(|phrase| is_everyday(phrase)));
        let (Some(first), Some(second)) = (words("first"), words("second")) else {
            return Err("conditional: `first` and `second` are no lists of words".to_owned());
        };
        let body = format!("[phrase]\nunless_draft = {}\n\n[[phrase.match]]\nlang = \"en\"\nany = {}\n", list(&second), list(&first));
        let sentences = first.iter().map(|phrase| sentence(phrase)).collect();
        Ok(vec![self.rule(self.name.clone(), &body, sentences, Vec::new())])
    }
}

/// A message without the places where Vale puts words.
fn plain(message: &str) -> String {
    let mut text = message.to_owned();
    for (place, words) in ["'%s'", "\"%s\"", "`%s`", "“%s”", "%s"].into_iter().flat_map(|place| [(place, "the suggested words"), (place, "these words")]) {
        let count = message.matches("%s").count();
        let words = if count < 2 { "these words" } else { words };
        text = text.replacen(place, words, 1);
    }
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

/// A sentence that holds a phrase.
fn sentence(phrase: &str) -> String {
    format!("The reply says {phrase} here.")
}
