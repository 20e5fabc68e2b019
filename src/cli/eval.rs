//! `rifq eval`: reviews labelled drafts and writes how far reviews and labels agree.

use super::args::{EvalArguments, EvalFormat};
use super::eval_floors::Floors;
use super::{Outcome, selection};
use crate::eval::{Evaluation, Judged, Subject, Table};
use crate::linter::Linter;
use crate::read::{self, Labelled, ReadError};
use crate::report::{eval, eval_json};
use crate::rules::{Rule, RuleSet};
use crate::text::Language;
use crate::text::distance::nearest;
use anyhow::{Result, bail};
use rayon::prelude::*;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// The most drafts reviewed at a time.
const DRAFTS: usize = 512;
/// A chunk is full when its texts reach this many bytes.
const BYTES: usize = 1 << 18;

pub(super) fn run(arguments: &EvalArguments) -> Result<Outcome> {
    let first = arguments.files.first().map_or(Path::new("-"), |path| path.as_path());
    let linter = Linter::new(selection::rules(&arguments.rules, first)?);
    let subject = arguments.show.as_deref().map(|word| subject(word, linter.rules())).transpose()?;
    let floors = arguments.floors.as_deref().map(|path| Floors::read(path, arguments.raise_floors)).transpose()?;
    let (evaluation, unreadable) = measure(&linter, arguments, subject.as_ref());
    tell_unknown_rules(&evaluation, linter.rules());

    let groups = arguments.by.map(|by| evaluation.words(by).into_iter().map(|word| (by, word)).collect::<Vec<_>>()).unwrap_or_default();
    let mut tables: Vec<Table> = groups.par_iter().map(|(by, word)| evaluation.table(*by, word.as_deref())).collect();
    tables.insert(0, evaluation.all());
    let below = floors.as_ref().map(|floors| floors.below(&evaluation));
    write(arguments, &tables, &evaluation, unreadable, (floors.as_ref(), below.as_deref()))?;

    if let Some(floors) = floors.filter(|_| arguments.raise_floors) {
        if unreadable > 0 {
            eprintln!("rifq: {}: not raised, because not all drafts could be read", floors.name());
        } else {
            floors.raise(&evaluation, &tables)?;
        }
    }
    Ok(if unreadable > 0 {
        Outcome::Unreadable
    } else if below.is_some_and(|below| !below.is_empty()) {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}

/// What is asked about; a category may stand without its slash where nothing else has the name.
fn subject(word: &str, rules: &RuleSet) -> Result<Subject> {
    if let Some(subject) = Subject::parse(word) {
        return Ok(subject);
    }
    if rules.rules.iter().any(|rule| rule.category() == word) {
        return Ok(Subject::Category(format!("{word}/")));
    }
    let mut known: Vec<&str> = Subject::words().collect();
    known.extend(rules.rules.iter().map(Rule::category));
    let suggestion = nearest(word, known.into_iter())
        .map_or_else(|| "; `rifq eval --help` tells what can be shown".to_owned(), |known| format!("; did you mean `{known}`?"));
    bail!("--show: there is no family, scale or category `{word}`{suggestion}")
}

/// Reviews all drafts; also tells how many could not be read.
fn measure(linter: &Linter, arguments: &EvalArguments, subject: Option<&Subject>) -> (Evaluation, usize) {
    let mut drafts = read::labelled(arguments.files.clone(), arguments.max_bytes);
    let (mut evaluation, mut unreadable) = (Evaluation::default(), 0);
    loop {
        let chunk = chunk(&mut drafts);
        if chunk.is_empty() {
            break;
        }
        let judged: Vec<_> = chunk.into_par_iter().map(|draft| draft.map(|draft| judge(linter, draft, subject))).collect();
        for judged in judged {
            match judged {
                Ok((judged, warnings)) => {
                    for warning in warnings {
                        eprintln!("rifq: {warning}");
                    }
                    evaluation.add(judged);
                }
                Err(error) => {
                    unreadable += 1;
                    eprintln!("rifq: {error}");
                }
            }
        }
    }
    evaluation.finish();
    (evaluation, unreadable)
}

/// Reviews one draft; also tells what in it was not understood.
fn judge(linter: &Linter, mut draft: Labelled, subject: Option<&Subject>) -> (Judged, Vec<String>) {
    let warnings = std::mem::take(&mut draft.warnings).into_iter().map(|warning| format!("{}: {warning}", draft.place)).collect();
    let review = linter.review(&draft.conversation, Language::English);
    (Judged::new(draft, &review, subject), warnings)
}

/// The next drafts, so many that reviewing them in parallel is worth it; none at the end.
fn chunk(drafts: &mut impl Iterator<Item = Result<Labelled, ReadError>>) -> Vec<Result<Labelled, ReadError>> {
    let (mut chunk, mut bytes) = (Vec::new(), 0);
    while chunk.len() < DRAFTS && bytes < BYTES {
        let Some(draft) = drafts.next() else { break };
        bytes += draft.as_ref().map_or(0, |draft| draft.conversation.turns.iter().map(|turn| turn.text.len()).sum::<usize>());
        chunk.push(draft);
    }
    chunk
}

/// Labels may name rules by mistake, or rules that are not written yet.
fn tell_unknown_rules(evaluation: &Evaluation, rules: &RuleSet) {
    let unknown: Vec<String> =
        evaluation.expected_rules().filter(|(rule, _)| rules.find(rule).is_none()).map(|(rule, drafts)| format!("{rule} ({drafts})")).collect();
    if !unknown.is_empty() {
        eprintln!("rifq: labels name rules that do not exist (in so many drafts): {}", unknown.join(", "));
    }
}

type Held<'h> = (Option<&'h Floors>, Option<&'h [eval::Below]>);

fn write(arguments: &EvalArguments, tables: &[Table], evaluation: &Evaluation, unreadable: usize, (floors, below): Held<'_>) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    let language = arguments.ui_lang.into();
    match arguments.format {
        EvalFormat::Json => {
            let cases = arguments.show.is_some().then(|| evaluation.cases().collect());
            let (drafts, intervals) = (evaluation.drafts(), eval_json::METHOD);
            eval_json::write(&mut out, &eval_json::Figures { version: 1, drafts, unreadable, intervals, tables, cases, below })?;
        }
        EvalFormat::Pretty => {
            evaluation.cases().try_for_each(|case| eval::case(&mut out, case, language))?;
            tables.iter().try_for_each(|table| eval::table(&mut out, table, language))?;
            if let Some((floors, below)) = floors.zip(below) {
                below.iter().try_for_each(|below| eval::below(&mut out, below, language))?;
                eval::floors(&mut out, (floors.count(), below.len()), language)?;
            }
        }
    }
    out.flush()
}
