"""sumy's latent semantic analysis, with the matrix that its authors meant."""

import numpy as np
from sumy.models.dom import ObjectDocumentModel
from sumy.summarizers.lsa import LsaSummarizer


class SparseLsaSummarizer(LsaSummarizer):  # type: ignore[misc]
    """sumy smooths the words that a sentence lacks too, and numbers words at random."""

    def _create_dictionary(self, document: ObjectDocumentModel) -> dict[str, int]:
        words = dict.fromkeys(word for sentence in document.sentences for word in sentence.words)
        return {word: row for row, word in enumerate(words)}

    def _create_matrix(
        self, document: ObjectDocumentModel, dictionary: dict[str, int]
    ) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
        matrix = np.zeros((len(dictionary), len(document.sentences)))
        for column, sentence in enumerate(document.sentences):
            for word in sentence.words:
                matrix[dictionary[word], column] += 1
        return matrix

    def _compute_term_frequency(
        self, matrix: "np.ndarray[tuple[int, int], np.dtype[np.float64]]", smooth: float = 0.4
    ) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
        most = np.maximum(matrix.max(axis=0), 1)
        return np.where(matrix > 0, smooth + (1 - smooth) * matrix / most, 0.0)
