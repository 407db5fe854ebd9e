# Teksten van lijsten, triage, termijnen en zoeken.

inbox-filters = Welke zaken
inbox-own = Van mij
inbox-unread = Ongelezen
inbox-unread-mark = { $count ->
    [one] 1 ongelezen
   *[other] { $count } ongelezen
}
inbox-new = Nieuw
inbox-due = Te laat of binnen een week
inbox-team = Van het team
inbox-none = Hier staat nu niets.
inbox-unverified = { $count ->
    [one] 1 brief kon niet worden bevestigd.
   *[other] { $count } brieven konden niet worden bevestigd.
}
list-no-category = Nog niet beoordeeld
cases-any = Alle
cases-narrow = Tonen

unverified-title = Onbevestigde brieven
unverified-lead = Deze brieven zeggen dat ze bij een zaak horen, maar bewijzen dat niet. Iemand kan ze hebben nagemaakt. Doe er niets op zonder het na te gaan.
unverified-heading = Brief, { $day }

## Triage

triage-lead = Deze zaken heeft nog niemand beoordeeld. Begin bovenaan; een triage duurt ongeveer tien minuten.
triage-none = Alle zaken zijn beoordeeld.
triage-title = Triage van zaak { $number }
triage-how = Lees eerst de melding. Beantwoord dan wat u weet. Wat u opslaat blijft staan, ook als u tussendoor stopt.
triage-read = De melding lezen (in een nieuw venster)
triage-progress = Hoeveel er beantwoord is
triage-answered = { $done } van { $count } beantwoord
triage-choose = – kies –
triage-said-by = De melder zegt: { $answer }
triage-proposed = Voorstel: { $urgency }.
triage-proposed-because = Voorstel: { $urgency }, vanwege: { $because }.
triage-why = Waarom deze weg
triage-why-hint = In één of twee zinnen. Nodig als alles beantwoord is. De reden blijft in de zaak.
triage-no-why = Alles is beantwoord. Zeg nog waarom.
triage-keep = Opslaan
triage-kept = { $count ->
    [0] Opgeslagen. Alles is beantwoord.
    [one] Opgeslagen. Er is nog 1 vraag over.
   *[other] Opgeslagen. Er zijn nog { $count } vragen over.
}
triage-still = Nog te beantwoorden: { $checks }.
triage-conflict-next = U heeft een belang bij deze zaak. Lees niet verder, en vraag de coördinator om de zaak aan een ander te geven.
triage-is-complete = De triage is klaar.
triage-route = De weg:
triage-next = Nu: bevestig de ontvangst als dat nog niet is gedaan, zet de zaak op In beoordeling, en bespreek de weg zo nodig met een collega.
triage-acknowledge = De ontvangst bevestigen
triage-ask = Een vraag aan de melder schrijven
triage-go-on = Verder met de zaak
triage-help-danger = Gevaar is: iemand kan nu gewond raken, of zichzelf of een ander iets aandoen. Bij ja: bel eerst 112 of de KMar, en ga dan pas verder.
triage-help-category = Kies wat het meest past. Kunt u niet kiezen: neem wat de melder koos. U kunt dit later veranderen.
triage-help-misstand = Een misstand raakt meer dan een paar mensen: gevaar voor veiligheid, gezondheid of milieu, of overtreding van de wet. Weet u het niet: kies Nog niet beoordeeld.
triage-help-completeness = Genoeg is: u weet wat er gebeurde, ongeveer waar en wanneer. Namen en bewijs hoeven niet.
triage-help-conflict = Kent u de melder, of iemand die genoemd wordt? Werkt u op dezelfde plek? Dan is er een belang. Niemand ziet waarom.
triage-help-detriment = Nadeel is bijvoorbeeld: overplaatsing, slechtere beoordeling, buitengesloten worden. Neem bij twijfel wat de melder zegt.
triage-help-retaliation = Hoog als de melder makkelijk te raden is: weinig mensen weten dit, of degene over wie het gaat is de baas.
triage-help-urgency = Direct: vandaag nog. Hoog: deze week. Normaal: binnen de termijnen. Laag: het kan wachten.
triage-help-route = Waar het waarschijnlijk heen gaat. U beslist nu nog niets; een collega kan het nog veranderen.

## Termijnen

terms-of = Wiens termijnen
terms-nothing = Er staat geen termijn open.
terms-kind = Termijn
terms-calendar = Naar een agenda
terms-calendar-do = Agenda schrijven
terms-calendar-lead = Schrijf een bestand voor uw agenda. Er staan alleen nummers van zaken en termijnen in. Wie het krijgt, weet dat die zaken er zijn.
terms-calendar-written = De agenda staat in { $file }.

## Zoeken

search-lead = Zoek in de zaken die u mag lezen.
search-words = Zoeken naar
search-hint = Woorden, een nummer, of zoals: status:open, categorie:OG1, periode:2026-11, eenheid:"13 brigade"
search-do = Zoeken
search-empty = Typ waar u naar zoekt.
search-nothing = Niets gevonden in de zaken die u mag lezen.
search-more = En nog { $count }. Zoek preciezer om ze te zien.

## Bewaren

retain-title = Bewaren en verwijderen
retain-lead = Zaken waarvan de bewaartermijn bijna of helemaal voorbij is, en zaken die worden vastgehouden. Er verdwijnt nooit iets vanzelf.
retain-nothing = Er is nu niets te beslissen.
retain-of = Bewaren van zaak { $number }
retain-open = De zaak loopt nog
retain-no-outcome = afgesloten zonder uitkomst: die bepaalt de termijn
retain-kept = Bewaard tot en met { $day }
retain-ending = termijn eindigt op { $day }
retain-held = wordt vastgehouden; termijn tot en met { $day }
retain-unread = er wacht een brief; termijn tot en met { $day }
retain-over = termijn voorbij sinds { $day }
retain-hold = Vasthouden
retain-hold-lead = Wie een zaak vasthoudt, voorkomt dat zij wordt verwijderd, bijvoorbeeld om een procedure.
retain-lift = Niet meer vasthouden
retain-held-on = Vastgehouden op
retain-lifted-on = Niet meer vastgehouden vanaf
retain-delete = Verwijderen
retain-delete-lead = De inhoud is daarna nergens meer te lezen, ook niet uit een back-up. Dit vraagt een tweede persoon.
retain-done = Vastgelegd.
retain-deleted = De zaak is verwijderd.
