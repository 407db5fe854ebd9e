## Bestanden

q-files = Wilt u bestanden toevoegen?
h-files =
    In foto’s en documenten staat vaak verborgen wie ze maakte, waar en wanneer. Wij laten zien wat erin staat en halen het eruit, op uw apparaat. Er wordt nu nog niets verstuurd.
    Kijk ook naar wat er te zien is: gezichten, een scherm, een naam.
files-classified = Voeg geen gerubriceerde stukken toe.
files-add = Kies bestanden
file-stem = bestand
files-busy = Wij kijken nog naar een bestand. Wacht tot dat klaar is, of haal het weg.
files-looking = Wij kijken wat er in dit bestand verborgen staat…
files-found = Dit staat verborgen in het bestand:
files-found-nothing = Wij vonden niets verborgens in dit bestand.
files-cleaned = Dit is weggehaald. Wij sturen een schone kopie, met de naam { $name }.
files-copied = Wij sturen een kopie, met de naam { $name }.
files-partly = Wij sturen een schonere kopie, met de naam { $name }. Dit konden wij niet weghalen:
files-not-cleanable =
    Dit soort bestand kunnen wij niet schoonmaken. Er kan in staan wie u bent.
    Maak liever een foto van het scherm of van een afdruk. Of beschrijf in uw verhaal wat erin staat.
files-choice = Wat sturen wij mee?
files-with-original = Stuur ook het origineel mee
h-files-with-original = Alleen als het origineel bewijs is. Alles wat erin verborgen staat, gaat dan mee naar het meldpunt.
files-keep = Stuur dit bestand toch mee, zoals het is
h-files-keep = Zonder vinkje gaat dit bestand niet mee.
files-remove = Haal weg
files-remove-this = Haal weg: { $name }
meta-place = Plaats
meta-device = Apparaat
meta-serial = Nummer van het apparaat
meta-author = Persoon of organisatie
meta-software = Programma
meta-time = Tijd
meta-thumbnail = Klein voorbeeld van de foto
meta-comment = Opmerking
meta-title = Titel of trefwoorden
meta-history = Eerdere versies of wijzigingen
meta-path = Map of server
meta-embedded = Bestand in het bestand
meta-macro = Programma in het bestand
meta-identifier = Kenmerk van dit bestand
meta-colour = Kleurprofiel
meta-hidden = Wat niet te zien is
meta-other = Anders
left-content = { $what }: dat hoort bij wat in het document staat
left-unopened = { $what }: dat staat in een deel dat wij niet openen

## Controleren

q-review = Controleer wat u verstuurt
review-intro = Dit sturen wij naar { $name }. Klopt het? Er is nog niets verstuurd.
review-nothing = (overgeslagen)
review-exact = Bekijk precies wat er in de brief staat
review-exact-hint = Dit is de inhoud, letter voor letter. Hij gaat op slot voordat hij uw apparaat verlaat.
review-next = Het klopt, ga verder
review-gap = Hier ontbreekt nog een antwoord.
review-too-long = Maak het verhaal korter.
too-long-offer = U kunt het verhaal korter maken. Of de rest gaat mee als bestand.
too-long-file = Stuur de rest mee als bestand
rest-name = vervolg-van-mijn-verhaal.txt
rest-mark = (Het vervolg staat in het bestand { $name }.)

## De meldcode

code-title = Uw meldcode
code-intro =
    Schrijf deze twaalf woorden over, in deze volgorde. Met deze woorden leest u later het antwoord.
    Wie ze vindt, kan het antwoord ook lezen. Bewaar ze op een veilige plek, niet op een apparaat van uw werk.
code-unknown = Wij kennen de code niet en kunnen hem niet terugvinden.
code-making = Uw apparaat maakt de code…
code-in-nl = Toon dezelfde code in het Nederlands
code-in-en = Toon dezelfde code in het Engels
code-keep = Hoe bewaart u de code?
code-keep-hint = Op papier is het veiligst. U kunt ook dit doen. Alles hieronder laat een spoor achter.
code-copy = Kopiëren
code-copy-trace = De code komt op het klembord. Andere apps kunnen dat lezen, en veel telefoons en computers delen het met uw andere apparaten. Kopieer daarna iets anders.
code-copy-now = Kopieer de code
code-copied = De code is gekopieerd.
code-copy-failed = Kopiëren lukt niet in deze browser. Schrijf de woorden over.
code-print = Printen
code-print-trace = De printer en uw computer kunnen onthouden wat u print. Print niet op uw werk.
code-print-now = Print de code
code-save = Bewaren als bestand
code-save-trace = Het bestand komt bij uw downloads, en misschien in een kopie bij een clouddienst. Er staan alleen de woorden in.
code-save-now = Bewaar het bestand
code-file = notitie
code-kept = Ik heb de code bewaard

confirm-title = Hebt u de code goed?
confirm-intro = Wij vragen twee woorden terug. Zo weet u zeker dat u de code goed hebt. Er is nog niets verstuurd.
code-word = Woord { $number }
code-wrong = Dat is niet woord { $number }. Kijk het nog eens na.
confirm-next = Controleer de woorden
confirm-again = Toon de code nog een keer

## Versturen

send-title = Klaar om te versturen
sending-title = Uw bericht wordt verstuurd
send-intro = Uw bericht gaat op slot en dan naar { $name }. Daarna kunt u het niet meer veranderen. U kunt wel een nieuw bericht sturen.
send-slots =
    Uw bericht gaat niet meteen weg. Deze pagina stuurt van elke bezoeker op vaste momenten een bericht, ook van wie niets meldt. Zo kan niemand aan het netwerk zien dat u hebt gemeld.
    Het duurt meestal minder dan een kwartier. Laat de pagina zo lang open staan.
send-now = Verstuur
downloading = Wij halen op wat iedereen ophaalt. Zo is niet te zien welke melding van u is.
progress = { $done } van { $total }
progress-unknown = Bezig…
send-sealing = Uw bericht gaat op slot…
send-blocks = Uw bestanden gaan op slot en worden verstuurd…
send-waiting = Alles ligt klaar. Uw bericht gaat weg om ongeveer { $time }.
send-posting = Uw bericht wordt verstuurd…
send-paused = Gepauzeerd. Er gaat nu niets weg.
send-stalled = De verbinding is weg. Er gaat nu niets weg. Hebt u weer verbinding? Ga dan verder.
send-stay = Laat dit scherm open staan tot het klaar is.
send-pause = Pauze
send-resume = Ga verder
send-cancel = Stop, verstuur dit niet
send-at-once = Kunt u niet wachten?
send-at-once-price = U kunt uw bericht nu meteen versturen. Het blijft op slot, niemand anders kan het lezen. Maar wie uw netwerk bekijkt, kan dan misschien zien dat u iets hebt verstuurd, en niet alleen hebt gekeken. Wacht liever als dat kan.
send-at-once-do = Verstuur nu meteen

## Verstuurd

sent-title = Uw bericht is verstuurd
sent-done = Uw bericht is aangenomen. Dank u wel dat u dit vertelt.
sent-receipt = Uiterlijk { $moment } staat uw bericht in het openbare logboek. Niemand kan het daarna ongemerkt weghalen of veranderen. Niemand kan er in het logboek uit lezen wat u schreef.
sent-next-title = Wat nu?
sent-next =
    Bewaar uw meldcode goed.
    Kijk over een week met uw meldcode of er een bericht is. U krijgt binnen 7 dagen een ontvangstbevestiging.
    Wij sturen u geen e-mail of sms. U hoort alleen iets in uw postbus.
    Vertel niemand dat u hebt gemeld, behalve wie u echt vertrouwt.
receipt-title = Wilt u een ontvangstbewijs?
receipt-hint =
    U hebt het niet nodig om het antwoord te lezen. U kunt er later mee laten zien dat uw bericht is aangenomen.
    Let op: wie dit bestand vindt, weet dat er van hier iets is verstuurd. Twijfelt u? Bewaar het dan niet.
receipt-save = Bewaar het ontvangstbewijs
receipt-file = bewijs
