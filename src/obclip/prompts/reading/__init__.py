"""From a prompt to who is in it and what is said of them. Nothing here looks at a value: candidates are read alike."""
