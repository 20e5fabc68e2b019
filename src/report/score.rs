//! The score of a draft in a few lines: the whole, the categories that lost points, what was done well.

use super::right_to_left::isolated;
use super::{Reviewed, visible};
use crate::rules::Scorecard;
use crate::score::{NotScored, Scored};
use crate::text::Language;
use crate::wire::praise;
use std::io::{self, Write};

/// Strengths shown per draft.
const STRENGTHS: usize = 2;

/// Writes the score of one draft.
pub(super) fn write(out: &mut dyn Write, scorecard: &Scorecard, reviewed: &Reviewed) -> io::Result<()> {
    let Some(scored) = &reviewed.review.score else { return Ok(()) };
    let (name, language) = (visible(&reviewed.record.name), reviewed.language);
    let id = reviewed.record.conversation.id.as_deref().filter(|_| reviewed.record.origin.is_some());
    let name = id.map_or(name.clone(), |id| format!("{name} ({})", visible(id)).into());
    writeln!(out, "{name}: {}", isolated(&whole(scorecard, scored, language)))?;
    let lost = lost(scorecard, scored, language);
    if scored.total.is_some() && !lost.is_empty() {
        writeln!(out, "  {}", isolated(&lost))?;
    }
    if !scored.lacks.is_empty() {
        writeln!(out, "  {}", isolated(&lacks(scorecard, scored, language)))?;
    }
    for (strength, _) in reviewed.review.assessment.strengths.iter().take(STRENGTHS) {
        writeln!(out, "  + {}", isolated(praise(*strength, language)))?;
    }
    writeln!(out)
}

/// "59 of 100, rewrite (at most 59: …)".
fn whole(scorecard: &Scorecard, scored: &Scored, language: Language) -> String {
    let Some(total) = scored.total else { return not_scored(scored.not_scored, language).to_owned() };
    let (band, cap) = (band(scorecard, scored, language).unwrap_or_default(), cap(scorecard, scored, language));
    match language {
        Language::English => {
            let cap = cap.map(|(at, reason)| format!(" (at most {at}: {reason})")).unwrap_or_default();
            format!("{total} of 100, {band}{cap}")
        }
        Language::Arabic => {
            let cap = cap.map(|(at, reason)| format!(" (لا تتجاوز {at}: {reason})")).unwrap_or_default();
            format!("{total} من 100، {band}{cap}")
        }
    }
}

/// The name of the range a score falls in.
pub(super) fn band<'c>(scorecard: &'c Scorecard, scored: &Scored, language: Language) -> Option<&'c str> {
    Some(scorecard.bands.get(scored.band?)?.name.get(language))
}

/// The most a score can be, and why.
pub(super) fn cap<'c>(scorecard: &'c Scorecard, scored: &Scored, language: Language) -> Option<(u8, &'c str)> {
    let held = scored.cap.as_ref()?;
    Some((held.at, scorecard.caps.get(held.cap)?.reason.get(language)))
}

/// Why there is no score.
pub(super) const fn not_scored(reason: Option<NotScored>, language: Language) -> &'static str {
    match (reason, language) {
        (Some(NotScored::TooShort), Language::English) => "not scored: too short to judge",
        (Some(NotScored::TooShort), Language::Arabic) => "بلا درجة: أقصر من أن يُحكم عليه",
        (None, Language::English) => "not scored",
        (None, Language::Arabic) => "بلا درجة",
    }
}

/// "− no greeting 1 · what happens next is vague 3".
fn lacks(scorecard: &Scorecard, scored: &Scored, language: Language) -> String {
    let held = scored.lacks.iter().filter_map(|&index| scorecard.lacks.get(index as usize));
    let told = held.map(|lack| format!("{} {}", lack.reason.get(language), lack.points)).collect::<Vec<_>>();
    format!("− {}", told.join(" · "))
}

/// "Empathy and listening 85 · Solution and ownership 70".
fn lost(scorecard: &Scorecard, scored: &Scored, language: Language) -> String {
    const FULL: u32 = 10_000;
    let categories = scorecard.categories.iter().zip(&scored.categories);
    let below = categories.filter_map(|(category, score)| Some((category, score.parts.filter(|&parts| parts < FULL)?)));
    below.map(|(category, parts)| format!("{} {}", category.name.get(language), f64::from(parts) / 100.0)).collect::<Vec<_>>().join(" · ")
}
