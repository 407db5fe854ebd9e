## What comes back everywhere.

enter-to-go-on = Press Enter to go on.
choose-one = Type a number:
choose-one-or-none = Type a number, or press Enter to skip:
choose-any = Type one or more numbers, or press Enter to skip:
choose-again = That is not a number from the list. Please try again.
text-required = Type your text. End with a line that has only a full stop:
text-optional = Type your text and end with a line that has only a full stop. Or press Enter to skip:
text-needed = This we really need. A few sentences are enough.
line-optional = Type your answer, or press Enter to skip:
err-onion = An .onion address is reached through Tor only. We asked nobody for it.
rec-onion = Start Tor and give --proxy socks5://127.0.0.1:9050.
yes-no = Type yes or no:
yes = yes
no = no
yes-no-again = Type yes or no.

date = { $day } { $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
thousands = ,

desk-is = Reporting desk: { $name }
desk-fingerprint = Fingerprint: { $fingerprint }
desk-choose = Which reporting desk do you want?
no-witness-yet = Please note: no independent witness watches this desk's log yet.
downloading = We fetch what everybody fetches. So nobody can see which report is yours.
progress-downloading = fetching
progress-uploading = sending
trying-again = The connection falters. Trying again in { $seconds } { $seconds ->
        [one] second
       *[other] seconds
    } …
