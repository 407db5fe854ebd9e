# Het team: rechten, vier ogen, toegang.

role-caseworker = Behandelaar
role-coordinator = Coördinator
role-custodian = Naambewaarder
role-analyst = Analist

right-carry = Gegevens naar binnen en buiten brengen, reservekopieën maken
right-register = Het register zien: wat zonder inhoud van zaken bekend is
right-handle = Zaken krijgen, lezen en behandelen
right-assign = Bepalen wie een zaak behandelt en leest
right-second-case = Tweede persoon zijn bij besluiten in een zaak
right-delete = Voorstellen een zaak te verwijderen
right-second-deletion = Tweede persoon zijn bij verwijderen
right-ask-identity = Om de naam van een melder vragen
right-keep-identities = Namen van melders bewaren en als tweede persoon vrijgeven
right-figures = Cijfers en verslagen maken, openbaar maken voorstellen
right-second-publication = Tweede persoon zijn bij openbaar maken
right-keys = Voorstellen wat er met de sleutels gebeurt
right-people = Voorstellen wie er in het team zit, de afwezigheidskalender bijhouden
right-second-team = Tweede persoon zijn bij sleutels en team
right-trail = Het logboek uitvoeren voor een controleur

what-closing = Sluiten zonder onderzoek
what-referral = Overdragen of doorverwijzen
what-export = Uitvoeren van wat alleen voor het meldpunt is
what-identity = De naam van een melder openen
what-deletion = Verwijderen
what-publication = Openbaar maken
what-keys = Sleutels
what-people = Team
what-rule = Behandelaar ondanks waarschuwing

proposal-state-waiting = wacht op een tweede persoon
proposal-state-approved = goedgekeurd, nog niet gedaan
proposal-state-done = gedaan
proposal-state-refused = afgewezen
proposal-state-withdrawn = ingetrokken
proposal-state-stale = vervallen: er is iets veranderd
proposal-state-expired = verlopen

err-right = Uw rol staat dit niet toe.
rec-right = Vraag de coördinator wie dit mag doen.
err-statement = Uw geheimhoudingsverklaring gold tot en met { $day }.
rec-statement = Aanvaard de verklaring opnieuw. Daarna kunt u verder.
err-no-proposal = Dit voorstel is er niet.
rec-no-proposal = Bekijk de lijst met voorstellen.
err-proposal-kind = Dit is een ander soort voorstel.
err-proposal-closed = Dit voorstel staat hier niet meer voor open.
err-proposal-other = Alleen wie het voorstel deed, kan dit.
err-second-same = De tweede persoon moet iemand anders zijn dan de eerste.
err-second-about = Het gaat over deze persoon zelf.
err-second-barred = Deze persoon wordt buiten de zaak gehouden.
err-second-reader = Deze persoon leest de zaak niet.
rec-second = Vraag een ander lid van het team.
err-no-second = Niemand anders in het team mag dit goedkeuren.
rec-no-second = Voeg eerst iemand aan het team of aan de zaak toe.
err-proposal-stale = Er is iets veranderd sinds dit voorstel. Het is vervallen.
rec-proposal-stale = Bekijk hoe het nu staat en doe zo nodig een nieuw voorstel.
err-no-reason = Geef een reden.
err-long-reason = De reden heeft { $chars } tekens. Het mogen er { $most } zijn.
err-case-gone = Deze zaak is er niet meer.
err-closed-case = Zaak { $number } is voor u gesloten.
rec-closed-case = Vraag de coördinator of u de zaak mag lezen.
err-passphrase-taken = Iemand anders gebruikt deze wachtzin.
rec-passphrase-taken = Kies een andere wachtzin.
err-nobody = Niemand van het team heeft de kluis geopend.
