--- Starts rifq for drafts, and the command :Rifq.

if vim.g.loaded_rifq or vim.fn.has("nvim-0.10") == 0 then
  return
end
vim.g.loaded_rifq = true

local group = vim.api.nvim_create_augroup("rifq", {})

vim.api.nvim_create_autocmd("FileType", {
  group = group,
  desc = "rifq reads drafts of replies",
  callback = function(event)
    if require("rifq").is_draft(event.buf) then
      require("rifq").start(event.buf)
    end
  end,
})

vim.api.nvim_create_autocmd("BufWipeout", {
  group = group,
  callback = function(event)
    require("rifq").statuses[event.buf] = nil
  end,
})

local commands = {
  check = { "rifq", "check" },
  fix = { "rifq", "fix" },
  restart = { "rifq", "restart" },
  review = { "rifq.coach", "review" },
  rewrite = { "rifq.coach", "rewrite" },
}

vim.api.nvim_create_user_command("Rifq", function(call)
  local command = commands[call.args == "" and "review" or call.args]
  if command then
    require(command[1])[command[2]]()
  else
    vim.notify("Rifq: there is no command " .. call.args, vim.log.levels.ERROR)
  end
end, {
  nargs = "?",
  desc = "rifq: check, fix, restart, review or rewrite",
  complete = function(lead)
    return vim.iter(vim.tbl_keys(commands))
      :filter(function(name)
        return vim.startswith(name, lead)
      end)
      :totable()
  end,
})
