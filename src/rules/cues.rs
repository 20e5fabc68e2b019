//! From cue files to blocks: their patterns are searched for like those of rules, and belong to no rule.

use super::compile::{Compiler, nearest};
use super::cue::{Cue, CueMatchSpec, CueSpec, Side};
use super::error::SourceFile;
use super::index::{CUSTOMER, DRAFT, REPLY};
use super::set::{Block, RuleSet};
use crate::text::Span;
use toml::Spanned;

/// The index of the rule of a block that belongs to none.
const NO_RULE: u16 = u16::MAX;

/// Compiles all cue files into the set.
pub(super) fn compile(compiler: &mut Compiler<'_>, set: &mut RuleSet, files: &[SourceFile]) {
    let names: Vec<String> = Cue::ALL.iter().map(|cue| cue.name().to_owned()).collect();
    for file in files {
        let Some(cue) = Cue::parse(&file.name) else {
            let help = nearest(&file.name, names.iter());
            compiler.errors.push(file.error(Span::default(), format!("no model reads a cue `{}`", file.name), Some(help)));
            continue;
        };
        match file.parse::<CueSpec>() {
            Ok(spec) => spec.matches.iter().for_each(|table| block(compiler, set, (file, &spec, table), cue)),
            Err(error) => compiler.errors.push(error),
        }
    }
}

fn block(compiler: &mut Compiler<'_>, set: &mut RuleSet, (file, spec, table): (&SourceFile, &CueSpec, &CueMatchSpec), cue: Cue) {
    let mut tried = |both: [&[Spanned<String>]; 2]| both.concat().iter().filter_map(|pattern| compiler.tried(file, pattern)).collect();
    let block = Block {
        rule: NO_RULE,
        cue: Some(cue),
        language: table.lang,
        dialect: table.dialect,
        unless: tried([&spec.unless, &table.unless]),
        unless_before: tried([&spec.unless_before, &table.unless_before]),
        unless_after: tried([&spec.unless_after, &table.unless_after]),
        not_in: [spec.not_in.as_slice(), &table.not_in].concat(),
        ..Block::default()
    };
    let id = set.blocks.len() as u32;
    set.blocks.push(block);
    let passes = match cue.side() {
        Side::Customer => CUSTOMER,
        Side::Reply => DRAFT | REPLY,
    };
    for pattern in &table.any {
        compiler.searched(file, pattern, (id, passes));
    }
}
