//! Zendesk tickets with their comments: an object a ticket, as in the account's JSON export.
//!
//! A comment does not say who speaks: its author is compared with the requester, and with `users` where they stand in the ticket.

use super::channel::channel;
use super::json_lines::closed;
use super::shapes::{Word, text};
use super::{Reading, rating};
use crate::conversation::{Channel, Conversation, Markup, Role, Turn};
use crate::transcript::{Ratings, Transcript};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Ticket {
    id: Option<Word>,
    subject: Option<Word>,
    status: Option<Word>,
    requester_id: Option<Word>,
    group_id: Option<Word>,
    group: Option<Named>,
    via: Option<Via>,
    solved_at: Option<Word>,
    satisfaction_rating: Option<Score>,
    #[serde(default)]
    comments: Vec<Comment>,
    #[serde(default)]
    users: Vec<User>,
}

#[derive(Deserialize)]
struct Named {
    name: Option<String>,
}

#[derive(Deserialize)]
struct Via {
    channel: Option<Word>,
}

#[derive(Deserialize)]
struct Score {
    score: Option<Word>,
}

#[derive(Deserialize)]
struct User {
    id: Option<Word>,
    name: Option<String>,
    role: Option<String>,
}

#[derive(Deserialize)]
struct Comment {
    author_id: Option<Word>,
    author: Option<User>,
    public: Option<bool>,
    plain_body: Option<String>,
    html_body: Option<String>,
    body: Option<String>,
    created_at: Option<Word>,
    via: Option<Via>,
}

impl Ticket {
    pub(super) fn transcript(self, reading: &Reading) -> Transcript {
        let requester = text(self.requester_id);
        let via = |via: Option<&Via>| via.and_then(|via| via.channel.as_ref()).and_then(|word| channel(&word.0));
        let channel = via(self.via.as_ref()).or_else(|| self.comments.iter().find_map(|comment| via(comment.via.as_ref())));
        let markup = if channel.is_none_or(|channel| channel == Channel::Email) { Markup::Email } else { Markup::Plain };
        let turns = self.comments.into_iter().map(|comment| {
            let author = text(comment.author_id).or_else(|| comment.author.as_ref().and_then(|author| text(author.id.clone())));
            let user =
                comment.author.as_ref().or_else(|| self.users.iter().find(|user| user.id.as_ref().map(|id| &id.0) == author.as_ref() && author.is_some()));
            let name = user.and_then(|user| user.name.clone()).or_else(|| author.clone());
            let told = user.and_then(|user| user.role.as_deref()).and_then(super::role::role);
            let role = match (comment.public, told) {
                (Some(false), _) => Role::Note,
                (_, Some(role)) => role,
                _ if author.is_some() && author == requester => Role::Customer,
                // Zendesk itself writes as -1.
                _ if author.as_deref() == Some("-1") => Role::Bot,
                _ => reading.role(name.as_deref()).unwrap_or(Role::Agent),
            };
            let plain = comment.plain_body.or(comment.body).filter(|body| !body.trim().is_empty()).map(|body| body.replace("&nbsp;", "\u{a0}"));
            let (body, markup) = plain.map_or_else(|| (comment.html_body.unwrap_or_default(), Markup::Html), |body| (body, markup));
            Turn { role, text: body, markup, at: comment.created_at.and_then(|at| reading.zone.parse(&at.0)), author: name }
        });
        let conversation = Conversation { id: text(self.id), channel, subject: text(self.subject), turns: turns.collect(), ..Conversation::default() };
        Transcript {
            conversation,
            source: Some("zendesk".to_owned()),
            team: self.group.and_then(|group| group.name).or_else(|| text(self.group_id)),
            customer: requester,
            closed: text(self.status).as_deref().and_then(closed),
            closed_at: self.solved_at.and_then(|at| reading.zone.parse(&at.0)),
            ratings: Ratings { csat: self.satisfaction_rating.and_then(|score| rating::csat(&score.score?.0)), ..Ratings::default() },
            ..Transcript::default()
        }
    }
}
