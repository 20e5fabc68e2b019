//! What rifq is given: a conversation, whose last turn is the draft.

use serde::{Deserialize, Serialize};

/// Who speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The customer.
    Customer,
    /// A person who answers for the company.
    #[default]
    Agent,
    /// A machine that answers for the company.
    Bot,
    /// An internal note: never seen by the customer, never judged.
    Note,
}

/// Where the reply is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// E-mail.
    Email,
    /// Live chat.
    Chat,
    /// WhatsApp and other private messages.
    Message,
    /// Short message service.
    Sms,
    /// A public post.
    Social,
    /// A public answer to a review.
    Review,
    /// A forum.
    Forum,
    /// A telephone script or call note.
    Phone,
}

impl Channel {
    /// All channels, in the order of the documentation.
    pub const ALL: [Self; 8] = [Self::Email, Self::Chat, Self::Message, Self::Sms, Self::Social, Self::Review, Self::Forum, Self::Phone];

    /// The word for it in requests and rule files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Chat => "chat",
            Self::Message => "message",
            Self::Sms => "sms",
            Self::Social => "social",
            Self::Review => "review",
            Self::Forum => "forum",
            Self::Phone => "phone",
        }
    }

    /// Reads the word; `None` for an unknown channel.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.name() == word)
    }
}

/// How a turn's text is marked up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Markup {
    /// Plain text.
    #[default]
    Plain,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
    /// The text of an e-mail: quoted mail and signatures are expected.
    Email,
}

/// Whether a draft is finished.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Still being typed: what is missing may still come.
    Typing,
    /// About to be sent.
    #[default]
    Final,
}

/// What a draft is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// A reply about to be sent.
    #[default]
    Draft,
    /// A canned reply whose blanks the helpdesk fills when it is used.
    Macro,
    /// A reply that was sent; names and numbers may have been taken out of it.
    Archive,
}

impl Origin {
    /// Reads the word; `None` for another one.
    pub fn parse(word: &str) -> Option<Self> {
        [("draft", Self::Draft), ("macro", Self::Macro), ("archive", Self::Archive)].into_iter().find(|(known, _)| *known == word).map(|(_, source)| source)
    }
}

/// The gender a person is addressed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// Feminine.
    #[serde(rename = "f")]
    Feminine,
    /// Masculine.
    #[serde(rename = "m")]
    Masculine,
}

impl Gender {
    /// Reads `f` or `m`; `None` for another word.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "f" => Some(Self::Feminine),
            "m" => Some(Self::Masculine),
            _ => None,
        }
    }
}

/// A person of the conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Name as the helpdesk knows it.
    pub name: Option<String>,
    /// How the person is addressed, where it is known.
    pub gender: Option<Gender>,
}

/// A rule that is not to be used for a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ignored {
    /// The rule or the category; empty for all.
    pub name: String,
    /// The line of the file that says so, from 1, where it stands outside of the draft.
    pub line: Option<u32>,
    /// Whether it holds for several drafts, so that it may well hide nothing in this one.
    pub shared: bool,
}

/// One message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// Who wrote it.
    pub role: Role,
    /// What it says, as written.
    pub text: String,
    /// How it is marked up.
    pub markup: Markup,
    /// When it was sent, in milliseconds since 1970 (UTC), where that is known.
    pub at: Option<i64>,
    /// Who exactly wrote it, as the helpdesk names them.
    pub author: Option<String>,
}

/// A conversation: earlier turns, oldest first, and the draft as the last one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversation {
    /// Echoed in the report.
    pub id: Option<String>,
    /// Where the reply goes; `None` when unknown.
    pub channel: Option<Channel>,
    /// The language of the draft when it is known rather than told by its letters.
    pub language: Option<crate::text::Language>,
    /// The dialect of an Arabic draft when it is known rather than told by its words.
    pub dialect: Option<crate::text::Dialect>,
    /// Who is answered.
    pub customer: Person,
    /// How formal the reply is to be, where the draft says so itself.
    pub register: Option<String>,
    /// The profile to judge by, where the draft names one itself.
    pub profile: Option<String>,
    /// Order numbers that are known beside the texts.
    pub orders: Vec<String>,
    /// Whether the draft is finished.
    pub stage: Stage,
    /// Whether it is decided here and now if the draft is sent: what the policy insists on holds, whatever remarks in the draft say.
    pub leaves: bool,
    /// Rules that the draft's source says not to use.
    pub ignored: Vec<Ignored>,
    /// The settings for some files that hold for this one: indexes into those of the configuration.
    pub scopes: Vec<u16>,
    /// What the draft is.
    pub origin: Origin,
    /// The subject of the e-mail; `None` when unknown.
    pub subject: Option<String>,
    /// How many files go with the draft; `None` when unknown.
    pub attachments: Option<u32>,
    /// All turns; the last one is judged.
    pub turns: Vec<Turn>,
}

impl Conversation {
    /// A conversation that consists of one draft in plain text.
    pub fn draft(text: impl Into<String>) -> Self {
        Self { turns: vec![Turn { role: Role::Agent, text: text.into(), ..Turn::default() }], ..Self::default() }
    }

    /// The index of the judged turn; `None` without turns.
    pub fn judged(&self) -> Option<usize> {
        self.turns.len().checked_sub(1)
    }
}
