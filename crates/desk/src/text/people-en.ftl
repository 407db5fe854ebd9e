# The team: rights, four eyes, access.

role-caseworker = Caseworker
role-coordinator = Coordinator
role-custodian = Custodian of names
role-analyst = Analyst

right-carry = Carry data in and out, make backups
right-register = See the register: what is known of cases without content
right-handle = Be given cases, read and handle them
right-assign = Say who handles and who reads a case
right-second-case = Be the second person for decisions in a case
right-delete = Propose that a case is deleted
right-second-deletion = Be the second person for a deletion
right-ask-identity = Ask for the name of a reporter
right-keep-identities = Keep the names of reporters and release one as second person
right-figures = Make figures and reports, propose to publish them
right-second-publication = Be the second person for a publication
right-keys = Propose what is done with the keys
right-people = Propose who is on the team, keep the calendar of absences
right-second-team = Be the second person for keys and team
right-trail = Export the trail for an auditor

what-closing = Close without an investigation
what-referral = Hand over or refer
what-export = Export what is for the desk only
what-identity = Open the name of a reporter
what-deletion = Delete
what-publication = Publish
what-keys = Keys
what-people = Team
what-rule = Handler in spite of a warning

proposal-state-waiting = waits for a second person
proposal-state-approved = approved, not yet done
proposal-state-done = done
proposal-state-refused = refused
proposal-state-withdrawn = withdrawn
proposal-state-stale = ended: something has changed
proposal-state-expired = expired

err-right = Your role does not allow this.
rec-right = Ask the coordinator who may do it.
err-statement = Your confidentiality statement held until { $day }.
rec-statement = Accept the statement again. Then you can go on.
err-no-proposal = There is no such proposal.
rec-no-proposal = Look at the list of proposals.
err-proposal-kind = This is another kind of proposal.
err-proposal-closed = The proposal is no longer open for this.
err-proposal-other = Only whoever made the proposal can do this.
err-second-same = The second person must be another than the first.
err-second-about = It is about this person.
err-second-barred = This person is kept out of the case.
err-second-reader = This person does not read the case.
rec-second = Ask another member of the team.
err-no-second = Nobody else on the team may approve this.
rec-no-second = Add somebody to the team or to the case first.
err-proposal-stale = Something has changed since this was proposed. It has ended.
rec-proposal-stale = See how things are now and make a new proposal if it is needed.
err-no-reason = Give a reason.
err-long-reason = The reason is { $chars } characters. At most { $most } are allowed.
err-case-gone = This case is no longer there.
err-closed-case = Case { $number } is closed to you.
rec-closed-case = Ask the coordinator whether you may read it.
err-passphrase-taken = Somebody else uses this passphrase.
rec-passphrase-taken = Choose another passphrase.
err-nobody = Nobody of the team has opened the vault.
