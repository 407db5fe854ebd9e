# Texts of the screens about the team.

people-lead = Who can open the vault, and what for. The trail has the pseudonym, not the name.
people-alone = You are alone. What takes two people is then done by one, and the trail says so.
people-name = Name
people-name-hint = As colleagues and reporters may read it. The name stays in the vault.
people-roles = Roles
people-since = Since
people-state = State
people-present = on the team
people-left = left on
people-me = this is you
people-add = Add somebody
people-add-do = Add
people-add-lead = Let your new colleague type the passphrase. You look away meanwhile.
people-added = Your colleague belongs to the team, and reads what comes in from now on.
people-no-name = Fill in a name.
people-no-role = Choose at least one role.
people-name-taken = There is a colleague with this name already.
people-passphrase = Change my passphrase
people-passphrase-lead = The old passphrase opens this vault no more after that. It still opens old backups.
people-passphrase-hint = At least 20 characters. Six random words are good; a birthday or a well-known sentence is not.
people-new-passphrase = New passphrase
people-again = Once more
people-differs = The two passphrases differ.
people-passphrase-taken = Choose another passphrase: this one is not free.
people-passphrase-changed = Your passphrase is changed.
