//! The file that `rifq rules new` writes: what every rule has, and the part of its kind.

use clap::ValueEnum;

/// What a new rule looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum NewKind {
    /// Words and patterns of words
    Phrase,
    /// Regular expressions, on the draft as written
    Regex,
    /// What the model of the reply says: something is missing, vague, late
    Fact,
    /// Too many of something close together
    Metric,
    /// Sentences or replies that are too long
    Measure,
}

/// The whole file of a rule; `folder` is named in its head.
pub(super) fn text(name: &str, kind: NewKind, folder: &str) -> String {
    let head = HEAD.replace("NAME", name).replace("FOLDER", folder);
    let (own, examples) = match kind {
        NewKind::Phrase => (PHRASE, EXAMPLES),
        NewKind::Regex => (REGEX, EXAMPLES),
        NewKind::Fact => (FACT, FACT_EXAMPLES),
        NewKind::Metric => (METRIC, EXAMPLES),
        NewKind::Measure => (MEASURE, EXAMPLES),
    };
    let rewrites = if kind == NewKind::Measure { "" } else { REWRITES };
    [&head, own, rewrites, examples].concat()
}

/// The file of a rule that extends another.
pub(super) fn extension(name: &str, base: &str, folder: &str) -> String {
    EXTENSION.replace("NAME", name).replace("FOLDER", folder).replace("BASE", base)
}

const EXTENSION: &str = r#"# The rule NAME. It stands in for BASE, and what it does not say is as there. Then run
#     rifq rules test FOLDER
# docs/rules.md explains every key.

extends = "BASE"

# severity = "hint"                    # info < hint < warning < error, or off
# remove = [""]                        # patterns of BASE, as they are written there
#
# [message]                            # summary and why in the same way
# en = ""
# ar = ""
#
# [[phrase.match]]                     # further patterns, of the kind of BASE
# lang = "en"
# any = [""]
#
# [[rewrite]]                          # those of a language and dialect take the place of BASE's
# lang = "en"
# text = ""
#
# [[example]]
# lang = "en"
# bad = [""]
# good = [""]
"#;

const HEAD: &str = r#"# The rule NAME. Fill in what stands empty between quotation marks, then run
#     rifq rules test FOLDER
# docs/rules.md explains every key.

severity = "hint"                      # info < hint < warning < error

[summary]                              # what the rule finds, in a few words
en = ""
ar = ""

[why]                                  # what it does to the customer; shown on request
en = ""
ar = ""

[message]                              # one kind sentence to the agent, shown beside the text
en = ""
ar = ""

"#;

const PHRASE: &str = r#"[phrase]
# not_in = ["quoted", "question"]      # where these words are fine

[[phrase.match]]
lang = "en"
any = [""]                             # words, or patterns: "no can do", "(can't|cannot) ~2 help"

[[phrase.match]]
lang = "ar"                            # a dialect has a table of its own, with dialect = "gulf"
any = [""]                             # "لا نقدر", "!1.قدر"

"#;

const REGEX: &str = r"[regex]

[[regex.match]]
lang = 'en'                            # sentences of this language are searched
pattern = ''                           # between single quotation marks, \ stays \: '\bv\d+\.\d+'

[[regex.match]]
lang = 'ar'
pattern = ''

";

const FACT: &str = r#"[fact]
is = ""                                # one of the facts that docs/rules.md lists: "time-vague", "question-unanswered"

"#;

const METRIC: &str = r#"[metric]
sentences = 3                          # so many sentences in a row are looked at
at_least = 3                           # from so many hits in them on there is a finding

[[metric.match]]
lang = "en"
any = [""]                             # what is counted: "please", "(very|really)"

[[metric.match]]
lang = "ar"
any = [""]

"#;

const MEASURE: &str = r#"[measure]

[[measure.limit]]
of = "sentence-words"                  # or "reply-words", "sms-parts"
lang = "en"
most = 30

[[measure.limit]]
of = "sentence-words"
lang = "ar"
most = 30

"#;

const REWRITES: &str = r#"# Better words, which take the place of what was found. To offer some, remove the # in front and write them.
# [[rewrite]]
# lang = "en"
# text = "What I can do is {option}"
# sample = { option = "send a replacement today" }
#
# [[rewrite]]
# lang = "ar"
# text = "أستطيع أن {option}"
# sample = { option = "أرسل لك بديلا اليوم" }

"#;

const EXAMPLES: &str = r#"[[example]]
lang = "en"
bad = [""]                             # each raises the rule
good = [""]                            # none does, however near it comes

[[example]]
lang = "ar"
bad = [""]
good = [""]
"#;

const FACT_EXAMPLES: &str = r#"[[example]]
lang = "en"
customer = ""                          # the message that is answered; remove the line where it does not matter
bad = [""]                             # each raises the rule
good = [""]                            # none does, however near it comes

[[example]]
lang = "ar"
customer = ""
bad = [""]
good = [""]
"#;
