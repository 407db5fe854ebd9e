# Cijfers: opdrachten en schermen.
figures-exact-warning = Tussen haken staan de precieze aantallen. Die blijven binnen het meldpunt.
figures-written = { $number } staat in { $file }. Gepubliceerd is het daarmee niet.
figures-published-line = { $number }  standdatum { $day }
figures-published-none = Er is nog niets gepubliceerd.
figures-staff-noted = Genoteerd.
figures-source-taken = De cijfers van { $name } zijn overgenomen.
figures-source-dropped = De cijfers van die bron zijn weg.
figures-origin = Bron: { $source }. Standdatum: { $day }.
figures-not-collected = Niet bijgehouden.
figures-withheld-whole = Geheel achtergehouden: deze tabel kan niet veilig worden getoond.
figures-verdict = { $leaks ->
    [0] Aanval: er lekt niets.
    [one] Aanval: één aantal lekt.
   *[other] Aanval: { $leaks } aantallen lekken.
} { $hidden } verborgen van { $numbers } getallen, { $sums } optellingen.
figures-pattern-line = { $category }: { $count }, verwacht { $expected }
figures-pattern-none = Geen categorie valt op.
figures-pattern-warning = Let op: het gaat om kleine aantallen. { $tried } categorieën zijn bekeken; gemiddeld geven die ook zonder oorzaak hoogstens { $alarms } signaal. Een signaal is een reden om te kijken, geen bevinding.
err-figures-unsafe = Deze tabellen kunnen niet veilig worden gemaakt: { $cause }.
rec-figures-unsafe = Neem een hogere drempel, of verberg ook nullen.
err-figures-leaks = Uit deze cijfers is een klein aantal af te leiden. Zij worden niet geschreven.
rec-figures-leaks = De aanval noemt elk aantal dat lekt, en waardoor.
err-figures-pack = Het bestand is geen set cijfers die deze versie kent.
err-figures-read = Het bestand is niet te lezen: { $cause }.
err-figures-threshold = De drempel moet tussen 3 en 20 liggen.
err-figures-csv = Het bestand is niet wat de opmaak vraagt (UTF-8, hoogstens 1 MiB): { $cause }.
rec-figures-csv = De kolommen staan in docs/figures.md.
err-figures-tables = Er zouden te veel tabellen van andere bronnen zijn: hoogstens 26.
err-figures-staff = Dat aantal of dat jaar kan niet.
err-no-figures = Die zijn er niet.
