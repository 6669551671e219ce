"""A ready model for CTranslate2, in the files and with the tokens of a published repository.

The weights are those of `transformer.py`. They translate only where every token stands where the
family wants it: with one token more or less each word moves to another place, and a text without
its end has no end.
"""

from dataclasses import dataclass
from pathlib import Path

from testkit.argos.tokenizers import sentencepiece_model
from testkit.argos.transformer import Token, specification
from testkit.argos.words import dictionary

_SPECIALS = ("<s>", "</s>", "<unk>")


@dataclass(frozen=True)
class Form:
    """How a family is published.

    Its `tokens` by language stand before the source, before the translation, or both.
    """

    tokenizers: tuple[str, ...]
    tokens: dict[str, str]
    before: bool = False
    prefix: bool = False

    @property
    def files(self) -> tuple[str, ...]:
        """What a repository of this family holds."""
        shared = len(self.tokenizers) == 1
        sides = ("shared",) if shared else ("source", "target")
        vocabularies = (f"{side}_vocabulary.json" for side in sides)
        return ("model.bin", "config.json", *vocabularies, *self.tokenizers)


QUICKMT = Form(("src.spm.model", "tgt.spm.model"), {})
M2M = Form(("sentencepiece.bpe.model",), {"ru": "__ru__", "uk": "__uk__"}, before=True, prefix=True)
NLLB = Form(
    ("sentencepiece.bpe.model",), {"ru": "rus_Cyrl", "uk": "ukr_Cyrl"}, before=True, prefix=True
)
MADLAD = Form(("spiece.model",), {"ru": "<2ru>", "uk": "<2uk>"}, before=True)


def build_ready_model(folder: Path, form: Form, source: str, target: str) -> Path:
    """Write the files of a model that translates between two languages of different words."""
    folder.mkdir(parents=True)
    for name in form.tokenizers:
        tokens = sentencepiece_model(folder / name, dictionary(source, target))
    known = [Token(name, name) for name in (*_SPECIALS, *form.tokens.values())] + tokens
    texts = {token.text for token in known}
    known += [Token(t, t) for t in dict.fromkeys(t.translation for t in known) if t not in texts]
    words = [token.text for token in known]
    # Vocabularies that are equal would be one file.
    targets = (
        words if len(form.tokenizers) == 1 else [*_SPECIALS, *reversed(words[len(_SPECIALS) :])]
    )
    spec = specification(known, targets, look=int(form.before) - int(form.prefix))
    spec.config.bos_token, spec.config.eos_token, spec.config.unk_token = _SPECIALS
    spec.config.decoder_start_token = "</s>"
    spec.register_source_vocabulary(words)
    spec.register_target_vocabulary(targets)
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))
    return folder
