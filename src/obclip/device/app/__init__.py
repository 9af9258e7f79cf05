"""The page with this machine's Python as its device, beside the gateway: what `obclip app` serves."""
