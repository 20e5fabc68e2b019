//! The last step of compiling: what can only be known when all patterns are.

use super::build::Sources;
use super::compile::Compiler;
use super::error::RuleError;
use super::flat::Flat;
use super::index::AnchorIndex;
use super::set::{EngineLexicons, RuleSet};
use super::word_set::WordSets;
use crate::text::Dialect;
use std::collections::BTreeMap;

/// The lexicons that rifq itself reads, beside those of dialects.
pub const ENGINE_LEXICONS: [&str; 8] = ["clause-border", "negator", "conditional", "future-particle", "synonyms", "voice-one", "voice-many", "unmended"];

/// Puts what was compiled into the set, or tells all mistakes.
pub(super) fn finish(mut compiler: Compiler<'_>, mut set: RuleSet, sources: &Sources) -> Result<RuleSet, Vec<RuleError>> {
    if !compiler.errors.is_empty() {
        return Err(compiler.errors);
    }
    set.engine = EngineLexicons {
        clause_border: compiler.known_lexicon("clause-border"),
        negator: compiler.known_lexicon("negator"),
        conditional: compiler.known_lexicon("conditional"),
        voices: (compiler.known_lexicon("voice-one"), compiler.known_lexicon("voice-many")),
        unmended: compiler.known_lexicon("unmended"),
        dialects: Dialect::SPOKEN
            .iter()
            .map(|dialect| {
                (compiler.known_lexicon(&format!("dialect-{}", dialect.name())), compiler.known_lexicon(&format!("dialect-{}-weak", dialect.name())))
            })
            .collect(),
        counted: Flat::default(),
        synonyms: compiler.synonyms().into_iter().collect(),
    };
    set.engine.counted = counted(&compiler, &set.engine).into_iter().collect();
    compiler.mark_beginnings();
    compiler.look_ahead();
    set.hash = hash(sources);
    set.particles = compiler.particles();
    set.anchors = AnchorIndex::new(compiler.anchors, (&compiler.programs, &compiler.needs), &compiler.vocabulary);
    set.sets = WordSets::new(&compiler.sets, |word| compiler.vocabulary.text(word));
    set.vocabulary = compiler.vocabulary;
    set.ops = compiler.ops.into_iter().collect();
    set.needs = compiler.needs.into_iter().collect();
    set.masks = compiler.masks.into_iter().collect();
    set.spellings = compiler.spellings;
    let parts: BTreeMap<u32, u32> = compiler.wholes.into_iter().collect();
    set.wholes = (0..compiler.programs.len() as u32).map(|program| parts.get(&program).copied().unwrap_or(program)).collect();
    set.programs = compiler.programs.into_iter().collect();
    set.captures = compiler.captures;
    set.lexicons = compiler.lexicons;
    Ok(set)
}

/// Marks the words with which an entry begins of a lexicon whose words are counted: most words of a draft are none of them.
fn counted(compiler: &Compiler<'_>, engine: &EngineLexicons) -> Vec<u16> {
    let mut marked = vec![0; compiler.vocabulary.len()];
    let dialects = engine.dialects.iter().flat_map(|&(strong, weak)| [strong, weak]);
    for (index, id) in dialects.chain([engine.voices.0, engine.voices.1]).enumerate() {
        let Some(lexicon) = id.map(|id| &compiler.lexicons[id as usize]) else { continue };
        let singles = compiler.sets[lexicon.singles as usize].items.iter().map(|item| item.0);
        for word in singles.chain(lexicon.indexed.all().iter().map(|entry| entry.first)) {
            if let Some(mark) = marked.get_mut(compiler.vocabulary.place(word)) {
                *mark |= 1 << index;
            }
        }
    }
    marked
}

/// FNV-1a over all texts, names included.
fn hash(sources: &Sources) -> String {
    let mut state: u64 = 0xcbf2_9ce4_8422_2325;
    let additions = sources.additions.iter().flat_map(|additions| additions.lexicons.iter().chain([&additions.file]));
    for file in sources
        .rules
        .iter()
        .chain(&sources.lexicons)
        .chain(&sources.cues)
        .chain(&sources.scorecards)
        .chain(&sources.sentences)
        .chain(sources.layers.iter().map(|(_, file)| file))
        .chain(additions)
    {
        for byte in file.name.bytes().chain([0]).chain(file.text.bytes()).chain([0]) {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{state:016x}")
}
