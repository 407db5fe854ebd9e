# Redaction: errors, paper, commands, screens.

err-no-redaction = the case has no redaction { $redaction }
err-no-part = this redaction has no part { $part } of that kind
err-no-mark = there is no mark or suggestion { $mark }
err-no-source = the case has no such text
rec-no-source = see which texts can be redacted; notes and drafts never can
err-parts = { $parts } parts were chosen; choose from 1 to { $most }
err-redaction-title = give a title of one line, not too long
err-no-ground = there is no ground { $code }
rec-no-ground = choose a code from the list of grounds
err-marked-already = this is marked on this ground already
err-mark = this cannot be marked
err-mark-nowhere = these words stand nowhere unmarked
err-pixels = this picture cannot be redacted so
err-not-signed-off = redaction { $redaction } is not signed off as it is now
rec-not-signed-off = let a second reader sign it off; after every change that is needed again
err-original-changed = the original of redaction { $redaction } is not what it was

redaction-paper-subject = Redacted version
redaction-paper-label = Redacted version
redaction-paper-lead = A part of this version was left out. Each place has a box of the same size with the ground. What stood in the box is not in this file.
redaction-paper-part = Part { $part }
redaction-paper-boxes = Redacted on the grounds of { $grounds }
redaction-paper-alternative = Picture of a page of an attachment; redacted parts are dark areas
redaction-paper-legend = Grounds
redaction-paper-original = Original
redaction-paper-link = The reporting point keeps the unchanged original. This code belongs to that original and says nothing of its content: { $hash }
