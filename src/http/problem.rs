//! Answers that are none: a status, a word for programs, a sentence for people.

use super::routes::json;
use crate::wire::{RequestError, VERSION};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub(super) struct Problem {
    /// The version of this shape: 1.
    version: u32,
    /// What is wrong.
    error: Details,
    #[serde(skip)]
    status: u16,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub(super) struct Details {
    /// A word for programs.
    code: &'static str,
    /// A sentence for people.
    message: String,
    /// The line of the request where it was seen, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    /// The column there, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
}

impl Problem {
    pub(super) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { version: VERSION, error: Details { code, message: message.into(), line: None, column: None }, status: status.as_u16() }
    }

    pub(super) fn too_large(limit: usize) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", format!("larger than {limit} bytes"))
    }

    pub(super) fn busy() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", "too many requests at the same time; ask again in a second")
    }

    pub(super) fn deadline(milliseconds: u128) -> Self {
        Self::new(StatusCode::GATEWAY_TIMEOUT, "deadline", format!("no answer within {milliseconds} ms"))
    }

    pub(super) fn fault() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "fault", "a fault in rifq itself")
    }

    /// The word for programs.
    pub(super) fn code(&self) -> &'static str {
        self.error.code
    }

    /// The sentence for people.
    pub(super) fn message(&self) -> &str {
        &self.error.message
    }

    pub(super) fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl From<RequestError> for Problem {
    fn from(error: RequestError) -> Self {
        let details = Details { code: error.code, message: error.message, line: Some(error.line.max(1)), column: Some(error.column.max(1)) };
        Self { version: VERSION, error: details, status: StatusCode::BAD_REQUEST.as_u16() }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = json(self.status(), &self);
        if self.status == StatusCode::SERVICE_UNAVAILABLE.as_u16() {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        if self.status == StatusCode::UNAUTHORIZED.as_u16() {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
