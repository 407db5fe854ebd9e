# Texts of the screens about the team.

people-lead = Who can open the vault, and what for. The trail has the pseudonym, not the name.
people-alone = You are alone. What takes two people is then done by one, and the trail says so.
people-name = Name
people-name-hint = As colleagues and reporters may read it. The name stays in the vault.
people-roles = Roles
people-since = Since
people-state = State
people-present = on the team
people-left = left on
people-me = this is you
people-add = Add somebody
people-add-do = Add
people-add-lead = Let your new colleague type the passphrase. You look away meanwhile.
people-added = Your colleague belongs to the team, and reads what comes in from now on.
people-no-name = Fill in a name.
people-no-role = Choose at least one role.
people-name-taken = There is a colleague with this name already.
people-passphrase = Change my passphrase
people-passphrase-lead = The old passphrase opens this vault no more after that. It still opens old backups.
people-passphrase-hint = At least 20 characters. Six random words are good; a birthday or a well-known sentence is not.
people-new-passphrase = New passphrase
people-again = Once more
people-differs = The two passphrases differ.
people-passphrase-taken = Choose another passphrase: this one is not free.
people-passphrase-changed = Your passphrase is changed.

## Proposals

proposal-title = Proposals
proposal-lead = Some acts are proposed by one person and approved by another. A proposal ends after 14 days.
proposal-none = Nothing was proposed.
proposal-what = Proposal
proposal-by = By
proposal-about = About
proposal-why = Reason
proposal-answer = Why not
proposal-approve = Approve
proposal-weigh = You are the second person. Approve only what you have checked yourself. It is then done at once.
proposal-beside = Is your colleague here? They read this proposal and type their own passphrase. It can also be done later, when your colleague opens the vault. With it your colleague also declares to have no interest in the case.
proposal-witness = Your colleague’s passphrase
proposal-witness-hint = Look away for a moment. The passphrase is kept nowhere.
proposal-no-witness = Let a colleague type their own passphrase.
proposal-no-answer = Say why not.
proposal-refuse = Refuse
proposal-withdraw = Withdraw the proposal
proposal-approved-said = The proposal is approved.
proposal-refused-said = The proposal is refused.
proposal-withdrawn-said = The proposal is withdrawn.
proposal-waiting = { $count ->
    [one] 1 proposal waits for a second person.
   *[other] { $count } proposals wait for a second person.
}
proposal-waits = This takes a second person. Your proposal waits for a colleague.
plan-close-case = Conclude a case
plan-refer-case = Refer or transfer a case

proposal-carry-out = Carry it out now
plan-recovery-made = Make shares of the recovery key

## Recovery

recovery-title = Recovery
recovery-lead = Shares of a key that open the vault together, when passphrases are forgotten or people are gone. One share alone opens nothing.
recovery-none = There are no shares. Whoever forgets the passphrase now cannot get to the cases any more.
recovery-new = New shares
recovery-shares = Shares
recovery-need-of = { $need } of the { $of } open the vault
recovery-made-on = Made on
recovery-set = Set
recovery-last = Last drilled
recovery-never = never
recovery-how = Earlier shares open nothing after that. Give each share to somebody else, also outside the team.
recovery-of = Number of shares
recovery-needed = How many are needed
recovery-make = Make the shares
recovery-no-number = Fill in two numbers.
recovery-no-reason = Give a reason.
recovery-cards = Shares to print
recovery-card = Share { $number } of { $of }
recovery-once = You see these shares once. They are nowhere else.
recovery-next-steps = Print them, each on a sheet of its own. Give everybody their own sheet, and let everybody type it again once (Drill). Then make a new backup.
recovery-printed = Printed, done
recovery-secret = Secret
recovery-drill = Drill
recovery-drill-lead = Let everybody type their own share. Nothing is opened and nothing changes; the trail mentions the drill.
recovery-share = Share { $number }
recovery-share-hint = As it is printed. Capitals, spaces and dashes do not matter.
recovery-try = Try
recovery-drilled = These shares open the vault. The drill stands in the trail.

## Settings

settings-promises = Own promises
settings-promises-lead = What this desk promises above the law. The terms of the law still hold.
settings-acknowledge = Acknowledge receipt within
settings-interim = Interim message every
settings-advice = Advice within
settings-nothing = no own promise
settings-acknowledge-in = Acknowledge receipt within (working days)
settings-interim-in = Interim message every (weeks)
settings-advice-in = Advice within (working days)
settings-empty = Empty: no own promise.
settings-number = Fill in a number from 1 to 100.
settings-keep = Record the promises
settings-kept = Recorded. The terms follow.
settings-other = Other settings
settings-elsewhere = You choose the language at the top.

plan-assign-anyway = Let somebody handle a case against a warning
plan-joining = Let somebody join the team
plan-leaving = Somebody leaves the team
plan-role-change = Give somebody other roles
plan-send-dossier = Send a dossier to somebody
plan-send-referral = Refer a case to a body
plan-sign-off-redaction = Sign off a redaction
plan-case-deleted = Delete a case

member-statement = Confidentiality accepted until
member-statement-title = Confidentiality statement
member-absence = Absence
member-absence-do = Note the absence
member-from = From
member-until = Until
member-back = Remove
member-no-days = Choose two days.
member-backwards = The last day lies before the first.
member-roles = Other roles
member-roles-do = Propose the roles
member-leave = Leaving
member-leave-lead = Whoever leaves opens the vault no more. All cases that this person read get a new key. What was seen, was seen.
member-leave-do = Propose that they leave
member-done = Recorded.
statement-text = I keep secret what I know of reporters, persons concerned and cases, also when I no longer work here. I share it only with whoever needs it for the case.
statement-holds = You accepted this; it holds until { $day }.
statement-over = Your statement held until { $day }. Accept it to go on working.
statement-accept = I accept this for a year
statement-accepted-said = Your statement holds for another year.
