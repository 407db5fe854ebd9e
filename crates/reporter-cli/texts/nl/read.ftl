## Lezen (check)

code-ask = Typ uw meldcode (twaalf woorden; u ziet niet wat u typt):
code-corrected = Wij lazen woord { $number } als { $word }.
code-corrected-ask = Klopt dat? Zo niet, dan vragen wij de code nog een keer.
err-code-corrected = Dan is een van de woorden anders getypt.
rec-code-corrected = Kijk de woorden nog eens na, en typ ze helemaal.
mailbox-of = Uw postbus bij { $name }
mailbox-empty = Er is niets gevonden. Dat kan kloppen: een nieuwe melding staat pas na een uur of twee in het logboek, en een antwoord kan dagen duren. Maar de meldcode kan ook verkeerd zijn: een vergissing valt bijna altijd op, maar niet altijd. Kijk de woorden nog eens na.
answers-until = De antwoorden van het meldpunt zijn er tot en met { $day }.
answers-not-yet = Het meldpunt heeft nog geen antwoorden gepubliceerd.
letters-heading = Wat u stuurde
letter-proof = Uw brief van { $day } is regel { $entry } van het openbare logboek, { $witnesses }; { $held }.
letter-confirmed = { $count ->
    [one] bevestigd door { $count } getuige
   *[other] bevestigd door { $count } getuigen
    }
letter-no-witness = nog zonder onafhankelijke getuige
letter-short = door te weinig getuigen bevestigd ({ $count } van { $quorum })
letter-held = het meldpunt heeft hem
letter-not-held = het meldpunt heeft nog niet gezegd dat het hem heeft
messages-heading = Wat het meldpunt antwoordde
messages-none = Er is nog geen antwoord.
message-from = Bericht { $number } van { $day }:
message-unfinished = (Dit bericht is nog niet compleet: er ontbreken delen.)
message-unreadable = Op { $day } kwam er een antwoord dat dit programma niet begrijpt. Misschien is er een nieuwere versie.
status-is = Stand van zaken ({ $day }): { $status }
status-received = Ontvangen
status-acknowledged = Ontvangst bevestigd
status-assessing = In beoordeling
status-question = Wij hebben een vraag aan u
status-handling = In behandeling
status-investigating = In onderzoek
status-on-hold = In behandeling, met uitleg
status-referred = Doorverwezen
status-transferred = Overgedragen
status-feedback = Terugkoppeling gegeven
status-closed = Afgerond
status-aftercare = Afgerond – wij houden contact
status-withdrawn = Ingetrokken
status-reopened = Opnieuw in behandeling
acknowledge-by = U krijgt een ontvangstbevestiging vóór of op { $day }.
feedback-by = U krijgt een terugkoppeling vóór of op { $day }.
overdue = Die dag is voorbij. U mag het meldpunt daaraan herinneren, of naar het Huis voor Klokkenluiders gaan.

trouble-gap = Let op: antwoord { $number } ontbreekt. Het kan ouder zijn dan wat bewaard wordt. Vraag het meldpunt ernaar.
trouble-repeat = Let op: er zijn twee verschillende antwoorden met nummer { $number }. Dat hoort niet. Vraag het meldpunt ernaar.
trouble-link = Let op: antwoord { $number } past niet op het vorige. Dat hoort niet. Vraag het meldpunt ernaar.
trouble-stale = Let op: het logboek is van { $day }. Er kan nieuws zijn dat wij nog niet zien.
trouble-cards = Let op: te weinig getuigen bevestigen dat dit de nieuwste sleutelkaart van het meldpunt is. Misschien ziet u een oude. Kijk later nog eens.
trouble-replies = Let op: te weinig getuigen bevestigen dat alle antwoorden van het meldpunt er zijn. Er kunnen antwoorden worden achtergehouden. Kijk later nog eens, of vraag het meldpunt op een andere manier.
trouble-letters = Let op: te weinig getuigen bevestigen dat dit het hele openbare logboek is. Een brief van u kan hier ontbreken, ook al is die aangenomen. Kijk later nog eens.
trouble-clock = Let op: het logboek is van { $day }, en dat is later dan de klok van deze computer. Klopt de klok?
trouble-pruned = { $count ->
    [one] Eén oude lading antwoorden is
   *[other] { $count } oude ladingen antwoorden zijn
    } al opgeruimd, zoals afgesproken.
check-failed = Bij dit meldpunt konden wij niet kijken.
look-again = Kijk gerust af en toe weer, bijvoorbeeld over een week.

board-none = Het meldpunt heeft nog geen bord met zijn termijnen gepubliceerd.
board-refused = Let op: het bord dat de server geeft, is niet goed door het meldpunt ondertekend of spreekt zichzelf tegen. Geloof het niet, en waarschuw een auditor.
board-unlisted = Uw zaak staat niet op het bord van het meldpunt van { $day }. Dat is normaal: een zaak komt erop als hij is afgesloten of te laat is, en regels wachten tot er ten minste vijf samen kunnen verschijnen.
board-overdue = Let op: op het bord van { $day } was de dag voor { $term } voorbij, en uw zaak staat er niet op. Regels kunnen wachten tot er ten minste vijf samen kunnen verschijnen. Duurt dat lang, waarschuw dan een auditor: niemand behalve u kan zien dat uw zaak ontbreekt.
board-agrees = Het openbare bord { $number } van { $day } zegt van uw zaak wat u hier ziet.
board-partial = Het openbare bord { $number } van { $day } zegt van uw zaak niets anders dan wat u hier ziet. Een deel ligt verder terug dan wat nog bewaard wordt en is niet te vergelijken.
board-differs = Let op: het openbare bord { $number } van { $day } zegt iets anders van uw zaak dan wat u hier ziet:
board-received = het bord zegt dat uw zaak kwam in de week van { $board }; in het logboek staat uw eerste brief in de week van { $log }.
board-week = { $term }: het bord zegt { $said }; u kreeg die op { $sent }.
board-nothing = { $term }: het bord zegt { $said }; hier is daar niets van.
board-word = { $term }: het bord zegt { $said }; de laatste dag ervoor was { $due }.
board-differs-means = Het meldpunt heeft dit bord ondertekend, en het blijft staan. Staan alle antwoorden tot en met die week in het logboek, dan vertelt het meldpunt iedereen iets dat voor u niet klopt. Vraag het meldpunt ernaar, of waarschuw een auditor. Maar bedenk eerst: wie zegt welke regel de eigen is, laat zien de melder te zijn.
board-term-acknowledgement = de ontvangstbevestiging
board-term-feedback = de terugkoppeling
board-said-open = dat het daar nog geen tijd voor was
board-said-overdue = dat die te laat is en niet is verstuurd
board-said-withdrawn = dat u introk voordat die was verstuurd
board-said-kept = dat die in de week van { $week } is verstuurd, op tijd
board-said-late = dat die in de week van { $week } is verstuurd, te laat

## Bewijzen (prove)

prove-which = Van welke brief wilt u een bewijs?
prove-letter = { $name }: brief van { $day }, regel { $entry } van het openbare logboek
prove-warning = Dit bestand bewijst aan iedereen dat wie het heeft, weet welke regel van het openbare logboek een brief is: dat u contact had met het meldpunt. Het opent uw zaak niet en zegt niet wat u schreef. Heeft u het niet nodig, maak het dan niet; met de meldcode kan het opnieuw, zolang de brief in het deel van het logboek staat dat wordt opgehaald. Wilt u het bestand?
prove-written = Het bewijs staat in { $file }. Bewaar het waar niemand het vindt.
prove-check = Wie het controleert, heeft het bestand nodig en de vingerafdruk van het meldpunt, van de poster van het meldpunt en niet van u: { $fingerprint }. Controleren gaat met `bellrope-audit receipt`.
prove-no-witness = Er kijkt nog geen onafhankelijke getuige mee met het logboek. Dus alleen de server zegt wanneer uw brief is vastgelegd.
prove-not = Er is geen bestand gemaakt.
