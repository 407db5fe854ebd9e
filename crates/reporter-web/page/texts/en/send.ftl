## Files

q-files = Do you want to add files?
h-files =
    Photos and documents often hold, hidden, who made them, where and when. We show what is in them and take it out, on your device. Nothing is sent yet.
    Look at what can be seen too: faces, a screen, a name.
files-classified = Do not add classified documents.
files-add = Choose files
file-stem = file
files-busy = We are still looking at a file. Wait until that is done, or remove it.
files-looking = We are looking at what is hidden in this file…
files-found = This is hidden in the file:
files-found-nothing = We found nothing hidden in this file.
files-cleaned = This was taken out. We send a clean copy, named { $name }.
files-copied = We send a copy, named { $name }.
files-partly = We send a cleaner copy, named { $name }. This we could not take out:
files-not-cleanable =
    We cannot clean this kind of file. It may hold who you are.
    Better take a photo of the screen or of a print. Or describe in your story what is in it.
files-choice = What do we send along?
files-with-original = Send the original too
h-files-with-original = Only if the original is evidence. Everything hidden in it then goes to the desk as well.
files-keep = Send this file all the same, as it is
h-files-keep = Without a tick this file does not go along.
files-remove = Remove
files-remove-this = Remove: { $name }
meta-place = Place
meta-device = Device
meta-serial = Number of the device
meta-author = Person or organisation
meta-software = Program
meta-time = Time
meta-thumbnail = Small preview of the photo
meta-comment = Remark
meta-title = Title or keywords
meta-history = Earlier versions or changes
meta-path = Folder or server
meta-embedded = File inside the file
meta-macro = Program inside the file
meta-identifier = Mark of this file
meta-colour = Colour profile
meta-hidden = What does not show
meta-other = Other
left-content = { $what }: that is part of what the document says
left-unopened = { $what }: that is in a part that we do not open

## Checking

q-review = Check what you send
review-intro = This is what we send to { $name }. Is it right? Nothing has been sent yet.
review-nothing = (skipped)
review-exact = See exactly what is in the letter
review-exact-hint = This is the content, letter by letter. It is locked before it leaves your device.
review-next = It is right, go on
review-gap = An answer is still missing here.
review-too-long = Make the story shorter.
too-long-offer = You can make the story shorter. Or the rest goes along as a file.
too-long-file = Send the rest along as a file
rest-name = rest-of-my-story.txt
rest-mark = (The rest is in the file { $name }.)

## The case code

code-title = Your case code
code-intro =
    Write these twelve words down, in this order. With these words you read the answer later.
    Whoever finds them can read the answer too. Keep them in a safe place, not on a device of your work.
code-unknown = We do not know the code and cannot find it again.
code-making = Your device is making the code…
code-in-nl = Show the same code in Dutch
code-in-en = Show the same code in English
code-keep = How do you keep the code?
code-keep-hint = On paper is safest. You can also do this. Everything below leaves a trace.
code-copy = Copy
code-copy-trace = The code goes to the clipboard. Other apps can read that, and many phones and computers share it with your other devices. Copy something else afterwards.
code-copy-now = Copy the code
code-copied = The code was copied.
code-copy-failed = Copying does not work in this browser. Write the words down.
code-print = Print
code-print-trace = The printer and your computer may remember what you print. Do not print at work.
code-print-now = Print the code
code-save = Save as a file
code-save-trace = The file goes to your downloads, and perhaps into a copy at a cloud service. Only the words are in it.
code-save-now = Save the file
code-file = note
code-kept = I have kept the code

confirm-title = Do you have the code right?
confirm-intro = We ask two words back. So you know for sure that you have the code right. Nothing has been sent yet.
code-word = Word { $number }
code-wrong = That is not word { $number }. Please look again.
confirm-next = Check the words
confirm-again = Show the code once more

## Sending

send-title = Ready to send
sending-title = Your message is being sent
send-intro = Your message is locked and then goes to { $name }. After that you cannot change it. You can send a new message.
send-slots =
    Your message does not leave at once. This page sends a message for every visitor at fixed moments, also for those who report nothing. So nobody can see from the network that you reported.
    It usually takes less than a quarter of an hour. Leave the page open until then.
send-now = Send
downloading = We fetch what everybody fetches. So nobody can see which report is yours.
progress = { $done } of { $total }
progress-unknown = Busy…
send-sealing = Your message is being locked…
send-blocks = Your files are being locked and sent…
send-waiting = Everything is ready. Your message leaves at about { $time }.
send-posting = Your message is being sent…
send-paused = Paused. Nothing leaves now.
send-stalled = The connection is gone. Nothing leaves now. Are you connected again? Then go on.
send-stay = Leave this screen open until it is done.
send-pause = Pause
send-resume = Go on
send-cancel = Stop, do not send this
send-at-once = You cannot wait?
send-at-once-price = You can send your message right now. It stays locked; nobody else can read it. But whoever watches your network may then see that you sent something, and did not only look. Better wait if you can.
send-at-once-do = Send right now

## Sent

sent-title = Your message was sent
sent-done = Your message was accepted. Thank you for telling us.
sent-receipt = By { $moment } at the latest your message is in the public log. After that nobody can take it out or change it unseen. Nobody can read from the log what you wrote.
sent-next-title = What now?
sent-next =
    Keep your case code well.
    Look in a week, with your case code, whether there is a message. You get an acknowledgement within 7 days.
    We send you no e-mail or text message. You only hear from us in your mailbox.
    Tell nobody that you reported, except those you really trust.
receipt-title = Do you want a receipt?
receipt-hint =
    You do not need it to read the answer. With it you can show later that your message was accepted.
    Take care: whoever finds this file knows that something was sent from here. In doubt? Then do not save it.
receipt-save = Save the receipt
receipt-file = receipt
