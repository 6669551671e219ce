"""One article in three languages, in words that the test packages know."""

from bot.playground import FormattedText, bold, link

ENGLISH = (
    bold("Old bridge open again")
    + "\n\n"
    + link("The city repaired the old bridge", "https://example.org/bridge")
    + " over the river for three years and opened the bridge again on Monday. "
    + "Many people came to the river in the morning and saw the new bridge.\n\n"
    + "The mayor said that the bridge helps the city and the market. "
    + "Every train was quiet today. The bus was quiet again.\n\n"
    + "Children read the news in the newspaper before the school opened. "
    + "The weather was good on Monday and the river was quiet in the morning."
)

RUSSIAN = FormattedText(
    "Старый мост открыт снова\n\n"
    "Город починил старый мост над река и открыл мост снова в понедельник. "
    "Многие люди пришли к река утро и увидел новый мост.\n\n"
    "Мэр сказал то мост помогает город и рынок. "
    "Каждый поезд был тихий сегодня. Автобус был тихий снова.\n\n"
    "Дети читал новости в газета перед школа. "
    "Погода была хорошей, и река утро был тихий."
)

UKRAINIAN = FormattedText(
    "Старий міст знову відкрито\n\n"
    "Місто полагодив старий міст через ріка й відкрив міст знову в понеділок. "
    "Багато людей прийшли до річки й побачили новий міст.\n\n"
    "Мер сказав, що міст допомагає місту і ринку. "
    "Кожен поїзд сьогодні був тихий. Автобус знову був тихий.\n\n"
    "Діти читали новини в газеті, перш ніж відкрилася школа. "
    "Погода була добра, і річка вранці була тиха."
)


PAGE = """<html lang="en"><head><title>Old bridge open again | Bridge News</title>
<meta property="og:title" content="Old bridge open again">
<meta property="og:site_name" content="Bridge News">
<meta property="article:published_time" content="2026-05-04T09:30:00+03:00">
<link rel="canonical" href="http://news.example/bridge"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article>
<h1>Old bridge open again</h1>
<p>The city repaired the <b>old bridge</b> over the river for three years and opened the bridge
again on Monday. Many people came to the river in the morning and saw the new bridge.</p>
<p>The mayor said that the bridge helps the city and the market. Every train was quiet today. The
bus was quiet again.</p>
<p>Children read the news in the newspaper before the school opened. The weather was good on Monday
and the river was quiet in the morning.</p>
</article><footer>Bridge News, 2026</footer></body></html>"""


def sentences_of(answer: str) -> list[str]:
    """Return the sentences of a summary: all paragraphs but the header."""
    return answer.split("\n\n")[1:]
