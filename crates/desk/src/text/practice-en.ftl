# Practice: a vault of invented work. Each id is in practice-nl.ftl too.

practice-banner = PRACTICE VAULT: nothing in here is real, and nothing in here is secret.
practice-making = Making a practice vault: { $cases } cases, { $letters } letters …
practice-done = Practice vault made in { $folder }: { $cases } cases, { $letters } letters, { $acts } acts.
practice-person = { $name } ({ $roles }): { $passphrase }
practice-people = Open it as one of these people, with the passphrase behind the name:
practice-exercise = A bundle to import as an exercise: { $file }, { $letters } letters.
err-practice-vault = this is a practice vault, and the bundle is of a real desk
err-practice-bundle = the bundle is for practice, and this is the vault of a real desk
err-practice-export = this is a practice vault: nothing of it leaves for a relay
rec-practice-vault = Open the vault of your desk, with --vault, and do it there.
rec-practice-bundle = Nothing was imported. Find out how this bundle came to be on the stick.
err-practice-name = the name "practice" is of practice vaults, and of no desk
rec-practice-name = Choose another short name, or another relay.
err-practice-plan = { $cases } cases with { $letters } letters are not possible
rec-practice-plan = Each case needs a letter, and there is an end at a million letters.
