## Reading (check)

code-ask = Type your case code (twelve words; what you type is not shown):
code-corrected = We read word { $number } as { $word }.
code-corrected-ask = Is that right? If not, the code is asked for once more.
err-code-corrected = Then one of the words was typed in another way.
rec-code-corrected = Look at the words again, and type them in full.
mailbox-of = Your mailbox at { $name }
mailbox-empty = Nothing was found. That may be right: a new report is in the log only after an hour or two, and an answer can take days. But the case code may also be wrong: a slip is noticed nearly always, not always. Please look at the words again.
answers-until = The desk's answers are here up to and including { $day }.
answers-not-yet = The desk has not published any answers yet.
letters-heading = What you sent
letter-proof = Your letter of { $day } is entry { $entry } of the public log, { $witnesses }; { $held }.
letter-confirmed = { $count ->
    [one] confirmed by { $count } witness
   *[other] confirmed by { $count } witnesses
    }
letter-no-witness = without an independent witness yet
letter-short = confirmed by too few witnesses ({ $count } of { $quorum })
letter-held = the desk has it
letter-not-held = the desk has not said yet that it has it
messages-heading = What the desk answered
messages-none = There is no answer yet.
message-from = Message { $number } of { $day }:
message-unfinished = (This message is not complete yet: parts of it are missing.)
message-unreadable = On { $day } an answer came that this program does not understand. Perhaps there is a newer version.
status-is = Status ({ $day }): { $status }
status-received = Received
status-acknowledged = Receipt acknowledged
status-assessing = Under assessment
status-question = We have a question for you
status-handling = Being handled
status-investigating = Under investigation
status-on-hold = Being handled, with an explanation
status-referred = Referred
status-transferred = Transferred
status-feedback = Feedback given
status-closed = Concluded
status-aftercare = Concluded – we stay in touch
status-withdrawn = Withdrawn
status-reopened = Being handled again
acknowledge-by = You will get an acknowledgement on or before { $day }.
feedback-by = You will get feedback on or before { $day }.
overdue = That day has passed. You may remind the desk of it, or turn to the Whistleblowers Authority (Huis voor Klokkenluiders).

trouble-gap = Please note: answer { $number } is missing. It may be older than what is kept. Ask the desk about it.
trouble-repeat = Please note: there are two different answers with number { $number }. That should not be. Ask the desk about it.
trouble-link = Please note: answer { $number } does not follow from the one before. That should not be. Ask the desk about it.
trouble-stale = Please note: the log is of { $day }. There may be news that we cannot see yet.
trouble-cards = Please note: too few witnesses confirm that this is the newest key card of the desk. You may be seeing an old one. Look again later.
trouble-replies = Please note: too few witnesses confirm that all of the desk's answers are here. Some may be kept back. Look again later, or ask the desk by another way.
trouble-letters = Please note: too few witnesses confirm that this is all of the public log. A letter of yours may be missing here although it was accepted. Look again later.
trouble-clock = Please note: the log is of { $day }, and that is later than this computer's clock. Is the clock right?
trouble-pruned = { $count ->
    [one] One old batch of answers has
   *[other] { $count } old batches of answers have
    } been cleared away already, as agreed.
check-failed = We could not look at this desk.
look-again = Feel free to look again now and then, for instance in a week.

board-none = The desk has not published a board of its terms yet.
board-refused = Please note: the board that the server gives is not signed by the desk as it must be, or contradicts itself. Do not believe it, and tell an auditor.
board-unlisted = Your case is not on the desk's board of { $day }. That is normal: a case comes onto it when it is closed or overdue, and lines wait until at least five can go out together.
board-overdue = Please note: by the desk's board of { $day } the day for { $term } had passed, and your case is not on it. Lines may wait until at least five can go out together. If that lasts, tell an auditor: nobody but you can see that your case is missing.
board-agrees = The desk's public board { $number } of { $day } says of your case what you see here.
board-partial = The desk's public board { $number } of { $day } says nothing else of your case than what you see here. A part lies further back than what is still kept, so it cannot be compared.
board-differs = Please note: the desk's public board { $number } of { $day } says something else of your case than what you see here:
board-received = the board says that your case came in the week of { $board }; the log has your first letter in the week of { $log }.
board-week = { $term }: the board says { $said }; you got it on { $sent }.
board-nothing = { $term }: the board says { $said }; nothing of it is here.
board-word = { $term }: the board says { $said }; the last day for it was { $due }.
board-differs-means = The desk signed this board, and it stays. If the log has all answers up to that week, the desk tells the public something that is not true of you. Ask the desk, or tell an auditor. But think first: whoever says which line is theirs shows that they are the reporter.
board-term-acknowledgement = the acknowledgement
board-term-feedback = the feedback
board-said-open = that it was not due yet
board-said-overdue = that it was overdue and not sent
board-said-withdrawn = that you withdrew before it was sent
board-said-kept = that it was sent in the week of { $week }, in time
board-said-late = that it was sent in the week of { $week }, too late

## Proving (prove)

prove-which = Which of your letters do you want to prove?
prove-letter = { $name }: letter of { $day }, entry { $entry } of the public log
prove-warning = This file proves to anyone that its holder knows which entry of the public log is a letter: that you were in contact with the desk. It does not open your case and does not say what you wrote. If you do not need it, do not make it; the case code can make it again as long as the letter is in the log that is downloaded. Do you want the file?
prove-written = The proof is in { $file }. Keep it where nobody finds it.
prove-check = Who checks it needs the file and the desk's fingerprint, from the desk's poster and not from you: { $fingerprint }. They check it with `bellrope-audit receipt`.
prove-no-witness = No independent witness watches the log yet. So only the server says when your letter was logged.
prove-not = No file was written.
