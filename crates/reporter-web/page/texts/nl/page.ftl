## Rand van de pagina

exit = Snel weg
exit-hint = of druk drie keer op Shift
skip = Naar de inhoud
back = Terug
next = Verder
back-to-review = Terug naar de controle
to-review = Sla de rest over en ga naar de controle
change = Verander
change-this = Verander: { $question }
step = Stap { $place } van { $count }
step-optional = Stap { $place } van { $count }, mag u overslaan
errors-title = Er klopt nog iets niet
emergency-label = Hulp nu
emergency-more = Andere hulp
leave = Sluit af en wis alles
leave-hint = Uw browser kan wel onthouden dat u hier was.
try-again = Probeer opnieuw
loading-title = Even geduld
loading-hint = Wij maken de beveiliging op uw apparaat klaar. Dat kan even duren bij een trage verbinding.
plain-link = Ga naar de pagina zonder scripts
form-link = Formulier om te printen en op te sturen

## Begin

start-title = Vertel ons wat er niet goed gaat
start-lead =
    Hier kunt u melden wat er mis is op het werk, een klacht indienen of advies vragen.
    U hoeft niet te zeggen wie u bent. U hoeft geen bewijs te hebben: een vermoeden is genoeg. U hebt geen account nodig.
start-begin = Beginnen
start-return = Ik heb al een meldcode
start-more = Goed om te weten
who-title = Wie leest wat u schrijft?
who-intro = Alleen het meldpunt dat u kiest. Uw apparaat zet uw tekst op slot voordat die weggaat. Wie deze website beheert, kan niets lezen. Er zijn geen andere lezers.
desk-alternative = Dit meldpunt is er ook voor meldingen over een ander meldpunt of over de leiding daarvan.
fingerprint = Vingerafdruk van de sleutel:
fingerprint-hint = Staat er een vingerafdruk op een poster of kaartje? Dan moet die hetzelfde zijn. Is die anders? Verstuur dan niets.
known-title = Anoniem, vertrouwelijk of op naam?
known-anonymous =
    Niemand weet wie u bent, ook het meldpunt niet.
    U praat verder via uw postbus, met uw meldcode.
    Soms is bescherming tegen nadeel dan moeilijker te bewijzen.
known-confidential =
    Het meldpunt weet wie u bent of hoe het u bereikt.
    Het geeft uw naam aan niemand zonder dat u dat goed vindt.
    Alleen als een wet dat eist, kan dat anders zijn. Dan hoort u dat eerst.
known-named =
    Uw naam mag bekend zijn bij wie de melding behandelt.
    Het meldpunt kan u direct bellen of uitnodigen.
    U kunt zich makkelijker beroepen op de bescherming van de wet.
known-later = U kunt anoniem beginnen en later alsnog uw naam geven. Andersom kan niet.
after-title = Wat gebeurt er daarna?
after-list =
    U krijgt een meldcode van twaalf woorden. Daarmee leest u later het antwoord.
    Uiterlijk na 7 dagen krijgt u een ontvangstbevestiging in uw postbus.
    Het meldpunt beoordeelt uw melding en kan u vragen stellen.
    Uiterlijk 3 maanden daarna hoort u wat er met uw melding is gedaan.
    U ziet in uw postbus hoe het ermee staat en voor welke dag u bericht krijgt.
kept-title = Hoelang blijft uw melding bewaard?
law-title = Hoe beschermt de wet u?
law-list =
    Niemand mag u benadelen omdat u meldt. Denk aan ontslag, overplaatsing of pesten.
    Krijgt u toch nadeel? Dan moet uw werkgever bewijzen dat dit niet door uw melding komt.
    Een afspraak dat u moet zwijgen over een misstand geldt niet.
    Ook wie u helpt met melden, is beschermd.
    Het Huis voor Klokkenluiders geeft gratis advies. Er is ook hulp van een advocaat en hulp bij stress.
law-checked = Deze uitleg is voor het laatst met de wet vergeleken op { $day }.
limits-title = Wat kunnen wij niet beschermen?
limits-intro = Wij doen veel om u te beschermen. Dit kunnen wij niet:
limits-list =
    Uw manier van schrijven. Iemand die u kent, kan die herkennen.
    Details die maar weinig mensen weten. Zet die in het aparte vak voor het meldpunt.
    Dat iemand over uw schouder meekijkt of een camera u ziet.
    Een telefoon of computer waar een ander de baas over is, zoals die van uw werk.
    Dat uw netwerk ziet dat u deze website bezoekt. Tor Browser helpt daartegen, maar Tor gebruiken kan ook opvallen.
    De geschiedenis van uw browser. Die wist u zelf.
    Uw meldcode, als iemand die vindt. Die kan het antwoord lezen.
advice-title = Wilt u eerst met iemand praten?
advice-intro = Dat mag altijd. U kunt ook hier om advies vragen zonder te melden. U hoeft dan nog niets te beslissen.
check-title = Hoe weet u dat dit klopt?
check-intro =
    De tekst en de lijst van meldpunten op deze pagina zijn ondertekend door de meldpunten zelf. Uw apparaat heeft die handtekening zojuist nagekeken.
    Elk bericht krijgt een regel in een openbaar logboek. Zo kan niemand ongemerkt een bericht weghalen. Iedereen kan de software nabouwen en vergelijken.
check-build = Controlegetal van deze pagina (SHA-256):
check-clients = Vertrouwt u een website hiervoor niet? Meld dan met het programma Bellrope. Controleer na het downloaden het controlegetal (SHA-256).
check-core-wasm = De beveiliging draait op uw apparaat als WebAssembly.
check-core-js = De beveiliging draait op uw apparaat als JavaScript. Dat is even veilig en wat trager.
contact-title = Contact
contact-meeting = Liever praten? Vraag in uw bericht om een gesprek of om een nummer en een tijd om te bellen. Uw naam is daar niet voor nodig.
body-checked = Nagekeken op { $day }

## Veiligheid (eisen 18.3)

safety-title = Voordat u begint
safety-list =
    Gebruik geen telefoon of computer van uw werk.
    Gebruik geen wifi of VPN van uw werk.
    Let op foto’s en bestanden: die kunnen verraden wie u bent.
    Deel geen gerubriceerde informatie.
    U krijgt een meldcode. Bewaar die goed; niemand kan hem terugvinden.
safety-exit = De knop ‘Snel weg’ haalt deze pagina meteen weg. Uw browser kan wel onthouden dat u hier was.
safety-understood = Ik begrijp het, ga verder
safety-more = Lees meer over veilig melden
safety-why-title = Waarom niet op het werk?
safety-why = Een apparaat van uw werk kan bijhouden wat u typt en bekijkt. Het netwerk van uw werk kan bijhouden welke websites u bezoekt. Dat gebeurt vaak vanzelf, zonder dat iemand u verdenkt.
safety-choice-title = Wat past bij uw risico?
safety-choice =
    Weinig risico: uw eigen telefoon, met mobiele data in plaats van wifi.
    Meer risico: Tor Browser op uw eigen apparaat, niet thuis en niet op het werk.
    Veel risico: een ander apparaat, op een plek waar u niet vaak komt. Laat uw eigen telefoon thuis. Of praat eerst met iemand die u vertrouwt.
safety-history-title = Wat onthoudt uw browser?
safety-history = Uw browser onthoudt welke websites u bezoekt. Gebruik een privévenster of Tor Browser, of wis daarna de geschiedenis van vandaag. Deze pagina zelf bewaart niets op uw apparaat.
safety-writing-title = Hoe schrijft u veilig?
safety-writing = Schrijf kort en gewoon. Schrijf liever niet ‘ik als enige’. Laat weg wat alleen u kunt weten, of zet dat in het aparte vak voor het meldpunt.
safety-classified-title = Wat is gerubriceerd?
safety-classified = Dat is informatie met een stempel zoals Departementaal Vertrouwelijk, Stg. Confidentieel, Stg. Geheim of NATO Secret. Schrijf die hier niet op en stuur die niet mee. Gaat uw melding over geheim werk? Vraag hier alleen hoe u dat veilig kunt vertellen, of ga naar de misstandencoördinator van uw dienst of naar de CTIVD.
safety-keyboard-title = Toetsenbord en dictee
safety-keyboard = Sommige toetsenborden op telefoons sturen mee wat u typt of inspreekt. Gebruik geen dictee, en zet suggesties uit als dat kan.

## Wie doet wat

landscape-title = Wie doet wat?
landscape-intro = U kunt op meer plekken terecht. Hier ziet u wie wat doet. U mag altijd eerst advies vragen.
group-advice = Advies en steun, zonder te melden
group-inside = Binnen de organisatie
group-outside = Buiten de organisatie

error-title = Dit lukt nu niet
error-nothing-sent = Er is niets verstuurd. Wat u typte, is alleen op dit scherm geweest.
