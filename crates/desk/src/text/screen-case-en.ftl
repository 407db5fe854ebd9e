# Texts of the screens of a case.

case-title = Case { $number }
case-parts = Parts of this case
case-talk = Conversation
case-write = Write to the reporter
case-files = Files
case-trail = Trail of this case
case-status = Status
case-acknowledge-by = Acknowledge receipt by
case-feedback-by = Give feedback by
case-overdue = overdue
case-soon = soon
case-no-entries = There is nothing in this case yet.
case-one-way = This is a raw letter, without a code. The reporter cannot receive a reply.
case-triage-waits = Read the report below first. Then you answer nine short questions: the triage.
case-triage-to = Begin the triage
case-draft-waits = An acknowledgement of receipt is ready. It goes out only when somebody sends it.
case-draft-to = Look at it and send
case-private = For the desk only: never quote
case-waits = goes with the next batch
case-waits-parts = { $waiting } of { $parts } parts still to be sent
case-unread = { $count ->
    [one] One letter of this case you have not marked as read.
   *[other] { $count } letters of this case you have not marked as read.
}
case-read-do = I have read this
case-read-said = Marked as read, for you only.
case-parcel = { $count ->
    [one] 1 file, see Files
   *[other] { $count } files, see Files
}
case-no-files = The reporter sent no files.
case-files-care = Never open an original on an ordinary computer, and scan no QR codes. A file can be dangerous, or tell somebody that it was opened.
case-file-number = No.
case-file-name = Name
case-file-size = Size
case-file-do = Original
case-file-original = Take original { $number } out
case-original-title = Original of file { $number }
case-original-warning = This writes the file as it came, unchecked and unencrypted. Whoever has it can read it.
case-original-where = The trail says that you did this. Do it only if the case asks for it, and open the file only on a computer without a network.
case-original-folder = Choose a folder that exists.
case-original-sure = I know where this file goes and who can read it then.
case-original-confirm = Confirm this first.
case-original-do = Write the original
case-original-saved = The original is in { $file }.
case-paper = Print

paper-how = Print this page with Ctrl+P. Each sheet has the case number, the day and the number of the copy.
paper-label = Confidential

## Writing

write-to-reporter = What you write here is for the reporter. After this screen you see it once more; only then do you send it.
write-hint = Short sentences. Name nobody, and promise nothing about the outcome.
write-text = Message to the reporter
write-look = Look at it
write-templates = Begin with a template
write-own-words = Own words
write-fill = Make the text
write-example = This is what the text becomes
write-optional = May stay empty. The sentence about it is then left out.
write-blank = Fill in: { $field }.
write-empty = Write a message first.
write-too-long = This message is too long. Make it two.
write-as-read = As the reporter reads it
write-parts = { $count ->
    [one] This goes in one reply.
   *[other] This is long and goes in { $count } replies. The reporter reads it as one message.
}
write-acknowledges = This is the first message to this reporter. It also acknowledges receipt.
write-no-return = What was sent cannot come back. Is there anything in it that could reveal the reporter?
write-send = Send to the reporter
write-change = Change it
write-queued = { $count ->
    [one] Your message goes with the next batch.
   *[other] Your message goes in { $count } parts with the next batches.
}
write-acknowledged = Receipt is acknowledged. Feedback can be given until { $day }.

case-notes = Notes
case-tasks = Tasks
case-course = Course and assessment
case-category = Category
case-urgency = Urgency
case-misstand = Wrongdoing
case-route = Route
case-outcome = Outcome

## Drafts

draft-title = Drafts that are ready
draft-moves = Sending this brings the case to the status: { $status }.
draft-drop = Throw the draft away
draft-dropped-said = The draft is gone. Nothing was sent.
write-back = Back

## Notes

note-new = New note
note-hint = Only for who reads the case. Say what is fact, and who told you.
note-keep = Keep the note
note-never-sent = Notes never go to the reporter. There is no button that could do it.
note-none = There are no notes yet.
note-heading = Note of { $name }, { $day }: never goes to the reporter
note-kept = The note is kept.
note-empty = Write something first.
note-too-long = This note is too long. Make it two.

## Tasks

task-none = There is nothing to do in this case.
task-new = New task
task-sort = Sort
task-due = Due
task-text = What
task-hint = May stay empty. Lists do not show it.
task-whose = Who
task-set-do = Keep the task
task-do = Done
task-skip = Skip
task-done = done on { $day }
task-skipped = skipped on { $day }
task-no-day = Choose a day.
task-too-long = Make the text shorter.
task-kept = The task is there.
task-ended-said = The task is closed.

## Course and assessment

course-step = { $status }, { $day } ({ $name })
course-alone = done alone
course-second = with { $name }
course-move = Next status
course-to = To
course-seen = The reporter sees: { $seen }.
course-reason = Reason
course-reason-hint = Needed where you leave the ordinary course. The reason stays in the case.
course-reason-long = The reason is too long.
course-do = Set the status
course-choose = Choose a status.
course-moved = The status is now: { $status }.
course-no-moves = This case can go no further.
course-wants-out = The reporter wants to withdraw. The case is withdrawn only when you set that status.
course-class = Assessment
class-change = Record an assessment
class-as-it-is = – leave as it is –
class-of-report = from the report
class-kind = Kind of contact
class-identity = Known as
class-categories = Categories
class-category = Main category
class-also = These categories as well
class-also-hint = Figures count the main category only.
class-misstand = Wrongdoing under the Whistleblower Protection Act
class-urgency = Urgency
class-route = Route
class-outcome = Outcome
class-part = Part of the organisation
class-part-hint = From the coarse list of the desk. The whole team sees this; it counts in the figures.
class-unit = Unit
class-unit-hint = Where it plays, in your own words. Only who reads the case sees this.
class-unit-long = Make the name of the unit shorter.
class-why = Why
class-why-hint = Needed for wrongdoing, route and outcome. The reason stays in the case.
class-no-why = Give a reason: wrongdoing, route and outcome ask for one.
class-do = Record
class-nothing = Answer at least one question.
class-kept = Recorded.

case-file-look = Look safely

## Looking safely

look-title = File { $number }, looked at safely
look-do = Look
look-do-file = Look at file { $number }
look-working = Safe preview
look-step = opening the file in a locked-down process
look-how = These are pictures and text made from the file. Nothing is run and nothing is fetched. What you see may be made up by its author.
look-kind = Kind, by its content
look-none = No preview can be made of this kind of file.
look-page = Page { $page } of { $count }
look-picture = What page { $page } looks like, as a picture
look-again = This preview is gone. Make it again.
err-preview-too-large = the file is too large for a preview
err-preview-too-slow = making a preview took too long
err-preview-missing = the program that makes previews is not beside this one
err-preview-unprotected = this computer cannot lock a preview down, so none is made
err-preview-died = making a preview broke off
rec-preview = the file is still there; open the original only on a computer without a network

look-kind-jpeg = Photo (JPEG)
look-kind-png = Picture (PNG)
look-kind-webp = Picture (WebP)
look-kind-gif = Picture (GIF)
look-kind-bmp = Picture (BMP)
look-kind-tiff = Picture (TIFF)
look-kind-heif = Photo (HEIF)
look-kind-film = Film
look-kind-pdf = PDF
look-kind-text = Text
look-kind-html = Web page
look-kind-svg = Drawing (SVG)
look-kind-xml = XML
look-kind-rtf = Formatted text (RTF)
look-kind-mail = E-mail
look-kind-docx = Word document
look-kind-xlsx = Excel sheet
look-kind-pptx = PowerPoint presentation
look-kind-odt = OpenDocument text
look-kind-ods = OpenDocument sheet
look-kind-odp = OpenDocument presentation
look-kind-old-office = Old Office document
look-kind-zip = Zip archive
look-kind-unknown = Unknown

look-warn-macros = It holds macros. They were not run.
look-warn-scripts = It holds a script. It was not run.
look-warn-automatic = The file does something by itself when it is opened.
look-warn-actions = The file can start programs or send something.
look-warn-links = It holds links. Do not follow them.
look-warn-external = The file fetches something from elsewhere when it is opened.
look-warn-embedded = Other files are inside of it. They are not shown.
look-warn-locked = A password is needed. Nothing is shown.
look-warn-truncated = There is more than stands here.
look-warn-bomb = A part would become far too large, and was left out.
look-warn-animated = The picture moves. Only the first frame is shown.
look-warn-damaged = The file is damaged. What could be read is shown.
look-warn-invisible = It held characters that do not show. They were taken out.
look-warn-hidden = The document hides parts.
look-warn-pictures = It holds pictures that do not show here.
look-warn-stopped = Making the preview stopped too early. What was done is shown.

case-hearings = Hearing both sides
course-takes-two = Takes a second person.
course-gaps = Not in the dossier yet: { $gaps }.

## Hearing both sides

hearing-lead = Records of what somebody said. Send a record for checking before you build on it. The reporter sees it only if you put it into a message yourself.
hearing-none = Nobody was heard yet.
hearing-heading = Record { $number }: { $party }, { $form }
hearing-new = New record
hearing-party = Whose
hearing-form = Form
hearing-consent = Consent to recording, on
hearing-consent-hint = Needed for a recording only.
hearing-text = Record
hearing-keep = Keep the record
hearing-kept = The record is there as a concept.
hearing-empty = Write down what was said.
hearing-choose = Choose whose record it is, and its form.
hearing-no-consent = A recording needs consent. Fill in the day.
hearing-correction = Correction
hearing-correction-hint = What the other wants changed. Needed for Corrected.
hearing-no-correction = Write down what the correction is.
hearing-went-on-said = Recorded.

## Aftercare

care-title = Aftercare
care-lead = After closing, ask whether the reporter suffered detriment.
care-months = { $months ->
    [one] 1 month after closing
   *[other] { $months } months after closing
}
care-moment = Moment
care-reason = Why skip
care-asked = Asked
care-skip = Skip
care-no-reason = Say why this moment is skipped.
care-kept = Recorded.

case-access = Who reads this

## Interest

interest-ask = Before you see anything of this case: do you have an interest in it?
interest-know = You know the reporter, or somebody who may be named, also outside work.
interest-work = You work or worked in the place where it plays, or under the same leadership.
interest-before = You had something to do with this case before.
interest-unseen = Whoever declares an interest sees the case no more. Nobody asks why, and colleagues do not see it. If you only learn it while reading: come back here.
interest-sure = You then read this case no more. This cannot be undone. Somebody else takes the case over.

## Access

access-who-handles = Handle it
access-who-reads = Read it
access-who-not = Are kept from it
access-change = Change
access-person = Who
access-act = What
access-assign = let handle the case
access-unassign = let handle no more
access-let-in = let read as well
access-take-out = let read no more
access-assign-anyway = let handle against a warning (takes a second person)
access-reason-hint = Needed against a warning only.
access-do = Record
access-done = Recorded.
access-choose = Choose somebody.
access-same-unit = This person belongs to the unit that the case is about. Choose somebody else, or let a second person agree.
access-no-reason = Say why it must be.
access-interest = I do have an interest in this case
