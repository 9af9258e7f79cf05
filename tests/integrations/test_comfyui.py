"""ComfyUI goes on from the cloud's half as obclip itself would, and what cannot be drawn is refused in a sentence."""

import json
from typing import Any

import pytest
import torch

from obclip.denoising.handover import Handover
from obclip.denoising.join import bent
from obclip.denoising.levels import Levels, timestep_of
from obclip.denoising.noise import initial_noise
from obclip.denoising.schedule import make_levels
from obclip.device.finisher import finish
from obclip.models.families.stable_diffusion import StableDiffusionModel
from obclip.prompts.safeguard import safeguard
from tests import tiny
from tests.integrations import comfy_sampling as sampling
from tests.integrations.comfy_desk import SMALL, UNWANTED, WORDS, WORKFLOWS, Desk
from tests.integrations.comfy_host import Bar, api_format, check_inputs

# float32 on both sides, after eight steps.
TOLERANCE = 1e-4
BUILTIN = {
    "CheckpointLoaderSimple": ["ckpt_name"],
    "KSamplerAdvanced": [
        *("add_noise", "noise_seed", "control after noise_seed", "steps", "cfg", "sampler_name", "scheduler", "start_at_step"),
        *("end_at_step", "return_with_leftover_noise"),
    ],
    "VAEDecode": [],
    "SaveImage": ["filename_prefix"],
}


def of_obclip(desk: Desk, solver: str, done: tuple[Any, ...]) -> torch.Tensor:
    """The rest by obclip's own loop, from the very latents, on the same noise levels."""
    latent, *_, cfg, sigmas = done
    pipeline = desk.host.pipeline
    kind = sampling.Model(pipeline)
    state, ve = kind.get_model_object("latent_format").process_in(latent["samples"]), sigmas
    timesteps = tuple(map(float, kind.get_model_object("model_sampling").timestep(ve[:-1])))
    levels = Levels("vp" if solver == "dpmsolver++" else "ve", solver, tuple(map(float, ve)), timesteps)
    scaled = state * levels.counts(0)[0]
    model = StableDiffusionModel(pipeline, name="tiny")
    return finish(Handover(scaled, None, 0), WORDS, model, levels, cfg, 0, (16, 16), negative_prompt=UNWANTED)


@pytest.mark.parametrize("scheduler", sampling.SCHEDULES)
@pytest.mark.parametrize(("sampler", "solver"), [("euler", "euler"), ("dpmpp_2m", "dpmsolver++")])
def test_ksampler_ends_where_obclips_own_steps_end(desk: Desk, sampler: str, solver: str, scheduler: str) -> None:
    desk.host.run(desk.workflow("remote", sampler_name=sampler, scheduler=scheduler))
    done = desk.host.results["2"]
    (latent,) = desk.host.results["3"]
    own = of_obclip(desk, solver, done)
    got = sampling.LatentFormat(desk.host.pipeline.vae.config.scaling_factor).process_in(latent["samples"])
    assert float((got - own).abs().max() / own.abs().max()) < TOLERANCE


def test_the_latents_are_the_clouds_state_at_the_level_of_the_start_step(desk: Desk) -> None:
    """Against the cloud's own steps as k-diffusion takes them: x0 + sigma noise, at KSampler's sigma, in the autoencoder's scale."""
    desk.host.run(desk.workflow("remote", scheduler="karras", switch_point=4, fixed_seed=7, acceleration="none"))
    latent, _, _, steps, start, cfg, left = desk.host.results["2"]
    cloud, model = tiny.pipeline(), sampling.Model(desk.host.pipeline)
    whole = sampling.karras(model.get_model_object("model_sampling"), 8)
    assert 0 < start < steps == 8
    assert torch.allclose(left, whole[start:])
    ratios = [float(sigma) for sigma in model.get_model_object("model_sampling").sigmas]
    sigmas = torch.tensor(bent(make_levels(cloud.scheduler.config, "dpmsolver++", 8), 4, float(whole[start])))
    read = safeguard(WORDS)
    words = read.candidates.prompts[read.choice.position()]
    texts = [sampling.Clip(cloud).encode_from_tokens_scheduled(sampling.Clip(cloud).tokenize(text))[0][0] for text in ("blurry", words)]

    def denoised(state: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
        with torch.no_grad():
            seen, timestep = state / (1 + sigma**2) ** 0.5, torch.tensor(timestep_of(float(sigma), ratios))
            without, with_text = (cloud.unet(seen, timestep, encoder_hidden_states=text, return_dict=False)[0] for text in texts)
        clean: torch.Tensor = state - sigma * (without + cfg * (with_text - without))
        return clean

    noise = initial_noise(7, (1, 4, 8, 8)) * (1 + sigmas[0] ** 2) ** 0.5
    expected = sampling.dpmpp_2m(denoised, noise, sigmas) / cloud.vae.config.scaling_factor
    assert float((latent["samples"] - expected).abs().max() / expected.abs().max()) < TOLERANCE


def test_a_sampler_that_drops_a_level_is_met_on_the_levels_that_it_has(desk: Desk) -> None:
    desk.host.run(desk.workflow("remote", sampler_name="dpm_2", scheduler="normal"))
    _, _, _, steps, start, _, left = desk.host.results["2"]
    own = sampling.KSampler(sampling.Model(desk.host.pipeline), 8, None, "dpm_2", "normal").sigmas
    assert torch.allclose(left, own[start:])
    assert steps == len(own) - 1


@pytest.mark.parametrize("line", ['allow_plaintext = "yes"', "key = 5", "cloud = true", 'clouds = "https://a"', "clouds = [5]"])
def test_a_setting_of_another_kind_is_refused_by_name(desk: Desk, line: str) -> None:
    (desk.folder / "comfyui.toml").write_text(line, encoding="utf-8")
    with pytest.raises(RuntimeError, match=f"{line.split()[0]} must be (a text|true or false|a list of texts)"):
        desk.host.run(desk.workflow("remote"))


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "a size that latents have not": ({"width": 17}, "multiples of 2"),
    "no step left": ({"switch_point": 8}, "leaves no step"),
    "more steps for the cloud than there are": ({"switch_point": 9}, "switch_point must be"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_drawn_is_refused_in_a_sentence(desk: Desk, case: str) -> None:
    changed, sentence = REFUSED[case]
    with pytest.raises(RuntimeError, match=sentence):
        desk.host.run(desk.workflow("remote", **changed))


def test_a_prompt_longer_than_one_piece_is_refused(desk: Desk) -> None:
    (desk.folder / "prompts" / "a.txt").write_text(f"{WORDS}, {'green, ' * 20}", encoding="utf-8")
    with pytest.raises(RuntimeError, match="longer than the text encoder reads"):
        desk.host.run(desk.workflow("remote"))


@pytest.mark.parametrize("unread", ["prompt", "negative prompt"])
def test_words_that_the_encoder_cannot_read_are_refused_before_the_cloud_is_asked(desk: Desk, unread: str) -> None:
    """As with the CLIP of another checkpoint, whose tokens go beyond the table of this one's. Where no cloud is, none was missed."""
    (desk.folder / "prompts" / "a.txt").write_text("an old man", encoding="utf-8")
    read = max(sampling.Clip(desk.host.pipeline).tokenize("an old man")["l"][0]) + 1
    assert read <= max(sampling.Clip(desk.host.pipeline).tokenize(UNWANTED)["l"][0])
    desk.host.pipeline.text_encoder.resize_token_embeddings(read - (unread == "prompt"))
    desk.write_settings('cloud = "http://127.0.0.1:9"')
    with pytest.raises(RuntimeError, match=r"encoder cannot read the prompt \(IndexError\), so nothing was sent") as raised:
        desk.host.run(desk.workflow("remote"))
    assert raised.value.__suppress_context__


def test_a_model_that_counts_noise_as_flows_do_is_refused(desk: Desk) -> None:
    pipeline = desk.host.pipeline
    model = sampling.Model(pipeline, sampling.FlowSampling)
    given = {
        **SMALL,
        "negative_file": "b",
        "sampler_name": "euler",
        "scheduler": "normal",
        "again": 0,
        "fixed_seed": 0,
        "acceleration": "auto",
    }
    with pytest.raises(RuntimeError, match="as flows do"):
        desk.node("ObliviousSample").execute(model, sampling.Clip(pipeline), sampling.Vae(pipeline), **given)


def test_an_autoencoder_of_another_space_is_refused_before_anything_is_sent(desk: Desk) -> None:
    desk.host.pipeline = tiny.pipeline(seed=5)
    with pytest.raises(RuntimeError, match="latent space"):
        desk.host.run(desk.workflow("remote"))


@pytest.mark.parametrize("name", ["remote", "picture"])
def test_both_formats_of_an_example_are_one_workflow(desk: Desk, name: str) -> None:
    told = json.loads((WORKFLOWS / f"{name}.api.json").read_text(encoding="utf-8"))
    edited = json.loads((WORKFLOWS / f"{name}.json").read_text(encoding="utf-8"))
    widgets = dict(BUILTIN)
    for kind, node in desk.host.nodes.items():
        own: list[str] = []
        for one in node.checked_schema().inputs:
            if hasattr(one, "default"):
                own += [one.id, f"control after {one.id}"] if getattr(one, "control_after_generate", None) else [one.id]
        widgets[kind] = own
    assert api_format(edited, widgets) == told
    for node in told.values():
        if node["class_type"] in desk.host.nodes:
            schema = desk.host.nodes[node["class_type"]].checked_schema()
            check_inputs(schema, node["inputs"] | {key: "a" for key in ("prompt_file",) if key in node["inputs"]})


def test_the_bar_shows_both_sides(desk: Desk) -> None:
    Bar.seen.clear()
    desk.host.run(desk.workflow("remote"))
    assert Bar.seen[-1] == (3, 3)


def test_two_pictures_have_two_seeds(desk: Desk) -> None:
    desk.host.run(desk.workflow("remote"))
    first = desk.host.results["2"][0]["samples"]
    desk.host.run(desk.workflow("remote", again=1))
    assert not torch.equal(first, desk.host.results["2"][0]["samples"])
    desk.host.run(desk.workflow("remote", fixed_seed=7))
    fixed = desk.host.results["2"][0]["samples"]
    desk.host.run(desk.workflow("remote", fixed_seed=7, again=2))
    assert torch.equal(fixed, desk.host.results["2"][0]["samples"])
