# Lakken: fouten, papier, opdrachten, schermen.

err-no-redaction = de zaak heeft geen gelakte versie { $redaction }
err-no-part = deze gelakte versie heeft geen onderdeel { $part } van die soort
err-no-mark = er is geen markering of voorstel { $mark }
err-no-source = deze tekst is er niet in de zaak
rec-no-source = kijk welke teksten gelakt kunnen worden; notities en concepten kunnen dat nooit
err-parts = { $parts } onderdelen gekozen; kies er 1 tot { $most }
err-redaction-title = geef een titel van één regel, niet te lang
err-no-ground = er is geen grond { $code }
rec-no-ground = kies een code uit de lijst van gronden
err-marked-already = dit is op deze grond al gemarkeerd
err-mark = dit kan niet worden gemarkeerd
err-mark-nowhere = deze woorden staan nergens ongemarkeerd
err-pixels = in deze afbeelding kan zo niet worden gelakt
err-not-signed-off = gelakte versie { $redaction } is niet vrijgegeven zoals zij nu is
rec-not-signed-off = laat een tweede lezer haar vrijgeven; na elke wijziging moet dat opnieuw
err-original-changed = het origineel van gelakte versie { $redaction } is niet meer wat het was

redaction-paper-subject = Gelakte versie
redaction-paper-label = Gelakte versie
redaction-paper-lead = In deze versie is een deel weggelaten. Op elke plek staat een even groot vak met de grond. Wat in het vak stond, staat niet in dit bestand.
redaction-paper-part = Onderdeel { $part }
redaction-paper-boxes = Gelakt op grond van { $grounds }
redaction-paper-alternative = Afbeelding van een bladzijde uit een bijlage; gelakte delen zijn donkere vlakken
redaction-paper-legend = Gronden
redaction-paper-original = Origineel
redaction-paper-link = Het meldpunt bewaart het ongewijzigde origineel. Deze code hoort bij dat origineel en zegt niets over de inhoud: { $hash }

source-letter = brief { $item }
source-for-desk = brief { $item }, alleen voor het meldpunt
source-reply = antwoord { $item }
source-page = bijlage { $item }, bladzijde { $page }
source-other = iets anders
suggested-email = e-mailadres
suggested-phone = telefoonnummer
suggested-bsn = BSN
suggested-staff-number = personeelsnummer
suggested-rank = rang met eenheid
suggested-name = naam
suggested-official = naam van een ambtenaar

redact-offer = tekst { $text }: { $source }, { $day }: { $first }
redact-line = gelakte versie { $redaction }: { $title } ({ $state })
redact-draft = concept
redact-signed-off = vrijgegeven
redact-begun = gelakte versie { $redaction } is begonnen
redact-suggestion = voorstel { $suggestion }, onderdeel { $part }, { $sort }: { $words }
redact-mark = onderdeel { $part }, markering { $mark }, { $ground }: { $words }
redact-marked = { $count ->
    [one] 1 markering gezet
   *[other] { $count } markeringen gezet
}
redact-left = { $count ->
    [one] 1 voorstel blijft staan
   *[other] { $count } voorstellen blijven staan
}
redact-unmarked = de markering is weg
redact-alone = gedaan; er is niemand anders in het team, en het logboek zegt dat
redact-written = geschreven: { $file }
redact-mask = personeelsnummer: { $mask }

# Dossier en verwijzing.
section-register = Gegevens van de zaak
section-conversation = Gesprek
section-for-desk = Alleen voor het meldpunt geschreven
section-decisions = Verloop en besluiten
section-hearings = Verslagen van gesprekken
section-files = Bijlagen
section-redactions = Gelakte versies
dossier-paper-title = Dossier { $case }
dossier-paper-subject = Dossier van een melding
dossier-paper-label = Vertrouwelijk dossier
dossier-paper-lead = Dit dossier is gemaakt voor één ontvanger. Wie de melder is, staat er niet in. Medewerkers van het meldpunt staan er niet met naam in.
dossier-paper-none = Hierover is er niets.
dossier-paper-fact = Gegeven
dossier-paper-value = Waarde
dossier-paper-from-reporter = Van de melder, { $day } (stuk { $item })
dossier-paper-from-desk = Van het meldpunt, { $day } (stuk { $item })
dossier-paper-redaction = Gelakte versie { $number }
dossier-fact-status = Status
dossier-fact-came = Binnengekomen via
dossier-fact-received = Ontvangen
dossier-fact-acknowledged = Ontvangst bevestigd
dossier-fact-feedback = Terugkoppeling gegeven
dossier-fact-categories = Categorieën
dossier-fact-urgency = Urgentie
dossier-fact-route = Afdoening
dossier-fact-outcome = Uitkomst

err-no-section = kies ten minste één onderdeel
err-for-desk = hierin staat iets wat alleen voor het meldpunt is geschreven
rec-for-desk = maak een gelakte versie zonder die tekst
err-not-consulted = de melder is niet geraadpleegd
rec-not-consulted = stuur eerst de brief Doorverwijzing of Voorgenomen overdracht, of geef een reden waarom dat niet kan; die beoordeelt de tweede persoon ook
err-no-body-key = van { $body } is geen sleutel bekend
rec-no-body-key = vraag de instantie om haar sleutel, controleer die en noteer haar
err-body-contact = schrijf op hoe de instantie te bereiken is
err-body-words = een instantie leest met een eigen sleutel, niet met een wachtzin
err-no-order = de zaak heeft geen verzending { $order }
err-order-changed = de zaak zegt nu iets anders dan wat is goedgekeurd
rec-order-changed = laat de nieuwe tekst toetsen en goedkeuren
err-no-words = voor dit archief is een wachtzin nodig
err-file-there = er staat al een bestand met die naam
err-recipient-key = dit is geen sleutel van een ontvanger
rec-recipient-key = geef een sleutel die met age1 begint, of het woord passphrase
check-open = nog { $people } te gaan: de toets is pas klaar als twee mensen alle vragen over deze tekst hebben beantwoord
check-risk = iemand ziet een risico: deze tekst mag niet worden gedeeld
check-passed = de toets is gedaan: deze tekst mag worden gedeeld
order-dossier = verzending { $order }: dossier voor { $recipient }: { $purpose }
order-referral = verzending { $order }: verwijzing naar { $recipient }: { $purpose }
body-unknown = { $code }  { $body }: geen sleutel bekend
body-known = { $code }  { $body }: { $contact } (nagekeken op { $day })
body-stale = { $code }  { $body }: { $contact } (nagekeken op { $day }; langer dan 12 maanden geleden, kijk het opnieuw na)
prompt-archive-words = Wachtzin voor het archief:{" "}
