"""One file a command: its first line is its help, `options` its options, `command` what it does."""
