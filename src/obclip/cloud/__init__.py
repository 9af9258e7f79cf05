"""The large half: runs the first steps for every prompt of a request. Prompts are opaque strings here; it cannot know which is real."""
