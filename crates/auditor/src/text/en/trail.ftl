# The check of a desk's audit trail.

check-trail = What was done at the desk
    .asks = Is the desk's own record whole and unchanged, and did people keep to the rules that it shows?

trail-form = The file is not an exported trail
    .means = It is incomplete, or a line of it was changed so that it cannot be read. Nothing in it is believed. Ask for a new export.
trail-key = The desk does not vouch for this trail
    .means = The key that signed it is not one that the desk's root has named. Anyone could have written it.
trail-entry = An entry was changed, taken out, put in or moved
    .means = What the desk wrote down then is not what the file says now. The place is named; what was there cannot be told.
trail-head = The trail does not end where it says
    .means = The signed head names another last entry. The end was cut off, or something was added to it.
trail-cut = An earlier head is not part of this trail
    .means = You kept proof of what the trail was before, and this one is another. The desk has rewritten its record, or it went back to a backup: then it must say when and why.
trail-clock = The desk's clock jumped
    .means = An entry says an earlier time than the one before it, or a time that has not come yet. The order of entries is certain all the same; the days are not.
trail-stranger = Somebody acted who had no access
    .means = The trail does not say when this person came, or says that they had left. Access was given or kept outside the rules.
trail-statement = Somebody worked without a confidentiality statement
    .means = Everyone accepts it once a year before working on cases. This person had not, or too long ago.
trail-interest = Somebody read a case without declaring their interest first
    .means = Before reading a case, everyone says whether they have an interest in it, and who has one does not read it.
trail-unassigned = Somebody read a case that was not assigned to them
    .means = Cases are read by those who are assigned, and nobody else.
trail-term = A term was not kept
    .means = The desk wrote down a day by which something had to be done, and it was done later or not at all.
trail-four-eyes = Something that takes two people was not approved by a second
    .means = Some acts are proposed by one person and approved by another. Here the second person, the approval or the match between them is missing.
trail-alone = Something that takes two people was done by one
    .means = The program allows this only to a desk with one person, and says so. It is not how a desk should work: ask why there was no second person.
trail-export = Something left the vault without a reason
    .means = Every export and print has a recipient and a reason. Here the reason is missing.
trail-deletion = A case was not deleted by the rules
    .means = Cases are deleted after their time, not during a hold, and to the end. The finding says which of these was broken.
trail-week = A weekly key was not destroyed on time
    .means = Old letters stay safe from whoever takes the laptop only if the keys of past weeks are destroyed: from 30 to 60 days after their week. Too early, letters under way are lost.
trail-backup = Letters were confirmed before a backup held them
    .means = After a confirmation the relay deletes letters. If the laptop had been lost then, so had they.
trail-drill = Recovery was not tried for more than a year
    .means = If the laptop or its people are lost, shares bring the cases back. Whether they do, only a yearly drill shows.
trail-letters = The letters of a bundle do not add up
    .means = Every letter that came is in a case, was a cover, or waits as unverified. Here some are not accounted for.

limit-trail-unwritten = A trail shows what the desk wrote down. What was done beside the program, or by a changed program, is not in it.
limit-trail-rewritten = The desk holds the key of its trail. Only heads that you kept from before, in a place of your own, show that all of it was written anew.
limit-trail-clock = Days and times are those of the desk's own clock.
limit-trail-person = A person in the trail is a passphrase. Who shared theirs, or was made to give it, looks like the other.
