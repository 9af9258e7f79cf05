"""A private picture with the bundled pair, both halves in this process. Usage: python examples/private_picture.py out.png"""

import sys

from obclip import ObliviousPipeline

with ObliviousPipeline.from_pretrained() as pipeline:
    output = pipeline("portrait of an old Indian woman with a scarf, in a library", num_inference_steps=25, switch_point=10)

output.image.save(sys.argv[1])
print(f"the cloud saw {len(output.candidates)} candidates, the first of them: {output.candidates[0]}")
