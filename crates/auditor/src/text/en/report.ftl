# The report as a whole. One file for each check beside it.

report = Audit report
report-signed = An auditor signs the JSON form of this report. Check the signature with “bellrope-audit verify-report”; this page is for reading.
report-program = Made by bellrope-audit { $version }.

verdict-pass = Nothing was found to be wrong.
    .means = Everything that this run was asked to check is as it must be. What it left out, and what no such check can prove, stands below with each part.
verdict-could-not-check = Nothing was found to be wrong, but not everything could be checked.
    .means = { $unknown ->
        [one] One thing could not be read or reached. It stands below with the reason. Repeat the audit when the reason is gone; until then this is no pass.
       *[other] { $unknown } things could not be read or reached. They stand below with the reasons. Repeat the audit when the reasons are gone; until then this is no pass.
    }
verdict-fail = { $findings ->
        [one] One thing is not as it must be.
       *[other] { $findings } things are not as they must be.
    }
    .means = Each one stands below: what was expected, what was found, and where. A finding is not yet a proof of bad intent; a broken disk looks like a bad hand. Ask the operator and the desk, and keep this report.

outcome-pass = As it must be
outcome-could-not-check = Could not be checked completely
outcome-fail = Not as it must be

about-source = Read from
about-desk = Desk
about-fingerprint = The desk's fingerprint
about-made = Made

heading-findings = What is wrong
heading-could-not = What could not be checked
heading-facts = What was counted
heading-left-out = What this run was not given the means to check
heading-limits = What this check cannot prove

finding-place = Where
finding-expected = Expected
finding-found = Found
finding-more = { $count ->
        [one] And one more: { $title }.
       *[other] And { $count } more: { $title }.
    }

picture = { $log }, { $from } to { $to }: { $entries ->
        [one] 1 entry
       *[other] { $entries } entries
    }, of which the contents of { $pruned } were deleted (hatched).
log-name-intake = Letters in
log-name-replies = Replies out
log-name-cards = Key cards
