# Teksten voor de behandelaar. B1, u-vorm naar de melder.

## Vragen van de melding (kopjes)

q-route = Wat wil de melder
q-family = Waar gaat het over
q-kinds = Soort
q-danger = Is er nu gevaar
q-story = Wat is er gebeurd
q-private = Alleen voor het meldpunt
q-when = Wanneer
q-place = Waar
q-people = Wie zijn erbij betrokken
q-evidence = Bewijs en getuigen
q-earlier = Eerder gemeld
q-exclude = Wie mag dit niet zien
q-knowledge = Hoe weet de melder dit
q-level = Op welk niveau oppakken
q-wishes = Wat moet er gebeuren
q-wish_text = Wens in eigen woorden
q-detriment = Nadeel
q-role = Rol van de melder
q-behalf = Voor wie
q-identity = Bekend als
q-name = Naam
q-contact = Bereikbaar via
q-unknown = Overig ({ $member })

## Antwoorden

v-route-report = Melden
v-route-complaint = Een klacht indienen
v-route-advice = Advies vragen
v-route-signal = Een signaal geven
v-family-ZS = Zakelijke schendingen
v-family-OG = Ongewenst gedrag
v-family-XX = Iets anders / weet ik niet
v-kinds-ZS1 = Misbruik van voertuigen (of andere dienstmiddelen)
v-kinds-ZS2 = Corruptie (omkoping, geschenken)
v-kinds-ZS3 = Vriendjespolitiek of belangenverstrengeling
v-kinds-ZS4 = Oneigenlijk gebruik van bevoegdheden
v-kinds-ZS5 = Financiële schending (fraude, diefstal, verduistering)
v-kinds-ZS6 = Lekken of misbruik van informatie
v-kinds-ZS7 = Misbruik van geweldsbevoegdheid
v-kinds-ZS8 = Overtreden van interne regels (procedures, drugs)
v-kinds-ZS9 = Andere zakelijke schending
v-kinds-OG1 = Pesten
v-kinds-OG2 = Seksueel overschrijdend gedrag
v-kinds-OG3 = Seksuele intimidatie
v-kinds-OG4 = Intimidatie
v-kinds-OG5 = Discriminatie
v-kinds-OG6 = Uitsluiting
v-kinds-OG7 = Agressie of geweld
v-kinds-OG8 = Stalking
v-kinds-OG9 = Treiteren
v-kinds-OG10 = Kwaadspreken
v-kinds-OG11 = Ander ongewenst gedrag
v-kinds-BN = Benadeling na een melding
v-kinds-FV = Onveilige situatie (fysieke veiligheid)
v-danger-yes = Ja
v-danger-no = Nee
v-danger-unknown = Weet ik niet
v-pattern-once = één keer
v-pattern-repeated = vaker
v-pattern-ongoing = het gebeurt nog
v-knowledge-experienced = zelf meegemaakt
v-knowledge-seen = zelf gezien
v-knowledge-heard = gehoord
v-knowledge-documents = uit documenten
v-level-desk = door het meldpunt
v-level-commander = door de commandant of leidinggevende
v-level-higher = hogerop
v-level-outside = buiten de organisatie
v-level-none = geen voorkeur
v-wishes-stop = dat het stopt
v-wishes-investigation = een onderzoek
v-wishes-talk = een gesprek
v-wishes-register = dat het wordt geregistreerd
v-wishes-protection = bescherming
v-wishes-apology = excuses
v-wishes-unknown = weet ik nog niet
v-detriment-no = geen
v-detriment-afraid = bang voor nadeel
v-detriment-already = al nadeel
v-role-military = militair
v-role-civilian = burgermedewerker
v-role-reservist = reservist
v-role-student = in opleiding
v-role-contractor = inhuur of leverancier
v-role-former = oud-medewerker
v-role-other = anders
v-role-unsaid = zegt de melder liever niet
v-behalf-self = voor zichzelf
v-behalf-other = voor iemand anders
v-consent-yes = die het weet en ermee instemt
v-consent-no = zonder instemming
v-consent-unknown = instemming onbekend
v-identity-anonymous = anoniem
v-identity-confidential = vertrouwelijk
v-identity-named = op naam

## Statussen

status-received = Ontvangen
status-acknowledged = Ontvangst bevestigd
status-assessing = In beoordeling
status-question = Wacht op melder
status-handling = In behandeling
status-investigating = In onderzoek
status-on-hold = Aangehouden
status-referred = Doorverwezen
status-transferred = Overgedragen
status-feedback = Teruggekoppeld
status-closed = Afgerond
status-aftercare = Nazorg
status-withdrawn = Ingetrokken
status-reopened = Heropend

## Sjablonen

help-lines =
    Bij gevaar: bel 112. Na seksueel geweld: Centrum Seksueel Geweld, 0800-0188. Denkt u aan zelfdoding: bel 113 of 0800-0113. Steun na een misdrijf: Slachtofferhulp Nederland, 0900-0101.

## Het scherm

list-empty = Er zijn geen zaken.
list-case = { $number }  { $kind }  { $status }  ontvangen { $received }  { $due }
list-outgoing = Wacht op de volgende lading: { $count ->
    [one] 1 antwoord
   *[other] { $count } antwoorden
}.
kind-sealed = melding
kind-raw = losse brief
due-acknowledge = bevestigen vóór { $day }
due-acknowledge-late = BEVESTIGING TE LAAT ({ $day })
due-feedback = terugkoppelen vóór { $day }
due-feedback-late = TERUGKOPPELING TE LAAT ({ $day })
due-none = –

show-case = Zaak { $number } ({ $kind })
show-status = Status: { $status }
show-received = Ontvangen: { $day }
show-acknowledge-by = Bevestigen: uiterlijk { $day }
show-acknowledged = Ontvangst bevestigd: { $day }
show-feedback-by = Terugkoppelen: uiterlijk { $day }
show-letter-report = Melding, { $day }
show-letter-message = Bericht van de melder, { $day }
show-letter-withdraw = De melder trekt de melding in, { $day }
show-letter-raw = Losse brief, { $day }. De melder kan geen antwoord ontvangen.
show-letter-other = Brief van een onbekende soort ({ $kind }), { $day }
show-reply = Antwoord van het meldpunt, { $day }
show-reply-waiting = Antwoord van het meldpunt, { $day } (nog { $waiting } van { $parts } te verzenden)
show-parcel-complete = Pakket: compleet
show-parcel-missing = Pakket: { $missing } van { $blocks } blokken ontbreken nog
show-parcel-damaged = Pakket: compleet, maar niet wat de melder verzond
show-parcel-refused = Pakket: een bestand erin heeft een plaats of soort die niet mag
show-attachment = Bijlage { $number }: { $name } ({ $bytes } bytes)
show-status-sent = Status naar de melder: { $status }, { $day }

unverified-empty = Er zijn geen onbevestigde brieven.
unverified-letter = Brief { $index }, { $day }: { $reason }
reason-malformed = de inhoud is geen geldige brief
reason-intro = de sleutels in de brief kloppen niet
reason-handle = de brief hoort bij geen bekende zaak
reason-mac = de brief is niet met de sleutel van de zaak gemaakt
reason-tag = het merk in het logboek past niet bij de brief

import-step-open = bundel lezen
import-step-verify = bundel controleren
import-step-scan = { $count } brieven openen
import-step-write = kluis bijwerken
import-nothing-new = Niets nieuws: deze bundel is al ingelezen.
import-older = Niets nieuws: deze bundel is ouder dan wat al is ingelezen.
import-summary = Ingelezen: { $entries } brieven in het logboek, nummers { $first } tot en met { $last }.
import-cases = Nieuwe zaken: { $count }
import-letters = Nieuwe brieven in zaken: { $count }
import-raw = Losse brieven (eigen zaak): { $count }
import-unverified = Onbevestigd: { $count }
import-repeats = Herhalingen geweigerd: { $count }
import-covers = Dekbrieven: { $count }
import-unopened = Niet te openen met een sleutel van dit meldpunt: { $count }
import-lost = VERLOREN, door het doorgeefluik verwijderd voordat ze zijn ingelezen: { $count }
import-blocks = Blokken van pakketten: { $count }
import-blocks-differ = Blokken die anders zijn dan een eerder blok met dat adres (het eerste blijft): { $count }
import-new-case = Nieuwe zaak { $number }: bevestigen vóór { $day }
import-witness = { $count ->
    [0] Geen onafhankelijke getuige.
    [one] 1 getuige heeft het logboek mede ondertekend.
   *[other] { $count } getuigen hebben het logboek mede ondertekend.
}

reply-queued = { $parts ->
    [one] Het antwoord gaat mee met de volgende lading.
   *[other] Het antwoord gaat in { $parts } delen mee met de volgende lading.
}
reply-acknowledged = Ontvangst bevestigd. Terugkoppelen vóór { $day }.
status-set = Status: { $status }. De melder ziet dit na de volgende lading.
batch-made = { $day }: { $used } van { $count } plaatsen gebruikt.
batch-none = Er is geen lading te maken: die van vandaag is er al, of er is nog nooit een bundel ingelezen.
export-written = Geschreven: { $file }
export-cards = Sleutelkaarten: { $count }
export-batches = Ladingen: { $count } ({ $first } tot en met { $last })
export-confirm = Bevestiging: alle brieven onder nummer { $size }
export-board = Bord: nummer { $number }
export-no-confirm = Geen bevestiging: maak eerst een reservekopie (backup), dan bevestigt de volgende export.
board-summary = Bord { $number } van { $day }: { $lines } zaken, afgesloten of te laat.
board-acknowledged = Ontvangst bevestigd binnen 7 dagen: { $kept } op tijd, { $late } te laat, { $overdue } nog niet en te laat, { $open } nog open, { $withdrawn } ingetrokken.
board-feedback = Terugkoppeling binnen 3 maanden: { $kept } op tijd, { $late } te laat, { $overdue } nog niet en te laat, { $open } nog open, { $withdrawn } ingetrokken.
board-made = Nieuwe of gewijzigde regels: { $count }.
board-next = De volgende export neemt het bord mee; elke melder legt de eigen regel naast de eigen antwoorden.
board-waits = Er is geen nieuwer bord: dit bord wacht op publicatie, of is van vandaag. Exporteer, laat het brengen, en lees de volgende bundel van de koerier in.
board-few = Nieuwe of gewijzigde regels: { $count }. Een bord gaat pas weg met ten minste vijf, zodat niemand een regel herkent aan de dag waarop die verschijnt.
backup-written = Reservekopie geschreven en teruggelezen: { $file }
backup-next = Wekelijkse sleutels zitten er niet in. De volgende export bevestigt alles onder nummer { $size }.
restore-done = Kluis teruggezet in { $folder }.
restore-next = Lees eerst een nieuwe bundel in (import), maak dan nieuwe sleutels (rotate) en exporteer.
rotate-card = Sleutelkaart { $serial }, weken tot en met { $day }.
rotate-kept = Sleutelkaart { $serial } is nog goed; er is niets veranderd.
rotate-destroyed = Wekelijkse sleutels vernietigd: { $count }
rotate-replies = Vanaf { $day } zijn er { $count } antwoorden per dag.
rotate-witnesses = { $count ->
    [one] Getuige: { $names }; { $quorum } moet meetekenen.
   *[other] Getuigen: { $names }; { $quorum } moeten er meetekenen.
}
rotate-next = Exporteer nu, zodat het doorgeefluik de nieuwe kaart krijgt.
saved-attachment = Opgeslagen: { $file }
fingerprint = Vingerafdruk: { $fingerprint }
init-done = Het meldpunt is opgericht. De kluis is { $folder }.
init-next =
    Zo gaat u verder:
    1. Schrijf de vingerafdruk op en vergelijk hem langs een tweede weg.
    2. Op het doorgeefluik: bellrope-relay desk --desk { $desk } --fingerprint { $hex } …
    3. Hier: bellrope-desk export --to FILE, en breng het bestand met bellrope-courier push.
session-open = De kluis is open. Typ een opdracht per regel; exit of Ctrl-D sluit de kluis.
session-closed = De kluis is dicht.

prompt-passphrase = Wachtwoordzin van de kluis: { "" }
prompt-new-passphrase = Nieuwe wachtwoordzin (ten minste { $chars } tekens): { "" }
prompt-again = Nog een keer: { "" }
prompt-text = Typ het antwoord; een regel met alleen een punt sluit af.

## Fouten en wat eraan te doen

err-absent = er is geen kluis in { $folder }
rec-absent = maak er een met init, of wijs de map aan met --vault
err-occupied = { $folder } bestaat al en is niet leeg
rec-occupied = kies een nieuwe map
err-busy = een ander programma heeft deze kluis open
rec-busy = sluit de andere sessie; er gaat niets verloren
err-passphrase = deze wachtwoordzin opent de kluis niet
rec-passphrase = let op hoofdletters, spaties en de toetsenbordindeling
err-passphrase-short = de wachtwoordzin heeft { $chars } tekens, nodig zijn er ten minste { $least }
rec-passphrase-short = neem zes of meer willekeurige woorden
err-passphrase-differs = de twee wachtwoordzinnen zijn niet gelijk
rec-passphrase-differs = er is niets gemaakt; begin opnieuw
err-no-passphrase = er is geen wachtwoordzin gegeven
rec-no-passphrase = typ hem, of geef hem als eerste regel van de standaardinvoer
err-damaged = de kluis is beschadigd: { $part }
rec-damaged = raak de map niet aan en zet de laatste reservekopie terug in een nieuwe map (restore)
err-machine = deze computer kon het niet doen
rec-disk = kijk of de schijf vol is of alleen te lezen; de kluis is zoals hij was
err-place = het lukt niet met het bestand of de map die u noemde
rec-place = klopt de plek, en zit de drager erin? De kluis is zoals hij was
err-other = dit kan niet
err-vault-missing = welke kluis?
rec-vault-missing = noem de map van de kluis met --vault
err-no-case = er is geen zaak { $number }
rec-no-case = list laat alle zaken zien
err-one-way = zaak { $number } is een losse brief: de melder kan geen antwoord ontvangen
err-empty = het antwoord is leeg
rec-empty = typ de tekst, of geef een bestand met --file; --draft verzendt het ontwerp
err-no-draft = zaak { $number } heeft geen ontwerp meer
err-too-long = het antwoord is { $bytes } bytes, er passen er { $most } in
rec-too-long = kort het in, of verdeel het over meer dagen
err-no-attachment = zaak { $number } heeft geen bijlage { $attachment }
rec-no-attachment = show { $number } laat de bijlagen met hun nummer zien
err-incomplete = van het pakket ontbreken nog { $missing } van { $blocks } blokken
rec-incomplete = lees een volgende bundel in
err-parcel = het pakket is niet wat de melder verzond
err-tar = het pakket heeft een bestand met een plaats of soort die niet mag
rec-tar = er is niets opgeslagen
err-exists = { $file } bestaat al
rec-replace = kies een andere naam, of vervang het bestand met --replace
rec-exists = kies een andere map; er wordt niets overschreven
err-clock = de klok staat op { $today }, vóór de laatste lading van { $last }
rec-clock = zet de klok van deze computer goed
err-bundle-torn = dit is geen bundel, of de kopie brak af na { $bytes } bytes
rec-bundle-torn = er is niets veranderd; kopieer de bundel opnieuw van waar de koerier hem schreef
err-bundle-outward = deze bundel gaat van het meldpunt naar het doorgeefluik, niet andersom
rec-bundle-outward = er is niets veranderd; neem de bundel die bellrope-courier pull voor dit meldpunt schreef
err-bundle-desk = deze bundel is van het meldpunt { $found }, niet van { $expected }
err-bundle = deze bundel wordt geweigerd
rec-bundle = er is niets veranderd; laat de koerier een nieuwe bundel halen
rec-rollback = er is niets veranderd; haal een nieuwe bundel, en meldt het doorgeefluik dit weer, waarschuw dan een auditor
err-no-backup = dit is geen reservekopie, of het bestand is beschadigd
rec-no-backup = neem een andere reservekopie; er is niets veranderd
err-backup = wat is teruggelezen, is niet wat is geschreven
rec-backup = neem een andere drager; er telt niets als reservekopie
err-witness-unknown = de sleutelkaart noemt geen getuige { $name }
err-witness-key = de sleutel van { $name } is niet die van een getuige
err-witness-twice = getuige { $name } zou er twee keer staan, met naam of sleutel
err-witness-quorum = { $quorum } getuigen kunnen niet meetekenen: het zouden er { $witnesses } zijn
err-witness-age = een medeondertekening moet meer dan nul seconden oud mogen zijn
err-reply-count = { $count } antwoorden per dag kan niet: het getal moet een macht van twee zijn, meer dan { $now } en ten hoogste { $most }
err-export-nothing = er is niets om mee te nemen
err-restored = deze kluis is teruggezet en weet nog niet wat het doorgeefluik heeft
rec-restored = lees eerst een nieuwe bundel in (import)
err-push-key = deze kluis is teruggezet en mist de sleutel die ondertekent wat u exporteert
rec-push-key = maak eerst nieuwe sleutels (rotate)
err-restore-passphrase = deze wachtwoordzin opent de reservekopie niet
err-not-here = deze opdracht kan niet binnen een open kluis
err-name = de naam van het meldpunt is geen geldige naam
err-relay-pub = { $file } is geen relay.pub
rec-relay-pub = neem het bestand dat bellrope-relay init schreef
err-no-name = het meldpunt heeft een naam nodig in het Nederlands en in het Engels
err-clock-ahead = de klok staat op { $today }, meer dan { $days } dagen na { $last }
err-card-clock = de klok staat op { $today }, vóór de sleutelkaart van { $made }
import-destroyed = Wekelijkse sleutels vernietigd, hun tijd is om: { $count }
page-written = Configuratie { $version } van de pagina ondertekend: { $file }. Gebouwd uit { $build }.
page-desk = Meldpunt { $desk }: { $fingerprint }
page-next = Alle meldpunten hebben ondertekend. Zet het bestand op het doorgeefluik (page_note) en start dat opnieuw.
page-unsigned = Meldpunt { $desk } moet dit nog ondertekenen, met --with en dezelfde configuratie.
err-page = de configuratie van de pagina wordt geweigerd
rec-page = docs/page-config.toml legt elk onderdeel uit; er is niets geschreven
err-page-filled-in = { $member } hoort niet in de configuratie
rec-page-filled-in = haal het weg: het wordt bij het ondertekenen ingevuld
err-page-manifest = dit is geen manifest.json van een gebouwde pagina
rec-page-manifest = neem het bestand dat make web schreef
err-page-own = de configuratie noemt een andere vingerafdruk voor dit meldpunt
rec-page-own = vraag de vingerafdruk op met fingerprint en vergelijk
err-page-no-fingerprint = de configuratie noemt geen vingerafdruk van meldpunt { $desk }
rec-page-no-fingerprint = neem de vingerafdruk over die dat meldpunt zelf bekendmaakt
err-page-no-card = er is geen sleutelkaart van meldpunt { $desk }
rec-page-no-card = geef het bestand met die kaart mee met --card
err-page-differs = het andere meldpunt ondertekende iets anders: { $member }
rec-page-differs = leg beide configuraties naast elkaar; er is niets ondertekend
