# Texts of the screens: the frame, and what is on every page.

ui-name = Bellrope desk
ui-skip = Skip to content
ui-navigation = Places
ui-lock = Lock
ui-quit = Quit
ui-shortcuts = Access keys
ui-title-error = Error: { $title }
ui-errors = { $count ->
    [one] Something is not right yet
   *[other] { $count } things are not right yet
}
ui-no-back = No, go back
ui-pages = Pages
ui-previous = Previous
ui-next = Next
ui-page-at = Page { $page } of { $count }
ui-page = Page
ui-page-of = of
ui-copy = Copy { $copy }
ui-locks-after = The vault locks after { $minutes } minutes without use.
ui-locking = The vault locks within a minute. What you are typing would be lost.
ui-stay = Stay
ui-absent-title = There is nothing here
ui-refused-title = This cannot be done
ui-machine-title = The computer could not do this
ui-cause = For the administrator:
err-no-page = there is no page with this address
rec-no-page = choose a place on the left
err-stale = this page is from before the last lock
rec-stale = nothing was done; go back, load the page again and repeat it

nav-inbox = Inbox
nav-triage = Triage
nav-cases = Cases
nav-terms = Terms
nav-search = Search
nav-outbox = Outbox
nav-import = Import
nav-export = Export
nav-trail = Trail
nav-keys = Keys
nav-people = People
nav-settings = Settings

shortcuts-how = Press the key together with your browser's modifier: Alt in most, Alt and Shift in Firefox.
shortcuts-key = Key
shortcuts-place = Where it leads

## Unlocking

unlock-title = The vault is locked
unlock-lead = Unlock it with your passphrase.
unlock-passphrase = Passphrase
unlock-hint = Every try takes about a second, on purpose. There is no limit to the tries.
unlock-tries = { $count ->
    [one] 1 passphrase did not open the vault.
   *[other] { $count } passphrases did not open the vault.
}
unlock-do = Unlock
unlock-idle = The vault was locked: { $minutes } minutes passed without use.
quit-title = The desk is closed
quit-done = The vault is locked and nothing of it is left in memory. You may close this page.

## Work that takes long

job-begins = Beginning
job-progress = Progress
job-hint = This page tells when it is done. Leave the stick in.
job-lost = The work broke off, and the vault was locked. Nothing that was done before is lost. Unlock and try again.

## Inbox

inbox-empty = There are no cases.
inbox-import = Import a bundle
inbox-caption = Cases: { $count }
inbox-number = Number
inbox-kind = Kind
inbox-age = Age
inbox-days = { $count ->
    [0] today
    [one] 1 day
   *[other] { $count } days
}

## Where files are

places-found = Files on what is plugged in
places-media = What is plugged in
places-typed = A place that I type below
places-none = No stick or disk is plugged in.
places-file = File, with its folders
places-other-file = Another file, with its folders
places-target = Folder, or file with its folders
places-other-target = Another folder, or a file with its folders
places-hint = Such as /media/anna/STICK/mid.tar
places-browse = Choose…
places-missing = Choose a place or type one.
places-replace = Replace a file that is there
places-taken = { $file } is there already. Choose another name, or tick that it may be replaced.

## Import

import-lead = Take the bundle that the courier fetched. It is verified whole before anything changes.
import-do = Import
import-working = Import
import-to-inbox = To the inbox
imported-done = The bundle was verified and imported.
imported-cases = New cases
imported-letters = New letters in cases
imported-covers = Cover letters
imported-witnesses = Witnesses that cosigned the log
imported-raw = Raw letters (a case each)
imported-unverified = Unverified letters
imported-repeats = Repeats refused
imported-unopened = Not openable with a key of this desk
imported-blocks = Blocks of parcels
imported-destroyed = Weekly keys destroyed
imported-new = New cases

## Export and backup

export-lead = Write what the courier takes along: key cards, the batch of every day, confirmations.
export-do = Write the export
export-working = Export
export-step = making the batches that are due and writing the bundle
export-backup-first = Letters were imported that no backup has. Without a backup the relay is not told that it may delete them.
exported-done = The export was written.
exported-file = File
exported-cards = Key cards
exported-batches = Batches
exported-confirms = Confirms all letters below number
exported-board = Board
backup-title = Backup
backup-lead = Write a backup. It is read again and compared before it counts. Keep it on another medium than the export.
backup-do = Write the backup
backup-working = Backup
backup-step = writing the backup and reading it again
backup-to-export = To the export

## Outbox

outbox-lead = Every day one batch of the same size goes out, full or not. Nobody outside sees how full it is.
outbox-waiting = Replies that wait
outbox-receipts = Cases with receipts that wait
outbox-next-today = The batch of today
outbox-next-tomorrow = The next batch
outbox-filled = { $used } of { $count } places
outbox-later = { $count ->
    [one] 1 reply goes out a day later.
   *[other] { $count } replies go out on later days.
}
outbox-make = Make the batch of today
outbox-days = Batches made
outbox-day = Day
outbox-none = No batch has been made yet.

## Keys

keys-fingerprint = Fingerprint of the desk
keys-fingerprint-hint = Compare it now and then with the one that reporters see.
keys-card = Newest key card
keys-card-until = Good until
keys-replies = Replies a day
keys-witnesses = Witnesses on the card
keys-weeks = Weekly keys that are held
keys-weeks-hint = Reporters lock their letters with the key of the week. A key is destroyed 30 days after its week, by the first import of a bundle that is later. It is in no backup.
keys-no-weeks = No weekly key is held. Make new ones (rotate).
keys-week = Week that begins on
keys-state = State
keys-destroyed = Destroyed from
keys-past = past
keys-now = this week
keys-ahead = ahead

## The shells

serve-link = Open this link in a browser of this machine. It works once.
serve-over = The desk is closed.

err-no-window = { $name } is not beside this program
rec-no-window = install it, or show the screens in a browser: bellrope-desk serve
rec-no-shell = install it beside this program

## Codes

codes-title = QR codes
codes-offer = Where no stick may come in, the export can be shown as QR codes. The courier films them and reads them with bellrope-courier scan.
codes-do = Export as QR codes
codes-ready = The export is ready to be filmed.
codes-show = Show the codes
codes-lead = Point the camera at the code, so that the white around it is in the picture, and start. The codes go round until you stop; it does not matter which ones the camera misses.
codes-flicker = The picture flickers. At more than 3 a second it can harm people with photosensitive epilepsy.
codes-alt = QR code for the camera
codes-frame = Code
codes-start = Start
codes-stop = Stop
codes-speed = Codes a second
codes-needed = The camera needs about { $count } different codes.
err-codes-length = the export is { $bytes } bytes, and { $most } fit into codes
rec-codes-length = write it to a stick
