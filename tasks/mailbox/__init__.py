"""Mail from outside: IMAP, Maildir folders, and the ledger of what was fetched."""
