# Checking whether a text gives the reporter away: on the command line and on the screen.

case-sharing = Sharing
sharing-lead = Before anything of this case goes out, two people check whether the text gives the reporter away. If either of them doubts, the text does not go.
sharing-limit = It is about exactly this text: one other letter takes another check. What its reader knows already, this program does not.
sharing-new = Check a text
sharing-again = Check this text too
sharing-text = Text that you want to share
sharing-text-hint = Paste the whole text, as it goes out.
sharing-do = Record the judgement
sharing-before = Texts that were checked before
sharing-none = No text was checked yet.
sharing-not-kept = This text is not kept here, only its hash.
sharing-by = { $name }, { $day }
sharing-judge = Check it too
sharing-may = may be shared
sharing-may-not = may not be shared
sharing-open = { $people ->
    [one] 1 more person must check this
   *[other] { $people } more people must check this
}
sharing-no-answer = Choose an answer.
sharing-no-text = Paste the text that you want to share.
sharing-may-said = Recorded. This text may be shared.
sharing-may-not-said = Recorded. This text may not be shared.
sharing-open-said = Recorded. Now somebody else checks the same text.
sharing-line = { $of }  { $verdict }
sharing-question = { "  " }not sure: { $question }
sharing-review = { "  " }checked by { $name } on { $day }
