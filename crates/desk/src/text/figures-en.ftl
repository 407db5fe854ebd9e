# Figures: commands and screens.
figures-exact-warning = In brackets are the exact counts. They stay within the desk.
figures-written = { $number } is in { $file }. That does not publish it.
figures-published-line = { $number }  reference date { $day }
figures-published-none = Nothing was published yet.
figures-staff-noted = Noted.
figures-source-taken = The figures of { $name } were taken in.
figures-source-dropped = The figures of that source are gone.
figures-origin = Source: { $source }. Reference date: { $day }.
figures-not-collected = Not collected.
figures-withheld-whole = Withheld whole: this table cannot be shown safely.
figures-verdict = { $leaks ->
    [0] Attack: nothing leaks.
    [one] Attack: one number leaks.
   *[other] Attack: { $leaks } numbers leak.
} { $hidden } hidden of { $numbers } numbers, { $sums } sums.
figures-pattern-line = { $category }: { $count }, expected { $expected }
figures-pattern-none = No category stands out.
figures-pattern-warning = Mind: these are small numbers. { $tried } categories were looked at; on average they give at most { $alarms } signal without any cause. A signal is a reason to look, not a finding.
err-figures-unsafe = These tables cannot be made safe: { $cause }.
rec-figures-unsafe = Take a higher threshold, or hide zeros too.
err-figures-leaks = A small count can be derived from these figures. They are not written.
rec-figures-leaks = The attack names each number that leaks, and through what.
err-figures-pack = The file is no set of figures that this version knows.
err-figures-read = The file cannot be read: { $cause }.
err-figures-threshold = The threshold must be 3 to 20.
err-figures-csv = The file is not what the format asks for (UTF-8, at most 1 MiB): { $cause }.
rec-figures-csv = The columns are in docs/figures.md.
err-figures-tables = There would be too many tables of other sources: at most 26.
err-figures-staff = That number or that year cannot be.
err-no-figures = There are none such.
