# Teksten van de schermen: het kader, en wat op elke pagina staat.

ui-name = Bellrope-meldpunt
ui-skip = Naar de inhoud
ui-navigation = Plaatsen
ui-lock = Vergrendelen
ui-quit = Afsluiten
ui-shortcuts = Sneltoetsen
ui-title-error = Fout: { $title }
ui-errors = { $count ->
    [one] Er klopt nog iets niet
   *[other] Er kloppen nog { $count } dingen niet
}
ui-no-back = Nee, ga terug
ui-pages = Bladzijden
ui-previous = Vorige
ui-next = Volgende
ui-page-at = Bladzijde { $page } van { $count }
ui-page = Pagina
ui-page-of = van
ui-copy = Kopie { $copy }
ui-locks-after = De kluis gaat na { $minutes } minuten zonder gebruik op slot.
ui-locking = De kluis gaat binnen een minuut op slot. Wat u nu typt, gaat dan verloren.
ui-stay = Blijven
ui-absent-title = Hier is niets
ui-refused-title = Dit kan niet
ui-machine-title = De computer kon dit niet doen
ui-cause = Voor de beheerder, in het Engels:
err-no-page = er is geen pagina met dit adres
rec-no-page = kies links een plaats
err-stale = deze pagina is van voor de laatste vergrendeling
rec-stale = er is niets gedaan; ga terug, laad de pagina opnieuw en doe het nog eens

nav-inbox = Postvak
nav-triage = Triage
nav-cases = Zaken
nav-terms = Termijnen
nav-search = Zoeken
nav-outbox = Uitgaand
nav-import = Importeren
nav-export = Exporteren
nav-trail = Spoor
nav-keys = Sleutels
nav-people = Mensen
nav-settings = Instellingen

shortcuts-how = Druk de toets samen met de toets van uw browser in: in de meeste Alt, in Firefox Alt en Shift.
shortcuts-key = Toets
shortcuts-place = Waar die heen leidt

## Ontgrendelen

unlock-title = De kluis is op slot
unlock-lead = Ontgrendel de kluis met uw wachtwoordzin.
unlock-passphrase = Wachtwoordzin
unlock-hint = Elke poging duurt met opzet ongeveer een seconde. Het aantal pogingen is niet beperkt.
unlock-tries = { $count ->
    [one] 1 wachtwoordzin opende de kluis niet.
   *[other] { $count } wachtwoordzinnen openden de kluis niet.
}
unlock-do = Ontgrendelen
unlock-idle = De kluis is op slot gegaan: { $minutes } minuten zonder gebruik.
quit-title = Het meldpunt is gesloten
quit-done = De kluis is op slot en er staat niets meer van in het geheugen. U kunt deze pagina sluiten.

## Werk dat lang duurt

job-begins = Begint
job-progress = Voortgang
job-hint = Deze pagina zegt het als het klaar is. Laat de stick zitten.
job-lost = Het werk brak af, en de kluis is op slot. Wat eerder gedaan was, is niet verloren. Ontgrendel de kluis en probeer het opnieuw.

## Postvak

inbox-empty = Er zijn geen zaken.
inbox-import = Een bundel importeren
inbox-caption = Zaken: { $count }
inbox-number = Nummer
inbox-kind = Soort
inbox-age = Ouderdom
inbox-days = { $count ->
    [0] vandaag
    [one] 1 dag
   *[other] { $count } dagen
}

## Waar bestanden staan

places-found = Bestanden op wat is aangesloten
places-media = Wat is aangesloten
places-typed = Een plaats die ik hieronder typ
places-none = Er is geen stick of schijf aangesloten.
places-file = Bestand, met mappen
places-other-file = Een ander bestand, met mappen
places-target = Map, of bestand met mappen
places-other-target = Een andere map, of een bestand met mappen
places-hint = Zoals /media/anna/STICK/mid.tar
places-browse = Kiezen…
places-missing = Kies een plaats of typ er een.
places-replace = Een bestand dat er al is vervangen
places-taken = { $file } bestaat al. Kies een andere naam, of vink aan dat het vervangen mag worden.

## Importeren

import-lead = Neem de bundel die de koerier heeft opgehaald. Die wordt eerst helemaal nagekeken; pas daarna verandert er iets.
import-do = Importeren
import-working = Import
import-to-inbox = Naar het postvak
imported-done = De bundel is nagekeken en geïmporteerd.
imported-cases = Nieuwe zaken
imported-letters = Nieuwe brieven in zaken
imported-covers = Dekbrieven
imported-witnesses = Getuigen die het logboek medeondertekenden
imported-raw = Losse brieven (elk een zaak)
imported-unverified = Niet-geverifieerde brieven
imported-repeats = Geweigerde herhalingen
imported-unopened = Niet te openen met een sleutel van dit meldpunt
imported-blocks = Blokken van pakketten
imported-destroyed = Vernietigde weeksleutels
imported-new = Nieuwe zaken

## Exporteren en back-up

export-lead = Schrijf wat de koerier meeneemt: sleutelkaarten, de partij van elke dag, bevestigingen.
export-do = Export schrijven
export-working = Export
export-step = de partijen van vandaag en eerder maken en de bundel schrijven
export-backup-first = Er zijn brieven geïmporteerd die in geen back-up staan. Zonder back-up krijgt het relais niet te horen dat het ze mag wissen.
exported-done = De export is geschreven.
exported-file = Bestand
exported-cards = Sleutelkaarten
exported-batches = Partijen
exported-confirms = Bevestigt alle brieven onder nummer
exported-board = Overzicht
backup-title = Back-up
backup-lead = Schrijf een back-up. Die wordt teruggelezen en vergeleken voordat hij telt. Bewaar hem op een ander medium dan de export.
backup-do = Back-up schrijven
backup-working = Back-up
backup-step = de back-up schrijven en teruglezen
backup-to-export = Naar de export

## Uitgaand

outbox-lead = Elke dag gaat er één partij uit van dezelfde grootte, vol of niet. Buiten ziet niemand hoe vol die is.
outbox-waiting = Antwoorden die wachten
outbox-receipts = Zaken met ontvangstbewijzen die wachten
outbox-next-today = De partij van vandaag
outbox-next-tomorrow = De volgende partij
outbox-filled = { $used } van { $count } plaatsen
outbox-later = { $count ->
    [one] 1 antwoord gaat een dag later uit.
   *[other] { $count } antwoorden gaan op latere dagen uit.
}
outbox-make = De partij van vandaag maken
outbox-days = Gemaakte partijen
outbox-day = Dag
outbox-none = Er is nog geen partij gemaakt.

## Sleutels

keys-fingerprint = Vingerafdruk van het meldpunt
keys-fingerprint-hint = Vergelijk die af en toe met wat melders zien.
keys-card = Nieuwste sleutelkaart
keys-card-until = Geldig tot en met
keys-replies = Antwoorden per dag
keys-witnesses = Getuigen op de kaart
keys-weeks = Weeksleutels die er zijn
keys-weeks-hint = Melders vergrendelen hun brieven met de sleutel van de week. Een sleutel wordt 30 dagen na zijn week vernietigd, door de eerste import van een bundel die later is. Hij staat in geen back-up.
keys-no-weeks = Er is geen weeksleutel. Maak nieuwe (rotate).
keys-week = Week die begint op
keys-state = Stand
keys-destroyed = Vernietigd vanaf
keys-past = voorbij
keys-now = deze week
keys-ahead = komt nog

## De omhulsels

serve-link = Open deze link in een browser op deze computer. De link werkt één keer.
serve-over = Het meldpunt is gesloten.

err-no-window = { $name } staat niet naast dit programma
rec-no-window = installeer het, of toon de schermen in een browser: bellrope-desk serve
rec-no-shell = installeer het naast dit programma

## Codes

codes-title = QR-codes
codes-offer = Waar geen stick naar binnen mag, kan de export als QR-codes getoond worden. De koerier filmt ze en leest ze met bellrope-courier scan.
codes-do = Exporteren als QR-codes
codes-ready = De export is klaar om gefilmd te worden.
codes-show = De codes tonen
codes-lead = Richt de camera op de code, zo dat het wit eromheen in beeld is, en begin. De codes gaan rond tot u stopt; het geeft niet welke de camera mist.
codes-flicker = Het beeld flikkert. Bij meer dan 3 per seconde kan dat schadelijk zijn voor mensen met lichtgevoelige epilepsie.
codes-alt = QR-code voor de camera
codes-frame = Code
codes-start = Beginnen
codes-stop = Stoppen
codes-speed = Codes per seconde
codes-needed = De camera heeft ongeveer { $count } verschillende codes nodig.
err-codes-length = de export is { $bytes } bytes, en er passen er { $most } in codes
rec-codes-length = schrijf hem op een stick
