# The report as a whole. One file for each check beside it.
report = Controlerapport
