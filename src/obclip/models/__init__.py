"""The networks, by family: conditioning, prediction, decoding. Knows opaque strings; knows no slots, no axes and no choice."""
