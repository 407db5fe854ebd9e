# The canary.

check-canary = Texts of our own, looked for afterwards
    .asks = Does anything of what people send stay where it must not: in files, logs, answers or memory of the relay?

canary-file = Something that was sent is in a file
    .means = A text of the test is in the relay's folder. Texts of real people are then kept there too, and whoever takes the disk can read them.
canary-log = Something that was sent is in a log
    .means = A text of the test was written down by the relay or by something around it. Logs are copied, kept and read by many; texts of real people are then in them too.
canary-memory = A sealed text is readable in the relay's memory
    .means = The relay must never be able to open what is sealed to the desk. It holds this text in the open, so the text or its key got there.
canary-answer = Something that was sent comes back in an answer
    .means = The relay repeats what it was sent. Others on the way, a proxy or the browser's memory, then keep it, and it can be turned against the page.
canary-capture = A sealed text crossed the network in the open
    .means = What is sealed to the desk was readable on the line. Everybody on the way can have read it.
canary-accepted = A text in clear was accepted
    .means = The relay must refuse what is not sealed, so that nobody sends a report in the open by mistake. It said that all was well.

limit-canary-moment = what the relay does later, at other settings, or after an update: this is one run
limit-canary-memory = that memory is clean at every moment: it was read once while the relay ran; what lies in the kernel, in swap, in a memory image or in other programs was not read
limit-canary-elsewhere = what is kept on other machines: load balancers, proxies, backups, the network, the hosting company
limit-canary-coding = that a text is not there in a coding that was not searched for: encrypted, spread letter by letter, packed as brotli, lz4 or headless deflate
limit-canary-sealed = that a text which somebody puts in clear into a well-formed letter or block would be refused: no relay can tell it from a sealed one
limit-canary-known = that a relay which knows that it is tested, or knows these letters from others, treats others alike

canary-letter = This is an auditor's test (bellrope-audit canary). Nothing happened, and nothing needs to be done. The report withdraws itself.
