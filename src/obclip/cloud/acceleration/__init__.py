"""Less work for N candidates: a plan (data) and its execution on any diffusers UNet. Knows neither prompts nor requests."""
