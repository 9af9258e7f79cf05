"""From what was read to the pieces and gaps that candidates are made from, and to their text."""
