"""The safeguard: a prompt in, the published set of prompts that it hides among out. Text only; no torch, no network."""
