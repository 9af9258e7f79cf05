"""What crosses the wire, and nothing else: request, reply, agreement, fault, and their bytes. Knows no candidate set and no choice."""

PROTOCOL = "obclip/2"
DENOISE_PATH = "/v1/oblivious/denoise"
JOBS_PATH = "/v1/oblivious/jobs"
# In the head of an answer: under which name its result is kept for a while.
JOB_HEADER = "Obclip-Job"
# Where obclip/1 was spoken: it answers with a sentence.
OLD_PATH = "/v1/denoise"
