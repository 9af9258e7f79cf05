"""A StableDiffusionPipeline that is loaded already becomes the cloud of a private run.

Usage: python examples/safeguard_a_pipeline.py out.png
"""

import sys

from diffusers import StableDiffusionPipeline

from obclip import ObliviousPipeline
from obclip.models.registry import bundled

# Any Stable Diffusion 1.x would do; with one of those, the device model must be of the same family, for example "segmind/small-sd".
large = StableDiffusionPipeline.from_pretrained(bundled("cloud"))

with ObliviousPipeline.from_pretrained("portraits-device", cloud=large) as pipeline:
    pipeline("a young European man in a blue jacket, on a beach", num_inference_steps=10, switch_point=4).image.save(sys.argv[1])
