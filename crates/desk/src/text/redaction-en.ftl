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
