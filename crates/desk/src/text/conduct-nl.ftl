# Wat van mensen van het team wordt gevraagd: overdragen, de verklaring, een grond voor wat naar buiten gaat.

person-joined = Deze persoon kan nu de kluis openen.
person-waits = Een tweede persoon moet dit goedkeuren. Bekijk het met proposals.
person-done = Vastgelegd.
absence-none = Er is geen afwezigheid genoteerd.
absence-line = { $name }: { $from } tot en met { $until }
absence-deputy = vervangen door { $name }
absence-warning = Zaak { $number }: een termijn eindigt op { $day }, en alleen { $name } behandelt de zaak en is dan weg.

handover-title = Over te dragen zaken
handover-lead = Zaken die deze persoon behandelt, of als enige leest. Schrijf in elke zaak wat een ander moet weten.
handover-none = Er is geen zaak over te dragen.
handover-noted = Zaak { $number }: overdrachtsnotitie van { $day }
handover-bare = Zaak { $number }: nog geen overdrachtsnotitie
handover-missing = { $count ->
    [one] In 1 zaak van deze persoon staat nog geen overdrachtsnotitie.
   *[other] In { $count } zaken van deze persoon staat nog geen overdrachtsnotitie.
}
handover-case = Zaak
handover-note = Overdrachtsnotitie
handover-write = Schrijven
handover-not-yet = nog niet
handover-heading = Overdrachtsnotitie van { $name }, { $day }: gaat nooit naar de melder
handover-mark = Dit is een overdrachtsnotitie: wat een ander moet weten die de zaak overneemt
handover-left-by = Overdrachtsnotitie van { $name }, { $day }: bij Notities
member-deputy = Vervanger
member-no-deputy = niemand
member-deputy-is = vervangen door { $name }
member-called = Andere namen
member-called-hint = Eén per regel: roepnaam, naam van voor een huwelijk. Noemt een melder zo'n naam, dan leest deze persoon de zaak niet.
member-units = Onderdelen
member-units-hint = Eén per regel, van het geheel naar het deel, met / ertussen.
member-known = Waaraan een melder deze persoon herkent
member-known-do = Vastleggen

ground-words = Toelichting
ground-words-hint = Mag leeg blijven. In het spoor komt alleen een hash.
ground-no-for = Kies waarvoor.
ground-no-to = Kies voor wie.
ground-choose = kies
errand-ground = Waarvoor
errand-recipient = Voor wie
ground-planning = planning van het eigen werk
ground-audit = controle
ground-supervision = toezicht
ground-investigation = onderzoek in deze zaak
ground-referral = overdracht of doorverwijzing
ground-court = rechter of wettelijke plicht
ground-publication = publicatie van cijfers
ground-access-request = inzageverzoek
ground-other = anders, zie de toelichting
to-auditor = controleur
to-supervisor = toezichthouder
to-investigator = onderzoeker
to-police = marechaussee of Openbaar Ministerie
to-authority = bevoegde autoriteit
to-public = iedereen
to-organisation = de eigen mensen van de organisatie
to-reporter = melder
to-colleague = collega van het meldpunt
to-other = iemand anders
err-ground-words = Bij "anders" hoort een toelichting.
rec-ground-words = Schrijf in een paar woorden waarvoor het is.

err-ground-long = De toelichting is te lang.
paper-copy = Nummer van de kopie
paper-copy-number = Vul een getal in van 1 tot en met 999.
paper-make = Pagina om af te drukken
paper-lead = Papier gaat mee naar buiten. In het spoor komt waarvoor en voor wie u dit afdrukt.

settings-lock = Vergrendelen
settings-lock-lead = Na zoveel minuten zonder gebruik vergrendelt de kluis. Wie het programma start, kan het met --lock-after voor die keer anders kiezen.
settings-lock-after = Vergrendelen na (minuten)
settings-lock-now = De kluis vergrendelt na { $minutes } minuten zonder gebruik.
settings-lock-number = Vul een getal in van 1 tot en met 480.
settings-lock-keep = Minuten vastleggen
err-lock-minutes = De kluis vergrendelt na 1 tot en met 480 minuten, niet na { $minutes }.
