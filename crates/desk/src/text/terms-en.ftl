# Terms, over all cases.

terms-none = No term is open.
terms-line = { $day }  { $number }  { $term } ({ $days ->
    [0] today
    [one] 1 day left
   *[other] { $days } days left
})
terms-line-overdue = { $day }  { $number }  { $term } ({ $days ->
    [one] 1 day overdue
   *[other] { $days } days overdue
})
terms-suspended = Suspended (own promises rest, terms of the law go on)
terms-suspended-line = { $day }  { $number }  since that day
calendar-written = { $count ->
    [one] 1 term
   *[other] { $count } terms
} written to { $file }.
calendar-tells = The file names case numbers and terms, and nothing else. Whoever gets it knows that the cases exist.
promises-acknowledge = Acknowledgement: within { $span }.
promises-acknowledge-none = Acknowledgement: within the term of the law.
promises-interim = Interim message: every { $weeks ->
    [one] week
   *[other] { $weeks } weeks
}.
promises-interim-none = Interim message: not promised.
promises-advice = Advice: within { $span }.
promises-kept = { $term }: { $kept } in time, { $late } late, { $overdue } still open after the last day.
promises-page = What the reporter's page says does not change with this: that is a text of its own (the page's configuration).

# Search.

search-hit = { $number }  { $status }  { $category }  { $days ->
    [0] received today
    [one] 1 day old
   *[other] { $days } days old
}
search-found-day = { "  " }{ $place } { $number }, { $day }
search-found = { "  " }{ $place }
search-count = { $count ->
    [0] Nothing found in the cases that you may read.
    [one] 1 case found.
   *[other] { $count } cases found.
}
search-place-letter = letter
search-place-reply = reply
search-place-note = note
search-place-draft = draft
search-place-task = task
search-place-hearing = record of a hearing
search-place-unit = unit
