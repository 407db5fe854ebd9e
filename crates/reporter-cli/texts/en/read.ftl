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
trouble-clock = Please note: the log is of { $day }, and that is later than this computer's clock. Is the clock right?
trouble-pruned = { $count ->
    [one] One old batch of answers has
   *[other] { $count } old batches of answers have
    } been cleared away already, as agreed.
check-failed = We could not look at this desk.
look-again = Feel free to look again now and then, for instance in a week.
