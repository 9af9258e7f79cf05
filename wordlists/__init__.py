"""Commands that make the safeguard's word lists from public data: see README.md in this folder."""
