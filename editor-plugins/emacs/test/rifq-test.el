;;; rifq-test.el --- rifq.el with the real program -*- lexical-binding: t; -*-

;; RIFQ=/path/to/rifq emacs --batch -L emacs -l emacs/test/rifq-test.el -f ert-run-tests-batch-and-exit, from editor-plugins/.
;; What Emacs underlines and writes is held against what `rifq check' says of the same file.

;;; Code:

(unless (locate-library "eglot")
  ;; Debian's package of Eglot is not in the path of --batch.
  (setq package-directory-list '("/usr/share/emacs/site-lisp/elpa"))
  (package-initialize))
(require 'ert)
(require 'json)
(require 'rifq)

(defconst rifq-test-program (getenv "RIFQ"))
(defconst rifq-test-drafts
  (expand-file-name "../../test-drafts/" (file-name-directory (or load-file-name buffer-file-name))))

(setq rifq-command (list rifq-test-program "lsp")
      rifq-settings '(:debounce 0 :rest 0)
      eglot-sync-connect 30
      eglot-autoshutdown nil
      make-backup-files nil
      coding-system-for-read 'utf-8-unix
      coding-system-for-write 'utf-8-unix)

(defun rifq-test-cli (&rest arguments)
  "The output of the program with ARGUMENTS."
  (with-temp-buffer
    (apply #'call-process rifq-test-program nil '(t nil) nil arguments)
    (buffer-string)))

(defun rifq-test-report (file)
  "The report on FILE by the command line, in characters."
  (let ((json-array-type 'list) (json-object-type 'plist))
    (json-read-from-string (rifq-test-cli "check" file "--format" "json" "--fail-on" "never"))))

(defun rifq-test-until (what done)
  "Wait for DONE, which is called WHAT."
  (let ((end (+ (float-time) 30)))
    (while (not (funcall done))
      (when (> (float-time) end)
        (error "Waited in vain: %s" what))
      (accept-process-output nil 0.02)
      (sit-for 0))))

(defmacro rifq-test-with-draft (name &rest body)
  "Run BODY in a copy of the draft NAME, with `report' by the command line and `file'."
  (declare (indent 1))
  `(let* ((folder (make-temp-file "rifq" t))
          (file (expand-file-name ,name folder)))
     (copy-file (expand-file-name ,name rifq-test-drafts) file)
     (with-current-buffer (find-file-noselect file)
       (unwind-protect
           (let ((report (rifq-test-report file)))
             (should (derived-mode-p 'rifq-reply-mode))
             (switch-to-buffer (current-buffer))
             (apply #'eglot--connect (eglot--guess-contact))
             (rifq-test-until "the server" #'eglot-managed-p)
             (rifq-test-until "the score" (lambda () rifq--status))
             (flymake-start)
             (rifq-test-until "diagnostics" #'flymake-diagnostics)
             ,@body)
         (set-buffer-modified-p nil)
         (eglot-shutdown (eglot-current-server))
         (kill-buffer)
         (delete-directory folder t)))))

(defun rifq-test-marked (report)
  "Words and rules of REPORT that editors show."
  (sort (cl-loop for finding in (plist-get report :diagnostics)
                 unless (equal (plist-get finding :severity) "info")
                 collect (plist-get finding :text))
        #'string<))

(defun rifq-test-underlined ()
  "The words that are underlined in this buffer."
  (sort (cl-loop for one in (flymake-diagnostics)
                 collect (buffer-substring-no-properties (flymake-diagnostic-beg one) (flymake-diagnostic-end one)))
        #'string<))

(defun rifq-test-finding (report rule)
  "The finding of RULE in REPORT."
  (cl-find rule (plist-get report :diagnostics) :key (lambda (one) (plist-get one :rule)) :test #'equal))

(defun rifq-test-fixed (file fix)
  "The text of FILE with FIX, whose offsets are bytes."
  (with-temp-buffer
    (set-buffer-multibyte nil)
    (let ((coding-system-for-read 'no-conversion))
      (insert-file-contents-literally file))
    (dolist (edit (reverse (plist-get fix :edits)))
      (delete-region (1+ (plist-get edit :start)) (1+ (plist-get edit :end)))
      (goto-char (1+ (plist-get edit :start)))
      (insert (encode-coding-string (plist-get edit :text) 'utf-8)))
    (decode-coding-string (buffer-string) 'utf-8)))

(defun rifq-test-columns-and-fix (name words)
  "In the draft NAME, WORDS are underlined, and a code action mends them."
  (rifq-test-with-draft name
    (let* ((finding (rifq-test-finding report "negative/cannot"))
           (fix (car (plist-get finding :fixes)))
           (wanted (rifq-test-fixed file fix)))
      (should (equal (rifq-test-underlined) (rifq-test-marked report)))
      (should (string-prefix-p words (plist-get finding :text)))
      (goto-char (point-min))
      (search-forward words)
      (goto-char (match-beginning 0))
      (let ((last-nonmenu-event t))
        (cl-letf (((symbol-function 'completing-read)
                   (lambda (_prompt items &rest _)
                     (car (cl-find (plist-get fix :title) items
                                   :key #'car :test (lambda (title item) (string-search title item)))))))
          (eglot-code-actions (point) (point) "quickfix" t)))
      (should (equal (buffer-string) wanted)))))

(ert-deftest rifq-english ()
  (rifq-test-columns-and-fix "en.reply.md" "we cannot change the address"))

(ert-deftest rifq-arabic ()
  (rifq-test-columns-and-fix "ar.reply.md" "لا يمكنني إرجاع المبلغ"))

(ert-deftest rifq-score-in-the-mode-line ()
  (rifq-test-with-draft "en.reply.md"
    (should (equal (rifq-score) (format "rifq %d %s" (plist-get report :score) (plist-get report :band))))))

(ert-deftest rifq-review-goes-to-the-right-place ()
  (rifq-test-with-draft "ar.reply.md"
    (let ((draft (current-buffer)))
      (rifq-review)
      (with-current-buffer "*rifq review*"
        (should (string-prefix-p (format "%d/100" (plist-get report :score)) (buffer-string)))
        (goto-char (point-min))
        (search-forward "negative/cannot")
        (rifq-review-go))
      (should (eq (window-buffer) draft))
      (with-current-buffer draft
        (should (looking-at-p "لا يمكنني"))))))

(ert-deftest rifq-places-in-all-units ()
  (with-temp-buffer
    (insert "é👍\nلَا")
    (should (equal (mapcar (lambda (offset) (rifq--position offset "utf8")) '(0 2 6 7 9 99)) '(1 2 3 4 5 7)))
    (should (equal (mapcar (lambda (offset) (rifq--position offset "utf16")) '(0 1 3 4 5 99)) '(1 2 3 4 5 7)))
    (should (equal (mapcar (lambda (offset) (rifq--position offset "utf32")) '(0 1 2 3 4 99)) '(1 2 3 4 5 7)))))

(ert-deftest rifq-suggestion-is-that-of-the-command-line ()
  (rifq-test-with-draft "ar.reply.md"
    (let ((text (with-current-buffer (rifq-suggestion) (buffer-string))))
      (should (equal text (rifq-test-cli "rewrite" file))))))

(ert-deftest rifq-typing-is-checked ()
  (rifq-test-with-draft "en.reply.md"
    (goto-char (point-min))
    (insert "👍 ")
    (search-forward "we cannot change the address")
    (replace-match "I will change the address today" t t)
    (eglot--signal-textDocument/didChange)
    (let ((version (plist-get rifq--status :version)))
      (rifq-test-until "a newer review" (lambda () (> (plist-get rifq--status :version) version)))
      (let ((after (append (plist-get (rifq--ask :rifq/review) :diagnostics) nil)))
        (should-not (cl-find "negative/cannot" after :key (lambda (one) (plist-get one :rule)) :test #'equal))))))

(ert-deftest rifq-a-new-reply-and-its-blanks ()
  (let* ((folder (make-temp-file "rifq" t))
         (file (expand-file-name "new.reply.md" folder)))
    (unwind-protect
        (progn
          (rifq-new-reply file "chat" "Where \"is\" it? C:\\x")
          (should (derived-mode-p 'rifq-reply-mode))
          (should (search-backward "Where \\\"is\\\" it? C:\\\\x\"\"\"" nil t))
          (goto-char (point-max))
          (insert "I will write by {time}.")
          (rifq-next-blank)
          (should (equal (buffer-substring (region-beginning) (region-end)) "{time}")))
      (set-buffer-modified-p nil)
      (kill-buffer)
      (delete-directory folder t))))

;;; rifq-test.el ends here
