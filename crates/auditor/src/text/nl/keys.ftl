# The check of cards and keys.

check-keys = Kaarten en sleutels
    .asks = Zijn de sleutels van het meldpunt die welke het heeft gepubliceerd, is er voor elke week een geldige, en staat er niets geheims tussen wat openbaar is?

keys-card-missing = Er ontbreekt een sleutelkaart
    .means = Volgens de openbare lijst bestaat deze kaart, maar niemand kan haar lezen. Wie erop vertrouwde, kan niet worden gecontroleerd.
keys-card-hash = Een sleutelkaart is verwisseld
    .means = De kaart die nu wordt getoond, is niet de kaart die in de openbare lijst is gezet. Iemand heeft haar later veranderd.
keys-card-signature = Een sleutelkaart is niet door dit meldpunt ondertekend
    .means = De kaart leidt niet terug naar de vingerafdruk die u hebt. Brieven aan deze sleutels kan misschien iemand anders lezen.
keys-serial = Een sleutelkaart heeft het verkeerde nummer
    .means = Kaarten zijn doorlopend genummerd. Een kaart op de verkeerde plaats kan een andere verbergen.
keys-made = Sleutelkaarten hebben data in de verkeerde volgorde
    .means = Een latere kaart zegt ouder te zijn dan de kaart ervoor. Een van beide data klopt niet.
keys-pinned = Uw eigen kaart staat niet in de lijst
    .means = De kaart die u hebt gekregen en de openbare lijst verschillen. U of het publiek heeft een valse kaart gezien.
keys-gap = Er was een tijd zonder geldige kaart
    .means = De oude kaart was verlopen voordat de nieuwe er was. In die tijd kon niemand veilig melden.
keys-expired = De sleutelkaart is verlopen
    .means = De programma's van melders weigeren te verzenden tot het meldpunt een nieuwe kaart publiceert.
keys-weeks-few = De weeksleutels raken op
    .means = Het meldpunt publiceert sleutels voor acht weken vooruit. Er zijn er minder dan twee over: komt er geen nieuwe kaart, dan kan niemand meer melden.
keys-week-changed = De sleutel van een week is verwisseld
    .means = Twee kaarten noemen voor dezelfde week een andere sleutel. Brieven van die week zijn misschien aan een ander gericht.
keys-repeated = Een sleutel wordt twee keer gebruikt
    .means = Een sleutel die was vervangen, of die ergens anders hoort, wordt weer gebruikt. Wie de oude in handen kreeg, heeft ook de nieuwe.
keys-push = Eerdere ondertekensleutels zijn weggelaten of veranderd
    .means = Een kaart moet de sleutels vóór de hare noemen, en wat elk had ondertekend. Anders kan niemand nagaan wat ermee is gepubliceerd, of zou een oude sleutel opnieuw kunnen ondertekenen.
keys-shared = Eén sleutel heeft twee doelen
    .means = Sleutels voor verschillende doelen moeten verschillen, zodat een handtekening voor het ene niet voor het andere doorgaat, en niemand zijn eigen getuige is.
keys-authentication = Een genummerde sleutel is verwisseld
    .means = Het nummer staat altijd voor één sleutel. Met een andere sleutel kunnen lopende zaken niet meer worden beantwoord.
keys-reply-count = Het aantal antwoorden per dag is zonder aankondiging veranderd
    .means = Het aantal is vast, zodat het niets verraadt. Het mag alleen stijgen, en met zeven dagen aankondiging. Een plotselinge verandering laat zien hoe druk het is.
keys-relay-changed = De sleutels van het doorgeefluik zijn veranderd
    .means = De sleutels die de logboeken ondertekenen, zijn niet die van de kaart ervoor. Eerdere beloften kunnen niet meer met de nieuwe sleutels worden vergeleken.
keys-relay = Het doorgeefluik heeft andere sleutels gepubliceerd dan op de kaart staan
    .means = Het doorgeefluik, of wie deze sleutels publiceerde, toont andere sleutels dan waar het meldpunt voor instaat.
keys-private = Misschien is een geheime sleutel gepubliceerd
    .means = Op een plaats voor openbare sleutels staat iets dat op een geheime sleutel lijkt. Is het er een, dan moet die meteen worden vervangen.
keys-not-public = Iets anders dan een openbare sleutel
    .means = Op een plaats voor openbare sleutels staat een bestand dat er geen is. Het kan een vergissing zijn; kijk ernaar.
keys-fingerprint = Een gepubliceerde vingerafdruk is van een ander meldpunt
    .means = Wie deze vingerafdruk vertrouwt, vertrouwt een ander meldpunt dan het hier gecontroleerde.

limit-keys-holder = wie de geheime sleutels heeft: een gekopieerde sleutel ziet er net zo uit als een die niet is gekopieerd
limit-keys-fingerprint = dat de vingerafdruk de juiste is: vergelijk hem met een die u langs een andere weg kreeg, zoals een poster
