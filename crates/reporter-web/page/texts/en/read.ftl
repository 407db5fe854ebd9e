## Coming back

return-title = Read the answer
return-downloading =
    First we fetch what everybody fetches. So nobody can see which report is yours.
    Then we ask for your case code. It stays on your device.
return-failed = We could not look at { $name }.
downloaded = Everything was fetched. You can type your case code.
code-ask = Type your case code
h-code = Twelve words. Capitals, hyphens and accents do not matter. The first four letters of each word are enough. The code stays on your device.
code-right = This code is right.
code-count = { $found ->
    [one] We now read { $found } word of the twelve.
   *[other] We now read { $found } words of the twelve.
    }
code-corrected = You typed almost a right code. We read:
code-corrected-ask = Is that right? Then open your mailbox. If not, look at the words again.
return-open = Open my mailbox
lost-title = Have you lost your code?
lost =
    Then nobody can find it again, not even we.
    You can report again. At the question ‘Have you reported this before?’, say roughly when that was and what it was about. Then the desk can look at your reports together.
mailbox-title = Your mailbox
mailbox-empty =
    Nothing was found.
    That may be right: a new report is in the log only after an hour or two, and an answer can take days.
    But the case code may also be wrong. A slip is noticed nearly always, not always. Please look at the words again.
mailbox-other-code = Type the code again
look-again = Feel free to look again now and then, for instance in a week.
answers-until = The desk’s answers are here up to and including { $day }.
answers-not-yet = The desk has not published any answers yet.
status-on = Status on { $day }
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
messages-heading = What the desk answered
messages-none = There is no answer yet.
messages-removed = You took the messages out of this view.
message-from = Message { $number } of { $day }
message-unfinished = (This message is not complete yet: parts of it are missing.)
remove-title = Take the messages out of view
remove-hint = Somebody may look at your screen later. You take the messages away here, on this screen. With your case code you can read them again later.
remove-do = Take the messages away
letters-heading = What you sent
letters-none = Your letters are not in the log yet, or are older than what is kept.
letter-proof = Your letter of { $day } is entry { $entry } of the public log, { $witnesses }; { $held }.
letter-met = { $count ->
    [one] confirmed by { $count } witness
   *[other] confirmed by { $count } witnesses
    }
letter-none = without an independent witness yet
letter-short = confirmed by too few witnesses ({ $count } of { $quorum })
letter-held = the desk has it
letter-not-held = the desk has not said yet that it has it
proof-title = What does this mean?
proof =
    Each message gets a line in a public log. That line holds a mark of your message, not what it says. Only your device and the desk see that this line is yours.
    Witnesses are others who watch the log. If a line is taken out or changed, that is noticed.
    You cannot read here what you wrote. Nobody can, not even with your case code.
proof-body = Mark of the letter (SHA-256):
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
fault-gap = { $count ->
    [one] Please note: answer { $first } is missing. It may be older than what is kept. Ask the desk about it.
   *[other] Please note: answers { $first } to { $last } are missing. They may be older than what is kept. Ask the desk about it.
    }
fault-repeat = Please note: there are two different answers with number { $number }. That should not be. Ask the desk about it.
fault-link = Please note: answer { $number } does not follow from the one before. That should not be. Ask the desk about it.
fault-unreadable = On { $day } an answer came that this page does not understand. Perhaps there is a newer version.
warn-no-witness = Please note: no independent witness watches this desk’s log yet.
warn-stale = Please note: the log is of { $day }. There may be news that we cannot see yet.
warn-clock = Please note: the log is of { $day }, and that is later than this device’s clock. Is the clock right?
warn-cards = Please note: too few witnesses confirm that this is the newest key card of the desk ({ $have } of { $needed }). You may be seeing an old one. Look again later.
warn-replies = Please note: too few witnesses confirm that all of the desk’s answers are here ({ $have } of { $needed }). Some may be kept back. Look again later, or ask the desk by another way.
warn-pruned = { $count ->
    [one] One old batch of answers has
   *[other] { $count } old batches of answers have
    } been cleared away already, as agreed.

## Writing again

reply-title = Write a message
reply-text = What else do you want to tell the desk?
h-reply = You need not answer. Do not write anything that could reveal you, unless you want to.
reply-next = On to sending
withdraw-title = Withdraw your report
reply-withdraw = Would you like to say why? You need not.
reply-withdraw-note = The desk gets your request and will tell you what happens then. You may also ask to erase what you wrote. What is in the log stays there; nobody can read from it what you wrote.
withdraw-next = Withdraw: on to sending

## Questions apart from the report

answer-evaluation-offer = Say how it went: three questions
answer-evaluation = How did it go?
answer-evaluation-note = You may skip each question. Your answers are added to those of others and not kept with your case. Until there are enough of them, the desk shows nothing. Who opens the post at the desk can read them.
answer-diversity = Something about yourself
answer-diversity-offer = May we ask something about yourself? You need not answer. The answer goes apart from your report, under a code of its own that is thrown away at once. Only the moment can give something away.
answer-diversity-do = Go to the question
answer-diversity-note = The desk adds the answers up. It never puts them beside a unit or a report, and says nothing of them until enough people answered.
answer-q-again = Would you report again?
answer-q-safe = Did you feel safe?
answer-q-clear = Was it clear?
answer-q-gender = Are you a woman, a man, or other?
answer-is-yes = Yes
answer-is-partly = A little
answer-is-no = No
answer-is-woman = Woman
answer-is-man = Man
answer-is-other = Other
answer-is-unsaid = I would rather not say
answer-next = On to sending
need-answer = Give an answer, or go back.
