## Frame of the page

exit = Leave quickly
exit-hint = or press Shift three times
skip = Skip to content
back = Back
next = Continue
back-to-review = Back to the check
to-review = Skip the rest and go to the check
change = Change
change-this = Change: { $question }
step = Step { $place } of { $count }
step-optional = Step { $place } of { $count }, you may skip this
errors-title = Something is not right yet
emergency-label = Help now
emergency-more = Other help
leave = Close and wipe everything
leave-hint = Your browser may remember that you were here.
try-again = Try again
loading-title = One moment
loading-hint = We are preparing the protection on your device. On a slow connection that can take a while.
plain-link = Go to the page without scripts
form-link = Form to print and send by post

## Start

start-title = Tell us what is going wrong
start-lead =
    Here you can report what is wrong at work, make a formal complaint or ask for advice.
    You need not say who you are. You need no proof: a suspicion is enough. You need no account.
start-begin = Begin
start-return = I already have a case code
start-more = Good to know
who-title = Who reads what you write?
who-intro = Only the reporting desk that you choose. Your device locks your text before it leaves. Whoever runs this website can read nothing. There are no other readers.
desk-alternative = This desk also takes reports about another desk or about those who lead it.
fingerprint = Fingerprint of the key:
fingerprint-hint = Is there a fingerprint on a poster or card? It must be the same. Is it different? Then send nothing.
known-title = Anonymous, confidential or by name?
known-anonymous =
    Nobody knows who you are, not even the desk.
    You go on talking through your mailbox, with your case code.
    Protection against detriment can then be harder to prove.
known-confidential =
    The desk knows who you are or how to reach you.
    It gives your name to nobody unless you agree.
    Only if a law demands it can that be different. You will hear that first.
known-named =
    Whoever handles the report may know your name.
    The desk can call or invite you directly.
    It is easier to rely on the protection of the law.
known-later = You can begin anonymously and give your name later. The other way round is not possible.
after-title = What happens after that?
after-list =
    You get a case code of twelve words. With it you read the answer later.
    Within 7 days you get an acknowledgement in your mailbox.
    The desk assesses your report and may ask you questions.
    At most 3 months after that you hear what was done with your report.
    In your mailbox you see how it stands and by which day you will hear more.
kept-title = How long is your report kept?
law-title = How does the law protect you?
law-list =
    Nobody may harm you because you report. Think of dismissal, transfer or bullying.
    Are you harmed all the same? Then your employer must prove that it is not because of your report.
    An agreement to keep silent about wrongdoing is void.
    Those who help you report are protected too.
    The Whistleblowers Authority (Huis voor Klokkenluiders) gives free advice. There is also help from a lawyer and help with stress.
law-checked = This explanation was last compared with the law on { $day }.
limits-title = What can we not protect?
limits-intro = We do a lot to protect you. This we cannot do:
limits-list =
    Your way of writing. Someone who knows you can recognise it.
    Details that few people know. Put those in the separate box for the desk.
    Somebody looking over your shoulder, or a camera that sees you.
    A phone or computer that somebody else controls, such as one of your work.
    Your network seeing that you visit this website. Tor Browser helps against that, but using Tor can be noticed too.
    The history of your browser. You clear that yourself.
    Your case code, if somebody finds it. They can read the answer.
advice-title = Do you want to talk to somebody first?
advice-intro = You always may. You can also ask for advice here without reporting. You need not decide anything yet.
check-title = How do you know that this is right?
check-intro =
    The text and the list of desks on this page are signed by the desks themselves. Your device has just checked that signature.
    Each message gets a line in a public log. So nobody can take a message out unseen. Anyone can rebuild the software and compare.
check-build = Checksum of this page (SHA-256):
check-clients = You don’t trust a website for this? Then report with the program Bellrope. After downloading, check the checksum (SHA-256).
check-core-wasm = The protection runs on your device as WebAssembly.
check-core-js = The protection runs on your device as JavaScript. That is just as safe and a little slower.
contact-title = Contact
contact-meeting = You would rather talk? In your message, ask for a meeting, or for a number and a time to call. Your name is not needed for that.
body-checked = Checked on { $day }

## Safety (requirements 18.3)

safety-title = Before you begin
safety-list =
    Do not use a phone or computer of your work.
    Do not use the wifi or VPN of your work.
    Take care with photos and files: they can give away who you are.
    Do not share classified information.
    You will get a case code. Keep it well; nobody can find it again for you.
safety-exit = The button ‘Leave quickly’ takes this page away at once. Your browser may remember that you were here.
safety-understood = I understand, go on
safety-more = Read more about reporting safely
safety-why-title = Why not at work?
safety-why = A device of your work can keep track of what you type and look at. The network of your work can keep track of the websites that you visit. That often happens by itself, without anyone suspecting you.
safety-choice-title = What fits your risk?
safety-choice =
    Low risk: your own phone, on mobile data instead of wifi.
    More risk: Tor Browser on your own device, not at home and not at work.
    High risk: another device, in a place where you do not often come. Leave your own phone at home. Or first talk to somebody you trust.
safety-history-title = What does your browser remember?
safety-history = Your browser remembers which websites you visit. Use a private window or Tor Browser, or clear today’s history afterwards. This page itself keeps nothing on your device.
safety-writing-title = How do you write safely?
safety-writing = Write short and plain. Better not write ‘I was the only one who’. Leave out what only you can know, or put it in the separate box for the desk.
safety-classified-title = What is classified?
safety-classified = That is information with a marking such as Departementaal Vertrouwelijk, Stg. Confidentieel, Stg. Geheim or NATO Secret. Do not write it here and do not send it along. Is your report about secret work? Only ask here how you can tell it safely, or go to the misconduct coordinator of your service or to the CTIVD.
safety-keyboard-title = Keyboard and dictation
safety-keyboard = Some keyboards on phones pass on what you type or say. Do not dictate, and turn suggestions off if you can.

## Who does what

landscape-title = Who does what?
landscape-intro = There are more places to go. Here you see who does what. You may always ask for advice first.
group-advice = Advice and support, without reporting
group-inside = Inside the organisation
group-outside = Outside the organisation

error-title = This does not work now
error-nothing-sent = Nothing was sent. What you typed has only been on this screen.
