# Tokens: wat iemand naast de wachtzin nodig heeft om de kluis te openen.

err-token-text = dit beschrijft geen token, of meer dan een
rec-token-text = neem het bestand dat de plug-in voor uw token maakt: een regel met AGE-PLUGIN-… en een ontvanger age1…
err-token-differ = de ontvanger hoort bij age-plugin-{ $recipient }, de identiteit bij age-plugin-{ $identity }
rec-token-differ = neem ontvanger en identiteit van hetzelfde token
err-token-no-plugin = het programma age-plugin-{ $plugin } is er niet
rec-token-no-plugin = installeer de plug-in van uw token op deze computer, op het zoekpad
err-token-failed = het token werkt niet: { $message }
rec-token-failed = steek uw token in, raak het aan als het knippert en let op uw pincode; probeer het dan opnieuw
err-token-unanswered = age-plugin-{ $plugin } vroeg iets en kreeg geen antwoord
rec-token-unanswered = steek uw token in en typ de pincode als het daarom vraagt; er is niets veranderd
err-token-slow = age-plugin-{ $plugin } antwoordde niet binnen { $secs } seconden en is gestopt
rec-token-slow = steek uw token opnieuw in en probeer het nog eens; er is niets veranderd
err-token-wrong = dit token opent het niet
rec-token-wrong = neem het token dat u hier hebt aangemeld; is het weg, dan helpt een collega of helpen de delen voor herstel
err-token-known = dit token hebt u al
err-token-many = u hebt { $most } tokens, meer gaat niet
rec-token-many = haal eerst een ander token weg
err-token-absent = dit token hebt u niet
rec-token-absent = bekijk uw tokens met person token list
err-token-debugged = AGEDEBUG=plugin staat aan; daarmee komen sleutels op het scherm
rec-token-debugged = zet die variabele uit en begin opnieuw

token-says = Token: { $message }
token-no-default = nee
token-choose = Token: { $message } [1: { $yes }, 2: { $no }]{ " " }
token-asks = Token: { $message }:{ " " }
token-none = U opent de kluis met uw wachtzin alleen.
token-line = { $recipient } (age-plugin-{ $plugin })
token-enrolled = U hebt nu uw wachtzin en een token nodig om de kluis te openen. Meld een tweede token aan als reserve, en maak een nieuwe reservekopie.
token-removed = Dit token opent de kluis niet meer. Maak een nieuwe reservekopie: de oude opent nog wel met dit token.

token-title = Mijn tokens
token-lead = Met een token hebt u twee dingen nodig om de kluis te openen: uw wachtzin en het token. Wie uw laptop heeft en uw wachtzin kent, opent dan niets.
token-lost = Raakt u al uw tokens kwijt, dan opent u de kluis niet meer. Meld daarom twee tokens aan, of zorg voor delen voor herstel.
token-have = Tokens
token-recipient = Ontvanger
token-plugin = Plug-in
token-add = Token aanmelden
token-text = Wat de plug-in voor uw token maakt
token-text-hint = Plak de hele tekst: een regel met AGE-PLUGIN-… en een ontvanger age1…
token-pin = Pincode van het token
token-pin-hint = Alleen als het token daarom vraagt. Knippert het token daarna, raak het dan aan: deze pagina wacht daarop.
token-enrol = Token aanmelden
token-remove = Weghalen
token-enrolled-said = U hebt nu uw wachtzin en een token nodig. Meld een tweede aan als reserve en maak een nieuwe back-up.
token-removed-said = Het token is weggehaald. Maak een nieuwe back-up: de oude opent nog wel met dit token.
token-with = met token
