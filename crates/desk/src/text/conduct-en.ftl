# What is asked of people of the team: handing over, the statement, a ground for what goes out.

person-joined = This person can open the vault now.
person-waits = A second person must approve this. Look at it with proposals.
person-done = Recorded.
absence-none = No absence is noted.
absence-line = { $name }: { $from } until { $until }
absence-deputy = replaced by { $name }
absence-warning = Case { $number }: a term ends on { $day }, and only { $name } handles the case and is away then.

handover-title = Cases to hand over
handover-lead = Cases that this person handles, or is the only one to read. Write in each what somebody else must know.
handover-none = There is no case to hand over.
handover-noted = Case { $number }: hand-over note of { $day }
handover-bare = Case { $number }: no hand-over note yet
handover-missing = { $count ->
    [one] 1 case of this person has no hand-over note yet.
   *[other] { $count } cases of this person have no hand-over note yet.
}
handover-case = Case
handover-note = Hand-over note
handover-write = Write
handover-not-yet = not yet
handover-heading = Hand-over note of { $name }, { $day }: never goes to the reporter
handover-mark = This is a hand-over note: what somebody must know who takes the case over
handover-left-by = Hand-over note of { $name }, { $day }: under Notes
member-deputy = Stand-in
member-no-deputy = nobody
member-deputy-is = replaced by { $name }
member-called = Other names
member-called-hint = One a line: a nickname, a name from before a marriage. If a reporter names one of these, this person does not read the case.
member-units = Units
member-units-hint = One a line, from the whole to the part, with / in between.
member-known = What a reporter knows this person by
member-known-do = Record

ground-words = Explanation
ground-words-hint = May stay empty. Only a hash of it goes into the trail.
ground-no-for = Choose what for.
ground-no-to = Choose for whom.
ground-choose = choose
errand-ground = What for
errand-recipient = For whom
ground-planning = planning of our own work
ground-audit = audit
ground-supervision = supervision
ground-investigation = investigation in this case
ground-referral = transfer or referral
ground-court = court or duty by law
ground-publication = publication of figures
ground-access-request = request for access
ground-other = other, see the explanation
to-auditor = auditor
to-supervisor = supervisor
to-investigator = investigator
to-police = military police or prosecutor
to-authority = competent authority
to-public = everybody
to-organisation = the organisation's own people
to-reporter = reporter
to-colleague = colleague of the desk
to-other = somebody else
err-ground-words = "Other" takes an explanation.
rec-ground-words = Write in a few words what it is for.

err-ground-long = The explanation is too long.
paper-copy = Number of the copy
paper-copy-number = Fill in a number from 1 to 999.
paper-make = Page to print
paper-lead = Paper goes out. The trail says what for and for whom you print this.

settings-lock = Locking
settings-lock-lead = After so many minutes without use the vault locks. Whoever starts the program can choose otherwise for that time with --lock-after.
settings-lock-after = Lock after (minutes)
settings-lock-now = The vault locks after { $minutes } minutes without use.
settings-lock-number = Fill in a number from 1 to 480.
settings-lock-keep = Record the minutes
err-lock-minutes = The vault locks after 1 to 480 minutes, not after { $minutes }.
