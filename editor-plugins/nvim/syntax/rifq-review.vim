" The review of a reply.
syntax match rifqScore /^# .*/
syntax match rifqHeading /^## .*/
syntax match rifqError /^✗ \d\+/
syntax match rifqWarning /^! \d\+/
syntax match rifqHint /^[·?] \d*/
syntax match rifqGood /^✓/
syntax match rifqWrite /^ \+[→+] .*/
syntax match rifqRule /\[[a-z0-9-]\+\/[a-z0-9-]\+\]$/
highlight default link rifqScore Title
highlight default link rifqHeading Title
highlight default link rifqError DiagnosticError
highlight default link rifqWarning DiagnosticWarn
highlight default link rifqHint DiagnosticHint
highlight default link rifqGood DiagnosticOk
highlight default link rifqWrite String
highlight default link rifqRule Comment
