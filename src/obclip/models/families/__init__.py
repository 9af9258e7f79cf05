"""One file a family: how its prompts are encoded, its network called, and its latents turned into pictures."""
