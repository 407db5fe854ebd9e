# Teksten van de schermen van een zaak.

case-title = Zaak { $number }
case-parts = Delen van deze zaak
case-talk = Gesprek
case-write = Schrijven aan de melder
case-files = Bestanden
case-trail = Spoor van deze zaak
case-status = Status
case-acknowledge-by = Ontvangst bevestigen, uiterlijk
case-feedback-by = Terugkoppelen, uiterlijk
case-overdue = te laat
case-soon = binnenkort
case-no-entries = In deze zaak staat nog niets.
case-one-way = Dit is een losse brief, zonder code. De melder kan geen antwoord ontvangen.
case-triage-waits = Lees eerst de melding hieronder. Daarna beantwoordt u negen korte vragen: de triage.
case-triage-to = Triage beginnen
case-draft-waits = Er staat een ontvangstbevestiging klaar. Die gaat pas uit als iemand haar verstuurt.
case-draft-to = Bekijken en versturen
case-private = Alleen voor het meldpunt: nooit overnemen
case-waits = gaat mee met de volgende partij
case-waits-parts = nog { $waiting } van { $parts } delen te versturen
case-unread = { $count ->
    [one] Eén brief van deze zaak hebt u nog niet als gelezen gemerkt.
   *[other] { $count } brieven van deze zaak hebt u nog niet als gelezen gemerkt.
}
case-read-do = Ik heb dit gelezen
case-read-said = Gemerkt als gelezen, alleen voor u.
case-parcel = { $count ->
    [one] 1 bestand, bij Bestanden
   *[other] { $count } bestanden, bij Bestanden
}
case-no-files = De melder stuurde geen bestanden.
case-files-care = Open een origineel nooit op een gewone computer, en scan geen QR-codes. Een bestand kan gevaarlijk zijn, of laten weten dat het is geopend.
case-file-number = Nr.
case-file-name = Naam
case-file-size = Grootte
case-file-do = Origineel
case-file-original = Origineel { $number } naar buiten brengen
case-original-title = Origineel van bestand { $number }
case-original-warning = Dit schrijft het bestand zoals het kwam, niet nagekeken en niet versleuteld. Wie het heeft, kan het lezen.
case-original-where = Het spoor vermeldt dat u dit deed. Doe het alleen als de zaak het vraagt, en open het alleen op een computer zonder netwerk.
case-original-folder = Kies een map die er is.
case-original-sure = Ik weet waar dit bestand heen gaat en wie het daarna kan lezen.
case-original-confirm = Bevestig dit eerst.
case-original-do = Origineel schrijven
case-original-saved = Het origineel staat in { $file }.
case-paper = Afdrukken

paper-how = Druk deze pagina af met Ctrl+P. Op elk blad staan het zaaknummer, de datum en het nummer van de kopie.
paper-label = Vertrouwelijk

## Schrijven

write-to-reporter = Wat u hier schrijft, is voor de melder. Na dit scherm ziet u het nog een keer; pas dan verstuurt u het.
write-hint = Korte zinnen, u-vorm. Noem niemand bij naam en beloof niets over de uitkomst.
write-text = Bericht aan de melder
write-look = Bekijken
write-templates = Beginnen met een sjabloon
write-own-words = Eigen woorden
write-fill = Tekst maken
write-example = Zo wordt de tekst
write-optional = Mag leeg blijven. De zin hierover gaat dan niet mee.
write-blank = Vul in: { $field }.
write-empty = Schrijf eerst een bericht.
write-too-long = Dit bericht is te lang. Maak er twee van.
write-as-read = Zo leest de melder het
write-parts = { $count ->
    [one] Dit gaat in één antwoord.
   *[other] Dit is lang en gaat in { $count } antwoorden. De melder leest het als één bericht.
}
write-acknowledges = Dit is het eerste bericht aan deze melder. Daarmee bevestigt u ook de ontvangst.
write-no-return = Wat verstuurd is, kan niet terug. Staat er iets in waaraan de melder te herkennen is?
write-send = Versturen aan de melder
write-change = Nog veranderen
write-queued = { $count ->
    [one] Uw bericht gaat mee met de volgende partij.
   *[other] Uw bericht gaat in { $count } delen mee met de volgende partijen.
}
write-acknowledged = De ontvangst is bevestigd. Terugkoppelen kan tot en met { $day }.

case-notes = Notities
case-tasks = Taken
case-course = Verloop en beoordeling
case-category = Categorie
case-urgency = Urgentie
case-misstand = Misstand
case-route = Afdoening
case-outcome = Uitkomst

## Ontwerpen

draft-title = Ontwerpen die klaarstaan
draft-moves = Door dit te versturen krijgt de zaak de status: { $status }.
draft-drop = Ontwerp weggooien
draft-dropped-said = Het ontwerp is weg. Er is niets verstuurd.
write-back = Terug

## Notities

note-new = Nieuwe notitie
note-hint = Alleen voor wie de zaak leest. Zet erbij wat feit is, en van wie u het weet.
note-keep = Notitie bewaren
note-never-sent = Notities gaan nooit naar de melder. Er is geen knop waarmee dat kan.
note-none = Er zijn nog geen notities.
note-heading = Notitie van { $name }, { $day }: gaat nooit naar de melder
note-kept = De notitie is bewaard.
note-empty = Schrijf eerst iets op.
note-too-long = Deze notitie is te lang. Maak er twee van.

## Taken

task-none = Er is in deze zaak niets te doen.
task-new = Nieuwe taak
task-sort = Soort
task-due = Uiterlijk
task-text = Wat
task-hint = Mag leeg blijven. Lijsten tonen dit niet.
task-whose = Wie
task-set-do = Taak bewaren
task-do = Gedaan
task-skip = Overslaan
task-done = gedaan op { $day }
task-skipped = overgeslagen op { $day }
task-no-day = Kies een dag.
task-too-long = Maak de tekst korter.
task-kept = De taak staat erbij.
task-ended-said = De taak is afgesloten.

## Verloop en beoordeling

course-step = { $status }, { $day } ({ $name })
course-alone = alleen gedaan
course-second = met { $name }
course-move = Volgende status
course-to = Naar
course-seen = De melder ziet: { $seen }.
course-reason = Reden
course-reason-hint = Nodig als u de gewone weg verlaat. De reden blijft in de zaak.
course-reason-long = De reden is te lang.
course-do = Status zetten
course-choose = Kies een status.
course-moved = De status is nu: { $status }.
course-no-moves = Deze zaak kan niet verder.
course-wants-out = De melder wil de melding intrekken. De zaak is pas ingetrokken als u die status zet.
course-class = Beoordeling
class-change = Beoordeling vastleggen
class-as-it-is = – laten zoals het is –
class-of-report = uit de melding
class-kind = Soort contact
class-identity = Bekend als
class-categories = Categorieën
class-category = Hoofdcategorie
class-also = Ook deze categorieën
class-also-hint = In de cijfers telt alleen de hoofdcategorie.
class-misstand = Misstand in de zin van de Wbk
class-urgency = Urgentie
class-route = Afdoening
class-outcome = Uitkomst
class-part = Organisatiedeel
class-part-hint = Uit de grove lijst van het meldpunt. Het hele team ziet dit; het telt mee in de cijfers.
class-unit = Onderdeel
class-unit-hint = Waar het speelt, in eigen woorden. Alleen wie de zaak leest, ziet dit.
class-unit-long = Maak de naam van het onderdeel korter.
class-why = Waarom
class-why-hint = Nodig bij misstand, afdoening en uitkomst. De reden blijft in de zaak.
class-no-why = Geef een reden: daar vragen misstand, afdoening en uitkomst om.
class-do = Vastleggen
class-nothing = Beantwoord ten minste één vraag.
class-kept = Vastgelegd.

case-file-look = Veilig bekijken

## Veilig bekijken

look-title = Bestand { $number }, veilig bekeken
look-do = Bekijken
look-do-file = Bestand { $number } bekijken
look-working = Veilig voorbeeld
look-step = het bestand openen in een afgesloten proces
look-how = Dit zijn plaatjes en tekst die van het bestand zijn gemaakt. Er wordt niets uitgevoerd en niets opgehaald. Wat u ziet, kan door de maker bedacht zijn.
look-kind = Soort, naar de inhoud
look-none = Van deze soort bestand kan geen voorbeeld worden gemaakt.
look-page = Bladzijde { $page } van { $count }
look-picture = Wat op bladzijde { $page } te zien is, als plaatje
look-again = Dit voorbeeld is er niet meer. Maak het opnieuw.
err-preview-too-large = het bestand is te groot voor een voorbeeld
err-preview-too-slow = het maken van een voorbeeld duurde te lang
err-preview-missing = het programma dat voorbeelden maakt, staat niet naast dit programma
err-preview-unprotected = deze computer kan een voorbeeld niet afsluiten, dus er wordt er geen gemaakt
err-preview-died = het maken van een voorbeeld brak af
rec-preview = het bestand is er nog; open het origineel alleen op een computer zonder netwerk

look-kind-jpeg = Foto (JPEG)
look-kind-png = Plaatje (PNG)
look-kind-webp = Plaatje (WebP)
look-kind-gif = Plaatje (GIF)
look-kind-bmp = Plaatje (BMP)
look-kind-tiff = Plaatje (TIFF)
look-kind-heif = Foto (HEIF)
look-kind-film = Film
look-kind-pdf = PDF
look-kind-text = Tekst
look-kind-html = Webpagina
look-kind-svg = Tekening (SVG)
look-kind-xml = XML
look-kind-rtf = Tekst met opmaak (RTF)
look-kind-mail = E-mail
look-kind-docx = Word-document
look-kind-xlsx = Excel-werkblad
look-kind-pptx = PowerPoint-presentatie
look-kind-odt = OpenDocument-tekst
look-kind-ods = OpenDocument-werkblad
look-kind-odp = OpenDocument-presentatie
look-kind-old-office = Oud Office-document
look-kind-zip = Zip-archief
look-kind-unknown = Onbekend

look-warn-macros = Er zitten macro’s in. Die zijn niet uitgevoerd.
look-warn-scripts = Er zit een script in. Dat is niet uitgevoerd.
look-warn-automatic = Het bestand doet iets vanzelf als iemand het opent.
look-warn-actions = Het bestand kan programma’s starten of iets versturen.
look-warn-links = Er staan links in. Volg ze niet.
look-warn-external = Het bestand haalt iets van elders op als iemand het opent.
look-warn-embedded = Er zitten andere bestanden in. Die zijn niet getoond.
look-warn-locked = Er is een wachtwoord nodig. Er is niets getoond.
look-warn-truncated = Er is meer dan hier staat.
look-warn-bomb = Een deel zou veel te groot worden, en is weggelaten.
look-warn-animated = Het plaatje beweegt. Alleen het eerste beeld is getoond.
look-warn-damaged = Het bestand is beschadigd. Wat te lezen was, is getoond.
look-warn-invisible = Er stonden onzichtbare tekens in. Die zijn weggehaald.
look-warn-hidden = Het document verbergt delen.
look-warn-pictures = Er staan plaatjes in die hier niet te zien zijn.
look-warn-stopped = Het maken van het voorbeeld stopte te vroeg. Wat klaar was, is getoond.

case-hearings = Hoor en wederhoor
course-takes-two = Vraagt een tweede persoon.
course-gaps = Nog niet in het dossier: { $gaps }.

## Hoor en wederhoor

hearing-lead = Verslagen van wat iemand zei. Stuur een verslag ter controle voordat u erop bouwt. De melder ziet het alleen als u het zelf in een bericht zet.
hearing-none = Er is nog niemand gehoord.
hearing-heading = Verslag { $number }: { $party }, { $form }
hearing-new = Nieuw verslag
hearing-party = Van wie
hearing-form = Vorm
hearing-consent = Toestemming voor opname, op
hearing-consent-hint = Alleen nodig bij een opname.
hearing-text = Verslag
hearing-keep = Verslag bewaren
hearing-kept = Het verslag staat er als concept.
hearing-empty = Schrijf op wat er is gezegd.
hearing-choose = Kies van wie het verslag is, en de vorm.
hearing-no-consent = Een opname kan alleen met toestemming. Vul de dag in.
hearing-correction = Correctie
hearing-correction-hint = Wat de ander anders wil. Nodig bij Gecorrigeerd.
hearing-no-correction = Schrijf op wat de correctie is.
hearing-went-on-said = Vastgelegd.

## Nazorg

care-title = Nazorg
care-lead = Vraag na de afsluiting of de melder nadeel heeft gehad.
care-months = { $months ->
    [one] 1 maand na de afsluiting
   *[other] { $months } maanden na de afsluiting
}
care-moment = Moment
care-reason = Waarom overslaan
care-asked = Gevraagd
care-skip = Overslaan
care-no-reason = Zeg waarom dit moment wordt overgeslagen.
care-kept = Vastgelegd.

case-access = Wie leest dit

## Belang

interest-ask = Voordat u iets van deze zaak ziet: hebt u er een belang bij?
interest-know = U kent de melder, of iemand die genoemd kan zijn, ook buiten het werk.
interest-work = U werkt of werkte op de plek waar het speelt, of onder dezelfde leiding.
interest-before = U hebt eerder iets met deze zaak te maken gehad.
interest-unseen = Wie verklaart een belang te hebben, ziet de zaak niet meer. Waarom, wordt niet gevraagd, en collega’s zien het niet. Weet u het pas als u leest? Kom dan hier terug.
interest-sure = U leest deze zaak dan niet meer. Dit kan niet terug. Iemand anders neemt de zaak over.

## Toegang

access-who-handles = Behandelen
access-who-reads = Lezen
access-who-not = Worden erbuiten gehouden
access-change = Veranderen
access-person = Wie
access-act = Wat
access-assign = de zaak laten behandelen
access-unassign = niet meer laten behandelen
access-let-in = ook laten lezen
access-take-out = niet meer laten lezen
access-assign-anyway = laten behandelen ondanks een waarschuwing (vraagt een tweede persoon)
access-reason-hint = Alleen nodig bij een waarschuwing.
access-do = Vastleggen
access-done = Vastgelegd.
access-choose = Kies iemand.
access-same-unit = Deze persoon hoort bij het onderdeel waar de zaak over gaat. Kies een ander, of laat een tweede persoon instemmen.
access-no-reason = Zeg waarom het toch moet.
access-interest = Ik heb toch een belang bij deze zaak
