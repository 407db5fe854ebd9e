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
redact-waits = voorgesteld ({ $id }); iemand anders van het team moet het goedkeuren
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

# Schermen.
case-redactions = Lakken
case-sending = Verzenden
redact-lead = Haal namen en andere sporen uit een tekst of afbeelding voordat iemand anders haar leest. Het origineel blijft zoals het is.
redact-limit = Voorstellen vinden niet alles. Wat iemand verraadt, hoeft geen naam te zijn: kijk zelf.
redact-none = Er is nog niets gelakt.
redact-new = Een gelakte versie beginnen
redact-title = Titel
redact-title-hint = De titel staat op het papier. Zet er geen naam in.
redact-reason = Waarom deze versie wordt gemaakt
redact-of = Wat wordt gelakt
redact-of-hint = Notities en concepten kunnen nooit in een gelakte versie. Bladzijden van een bijlage: bekijk de bijlage eerst.
redact-shown-file = bijlage { $file }, zoals u haar net bekeek
redact-begin = Beginnen
redact-no-source = Kies ten minste één tekst of bijlage.
redact-no-reason = Schrijf op waarom.
redact-bad-title = Geef een titel van één regel, niet te lang.
redact-part = Onderdeel { $part }: { $source }
redact-suggestions = { $count ->
    [one] Nog 1 voorstel
   *[other] Nog { $count } voorstellen
}
redact-no-suggestions = Alle voorstellen zijn bekeken. Lees de tekst nog een keer zelf.
redact-accept = Lakken
redact-leave = Laten staan
redact-ground = Grond
redact-mark-words = Woorden lakken
redact-words = Woorden
redact-words-hint = Elke plek waar deze woorden staan, wordt gemarkeerd.
redact-mark-do = Markeren
redact-marked-said = { $count ->
    [one] 1 markering gezet.
   *[other] { $count } markeringen gezet.
}
redact-nowhere = Deze woorden staan nergens ongemarkeerd.
redact-marks = { $count ->
    [one] 1 markering
   *[other] { $count } markeringen
}
redact-unmark = Weghalen
redact-unmark-of = Weghalen: { $words }
redact-box-x = Pixels van links
redact-box-y = Pixels van boven
redact-box-width = Breedte in pixels
redact-box-height = Hoogte in pixels
redact-box-do = Bewaar het vak
redact-box-number = Vul een geheel getal in.
redact-box-outside = Het vak ligt buiten de afbeelding.
draw-do = Teken vakken op deze bladzijde
draw-title = Vakken tekenen op deel { $part }: { $source }
draw-size = Grootte van de afbeelding
draw-size-small = klein
draw-size-medium = middel
draw-size-large = groot
draw-first = Klik op de afbeelding op een hoek van wat niemand mag zien. Klik daarna op de hoek er schuin tegenover.
draw-second = De eerste hoek staat bij het kruis. Klik nu op de hoek er schuin tegenover.
draw-box = De gele rand is het nieuwe vak. Alles erbinnen gaat eruit. Kies een grond en bewaar het vak, of verplaats het eerst.
draw-by-key = Een toets heeft geen plaats op een afbeelding. Daarom staat er nu een klein vak. Verplaats het met de knoppen, kies een grond en bewaar het.
draw-pick-first = Afbeelding: klik op de eerste hoek
draw-pick-second = Afbeelding: klik op de hoek er schuin tegenover
draw-alternative = Afbeelding van een bladzijde van een bijlage met vakken als randen; druk erop bij een hoek van een vak
draw-again = Begin dit vak opnieuw
draw-steps = Verplaats het nieuwe vak
draw-step-left = Naar links
draw-step-right = Naar rechts
draw-step-up = Omhoog
draw-step-down = Omlaag
draw-step-wider = Breder
draw-step-narrower = Smaller
draw-step-taller = Hoger
draw-step-shorter = Lager
draw-boxes = { $count ->
    [one] 1 vak is bewaard
   *[other] { $count } vakken zijn bewaard
}
draw-none = Er is nog geen vak op deze bladzijde.
draw-one = vak { $box } [{ $ground }]
draw-kept = Het vak is bewaard. Teken het volgende, of ga terug naar het lakken.
draw-gone = Het vak is weg.
draw-numbers = Het vak in getallen
draw-numbers-hint = In pixels; de afbeelding is { $width } breed en { $height } hoog. Een vak groeit tot een raster van 32 pixels.
draw-numbers-do = Laat dit vak zien
draw-back = Terug naar het lakken
redact-leaves = Wat eruit gaat
redact-look = Bekijken wat eruit gaat
redact-look-how = Dit is precies wat overblijft. Van een afbeelding staat hier een code; de afbeelding staat eronder.
redact-ready = Waarom deze versie klaar is
redact-sign-off = Voorleggen aan een tweede lezer
redact-alone-said = Gedaan. Er is niemand anders in het team; het logboek zegt dat.
redact-format = Soort bestand
redact-export = Bestand schrijven
redact-written-said = Geschreven: { $file }.
leaving-recipient = Voor wie
leaving-purpose = Waarvoor
leaving-missing = Vul dit in. Het komt in de zaak te staan; het logboek krijgt er een code van.
sending-lead = Een dossier of een verwijzing verlaat het meldpunt als een versleuteld archief, nadat twee mensen de tekst hebben getoetst en goedgekeurd.
sending-limit = Wat de ontvanger ermee doet, weet niemand hier. Kies niet meer onderdelen dan nodig.
sending-none = Er is nog niets goedgekeurd om te verzenden.
sending-write = Archief { $order } schrijven
sending-dossier = Dossier
sending-referral = Verwijzing naar een instantie
sending-sections = Onderdelen
sending-sections-hint = Alle onderdelen samen zijn het volledige dossier. Wie de melder is, staat in geen enkel onderdeel.
sending-look = Bekijken wat erin staat
sending-no-redaction = Een verwijzing bevat een vrijgegeven gelakte versie zonder wat alleen voor het meldpunt is geschreven. Die is er nog niet.
sending-says = Wat eruit gaat
sending-says-how = De toets gaat over precies deze tekst. Verandert er iets, dan is een nieuwe toets nodig.
sending-text = De tekst
sending-check = Herleidbaarheidstoets
sending-check-do = Antwoorden vastleggen
sending-propose = Voorstellen om te verzenden
sending-propose-do = Voorleggen aan een tweede persoon
sending-key = Sleutel van de ontvanger
sending-key-hint = Een sleutel voor age (begint met age1), of het woord passphrase voor een wachtzin.
sending-no-key = Dit is geen sleutel van een ontvanger.
sending-body = Instantie
sending-consulted = De melder is geraadpleegd en kent de redenen
sending-withheld = Waarom de melder niet is geraadpleegd
sending-withheld-hint = Alleen als raadplegen niet kan. De tweede persoon beoordeelt deze reden ook.
sending-tell = Bevestig dat de melder is geraadpleegd, of geef een reden waarom niet.
sending-words = Wachtzin voor het archief
sending-words-hint = Spreek deze woorden langs een andere weg af met de ontvanger.
sending-words-short = Kies een langere wachtzin.
sending-classic = Deze sleutel is van het oude soort: een latere kwantumcomputer kan het archief misschien lezen.
sending-write-do = Archief schrijven
bodies-title = Instanties
bodies-lead = Naar deze instanties kan een zaak worden verwezen. Noteer hoe u ze bereikt en met welke sleutel ze lezen.
bodies-limit = Controleer een sleutel langs een andere weg dan die waarlangs u hem kreeg.
bodies-contact = Hoe te bereiken
bodies-checked = Nagekeken
bodies-unknown = geen sleutel bekend
bodies-stale = langer dan 12 maanden geleden
bodies-note = Noteren wat u vandaag hebt nagekeken
bodies-key-hint = Een sleutel van de instantie zelf; begint met age1.
bodies-do = Noteren
bodies-noted = Genoteerd.
bodies-no-contact = Schrijf op hoe de instantie te bereiken is.
bodies-words = Een instantie leest met een eigen sleutel, niet met een wachtzin.
