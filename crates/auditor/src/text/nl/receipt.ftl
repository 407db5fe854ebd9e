# De controle van wat een melder laat zien.

check-receipt = Bewijzen en ontvangstbewijzen
    .asks = Is deze brief op die dag vastgelegd, en deed het doorgeefluik wat het beloofde?

receipt-form = Een bestand is geen bewijs en geen ontvangstbewijs
    .means = Er is niets over te zeggen.
receipt-proof = Een bewijs klopt niet
    .means = Het is veranderd, niet compleet, of het gaat over een ander meldpunt. Het bewijst niets.
receipt-signature = Een ontvangstbewijs is niet door het doorgeefluik van dit meldpunt ondertekend
    .means = Iedereen kan het geschreven hebben. Het belooft niets.
receipt-late = Het doorgeefluik hield zijn belofte te laat
    .means = De brief is vastgelegd, maar later dan het doorgeefluik had ondertekend. Dat kan na een storing; gebeurt het vaak, dan houdt het doorgeefluik brieven tegen.
receipt-broken = Het doorgeefluik brak zijn belofte
    .means = Het doorgeefluik tekende dat het deze brief zou vastleggen, en deed dat niet. Met het ontvangstbewijs kan iedereen dat zien.
receipt-letter = Het is een andere brief
    .means = Het bestand gaat over een andere brief dan die erbij is gegeven.

limit-receipt-contact = Wie zo'n bestand heeft, had contact met het meldpunt, of heeft het van iemand die dat had. Wat er in de brief staat, zegt het niet.
limit-receipt-time = Zonder handtekening van een getuige zegt alleen het doorgeefluik wanneer de brief is vastgelegd.
limit-receipt-content = Een bewijs zegt dat een brief met deze hash is vastgelegd. Dat het een echte brief was en geen lege, kunnen alleen de melder en het meldpunt laten zien.
