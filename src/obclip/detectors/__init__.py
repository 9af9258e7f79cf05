"""Optional detectors beside the rules: a spaCy pipeline, Presidio, a token classifier. Each loads its library when it is made."""
