# De kanarie.

check-canary = Eigen teksten, daarna teruggezocht
    .asks = Blijft er iets van wat mensen sturen waar het niet mag blijven: in bestanden, logboeken, antwoorden of het geheugen van het doorgeefluik?

canary-file = Iets wat is gestuurd, staat in een bestand
    .means = Een tekst van de proef staat in de map van het doorgeefluik. Dan blijven teksten van echte mensen daar ook staan, en wie de schijf meeneemt kan ze lezen.
canary-log = Iets wat is gestuurd, staat in een logboek
    .means = Een tekst van de proef is opgeschreven door het doorgeefluik of door iets eromheen. Logboeken worden gekopieerd, bewaard en door velen gelezen; teksten van echte mensen staan er dan ook in.
canary-memory = Een verzegelde tekst is leesbaar in het geheugen van het doorgeefluik
    .means = Het doorgeefluik mag nooit kunnen openen wat voor het meldpunt verzegeld is. Deze tekst staat er open in, dus de tekst of de sleutel ervan is daar gekomen.
canary-answer = Iets wat is gestuurd, komt in een antwoord terug
    .means = Het doorgeefluik herhaalt wat het kreeg. Anderen onderweg, een proxy of het geheugen van de browser, bewaren het dan, en het kan tegen de pagina worden gebruikt.
canary-capture = Een verzegelde tekst ging open over het netwerk
    .means = Wat voor het meldpunt verzegeld is, was onderweg leesbaar. Iedereen onderweg kan het hebben gelezen.
canary-accepted = Een open tekst is aangenomen
    .means = Het doorgeefluik moet weigeren wat niet verzegeld is, zodat niemand per ongeluk een open melding stuurt. Het zei dat alles goed was.

limit-canary-moment = wat het doorgeefluik later doet, bij andere instellingen of na een nieuwe versie: dit is één proef
limit-canary-memory = dat het geheugen op elk moment schoon is: het is één keer gelezen terwijl het doorgeefluik werkte; wat in de kernel, in het wisselbestand, in een kopie van het geheugen of in andere programma's staat, is niet gelezen
limit-canary-elsewhere = wat op andere machines blijft: verdelers, proxy's, reservekopieën, het netwerk, het bedrijf waar de machine staat
limit-canary-coding = dat een tekst er niet staat in een vorm waarin niet is gezocht: versleuteld, letter voor letter verspreid, ingepakt als brotli, lz4 of deflate zonder kop
limit-canary-sealed = dat een tekst wordt geweigerd die iemand open in een goed gevormde brief of een goed gevormd blok stopt: geen doorgeefluik kan die van een verzegelde onderscheiden
limit-canary-known = dat een doorgeefluik dat weet dat het wordt beproefd, of deze brieven herkent, met anderen hetzelfde omgaat

canary-letter = Dit is een proef van een controleur (bellrope-audit canary). Er is niets gebeurd en u hoeft niets te doen. De melding trekt zichzelf in.
