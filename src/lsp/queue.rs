//! What came in and is not handled yet, so that a request can be cancelled before its turn.

use lsp_server::{Message, Request, RequestId, Response};
use serde_json::Value;
use std::collections::VecDeque;

#[derive(Debug, Default)]
pub(super) struct Queue(VecDeque<Message>);

impl Queue {
    /// Takes a message in. A cancellation takes its request out again, and the answer to it is returned.
    pub(super) fn push(&mut self, message: Message) -> Option<Response> {
        let Message::Notification(notification) = &message else {
            self.0.push_back(message);
            return None;
        };
        if notification.method != "$/cancelRequest" {
            self.0.push_back(message);
            return None;
        }
        let id: RequestId = serde_json::from_value(notification.params.get("id").cloned().unwrap_or(Value::Null)).ok()?;
        let is_it = |message: &Message| matches!(message, Message::Request(Request { id: known, .. }) if *known == id);
        let place = self.0.iter().position(is_it)?;
        self.0.remove(place);
        Some(Response::new_err(id, lsp_server::ErrorCode::RequestCanceled as i32, "cancelled".to_owned()))
    }

    /// The next message.
    pub(super) fn pop(&mut self) -> Option<Message> {
        self.0.pop_front()
    }
}
