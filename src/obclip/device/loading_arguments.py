"""What loading a pipeline of diffusers takes and loading a private one refuses, each with its reason."""

from collections.abc import Callable, Mapping
from typing import Any

from obclip.errors import BadRequest
from obclip.models.hub import KINDS

from .arguments import Refused, refuse

_WRAP = "load that pipeline with diffusers, and give it in place of its name: ObliviousPipeline.from_pretrained(pipeline)"
_HUB = "two models are loaded, which the hub need not keep alike"
_CODE = "it runs code that was fetched, and no pipeline of another class can be split: name one of Stable Diffusion 1.x, 2.x or SDXL"
_PLACE = "a model is loaded as a whole: give device, or call .to()"
_ONNX = "the device's graphs are made by obclip export-onnx, and loading takes safetensors"
_PICKLE = "weights that are no safetensors run code as they are loaded: convert them first"

# Name -> (the values that change nothing, why any other is refused).
REFUSED: Refused = {
    "use_safetensors": ((None, True), _PICKLE),
    "proxies": ((None,), f"set HTTPS_PROXY in the environment, or {_WRAP}"),
    "mirror": ((None,), f"set HF_ENDPOINT in the environment, or {_WRAP}"),
    "force_download": ((None, False), f"{_HUB}: fetch the files anew with hf download, or {_WRAP}"),
    "custom_pipeline": ((None,), _CODE),
    "custom_revision": ((None,), _CODE),
    "trust_remote_code": ((None, False), _CODE),
    "device_map": ((None,), _PLACE),
    "max_memory": ((None,), _PLACE),
    "offload_folder": ((None,), _PLACE),
    "offload_state_dict": ((None, False), _PLACE),
    "output_loading_info": ((None, False), f"a pipeline is all that comes back: {_WRAP}"),
    "low_cpu_mem_usage": ((None, True), f"weights are read without a second copy of them: {_WRAP}"),
    "disable_mmap": ((None, False), _WRAP),
    "use_flashpack": ((None, False), _PICKLE),
    "quantization_config": ((None,), _WRAP),
    "load_connected_pipeline": ((None, False), "a private pipeline has no second one: load that with diffusers"),
    "use_onnx": ((None, False), _ONNX),
    "provider": ((None,), _ONNX),
    "sess_options": ((None,), _ONNX),
    "provider_options": ((None,), _ONNX),
    "original_config": ((None,), "give config, a folder or hub id of a pipeline of the same kind"),
    "original_config_file": ((None,), "give config, a folder or hub id of a pipeline of the same kind"),
    "load_safety_checker": ((None, False), _WRAP),
    "safety_checker": ((None,), _WRAP),
    "requires_safety_checker": ((None, False), _WRAP),
    "feature_extractor": ((None,), _WRAP),
    "image_encoder": ((None,), _WRAP),
    "force_zeros_for_empty_prompt": ((), _WRAP),
    "add_watermarker": ((None, False), _WRAP),
    **dict.fromkeys(("unet", "vae", "text_encoder", "text_encoder_2", "tokenizer", "tokenizer_2", "scheduler"), ((), _WRAP)),
}


def number_format(
    torch_dtype: Any, dtype: Any, allow_download: object, others: Mapping[str, Any], called: Callable[..., Any]
) -> str | None:
    """The name of the number format that either of diffusers' two words for it asks for.

    Raises BadRequest for what is refused and for two that differ, and UnknownArgument for what no pipeline takes.
    """
    others = dict(others)
    if (local := others.pop("local_files_only", None)) not in (None, False) and (local is not True or allow_download):
        raise BadRequest("local_files_only must be True or False, and True goes without allow_download: give one of them.", code="bad_flag")
    refuse(others, REFUSED, called, ("local_files_only", *KINDS))
    formats = {str(one).removeprefix("torch.") for one in (torch_dtype, dtype) if one is not None}
    if len(formats) > 1 or any(isinstance(one, Mapping) for one in (torch_dtype, dtype)):
        raise BadRequest("dtype (or torch_dtype) must be one number format, for all parts of both models.", code="bad_dtype")
    return next(iter(formats), None)
