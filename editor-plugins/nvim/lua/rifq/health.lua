--- :checkhealth rifq

local M = {}

function M.check()
  local rifq, health = require("rifq"), vim.health
  health.start("rifq")
  if vim.fn.has("nvim-0.10") == 1 then
    health.ok("Neovim is 0.10 or later")
  else
    health.error("Neovim 0.10 or later is needed")
  end
  local program = rifq.options.cmd[1]
  local path = vim.fn.exepath(program)
  if path == "" then
    health.error(("`%s` was not found"):format(program), {
      "cargo install --path . --locked (in a clone of rifq) puts it into ~/.cargo/bin",
      'or name it: require("rifq").setup({ cmd = { "/path/to/rifq", "lsp" } })',
    })
    return
  end
  local version = vim.fn.trim(vim.fn.system({ path, "--version" }))
  vim.fn.system({ path, "lsp", "--help" })
  if vim.v.shell_error == 0 then
    health.ok(("%s: %s"):format(path, version))
  else
    health.error(("%s (%s) has no language server"):format(path, version), { "install a newer rifq" })
  end
  local clients = vim.lsp.get_clients({ name = "rifq" })
  if #clients == 0 then
    health.info("The server does not run: no draft is open. Drafts are " .. table.concat(rifq.options.patterns, ", "))
  end
  for _, client in ipairs(clients) do
    local buffers = vim.lsp.get_buffers_by_client_id(client.id)
    health.ok(("The server reads %d buffer(s) and counts in %s"):format(#buffers, client.offset_encoding))
  end
  if vim.o.termbidi == false and vim.fn.has("gui_running") == 0 then
    health.info("If your terminal shows Arabic from right to left by itself, `:set termbidi` keeps Vim from doing it again")
  end
end

return M
