## Questions (requirements 18.1)

rather-not = I skip this
need-route = Choose what you want to do.
need-family = Choose what it is about. You don’t know? Then choose the last one.
need-story = This we really need. A few sentences are enough.
need-name = Fill in your name, or choose anonymous or confidential.
need-name-complaint = For a complaint we need your name. You would rather not give it? Then go back and choose to report.
need-desk = Choose a reporting desk.
need-text = Write down what you want to tell.

q-route = What do you want to do?
route-report = Report
h-route-report = You tell what is wrong. You may do so anonymously.
route-signal = Give a signal
h-route-signal = A concern or a bad atmosphere, without a person or incident. You may do so anonymously.
route-advice = Ask for advice
h-route-advice = You ask what you can best do. You need not report anything after it. You may do so anonymously.
route-complaint = Make a formal complaint
h-route-complaint = About behaviour that you experienced yourself. This cannot be anonymous.
police-title = And a report to the police?
police =
    Is it a crime? Then you can go to the police or the Royal Marechaussee (KMar). That is not possible on this page.
    You may do both: go to the police and report here. You don’t know what is right? Then ask for advice here first.

complaint-title = A complaint is not anonymous
complaint-explained =
    The complaints committee (COG) handles your complaint. It must know who you are, and the person you complain about will hear it too. A complaint is about something you experienced yourself.
    You can also report anonymously here. Then you need not say who you are.
complaint-kept = What you typed already stays.
complaint-report = Rather report anonymously
complaint-name = A complaint all the same, with my name

q-identity = Do you want to stay anonymous?
identity-anonymous = Anonymous
h-identity-anonymous = Nobody knows who you are. This is the usual choice.
identity-confidential = Confidential
h-identity-confidential = Only the desk knows who you are or how to reach you.
identity-named = By name
h-identity-named = Whoever handles the report may know your name.
q-name = What is your name?
q-name-optional = What is your name? You may leave this empty.
h-name = We pass your name on only if you agree.
q-name-complaint = Who are you?
h-name-complaint = For a complaint we need your name. You would rather not give it? Then go back and choose to report.
q-contact = How can we reach you, beside your mailbox?
h-contact = For instance a phone number of your own, and when it is safe to call. Rather not one of your work. You may leave this empty.

q-desk = Which reporting desk do you want?
h-desk = Only the desk that you choose can read what you write.
desk-about-itself = Is it about the desk itself, or about somebody who works there? Then choose another desk.

q-family = What is it about?
h-family = Not sure? That is all right. We look at it too.
family-ZS = Business-related violations
h-family-ZS = Such as corruption, fraud, favouritism, misuse of vehicles or of powers.
family-OG = Undesirable behaviour
h-family-OG = Such as bullying, discrimination, exclusion, (sexual) intimidation or violence.
family-XX = Something else or I don’t know
h-family-XX = Such as an unsafe situation, or detriment after you reported something.

q-kinds = What fits best?
h-many = You may choose more than one, or none.
code-of-conduct = What the code of conduct says about this
referral-go-on = You can also simply go on here.

q-danger = Is anyone in danger now?
danger-yes = Yes
danger-no = No
danger-unknown = I don’t know
danger-call = Is someone in danger now? Call 112. We do not read your report at once.

q-story = What happened?
h-story = Write down what you know. You need no proof: a suspicion is enough. This part may be seen by whoever handles the report. Details that could reveal you are asked for on the next screen.

q-private = Are there details that could reveal you?
h-private = Put them here, apart. This part stays with the desk.

q-when = When was it?
when-once = Once
when-repeated = More than once
when-ongoing = It still goes on
q-when-text = When was that, roughly? A day, a month or a period is fine.

q-place = Where was it?
h-place = A unit or a place, as broad as you like.

q-people = Who is involved?
h-people = Names, functions or a description. Also say whether it is, for instance, a manager or a colleague, and whether somebody younger than 18 is involved.

q-knowledge = How do you know?
knowledge-experienced = I experienced it myself
knowledge-seen = I saw it myself
knowledge-heard = I heard of it
knowledge-documents = From documents

q-evidence = Is there evidence, or are there witnesses? Could the evidence disappear?
h-evidence = You need no proof. Do not start investigating yourself.

q-earlier = Have you reported this before? To whom? What happened then?
h-earlier = Is there a complaint, a report to the police, an objection or a court case already? Tell us that too. Do you still have a case code from then? Then it is better to go on with that code. Never write a case code in your report.

q-exclude = Who must not see this report?
h-exclude = Feel free to give names or functions, of the desk itself too.

q-level = At what level should it be handled?
h-level = We will consult you first.
level-desk = The desk only
level-commander = Commander or manager
level-higher = A higher level
level-outside = Outside Defence
level-none = No preference

q-wishes = What would you like to happen?
wish-stop = That it stops
wish-investigation = An investigation
wish-talk = A talk or mediation
wish-register = Only put it on record
wish-protection = Protection
wish-apology = An apology
wish-unknown = I don’t know
q-wish-text = Would you like to add something?

q-detriment = Do you fear detriment, or do you have it already?
h-detriment = Detriment because of a report is forbidden. You may also say here what help you need.
detriment-no = No
detriment-afraid = Yes, I fear it
detriment-already = Yes, I have it already
q-detriment-text = Would you tell us what is going on?

q-role = What is your role?
h-role = Everybody may report. Also if you no longer work there, or work there through another company.
role-military = Military
role-civilian = Civilian employee
role-reservist = Reservist
role-student = In training or intern
role-contractor = Contractor, self-employed or supplier
role-former = Former employee
role-other = Other, such as volunteer or applicant
role-unsaid = I would rather not say

q-behalf = Do you report for yourself or for someone else?
h-behalf = For instance for a colleague, or as a confidential adviser, union or family.
behalf-self = For myself
behalf-other = For someone else
q-consent = Does that person know, and do they agree?
consent-yes = Yes
consent-no = No
consent-unknown = I don’t know

year-title = What { $name } did with reports of { $year }
year-received = { $received } reports stand on the public board.
year-acknowledged = { $acknowledged } of them were acknowledged within 7 days.
year-feedback = { $feedback } of them got an answer within 3 months about what was done.
year-overdue = { $overdue ->
    [0] No reporter is waiting too long.
    [one] 1 reporter is waiting too long.
   *[other] { $overdue } reporters are waiting too long.
    }
year-source = The desk signed this on { $day }. This page has checked the signature.
