"""The mathematics that both halves share: noise, schedule, hand-over, guidance, loop. Knows tensors; knows no prompt and no choice."""
