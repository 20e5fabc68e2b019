--- The review in a window of its own, and the suggested reply beside the draft.

local rifq = require("rifq")

local M = {}

local SIGNS = { error = "✗", warning = "!", hint = "·", info = "i" }

--- The review as lines, and the finding that each of them speaks of.
---@param report table the answer to rifq/review
---@return string[] lines, table<integer, table> findings
function M.lines(report)
  local lines, findings = {}, {}
  local score = type(report.score) == "number" and ("%d/100  %s"):format(report.score, report.band or "") or "too short to be scored"
  lines[1] = "# " .. score
  if type(report.cap) == "table" then
    lines[#lines + 1] = ("held at %d: %s"):format(report.cap.at, report.cap.reason)
  end
  local function heading(text)
    vim.list_extend(lines, { "", "## " .. text })
  end
  heading(("Findings (%d)"):format(#report.diagnostics))
  for _, finding in ipairs(report.diagnostics) do
    lines[#lines + 1] = ("%s %d: %s [%s]"):format(SIGNS[finding.severity] or "·", finding.range.start.line + 1, finding.message, finding.rule)
    findings[#lines] = finding
    for _, fix in ipairs(finding.fixes) do
      local adds = vim.iter(fix.edits):all(function(edit)
        return edit.start == edit["end"]
      end)
      lines[#lines + 1] = (adds and "    + " or "    → ") .. (fix.title ~= "" and fix.title:gsub("\n", " ") or "leave these words out")
      findings[#lines] = finding
    end
  end
  if #report.assessment.strengths > 0 then
    heading("What it does well")
    for _, strength in ipairs(report.assessment.strengths) do
      lines[#lines + 1] = "✓ " .. strength.message
    end
  end
  if #report.assessment.questions > 0 then
    heading("What the customer asked")
    for _, question in ipairs(report.assessment.questions) do
      lines[#lines + 1] = ("%s %s"):format(question.answered and "✓" or "?", (question.text:gsub("\n", " ")))
    end
  end
  heading("Score by category")
  for _, category in ipairs(report.categories) do
    if category.weight > 0 then
      local value = type(category.score) == "number" and ("%3.0f"):format(category.score) or "  –"
      lines[#lines + 1] = ("%s  %s"):format(value, category.id)
    end
  end
  return lines, findings
end

--- Opens the review beside the draft; Enter goes to the finding, q closes.
function M.review(buffer)
  rifq.request("rifq/review", buffer, function(report, draft)
    local lines, findings = M.lines(report)
    local window = vim.fn.bufwinid(draft)
    vim.cmd("botright vertical 60new")
    local own = vim.api.nvim_get_current_buf()
    vim.bo[own].buftype, vim.bo[own].bufhidden, vim.bo[own].swapfile = "nofile", "wipe", false
    vim.api.nvim_buf_set_lines(own, 0, -1, false, lines)
    vim.bo[own].filetype, vim.bo[own].modifiable = "rifq-review", false
    vim.wo.wrap, vim.wo.linebreak, vim.wo.number = true, true, false
    vim.keymap.set("n", "q", "<Cmd>close<CR>", { buffer = own })
    vim.keymap.set("n", "<CR>", function()
      local finding = findings[vim.fn.line(".")]
      if finding and vim.api.nvim_win_is_valid(window) then
        vim.api.nvim_set_current_win(window)
        M.go(draft, finding.span.start, report.offsets)
      end
    end, { buffer = own })
  end)
end

--- The row and column, from 0 and in bytes, of an offset from the start of a text.
---@param text string
---@param offset integer
---@param unit string what the offset counts: utf8, utf16 or utf32
---@return integer row, integer column
function M.place(text, offset, unit)
  local byte = offset
  if unit ~= "utf8" and vim.fn.has("nvim-0.11") == 1 then
    byte = vim.str_byteindex(text, unit == "utf16" and "utf-16" or "utf-32", offset, false)
  elseif unit ~= "utf8" then
    local ok, found = pcall(vim.str_byteindex, text, offset, unit == "utf16")
    byte = ok and found or #text
  end
  local before = text:sub(1, byte)
  local _, row = before:gsub("\n", "")
  return row, #before:match("[^\n]*$")
end

--- Moves the cursor to an offset of the server.
function M.go(buffer, offset, unit)
  local ending = vim.bo[buffer].fileformat == "dos" and "\r\n" or "\n"
  local lines = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
  local row, column = M.place(table.concat(lines, ending), offset, unit)
  vim.api.nvim_win_set_cursor(0, { row + 1, column })
end

--- Opens the suggested reply beside the draft, with their differences; `dp` and `do` move parts over.
function M.rewrite(buffer)
  rifq.request("rifq/rewrite", buffer, function(rewrite, draft)
    local all = vim.api.nvim_buf_get_lines(draft, 0, -1, false)
    local lines = vim.list_slice(all, 1, rewrite.range.start.line)
    vim.list_extend(lines, vim.split((rewrite.text:gsub("\r\n", "\n"):gsub("\n$", "")), "\n"))
    vim.cmd.diffthis()
    vim.cmd("rightbelow vertical new")
    local own = vim.api.nvim_get_current_buf()
    vim.bo[own].buftype, vim.bo[own].bufhidden, vim.bo[own].swapfile = "nofile", "wipe", false
    vim.api.nvim_buf_set_lines(own, 0, -1, false, lines)
    vim.bo[own].filetype = vim.bo[draft].filetype
    vim.bo[own].modified = false
    vim.cmd.diffthis()
    vim.keymap.set("n", "q", "<Cmd>diffoff! | close<CR>", { buffer = own })
  end)
end

return M
