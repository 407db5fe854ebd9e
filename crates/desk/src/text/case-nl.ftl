# Werk aan zaken: wat het programma zegt.

err-move = een zaak kan niet van { $from } naar { $to }
rec-move = na { $from } kan: { $next }
err-move-reason = hiervoor is een reden nodig
rec-move-reason = geef die met --reason
err-unit-too-long = de naam van het onderdeel is { $bytes } bytes; ten hoogste 400
err-code = { $code } staat niet in de lijst ({ $kind })
rec-code = kies uit { $codes }
err-reason-too-long = de reden is { $bytes } bytes; ten hoogste { $most }

err-only-by-deletion = vernietigen gaat via de bewaartermijn, niet via de status
move-waits = Voorgesteld ({ $id }). Iemand anders van het team moet het goedkeuren; tot dan blijft de status zoals die is.
moved = Status: { $status }.
moved-told = Status: { $status }. De melder ziet na de volgende lading: { $seen }.
classified = Vastgelegd.

## De zaak

show-kind-of-contact = Soort contact: { $kind }
show-identity = Bekend als: { $identity }
show-on-behalf = Gemeld voor iemand anders.
show-categories = Categorieën: { $categories }
show-misstand = Misstand (Wbk): { $misstand }
show-urgency = Urgentie: { $urgency }
show-route = Afdoening: { $route }
show-outcome = Uitkomst: { $outcome }
show-part = Organisatiedeel: { $part }
show-unit = Onderdeel: { $unit }
show-history = Verloop:
show-past = { $day }: { $status }
show-past-reason = { $day }: { $status } (reden: { $reason })
show-wants-out = De melder wil de melding intrekken. Dat doet alleen een behandelaar: status { $number } withdrawn --reason …

## Notities, taken, ontwerpen

err-only-by-feedback = terugkoppeling geeft u door die te verzenden
rec-only-by-feedback = maak die met draft ZAAK feedback en verzend met send ZAAK feedback
err-note-empty = de notitie is leeg
err-note-too-long = de notitie is { $bytes } bytes; ten hoogste { $most }
err-no-task = er is geen open taak { $task }
err-task-too-long = de taak is { $bytes } bytes; ten hoogste { $most }
err-fields = het sjabloon mist: { $fields }
rec-fields = geef elk veld met --field NAAM=WAARDE; wat weg mag, met --leave-out NAAM
err-feedback-free = terugkoppeling gaat alleen via het sjabloon, met beoordeling en opvolging
rec-feedback-free = geef assessment, follow-up en reason met --field
err-configuration = de instelling klopt niet
err-field-form = { $field } is geen NAAM=WAARDE, of de waarde past niet bij het veld
rec-field-form = dagen schrijft u als 2026-11-24, maanden als getal
err-day = { $text } is geen dag
rec-day = schrijf de dag als 2026-11-24
note-added = Notitie vastgelegd. De melder ziet die nooit.
task-set = Taak { $task } vastgelegd, vóór { $day }.
task-ended = Taak afgesloten.
tasks-empty = Er zijn geen open taken.
tasks-line = { $day }  { $case }  taak { $task }  { $sort }  { $whose }
task-sort-contact = contact
task-sort-interview = gesprek
task-sort-decision = besluit
task-sort-aftercare = nazorg
task-sort-other = anders
show-note = NOTITIE van { $by }, { $day } (alleen voor het team)
show-task-open = Taak { $task } vóór { $day }: { $sort } ({ $whose })
show-task-done = Taak { $task }: { $sort }, gedaan op { $day }
show-task-skipped = Taak { $task }: { $sort }, OVERGESLAGEN op { $day }
show-draft-of = Ontwerp: { $kind } (bekijken: preview { $number } { $code }; verzenden: send { $number } { $code })
draft-free = eigen tekst
draft-kept = Ontwerp vastgelegd. Verzenden: send { $number } { $code }
draft-dropped = Ontwerp weggegooid.
preview-parts = { $parts ->
    [one] Dit wordt 1 antwoord.
   *[other] Dit worden { $parts } antwoorden.
}
preview-moves = De zaak krijgt daarna de status: { $status }.
configured = Vastgelegd; het staat in het logboek.
batch-fullness = Wacht: { $waiting } antwoorden op { $places } plaatsen per dag. { $days ->
    [0] Er wacht niets.
    [one] Alles gaat mee met de volgende lading.
   *[other] Alles is weg na { $days } ladingen.
}

## Triage, dossier, termijnen, zoeken

err-unchecked = wat wordt gedeeld, is niet gecontroleerd op wat de melder verraadt
rec-unchecked = doe eerst de herleidbaarheidstoets
err-care-noted = het nazorgmoment na { $months } maanden is al vastgelegd
err-no-care = dat nazorgmoment is er niet
rec-no-care = momenten zijn er 1, 3, 6 en 12 maanden na de afsluiting, zolang de zaak dicht is
err-clock-every = deze termijn heeft elke zaak vanzelf
err-clock-none = er loopt geen termijn die iemand heeft ingesteld
err-no-hearing = er is geen verslag { $hearing }
err-no-consent = een opname kan alleen met toestemming
rec-no-consent = geef de dag van de toestemming met --consent
err-hearing-step = die stap kan niet
err-query = { $value } kan hier niet staan
rec-query = bijvoorbeeld: category:OG1, status:open, period:2026-11, unit:"13 brigade"
triage-heading = Triage van zaak { $number }
triage-line = { $check }: { $question } { $answer }
triage-open = (nog geen antwoord)
triage-said = { $answer } (volgens de melding)
triage-proposal = Voorstel voor de urgentie: { $urgency }
triage-missing = Nog te beantwoorden: { $checks }
triage-complete = Triage compleet.
triage-conflict = U heeft een eigen belang: draag de zaak over.
gaps-none = Het dossier is compleet voor de status { $status }.
gaps = Het dossier mist voor de status { $status }: { $gaps }
clock-set = Termijn { $term }: uiterlijk { $day }.
clock-met = Vastgelegd.
care-line = { $day }: { $months } maanden na de afsluiting: { $standing }
care-noted = Vastgelegd.
hearing-added = Verslag { $hearing } vastgelegd als concept.
hearing-went-on = Verslag { $hearing }: { $state }.
show-hearing = VERSLAG { $hearing }: { $party }, { $form }, { $state } (alleen voor het team)

## Handmatig, koppelen, spam

show-told = Op een andere manier gemeld, ontvangen op { $day }
show-link = Gekoppeld aan { $number }: { $kind }, { $day }
show-link-reason = Gekoppeld aan { $number }: { $kind }, { $day } (reden: { $reason })
show-link-ended = Was gekoppeld aan { $number }: { $kind }, tot { $day }
show-merged = Deze zaak wordt behandeld in { $number }.
show-spam = Gemarkeerd als spam.
link-same-incident = zelfde voorval
link-same-person = zelfde betrokkene
link-same-reporter = zelfde melder
link-pattern = patroon
link-detriment = benadeling na deze melding
link-same-report = zelfde melding
link-split = afgesplitst
linked = Gekoppeld.
unlinked = Ontkoppeld.
clusters-empty = Er zijn geen gekoppelde zaken.
cluster-line = { $count } zaken: { $cases }
merged = Zaak { $number } wordt verder behandeld in { $into }.
split = Afgesplitst: zaak { $number }.
spam-marked = { $count } gemarkeerd als spam. Niets is weggegooid.
spam-cleared = { $count } zijn geen spam meer.
entered = Zaak { $number } is ingevoerd.
entered-code = De code hieronder staat nergens anders en verschijnt één keer. Print de kaart of schrijf hem over, en geef hem aan de melder.
code-card =
    Uw melding heeft nummer { $number }.

    Uw meldcode: { $code }

    Met deze code leest u onze antwoorden en stuurt u berichten, zonder uw naam. Ga naar de meldpagina en kies "Terugkomen".
    Bewaar deze kaart op een veilige plek. Wie de code heeft, kan meelezen. Wij hebben de code niet: raakt u hem kwijt, dan kunnen wij hem niet opnieuw geven.
err-not-by-hand = wat door de postbus komt, wordt ingelezen
err-future = de dag van ontvangst ligt in de toekomst
err-entry-empty = de melding is leeg
err-no-form = van een mondelinge melding hoort vast te liggen hoe die is opgenomen
rec-no-form = geef --form recording (met --consent DAG), transcript of minutes
err-link-itself = een zaak kan niet aan zichzelf worden gekoppeld
err-linked = deze zaken zijn al zo gekoppeld
err-not-linked = deze zaken zijn niet zo gekoppeld
err-merged = de zaak wordt al behandeld in { $number }
err-no-item = het gesprek heeft geen deel { $item }
err-split-nothing = noem ten minste één deel van het gesprek
