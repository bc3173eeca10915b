"""From the teacher's vectors of words and of titles to a table of word vectors: fit.py FOLDER

Reads what make-teacher-words.mjs and embed.py left in FOLDER, writes table.bin: float32, words' rows, then pieces'.
The table begins with the words' own vectors, then is fitted so that the sum of a title's rows is the title's vector:
the idea of Model2Vec's Tokenlearn (Minish Lab, 2024), but as one linear least-squares problem.
"""
import json
import sys
from pathlib import Path

import numpy as np
import scipy.sparse as sparse

RARITY_UNIT = 8
RAREST = 1.4  # what words outside the vocabulary count: rarer than all in it
PIECE_ROUNDS = 15
PIECE_DOUBT = 3.0  # pulls the vectors of pieces that few words have towards nothing; words
FIT_ROUNDS = 40
RIDGE = 10.0  # pulls the fitted table towards the one it began with; titles
SHORTEST_TITLE = 0.2  # a title whose words weigh less counts no more than one that weighs this

say = lambda text: print(text, file=sys.stderr, flush=True)


def unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def stem_vectors(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """A stem is the mean of its forms by papers; answers unit vectors, and papers by stem."""
    vectors = np.load(folder / "words.npy").astype(np.float32)
    stem = np.fromfile(folder / "form-stem.bin", np.int32)
    papers = np.fromfile(folder / "form-papers.bin", np.float32)
    by_stem = sparse.csr_matrix((papers, (stem, np.arange(len(stem)))))
    return unit(by_stem @ vectors), np.asarray(by_stem.sum(1)).ravel()


def main_axes(vectors: np.ndarray, dimensions: int) -> np.ndarray:
    """Principal components, one a column, of vectors whose mean is nought."""
    _, axes = np.linalg.eigh((vectors.T @ vectors).astype(np.float64))
    return axes[:, ::-1][:, :dimensions].astype(np.float32)


def fit_pieces(goal: np.ndarray, beginning: np.ndarray, end: np.ndarray, pieces: int) -> np.ndarray:
    """Pieces such that a beginning and an end add up to the words they are of, by alternating least squares."""
    table = np.zeros((pieces, goal.shape[1]), np.float32)
    words = np.arange(len(goal))
    for _ in range(PIECE_ROUNDS):
        for mine, other in ((beginning, end), (end, beginning)):
            gather = sparse.csr_matrix((np.ones(len(goal), np.float32), (mine, words)), shape=(pieces, len(goal)))
            count = np.asarray(gather.sum(1)).ravel()
            found = count > 0
            table[found] = (gather @ (goal - table[other]))[found] / (count[found, None] + PIECE_DOUBT)
    return table


def mean_cosine(table: np.ndarray, bags: sparse.csr_matrix, goal: np.ndarray) -> float:
    return float((unit(bags @ table) * unit(goal)).sum(1).mean())


def fit_titles(first: np.ndarray, bags: sparse.csr_matrix, titles: np.ndarray) -> np.ndarray:
    """Conjugate gradients on the normal equations, each dimension by itself; each title counts alike."""
    length = np.linalg.norm(bags @ first, axis=1, keepdims=True)
    goal = titles * length
    weight = (1 / np.maximum(length, SHORTEST_TITLE)).astype(np.float32)
    weighted = (sparse.diags(weight[:, 0]) @ bags).tocsr()
    turned = weighted.T.tocsr()
    say(f"Mean cosine to the teacher's titles before the fit: {mean_cosine(first, bags, goal):.3f}")
    change = np.zeros_like(first)
    rest = turned @ (goal * weight - weighted @ first)
    direction = rest.copy()
    square = (rest * rest).sum(0)
    for round in range(FIT_ROUNDS):
        turn = turned @ (weighted @ direction) + RIDGE * direction
        step = square / np.maximum((direction * turn).sum(0), 1e-30)
        change += step * direction
        rest -= step * turn
        now = (rest * rest).sum(0)
        direction = rest + now / np.maximum(square, 1e-30) * direction
        square = now
        if (round + 1) % 10 == 0:
            say(f"Fit: round {round + 1} of {FIT_ROUNDS}")
    say(f"Mean cosine after it: {mean_cosine(first + change, bags, goal):.3f}")
    return first + change


def main(folder: Path) -> None:
    plan = json.loads((folder / "plan.json").read_text())
    words, pieces, dimensions = plan["words"], plan["pieces"], plan["dimensions"]
    read = lambda name, kind: np.fromfile(folder / f"{name}.bin", kind)

    stems, papers = stem_vectors(folder)
    centred = stems - stems.mean(0)
    axes = main_axes(centred, dimensions)
    projected = centred @ axes

    row = read("stem-row", np.int32)  # of a word of the vocabulary, -1 for others
    own = np.zeros((words, dimensions), np.float32)
    own[row[row >= 0]] = projected[row >= 0]
    own *= read("rarity", np.float32)[:, None] / RARITY_UNIT

    beginning, end = read("stem-beginning", np.int32), read("stem-end", np.int32)
    whole = (beginning >= 0) & (end >= 0) & (papers >= 2)
    first = np.concatenate([own, fit_pieces(RAREST * projected[whole], beginning[whole], end[whole], pieces)])

    titles = np.load(folder / "titles.npy").astype(np.float32)
    titles = unit((titles - titles.mean(0)) @ axes)
    bags = sparse.csr_matrix((read("bag-times", np.float32), (read("bag-title", np.int32), read("bag-row", np.int32))), shape=(len(titles), words + pieces))
    fit_titles(first, bags, titles).astype(np.float32).tofile(folder / "table.bin")


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except KeyboardInterrupt:
        sys.exit(130)
