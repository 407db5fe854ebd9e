# Teksten van de schermen over het team.

people-lead = Wie de kluis kan openen, en waarvoor. In het spoor staat niet de naam, maar het pseudoniem.
people-alone = U bent alleen. Wat twee mensen vraagt, gaat dan met één paar ogen, en het spoor zegt dat.
people-name = Naam
people-name-hint = Zoals collega's en melders die mogen lezen. De naam blijft in de kluis.
people-roles = Rollen
people-since = Sinds
people-state = Stand
people-present = in het team
people-left = vertrokken op
people-me = dit bent u
people-add = Iemand toevoegen
people-add-do = Toevoegen
people-add-lead = Laat uw nieuwe collega zelf de wachtzin typen. U kijkt dan even weg.
people-added = Uw collega hoort bij het team, en leest wat vanaf nu binnenkomt.
people-no-name = Vul een naam in.
people-no-role = Kies ten minste één rol.
people-name-taken = Er is al een collega met deze naam.
people-passphrase = Mijn wachtzin veranderen
people-passphrase-lead = De oude wachtzin opent daarna deze kluis niet meer. Oude back-ups opent die nog wel.
people-passphrase-hint = Ten minste 20 tekens. Zes willekeurige woorden zijn goed; een verjaardag of een bekende zin is dat niet.
people-new-passphrase = Nieuwe wachtzin
people-again = Nog een keer
people-differs = De twee wachtzinnen zijn niet gelijk.
people-passphrase-taken = Kies een andere wachtzin: deze is niet vrij.
people-passphrase-changed = Uw wachtzin is veranderd.

## Voorstellen

proposal-title = Voorstellen
proposal-lead = Sommige handelingen stelt de een voor, en keurt een ander goed. Een voorstel vervalt na 14 dagen.
proposal-none = Er is niets voorgesteld.
proposal-what = Voorstel
proposal-by = Door
proposal-about = Over
proposal-reason = Reden
proposal-answer = Waarom niet
proposal-approve = Goedkeuren
proposal-weigh = U bent de tweede persoon. Keur alleen goed wat u zelf hebt nagekeken. Het wordt dan meteen gedaan.
proposal-beside = Is uw collega hier? Die leest dit voorstel en typt dan zelf de eigen wachtzin. Het kan ook later, als uw collega zelf de kluis opent.
proposal-witness = Wachtzin van uw collega
proposal-witness-hint = Kijk even weg. De wachtzin wordt nergens bewaard.
proposal-no-witness = Laat een collega de eigen wachtzin typen.
proposal-no-answer = Zeg waarom niet.
proposal-refuse = Afwijzen
proposal-withdraw = Voorstel intrekken
proposal-approved = Het voorstel is goedgekeurd.
proposal-refused = Het voorstel is afgewezen.
proposal-withdrawn = Het voorstel is ingetrokken.
proposal-waiting = { $count ->
    [one] 1 voorstel wacht op een tweede persoon.
   *[other] { $count } voorstellen wachten op een tweede persoon.
}
proposal-waits = Dit vraagt een tweede persoon. Uw voorstel wacht op een collega.
plan-close-case = Een zaak afronden
plan-refer-case = Een zaak doorverwijzen of overdragen
