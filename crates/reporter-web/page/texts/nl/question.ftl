## Vragen (eisen 18.1)

rather-not = Dat sla ik over
need-route = Kies wat u wilt doen.
need-family = Kies waar het over gaat. Weet u het niet? Kies dan het laatste.
need-story = Dit hebben wij echt nodig. Een paar zinnen is genoeg.
need-name = Vul uw naam in, of kies anoniem of vertrouwelijk.
need-name-complaint = Voor een klacht hebben wij uw naam nodig. Wilt u die niet geven? Ga dan terug en kies melden.
need-desk = Kies een meldpunt.
need-text = Schrijf op wat u wilt vertellen.

q-route = Wat wilt u doen?
route-report = Melden
h-route-report = U vertelt wat er mis is. Dat mag anoniem.
route-signal = Een signaal geven
h-route-signal = Een zorg of een slechte sfeer, zonder persoon of voorval. Dat mag anoniem.
route-advice = Advies vragen
h-route-advice = U vraagt wat u het best kunt doen. U hoeft daarna niets te melden. Dat mag anoniem.
route-complaint = Een klacht indienen
h-route-complaint = Over gedrag dat u zelf hebt meegemaakt. Dat kan niet anoniem.
police-title = En aangifte?
police =
    Is het strafbaar? Dan kunt u aangifte doen bij de politie of de Koninklijke Marechaussee. Dat kan niet op deze pagina.
    U mag allebei doen: aangifte en hier melden. Weet u niet wat goed is? Vraag hier dan eerst om advies.

complaint-title = Een klacht is niet anoniem
complaint-explained =
    De Commissie Ongewenst Gedrag behandelt uw klacht. Zij moet weten wie u bent, en degene over wie u klaagt krijgt dat ook te horen. Een klacht gaat over iets wat u zelf hebt meegemaakt.
    U kunt hier ook anoniem melden. Dan hoeft u niet te zeggen wie u bent.
complaint-kept = Wat u al hebt getypt, blijft staan.
complaint-report = Liever anoniem melden
complaint-name = Toch een klacht, met mijn naam

q-identity = Wilt u anoniem blijven?
identity-anonymous = Anoniem
h-identity-anonymous = Niemand weet wie u bent. Dit is de gewone keuze.
identity-confidential = Vertrouwelijk
h-identity-confidential = Alleen het meldpunt weet wie u bent of hoe het u bereikt.
identity-named = Op naam
h-identity-named = Wie de melding behandelt, mag uw naam weten.
q-name = Wat is uw naam?
q-name-optional = Wat is uw naam? Dit mag u leeg laten.
h-name = Wij geven uw naam alleen door als u dat goed vindt.
q-name-complaint = Wie bent u?
h-name-complaint = Voor een klacht hebben wij uw naam nodig. Wilt u die niet geven? Ga dan terug en kies melden.
q-contact = Hoe kunnen wij u bereiken, naast uw postbus?
h-contact = Bijvoorbeeld een eigen telefoonnummer, en wanneer bellen veilig is. Liever niet van uw werk. Dit mag u leeg laten.

q-desk = Bij welk meldpunt wilt u zijn?
h-desk = Alleen het meldpunt dat u kiest, kan lezen wat u schrijft.
desk-about-itself = Gaat het over het meldpunt zelf, of over iemand die daar werkt? Kies dan een ander meldpunt.

q-family = Waar gaat het over?
h-family = Weet u het niet zeker? Dat geeft niet. Wij kijken ook zelf.
family-ZS = Zakelijke schendingen
h-family-ZS = Zoals corruptie, fraude, vriendjespolitiek, misbruik van voertuigen of van bevoegdheden.
family-OG = Ongewenst gedrag
h-family-OG = Zoals pesten, discriminatie, uitsluiting, (seksuele) intimidatie of geweld.
family-XX = Iets anders of weet ik niet
h-family-XX = Zoals een onveilige situatie, of nadeel nadat u iets hebt gemeld.

q-kinds = Wat past het best?
h-many = U mag er meer kiezen, of niets.
code-of-conduct = Wat de gedragscode hierover zegt
referral-go-on = U kunt ook gewoon hier verder gaan.

q-danger = Is er nu gevaar?
danger-yes = Ja
danger-no = Nee
danger-unknown = Weet ik niet
danger-call = Is er nu iemand in gevaar? Bel 112. Wij lezen uw melding niet meteen.

q-story = Wat is er gebeurd?
h-story = Schrijf op wat u weet. U hoeft geen bewijs te hebben: een vermoeden is genoeg. Dit deel mag gezien worden door wie de melding behandelt. Details waaraan iemand u kan herkennen, vragen wij op het volgende scherm.

q-private = Zijn er details waaraan iemand u kan herkennen?
h-private = Zet die hier apart. Dit deel blijft bij het meldpunt.

q-when = Wanneer was het?
when-once = Eén keer
when-repeated = Vaker
when-ongoing = Het gebeurt nog
q-when-text = Wanneer was dat ongeveer? Een dag, een maand of een periode is goed.

q-place = Waar was het?
h-place = Een eenheid of plek, zo ruim als u wilt.

q-people = Wie zijn erbij betrokken?
h-people = Namen, functies of een beschrijving. Schrijf er ook bij of het bijvoorbeeld een leidinggevende of een collega is, en of er iemand bij is die jonger is dan 18.

q-knowledge = Hoe weet u dit?
knowledge-experienced = Zelf meegemaakt
knowledge-seen = Zelf gezien
knowledge-heard = Gehoord
knowledge-documents = Uit documenten

q-evidence = Is er bewijs of zijn er getuigen? Kan het bewijs verdwijnen?
h-evidence = U hoeft geen bewijs te hebben. Ga zelf niet op onderzoek uit.

q-earlier = Hebt u dit al eerder gemeld? Bij wie? Wat gebeurde er toen?
h-earlier = Loopt er al een klacht, aangifte, bezwaar of zaak bij de rechter? Vertel dat ook. Hebt u nog een meldcode van toen? Dan kunt u beter met die code verder schrijven. Schrijf een meldcode nooit in uw melding.

q-exclude = Wie mag deze melding niet zien?
h-exclude = Noem gerust namen of functies, ook van het meldpunt zelf.

q-level = Op welk niveau moet dit worden opgepakt?
h-level = Wij overleggen eerst met u.
level-desk = Alleen het meldpunt
level-commander = Commandant of leidinggevende
level-higher = Een hoger niveau
level-outside = Buiten Defensie
level-none = Geen voorkeur

q-wishes = Wat wilt u dat er gebeurt?
wish-stop = Dat het stopt
wish-investigation = Een onderzoek
wish-talk = Een gesprek of bemiddeling
wish-register = Alleen vastleggen
wish-protection = Bescherming
wish-apology = Excuses
wish-unknown = Weet ik niet
q-wish-text = Wilt u daar iets bij zeggen?

q-detriment = Bent u bang voor nadeel, of hebt u al nadeel?
h-detriment = Nadeel door een melding mag niet. U mag hier ook zeggen welke hulp u nodig hebt.
detriment-no = Nee
detriment-afraid = Ja, ik ben er bang voor
detriment-already = Ja, ik heb al nadeel
q-detriment-text = Wilt u vertellen wat er speelt?

q-role = Wat is uw rol?
h-role = Iedereen mag melden. Ook wie er niet meer werkt, of er werkt via een ander bedrijf.
role-military = Militair
role-civilian = Burgermedewerker
role-reservist = Reservist
role-student = In opleiding of stagiair
role-contractor = Inhuur, zzp’er of leverancier
role-former = Oud-medewerker
role-other = Anders, zoals vrijwilliger of sollicitant
role-unsaid = Zeg ik liever niet

q-behalf = Meldt u voor uzelf of voor iemand anders?
h-behalf = Bijvoorbeeld voor een collega, of als vertrouwenspersoon, vakbond of familie.
behalf-self = Voor mezelf
behalf-other = Voor iemand anders
q-consent = Weet die ander ervan, en vindt die het goed?
consent-yes = Ja
consent-no = Nee
consent-unknown = Weet ik niet

year-title = Wat { $name } deed met meldingen uit { $year }
year-received = { $received } meldingen staan op het openbare bord.
year-acknowledged = { $acknowledged } daarvan kregen binnen 7 dagen een bevestiging.
year-feedback = { $feedback } daarvan kregen binnen 3 maanden antwoord over wat er met de melding gebeurde.
year-overdue = { $overdue ->
    [0] Bij geen enkele melding wacht de melder te lang.
    [one] Bij 1 melding wacht de melder te lang.
   *[other] Bij { $overdue } meldingen wacht de melder te lang.
    }
year-source = Het meldpunt heeft dit ondertekend op { $day }. Deze pagina heeft de handtekening gecontroleerd.
