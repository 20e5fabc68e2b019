//! rifq in Zed: names the program that is started, and hands on the settings of `lsp.rifq`.

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{self as zed, serde_json, Command, LanguageServerId, Result, Worktree};

struct Rifq;

impl zed::Extension for Rifq {
    fn new() -> Self {
        Self
    }

    /// The program of the settings, else the one in PATH.
    fn language_server_command(&mut self, server: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let binary = LspSettings::for_worktree(server.as_ref(), worktree).ok().and_then(|settings| settings.binary);
        let (path, arguments) = binary.map_or((None, None), |binary| (binary.path, binary.arguments));
        let command = path
            .or_else(|| worktree.which("rifq"))
            .ok_or("rifq is not in PATH: install it with `cargo install --path . --locked` in a clone of rifq, or name it in lsp.rifq.binary.path")?;
        Ok(Command { command, args: arguments.unwrap_or_else(|| vec!["lsp".to_owned()]), env: worktree.shell_env() })
    }

    fn language_server_initialization_options(&mut self, server: &LanguageServerId, worktree: &Worktree) -> Result<Option<serde_json::Value>> {
        let settings = LspSettings::for_worktree(server.as_ref(), worktree)?;
        Ok(settings.initialization_options.or(settings.settings))
    }

    fn language_server_workspace_configuration(&mut self, server: &LanguageServerId, worktree: &Worktree) -> Result<Option<serde_json::Value>> {
        Ok(LspSettings::for_worktree(server.as_ref(), worktree)?.settings)
    }
}

zed::register_extension!(Rifq);
