# Texts of what goes by hand: entering, spam, linking, clocks, own wording of templates.

## Entering a report

enter-title = Enter a report
enter-lead = For a report that did not come through the mailbox. Whoever reads new cases reads this one too.
enter-how = How it came
enter-came = Way
enter-received = Day of receipt
enter-form = Recorded as
enter-written = – not spoken –
enter-consent = Consent to a recording, on
enter-consent-hint = Needed for a recording only.
enter-what = What was reported
enter-kind = Kind of contact
enter-identity = Known as
enter-text = Report
enter-text-hint = In the reporter's words. Put a name in only if the reporter wants it.
enter-reply = How you reach the reporter
enter-lang = The reporter's language
enter-lang-nl = Dutch
enter-lang-en = English
enter-code = Make a report code to hand over or read out
enter-of = Raw letter that this takes over
enter-of-hint = Case number of that letter. May stay empty.
enter-of-wrong = There is no such case. A number has eight digits.
enter-do = Enter report
enter-empty = Write down what was reported.
enter-too-long = This report is too long. Enter the rest as a note.
enter-future = That day has not come yet.
enter-no-form = Choose how the talk was recorded.
enter-done = Case { $number } was entered.
enter-take-over = Enter this letter as a report
enter-code-title = Report code to hand over
enter-once = You see this code once. It stands nowhere else, not even in the case.
enter-hand-over = Print the card with Ctrl+P and hand it over, or read the words out and have them repeated. Keep nothing yourself.
enter-handed = Handed over, to the case
enter-card = Your report code
enter-card-secret = For you only
enter-card-number = Your report has number { $number }. These are the words of your report code, in order:
enter-card-use = With this code you read our answers and send messages, without your name. Go to the reporting page and choose "Come back".
enter-card-keep = Keep this card in a safe place. Whoever has the code can read along. We do not have the code: if you lose it, we cannot give it again.

## Spam

spam-title = Mark spam
spam-lead = Choose what is no report. Nothing is thrown away, and a mark can be taken off. In the figures spam counts apart.
spam-unmarked = Without a mark
spam-marked-tab = Marked as spam
spam-none-unmarked = There is nothing to mark.
spam-none-marked = Nothing is marked as spam.
spam-ends-terms = No terms run for a case with this mark.
spam-cases = Cases
spam-letters = Unconfirmed letters
spam-read = Read these letters
spam-letter = Letter of { $day }, place { $place } in the log
unverified-letters = Letters
spam-choose = Choose something first.
spam-do-unmarked = Mark as spam
spam-do-marked = Take the mark off

## Links

case-links = Links
link-none = This case is linked to no other.
link-new = Link to another case
link-field-other = Other case
link-field-into = Case that goes on
link-number-hint = The case number, eight digits.
link-kind = What they share
link-why-hint = The reason stays in this case.
link-do = Link
link-done = The cases are linked.
link-by = By { $name }, { $day }
link-ended = until { $day }
link-end = End the link with { $number }
link-end-do = End the link with { $number }, for this reason
link-ended-said = The link has ended. That there was one can still be read.
link-no-reason = Give a reason.
link-no-number = Fill in a case number: eight digits.
link-no-kind = Choose what they share.
merge-title = Handle in another case from now on
merge-how = The terms of this case end. You can still write to the reporter here.
merge-do = Merge
merge-sure = This case will be handled in { $into }. That cannot be undone.
split-title = Put parts into a case of their own
split-how = The parts that you choose will stand in a new case, which the same people read. Writing to the reporter stays here.
split-parts = Parts of the conversation
split-none = Choose at least one part.
split-do = Split off
clusters-title = Cases that belong together
clusters-lead = Groups of cases that are linked, over all years.
clusters-none = There are no linked cases.
clusters-count = Count
clusters-cases = Cases

## Clocks

clock-title = Further term
clock-new = Set a term
clock-how = For a complaint, another authority or a GDPR request. A new term takes the place of the one before.
clock-from = Runs from
clock-committee = A committee handles the complaint
clock-adjourned = Weeks by which the complaint was adjourned
clock-adjourned-hint = At most 4. Empty: not adjourned.
clock-weeks = Fill in a number from 0 to 4.
clock-longer = Extended: the authority gave its reason, or the requester was told
clock-choose = Choose a term.
clock-do = Keep term
clock-meet = This was done
clock-met-on = done on { $day }

## Own wording of templates

wording-title = Wording of templates
wording-lead = This is how the desk writes to reporters. What was sent does not change.
wording-template = Template
wording-first = Dutch
wording-second = English
wording-version = version { $version }
wording-built-in = as it comes with the program
wording-change = Change
wording-text = Text
wording-rules = Sentences of at most 20 words, plain words, no blame, and no name as a condition.
wording-fields = These fields must stand in the text. The desk fills them in:
wording-optional = may be left out, with the sentence around it
wording-keep = Keep new version
wording-kept = The new version counts from now on.
wording-now = As it stands now
wording-same = This text is the same as now.
fault-brace = A brace or bracket has no partner.
fault-bracket = Square brackets hold exactly one field.
fault-unknown = There is no field { $name }.
fault-foreign = The field { $field } ({ $name }) does not belong in this template.
fault-missing = The field { $field } ({ $name }) is missing.
fault-bracketed = The field { $field } ({ $name }) cannot stand in square brackets: it must always go out.
fault-unbracketed = The field { $field } ({ $name }) belongs in square brackets: it may be left out.
fault-phrase = Write this in another way: “{ $phrase }”. It blames, or asks for a name.
fault-sentence = Sentence { $number } has { $words } words. Make it 20 at most.
fault-hard = The text is hard to read. Take shorter words and sentences.
fault-thankless = An acknowledgement begins with thanks.

## Drill with shares

recovery-drill-result = Result of the drill
recovery-drill-on = Drilled on
recovery-drill-with = Shares that were typed
recovery-drill-reach = What they open
recovery-drill-all = the vault and every case
recovery-drill-again = Drill again before
recovery-drill-untried = Shares that were not typed were not tried. Take others next time.
recovery-drill-failed = These shares do not open the vault. Nothing has changed.
recovery-drill-failed-next = See whether they are the newest shares of this desk, and whether there are enough. If others do not work either: make new shares while you can still open the vault.
recovery-drill-retry = Try again
