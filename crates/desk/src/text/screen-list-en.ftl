# Texts of lists, triage, terms and search.

inbox-filters = Which cases
inbox-own = Mine
inbox-unread = Unread
inbox-unread-mark = { $count ->
    [one] 1 unread
   *[other] { $count } unread
}
inbox-new = New
inbox-due = Overdue or within a week
inbox-team = The team’s
inbox-none = There is nothing here now.
inbox-unverified = { $count ->
    [one] 1 letter could not be verified.
   *[other] { $count } letters could not be verified.
}
list-no-category = Not assessed yet
cases-any = All
cases-narrow = Show

unverified-title = Unverified letters
unverified-lead = These letters say that they belong to a case, but do not prove it. Somebody may have forged them. Do nothing on their word without checking.
unverified-heading = Letter, { $day }

## Triage

triage-lead = Nobody has assessed these cases yet. Begin at the top; a triage takes about ten minutes.
triage-none = All cases are assessed.
triage-title = Triage of case { $number }
triage-how = Read the report first. Then answer what you know. What you save stays, even if you stop halfway.
triage-read = Read the report (in a new window)
triage-progress = How much is answered
triage-answered = { $done } of { $count } answered
triage-choose = – choose –
triage-said-by = The reporter says: { $answer }
triage-proposed = Proposal: { $urgency }.
triage-proposed-because = Proposal: { $urgency }, because of: { $because }.
triage-why = Why this way
triage-why-hint = In one or two sentences. Needed once everything is answered. The reason stays in the case.
triage-no-why = Everything is answered. Say why as well.
triage-keep = Save
triage-kept = { $count ->
    [0] Saved. Everything is answered.
    [one] Saved. 1 question is left.
   *[other] Saved. { $count } questions are left.
}
triage-still = Still to be answered: { $checks }.
triage-conflict-next = You have an interest in this case. Read no further, and ask the coordinator to give the case to somebody else.
triage-is-complete = The triage is complete.
triage-route = The way:
triage-next = Now: acknowledge receipt if that was not done, set the case to Under assessment, and discuss the way with a colleague if needed.
triage-acknowledge = Acknowledge receipt
triage-ask = Write a question to the reporter
triage-go-on = Go on with the case
triage-help-danger = Danger is: somebody can be hurt now, or may harm themselves or others. If yes: call 112 or the military police first, and only then go on.
triage-help-category = Choose what fits best. If you cannot choose: take what the reporter chose. You can change this later.
triage-help-misstand = A wrongdoing concerns more than a few people: danger to safety, health or the environment, or a breach of law. If you do not know: choose Not yet assessed.
triage-help-completeness = Enough is: you know what happened, about where and when. Names and proof are not needed.
triage-help-conflict = Do you know the reporter, or anybody who is named? Do you work in the same place? Then there is an interest. Nobody sees why.
triage-help-detriment = Detriment is, for instance: a transfer, a worse appraisal, being left out. If in doubt, take what the reporter says.
triage-help-retaliation = High if the reporter is easy to guess: few people know this, or it is about their superior.
triage-help-urgency = Immediate: today. High: this week. Normal: within the terms. Low: it can wait.
triage-help-route = Where it will probably go. You decide nothing yet; a colleague can still change it.

## Terms

terms-of = Whose terms
terms-nothing = No term is open.
terms-kind = Term
terms-calendar = To a calendar
terms-calendar-do = Write the calendar
terms-calendar-lead = Write a file for your calendar. It has only numbers of cases and terms. Whoever gets it knows that these cases exist.
terms-calendar-written = The calendar is in { $file }.

## Search

search-lead = Search the cases that you may read.
search-words = Search for
search-hint = Words, a number, or as in: status:open, category:OG1, period:2026-11, unit:"13 brigade"
search-do = Search
search-empty = Type what you search for.
search-nothing = Nothing found in the cases that you may read.
search-more = And { $count } more. Search more precisely to see them.

## Retention

retain-title = Retention and deletion
retain-lead = Cases whose retention is nearly or wholly over, and cases that are held. Nothing ever disappears by itself.
retain-nothing = There is nothing to decide now.
retain-of = Retention of case { $number }
retain-open = The case is still open
retain-no-outcome = closed without an outcome, which decides the term
retain-kept = Kept until { $day }
retain-ending = term ends on { $day }
retain-held = held; term until { $day }
retain-unread = a letter waits; term until { $day }
retain-over = term over since { $day }
retain-hold = Hold
retain-hold-lead = Whoever holds a case keeps it from being deleted, for instance because of proceedings.
retain-lift = Hold no more
retain-held-on = Held on
retain-lifted-on = Held no more from
retain-delete = Delete
retain-delete-lead = The content can then be read nowhere any more, not even from a backup. This takes a second person.
retain-done = Recorded.
retain-deleted = The case is deleted.
