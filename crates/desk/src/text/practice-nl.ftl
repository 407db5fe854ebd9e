# Oefenen: een kluis met verzonnen werk. Elke id staat ook in practice-en.ftl.

practice-banner = OEFENKLUIS: niets hierin is echt, en niets hierin is geheim.
practice-making = Oefenkluis maken: { $cases } zaken, { $letters } brieven …
practice-done = Oefenkluis gemaakt in { $folder }: { $cases } zaken, { $letters } brieven, { $acts } handelingen.
practice-person = { $name } ({ $roles }): { $passphrase }
practice-people = Open hem als een van deze mensen, met de wachtwoordzin erachter:
practice-exercise = Bundel om in te lezen als oefening: { $file }, { $letters } brieven.
err-practice-vault = dit is een oefenkluis, en deze bundel is van een echt meldpunt
err-practice-bundle = deze bundel is om mee te oefenen, en dit is de kluis van een echt meldpunt
err-practice-export = dit is een oefenkluis: er gaat niets uit naar een doorgeefluik
rec-practice-vault = Open de kluis van uw meldpunt, met --vault, en doe het daar.
rec-practice-bundle = Er is niets ingelezen. Zoek uit hoe deze bundel op de stick kwam.
err-practice-name = de naam "practice" is van oefenkluizen, en van geen meldpunt
rec-practice-name = Kies een andere korte naam, of een ander doorgeefluik.
err-practice-plan = { $cases } zaken met { $letters } brieven kan niet
rec-practice-plan = Elke zaak heeft een brief nodig, en meer dan een miljoen brieven worden het niet.
