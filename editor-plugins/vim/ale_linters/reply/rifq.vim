" ALE takes the columns of servers for bytes, which marks the wrong words behind Arabic and emoji. So it runs `rifq check`, whose places are bytes.
call ale#linter#Define('reply', #{
  \ name: 'rifq',
  \ executable: g:rifq_command[0],
  \ command: {buffer -> ale_linters#reply#rifq#Command(buffer)},
  \ callback: 'ale_linters#reply#rifq#Findings',
  \ })

function! ale_linters#reply#rifq#Command(buffer) abort
  let l:language = has_key(g:rifq_settings, 'uiLanguage') ? ' --ui-lang ' .. ale#Escape(g:rifq_settings.uiLanguage) : ''
  return '%e check - --stdin-filename %s --format jsonl --min-severity hint --fail-on never' .. l:language
endfunction

function! ale_linters#reply#rifq#Findings(buffer, lines) abort
  let l:found = []
  let l:types = #{error: 'E', warning: 'W', hint: 'I'}
  for l:report in map(filter(copy(a:lines), {_, line -> line[0] is# '{'}), {_, line -> json_decode(line)})
    for l:one in get(l:report, 'diagnostics', [])
      let l:fixes = map(copy(l:one.fixes), {_, fix -> '→ ' .. fix.title})
      let [l:line, l:column] = s:place(a:buffer, l:one.span.start)
      let [l:end, l:past] = s:place(a:buffer, l:one.span.end)
      call add(l:found, #{
        \ lnum: l:line,
        \ col: l:column,
        \ end_lnum: l:end,
        \ end_col: l:past - 1,
        \ type: get(l:types, l:one.severity, 'I'),
        \ code: l:one.rule,
        \ text: l:one.message,
        \ detail: join([l:one.message, '', l:one.why, ''] + l:fixes, "\n"),
        \ })
    endfor
  endfor
  return l:found
endfunction

" Line and column, from 1 and in bytes, of an offset from the start of the text, in which every line ends with one byte.
function! s:place(buffer, offset) abort
  let l:rest = a:offset
  let l:number = 1
  for l:line in getbufline(a:buffer, 1, '$')
    if l:rest <= len(l:line)
      break
    endif
    let l:rest -= len(l:line) + 1
    let l:number += 1
  endfor
  return [l:number, l:rest + 1]
endfunction
