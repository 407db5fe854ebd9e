# Redaction: errors, paper, commands, screens.

err-no-redaction = the case has no redaction { $redaction }
err-no-part = this redaction has no part { $part } of that kind
err-no-mark = there is no mark or suggestion { $mark }
err-no-source = the case has no such text
rec-no-source = see which texts can be redacted; notes and drafts never can
err-parts = { $parts } parts were chosen; choose from 1 to { $most }
err-redaction-title = give a title of one line, not too long
err-no-ground = there is no ground { $code }
rec-no-ground = choose a code from the list of grounds
err-marked-already = this is marked on this ground already
err-mark = this cannot be marked
err-mark-nowhere = these words stand nowhere unmarked
err-pixels = this picture cannot be redacted so
err-not-signed-off = redaction { $redaction } is not signed off as it is now
rec-not-signed-off = let a second reader sign it off; after every change that is needed again
err-original-changed = the original of redaction { $redaction } is not what it was

redaction-paper-subject = Redacted version
redaction-paper-label = Redacted version
redaction-paper-lead = A part of this version was left out. Each place has a box of the same size with the ground. What stood in the box is not in this file.
redaction-paper-part = Part { $part }
redaction-paper-boxes = Redacted on the grounds of { $grounds }
redaction-paper-alternative = Picture of a page of an attachment; redacted parts are dark areas
redaction-paper-legend = Grounds
redaction-paper-original = Original
redaction-paper-link = The reporting point keeps the unchanged original. This code belongs to that original and says nothing of its content: { $hash }

source-letter = letter { $item }
source-for-desk = letter { $item }, for the desk only
source-reply = reply { $item }
source-page = attachment { $item }, page { $page }
source-other = something else
suggested-email = e-mail address
suggested-phone = phone number
suggested-bsn = BSN
suggested-staff-number = staff number
suggested-rank = rank with unit
suggested-name = name
suggested-official = name of an official

redact-offer = text { $text }: { $source }, { $day }: { $first }
redact-line = redaction { $redaction }: { $title } ({ $state })
redact-draft = draft
redact-signed-off = signed off
redact-begun = redaction { $redaction } was begun
redact-suggestion = suggestion { $suggestion }, part { $part }, { $sort }: { $words }
redact-mark = part { $part }, mark { $mark }, { $ground }: { $words }
redact-marked = { $count ->
    [one] 1 mark made
   *[other] { $count } marks made
}
redact-left = { $count ->
    [one] 1 suggestion left
   *[other] { $count } suggestions left
}
redact-unmarked = the mark is gone
redact-waits = proposed ({ $id }); somebody else on the team must approve it
redact-alone = done; there is nobody else on the team, and the trail says so
redact-written = written: { $file }
redact-mask = staff number: { $mask }

# Dossier and referral.
section-register = What is known of the case
section-conversation = Conversation
section-for-desk = Written for the desk only
section-decisions = Course and decisions
section-hearings = Records of what was said
section-files = Attachments
section-redactions = Redacted versions
dossier-paper-title = Dossier { $case }
dossier-paper-subject = Dossier of a report
dossier-paper-label = Confidential dossier
dossier-paper-lead = This dossier was made for one recipient. It does not say who reported. The staff of the reporting point are not named in it.
dossier-paper-none = There is nothing about this.
dossier-paper-fact = Fact
dossier-paper-value = Value
dossier-paper-from-reporter = From the reporter, { $day } (item { $item })
dossier-paper-from-desk = From the desk, { $day } (item { $item })
dossier-paper-redaction = Redacted version { $number }
dossier-fact-status = Status
dossier-fact-came = Came by
dossier-fact-received = Received
dossier-fact-acknowledged = Receipt acknowledged
dossier-fact-feedback = Feedback given
dossier-fact-categories = Categories
dossier-fact-urgency = Urgency
dossier-fact-route = Route
dossier-fact-outcome = Outcome

err-no-section = choose at least one section
err-for-desk = something in it was written for the desk only
rec-for-desk = make a redaction without that text
err-not-consulted = the reporter was not consulted
rec-not-consulted = send the letter Referral or Planned transfer first, or give a reason why that cannot be; the second person judges it too
err-no-body-key = no key of { $body } is known
rec-no-body-key = ask the body for its key, check it, and note it
err-body-contact = write down how the body is reached
err-body-words = a body reads with a key of its own, not with a passphrase
err-no-order = the case has no order { $order }
err-order-changed = the case says something else now than what was approved
rec-order-changed = let the new text be checked and approved
err-no-words = this archive needs a passphrase
err-file-there = a file of that name is there
err-recipient-key = this is no key of a recipient
rec-recipient-key = give a key that begins with age1, or the word passphrase
check-open = { $people } to go: the check is done when two people have answered every question about this text
check-risk = somebody sees a risk: this text may not be shared
check-passed = the check is done: this text may be shared
order-dossier = order { $order }: dossier for { $recipient }: { $purpose }
order-referral = order { $order }: referral to { $recipient }: { $purpose }
body-unknown = { $code }  { $body }: no key known
body-known = { $code }  { $body }: { $contact } (checked on { $day })
body-stale = { $code }  { $body }: { $contact } (checked on { $day }; more than 12 months ago, check it again)
prompt-archive-words = Passphrase for the archive:{" "}

# Screens.
case-redactions = Redaction
case-sending = Sending
redact-lead = Take names and other traces out of a text or a picture before somebody else reads it. The original stays as it is.
redact-limit = Suggestions do not find everything. What gives somebody away need not be a name: look yourself.
redact-none = Nothing was redacted yet.
redact-new = Begin a redaction
redact-title = Title
redact-title-hint = The title stands on the paper. Put no name in it.
redact-reason = Why this version is made
redact-of = What is redacted
redact-of-hint = Notes and drafts can never be in a redaction. Pages of an attachment: look at the attachment first.
redact-shown-file = attachment { $file }, as you just looked at it
redact-begin = Begin
redact-no-source = Choose at least one text or attachment.
redact-no-reason = Write down why.
redact-bad-title = Give a title of one line, not too long.
redact-part = Part { $part }: { $source }
redact-suggestions = { $count ->
    [one] 1 suggestion left to look at
   *[other] { $count } suggestions left to look at
}
redact-no-suggestions = All suggestions were looked at. Read the text once more yourself.
redact-accept = Redact
redact-leave = Leave it
redact-ground = Ground
redact-mark-words = Redact words
redact-words = Words
redact-words-hint = Every place where these words stand is marked.
redact-mark-do = Mark
redact-marked-said = { $count ->
    [one] 1 mark made.
   *[other] { $count } marks made.
}
redact-nowhere = These words stand nowhere unmarked.
redact-marks = { $count ->
    [one] 1 mark
   *[other] { $count } marks
}
redact-unmark = Take away
redact-unmark-of = Take away: { $words }
redact-box-x = Pixels from the left
redact-box-y = Pixels from above
redact-box-width = Width in pixels
redact-box-height = Height in pixels
redact-box-do = Keep the box
redact-box-number = Fill in a whole number.
redact-box-outside = The box lies outside of the picture.
draw-do = Draw boxes on this page
draw-title = Draw boxes on part { $part }: { $source }
draw-size = Size of the picture
draw-size-small = small
draw-size-medium = medium
draw-size-large = large
draw-first = Click the picture at one corner of what must not be seen. Then click the corner across from it.
draw-second = The first corner is at the cross. Now click the corner across from it.
draw-box = The yellow outline is the new box. Everything inside it is taken out. Choose a ground and keep it, or move it first.
draw-by-key = A key has no place on a picture, so a small box was put there. Move it with the buttons, choose a ground and keep it.
draw-pick-first = Picture: click the first corner
draw-pick-second = Picture: click the corner across
draw-alternative = Picture of a page of an attachment with boxes as outlines; press it at a corner of a box
draw-again = Begin this box again
draw-steps = Move the new box
draw-step-left = Left
draw-step-right = Right
draw-step-up = Up
draw-step-down = Down
draw-step-wider = Wider
draw-step-narrower = Narrower
draw-step-taller = Taller
draw-step-shorter = Shorter
draw-boxes = { $count ->
    [one] 1 box is kept
   *[other] { $count } boxes are kept
}
draw-none = There is no box on this page yet.
draw-one = box { $box } [{ $ground }]
draw-kept = The box is kept. Draw the next one, or go back to the redaction.
draw-gone = The box is gone.
draw-numbers = The box in numbers
draw-numbers-hint = In pixels; the picture is { $width } wide and { $height } high. A box grows to a grid of 32 pixels.
draw-numbers-do = Show this box
draw-back = Back to the redaction
redact-leaves = What leaves
redact-look = Look at what leaves
redact-look-how = This is exactly what is left. A picture stands here by a code; the picture itself is below.
redact-ready = Why this version is ready
redact-sign-off = Put before a second reader
redact-alone-said = Done. There is nobody else on the team; the trail says so.
redact-format = Sort of file
redact-export = Write the file
redact-written-said = Written: { $file }.
leaving-recipient = For whom
leaving-purpose = What for
leaving-missing = Fill this in. It stays in the case; the trail gets a code of it.
sending-lead = A dossier or a referral leaves the desk as an encrypted archive, after two people have checked and approved the text.
sending-limit = What the recipient does with it, nobody here knows. Choose no more sections than needed.
sending-none = Nothing was approved to be sent yet.
sending-write = Write archive { $order }
sending-dossier = Dossier
sending-referral = Referral to a body
sending-sections = Sections
sending-sections-hint = All sections together are the complete dossier. Who reported is in none of them.
sending-look = Look at what it says
sending-no-redaction = A referral has a redaction that was signed off, without what was written for the desk only. There is none yet.
sending-says = What leaves
sending-says-how = The check is about exactly this text. If anything changes, it takes another check.
sending-text = The text
sending-check = Check of what gives the reporter away
sending-check-do = Keep the answers
sending-propose = Propose to send it
sending-propose-do = Put before a second person
sending-key = The recipient’s key
sending-key-hint = A key for age (begins with age1), or the word passphrase for words that were agreed.
sending-no-key = This is no key of a recipient.
sending-body = Body
sending-consulted = The reporter was consulted and knows the reasons
sending-withheld = Why the reporter was not consulted
sending-withheld-hint = Only if consulting is impossible. The second person judges this reason too.
sending-tell = Confirm that the reporter was consulted, or give a reason why not.
sending-words = Passphrase for the archive
sending-words-hint = Agree on these words with the recipient by another way.
sending-words-short = Choose a longer passphrase.
sending-classic = This key is of the old sort: a later quantum computer may be able to read the archive.
sending-write-do = Write the archive
bodies-title = Bodies
bodies-lead = A case can be referred to these bodies. Note how they are reached and with which key they read.
bodies-limit = Check a key by another way than the one by which you got it.
bodies-contact = How it is reached
bodies-checked = Checked
bodies-unknown = no key known
bodies-stale = more than 12 months ago
bodies-note = Note what you checked today
bodies-key-hint = A key of the body itself; begins with age1.
bodies-do = Note it
bodies-noted = Noted.
bodies-no-contact = Write down how the body is reached.
bodies-words = A body reads with a key of its own, not with a passphrase.
