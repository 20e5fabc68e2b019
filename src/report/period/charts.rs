//! Charts as SVG in the page: a bar, and a line over weeks.

use super::sums::Sum;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Fewer scored replies than this make no point of the line.
const ENOUGH_A_WEEK: u64 = 10;

/// A bar of 0 to 1,000 thousandths.
pub(super) fn bar(thousandths: u64) -> String {
    let width = thousandths.min(1000);
    format!(
        "<svg viewBox=\"0 0 1000 12\" height=\"12\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"track\" width=\"1000\" height=\"12\" rx=\"2\"/><rect class=\"fill\" width=\"{width}\" height=\"12\" rx=\"2\"/></svg>"
    )
}

/// The line of mean scores, with bars for the number of replies; `None` with fewer than two weeks.
#[allow(clippy::cast_precision_loss)] // counts of replies and weeks, far below 2^53
pub(super) fn trend(weeks: &BTreeMap<String, Sum>) -> Option<String> {
    let enough: Vec<(&String, &Sum, u64)> =
        weeks.iter().filter(|(_, sum)| sum.scored >= ENOUGH_A_WEEK).filter_map(|(week, sum)| Some((week, sum, sum.mean()?))).collect();
    let ((first, ..), (last, ..)) = (enough.first()?, enough.get(1..)?.last()?);
    let bottom = enough.iter().map(|(_, _, mean)| *mean).min()? / 500 * 500;
    let bottom = bottom.min(9500);
    let most = enough.iter().map(|(_, sum, _)| sum.replies).max()?;
    let step = 1000.0 / enough.len() as f64;
    let (mut bars, mut line) = (String::new(), String::new());
    for (index, (week, sum, mean)) in enough.iter().enumerate() {
        let (x, height) = (index as f64 * step, 40.0 * sum.replies as f64 / most as f64);
        let y = 100.0 - 100.0 * (mean - bottom) as f64 / (10_000 - bottom) as f64;
        let told = format!("{week}: {} ({})", super::sums::hundredths(*mean), sum.scored);
        let _ = write!(
            bars,
            "<rect class=\"volume\" x=\"{x:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{height:.1}\"><title>{told}</title></rect>",
            100.0 - height,
            step * 0.8
        );
        let _ = write!(line, "{:.1},{y:.1} ", x + step * 0.4);
    }
    Some(format!(
        "<div class=\"trend\" dir=\"ltr\"><div class=\"axis\"><span>100</span><span>{}</span></div><svg viewBox=\"0 0 1000 100\" preserveAspectRatio=\"none\" role=\"img\">{bars}<polyline class=\"line\" points=\"{}\"/></svg><div class=\"ends\"><span>{first}</span><span>{last}</span></div></div>",
        bottom / 100,
        line.trim_end()
    ))
}
