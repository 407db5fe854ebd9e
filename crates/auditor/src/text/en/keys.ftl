# The check of cards and keys.

check-keys = Cards and keys
    .asks = Are the desk's keys the ones that it published, is there a valid one for every week, and is nothing private among what is public?

keys-card-missing = A key card is missing
    .means = The public list says that this card exists, but nobody can read it. Whoever relied on it cannot be checked.
keys-card-hash = A key card was exchanged
    .means = The card shown now is not the one that was entered in the public list. Somebody changed it afterwards.
keys-card-signature = A key card is not signed by this desk
    .means = The card does not lead back to the fingerprint that you hold. Letters sealed with its keys could be read by somebody else.
keys-serial = A key card has the wrong number
    .means = Cards are numbered one after the other. One that stands in the wrong place may hide another.
keys-made = Key cards are dated in the wrong order
    .means = A later card says that it is older than the one before it. One of the two dates is not true.
keys-pinned = Your own card is not in the list
    .means = The card that you were given and the public list differ. Either you or the public was shown a false card.
keys-gap = There was a time without a valid card
    .means = The old card had expired before the new one was published. In that time nobody could report safely.
keys-expired = The key card has expired
    .means = Reporters' programs refuse to send until the desk publishes a new card.
keys-weeks-few = Weekly keys are running out
    .means = The desk publishes keys for eight weeks ahead. Fewer than two are left: if no new card comes, reporting will stop.
keys-week-changed = The key of a week was exchanged
    .means = Two cards name different keys for the same week. Letters of that week may have been sealed to somebody else's key.
keys-repeated = A key is used twice
    .means = A key that had been left behind, or that belongs elsewhere, is used again. Whoever got hold of the old one has the new one.
keys-push = Earlier push keys were left out or changed
    .means = A card must list the keys before its own and what each had signed. Otherwise nobody can check what was published under them, or an old key could sign anew.
keys-shared = One key serves two purposes
    .means = Keys for different purposes must differ, so that a signature for one cannot pass for the other, and nobody is his own witness.
keys-authentication = A numbered key was exchanged
    .means = The number stands for one key for ever. With another key under it, running cases could no longer be answered.
keys-reply-count = The number of replies a day was changed without notice
    .means = The number is constant so that it tells nothing. It may only rise, and seven days ahead. A sudden change shows how busy the desk is.
keys-relay-changed = The relay's keys changed
    .means = The keys that sign the logs are not those of the card before. Earlier promises cannot be held against the new keys.
keys-relay = The relay's published keys are others than those of the card
    .means = The relay, or whoever published these keys, shows other keys than the desk vouches for.
keys-private = A private key may have been published
    .means = In a place for public keys there is something that looks like a private key. If it is one, it must be replaced at once.
keys-not-public = Something else than a public key
    .means = In a place for public keys there is a file that is none. It may be a mistake; look at it.
keys-fingerprint = A published fingerprint is that of another desk
    .means = Whoever trusts this fingerprint would trust another desk than the one checked here.

limit-keys-holder = who holds the private keys: a key that was copied looks like one that was not
limit-keys-fingerprint = that the fingerprint is the right one: compare it with one that you got another way, such as a poster
