"""Check the translations of the interface against the English one, the code and CLDR:

    uv run python -m testkit.messages

Each mistake is a line `FILE:LINE: what is wrong`, and then the exit status is 1.
"""

import ast as python
import pkgutil
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from babel import Locale, UnknownLocaleError
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

import bot.cli
import handlers
from bot.errors import DragomanError
from bot.rendering import words

LOCALES = Path(words.__file__).parent / "locales"
CODE = tuple(Path(package.__path__[0]) for package in (bot, handlers))
FUNCTIONS = {"LANGUAGE", "NUMBER"}
CATEGORIES = {"zero", "one", "two", "few", "many", "other"}
# Beyond it, numbers of what is counted here have no category of their own.
_HIGHEST_NUMBER = 1000
_LETTERS = re.compile("[a-z]{4}")

# Where errors are that only the terminal knows.
for found in pkgutil.iter_modules(bot.cli.__path__, "bot.cli."):
    import_module(found.name)


def errors(root: type[DragomanError] = DragomanError) -> list[type[DragomanError]]:
    """Return an error and all that are below it; each has a message."""
    return [root, *(error for child in root.__subclasses__() for error in errors(child))]


@dataclass
class Parts(Visitor):
    """What a message is made of."""

    variables: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    choices: list[ast.SelectExpression] = field(default_factory=list)

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.variables.add(node.id.name)

    def visit_FunctionReference(self, node: ast.FunctionReference) -> None:  # noqa: N802
        if node.id.name not in FUNCTIONS:
            self.unknown.add(f"{node.id.name}()")
        self.generic_visit(node)

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802
        self.choices.append(node)
        self.generic_visit(node)


def parts(message: ast.Message) -> Parts:
    """Return what a message is made of."""
    found = Parts()
    found.visit(message)
    return found


def messages(file: Path) -> list[ast.Message]:
    """Return the messages of a file, without what the parser skips."""
    return [entry for entry in _entries(file) if isinstance(entry, ast.Message)]


def _entries(file: Path) -> Sequence[object]:
    return FluentParser().parse(file.read_text(encoding="utf-8")).body


def mistakes(locales: Path, code: Iterable[Path], required: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with the files of a folder; `en.ftl` is what the others translate.

    The code of a folder needs the messages that it names, and those in `required`.
    """
    english = locales / "en.ftl"
    yield from _unused_or_missing(english, code, required)
    for file in sorted(locales.glob("*.ftl")):
        for line, text in sorted(_mistakes_of(file, english)):
            yield f"{file}:{line}: {text}"


def _mistakes_of(file: Path, english: Path) -> Iterator[tuple[int, str]]:
    text = file.read_text(encoding="utf-8")

    seen: set[str] = set()
    originals = {message.id.name: parts(message) for message in messages(english)}
    for entry in _entries(file):
        if isinstance(entry, ast.Junk):
            for note in entry.annotations:
                yield _line(entry, text), f"{note.message} ({note.code})"
        if not isinstance(entry, ast.Message):
            continue
        name, found = entry.id.name, parts(entry)
        if name in seen:
            yield _line(entry, text), f"{name} is here twice"
        seen.add(name)
        if name not in originals:
            yield _line(entry, text), f"{name} is not in {english.name}"
            continue
        for variable in sorted(originals[name].variables ^ found.variables):
            where = file if variable in originals[name].variables else english
            yield _line(entry, text), f"{name}: ${variable} is not in {where.name}"
        for function in sorted(found.unknown):
            yield _line(entry, text), f"{name}: there is no function {function}"
        for choice in found.choices:
            for mistake in _plural_mistakes(choice, file.stem):
                yield _line(choice, text), f"{name}: {mistake}"
    for name in sorted(originals.keys() - seen):
        yield text.count("\n"), f"{name} is missing"


def _line(node: ast.SyntaxNode, text: str) -> int:
    return text.count("\n", 0, node.span.start) + 1 if node.span else 1


def _plural_mistakes(choice: ast.SelectExpression, language: str) -> Iterator[str]:
    """Yield the plurals that the language has and the choice has not, and the other way round."""
    given = {v.key.name for v in choice.variants if isinstance(v.key, ast.Identifier)}
    if not given <= CATEGORIES:
        return
    try:
        plural_of = Locale.parse(language).plural_form
    except (UnknownLocaleError, ValueError):
        yield f"CLDR has no plurals for the language “{language}”"
        return
    needed = {plural_of(number) for number in range(_HIGHEST_NUMBER)}
    for category in sorted(needed - given):
        yield f"the plural [{category}] is missing"
    for category in sorted(given - plural_of.tags - {"other"}):
        yield f"{language} has no plural [{category}]"


def _unused_or_missing(
    english: Path, code: Iterable[Path], required: Collection[str]
) -> Iterator[str]:
    text = english.read_text(encoding="utf-8")
    present = {message.id.name: message for message in messages(english)}
    literals, patterns, said = set(required), set[str](), set(required)
    for file in (file for folder in code for file in sorted(folder.rglob("*.py"))):
        for node in python.walk(python.parse(file.read_text(encoding="utf-8"))):
            match node:
                case python.Constant(value=str(value)):
                    literals.add(value.strip().replace(" ", "-"))
                case python.Call(
                    func=python.Name(id="Cause"), args=[python.Constant(value=str(value)), *_]
                ):
                    said.add(f"cause-{value}")
                case python.AnnAssign(target=python.Name(id=name)):
                    literals.add(name)
                case python.JoinedStr(values=values):
                    # Of a pattern with hardly a letter, too much could be made.
                    if re.search(_LETTERS, pattern := _pattern(values)):
                        patterns.add(pattern)
                case python.Call(
                    func=python.Attribute(attr="say"), args=[python.Constant(value=str(value)), *_]
                ):
                    said.add(value)
    for name in sorted(said - present.keys()):
        yield f"{english}:{text.count(chr(10))}: {name} is missing, which the code says"
    for name, message in present.items():
        if not _made(name, literals, patterns):
            yield f"{english}:{_line(message, text)}: no code uses {name}"


def _pattern(values: Iterable[python.expr]) -> str:
    """Return an f-string as a regular expression, with a group for each of its values."""
    literal = (v.value if isinstance(v, python.Constant) else None for v in values)
    return "".join("(.+)" if text is None else re.escape(str(text)) for text in literal)


def _made(name: str, literals: Collection[str], patterns: Collection[str]) -> bool:
    """Return if a name is a literal of the code, or f-strings make it of such."""
    return name in literals or any(
        all(_made(value, literals, patterns) for value in match.groups())
        for match in (re.fullmatch(pattern, name) for pattern in patterns)
        if match
    )


def main() -> None:
    """Print the mistakes in the interface's messages."""
    found = list(mistakes(LOCALES, CODE, [error.message_id for error in errors()]))
    print("\n".join(found).replace(f"{Path.cwd()}/", "") or "No mistakes.")
    raise SystemExit(bool(found))


if __name__ == "__main__":
    main()
