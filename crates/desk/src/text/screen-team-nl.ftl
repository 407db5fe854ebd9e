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
proposal-why = Reden
proposal-answer = Waarom niet
proposal-approve = Goedkeuren
proposal-weigh = U bent de tweede persoon. Keur alleen goed wat u zelf hebt nagekeken. Het wordt dan meteen gedaan.
proposal-beside = Is uw collega hier? Die leest dit voorstel en typt dan zelf de eigen wachtzin. Het kan ook later, als uw collega zelf de kluis opent. Met die wachtzin verklaart uw collega ook geen belang bij de zaak te hebben.
proposal-witness = Wachtzin van uw collega
proposal-witness-hint = Kijk even weg. De wachtzin wordt nergens bewaard.
proposal-no-witness = Laat een collega de eigen wachtzin typen.
proposal-no-answer = Zeg waarom niet.
proposal-refuse = Afwijzen
proposal-withdraw = Voorstel intrekken
proposal-approved-said = Het voorstel is goedgekeurd.
proposal-refused-said = Het voorstel is afgewezen.
proposal-withdrawn-said = Het voorstel is ingetrokken.
proposal-waiting = { $count ->
    [one] 1 voorstel wacht op een tweede persoon.
   *[other] { $count } voorstellen wachten op een tweede persoon.
}
proposal-waits = Dit vraagt een tweede persoon. Uw voorstel wacht op een collega.
plan-close-case = Een zaak afronden
plan-refer-case = Een zaak doorverwijzen of overdragen

proposal-carry-out = Nu uitvoeren
plan-recovery-made = Delen van de herstelsleutel maken

## Herstel

recovery-title = Herstel
recovery-lead = Delen van een sleutel die samen de kluis openen, als wachtzinnen vergeten zijn of mensen wegvallen. Eén deel alleen opent niets.
recovery-none = Er zijn geen delen. Wie nu de wachtzin vergeet, kan niet meer bij de zaken.
recovery-new = Nieuwe delen
recovery-shares = Delen
recovery-need-of = { $need } van de { $of } openen de kluis
recovery-made-on = Gemaakt op
recovery-set = Reeks
recovery-last = Laatst geoefend
recovery-never = nog nooit
recovery-how = Eerdere delen openen daarna niets meer. Geef elk deel aan iemand anders, ook buiten het team.
recovery-of = Aantal delen
recovery-needed = Hoeveel er nodig zijn
recovery-make = Delen maken
recovery-no-number = Vul twee getallen in.
recovery-no-reason = Geef een reden.
recovery-cards = Delen om af te drukken
recovery-card = Deel { $number } van { $of }
recovery-once = Deze delen ziet u één keer. Ze staan nergens anders.
recovery-next-steps = Druk ze af, elk op een eigen blad. Geef ieder een eigen blad, en laat ieder het één keer terugtypen (Oefenen). Maak daarna een nieuwe back-up.
recovery-printed = Afgedrukt, klaar
recovery-secret = Geheim
recovery-drill = Oefenen
recovery-drill-lead = Laat ieder het eigen deel typen. Er gaat niets open en er verandert niets; het spoor vermeldt de oefening.
recovery-share = Deel { $number }
recovery-share-hint = Zoals het gedrukt staat. Hoofdletters, spaties en streepjes maken niet uit.
recovery-try = Proberen
recovery-drilled = Deze delen openen de kluis. De oefening staat in het spoor.

## Instellingen

settings-promises = Eigen beloften
settings-promises-lead = Wat dit meldpunt belooft boven de wet. De termijnen van de wet blijven gelden.
settings-acknowledge = Ontvangst bevestigen binnen
settings-interim = Tussenbericht elke
settings-advice = Advies binnen
settings-nothing = geen eigen belofte
settings-acknowledge-in = Ontvangst bevestigen binnen (werkdagen)
settings-interim-in = Tussenbericht elke (weken)
settings-advice-in = Advies binnen (werkdagen)
settings-empty = Leeg: geen eigen belofte.
settings-number = Vul een getal in van 1 tot en met 100.
settings-keep = Beloften vastleggen
settings-kept = Vastgelegd. De termijnen volgen.
settings-other = Andere instellingen
settings-elsewhere = De taal kiest u bovenaan.

plan-assign-anyway = Laten behandelen ondanks een waarschuwing
plan-joining = Iemand in het team toelaten
plan-leaving = Iemand vertrekt uit het team
plan-role-change = Iemand andere rollen geven
plan-send-dossier = Een dossier naar iemand sturen
plan-send-referral = Een zaak verwijzen naar een instantie
plan-sign-off-redaction = Een gelakte versie vrijgeven
plan-case-deleted = Een zaak verwijderen

member-statement = Geheimhouding aanvaard tot en met
member-statement-title = Geheimhoudingsverklaring
member-absence = Afwezigheid
member-absence-do = Afwezigheid noteren
member-from = Van
member-until = Tot en met
member-back = Weghalen
member-no-days = Kies twee dagen.
member-backwards = De laatste dag ligt voor de eerste.
member-roles = Andere rollen
member-roles-do = Rollen voorstellen
member-leave = Vertrek
member-leave-lead = Wie vertrekt, opent de kluis niet meer. Alle zaken die deze persoon las, krijgen een nieuwe sleutel. Wat eerder is gezien, is gezien.
member-leave-do = Vertrek voorstellen
member-done = Vastgelegd.
statement-text = Ik houd geheim wat ik van melders, betrokkenen en zaken weet, ook als ik hier niet meer werk. Ik deel het alleen met wie het voor de zaak nodig heeft.
statement-holds = U aanvaardde dit; het geldt tot en met { $day }.
statement-over = Uw verklaring gold tot en met { $day }. Aanvaard haar om verder te werken.
statement-accept = Ik aanvaard dit voor een jaar
statement-accepted-said = Uw verklaring geldt weer een jaar.
