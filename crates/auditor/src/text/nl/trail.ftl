# De controle van het logboek van een meldpunt.

check-trail = Wat er bij het meldpunt is gedaan
    .asks = Is het logboek van het meldpunt volledig en onveranderd, en hield men zich aan de regels?

trail-form = Het bestand is geen logboek
    .means = Het is niet compleet, of een regel is zo veranderd dat die niet te lezen is. Niets ervan telt. Vraag een nieuw bestand.
trail-key = Het meldpunt staat niet in voor dit logboek
    .means = De sleutel waarmee het is ondertekend, is niet door het meldpunt genoemd. Iedereen kan het geschreven hebben.
trail-entry = Een regel is veranderd, weggehaald, toegevoegd of verplaatst
    .means = Wat het meldpunt toen opschreef, is niet wat er nu staat. De plaats is genoemd; wat er stond, is niet te zeggen.
trail-head = Het logboek eindigt niet waar het zegt
    .means = Het ondertekende einde noemt een andere laatste regel. Er is een stuk van het einde weg, of er is iets aan toegevoegd.
trail-cut = Een eerder einde hoort niet bij dit logboek
    .means = U bewaarde een bewijs van hoe het logboek eerder was, en dit is een ander. Het meldpunt heeft het herschreven, of is teruggegaan naar een reservekopie: dan moet het zeggen wanneer en waarom.
trail-clock = De klok van het meldpunt versprong
    .means = Een regel noemt een vroegere tijd dan de regel ervoor, of een tijd die nog moet komen. De volgorde staat wel vast; de dagen niet.
trail-stranger = Iemand zonder toegang heeft iets gedaan
    .means = Het logboek zegt niet wanneer deze persoon toegang kreeg, of zegt dat die al weg was. Toegang is buiten de regels om gegeven of gehouden.
trail-statement = Iemand werkte zonder verklaring van geheimhouding
    .means = Iedereen aanvaardt die elk jaar, voor het werk aan zaken. Deze persoon deed dat niet, of te lang geleden.
trail-interest = Iemand las een zaak zonder eerst te zeggen of er een belang is
    .means = Voor het lezen zegt iedereen of er een eigen belang bij de zaak is. Wie een belang heeft, leest niet.
trail-unassigned = Iemand las een zaak die niet aan deze persoon was toegewezen
    .means = Alleen wie aan een zaak is toegewezen, leest die.
trail-term = Een termijn is niet gehaald
    .means = Het meldpunt schreef een dag op waarop iets klaar moest zijn. Het was later klaar, of niet.
trail-four-eyes = Iets wat twee mensen vraagt, is niet door een tweede goedgekeurd
    .means = Sommige handelingen stelt de een voor en keurt een ander goed. Hier ontbreekt de tweede persoon of de goedkeuring, of ze passen niet bij elkaar.
trail-alone = Iets wat twee mensen vraagt, is door één gedaan
    .means = Het programma laat dat alleen toe bij een meldpunt met één persoon, en schrijft het op. Zo hoort een meldpunt niet te werken: vraag waarom er geen tweede was.
trail-export = Iets ging de kluis uit zonder reden
    .means = Bij elke export en elke afdruk horen een ontvanger en een reden. Hier ontbreekt de reden.
trail-deletion = Een zaak is niet volgens de regels vernietigd
    .means = Zaken worden na hun tijd vernietigd, niet als ze vastgehouden worden, en helemaal. De bevinding zegt wat er niet klopte.
trail-week = Een weeksleutel is niet op tijd vernietigd
    .means = Oude brieven zijn alleen veilig voor wie de laptop meeneemt als de sleutels van voorbije weken weg zijn: 30 tot 60 dagen na hun week. Te vroeg, en brieven die onderweg zijn gaan verloren.
trail-backup = Brieven zijn bevestigd voordat ze in een reservekopie stonden
    .means = Na een bevestiging verwijdert het doorgeefluik brieven. Was de laptop toen weg geweest, dan waren zij het ook.
trail-drill = Het herstel is meer dan een jaar niet geoefend
    .means = Als de laptop of de mensen wegvallen, brengen de delen van de sleutel de zaken terug. Of dat lukt, laat alleen een jaarlijkse oefening zien.
trail-letters = De brieven van een bundel kloppen niet met elkaar
    .means = Elke brief die kwam, staat in een zaak, was leeg, of wacht als niet gecontroleerd. Hier is van een aantal niet gezegd waar ze bleven.

limit-trail-unwritten = Een logboek toont wat het meldpunt opschreef. Wat buiten het programma om is gedaan, of met een veranderd programma, staat er niet in.
limit-trail-rewritten = Het meldpunt heeft de sleutel van zijn logboek. Alleen een eerder einde dat u zelf bewaarde, laat zien dat alles opnieuw is geschreven.
limit-trail-clock = Dagen en tijden zijn die van de klok van het meldpunt.
limit-trail-person = Een persoon in het logboek is een wachtzin. Wie die deelde of moest geven, is niet van de ander te onderscheiden.
