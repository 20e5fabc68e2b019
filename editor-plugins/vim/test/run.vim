" RIFQ=/path/to/rifq RIFQ_RESULTS=vim.log vim -u vim/test/vimrc -es -S vim/test/run.vim, from
" editor-plugins/: what ALE marks is what `rifq check` marks.
let s:failed = 0

function! s:say(text) abort
  call writefile(split(a:text, "\n"), $RIFQ_RESULTS, 'a')
endfunction

function! s:wait(what, done) abort
  for l:time in range(600)
    if a:done()
      return 1
    endif
    sleep 50m
  endfor
  call s:say('waited in vain: ' .. a:what)
  return 0
endfunction

" Words of a line from one column to another, in bytes from 1.
function! s:words(item) abort
  return strpart(getline(a:item.lnum), a:item.col - 1, a:item.end_col - a:item.col + 1)
endfunction

for s:name in ['en', 'ar']
  let s:file = tempname() .. '.' .. s:name .. '.reply.md'
  call writefile(readfile('test-drafts/' .. s:name .. '.reply.md', 'b'), s:file, 'b')
  let s:report = json_decode(system(shellescape($RIFQ) .. ' check ' .. s:file .. ' --format json --fail-on never'))
  execute 'edit' s:file
  call ale#Queue(0)
  let s:buffer = bufnr('')
  call s:wait('findings', {-> !empty(get(get(g:ale_buffer_info, s:buffer, {}), 'loclist', []))})
  let s:shown = sort(map(copy(get(get(g:ale_buffer_info, s:buffer, {}), 'loclist', [])), {_, item -> s:words(item)}))
  let s:wanted = sort(map(filter(copy(s:report.diagnostics), {_, one -> one.severity isnot 'info'}), {_, one -> one.text}))
  if s:shown == s:wanted && !empty(s:wanted)
    call s:say('ok   ' .. s:name .. ': ' .. len(s:wanted) .. ' findings at the right words')
  else
    call s:say('FAIL ' .. s:name .. "\n  shown  " .. string(s:shown) .. "\n  wanted " .. string(s:wanted))
    let s:failed += 1
  endif
endfor
call s:say('vim: ' .. (2 - s:failed) .. ' of 2 passed')
execute s:failed ? 'cquit' : 'qall!'
