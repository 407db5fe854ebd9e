# De controle van de borden van het meldpunt.

check-terms = Wat het meldpunt over de eigen termijnen zegt
    .asks = Kan elke regel van het gepubliceerde bord waar zijn, en is er niets verdwenen of veranderd van wat er eerder stond?

terms-signature = Een bord is niet door het meldpunt ondertekend
    .means = Iedereen kan het geschreven hebben. Niets ervan telt.
terms-missing = Een bord ontbreekt
    .means = Een later bord zegt dat dit bord er was. Wat erop stond, is niet meer te vergelijken.
terms-fork = Er zijn twee borden met hetzelfde nummer
    .means = Het meldpunt ondertekende beide. Het vertelt verschillende mensen verschillende dingen.
terms-sequence = Een bord volgt niet op het vorige
    .means = Borden hebben een nummer, een dag en een verwijzing naar het vorige. Dit bord breekt die ketting: er is een bord weggelaten, verwisseld of achteraf gemaakt.
terms-line-gone = Een regel is verdwenen
    .means = Een zaak die op het bord stond, staat er niet meer op, of blijft langer staan dan alle andere. Totalen betekenen niet meer wat ze betekenden.
terms-line-changed = Een regel is achteraf veranderd
    .means = Wat een bord over een zaak zegt, blijft staan, behalve een termijn die later wordt gehaald. Het meldpunt zegt nu iets anders over het verleden.
terms-line-impossible = Een regel kan niet waar zijn
    .means = De weken van de regel kloppen niet met elkaar, of met het woord: er staat op tijd en dat kan niet.
terms-line-early = Er staat een zaak op die niet is afgesloten en niet te laat is
    .means = Een regel komt pas als een zaak is afgesloten of te laat is. Een eerdere regel zegt meer over de zaak dan zou moeten.
terms-few = Een bord verscheen met minder dan vijf nieuwe of gewijzigde regels
    .means = Wie ziet op welke dag een regel verschijnt, kan dan raden van wie die is. Het meldpunt moet wachten tot er vijf samen gaan.
terms-received = Meer zaken dan brieven
    .means = Het bord zegt dat er in een week meer zaken kwamen dan het openbare logboek brieven van die week heeft. Er zijn zaken verzonnen.
terms-replies = Meer zaken beantwoord dan er antwoorden zijn
    .means = Het bord zegt dat er in een week meer zaken zijn beantwoord dan het openbare logboek antwoorden van die week heeft. Er zijn antwoorden nooit verstuurd.
terms-batch = Het bord is van een dag zonder antwoorden
    .means = Een bord telt wat tot en met zijn dag is verstuurd, en de antwoorden van die dag staan niet in het openbare logboek.

limit-terms-unlisted = Een zaak die het meldpunt nooit op het bord zet, ziet niemand behalve de eigen melder, met bellrope check.
limit-terms-bound = Brieven en antwoorden zijn geteld met lege ertussen. Het logboek geeft dus grenzen waar weinig borden in de buurt komen; het bewijst niet dat een regel waar is.
limit-terms-label = De dag van een lading antwoorden is wat het meldpunt erop zet. Een meldpunt dat eens in de paar dagen exporteert, kan de lading van een eerdere dag vullen; de tijden van de getuigen begrenzen dat.
limit-terms-views = Een doorgeefluik kan samen met het meldpunt verschillende lezers verschillende borden tonen, tot die ze vergelijken.
