# Teksten van de schermen van een zaak.

case-title = Zaak { $number }
case-parts = Delen van deze zaak
case-talk = Gesprek
case-write = Schrijven aan de melder
case-files = Bestanden
case-trail = Spoor van deze zaak
case-status = Status
case-acknowledge-by = Ontvangst bevestigen, uiterlijk
case-feedback-by = Terugkoppelen, uiterlijk
case-overdue = te laat
case-soon = binnenkort
case-no-entries = In deze zaak staat nog niets.
case-one-way = Dit is een losse brief, zonder code. De melder kan geen antwoord ontvangen.
case-draft-waits = Er staat een ontvangstbevestiging klaar. Die gaat pas uit als iemand haar verstuurt.
case-draft-to = Bekijken en versturen
case-private = Alleen voor het meldpunt: nooit overnemen
case-waits = gaat mee met de volgende partij
case-waits-parts = nog { $waiting } van { $parts } delen te versturen
case-parcel = { $count ->
    [one] 1 bestand, bij Bestanden
   *[other] { $count } bestanden, bij Bestanden
}
case-no-files = De melder stuurde geen bestanden.
case-files-care = Open een origineel nooit op een gewone computer, en scan geen QR-codes. Een bestand kan gevaarlijk zijn, of laten weten dat het is geopend.
case-file-number = Nr.
case-file-name = Naam
case-file-size = Grootte
case-file-do = Origineel
case-file-original = Origineel { $number } naar buiten brengen
case-original-title = Origineel van bestand { $number }
case-original-warning = Dit schrijft het bestand zoals het kwam, niet nagekeken en niet versleuteld. Wie het heeft, kan het lezen.
case-original-where = Het spoor vermeldt dat u dit deed. Doe het alleen als de zaak het vraagt, en open het alleen op een computer zonder netwerk.
case-original-folder = Kies een map die er is.
case-original-sure = Ik weet waar dit bestand heen gaat en wie het daarna kan lezen.
case-original-confirm = Bevestig dit eerst.
case-original-do = Origineel schrijven
case-original-saved = Het origineel staat in { $file }.
case-paper = Afdrukken

paper-how = Druk deze pagina af met Ctrl+P. Op elk blad staan het zaaknummer, de datum en het nummer van de kopie.
paper-label = Vertrouwelijk

## Schrijven

write-to-reporter = Wat u hier schrijft, is voor de melder. Na dit scherm ziet u het nog een keer; pas dan verstuurt u het.
write-hint = Korte zinnen, u-vorm. Noem niemand bij naam en beloof niets over de uitkomst.
write-text = Bericht aan de melder
write-look = Bekijken
write-templates = Beginnen met een sjabloon
write-own-words = Zelf schrijven
write-fill = Tekst maken
write-example = Zo wordt de tekst
write-optional = Mag leeg blijven. De zin hierover gaat dan niet mee.
write-blank = Vul in: { $field }.
write-empty = Schrijf eerst een bericht.
write-too-long = Dit bericht is te lang. Maak er twee van.
write-as-read = Zo leest de melder het
write-parts = { $count ->
    [one] Dit gaat in één antwoord.
   *[other] Dit is lang en gaat in { $count } antwoorden. De melder leest het als één bericht.
}
write-acknowledges = Dit is het eerste bericht aan deze melder. Daarmee bevestigt u ook de ontvangst.
write-no-return = Wat verstuurd is, kan niet terug. Staat er iets in waaraan de melder te herkennen is?
write-send = Versturen aan de melder
write-change = Nog veranderen
write-queued = { $count ->
    [one] Uw bericht gaat mee met de volgende partij.
   *[other] Uw bericht gaat in { $count } delen mee met de volgende partijen.
}
write-acknowledged = De ontvangst is bevestigd. Terugkoppelen kan tot en met { $day }.
