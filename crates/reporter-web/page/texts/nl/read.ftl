## Terugkomen

return-title = Lees het antwoord
return-downloading =
    Wij halen eerst op wat iedereen ophaalt. Zo is niet te zien welke melding van u is.
    Daarna vragen wij uw meldcode. Die blijft op uw apparaat.
return-failed = Bij { $name } konden wij niet kijken.
downloaded = Alles is opgehaald. U kunt uw meldcode typen.
code-ask = Typ uw meldcode
h-code = Twaalf woorden. Hoofdletters, streepjes en accenten maken niet uit. De eerste vier letters van elk woord zijn genoeg. De code blijft op uw apparaat.
code-right = Deze code klopt.
code-count = { $found ->
    [one] Wij lezen nu { $found } woord van de twaalf.
   *[other] Wij lezen nu { $found } woorden van de twaalf.
    }
code-corrected = U typte bijna een goede code. Wij lazen:
code-corrected-ask = Klopt dat? Open dan uw postbus. Klopt het niet, kijk de woorden dan nog eens na.
return-open = Open mijn postbus
lost-title = Bent u uw code kwijt?
lost =
    Dan kan niemand hem terugvinden, ook wij niet.
    U kunt opnieuw melden. Zeg dan bij de vraag ‘Hebt u dit al eerder gemeld?’ ongeveer wanneer dat was en waarover. Dan kan het meldpunt uw meldingen samen bekijken.
mailbox-title = Uw postbus
mailbox-empty =
    Er is niets gevonden.
    Dat kan kloppen: een nieuwe melding staat pas na een uur of twee in het logboek, en een antwoord kan dagen duren.
    Maar de meldcode kan ook verkeerd zijn. Een vergissing valt bijna altijd op, maar niet altijd. Kijk de woorden nog eens na.
mailbox-other-code = Typ de code opnieuw
look-again = Kijk gerust af en toe weer, bijvoorbeeld over een week.
answers-until = De antwoorden van het meldpunt zijn er tot en met { $day }.
answers-not-yet = Het meldpunt heeft nog geen antwoorden gepubliceerd.
status-on = Stand van zaken op { $day }
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
messages-heading = Wat het meldpunt antwoordde
messages-none = Er is nog geen antwoord.
messages-removed = U hebt de berichten uit dit beeld gehaald.
message-from = Bericht { $number } van { $day }
message-unfinished = (Dit bericht is nog niet compleet: er ontbreken delen.)
remove-title = Haal de berichten uit beeld
remove-hint = Iemand kan straks op uw scherm kijken. U haalt de berichten hier weg, op dit scherm. Met uw meldcode kunt u ze later opnieuw lezen.
remove-do = Haal de berichten weg
letters-heading = Wat u stuurde
letters-none = Uw brieven staan nog niet in het logboek, of zijn ouder dan wat bewaard wordt.
letter-proof = Uw brief van { $day } is regel { $entry } van het openbare logboek, { $witnesses }; { $held }.
letter-met = { $count ->
    [one] bevestigd door { $count } getuige
   *[other] bevestigd door { $count } getuigen
    }
letter-none = nog zonder onafhankelijke getuige
letter-short = door te weinig getuigen bevestigd ({ $count } van { $quorum })
letter-held = het meldpunt heeft hem
letter-not-held = het meldpunt heeft nog niet gezegd dat het hem heeft
proof-title = Wat betekent dit?
proof =
    Elk bericht krijgt een regel in een openbaar logboek. In die regel staat een kenmerk van uw bericht, niet de inhoud. Alleen uw apparaat en het meldpunt zien dat deze regel van u is.
    Getuigen zijn anderen die over het logboek waken. Wordt een regel weggehaald of veranderd, dan valt dat op.
    Wat u schreef, kunt u hier niet teruglezen. Ook met uw meldcode kan niemand dat.
proof-body = Kenmerk van de brief (SHA-256):
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
fault-gap = { $count ->
    [one] Let op: antwoord { $first } ontbreekt. Het kan ouder zijn dan wat bewaard wordt. Vraag het meldpunt ernaar.
   *[other] Let op: de antwoorden { $first } tot en met { $last } ontbreken. Ze kunnen ouder zijn dan wat bewaard wordt. Vraag het meldpunt ernaar.
    }
fault-repeat = Let op: er zijn twee verschillende antwoorden met nummer { $number }. Dat hoort niet. Vraag het meldpunt ernaar.
fault-link = Let op: antwoord { $number } past niet op het vorige. Dat hoort niet. Vraag het meldpunt ernaar.
fault-unreadable = Op { $day } kwam er een antwoord dat deze pagina niet begrijpt. Misschien is er een nieuwere versie.
warn-no-witness = Let op: er kijken nog geen onafhankelijke getuigen mee met het logboek van dit meldpunt.
warn-stale = Let op: het logboek is van { $day }. Er kan nieuws zijn dat wij nog niet zien.
warn-clock = Let op: het logboek is van { $day }, en dat is later dan de klok van dit apparaat. Klopt de klok?
warn-cards = Let op: te weinig getuigen bevestigen dat dit de nieuwste sleutelkaart van het meldpunt is ({ $have } van { $needed }). Misschien ziet u een oude. Kijk later nog eens.
warn-replies = Let op: te weinig getuigen bevestigen dat alle antwoorden van het meldpunt er zijn ({ $have } van { $needed }). Er kunnen antwoorden worden achtergehouden. Kijk later nog eens, of vraag het meldpunt op een andere manier.
warn-pruned = { $count ->
    [one] Eén oude lading antwoorden is
   *[other] { $count } oude ladingen antwoorden zijn
    } al opgeruimd, zoals afgesproken.

## Verder schrijven

reply-title = Schrijf een bericht
reply-text = Wat wilt u het meldpunt nog vertellen?
h-reply = U hoeft niet te antwoorden. Schrijf niets op waaraan iemand u kan herkennen, tenzij u dat wilt.
reply-next = Verder naar versturen
withdraw-title = Trek uw melding in
reply-withdraw = Wilt u zeggen waarom? Dat hoeft niet.
reply-withdraw-note = Het meldpunt krijgt uw verzoek en laat weten wat er dan gebeurt. U mag ook vragen om te wissen wat u schreef. Wat al in het logboek staat, blijft daar staan; niemand kan eruit lezen wat u schreef.
withdraw-next = Trek in: verder naar versturen

## Vragen apart van de melding

answer-evaluation-offer = Zeg hoe het ging: drie vragen
answer-evaluation = Hoe ging het?
answer-evaluation-note = U mag elke vraag overslaan. Uw antwoorden worden opgeteld bij die van anderen en niet bij uw zaak bewaard. Tot er genoeg antwoorden zijn, laat het meldpunt er niets van zien. Wie bij het meldpunt de post opent, kan ze wel lezen.
answer-diversity = Iets over uzelf
answer-diversity-offer = Mogen wij iets over uzelf vragen? Het hoeft niet. Het antwoord gaat los van uw melding, met een eigen code die meteen wordt weggegooid. Alleen het moment kan iets verraden.
answer-diversity-do = Ga naar de vraag
answer-diversity-note = Het meldpunt telt de antwoorden op. Het zet ze nooit naast een onderdeel of een melding, en zegt er niets over tot genoeg mensen antwoordden.
answer-q-again = Zou u weer melden?
answer-q-safe = Voelde u zich veilig?
answer-q-clear = Was het duidelijk?
answer-q-gender = Bent u een vrouw, een man of anders?
answer-is-yes = Ja
answer-is-partly = Een beetje
answer-is-no = Nee
answer-is-woman = Vrouw
answer-is-man = Man
answer-is-other = Anders
answer-is-unsaid = Zeg ik liever niet
answer-next = Verder naar versturen
need-answer = Geef een antwoord, of ga terug.
