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
case-draft-waits = An acknowledgement of receipt is ready. It goes out only when somebody sends it.
case-draft-to = Look at it and send
case-private = For the desk only: never quote
case-waits = goes with the next batch
case-waits-parts = { $waiting } of { $parts } parts still to be sent
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
write-own-words = Write your own
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
