"""Parse XML and HTML of hostile files: no entities, no network, limited depth and size."""

from collections.abc import Iterable, Iterator, Set
from copy import deepcopy
from itertools import takewhile

from lxml import etree, html

from bot.reading.documents.document import Broken
from bot.reading.text import single_spaced

Element = etree._Element

DEEPEST = 100
"""Levels of elements in each other; what is nested deeper is left out."""


def parse_xml(data: bytes) -> Element:
    """Return the root element. Raises Broken."""
    # Small mistakes are common in books.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    return _root(data, parser)


def parse_html(text: str) -> Element:
    """Return the root element of a decoded page. Raises Broken."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    return _root(text.encode("utf-8", "replace"), parser)


def serialized(root: Element) -> bytes:
    """Return the file of a root element, in UTF-8."""
    tree = root.getroottree()
    return bytes(etree.tostring(tree, encoding="utf-8", xml_declaration=True, standalone=True))


# None, an element that is not there, has no attributes, children and words.


def attribute(element: Element | None, name: str) -> str:
    """Return the attribute with this local name, or an empty string."""
    for key, value in element.attrib.items() if element is not None else ():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def all_named(root: Element | None, name: str) -> list[Element]:
    """Return all descendants with this local name, in document order."""
    return list(root.iter("{*}" + name)) if root is not None else []


def outermost(root: Element, names: Iterable[str], around: Set[str]) -> Iterator[Element]:
    """Yield the descendants with these names, but not those in a descendant named in `around`."""
    for element in root.iter(*("{*}" + name for name in names)):
        above = takewhile(lambda outer: outer is not root, element.iterancestors())
        if around.isdisjoint(map(tag, above)):
            yield element


def child_named(element: Element | None, name: str) -> Element | None:
    """Return the first child with this local name."""
    children = element if element is not None else ()
    return next((child for child in children if tag(child) == name), None)


def value_of(element: Element | None, name: str) -> str:
    """Return the attribute `val` of a child, or an empty string."""
    return attribute(child_named(element, name), "val")


def words_of(element: Element | None) -> str:
    """Return all text in an element, with single spaces."""
    texts = element.itertext(etree.Element) if element is not None else ()
    return single_spaced("".join(map(str, texts)))


def first_words(root: Element | None, name: str) -> str:
    """Return the text of the first descendant with this name that has any."""
    return next(filter(None, map(words_of, all_named(root, name))), "")


def tag(element: Element) -> str:
    """Return the tag without its namespace, in its own case."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def empty_copy(element: Element) -> Element:
    """Return an element with the same tag and attributes and no content."""
    copy = deepcopy(element)
    copy[:], copy.text, copy.tail = [], None, None
    return copy


def _root(data: bytes, parser: "etree.XMLParser | etree.HTMLParser") -> Element:
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise Broken(str(error)) from error
    if root is None:
        raise Broken("no elements")
    return root
