"""Makes the set closed or refuses it: settling, residue, detectors, certificate."""
