//! English verb forms for the tag `/v`.

/// Irregular verbs that occur in customer service: base, third person, past, participle, gerund.
const IRREGULAR: &[&[&str]] = &[
    &["be", "am", "is", "are", "was", "were", "been", "being"],
    &["have", "has", "had", "having"],
    &["do", "does", "did", "done", "doing"],
    &["begin", "begins", "began", "begun", "beginning"],
    &["break", "breaks", "broke", "broken", "breaking"],
    &["bring", "brings", "brought", "bringing"],
    &["buy", "buys", "bought", "buying"],
    &["come", "comes", "came", "coming"],
    &["find", "finds", "found", "finding"],
    &["forget", "forgets", "forgot", "forgotten", "forgetting"],
    &["get", "gets", "got", "gotten", "getting"],
    &["give", "gives", "gave", "given", "giving"],
    &["go", "goes", "went", "gone", "going"],
    &["hear", "hears", "heard", "hearing"],
    &["hold", "holds", "held", "holding"],
    &["keep", "keeps", "kept", "keeping"],
    &["know", "knows", "knew", "known", "knowing"],
    &["leave", "leaves", "left", "leaving"],
    &["let", "lets", "letting"],
    &["lose", "loses", "lost", "losing"],
    &["make", "makes", "made", "making"],
    &["meet", "meets", "met", "meeting"],
    &["pay", "pays", "paid", "paying"],
    &["put", "puts", "putting"],
    &["read", "reads", "reading"],
    &["run", "runs", "ran", "running"],
    &["say", "says", "said", "saying"],
    &["see", "sees", "saw", "seen", "seeing"],
    &["sell", "sells", "sold", "selling"],
    &["send", "sends", "sent", "sending"],
    &["set", "sets", "setting"],
    &["speak", "speaks", "spoke", "spoken", "speaking"],
    &["take", "takes", "took", "taken", "taking"],
    &["tell", "tells", "told", "telling"],
    &["think", "thinks", "thought", "thinking"],
    &["understand", "understands", "understood", "understanding"],
    &["write", "writes", "wrote", "written", "writing"],
];
/// Verbs of more than one syllable whose last consonant doubles; shorter ones are told by their shape.
const DOUBLING: &[&str] = &["cancel", "commit", "occur", "permit", "prefer", "refer", "transfer", "admit", "submit", "equip"];

/// All inflected forms of an English verb, base first.
pub(super) fn forms(base: &str) -> Vec<String> {
    if let Some(known) = IRREGULAR.iter().find(|known| known[0] == base) {
        return known.iter().map(|&form| form.to_owned()).collect();
    }
    let stem = base.strip_suffix('e');
    let consonant_y = base.strip_suffix('y').filter(|rest| !rest.ends_with(['a', 'e', 'o', 'u']));
    let third = match consonant_y {
        Some(rest) => format!("{rest}ies"),
        None if base.ends_with(['s', 'x', 'z', 'o']) || base.ends_with("ch") || base.ends_with("sh") => format!("{base}es"),
        None => format!("{base}s"),
    };
    let doubled = doubles(base).then(|| base.chars().next_back().map(|last| format!("{base}{last}"))).flatten();
    let (past, gerund) = match (consonant_y, stem, doubled) {
        (Some(rest), _, _) => (format!("{rest}ied"), format!("{base}ing")),
        (_, Some(stem), _) => (format!("{base}d"), if base.ends_with("ee") { format!("{base}ing") } else { format!("{stem}ing") }),
        (_, _, Some(doubled)) => (format!("{doubled}ed"), format!("{doubled}ing")),
        _ => (format!("{base}ed"), format!("{base}ing")),
    };
    let mut forms = vec![base.to_owned(), third, past, gerund];
    if base == "cancel" {
        forms.extend(["canceled".to_owned(), "canceling".to_owned()]);
    }
    forms
}

fn doubles(base: &str) -> bool {
    let letters: Vec<char> = base.chars().collect();
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let short = letters.iter().filter(|&&c| vowel(c)).count() == 1
        && letters.len() >= 3
        && vowel(letters[letters.len() - 2])
        && !vowel(letters[letters.len() - 1])
        && !matches!(letters[letters.len() - 1], 'w' | 'x' | 'y');
    short || DOUBLING.contains(&base)
}

#[cfg(test)]
mod tests {
    use super::forms;

    #[test]
    fn inflects() {
        for (base, expected) in [
            ("offer", vec!["offer", "offers", "offered", "offering"]),
            ("try", vec!["try", "tries", "tried", "trying"]),
            ("ship", vec!["ship", "ships", "shipped", "shipping"]),
            ("change", vec!["change", "changes", "changed", "changing"]),
            ("agree", vec!["agree", "agrees", "agreed", "agreeing"]),
            ("send", vec!["send", "sends", "sent", "sending"]),
            ("fix", vec!["fix", "fixes", "fixed", "fixing"]),
        ] {
            assert_eq!(forms(base), expected);
        }
    }
}
