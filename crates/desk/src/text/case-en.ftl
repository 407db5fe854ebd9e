# Work on cases: what the program says.

err-move = a case cannot go from { $from } to { $to }
rec-move = { $from } may be followed by: { $next }
err-move-reason = this needs a reason
rec-move-reason = give it with --reason
err-unit-too-long = the name of the unit is { $bytes } bytes; at most 400
err-code = { $code } is not on the list ({ $kind })
rec-code = choose one of { $codes }
err-reason-too-long = the reason is { $bytes } bytes; at most { $most }

err-only-by-deletion = destruction goes by retention, not by status
move-waits = Proposed ({ $id }). Somebody else of the team has to approve it; until then the status stays as it is.
moved = Status: { $status }.
moved-told = Status: { $status }. After the next batch, the reporter sees: { $seen }.
classified = Noted.

## The case

show-kind-of-contact = Kind of contact: { $kind }
show-identity = Known as: { $identity }
show-on-behalf = Reported on behalf of someone else.
show-categories = Categories: { $categories }
show-misstand = Wrongdoing (Wbk): { $misstand }
show-urgency = Urgency: { $urgency }
show-route = Route: { $route }
show-outcome = Outcome: { $outcome }
show-part = Part of the organisation: { $part }
show-unit = Unit: { $unit }
show-history = History:
show-past = { $day }: { $status }
show-past-reason = { $day }: { $status } (reason: { $reason })
show-wants-out = The reporter wants to withdraw. Only a caseworker does it: status { $number } withdrawn --reason …

## Notes, tasks, drafts

err-only-by-feedback = feedback is given by sending it
rec-only-by-feedback = make it with draft CASE feedback and send it with send CASE feedback
err-note-empty = the note is empty
err-note-too-long = the note is { $bytes } bytes; at most { $most }
err-no-task = there is no open task { $task }
err-task-too-long = the task is { $bytes } bytes; at most { $most }
err-fields = the template lacks: { $fields }
rec-fields = give each field with --field NAME=VALUE; what may be left out, with --leave-out NAME
err-feedback-free = feedback is made from its template only, with assessment and follow-up
rec-feedback-free = give assessment, follow-up and reason with --field
err-configuration = the configuration is wrong
err-field-form = { $field } is no NAME=VALUE, or the value does not fit the field
rec-field-form = days are written as 2026-11-24, months as a number
err-day = { $text } is no day
rec-day = write the day as 2026-11-24
note-added = Note kept. The reporter never sees it.
task-set = Task { $task } set, before { $day }.
task-ended = Task ended.
tasks-empty = There are no open tasks.
tasks-line = { $day }  { $case }  task { $task }  { $sort }  { $whose }
task-sort-contact = contact
task-sort-interview = interview
task-sort-decision = decision
task-sort-aftercare = aftercare
task-sort-other = other
show-note = NOTE by { $by }, { $day } (for the team only)
show-task-open = Task { $task } before { $day }: { $sort } ({ $whose })
show-task-done = Task { $task }: { $sort }, done on { $day }
show-task-skipped = Task { $task }: { $sort }, SKIPPED on { $day }
show-draft-of = Draft: { $kind } (look: preview { $number } { $code }; send: send { $number } { $code })
draft-free = own words
draft-kept = Draft kept. To send it: send { $number } { $code }
draft-dropped = Draft thrown away.
preview-parts = { $parts ->
    [one] This becomes 1 reply.
   *[other] This becomes { $parts } replies.
}
preview-moves = The case then gets the status: { $status }.
configured = Kept; the trail has it.
batch-fullness = Waiting: { $waiting } replies for { $places } places a day. { $days ->
    [0] Nothing waits.
    [one] All of it goes with the next batch.
   *[other] All of it is out after { $days } batches.
}

## Triage, dossier, terms, search

err-unchecked = what is shared was not checked for what gives the reporter away
rec-unchecked = do the re-identification check first
err-care-noted = the aftercare moment after { $months } months was noted before
err-no-care = there is no such aftercare moment
rec-no-care = there are moments 1, 3, 6 and 12 months after closing, as long as the case is closed
err-clock-every = every case has this term by itself
err-clock-none = no term runs that somebody set
err-no-hearing = there is no record { $hearing }
err-no-consent = a recording takes consent
rec-no-consent = give the day of the consent with --consent
err-hearing-step = this step cannot be made
err-query = { $value } cannot stand here
rec-query = for example: category:OG1, status:open, period:2026-11, unit:"13 brigade"
triage-heading = Triage of case { $number }
triage-line = { $check }: { $question } { $answer }
triage-open = (no answer yet)
triage-said = { $answer } (as the report says)
triage-proposal = Proposed urgency: { $urgency }
triage-missing = To be answered: { $checks }
triage-complete = Triage complete.
triage-conflict = You have an interest of your own: hand the case over.
gaps-none = The dossier is complete for the status { $status }.
gaps = For the status { $status }, the dossier lacks: { $gaps }
clock-set = Term { $term }: by { $day }.
clock-met = Noted.
care-line = { $day }: { $months } months after closing: { $standing }
care-noted = Noted.
hearing-added = Record { $hearing } kept as a concept.
hearing-went-on = Record { $hearing }: { $state }.
show-hearing = RECORD { $hearing }: { $party }, { $form }, { $state } (for the team only)

## By hand, links, spam

show-told = Reported on another way, received on { $day }
show-link = Linked to { $number }: { $kind }, { $day }
show-link-reason = Linked to { $number }: { $kind }, { $day } (reason: { $reason })
show-link-ended = Was linked to { $number }: { $kind }, until { $day }
show-merged = This case is handled in { $number }.
show-spam = Marked as spam.
link-same-incident = same incident
link-same-person = same person concerned
link-same-reporter = same reporter
link-pattern = pattern
link-detriment = detriment after this report
link-same-report = same report
link-split = split off
linked = Linked.
unlinked = Unlinked.
clusters-empty = There are no linked cases.
cluster-line = { $count } cases: { $cases }
merged = Case { $number } is handled in { $into } from now on.
split = Split off: case { $number }.
spam-marked = { $count } marked as spam. Nothing was thrown away.
spam-cleared = { $count } are no spam any more.
entered = Case { $number } was entered.
entered-code = The code below stands nowhere else and is shown once. Print the card or copy it out, and give it to the reporter.
code-card =
    Your report has number { $number }.

    Your report code: { $code }

    With this code you read our answers and send messages, without your name. Go to the reporting page and choose "Come back".
    Keep this card in a safe place. Whoever has the code can read along. We do not have the code: if you lose it, we cannot give it to you again.
err-not-by-hand = what comes through the mailbox is imported
err-future = the day of receipt is in the future
err-entry-empty = the report is empty
err-no-form = of a spoken report it must be noted how it was recorded
rec-no-form = give --form recording (with --consent DAY), transcript or minutes
err-link-itself = a case cannot be linked to itself
err-linked = the cases are linked so already
err-not-linked = the cases are not linked so
err-merged = the case is handled in { $number } already
err-no-item = the conversation has no part { $item }
err-split-nothing = name at least one part of the conversation
