-- For those who start servers with vim.lsp.enable("rifq") (Neovim 0.11): every markdown, text, mail and html file is a draft then.
-- The plugin itself does not need it, and reads only what looks like a draft.
return vim.tbl_extend("force", require("rifq").config(), {
  filetypes = require("rifq").options.filetypes,
  root_markers = { "rifq.toml", ".git" },
})
