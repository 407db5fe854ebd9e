## Vóór het begin (eisen 18.3)

safety =
    Voordat u begint:

      1. Gebruik geen telefoon of computer van uw werk.
      2. Gebruik geen wifi of VPN van uw werk.
      3. Let op foto's en bestanden: die kunnen verraden wie u bent.
      4. Deel geen gerubriceerde informatie.
      5. U krijgt een meldcode. Bewaar die goed; niemand kan hem terugvinden.

    Wilt u weg? Sluit dan dit venster. Uw computer kan wel onthouden dat u dit programma gebruikte.
safety-understood = Ik begrijp het. Druk op Enter om verder te gaan:
welcome = Dank u wel dat u ons wilt vertellen wat er speelt. U hoeft alleen de eerste twee vragen te beantwoorden en te vertellen wat er is gebeurd. De rest mag u overslaan.

## De vragen (eisen 18.1)

q-route = 1. Wat wilt u doen?
route-report = Melden
route-complaint = Een klacht indienen
route-advice = Advies vragen
route-signal = Een signaal geven (een zorg, zonder persoon of voorval)
route-have-code = Ik heb al een code
complaint-explained =
    Een klacht is niet anoniem. De Commissie Ongewenst Gedrag behandelt uw klacht. Zij moet weten wie u bent, en degene over wie u klaagt krijgt dat ook te horen. Een klacht gaat over iets wat u zelf hebt meegemaakt.

    U kunt hier ook anoniem melden. Dan hoeft u niet te zeggen wie u bent.
complaint-choice = Wat wilt u?
complaint-report = Liever anoniem melden
complaint-name = Toch een klacht, met mijn naam
complaint-stop = Stoppen
q-name = Wat is uw naam? Wij geven uw naam alleen door als u dat goed vindt.
q-name-needed = Voor een klacht hebben wij uw naam nodig. Wilt u die niet geven? Stop dan en begin opnieuw met melden.
q-contact = Hoe kunnen wij u bereiken, naast uw postbus?

q-family = 2. Waar gaat het over?
family-ZS = Zakelijke schendingen
family-OG = Ongewenst gedrag
family-XX = Iets anders of weet ik niet

q-kinds = 3. Wat past het best? U mag er meer kiezen.
kind-ZS1 = Misbruik van voertuigen (of andere dienstmiddelen)
kind-ZS2 = Corruptie (omkoping, geschenken)
kind-ZS3 = Vriendjespolitiek of belangenverstrengeling
kind-ZS4 = Oneigenlijk gebruik van bevoegdheden
kind-ZS5 = Financiële schending (fraude, diefstal, verduistering)
kind-ZS6 = Lekken of misbruik van informatie
kind-ZS7 = Misbruik van geweldsbevoegdheid
kind-ZS8 = Overtreden van interne regels (procedures, drugs)
kind-ZS9 = Andere zakelijke schending
kind-OG1 = Pesten
kind-OG2 = Seksueel overschrijdend gedrag
kind-OG3 = Seksuele intimidatie
kind-OG4 = Intimidatie
kind-OG5 = Discriminatie
kind-OG6 = Uitsluiting
kind-OG7 = Agressie of geweld
kind-OG8 = Stalking
kind-OG9 = Treiteren
kind-OG10 = Kwaadspreken
kind-OG11 = Ander ongewenst gedrag
kind-BN = Benadeling na een melding
kind-FV = Onveilige situatie (fysieke veiligheid)

q-danger = 4. Is er nu gevaar?
danger-yes = Ja
danger-no = Nee
danger-unknown = Weet ik niet
danger-call = Is er nu iemand in gevaar? Bel 112. Wij lezen uw melding niet meteen.

q-story = 5. Wat is er gebeurd? Schrijf op wat u weet. U hoeft geen bewijs te hebben. Dit deel mag gezien worden door wie de melding behandelt.
q-private = 6. Zijn er details waaraan iemand u kan herkennen? Zet die hier apart. Dit deel blijft bij het meldpunt.

q-when = 7. Wanneer was het?
when-once = Eén keer
when-repeated = Vaker
when-ongoing = Het gebeurt nog
q-when-text = Wanneer was dat ongeveer? Een dag, een maand of een periode is goed.
q-place = 8. Waar was het? Een eenheid of plek, zo ruim als u wilt.
q-people = 9. Wie zijn erbij betrokken? Namen, functies of een beschrijving.
q-knowledge = 10. Hoe weet u dit? U mag er meer kiezen.
knowledge-experienced = Zelf meegemaakt
knowledge-seen = Zelf gezien
knowledge-heard = Gehoord
knowledge-documents = Uit documenten
q-evidence = 11. Is er bewijs of zijn er getuigen? Kan het bewijs verdwijnen?
q-earlier = 12. Hebt u dit al eerder gemeld? Bij wie? Wat gebeurde er toen?
q-exclude = 13. Wie mag deze melding niet zien? Noem gerust namen of functies, ook van het meldpunt zelf.
q-level = 14. Op welk niveau moet dit worden opgepakt? Wij overleggen eerst met u.
level-desk = Alleen het meldpunt
level-commander = Commandant of leidinggevende
level-higher = Een hoger niveau
level-outside = Buiten Defensie
level-none = Geen voorkeur
q-wishes = 15. Wat wilt u dat er gebeurt? U mag er meer kiezen.
wish-stop = Dat het stopt
wish-investigation = Een onderzoek
wish-talk = Een gesprek of bemiddeling
wish-register = Alleen vastleggen
wish-protection = Bescherming
wish-apology = Excuses
wish-unknown = Weet ik niet
q-wish-text = Wilt u daar iets bij zeggen?
q-detriment = 16. Bent u bang voor nadeel, of hebt u al nadeel?
detriment-no = Nee
detriment-afraid = Ja, ik ben er bang voor
detriment-already = Ja, ik heb al nadeel
q-detriment-text = Wilt u vertellen wat er speelt? Nadeel door een melding mag niet.
q-role = 17. Wat is uw rol?
role-military = Militair
role-civilian = Burgermedewerker
role-reservist = Reservist
role-student = In opleiding
role-contractor = Inhuur of leverancier
role-former = Oud-medewerker
role-other = Anders
role-unsaid = Zeg ik liever niet
q-behalf = 18. Meldt u voor uzelf of voor iemand anders?
behalf-self = Voor mezelf
behalf-other = Voor iemand anders
q-consent = Weet die ander ervan, en vindt die het goed?
consent-yes = Ja
consent-no = Nee
consent-unknown = Weet ik niet

q-files = 19. Wilt u bestanden toevoegen?
files-hint = In foto's en documenten kan verborgen staan wie ze maakte, waar en wanneer. Wij laten zien wat wij vinden en versturen een kopie zonder. Wat te zien of te horen is, blijft: gezichten, stemmen, een briefhoofd.
files-ask = Typ de plek van een bestand, of druk op Enter als u klaar bent:
files-missing = Dat bestand kunnen wij niet openen. Klopt de plek?
files-added = Toegevoegd als { $name } ({ $size }, { $form }).
files-too-large = Dat past niet meer. Alle bestanden samen mogen ongeveer 1 GiB zijn.

## Wat bestanden over hun maker zeggen

form-clean = schoongemaakte kopie
form-original = zoals het is
form-text = vervolg van uw tekst
files-number = Bestand { $number }
files-found = Hierin staat verborgen:
files-found-line = - { $what }: { $value }
files-found-more = - en nog { $count } andere dingen
files-goes = In onze kopie staat dat niet meer.
files-stays = In onze kopie staat dat niet meer, behalve dit:
files-stays-line = - { $what }: { $why }
files-how = Hoe wilt u dit bestand versturen?
files-how-clean = Schoongemaakte kopie
files-how-original = Zoals het is, met alles wat erin verborgen staat
files-how-both = Allebei: als het bestand zelf bewijs is
files-how-not = Niet
files-how-ask = Typ een nummer, of druk op Enter voor de schoongemaakte kopie:
files-how-ask-unclean = Typ een nummer, of druk op Enter om het niet te versturen:
unclean-unknown = Dit soort bestand kunnen wij niet schoonmaken. Er kan in staan wie het maakte, waar en wanneer.
unclean-encrypted = Dit bestand zit op slot. Wij kunnen niet zien wat erin staat, en het niet schoonmaken.
unclean-malformed = Dit bestand is beschadigd of ongewoon. Wij kunnen het niet schoonmaken.
unclean-too-large = Dit bestand is uitgepakt te groot. Wij kunnen het hier niet schoonmaken.
unclean-too-long = Dit bestand is groter dan 256 MiB. Wij kunnen het hier niet schoonmaken.
unclean-instead = U kunt ook een foto van het scherm of van een afdruk maken, of beschrijven wat erin staat.
why-content = hoort bij de inhoud
why-unopened = staat in een deel dat wij niet kunnen openen
what-place = plaats
what-device = apparaat
what-serial = serienummer
what-author = naam
what-software = programma
what-time = tijd
what-thumbnail = klein voorbeeld
what-comment = opmerking
what-title = titel
what-history = eerdere versies of wijzigingen
what-path = map of server
what-embedded = bestand erin of erachter
what-macro = programma dat erin zit
what-identifier = kenmerk
what-colour = kleurprofiel
what-hidden = niet zichtbare inhoud
what-other = overig

## Nalezen en versturen

q-review = 20. Controleer en verstuur. Bewaar uw meldcode.
review-intro = Dit sturen wij naar { $name }. Klopt het?
review-nothing = (overgeslagen)
review-files = Bestanden: { $count }
review-file = { "  " }{ $name } ({ $size }, { $form })
review-change = Typ het nummer van een vraag om die te veranderen. Of druk op Enter als alles klopt:
review-no-number = Dat nummer is er niet.
send-word = verstuur
send-ask = Wilt u dit nu versturen? Typ het woord { $word }. Iets anders is stoppen:
stopped = Gestopt. Er is niets verstuurd.

## Te lange tekst

too-long = Uw tekst is te lang voor één brief: { $len } bytes, en er passen er { $max } in.
too-long-offer = Zullen wij de rest van uw verhaal als bestand meesturen?
rest-name = vervolg-van-mijn-verhaal.txt
rest-mark = (Het vervolg staat in het bestand { $name }.)

## De meldcode

code-intro =
    Dit is uw meldcode. Schrijf deze twaalf woorden over, in deze volgorde.

    Met deze woorden leest u het antwoord. Wie ze vindt, kan het antwoord ook lezen. Bewaar ze daarom op een veilige plek, niet op een apparaat van uw werk. Wij kennen de code niet en kunnen hem niet terugvinden.
code-line = meldcode: { $code }
code-word = woord { $number }:
code-confirm = Wij vragen nu twee woorden terug, zodat u zeker weet dat u de code goed hebt.
code-wrong = Dat is niet woord { $number }. Kijk het nog eens na.
code-again = Hier is de code nog een keer.
code-written = Hebt u de woorden opgeschreven? Druk dan op Enter; de code verdwijnt van het scherm:
code-confirmed = Goed. De code is niet bewaard op deze computer.

## Verstuurd

sent = Uw bericht is verstuurd en aangenomen. Dank u wel.
sent-receipt = De ontvangst is ondertekend: uiterlijk { $day } om { $time } (UTC) staat uw bericht in het openbare logboek. Niemand kan het daarna ongemerkt weghalen of veranderen.
sent-next = U krijgt binnen 7 dagen een ontvangstbevestiging. Kijk daarom over een week met `bellrope check` en uw meldcode.
sent-screen = Wat u hebt getypt kan nog te zien zijn als u terugbladert. Sluit dit venster als u klaar bent. Uw code stond alleen op een scherm dat al is gewist.
clear-ask = Druk op Enter om het scherm leeg te maken:
receipt-saved = Het ontvangstbewijs staat in { $file }. Let op: dat bestand laat zien dat hier een bericht is verstuurd.

## Vervolgbericht

reply-text = Wat wilt u het meldpunt nog vertellen?
reply-withdraw = U trekt uw melding in. Wilt u zeggen waarom? Dat hoeft niet.
reply-withdraw-note = Het meldpunt krijgt uw verzoek en laat weten wat er dan gebeurt. Wat al in het logboek staat, blijft daar staan; niemand kan eruit lezen wat u schreef.
reply-nothing = U hebt niets geschreven. Er is niets verstuurd.

## Verzegelen en later versturen

sealed = Uw brief ligt verzegeld in { $folder }. Verstuur hem vóór { $day } met `bellrope post`, vanaf een andere computer of plek als u wilt.
sealed-not-sent = Er is nog niets verstuurd.
sealed-clock = De week van de sleutel volgt de klok van deze computer: vandaag is { $day }. Klopt dat niet, zet dan eerst de klok goed.
post-progress = Er zijn al { $done } van de { $count } blokken verstuurd. Wij gaan verder waar u was.
posted = De brief is verstuurd en aangenomen.
card-saved = De sleutelkaart van { $name } staat in { $file } en is geldig tot { $day }.
card-compare = Vergelijk de vingerafdruk met die op een poster, een kaartje of een ander apparaat.

## Vragen apart van de melding

answer-evaluation = Drie vragen over hoe het ging. U mag elke vraag overslaan. Uw antwoorden worden opgeteld bij die van anderen en niet bij uw zaak bewaard. Tot er genoeg antwoorden zijn, laat het meldpunt er niets van zien. Wie bij het meldpunt de post opent, kan ze wel lezen.
answer-diversity = Een vraag over uzelf. U mag die overslaan. Het antwoord gaat in een brief met een eigen, weggegooide code, los van uw melding. Alleen het moment kan iets verraden: stuur het liefst een paar dagen na uw melding.
answer-q-again = Zou u weer melden?
answer-q-safe = Voelde u zich veilig?
answer-q-clear = Was het duidelijk?
answer-q-gender = Bent u een vrouw, een man of anders?
answer-is-yes = ja
answer-is-partly = een beetje
answer-is-no = nee
answer-is-woman = vrouw
answer-is-man = man
answer-is-other = anders
answer-is-unsaid = zeg ik liever niet
answer-no-feedback = Deze vragen komen als het meldpunt u heeft teruggekoppeld. Er is niets verstuurd.
answer-sent = Uw antwoorden zijn verstuurd en aangenomen. Dank u wel.
