"""The command line: a file a command. Options become arguments of the rooms below; nothing is computed here."""
