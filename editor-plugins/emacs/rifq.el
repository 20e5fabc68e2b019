;;; rifq.el --- Coach for support replies, in Arabic and English -*- lexical-binding: t; -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))
;; Keywords: convenience, wp, i18n
;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; rifq reads a support reply while you type it: it underlines what will land
;; badly, says why, and offers a better sentence.  This package starts its
;; language server through Eglot for drafts of replies (`rifq-reply-mode'),
;; shows the score in the mode line, the review in a buffer (`rifq-review'),
;; and the suggested reply beside the draft (`rifq-rewrite').
;;
;;   (require 'rifq)
;;
;; Then open a file called something.reply.md, or say M-x rifq-new-reply.

;;; Code:

(require 'cl-lib)
(require 'eglot)
(require 'subr-x)

(defgroup rifq nil
  "Coach for support replies."
  :group 'tools
  :prefix "rifq-")

(defcustom rifq-command '("rifq" "lsp")
  "The program with its arguments."
  :type '(repeat string))

(defcustom rifq-settings nil
  "The server's settings as a property list, see docs/lsp.md.
For messages in Arabic: (:uiLanguage \"ar\")."
  :type '(plist :key-type symbol :value-type sexp))

(defcustom rifq-start-automatically t
  "Whether drafts are read as soon as they are opened."
  :type 'boolean)

(defvar-local rifq--status nil
  "What the server last said of this draft.")

(defvar rifq-reply-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "C-c C-a") #'eglot-code-actions)
    (define-key map (kbd "C-c C-f") #'rifq-fix-all)
    (define-key map (kbd "C-c C-b") #'rifq-next-blank)
    (define-key map (kbd "C-c C-v") #'rifq-review)
    (define-key map (kbd "C-c C-w") #'rifq-rewrite)
    map)
  "Keys of drafts.")

(defun rifq--directions ()
  "Have each line of this buffer run the way its first letters run."
  (setq-local bidi-paragraph-direction nil
              bidi-paragraph-start-re "^"
              bidi-paragraph-separate-re "^")
  (visual-line-mode))

;;;###autoload
(define-derived-mode rifq-reply-mode text-mode "Reply"
  "Mode for drafts of support replies, which rifq reads.
\\{rifq-reply-mode-map}"
  (rifq--directions)
  (add-to-list 'mode-line-misc-info '(rifq--status (" " (:eval (rifq-score)))))
  (when (and rifq-start-automatically (not noninteractive))
    (rifq-start)))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.reply\\.\\(?:md\\|txt\\)\\'" . rifq-reply-mode))

(defun rifq--contact (&rest _)
  "Return what Eglot starts: `rifq-command' with `rifq-settings'."
  (append rifq-command
          (when rifq-settings (list :initializationOptions rifq-settings))))

(add-to-list 'eglot-server-programs
             '(((rifq-reply-mode :language-id "markdown")
                (message-mode :language-id "mail")
                (mail-mode :language-id "mail"))
               . rifq--contact))

;;;###autoload
(defun rifq-start ()
  "Have rifq read this buffer; it must visit a file.
May also stand in `message-mode-hook'."
  (interactive)
  (if (executable-find (car rifq-command))
      (if (called-interactively-p 'any)
          (call-interactively #'eglot)
        (eglot-ensure))
    (message "rifq: `%s' was not found; install it, or set `rifq-command'" (car rifq-command))))

;;;###autoload
(defun rifq-new-reply (file channel customer)
  "Open FILE as the draft of a reply by CHANNEL to what CUSTOMER wrote."
  (interactive
   (list (read-file-name "Draft (something.reply.md): ")
         (completing-read "Channel: " '("email" "chat" "message" "sms" "social" "review" "forum") nil t)
         (read-string "What did the customer write? " (and kill-ring (current-kill 0 t)))))
  (find-file file)
  (when (= (buffer-size) 0)
    (insert (format "+++\nchannel = %S\n" channel)
            (if (string-blank-p customer) ""
              (format "\n[[thread]]\nrole = \"customer\"\ntext = \"\"\"\n%s\"\"\"\n"
                      (replace-regexp-in-string "[\\\"]" "\\\\\\&" (string-trim customer))))
            "+++\n")
    (save-buffer))
  (unless (derived-mode-p 'rifq-reply-mode)
    (rifq-reply-mode)))

;;; What the server says of a draft

(cl-defmethod eglot-handle-notification (_server (_method (eql rifq/status)) &rest status)
  "Keep STATUS for the mode line."
  (when-let* ((path (rifq--path (plist-get status :uri)))
              (buffer (find-buffer-visiting path)))
    (with-current-buffer buffer
      (setq rifq--status status)
      (force-mode-line-update))))

(defun rifq--path (uri)
  "The file of URI."
  (funcall (if (fboundp 'eglot-uri-to-path) 'eglot-uri-to-path 'eglot--uri-to-path) uri))

(defun rifq-score ()
  "The score of this draft in a few words; empty where there is none."
  (if rifq--status
      (format "rifq %s%s"
              (or (plist-get rifq--status :score) "–")
              (if-let* ((band (or (plist-get rifq--status :bandName) (plist-get rifq--status :band))))
                  (concat " " band)
                ""))
    ""))

(defun rifq--ask (method)
  "Ask the server METHOD about this draft."
  (let ((server (eglot-current-server)))
    (unless server
      (user-error "Rifq does not read this buffer; M-x rifq-start"))
    (eglot--signal-textDocument/didChange)
    (jsonrpc-request server method (list :textDocument (eglot--TextDocumentIdentifier)))))

(defun rifq--score-line (report)
  "The score of REPORT."
  (let ((cap (plist-get report :cap)))
    (concat (if-let* ((score (plist-get report :score)))
                (format "%d/100  %s" score (or (plist-get report :band) ""))
              "too short to be scored")
            (when cap (format "\nheld at %d: %s" (plist-get cap :at) (plist-get cap :reason)))
            "\n")))

;;; The review

(defvar-local rifq--draft nil
  "The draft that a review is about.")

(defvar-local rifq--unit nil
  "What the places of a review count: utf8, utf16 or utf32.")

(defun rifq--position (offset unit)
  "The place in this buffer that is OFFSET of UNIT from its start."
  (save-excursion
    (save-restriction
      (widen)
      (goto-char (point-min))
      (pcase unit
        ("utf8" (goto-char (or (byte-to-position (1+ offset)) (point-max))))
        ("utf16" (while (and (> offset 0) (not (eobp)))
                   (setq offset (- offset (if (> (char-after) #xffff) 2 1)))
                   (forward-char)))
        (_ (forward-char (min offset (- (point-max) (point))))))
      (point))))

(define-derived-mode rifq-review-mode special-mode "Review"
  "Mode of reviews: RET goes to a finding."
  (rifq--directions))

(define-key rifq-review-mode-map (kbd "RET") #'rifq-review-go)

(defun rifq--insert-finding (finding)
  "Insert FINDING with what to write instead."
  (let ((start (point))
        (face (pcase (plist-get finding :severity) ("error" 'error) ("warning" 'warning) (_ 'shadow))))
    (insert (propertize "● " 'face face) (plist-get finding :message)
            (propertize (format " [%s]\n" (plist-get finding :rule)) 'face 'shadow)
            "  " (plist-get finding :text) "\n")
    (cl-loop for fix across (plist-get finding :fixes)
             for title = (plist-get fix :title)
             for adds = (cl-every (lambda (edit) (eql (plist-get edit :start) (plist-get edit :end))) (plist-get fix :edits))
             do (insert (propertize (format "  %s %s\n" (if adds "+" "→") (if (string-empty-p title) "leave these words out" title))
                                    'face 'success)))
    (insert "\n")
    (add-text-properties start (point) (list 'rifq-place (plist-get (plist-get finding :span) :start)))))

(defun rifq--heading (text)
  "Insert TEXT as a heading."
  (insert "\n" (propertize text 'face 'bold) "\n"))

(defun rifq-review ()
  "Show score, findings, strengths and open questions of this draft."
  (interactive)
  (let* ((report (rifq--ask :rifq/review))
         (assessment (plist-get report :assessment))
         (draft (current-buffer)))
    (with-current-buffer (get-buffer-create "*rifq review*")
      (rifq-review-mode)
      (setq rifq--draft draft
            rifq--unit (plist-get report :offsets))
      (let ((inhibit-read-only t))
        (erase-buffer)
        (insert (propertize (rifq--score-line report) 'face 'bold))
        (rifq--heading (format "Findings (%d)" (length (plist-get report :diagnostics))))
        (mapc #'rifq--insert-finding (plist-get report :diagnostics))
        (rifq--heading "What it does well")
        (cl-loop for strength across (plist-get assessment :strengths)
                 do (insert "✓ " (plist-get strength :message) "\n"))
        (rifq--heading "What the customer asked")
        (cl-loop for question across (plist-get assessment :questions)
                 do (insert (if (eq (plist-get question :answered) t) "✓ " "? ") (plist-get question :text) "\n"))
        (rifq--heading "Score by category")
        (cl-loop for category across (plist-get report :categories)
                 for score = (plist-get category :score)
                 unless (zerop (plist-get category :weight))
                 do (insert (if score (format "%3d" score) "  –") "  " (plist-get category :id) "\n"))
        (goto-char (point-min)))
      (display-buffer (current-buffer)))))

(defun rifq-review-go ()
  "Go to the finding at point."
  (interactive)
  (let ((place (get-text-property (point) 'rifq-place))
        (unit rifq--unit))
    (unless (and place (buffer-live-p rifq--draft))
      (user-error "There is no finding here"))
    (pop-to-buffer rifq--draft)
    (goto-char (rifq--position place unit))))

;;; The suggested reply

(defun rifq--suggested (rewrite)
  "This buffer's text with the draft as REWRITE has it."
  (let* ((range (plist-get rewrite :range))
         (start (eglot--lsp-position-to-point (plist-get range :start)))
         (end (eglot--lsp-position-to-point (plist-get range :end))))
    (save-restriction
      (widen)
      (concat (buffer-substring-no-properties (point-min) start)
              (plist-get rewrite :text)
              (buffer-substring-no-properties end (point-max))))))

(defun rifq-suggestion ()
  "Make a buffer with the suggested reply and return it."
  (let ((text (rifq--suggested (rifq--ask :rifq/rewrite))))
    (with-current-buffer (get-buffer-create (format "*rifq suggestion: %s*" (buffer-name)))
      (erase-buffer)
      (insert text)
      (text-mode)
      (rifq--directions)
      (current-buffer))))

(defun rifq-rewrite ()
  "Compare this draft with the suggested reply: Ediff takes over what you choose."
  (interactive)
  (ediff-buffers (current-buffer) (rifq-suggestion)))

(defun rifq-fix-all ()
  "Apply all suggestions that cannot change what is said."
  (interactive)
  (eglot-code-actions (point-min) (point-max) "source.fixAll.rifq" t))

(defun rifq-next-blank ()
  "Mark the next {blank}, so that typing fills it."
  (interactive)
  (if (or (re-search-forward "{[^{}\n]+}" nil t)
          (progn (goto-char (point-min)) (re-search-forward "{[^{}\n]+}" nil t)))
      (progn
        (set-mark (match-beginning 0))
        (setq-local delete-selection-mode t)
        (activate-mark))
    (message "There are no blanks")))

(provide 'rifq)

;;; rifq.el ends here
