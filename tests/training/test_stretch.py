"""A training run of several processes is one run."""

from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, distributed, nn
from torch.multiprocessing.spawn import start_processes

from training.stretch import Stretch

ROWS = torch.arange(24.0).view(6, 4) / 24


def learnt(rows: Tensor, folder: Path, name: str) -> Path:
    """The weights of a linear layer after two steps on the rows."""
    network = nn.Linear(4, 1)
    nn.init.constant_(network.weight, 0.5)
    nn.init.constant_(network.bias, 0.0)
    optimizer = torch.optim.SGD(network.parameters(), 0.1)
    stretch = Stretch(folder / f"{name}-state.pt", {"network": network}, optimizer, 2 * len(ROWS), len(rows))
    turns = 0
    for _ in stretch.steps():
        turns += 1
        stretch.descend(network(rows).square().mean(), longest=100.0)
    assert turns == 2, "both processes' samples are counted"
    save_file(network.state_dict(), folder / f"{name}.safetensors")
    return folder / f"{name}.safetensors"


def one_of_two(rank: int, folder: Path) -> None:
    distributed.init_process_group("gloo", init_method=f"file://{folder}/meeting", rank=rank, world_size=2)
    learnt(ROWS[rank::2], folder, f"process-{rank}")
    distributed.destroy_process_group()


def test_two_processes_learn_what_one_learns_of_all_their_rows_and_one_writes(tmp_path: Path) -> None:
    whole = load_file(learnt(ROWS, tmp_path, "alone"))

    start_processes(one_of_two, (tmp_path,), nprocs=2, start_method="spawn")  # type: ignore[no-untyped-call]

    for rank in range(2):
        for name, weights in load_file(tmp_path / f"process-{rank}.safetensors").items():
            torch.testing.assert_close(weights, whole[name])
    assert [file.name for file in tmp_path.glob("process-*-state.pt")] == ["process-0-state.pt"]
