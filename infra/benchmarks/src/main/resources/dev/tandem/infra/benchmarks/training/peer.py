"""The networks of `tandem bench training` in PyTorch (1.13 or newer), in the fastest form found.

Its one argument is a JSON object:

  workload    "mmoe" or "din"
  rows_file   rows of `fields` int32 ids, then `tasks` float32 labels, row by row
  rows, fields, tasks, batch, threads, warmup, steps, entries, dimension, and the workload's widths

and it writes one to standard output: {"step_millis": [...], "loss": the last step's, ...}.

What makes it fast: one embedding table for all fields (one look-up, one sparse gradient), the
first layers of all experts and the gates as one matrix product, their second layers as one batched
product, SparseAdam for the table, and rows copied from a memory map while the step before runs.
"""

import json
import os
import sys
import threading
import time

SETTING = json.loads(sys.argv[1])
# Before the libraries are loaded, which read these once. As Debian builds it, PyTorch's threads spin
# while those of its OpenBLAS wait for the same cores: a step then takes more than twice as long.
os.environ["OMP_WAIT_POLICY"] = "PASSIVE"
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = str(SETTING["threads"])

import numpy
import torch
from torch import nn
from torch.nn import functional


def tower(inputs, widths):
    layers = []
    for width in widths:
        layers += [nn.Linear(inputs, width), nn.ReLU()]
        inputs = width
    return nn.Sequential(*layers, nn.Linear(inputs, 1))


class Mmoe(nn.Module):
    """Multi-gate mixture of experts with two-layer experts (Ma et al., KDD 2018)."""

    def __init__(self, setting):
        super().__init__()
        self.experts = setting["experts"]
        self.tasks = setting["tasks"]
        self.first, self.second = setting["expert"]
        inputs = setting["fields"] * setting["dimension"]
        self.into_experts = nn.Linear(inputs, self.experts * self.first)
        self.gates = nn.Linear(inputs, self.tasks * self.experts, bias=False)
        scale = (6 / (self.first + self.second)) ** 0.5
        weight = (torch.rand(self.experts, self.first, self.second) * 2 - 1) * scale
        self.weight = nn.Parameter(weight)
        self.bias = nn.Parameter(torch.zeros(self.experts, 1, self.second))
        self.towers = nn.ModuleList(
            tower(self.second, setting["tower"]) for _ in range(self.tasks)
        )

    def forward(self, embedded):
        x = embedded.flatten(1)
        rows = x.shape[0]
        hidden = functional.relu(self.into_experts(x))
        hidden = hidden.view(rows, self.experts, self.first).transpose(0, 1)
        mixed = functional.relu(torch.baddbmm(self.bias, hidden, self.weight)).transpose(0, 1)
        shares = self.gates(x).view(rows, self.tasks, self.experts).softmax(2)
        for_tasks = torch.bmm(shares, mixed)
        return torch.cat([t(for_tasks[:, k]) for k, t in enumerate(self.towers)], 1)


class Din(nn.Module):
    """Target attention without softmax over a list of items (Zhou et al., KDD 2018)."""

    def __init__(self, setting):
        super().__init__()
        dimension = setting["dimension"]
        self.attention = tower(4 * dimension, setting["attention"])
        self.head = tower(2 * dimension, setting["tower"])

    def forward(self, embedded):
        target = embedded[:, :1]
        items = embedded[:, 1:]
        candidates = target.expand_as(items)
        beside = torch.cat([items, candidates, candidates - items, candidates * items], 2)
        interest = (self.attention(beside) * items).sum(1)
        return self.head(torch.cat([target[:, 0], interest], 1))


class Rows:
    """Batches of rows in a random order, each copied together while the one before is used."""

    def __init__(self, setting):
        self.fields = setting["fields"]
        self.batch = setting["batch"]
        width = self.fields + setting["tasks"]
        shape = (setting["rows"], width)
        self.ids = numpy.memmap(setting["rows_file"], numpy.int32, "r", shape=shape)
        self.order = numpy.random.RandomState(1).permutation(setting["rows"])
        self.at = 0
        self.fetch()

    def fetch(self):
        self.thread = threading.Thread(target=self.copy)
        self.thread.start()

    def copy(self):
        if self.at + self.batch > len(self.order):
            self.at = 0
        rows = self.ids[self.order[self.at : self.at + self.batch]]
        self.at += self.batch
        ids = torch.from_numpy(rows[:, : self.fields].astype(numpy.int64))
        labels = torch.from_numpy(rows[:, self.fields :].copy().view(numpy.float32))
        self.next = (ids, labels)

    def take(self):
        self.thread.join()
        taken = self.next
        self.fetch()
        return taken


def blas():
    """The names of the loaded libraries of matrix products, where the system tells them."""
    try:
        with open("/proc/self/maps") as maps:
            paths = [line.split()[-1] for line in maps]
    except OSError:
        return []
    names = {os.path.basename(os.path.realpath(path)) for path in paths if path.startswith("/")}
    return sorted(name for name in names if "blas" in name or "mkl_" in name)


def main():
    setting = SETTING
    torch.set_num_threads(setting["threads"])
    torch.manual_seed(1)
    table = nn.Embedding(setting["entries"], setting["dimension"], sparse=True)
    with torch.no_grad():
        table.weight.normal_(0, 0.05)
    network = {"mmoe": Mmoe, "din": Din}[setting["workload"]](setting)
    optimizers = [
        torch.optim.Adam(network.parameters(), lr=1e-3),
        torch.optim.SparseAdam(table.parameters(), lr=1e-3),
    ]
    rows = Rows(setting)
    millis = []
    for step in range(setting["warmup"] + setting["steps"]):
        started = time.perf_counter()
        ids, labels = rows.take()
        logits = network(table(ids))
        losses = functional.binary_cross_entropy_with_logits(logits, labels, reduction="none")
        loss = losses.mean(0).sum()
        for optimizer in optimizers:
            optimizer.zero_grad(set_to_none=True)
        loss.backward()
        for optimizer in optimizers:
            optimizer.step()
        if step >= setting["warmup"]:
            millis.append((time.perf_counter() - started) * 1e3)
    json.dump(
        {
            "step_millis": millis,
            "loss": loss.item(),
            "torch": torch.__version__,
            "blas": blas(),
        },
        sys.stdout,
    )


main()
