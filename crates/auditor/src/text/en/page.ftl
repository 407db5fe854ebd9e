# The check of the page.

check-page = The page
    .asks = Is the page that is served the one that the desks signed, byte for byte, and is nothing else served?

page-note-missing = The signed configuration is not served
    .means = Without it nobody can tell what the page should be. The page may be anything.
page-note = The configuration is not signed by its desks
    .means = The texts, numbers and keys of the page were not agreed by the desks that it names, or were changed afterwards.
page-desk = The page names a desk that you do not know
    .means = Reports could go to somebody else than the desk whose fingerprint you hold.
page-desk-missing = A desk is missing from the page
    .means = Reporters who look for this desk do not find it here. Perhaps it was removed so that they report elsewhere.
page-rolled-back = An older configuration came back
    .means = The page shows what it said before a change. Old keys, numbers or texts may be in force again.
page-forked = Two configurations have the same number
    .means = You were shown another configuration of this number earlier. Different visitors may see different pages.
page-build = The page is made of other sources than yours
    .means = The configuration names another build than the one you made. Rebuild from the release that the operator names, and compare again.
page-file-missing = A file of the page is not served
    .means = The page is not whole, or leads elsewhere.
page-file = A file of the page was changed
    .means = What visitors get is not what the sources and the signed configuration make. A changed script could send what people type to somebody else.
page-header = A protection of the page is missing or changed
    .means = Browsers are told less strictly than they should what this page may do and what they may keep of it.
page-header-extra = The page says more to browsers than it should
    .means = A header was added that does not belong there, such as a cookie: it can be used to recognise a visitor, or to do something the page does not need.
page-other = Something else is served too
    .means = At this address there must be nothing. What is there is no part of the signed page.
page-varies = Visitors are served differently
    .means = The answer depends on language, browser or earlier visits. Then one visitor can be singled out for another page.
page-third-party = The page loads something from elsewhere
    .means = That other site would learn who visits this page, and could change it.

limit-page-others = that others are served the same: repeat the check from other places, and through Tor
limit-page-device = what a browser, its extensions or the device do with the page
