# The check of what a reporter hands in.

check-receipt = Proofs and receipts that were handed in
    .asks = Was this letter logged on that day, and did the relay keep what it promised?

receipt-form = A file is neither a proof nor a receipt
    .means = Nothing can be said about it.
receipt-proof = A proof does not hold
    .means = It was changed, it is incomplete, or it is about another desk. It proves nothing.
receipt-signature = A receipt was not signed by this desk's relay
    .means = Anyone could have written it. It promises nothing.
receipt-late = The relay kept its promise too late
    .means = The letter is in the log, but later than the relay had signed. A relay that was down may do that; one that does it often holds letters back.
receipt-broken = The relay broke its promise
    .means = The relay signed that it would log this letter, and did not. With the receipt, anyone can see that.
receipt-letter = The letter is not the one
    .means = The file speaks of another letter than the one that was handed in with it.

limit-receipt-contact = Whoever has such a file is shown to have been in contact with the desk, or to have it from someone who was. It does not say what the letter says.
limit-receipt-time = Without a witness's signature only the relay says when the letter was logged.
limit-receipt-content = A proof says that a letter of this hash was logged. That the letter was real and not a cover, only its reporter and the desk can show.
