# De controle van de pagina.

check-page = De pagina
    .asks = Is de pagina die wordt getoond precies de pagina die de meldpunten hebben ondertekend, en is er verder niets?

page-note-missing = De ondertekende configuratie is er niet
    .means = Zonder die configuratie kan niemand zeggen hoe de pagina hoort te zijn. De pagina kan van alles zijn.
page-note = De configuratie is niet door haar meldpunten ondertekend
    .means = De meldpunten die de pagina noemt, zijn het niet eens geworden over deze teksten, nummers en sleutels, of die zijn daarna veranderd.
page-desk = De pagina noemt een meldpunt dat u niet kent
    .means = Meldingen kunnen bij iemand anders terechtkomen dan bij het meldpunt waarvan u de vingerafdruk heeft.
page-desk-missing = Er ontbreekt een meldpunt op de pagina
    .means = Wie dit meldpunt zoekt, vindt het hier niet. Misschien is het weggehaald zodat mensen ergens anders melden.
page-rolled-back = Een oudere configuratie is terug
    .means = De pagina zegt weer wat zij zei voor een wijziging. Oude sleutels, nummers of teksten kunnen weer gelden.
page-forked = Twee configuraties hebben hetzelfde nummer
    .means = U zag eerder een andere configuratie met dit nummer. Misschien zien bezoekers verschillende pagina’s.
page-build = De pagina is uit andere broncode gemaakt dan de uwe
    .means = De configuratie noemt een andere bouw dan die u maakte. Bouw opnieuw uit de versie die de beheerder noemt, en vergelijk weer.
page-file-missing = Een bestand van de pagina is er niet
    .means = De pagina is niet heel, of verwijst naar iets anders.
page-file = Een bestand van de pagina is veranderd
    .means = Bezoekers krijgen niet wat uit de broncode en de ondertekende configuratie volgt. Een veranderd script kan doorsturen wat mensen typen.
page-header = Een bescherming van de pagina ontbreekt of is veranderd
    .means = Browsers krijgen minder streng te horen wat deze pagina mag en wat zij ervan mogen bewaren.
page-header-extra = De pagina zegt meer tegen browsers dan de bedoeling is
    .means = Er is een kopregel toegevoegd die er niet hoort, zoals een cookie: daarmee kan iemand een bezoeker herkennen, of iets doen wat de pagina niet nodig heeft.
page-other = Er staat nog iets anders
    .means = Op dit adres hoort niets te zijn. Wat daar staat, hoort niet bij de ondertekende pagina.
page-varies = Niet elke bezoeker krijgt hetzelfde
    .means = Het antwoord hangt af van taal, browser of eerder bezoek. Dan kan één bezoeker een andere pagina krijgen.
page-third-party = De pagina haalt iets van ergens anders
    .means = Die andere site weet dan wie deze pagina bezoekt, en kan haar veranderen.

limit-page-others = dat anderen hetzelfde krijgen: herhaal de controle vanaf andere plaatsen, en via Tor
limit-page-device = wat een browser, zijn uitbreidingen of het apparaat met de pagina doen
