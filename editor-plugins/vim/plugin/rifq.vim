" rifq in Vim: tells the LSP client that is there (vim-lsp or yegappan/lsp) of the server; ALE finds ale_linters/reply/rifq.vim by itself.
if exists('g:loaded_rifq') || has('nvim')
  finish
endif
let g:loaded_rifq = 1

" The program with its arguments; file types; the server's settings (docs/lsp.md): let g:rifq_settings = #{uiLanguage: 'ar'}
let g:rifq_command = get(g:, 'rifq_command', ['rifq', 'lsp'])
let g:rifq_filetypes = get(g:, 'rifq_filetypes', ['reply'])
let g:rifq_settings = get(g:, 'rifq_settings', {})

augroup rifq
  autocmd!
  " A type of its own, so that not every Markdown file is read as a reply; it looks and feels like Markdown.
  autocmd BufNewFile,BufRead *.reply.md,*.reply.txt setlocal filetype=reply syntax=markdown linebreak
  autocmd User lsp_setup call s:vim_lsp()
  autocmd User LspSetup call s:yegappan()
augroup END

function! s:vim_lsp() abort
  call lsp#register_server(#{
    \ name: 'rifq',
    \ cmd: {_ -> g:rifq_command},
    \ allowlist: g:rifq_filetypes,
    \ languageId: {_ -> 'markdown'},
    \ initialization_options: g:rifq_settings,
    \ workspace_config: #{rifq: g:rifq_settings},
    \ })
endfunction

function! s:yegappan() abort
  call LspAddServer([#{
    \ name: 'rifq',
    \ filetype: g:rifq_filetypes,
    \ path: g:rifq_command[0],
    \ args: g:rifq_command[1:],
    \ initializationOptions: g:rifq_settings,
    \ workspaceConfig: #{rifq: g:rifq_settings},
    \ }])
endfunction
