# Texts for the caseworker.

## Questions of the report (headings)

q-route = What the reporter wants
q-family = What it is about
q-kinds = Kind
q-danger = Is anyone in danger now
q-story = What happened
q-private = For the desk only
q-when = When
q-place = Where
q-people = Who is involved
q-evidence = Evidence and witnesses
q-earlier = Reported before
q-exclude = Who must not see this
q-knowledge = How the reporter knows
q-level = At what level to handle it
q-wishes = What should happen
q-wish_text = Wish in own words
q-detriment = Detriment
q-role = The reporter's role
q-behalf = For whom
q-identity = Known as
q-name = Name
q-contact = Reachable by
q-unknown = Further ({ $member })

## Answers

v-route-report = Report
v-route-complaint = Make a formal complaint
v-route-advice = Ask for advice
v-route-signal = Give a signal
v-family-ZS = Business-related violations
v-family-OG = Undesirable behaviour
v-family-XX = Something else / I don't know
v-kinds-ZS1 = Misuse of vehicles (or other service property)
v-kinds-ZS2 = Corruption (bribery, gifts)
v-kinds-ZS3 = Favouritism or conflict of interest
v-kinds-ZS4 = Improper use of powers
v-kinds-ZS5 = Financial violation (fraud, theft, embezzlement)
v-kinds-ZS6 = Leaking or misuse of information
v-kinds-ZS7 = Misuse of the power to use force
v-kinds-ZS8 = Breach of internal rules (procedures, drugs)
v-kinds-ZS9 = Other business-related violation
v-kinds-OG1 = Bullying
v-kinds-OG2 = Sexual misconduct
v-kinds-OG3 = Sexual harassment
v-kinds-OG4 = Intimidation
v-kinds-OG5 = Discrimination
v-kinds-OG6 = Exclusion
v-kinds-OG7 = Aggression or violence
v-kinds-OG8 = Stalking
v-kinds-OG9 = Tormenting
v-kinds-OG10 = Malicious gossip
v-kinds-OG11 = Other undesirable behaviour
v-kinds-BN = Detriment (retaliation) after a report
v-kinds-FV = Unsafe situation (physical safety)
v-danger-yes = Yes
v-danger-no = No
v-danger-unknown = I don't know
v-pattern-once = once
v-pattern-repeated = more often
v-pattern-ongoing = it still happens
v-knowledge-experienced = experienced it
v-knowledge-seen = saw it
v-knowledge-heard = heard of it
v-knowledge-documents = from documents
v-level-desk = by the desk
v-level-commander = by the commander or manager
v-level-higher = higher up
v-level-outside = outside the organisation
v-level-none = no preference
v-wishes-stop = that it stops
v-wishes-investigation = an investigation
v-wishes-talk = a talk
v-wishes-register = that it is registered
v-wishes-protection = protection
v-wishes-apology = an apology
v-wishes-unknown = does not know yet
v-detriment-no = none
v-detriment-afraid = afraid of detriment
v-detriment-already = detriment already
v-role-military = military
v-role-civilian = civilian employee
v-role-reservist = reservist
v-role-student = in training
v-role-contractor = contractor or supplier
v-role-former = former employee
v-role-other = other
v-role-unsaid = rather not said
v-behalf-self = for themselves
v-behalf-other = for someone else
v-consent-yes = who knows and agrees
v-consent-no = without consent
v-consent-unknown = consent unknown
v-identity-anonymous = anonymous
v-identity-confidential = confidential
v-identity-named = by name

## Statuses

status-received = Received
status-acknowledged = Receipt acknowledged
status-assessing = Under assessment
status-question = Waiting for reporter
status-handling = Being handled
status-investigating = Under investigation
status-on-hold = On hold
status-referred = Referred
status-transferred = Transferred
status-feedback = Feedback given
status-closed = Concluded
status-aftercare = Aftercare
status-withdrawn = Withdrawn
status-reopened = Reopened

## Templates

help-lines =
    In danger: call 112. After sexual violence: Centrum Seksueel Geweld, 0800-0188. Thoughts of suicide: call 113 or 0800-0113. Support after a crime: Slachtofferhulp Nederland, 0900-0101.

## The screen

list-empty = There are no cases.
list-case = { $number }  { $kind }  { $status }  received { $received }  { $due }
list-outgoing = Waiting for the next batch: { $count ->
    [one] 1 reply
   *[other] { $count } replies
}.
kind-sealed = report
kind-raw = raw letter
due-acknowledge = acknowledge by { $day }
due-acknowledge-late = ACKNOWLEDGEMENT OVERDUE ({ $day })
due-feedback = feedback by { $day }
due-feedback-late = FEEDBACK OVERDUE ({ $day })
due-none = –

show-case = Case { $number } ({ $kind })
show-status = Status: { $status }
show-received = Received: { $day }
show-acknowledge-by = Acknowledge: by { $day }
show-acknowledged = Receipt acknowledged: { $day }
show-feedback-by = Feedback: by { $day }
show-letter-report = Report, { $day }
show-letter-message = Message from the reporter, { $day }
show-letter-withdraw = The reporter withdraws the report, { $day }
show-letter-raw = Raw letter, { $day }. The reporter cannot receive a reply.
show-letter-other = Letter of an unknown kind ({ $kind }), { $day }
show-reply = Reply of the desk, { $day }
show-reply-waiting = Reply of the desk, { $day } ({ $waiting } of { $parts } still to go out)
show-parcel-complete = Parcel: complete
show-parcel-missing = Parcel: { $missing } of { $blocks } blocks are still missing
show-parcel-damaged = Parcel: complete, but not what the reporter sent
show-parcel-refused = Parcel: a file in it has a place or kind that is not allowed
show-attachment = Attachment { $number }: { $name } ({ $bytes } bytes)
show-status-sent = Status to the reporter: { $status }, { $day }

unverified-empty = There are no unverified letters.
unverified-letter = Letter { $index }, { $day }: { $reason }
reason-malformed = its content is no valid letter
reason-intro = the keys in the letter do not fit
reason-handle = the letter belongs to no known case
reason-mac = the letter was not made with the key of the case
reason-tag = the tag in the log does not fit the letter

import-step-open = reading the bundle
import-step-verify = verifying the bundle
import-step-scan = opening { $count } letters
import-step-write = updating the vault
import-nothing-new = Nothing new: this bundle was imported before.
import-older = Nothing new: this bundle is older than what was imported.
import-summary = Imported: { $entries } letters of the log, numbers { $first } to { $last }.
import-cases = New cases: { $count }
import-letters = New letters in cases: { $count }
import-raw = Raw letters (a case each): { $count }
import-unverified = Unverified: { $count }
import-repeats = Repeats refused: { $count }
import-covers = Cover letters: { $count }
import-unopened = Not openable with a key of this desk: { $count }
import-lost = LOST, deleted by the relay before they were imported: { $count }
import-blocks = Blocks of parcels: { $count }
import-blocks-differ = Blocks that differ from an earlier one at that address (the first is kept): { $count }
import-new-case = New case { $number }: acknowledge by { $day }
import-witness = { $count ->
    [0] No independent witness.
    [one] 1 witness has cosigned the log.
   *[other] { $count } witnesses have cosigned the log.
}

reply-queued = { $parts ->
    [one] The reply goes out with the next batch.
   *[other] The reply goes out with the next batch, in { $parts } parts.
}
reply-acknowledged = Receipt acknowledged. Feedback by { $day }.
status-set = Status: { $status }. The reporter sees it after the next batch.
batch-made = { $day }: { $used } of { $count } places used.
batch-none = There is no batch to make: today’s is made already, or no bundle was ever imported.
export-written = Written: { $file }
export-cards = Key cards: { $count }
export-batches = Batches: { $count } ({ $first } to { $last })
export-confirm = Confirmation: all letters below number { $size }
export-board = Board: number { $number }
export-no-confirm = No confirmation: make a backup first, then the next export confirms.
board-summary = Board { $number } of { $day }: { $lines } cases, closed or overdue.
board-acknowledged = Acknowledged within 7 days: { $kept } in time, { $late } late, { $overdue } overdue, { $open } open, { $withdrawn } withdrawn.
board-feedback = Feedback within 3 months: { $kept } in time, { $late } late, { $overdue } overdue, { $open } open, { $withdrawn } withdrawn.
board-made = New or changed lines: { $count }.
board-next = The next export takes the board along; every reporter will hold their own line against their own replies.
board-waits = There is no newer board: this one waits to be published, or is of today. Export, have it carried, and import the courier's next bundle.
board-few = New or changed lines: { $count }. A board goes out with at least five, so that none can be told apart by the day on which it appears.
backup-written = Backup written and read back: { $file }
backup-next = Weekly keys are not in it. The next export confirms everything below number { $size }.
restore-done = Vault restored to { $folder }.
restore-next = Import a new bundle first, then make new keys (rotate) and export.
rotate-card = Key card { $serial }, weeks up to { $day }.
rotate-kept = Key card { $serial } is still good; nothing has changed.
rotate-destroyed = Weekly keys destroyed: { $count }
rotate-replies = From { $day } on there are { $count } replies a day.
rotate-witnesses = { $count ->
    [one] Witness: { $names }; { $quorum } must cosign.
   *[other] Witnesses: { $names }; { $quorum } must cosign.
}
rotate-next = Export now, so that the relay gets the new card.
saved-attachment = Saved: { $file }
fingerprint = Fingerprint: { $fingerprint }
init-done = The desk is founded. The vault is { $folder }.
init-next =
    What to do next:
    1. Write the fingerprint down and compare it over a second channel.
    2. On the relay: bellrope-relay desk --desk { $desk } --fingerprint { $hex } …
    3. Here: bellrope-desk export --to FILE, and carry the file with bellrope-courier push.
session-open = The vault is open. Type one command a line; exit or Ctrl-D closes it.
session-closed = The vault is closed.

prompt-passphrase = Passphrase of the vault: { "" }
prompt-new-passphrase = New passphrase (at least { $chars } characters): { "" }
prompt-again = Once more: { "" }
prompt-text = Type the reply; a line with only a full stop ends it.

## Errors and what to do about them

err-absent = there is no vault in { $folder }
rec-absent = make one with init, or name its folder with --vault
err-occupied = { $folder } exists and is not empty
rec-occupied = choose a new folder
err-busy = another process has this vault open
rec-busy = close the other session; nothing is lost
err-passphrase = this passphrase does not open the vault
rec-passphrase = mind capitals, spaces and the keyboard layout
err-passphrase-short = passphrase has { $chars } characters, expected at least { $least }
rec-passphrase-short = take six or more random words
err-passphrase-differs = the two passphrases differ
rec-passphrase-differs = nothing was made; begin again
err-no-passphrase = no passphrase was given
rec-no-passphrase = type it, or give it as the first line of standard input
err-damaged = the vault is damaged: { $part }
rec-damaged = leave the folder as it is and restore the last backup to a new one (restore)
err-machine = this computer could not do it
rec-disk = see whether the disk is full or read-only; the vault is as it was
err-place = the file or folder that you named cannot be used
rec-place = is the place right, and is the medium in? The vault is as it was
err-other = this cannot be done
err-vault-missing = which vault?
rec-vault-missing = name the folder of the vault with --vault
err-no-case = there is no case { $number }
rec-no-case = list shows all cases
err-one-way = case { $number } is a raw letter: its reporter cannot receive a reply
err-empty = the reply is empty
rec-empty = type the text, or give a file with --file; --draft sends the draft
err-no-draft = case { $number } has no draft any more
err-too-long = the reply is { $bytes } bytes, at most { $most } fit
rec-too-long = shorten it, or spread it over more days
err-no-attachment = case { $number } has no attachment { $attachment }
rec-no-attachment = show { $number } lists the attachments with their numbers
err-incomplete = { $missing } of the parcel's { $blocks } blocks are still missing
rec-incomplete = import a later bundle
err-parcel = the parcel is not what the reporter sent
err-tar = the parcel has a file with a place or kind that is not allowed
rec-tar = nothing was saved
err-exists = { $file } exists already
rec-replace = choose another name, or replace the file with --replace
rec-exists = choose another folder; nothing is overwritten
err-clock = the clock says { $today }, before the last batch of { $last }
rec-clock = set the clock of this computer
err-bundle-torn = this is no bundle, or its copy broke off after { $bytes } bytes
rec-bundle-torn = nothing has changed; copy the bundle again from where the courier wrote it
err-bundle-outward = this bundle goes from the desk to the relay, not the other way
rec-bundle-outward = nothing has changed; take the bundle that bellrope-courier pull wrote for this desk
err-bundle-desk = this bundle is of the desk { $found }, not of { $expected }
err-bundle = this bundle is refused
rec-bundle = nothing has changed; let the courier fetch a new bundle
rec-rollback = nothing has changed; fetch a new bundle, and if the relay says the same again, tell an auditor
err-no-backup = this is no backup, or the file is damaged
rec-no-backup = take another backup; nothing has changed
err-backup = what was read back is not what was written
rec-backup = take another medium; nothing counts as a backup
err-witness-unknown = the key card names no witness { $name }
err-witness-key = the key of { $name } is not that of a witness
err-witness-twice = witness { $name } would be listed twice, by name or by key
err-witness-quorum = { $quorum } witnesses cannot cosign: there would be { $witnesses }
err-witness-age = an age of a cosignature must be more than zero seconds
err-reply-count = { $count } replies a day cannot be: a power of two above { $now } and at most { $most }
err-export-nothing = there is nothing to carry out
err-restored = this vault was restored and does not know yet what the relay has
rec-restored = import a new bundle first
err-push-key = this vault was restored and lacks the key that signs what you export
rec-push-key = make new keys first (rotate)
err-restore-passphrase = this passphrase does not open the backup
err-not-here = this command cannot be given inside an open vault
err-name = the desk's name is no valid name
err-relay-pub = { $file } is no relay.pub
rec-relay-pub = take the file that bellrope-relay init wrote
err-no-name = the desk needs a name in Dutch and in English
err-clock-ahead = the clock says { $today }, more than { $days } days after { $last }
err-card-clock = the clock says { $today }, before the key card of { $made }
import-destroyed = Weekly keys destroyed, for their time is over: { $count }
page-written = Configuration { $version } of the page signed: { $file }. Built from { $build }.
page-desk = Desk { $desk }: { $fingerprint }
page-next = All desks have signed. Put the file on the relay (page_note) and start it again.
page-unsigned = Desk { $desk } still has to sign this, with --with and the same configuration.
err-page = the configuration of the page is refused
rec-page = docs/page-config.toml explains every part; nothing was written
err-page-filled-in = { $member } does not belong in the configuration
rec-page-filled-in = remove it: it is filled in when the configuration is signed
err-page-manifest = this is no manifest.json of a built page
rec-page-manifest = take the file that make web wrote
err-page-own = the configuration has another fingerprint for this desk
rec-page-own = ask for the fingerprint with fingerprint, and compare
err-page-no-fingerprint = the configuration has no fingerprint of desk { $desk }
rec-page-no-fingerprint = take the fingerprint that this desk itself makes known
err-page-no-card = there is no key card of desk { $desk }
rec-page-no-card = name the file with that card with --card
err-page-differs = the other desk signed something else: { $member }
rec-page-differs = lay both configurations side by side; nothing was signed
