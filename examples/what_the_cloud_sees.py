"""The candidate prompts of a prompt, and their certificate, without a model.

Usage: python examples/what_the_cloud_sees.py "an elderly lady"
"""

import sys

from obclip import candidate_prompts

candidates = candidate_prompts(sys.argv[1])
print(f"N = {len(candidates)}, certified closed: {candidates.certificate.closed}")
for prompt in candidates.prompts:
    print(" ", prompt)
assert all(candidate_prompts(prompt) == candidates for prompt in candidates.prompts)
