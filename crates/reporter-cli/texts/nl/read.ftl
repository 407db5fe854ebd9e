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
trouble-clock = Let op: het logboek is van { $day }, en dat is later dan de klok van deze computer. Klopt de klok?
trouble-pruned = { $count ->
    [one] Eén oude lading antwoorden is
   *[other] { $count } oude ladingen antwoorden zijn
    } al opgeruimd, zoals afgesproken.
check-failed = Bij dit meldpunt konden wij niet kijken.
look-again = Kijk gerust af en toe weer, bijvoorbeeld over een week.
