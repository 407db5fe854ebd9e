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
