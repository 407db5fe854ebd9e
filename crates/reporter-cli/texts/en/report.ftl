## Before you begin (requirements 18.3)

safety =
    Before you begin:

      1. Do not use a phone or computer of your work.
      2. Do not use the wifi or VPN of your work.
      3. Take care with photos and files: they can give away who you are.
      4. Do not share classified information.
      5. You will get a case code. Keep it well; nobody can find it again for you.

    Want to leave? Close this window. Your computer may remember that you used this program.
safety-understood = I understand. Press Enter to go on:
welcome = Thank you for wanting to tell us what is going on. You only need to answer the first two questions and tell us what happened. The rest you may skip.

## The questions (requirements 18.1)

q-route = 1. What do you want to do?
route-report = Report
route-complaint = Make a formal complaint
route-advice = Ask for advice
route-signal = Give a signal (a concern, without a person or incident)
route-have-code = I already have a code
complaint-explained =
    A complaint is not anonymous. The complaints committee (COG) handles it. It must know who you are, and the person you complain about will hear it too. A complaint is about something you experienced yourself.

    You can also report anonymously here. Then you need not say who you are.
complaint-choice = What do you want?
complaint-report = Rather report anonymously
complaint-name = A complaint all the same, with my name
complaint-stop = Stop
q-name = What is your name? We pass it on only if you agree.
q-name-needed = For a complaint we need your name. You would rather not give it? Then stop, and begin again with a report.
q-contact = How can we reach you, beside your mailbox?

q-family = 2. What is it about?
family-ZS = Business-related violations
family-OG = Undesirable behaviour
family-XX = Something else or I don't know

q-kinds = 3. What fits best? You may choose more than one.
kind-ZS1 = Misuse of vehicles (or other service property)
kind-ZS2 = Corruption (bribery, gifts)
kind-ZS3 = Favouritism or conflict of interest
kind-ZS4 = Improper use of powers
kind-ZS5 = Financial violation (fraud, theft, embezzlement)
kind-ZS6 = Leaking or misuse of information
kind-ZS7 = Misuse of the power to use force
kind-ZS8 = Breach of internal rules (procedures, drugs)
kind-ZS9 = Other business-related violation
kind-OG1 = Bullying
kind-OG2 = Sexual misconduct
kind-OG3 = Sexual harassment
kind-OG4 = Intimidation
kind-OG5 = Discrimination
kind-OG6 = Exclusion
kind-OG7 = Aggression or violence
kind-OG8 = Stalking
kind-OG9 = Tormenting
kind-OG10 = Malicious gossip
kind-OG11 = Other undesirable behaviour
kind-BN = Detriment (retaliation) after a report
kind-FV = Unsafe situation (physical safety)

q-danger = 4. Is anyone in danger now?
danger-yes = Yes
danger-no = No
danger-unknown = I don't know
danger-call = Is someone in danger now? Call 112. We do not read your report at once.

q-story = 5. What happened? Write down what you know. You need no proof. This part may be seen by whoever handles the report.
q-private = 6. Are there details that could reveal you? Put them here, apart. This part stays with the desk.

q-when = 7. When was it?
when-once = Once
when-repeated = More than once
when-ongoing = It still goes on
q-when-text = When was that, roughly? A day, a month or a period is fine.
q-place = 8. Where was it? A unit or a place, as broad as you like.
q-people = 9. Who is involved? Names, functions or a description.
q-knowledge = 10. How do you know? You may choose more than one.
knowledge-experienced = I experienced it myself
knowledge-seen = I saw it myself
knowledge-heard = I heard of it
knowledge-documents = From documents
q-evidence = 11. Is there evidence, or are there witnesses? Could the evidence disappear?
q-earlier = 12. Have you reported this before? To whom? What happened then?
q-exclude = 13. Who must not see this report? Feel free to give names or functions, of the desk itself too.
q-level = 14. At what level should it be handled? We will consult you first.
level-desk = The desk only
level-commander = Commander or manager
level-higher = A higher level
level-outside = Outside Defence
level-none = No preference
q-wishes = 15. What would you like to happen? You may choose more than one.
wish-stop = That it stops
wish-investigation = An investigation
wish-talk = A talk or mediation
wish-register = Only put it on record
wish-protection = Protection
wish-apology = An apology
wish-unknown = I don't know
q-wish-text = Would you like to add something?
q-detriment = 16. Do you fear detriment, or do you have it already?
detriment-no = No
detriment-afraid = Yes, I fear it
detriment-already = Yes, I have it already
q-detriment-text = Would you tell us what is going on? Detriment because of a report is forbidden.
q-role = 17. What is your role?
role-military = Military
role-civilian = Civilian employee
role-reservist = Reservist
role-student = In training
role-contractor = Contractor or supplier
role-former = Former employee
role-other = Other
role-unsaid = I would rather not say
q-behalf = 18. Do you report for yourself or for someone else?
behalf-self = For myself
behalf-other = For someone else
q-consent = Does that person know, and do they agree?
consent-yes = Yes
consent-no = No
consent-unknown = I don't know

q-files = 19. Do you want to add files?
files-hint = Photos and documents can hold, hidden, who made them, where and when. We show what we find and send a copy without it. What can be seen or heard stays: faces, voices, a letterhead.
files-ask = Type where a file is, or press Enter when you are done:
files-missing = We cannot open that file. Is the place right?
files-added = Added as { $name } ({ $size }, { $form }).
files-too-large = That does not fit any more. All files together may be about 1 GiB.

## What files say about their maker

form-clean = cleaned copy
form-original = as it is
form-text = rest of your text
files-number = File { $number }
files-found = Hidden in it is:
files-found-line = - { $what }: { $value }
files-found-more = - and { $count } other things
files-goes = Our copy does not have that any more.
files-stays = Our copy does not have that any more, except for this:
files-stays-line = - { $what }: { $why }
files-how = How do you want to send this file?
files-how-clean = A cleaned copy
files-how-original = As it is, with everything that is hidden in it
files-how-both = Both: if the file itself is evidence
files-how-not = Not at all
files-how-ask = Type a number, or press Enter for the cleaned copy:
files-how-ask-unclean = Type a number, or press Enter not to send it:
unclean-unknown = We cannot clean this kind of file. It may hold who made it, where and when.
unclean-encrypted = This file is locked. We cannot see what it holds, and cannot clean it.
unclean-malformed = This file is damaged or unusual. We cannot clean it.
unclean-too-large = This file is too large once unpacked. We cannot clean it here.
unclean-too-long = This file is larger than 256 MiB. We cannot clean it here.
unclean-instead = You can also take a photo of the screen or of a print, or describe what is in it.
why-content = is part of the content
why-unopened = stands in a part that we cannot open
what-place = place
what-device = device
what-serial = serial number
what-author = name
what-software = program
what-time = time
what-thumbnail = small preview
what-comment = remark
what-title = title
what-history = earlier versions or changes
what-path = folder or server
what-embedded = file inside or behind it
what-macro = program inside it
what-identifier = identifier
what-colour = colour profile
what-hidden = content that does not show
what-other = other

## Reading it over and sending

q-review = 20. Check and send. Keep your case code.
review-intro = This is what we send to { $name }. Is it right?
review-nothing = (skipped)
review-files = Files: { $count }
review-file = { "  " }{ $name } ({ $size }, { $form })
review-change = Type the number of a question to change it. Or press Enter if everything is right:
review-no-number = There is no such number.
send-word = send
send-ask = Do you want to send this now? Type the word { $word }. Anything else stops:
stopped = Stopped. Nothing was sent.

## Text that is too long

too-long = Your text is too long for one letter: { $len } bytes, and { $max } fit.
too-long-offer = Shall we send the rest of your story along as a file?
rest-name = rest-of-my-story.txt
rest-mark = (The rest is in the file { $name }.)

## The case code

code-intro =
    This is your case code. Write these twelve words down, in this order.

    With these words you read the answer. Whoever finds them can read it too. So keep them in a safe place, not on a device of your work. We do not know the code and cannot find it again.
code-line = case code: { $code }
code-word = word { $number }:
code-confirm = We now ask two of the words back, so that you know that you have the code right.
code-wrong = That is not word { $number }. Please look again.
code-again = Here is the code once more.
code-written = Have you written the words down? Then press Enter; the code leaves the screen:
code-confirmed = Good. The code is not kept on this computer.

## Sent

sent = Your message was sent and accepted. Thank you.
sent-receipt = The receipt is signed: by { $day } at { $time } (UTC) your message is in the public log. After that nobody can take it out or change it unseen.
sent-next = You will get an acknowledgement within 7 days. So look again in a week, with `bellrope check` and your case code.
sent-screen = What you typed may still be seen by scrolling back. Close this window when you are done. Your code was only on a screen that has been wiped.
clear-ask = Press Enter to clear the screen:
receipt-saved = The receipt is in { $file }. Take care: that file shows that a message was sent from here.

## Follow-up

reply-text = What else do you want to tell the desk?
reply-withdraw = You withdraw your report. Would you like to say why? You need not.
reply-withdraw-note = The desk gets your request and will tell you what happens then. What is in the log stays there; nobody can read from it what you wrote.
reply-nothing = You wrote nothing. Nothing was sent.

## Sealing, and posting later

sealed = Your letter lies sealed in { $folder }. Post it before { $day } with `bellrope post`, from another computer or place if you like.
sealed-not-sent = Nothing has been sent yet.
sealed-clock = The week of the key follows the clock of this computer: today is { $day }. If that is wrong, set the clock first.
post-progress = { $done } of { $count } blocks have been sent already. We go on where you were.
posted = The letter was sent and accepted.
card-saved = The key card of { $name } is in { $file } and is valid until { $day }.
card-compare = Compare the fingerprint with the one on a poster, a card or another device.

## Questions apart from the report

answer-evaluation = Three questions about how it went. You may skip each of them. Your answers are added to those of others and not kept with your case. Until there are enough of them, the desk shows nothing. Who opens the post at the desk can read them.
answer-diversity = A question about yourself. You may skip it. The answer goes in a letter with a code of its own, which is thrown away, apart from your report. Only the moment can give something away: best send it a few days after your report.
answer-q-again = Would you report again?
answer-q-safe = Did you feel safe?
answer-q-clear = Was it clear?
answer-q-gender = Are you a woman, a man, or other?
answer-is-yes = yes
answer-is-partly = a little
answer-is-no = no
answer-is-woman = woman
answer-is-man = man
answer-is-other = other
answer-is-unsaid = I would rather not say
answer-no-feedback = These questions come once the desk has given you feedback. Nothing was sent.
answer-sent = Your answers were sent and accepted. Thank you.
