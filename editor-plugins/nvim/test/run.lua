-- The plugin with the real program: RIFQ=/path/to/rifq nvim --headless -u NONE -l nvim/test/run.lua, from editor-plugins/.
-- What Neovim shows and writes is held against what `rifq check` says of the same file.

local program = assert(vim.env.RIFQ, "RIFQ names the program")
local here = vim.fs.dirname(vim.fs.normalize(vim.fn.fnamemodify(debug.getinfo(1, "S").source:sub(2), ":p")))
vim.opt.runtimepath:prepend(vim.fs.dirname(here))
vim.cmd.runtime("plugin/rifq.lua")
vim.cmd("filetype on")

local rifq, coach = require("rifq"), require("rifq.coach")
rifq.setup({ cmd = { program, "lsp" }, settings = { debounce = 0, rest = 0 } })

local failures, tests = 0, {}

local function say(text)
  io.stdout:write(text, "\n")
end

local function same(what, got, wanted)
  assert(vim.deep_equal(got, wanted), ("%s:\n  got    %s\n  wanted %s"):format(what, vim.inspect(got), vim.inspect(wanted)))
end

local function wait(what, done)
  assert(vim.wait(20000, done, 20), "waited in vain: " .. what)
end

local function cli(...)
  local result = vim.system({ program, ... }, { text = true }):wait()
  assert(result.code <= 1, result.stderr)
  return result.stdout
end

--- A copy of a draft, opened, with its findings by `rifq check`.
local function open(name)
  local path = vim.fs.normalize(vim.fn.tempname()) .. "." .. name
  vim.fn.writefile(vim.fn.readfile(vim.fs.joinpath(here, "../../test-drafts", name), "b"), path, "b")
  vim.cmd.edit(path)
  local buffer = vim.api.nvim_get_current_buf()
  local report = vim.json.decode(cli("check", path, "--format", "json", "--fail-on", "never"))
  wait("diagnostics of " .. name, function()
    return #vim.diagnostic.get(buffer) > 0 and rifq.statuses[buffer] ~= nil
  end)
  return buffer, report, path
end

local function text_of(buffer)
  return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n") .. "\n"
end

--- What Neovim underlines: the words themselves.
local function underlined(buffer)
  local found = vim.iter(vim.diagnostic.get(buffer)):map(function(one)
    local words = vim.api.nvim_buf_get_text(buffer, one.lnum, one.col, one.end_lnum, one.end_col, {})
    return { rule = one.code, text = table.concat(words, "\n") }
  end):totable()
  table.sort(found, function(a, b)
    return a.rule < b.rule
  end)
  return found
end

--- What `rifq check` marks.
local function marked(report)
  local found = vim.iter(report.diagnostics):filter(function(one)
    return one.severity ~= "info"
  end):map(function(one)
    return { rule = one.rule, text = one.text }
  end):totable()
  table.sort(found, function(a, b)
    return a.rule < b.rule
  end)
  return found
end

local function by_rule(list, rule)
  return assert(vim.iter(list):find(function(one)
    return one.rule == rule
  end), rule)
end

--- The text of a file with the first fix of a rule, by the offsets of `rifq check`.
local function fixed(report, path, rule)
  local text = table.concat(vim.fn.readfile(path, "b"), "\n")
  local fix = by_rule(report.diagnostics, rule).fixes[1]
  for index = #fix.edits, 1, -1 do
    local edit = fix.edits[index]
    text = text:sub(1, edit.start) .. edit.text .. text:sub(edit["end"] + 1)
  end
  return text, fix.title
end

for _, encoding in ipairs({ "utf-8", "utf-16", "utf-32" }) do
  for name, words in pairs({ ["en.reply.md"] = "we cannot change the address", ["ar.reply.md"] = "لا يمكنني إرجاع المبلغ" }) do
    tests[("%s in %s: the right words are underlined, and a code action writes the right text"):format(name, encoding)] = function()
      local config = rifq.config
      rifq.config = function()
        local own = config()
        own.capabilities = vim.tbl_deep_extend("force", vim.lsp.protocol.make_client_capabilities(), { general = { positionEncodings = { encoding } } })
        return own
      end
      local buffer, report, path = open(name)
      rifq.config = config
      same("encoding", vim.lsp.get_clients({ name = "rifq", bufnr = buffer })[1].offset_encoding, encoding)
      local found = underlined(buffer)
      same("underlined", found, marked(report))
      assert(vim.startswith(by_rule(found, "negative/cannot").text, words), "underlined: " .. by_rule(found, "negative/cannot").text)

      local wanted, title = fixed(report, path, "negative/cannot")
      local place = vim.iter(vim.diagnostic.get(buffer)):find(function(one)
        return one.code == "negative/cannot"
      end)
      vim.api.nvim_win_set_cursor(0, { place.lnum + 1, place.col })
      local chosen
      vim.lsp.buf.code_action({
        apply = true,
        filter = function(action)
          -- The first of them: a finding may offer the same words in its place and behind it.
          if chosen == nil and action.title:find(title, 1, true) then
            chosen = action.title
          end
          return action.title == chosen
        end,
      })
      wait("the edit", function()
        return text_of(buffer) == wanted or vim.bo[buffer].modified
      end)
      same("text", text_of(buffer), wanted)
    end
  end
end

tests["the score is for status lines"] = function()
  local buffer, report = open("en.reply.md")
  same("status", rifq.status(buffer), ("rifq %d %s"):format(report.score, report.band))
  same("none", rifq.status(vim.api.nvim_create_buf(false, true)), "")
end

tests["the review lists findings, and Enter goes to the right column"] = function()
  local buffer, report = open("ar.reply.md")
  vim.cmd.Rifq("review")
  wait("the review", function()
    return vim.bo.filetype == "rifq-review"
  end)
  local lines = vim.api.nvim_buf_get_lines(0, 0, -1, false)
  same("score", lines[1], ("# %d/100  %s"):format(report.score, report.band))
  local at = vim.fn.search("negative/cannot", "w")
  assert(at > 0, table.concat(lines, "\n"))
  vim.api.nvim_feedkeys(vim.keycode("<CR>"), "mx", false)
  same("buffer", vim.api.nvim_get_current_buf(), buffer)
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local rest = vim.api.nvim_buf_get_lines(0, row - 1, row, false)[1]:sub(column + 1)
  assert(vim.startswith(rest, "لا يمكنني"), rest)
end

tests["places in all units"] = function()
  local text = "é👍\nلَا"
  for unit, offsets in pairs({ utf8 = { 0, 2, 6, 7, 9 }, utf16 = { 0, 1, 3, 4, 5 }, utf32 = { 0, 1, 2, 3, 4 } }) do
    local places = vim.iter(offsets):map(function(offset)
      return { coach.place(text, offset, unit) }
    end):totable()
    same(unit, places, { { 0, 0 }, { 0, 2 }, { 0, 6 }, { 1, 0 }, { 1, 2 } })
  end
end

tests["the suggested reply stands beside the draft"] = function()
  local _, _, path = open("ar.reply.md")
  vim.cmd.Rifq("rewrite")
  wait("the suggestion", function()
    return vim.bo.buftype == "nofile"
  end)
  same("suggestion", text_of(0), cli("rewrite", path))
  assert(vim.wo.diff)
end

tests["what is typed is checked, and what is closed is forgotten"] = function()
  local buffer = open("en.reply.md")
  vim.api.nvim_buf_set_lines(buffer, 0, 1, false, { "👍 Hi Lina, obviously it is late," })
  vim.api.nvim_buf_set_lines(buffer, 2, 4, false, { "👍 I will send it today." })
  wait("a new finding", function()
    return vim.iter(vim.diagnostic.get(buffer)):all(function(one)
      return one.code ~= "negative/cannot"
    end)
  end)
  vim.cmd("bwipeout!")
  same("status", rifq.statuses[buffer], nil)
end

tests["only drafts are read"] = function()
  local function draft(name, filetype)
    local buffer = vim.api.nvim_create_buf(true, false)
    vim.api.nvim_buf_set_name(buffer, vim.fs.joinpath(vim.fs.dirname(vim.fn.tempname()), name))
    vim.bo[buffer].filetype = filetype
    return rifq.is_draft(buffer)
  end
  same("a reply", draft("a.reply.md", "markdown"), true)
  same("in a folder of drafts", draft("drafts/b.txt", "text"), true)
  same("a readme", draft("README.md", "markdown"), false)
  same("a program", draft("c.reply.lua", "lua"), false)
end

tests["health tells version and server"] = function()
  vim.cmd("checkhealth rifq")
  local said = text_of(0)
  assert(said:find("rifq %d+%.%d+") and not said:find("ERROR"), said)
end

local names = vim.tbl_keys(tests)
table.sort(names)
for _, name in ipairs(names) do
  local ok, message = xpcall(tests[name], debug.traceback)
  say((ok and "ok   " or "FAIL ") .. name .. (ok and "" or "\n" .. message))
  failures = failures + (ok and 0 or 1)
  for _, client in ipairs(vim.lsp.get_clients()) do
    if vim.fn.has("nvim-0.11") == 1 then
      client:stop(true)
    else
      client.stop(true)
    end
  end
  vim.wait(2000, function()
    return #vim.lsp.get_clients() == 0
  end, 20)
  vim.cmd("silent! %bwipeout! | silent! only")
end
say(("nvim: %d of %d passed"):format(#names - failures, #names))
vim.cmd(failures == 0 and "qall!" or "cquit 1")
