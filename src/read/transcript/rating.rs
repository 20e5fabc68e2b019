//! What exports say of the customer's satisfaction, on one scale.

/// A rating as hundredths of one to five; `None` where nothing was rated.
pub(super) fn csat(word: &str) -> Option<u16> {
    let word = word.trim();
    if let Ok(value) = word.parse::<f64>() {
        return (1.0..=5.0).contains(&value).then(|| hundredths(value));
    }
    match word.to_ascii_lowercase().as_str() {
        "good" | "good_with_comment" | "great" | "positive" | "satisfied" | "rated_good" => Some(500),
        "okay" | "ok" | "neutral" => Some(300),
        "bad" | "bad_with_comment" | "not good" | "negative" | "dissatisfied" | "rated_bad" => Some(100),
        _ => None,
    }
}

/// A likelihood to recommend, 0 to 10.
pub(super) fn nps(word: &str) -> Option<u8> {
    word.trim().parse::<u8>().ok().filter(|value| *value <= 10)
}

/// An effort score as hundredths of one to seven.
pub(super) fn ces(word: &str) -> Option<u16> {
    word.trim().parse::<f64>().ok().filter(|value| (1.0..=7.0).contains(value)).map(hundredths)
}

/// `value` is between 0 and 10.
#[expect(clippy::cast_sign_loss, reason = "the callers check the range")]
fn hundredths(value: f64) -> u16 {
    (value * 100.0).round() as u16
}
