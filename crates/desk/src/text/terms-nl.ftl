# Termijnen, over alle zaken.

terms-none = Er staat geen termijn open.
terms-line = { $day }  { $number }  { $term } ({ $days ->
    [0] vandaag
    [one] nog 1 dag
   *[other] nog { $days } dagen
})
terms-line-overdue = { $day }  { $number }  { $term } ({ $days ->
    [one] 1 dag te laat
   *[other] { $days } dagen te laat
})
terms-suspended = Aangehouden (eigen beloften rusten, termijnen van de wet lopen door)
terms-suspended-line = { $day }  { $number }  sinds die dag
calendar-written = { $count ->
    [one] 1 termijn
   *[other] { $count } termijnen
} geschreven naar { $file }.
calendar-tells = Het bestand noemt zaaknummers en termijnen, verder niets. Wie het krijgt, weet dat de zaken er zijn.
promises-acknowledge = Ontvangstbevestiging: binnen { $span }.
promises-acknowledge-none = Ontvangstbevestiging: binnen de termijn van de wet.
promises-interim = Tussenbericht: elke { $weeks ->
    [one] week
   *[other] { $weeks } weken
}.
promises-interim-none = Tussenbericht: niet beloofd.
promises-advice = Advies: binnen { $span }.
promises-kept = { $term }: { $kept } op tijd, { $late } te laat, { $overdue } nog open na de laatste dag.
promises-page = Wat op de pagina van de melder staat, verandert hierdoor niet: dat is een eigen tekst (de instelling van de pagina).

# Zoeken.

search-hit = { $number }  { $status }  { $category }  { $days ->
    [0] vandaag ontvangen
    [one] 1 dag oud
   *[other] { $days } dagen oud
}
search-found-day = { "  " }{ $place } { $number }, { $day }
search-found = { "  " }{ $place }
search-count = { $count ->
    [0] Niets gevonden in de zaken die u mag lezen.
    [one] 1 zaak gevonden.
   *[other] { $count } zaken gevonden.
}
search-place-letter = brief
search-place-reply = antwoord
search-place-note = notitie
search-place-draft = ontwerp
search-place-task = taak
search-place-hearing = gespreksverslag
search-place-unit = onderdeel
