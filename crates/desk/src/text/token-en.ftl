# Tokens: what somebody needs besides their passphrase to open the vault.

err-token-text = this describes no token, or more than one
rec-token-text = take the file that the plugin makes for your token: a line with AGE-PLUGIN-… and a recipient age1…
err-token-differ = the recipient is of age-plugin-{ $recipient }, the identity of age-plugin-{ $identity }
rec-token-differ = take recipient and identity of the same token
err-token-no-plugin = the program age-plugin-{ $plugin } is not there
rec-token-no-plugin = install the plugin of your token on this computer, on the search path
err-token-failed = the token does not work: { $message }
rec-token-failed = plug in your token, touch it when it blinks and mind your PIN; then try again
err-token-unanswered = age-plugin-{ $plugin } asked something and got no answer
rec-token-unanswered = plug in your token and type the PIN if it asks for one; nothing was changed
err-token-slow = age-plugin-{ $plugin } did not answer within { $secs } seconds and was stopped
rec-token-slow = plug in your token again and try once more; nothing was changed
err-token-wrong = this token does not open it
rec-token-wrong = take the token that you enrolled here; if it is gone, a colleague or the shares of recovery help
err-token-known = you have this token already
err-token-many = you have { $most } tokens, more are not possible
rec-token-many = take another token away first
err-token-absent = you do not have this token
rec-token-absent = see your tokens with person token list
err-token-debugged = AGEDEBUG=plugin is set; it puts keys on the screen
rec-token-debugged = unset that variable and begin again

token-says = Token: { $message }
token-no-default = no
token-choose = Token: { $message } [1: { $yes }, 2: { $no }]{ " " }
token-asks = Token: { $message }:{ " " }
token-none = You open the vault with your passphrase alone.
token-line = { $recipient } (age-plugin-{ $plugin })
token-enrolled = From now on you need your passphrase and a token to open the vault. Enrol a second token as a spare, and make a new backup.
token-removed = This token does not open the vault any more. Make a new backup: the old one still opens with this token.

token-title = My tokens
token-lead = With a token you need two things to open the vault: your passphrase and the token. Whoever has your laptop and knows your passphrase then opens nothing.
token-lost = If you lose all your tokens, you cannot open the vault any more. So enrol two tokens, or have shares for recovery.
token-have = Tokens
token-recipient = Recipient
token-plugin = Plugin
token-add = Enrol a token
token-text = What the plugin makes for your token
token-text-hint = Paste the whole text: a line with AGE-PLUGIN-… and a recipient age1…
token-pin = PIN of the token
token-pin-hint = Only if the token asks for it. If the token then blinks, touch it: this page waits for that.
token-enrol = Enrol the token
token-remove = Take away
token-enrolled-said = From now on you need your passphrase and a token. Enrol a second one as a spare and make a new backup.
token-removed-said = The token was taken away. Make a new backup: the old one still opens with this token.
token-with = with a token
