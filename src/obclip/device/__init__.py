"""The user's half: owns the choice, builds the request, takes its own latents out of the reply and finishes the picture."""
