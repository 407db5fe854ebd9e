# The report as a whole. One file for each check beside it.

report = Controlerapport
report-signed = Een controleur ondertekent de JSON-vorm van dit rapport. Controleer de handtekening met “bellrope-audit verify-report”; deze pagina is om te lezen.
report-program = Gemaakt met bellrope-audit { $version }.

verdict-pass = Er is niets gevonden dat niet klopt.
    .means = Alles wat deze controle moest nagaan, is zoals het hoort. Wat is overgeslagen, en wat zo’n controle nooit kan bewijzen, staat hieronder bij elk onderdeel.
verdict-could-not-check = Er is niets gevonden dat niet klopt, maar niet alles kon worden gecontroleerd.
    .means = { $unknown ->
        [one] Eén ding kon niet worden gelezen of bereikt. Het staat hieronder met de reden. Herhaal de controle als de reden weg is; tot dan is dit geen goedkeuring.
       *[other] { $unknown } dingen konden niet worden gelezen of bereikt. Ze staan hieronder met de redenen. Herhaal de controle als de redenen weg zijn; tot dan is dit geen goedkeuring.
    }
verdict-fail = { $findings ->
        [one] Eén ding is niet zoals het hoort.
       *[other] { $findings } dingen zijn niet zoals het hoort.
    }
    .means = Elk staat hieronder: wat werd verwacht, wat is gevonden, en waar. Een bevinding bewijst nog geen kwade wil; een kapotte schijf lijkt op een slechte hand. Vraag de beheerder en het meldpunt, en bewaar dit rapport.

outcome-pass = Zoals het hoort
outcome-could-not-check = Niet volledig te controleren
outcome-fail = Niet zoals het hoort

about-source = Gelezen van
about-desk = Meldpunt
about-fingerprint = Vingerafdruk van het meldpunt
about-made = Gemaakt

heading-findings = Wat er niet klopt
heading-could-not = Wat niet kon worden gecontroleerd
heading-facts = Wat is geteld
heading-left-out = Waar deze controle de middelen niet voor had
heading-limits = Wat deze controle niet kan bewijzen

finding-place = Waar
finding-expected = Verwacht
finding-found = Gevonden
finding-more = { $count ->
        [one] En nog één: { $title }.
       *[other] En nog { $count }: { $title }.
    }

picture = { $log }, { $from } tot { $to }: { $entries ->
        [one] 1 regel
       *[other] { $entries } regels
    }, waarvan van { $pruned } de inhoud is verwijderd (gearceerd).
log-name-intake = Brieven binnen
log-name-replies = Antwoorden uit
log-name-cards = Sleutelkaarten
