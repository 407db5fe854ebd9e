## Wat overal terugkomt.

enter-to-go-on = Druk op Enter om verder te gaan.
choose-one = Typ een nummer:
choose-one-or-none = Typ een nummer, of druk op Enter om over te slaan:
choose-any = Typ een of meer nummers, of druk op Enter om over te slaan:
choose-again = Dat is geen nummer uit de lijst. Probeer het nog eens.
text-required = Typ uw tekst. Sluit af met een regel met alleen een punt:
text-optional = Typ uw tekst en sluit af met een regel met alleen een punt. Of druk op Enter om over te slaan:
text-needed = Dit hebben wij echt nodig. Een paar zinnen is genoeg.
line-optional = Typ uw antwoord, of druk op Enter om over te slaan:
err-onion = Een .onion-adres is alleen via Tor te bereiken. Wij hebben er niemand naar gevraagd.
rec-onion = Start Tor en geef --proxy socks5://127.0.0.1:9050 mee.
yes-no = Typ ja of nee:
yes = ja
no = nee
yes-no-again = Typ ja of nee.

date = { $day } { $month } { $year }
month-1 = januari
month-2 = februari
month-3 = maart
month-4 = april
month-5 = mei
month-6 = juni
month-7 = juli
month-8 = augustus
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december
thousands = .

desk-is = Meldpunt: { $name }
desk-fingerprint = Vingerafdruk: { $fingerprint }
desk-choose = Bij welk meldpunt wilt u zijn?
no-witness-yet = Let op: er kijken nog geen onafhankelijke getuigen mee met het logboek van dit meldpunt.
downloading = Wij halen op wat iedereen ophaalt. Zo is niet te zien welke melding van u is.
progress-downloading = ophalen
progress-uploading = versturen
trying-again = De verbinding hapert. Nieuwe poging over { $seconds } { $seconds ->
        [one] seconde
       *[other] seconden
    } …
