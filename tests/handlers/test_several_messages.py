"""Articles that come in several messages: albums, long texts, and several articles at once."""

from typing import Any

import pytest

from bot.playground import Chat, FormattedText, Person, Playground
from bot.playground.files import grey_picture
from tests.handlers.articles import ENGLISH, RUSSIAN, UKRAINIAN
from tests.handlers.conversation import expect_silence, next_after, summary_of

PARAGRAPH = (
    "The city repaired the old bridge over the river for three years and opened it on Monday. "
    "Many people came to the river in the morning and saw the new bridge. "
    "The mayor said that the bridge helps the city and the market."
)


@pytest.fixture
def news(telegram: Playground) -> Chat:
    return telegram.channel("News", username="news")


@pytest.mark.parametrize("captioned", [0, 1, 2])
async def test_albums_are_an_article_wherever_the_caption_is(olena: Person, captioned: int) -> None:
    captions = [UKRAINIAN if n == captioned else FormattedText("") for n in range(3)]
    first, *_ = [olena.send_photo(caption=caption, media_group_id="1") for caption in captions]
    answer = await olena.next_message()

    assert answer.text.startswith("Старий міст знову відкрито")
    assert answer.reply_to == first.id
    await expect_silence(olena)


async def test_all_captions_of_an_album_are_kept(john: Person) -> None:
    captions = [ENGLISH, FormattedText("The last sentence is about a lighthouse.")]
    for caption in captions:
        john.send_photo(caption=caption, media_group_id="1")
    words = sum(len(caption.text.split()) for caption in captions)
    assert f"{words} words" in (await john.next_message()).text


async def test_commands_that_reply_to_one_picture_are_about_the_whole_album(
    news: Chat, olena: Person
) -> None:
    await summary_of(olena, "Дивись, яка новина про міст", by="Хтось")
    captions: list[FormattedText | str] = [UKRAINIAN, "", "Останнє речення про маяк."]
    album: dict[str, Any] = {"photo": grey_picture(), "media_group_id": "7", "from_channel": news}
    pictures = [olena.forward(text, message_id=n, **album) for n, text in enumerate(captions, 1)]
    await olena.next_message()
    words = len(UKRAINIAN.text.split()) + 4

    for picture in pictures:
        summary = await next_after(olena, olena.reply(picture, "/summary 1"))
        assert f"{words} слова → 1 речення" in summary.text
    quoted = olena.reply(pictures[0], "/translate en", quote="Автобус знову був тихий.")
    assert "англійська · 4 слова\n" in (await next_after(olena, quoted)).text


async def test_an_album_without_a_word_is_answered_once(john: Person) -> None:
    for _ in range(3):
        john.send_photo(media_group_id="1")
    assert "can’t find any text" in (await john.next_message()).text
    await expect_silence(john)


async def test_a_text_that_telegram_cut_is_one_article(john: Person) -> None:
    whole = "\n\n".join([PARAGRAPH] * 25) + "\n\nAt the very end a lighthouse stood on a rock."
    parts = john.send_long(whole)
    assert len(parts) > 1
    answer = await john.next_message()

    assert answer.reply_to == parts[0].id
    assert f"{len(whole.split()):,} words" in answer.text
    await expect_silence(john)


async def test_a_post_that_its_author_numbered_is_one_article(news: Chat, john: Person) -> None:
    first, *_ = [
        john.forward(f"{n}/3\n{PARAGRAPH}", from_channel=news, message_id=n) for n in (1, 2, 3)
    ]
    answer = await john.next_message()

    assert answer.reply_to == first.id
    assert "1/3" not in answer.text
    await expect_silence(john)


async def test_different_articles_are_answered_one_by_one_and_in_order(
    news: Chat, olena: Person
) -> None:
    sent = [
        olena.forward(text, from_channel=news, message_id=n, date=1_700_000_000 + 9999 * n)
        for n, text in enumerate((UKRAINIAN, RUSSIAN, ENGLISH), 1)
    ]
    answers = [await olena.next_message() for _ in sent]

    assert [answer.reply_to for answer in answers] == [message.id for message in sent]


LONG_POST = "\n\n".join(["Old bridge open again", *[PARAGRAPH] * 17])
NEXT_POSTS = [
    "The market is open again\n\nMany people came to the market in the morning.",
    "The mayor saw the market in the morning. Every train was quiet today.",
    "Trains are quiet again\n\n" + "\n\n".join([PARAGRAPH] * 17),
]


@pytest.mark.parametrize("following", NEXT_POSTS, ids=["titled", "short", "long"])
async def test_a_post_that_follows_a_long_one_of_its_channel_is_an_article_of_its_own(
    news: Chat, john: Person, following: str
) -> None:
    sent = [
        john.forward(text, from_channel=news, message_id=n, date=1_700_000_000 + 40 * n)
        for n, text in enumerate((LONG_POST, following), 1)
    ]
    assert 3_600 < len(LONG_POST) < 4_096
    answers = [await john.next_message() for _ in sent]

    assert [answer.reply_to for answer in answers] == [post.id for post in sent]


@pytest.mark.parametrize("ending", ["#news @bridge_news", "https://example.org/news"])
async def test_the_hashtags_and_links_at_the_end_of_a_post_are_no_unfinished_sentence(
    telegram: Playground, john: Person, ending: str
) -> None:
    news = telegram.channel("News", username="news")
    sent = [
        john.forward(text, from_channel=news, message_id=n, date=1_700_000_000 + 40 * n)
        for n, text in enumerate((f"{LONG_POST}\n\n{ending}", "iPhones are quiet again."), 1)
    ]
    answers = [await john.next_message() for _ in sent]

    assert [answer.reply_to for answer in answers] == [post.id for post in sent]


@pytest.mark.parametrize("seconds", [0, 80])
async def test_a_post_that_was_cut_within_a_sentence_is_one_article(
    news: Chat, john: Person, seconds: int
) -> None:
    cut = LONG_POST.rindex(" and saw")
    for n, text in enumerate((LONG_POST[:cut], LONG_POST[cut:].strip())):
        john.forward(text, from_channel=news, message_id=n + 1, date=1_700_000_000 + seconds * n)
    assert f"{len(LONG_POST.split())} words" in (await john.next_message()).text
    await expect_silence(john)
