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
proposal-reason = Reason
proposal-answer = Why not
proposal-approve = Approve
proposal-weigh = You are the second person. Approve only what you have checked yourself. It is then done at once.
proposal-beside = Is your colleague here? They read this proposal and type their own passphrase. It can also be done later, when your colleague opens the vault.
proposal-witness = Your colleague’s passphrase
proposal-witness-hint = Look away for a moment. The passphrase is kept nowhere.
proposal-no-witness = Let a colleague type their own passphrase.
proposal-no-answer = Say why not.
proposal-refuse = Refuse
proposal-withdraw = Withdraw the proposal
proposal-approved = The proposal is approved.
proposal-refused = The proposal is refused.
proposal-withdrawn = The proposal is withdrawn.
proposal-waiting = { $count ->
    [one] 1 proposal waits for a second person.
   *[other] { $count } proposals wait for a second person.
}
proposal-waits = This takes a second person. Your proposal waits for a colleague.
plan-close-case = Conclude a case
plan-refer-case = Refer or transfer a case
