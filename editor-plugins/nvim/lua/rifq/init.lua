--- rifq in Neovim: starts the server for drafts of replies, keeps their scores, and shows the review and the suggested reply.
--- Works with Neovim 0.10 and later.

local M = {}

---@class rifq.Options
---@field cmd string[] the program with its arguments
---@field filetypes string[] the file types of drafts
---@field patterns string[] which files are drafts, as Vim's file patterns; in folders with a rifq.toml all of these file types are
---@field all boolean whether every file of these types is a draft
---@field settings table<string, any> the server's settings, see docs/lsp.md
---@field on_attach fun(client: vim.lsp.Client, buffer: integer)? called for every draft
local defaults = {
  cmd = { "rifq", "lsp" },
  filetypes = { "markdown", "text", "mail", "html" },
  patterns = { "*.reply.*", "reply.*", "*/drafts/*", "*/replies/*", "*/macros/*" },
  all = false,
  settings = {},
  on_attach = nil,
}

M.options = vim.deepcopy(defaults)

---@type table<integer, table> what the server last said of a buffer: rifq/status
M.statuses = {}

--- Sets options; not needed where the defaults will do.
---@param options rifq.Options?
function M.setup(options)
  M.options = vim.tbl_deep_extend("force", vim.deepcopy(defaults), options or {})
  for _, name in ipairs({ "cmd", "filetypes", "patterns" }) do
    -- Lists are replaced as a whole: an entry of the defaults cannot be taken out otherwise.
    M.options[name] = options and options[name] or M.options[name]
  end
end

--- Whether a buffer is a draft.
---@param buffer integer
function M.is_draft(buffer)
  local options = M.options
  if vim.bo[buffer].buftype ~= "" or not vim.tbl_contains(options.filetypes, vim.bo[buffer].filetype) then
    return false
  end
  local name = vim.api.nvim_buf_get_name(buffer)
  if options.all or vim.b[buffer].rifq or (name ~= "" and vim.fs.root(buffer, "rifq.toml") ~= nil) then
    return true
  end
  return vim.iter(options.patterns):any(function(pattern)
    local subject = pattern:find("/") and name or vim.fs.basename(name)
    return vim.fn.match(subject, vim.fn.glob2regpat(pattern)) >= 0
  end)
end

--- What the server is started with.
---@return vim.lsp.ClientConfig
function M.config()
  local options = M.options
  return {
    name = "rifq",
    cmd = options.cmd,
    init_options = options.settings,
    settings = { rifq = options.settings },
    handlers = { ["rifq/status"] = M.on_status },
    on_attach = options.on_attach,
    -- The text type of Vim has another name in the protocol.
    get_language_id = function(_, filetype)
      return filetype == "text" and "plaintext" or filetype
    end,
  }
end

--- Starts the server for a buffer, or uses the one that runs.
---@param buffer integer?
function M.start(buffer)
  buffer = buffer or vim.api.nvim_get_current_buf()
  local config = M.config()
  if vim.fn.executable(config.cmd[1]) == 0 then
    vim.notify_once(("rifq: %s is not there; :checkhealth rifq says how to get it"):format(config.cmd[1]), vim.log.levels.WARN)
    return nil
  end
  local root = vim.fs.root(buffer, { "rifq.toml", ".git" })
  config.root_dir = root or (vim.api.nvim_buf_get_name(buffer) ~= "" and vim.fs.dirname(vim.api.nvim_buf_get_name(buffer)) or vim.uv.cwd())
  return vim.lsp.start(config, { bufnr = buffer })
end

--- Checks this buffer as a draft, whatever its name.
function M.check()
  vim.b.rifq = true
  return M.start()
end

--- The server's word on a draft.
function M.on_status(_, status)
  local buffer = vim.uri_to_bufnr(status.uri)
  M.statuses[buffer] = status
  vim.schedule(function()
    vim.api.nvim_exec_autocmds("User", { pattern = "RifqStatus", data = { buffer = buffer, status = status } })
    vim.cmd.redrawstatus({ bang = true })
  end)
end

--- The score for a status line, such as `rifq 82 good`; empty where there is none.
---@param buffer integer?
function M.status(buffer)
  local status = M.statuses[buffer or vim.api.nvim_get_current_buf()]
  if not status then
    return ""
  end
  local score = type(status.score) == "number" and tostring(status.score) or "–"
  local band = status.bandName or status.band
  return ("rifq %s%s"):format(score, type(band) == "string" and " " .. band or "")
end

--- Asks the server about a draft; `nil` and a message where it cannot answer.
---@param method string
---@param buffer integer?
---@param done fun(result: table, buffer: integer)
function M.request(method, buffer, done)
  buffer = buffer or vim.api.nvim_get_current_buf()
  local client = vim.lsp.get_clients({ name = "rifq", bufnr = buffer })[1]
  if not client then
    vim.notify("rifq does not read this buffer; :Rifq check makes it a draft", vim.log.levels.WARN)
    return
  end
  local params = { textDocument = { uri = vim.uri_from_bufnr(buffer) } }
  local answer = function(error, result)
    if error or not result then
      vim.notify("rifq: " .. (error and error.message or "no answer"), vim.log.levels.WARN)
    else
      done(result, buffer)
    end
  end
  if vim.fn.has("nvim-0.11") == 1 then
    client:request(method, params, answer, buffer)
  else
    client.request(method, params, answer, buffer)
  end
end

--- Applies all safe suggestions.
function M.fix()
  vim.lsp.buf.code_action({ context = { only = { "source.fixAll.rifq" }, diagnostics = {} }, apply = true })
end

--- Stops the server and starts it again for all drafts.
function M.restart()
  local buffers = {}
  for _, client in ipairs(vim.lsp.get_clients({ name = "rifq" })) do
    vim.list_extend(buffers, vim.lsp.get_buffers_by_client_id(client.id))
    if vim.fn.has("nvim-0.11") == 1 then
      client:stop()
    else
      client.stop()
    end
  end
  vim.defer_fn(function()
    vim.iter(buffers):filter(vim.api.nvim_buf_is_valid):each(M.start)
  end, 300)
end

return M
