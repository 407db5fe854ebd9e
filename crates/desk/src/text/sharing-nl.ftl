# Nagaan of een tekst de melder verraadt: op de opdrachtregel en op het scherm.

case-sharing = Delen
sharing-lead = Voordat iets uit deze zaak naar buiten gaat, gaan twee mensen na of de tekst de melder verraadt. Twijfelt een van beiden, dan gaat de tekst niet weg.
sharing-limit = Het gaat om precies deze tekst: één andere letter vraagt een nieuwe toets. Wat de lezer al weet, weet dit programma niet.
sharing-new = Een tekst nagaan
sharing-again = Deze tekst ook nagaan
sharing-text = Tekst die u wilt delen
sharing-text-hint = Plak de hele tekst, zoals die naar buiten gaat.
sharing-do = Oordeel vastleggen
sharing-before = Teksten die eerder zijn nagegaan
sharing-none = Er is nog geen tekst nagegaan.
sharing-not-kept = Deze tekst is niet hier bewaard, alleen de hash.
sharing-by = { $name }, { $day }
sharing-judge = Ook nagaan
sharing-may = mag worden gedeeld
sharing-may-not = mag niet worden gedeeld
sharing-open = { $people ->
    [one] nog 1 persoon moet dit nagaan
   *[other] nog { $people } mensen moeten dit nagaan
}
sharing-no-answer = Kies een antwoord.
sharing-no-text = Plak de tekst die u wilt delen.
sharing-may-said = Vastgelegd. Deze tekst mag worden gedeeld.
sharing-may-not-said = Vastgelegd. Deze tekst mag niet worden gedeeld.
sharing-open-said = Vastgelegd. Nu gaat een ander dezelfde tekst na.
sharing-line = { $of }  { $verdict }
sharing-question = { "  " }niet zeker: { $question }
sharing-review = { "  " }nagegaan door { $name } op { $day }
