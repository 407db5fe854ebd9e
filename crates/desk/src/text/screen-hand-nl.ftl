# Teksten van wat met de hand gaat: invoeren, spam, koppelen, klokken, eigen woorden van sjablonen.

## Een melding invoeren

enter-title = Melding invoeren
enter-lead = Voor een melding die niet door de postbus kwam. Wie nieuwe zaken leest, leest ook deze.
enter-how = Hoe zij kwam
enter-came = Weg
enter-received = Dag van ontvangst
enter-form = Vastgelegd als
enter-written = – niet gesproken –
enter-consent = Toestemming voor opname, op
enter-consent-hint = Alleen nodig bij een opname.
enter-what = Wat er gemeld is
enter-kind = Soort contact
enter-identity = Bekend als
enter-text = Melding
enter-text-hint = In de woorden van de melder. Zet een naam er alleen in als de melder dat wil.
enter-reply = Hoe u de melder bereikt
enter-lang = Taal van de melder
enter-lang-nl = Nederlands
enter-lang-en = Engels
enter-code = Maak een meldcode om mee te geven of voor te lezen
enter-of = Losse brief die u hiermee overneemt
enter-of-hint = Zaaknummer van die brief. Mag leeg blijven.
enter-of-wrong = Die zaak is er niet. Een nummer heeft acht cijfers.
enter-do = Melding invoeren
enter-empty = Schrijf op wat er gemeld is.
enter-too-long = Deze melding is te lang. Voer de rest als notitie in.
enter-future = Deze dag is nog niet geweest.
enter-no-form = Kies hoe het gesprek is vastgelegd.
enter-done = Zaak { $number } is ingevoerd.
enter-take-over = Deze brief als melding invoeren
enter-code-title = Meldcode om mee te geven
enter-once = Deze code ziet u één keer. Hij staat nergens anders, ook niet in de zaak.
enter-hand-over = Druk de kaart af met Ctrl+P en geef hem mee, of lees de woorden voor en laat ze herhalen. Bewaar zelf niets.
enter-handed = Meegegeven, naar de zaak
enter-card = Uw meldcode
enter-card-secret = Voor u alleen
enter-card-number = Uw melding heeft nummer { $number }. Dit zijn de woorden van uw meldcode, in volgorde:
enter-card-use = Met deze code leest u onze antwoorden en stuurt u berichten, zonder uw naam. Ga naar de meldpagina en kies "Terugkomen".
enter-card-keep = Bewaar deze kaart op een veilige plek. Wie de code heeft, kan meelezen. Wij hebben de code niet: raakt u hem kwijt, dan kunnen wij hem niet opnieuw geven.

## Spam

spam-title = Spam merken
spam-lead = Kies wat geen melding is. Niets wordt weggegooid, en u kunt een merk weer weghalen. In de cijfers telt spam apart.
spam-unmarked = Zonder merk
spam-marked-tab = Gemerkt als spam
spam-none-unmarked = Er is niets om te merken.
spam-none-marked = Niets is als spam gemerkt.
spam-ends-terms = Voor een zaak met dit merk lopen geen termijnen meer.
spam-cases = Zaken
spam-letters = Onbevestigde brieven
spam-read = Deze brieven lezen
spam-letter = Brief van { $day }, plaats { $place } in het logboek
unverified-letters = Brieven
spam-choose = Kies eerst iets.
spam-do-unmarked = Als spam merken
spam-do-marked = Merk weghalen

## Samenhang

case-links = Samenhang
link-none = Deze zaak is aan geen andere gekoppeld.
link-new = Koppelen aan een andere zaak
link-field-other = Andere zaak
link-field-into = Zaak die verdergaat
link-number-hint = Het zaaknummer, acht cijfers.
link-kind = Wat zij delen
link-why-hint = De reden blijft in deze zaak.
link-do = Koppelen
link-done = De zaken zijn gekoppeld.
link-by = Door { $name }, { $day }
link-ended = tot { $day }
link-end = Koppeling met { $number } beëindigen
link-end-do = Koppeling met { $number } beëindigen, met deze reden
link-ended-said = De koppeling is beëindigd. Dat zij er was, blijft te lezen.
link-no-reason = Geef een reden.
link-no-number = Vul een zaaknummer in: acht cijfers.
link-no-kind = Kies wat zij delen.
merge-title = Verder behandelen in een andere zaak
merge-how = De termijnen van deze zaak eindigen. Aan de melder kunt u hier nog schrijven.
merge-do = Samenvoegen
merge-sure = Deze zaak wordt verder behandeld in { $into }. Dat kan niet terug.
split-title = Delen in een eigen zaak zetten
split-how = De delen die u kiest, staan dan in een nieuwe zaak, die dezelfde mensen lezen. Schrijven aan de melder blijft hier.
split-parts = Delen van het gesprek
split-none = Kies ten minste één deel.
split-do = Afsplitsen
clusters-title = Zaken die samenhangen
clusters-lead = Groepen van zaken die aan elkaar gekoppeld zijn, over alle jaren.
clusters-none = Er zijn geen gekoppelde zaken.
clusters-count = Aantal
clusters-cases = Zaken

## Klokken

clock-title = Extra termijn
clock-new = Termijn instellen
clock-how = Voor een klacht, een andere instantie of een AVG-verzoek. Een nieuwe termijn komt in de plaats van de vorige.
clock-from = Loopt vanaf
clock-committee = Een commissie behandelt de klacht
clock-adjourned = Weken uitstel van de klacht
clock-adjourned-hint = Hoogstens 4. Leeg: geen uitstel.
clock-weeks = Vul een getal van 0 tot en met 4 in.
clock-longer = Verlengd: de instantie gaf de reden, of de verzoeker hoorde ervan
clock-choose = Kies een termijn.
clock-do = Termijn vastleggen
clock-meet = Dit is gedaan
clock-met-on = gedaan op { $day }

## Eigen woorden van sjablonen

wording-title = Woorden van sjablonen
wording-lead = Zo schrijft dit meldpunt aan melders. Wat al verstuurd is, verandert niet.
wording-template = Sjabloon
wording-first = Nederlands
wording-second = Engels
wording-version = versie { $version }
wording-built-in = zoals het bij het programma komt
wording-change = Veranderen
wording-text = Tekst
wording-rules = Zinnen van hoogstens 20 woorden, gewone woorden, geen verwijt, en geen naam als voorwaarde.
wording-fields = Deze velden moeten in de tekst staan. Het meldpunt vult ze in:
wording-optional = mag wegblijven, met de zin eromheen
wording-keep = Nieuwe versie bewaren
wording-kept = De nieuwe versie geldt vanaf nu.
wording-now = Zo staat het nu
wording-same = Deze tekst is dezelfde als nu.
fault-brace = Een haakje heeft geen partner.
fault-bracket = Tussen vierkante haken hoort precies één veld.
fault-unknown = Een veld { $name } bestaat niet.
fault-foreign = Het veld { $field } ({ $name }) hoort niet in dit sjabloon.
fault-missing = Het veld { $field } ({ $name }) ontbreekt.
fault-bracketed = Het veld { $field } ({ $name }) mag niet tussen vierkante haken: het moet altijd mee.
fault-unbracketed = Het veld { $field } ({ $name }) hoort tussen vierkante haken: het mag wegblijven.
fault-phrase = Schrijf dit anders: “{ $phrase }”. Het verwijt iets, of vraagt om een naam.
fault-sentence = Zin { $number } heeft { $words } woorden. Maak er hoogstens 20 van.
fault-hard = De tekst is moeilijk te lezen. Neem kortere woorden en zinnen.
fault-thankless = Een ontvangstbevestiging begint met dank.

## Oefening met delen

recovery-drill-result = Uitkomst van de oefening
recovery-drill-on = Geoefend op
recovery-drill-with = Delen die getypt zijn
recovery-drill-reach = Wat zij openen
recovery-drill-all = de kluis en elke zaak
recovery-drill-again = Weer oefenen vóór
recovery-drill-untried = Delen die niet getypt zijn, zijn niet geprobeerd. Neem de volgende keer andere.
recovery-drill-failed = Deze delen openen de kluis niet. Er is niets veranderd.
recovery-drill-failed-next = Kijk of het de nieuwste delen van dit meldpunt zijn, en of er genoeg zijn. Lukt het ook met andere niet: maak nieuwe delen zolang u de kluis nog open krijgt.
recovery-drill-retry = Nog eens proberen
