"""The device behind interfaces that other programs speak: OpenAI's images and AUTOMATIC1111's, on this machine only."""
