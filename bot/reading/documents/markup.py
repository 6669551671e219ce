"""Parse XML and HTML of hostile files: no entities, no network, limited depth and size."""

from copy import deepcopy

from lxml import etree, html

from bot.reading.documents.document import Broken

Element = etree._Element


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


def attribute(element: Element, name: str) -> str:
    """Return the attribute with this local name, or an empty string."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def empty_copy(element: Element) -> Element:
    """Return an element with the same tag and attributes and no content."""
    copy = deepcopy(element)
    copy[:], copy.text, copy.tail = [], None, None
    return copy


def all_named(root: Element, name: str) -> list[Element]:
    """Return all descendants with this local name, in document order."""
    return list(root.iter("{*}" + name))


def tag(element: Element) -> str:
    """Return the tag without its namespace, in its own case."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child_named(element: Element, name: str) -> Element | None:
    """Return the first child with this local name."""
    return next((child for child in element if tag(child) == name), None)


def value_of(element: Element, name: str) -> str:
    """Return the attribute `val` of a child, or an empty string."""
    child = child_named(element, name)
    return "" if child is None else attribute(child, "val")


def words_of(element: Element | None) -> str:
    """Return all text in an element, with single spaces."""
    if element is None:
        return ""
    return " ".join("".join(str(text) for text in element.itertext(etree.Element)).split())


def first_words(root: Element, name: str) -> str:
    """Return the text of the first descendant with this name that has any."""
    return next(filter(None, map(words_of, all_named(root, name))), "")


def _root(data: bytes, parser: "etree.XMLParser | etree.HTMLParser") -> Element:
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise Broken(str(error)) from error
    if root is None:
        raise Broken("no elements")
    return root
