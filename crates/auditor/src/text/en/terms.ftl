# The check of the desk's boards.

check-terms = What the desk says of its own terms
    .asks = Could every line of the desk's published board be true, and did nothing that it once said disappear or change?

terms-signature = A board is not signed by the desk
    .means = Anyone could have written it. Nothing in it counts.
terms-missing = A board is missing
    .means = A later board says that this one existed. What it said cannot be compared any more.
terms-fork = There are two boards with one number
    .means = The desk signed both. It tells different people different things.
terms-sequence = A board does not follow the one before
    .means = Boards are numbered, dated and chained. This one breaks the chain: a board was left out, exchanged, or made up afterwards.
terms-line-gone = A line disappeared
    .means = A case that was on the board is not on it any more, or stays longer than all others. Totals do not mean what they meant.
terms-line-changed = A line was changed afterwards
    .means = What a board says of a case stays, but for a term that is met later. The desk now says something else of the past.
terms-line-impossible = A line cannot be true
    .means = The weeks of the line are out of order, or make its word impossible: it says in time and cannot have been.
terms-line-early = A case is listed that is neither closed nor overdue
    .means = Lines come only when a case is closed or overdue. One that comes earlier says more about the case than it should.
terms-few = A board went out with fewer than five new or changed lines
    .means = Whoever sees on which day a line appears can then guess whose it is. The desk must wait until five go together.
terms-received = More cases than letters
    .means = The board says that more cases came in a week than the public log has letters of it. Some of them were made up.
terms-replies = More answers than replies
    .means = The board says that more cases were answered in a week than the public log has replies of it. Some of these answers were never sent.
terms-batch = The board is of a day without replies
    .means = A board counts what was sent by its day, and the replies of that day are not in the public log.

limit-terms-unlisted = A case that the desk never lists is seen by nobody but its own reporter, with bellrope check.
limit-terms-bound = Letters and replies are counted with covers among them. So the logs set limits that few boards come near; they do not prove that a line is true.
limit-terms-label = The day of a batch of replies is the desk's label. A desk that exports once in some days can fill an earlier day's batch; the witnesses' times bound by how much.
limit-terms-views = A relay together with the desk can show different readers different boards, until they compare them.
