# What the bot says. LANGUAGE() gives the name of a language from its code.

language-itself = English

start =
    Hello! I am Dragoman.

    Forward me an article in English, Russian or Ukrainian, or paste its text. I answer with a short summary in your language, and translate the whole of it when you ask.

    All of this happens on the machine that I run on: no cloud service sees what you read.

    /help shows what else I can do.
help =
    Forward an article, and I summarise it. The buttons below the summary make it shorter or longer, and translate the whole article.

    /summary [length] [language] [method]
    for example /summary 5 uk, /summary 20%, /summary short

    /translate [language]
    for example /translate en

    Send a command as a reply to an article, or with the text after it; alone it takes the last article in this chat. In a group, reply to an article with a command.

    /settings changes my language and the length of summaries.

command-start = What this bot does
command-help = How to use it
command-summary = Summarise an article: /summary 5 uk
command-translate = Translate an article: /translate en
command-settings = My language, length of summaries
about-short = Summaries and translations of forwarded articles, made offline.
about =
    Forward an article in English, Russian or Ukrainian, and get a short summary in your language and, when you ask, a full translation.

    No cloud service sees what you read.

usage-summary =
    I did not understand “{ $word }”. It goes like this:
    /summary [length] [language] [method]

    For example, five sentences in Ukrainian:
    /summary 5 uk

    Lengths: 5, 20%, short, medium, long. Methods: coverage, lexrank, textrank, lsa, luhn, kl, sumbasic, reduction, edmundson.
usage-translate =
    I did not understand “{ $word }”. It goes like this:
    /translate [language]

    For example, into English:
    /translate en

words = { $count ->
    [one] { $count } word
   *[other] { $count } words
}
sentences = { $count ->
    [one] { $count } sentence
   *[other] { $count } sentences
}
keywords = About: { $words }
already-short = already short
by-author = by { $author }

button-shorter = − Shorter
button-longer = + Longer
button-translation = 🌐 Full translation
button-translate-to = 🌐 { LANGUAGE($language) }
button-original = 📄 Original
button-translated = 📄 { LANGUAGE($language) }

working-on-it = I am already on it.
translating = Translating: { $percent } %
not-your-button = These buttons belong to the person who asked. Forward me the article yourself, or reply to it with /summary.
article-gone = I no longer keep this article. Please forward it again.
nothing-to-shorten = This text is short already ({ $words }), so there is nothing to leave out.
not-translated = Shown in the original. { $reason }
kept-original = ⚠ { $count ->
    [one] { $count } sentence is
   *[other] { $count } sentences are
} shown in the original: the translation did not pass the checks.
partly-not-translated = Left in the original, since no translation package is installed for: { $languages }.
ask-language = Which language is this text in?

what-i-read = I read text: forward me an article or a post, or paste its text. Posts with pictures are fine if they have a caption.

settings = Settings
settings-language = My language: { $language }
settings-language-automatic = as in your Telegram
settings-length = A summary has: { $sentences }
settings-automatic = Automatic

error-no-text = There is no text here that I could read. Forward me an article, or paste its text.
error-link-only = I cannot open links yet. Please paste the article's text, or forward the post itself.
error-no-article = Which article? Reply to one with this command, put the text after the command, or forward me an article first.
error-too-long = This text is too long for me: { $characters ->
    [one] { $characters } character
   *[other] { $characters } characters
}, and I take up to { $limit }. Please send it in parts.
error-language-unclear = I cannot tell which language this is. Please send a longer piece of the text.
error-unsupported-language = This looks like { LANGUAGE($language) }, which I do not read yet. I read English, Russian and Ukrainian.
error-unknown-language = I do not know a language called “{ $code }”. Use a code such as en, ru or uk.
error-same-language = This text is in { LANGUAGE($language) } already. Choose another language, for example /translate { $language ->
    [en] uk
   *[other] en
}
error-model-missing = I cannot translate { LANGUAGE($source) } → { LANGUAGE($target) }: no Argos package for it is installed. The person who runs this bot can add one: dragoman models install { $source }-{ $target }
error-package-broken = The translation package { $path } cannot be used: { $reason }. The person who runs this bot can remove it and install it again: dragoman models
error-index-unavailable = The list of packages at { $url } cannot be read: { $reason }. Check the network, and package_index in the settings.
error-no-package = There is no package for { LANGUAGE($source) } → { LANGUAGE($target) }, and none that lead there. What there is: dragoman models available
error-no-direct-package = There is no package for { LANGUAGE($source) } → { LANGUAGE($target) }. These lead there one after the other: dragoman models install { $pairs }
error-download-failed = { $package } could not be downloaded: { $reason }.
error-disk-full = There is not enough room on the disk that holds { $path }.
error-folder-unusable = The folder of packages { $path } cannot be changed: { $reason }. Another one can be named by packages_folder in the settings.
error-method-too-slow = The method { $method } would take too long for { $sentences } sentences; it takes up to { $limit }. Leave it out: the usual one manages texts of any size.
error-file-unreadable = I cannot find text in { $name }. I read plain text files.
error-telegram-unreachable = The Bot API server at { $url } does not answer. Check the network and api_url in the settings.
error-configuration = The settings are wrong: { $problem }. config.example.toml shows every setting.
error-unexpected = Something went wrong here, and it is my fault, not yours. It is in the log. Please try once more.

# Terminal

terminal-paste = Paste the text of an article and press Ctrl+D, or press Ctrl+C and name a file.
terminal-standard-input = standard input
terminal-file-not-opened = Cannot open { $name }: { $reason }.
terminal-error-no-text = There is no text in it to work on.
terminal-error-link-only = There is only a link in it, and no link is ever opened. Save the text of the page and give that.
terminal-error-too-long = The text has too many characters: the limit is { $limit }. It is article_characters in the settings.
terminal-error-language-unclear = The text does not show which language it is in. Name it, for example --from en.
terminal-error-same-language = The text is in { LANGUAGE($language) } already. Name another language with --to.
terminal-error-model-missing = There is no translation { LANGUAGE($source) } → { LANGUAGE($target) }: no Argos package for it is installed. Install one: dragoman models install { $source }-{ $target }
terminal-error-package-broken = { $path } cannot be used: { $reason }. Install a good copy of the package: dragoman models install FILE

terminal-models-none = There is no translation package in { $path } yet. For English, Russian and Ukrainian: dragoman models install en-ru ru-en en-uk uk-en
terminal-explained = The bars show how much each sentence added to the summary, the words in bold what it was the first to say.

terminal-models-installed = Installed: { $package }
terminal-models-removed = Removed: { $package }
terminal-models-unknown = There is no package called { $name }. The names are in: dragoman models list
terminal-models-present = Installed already: { $package }
terminal-models-downloading = Downloading { $package }
terminal-models-up-to-date = There is nothing newer than what is installed.
terminal-models-reading-index = Reading the list of packages
terminal-models-waiting = Another process is changing the packages; waiting until it has finished.
terminal-models-not-a-package = { $name } is neither a pair of languages such as en-ru nor a file. What there is: dragoman models available
terminal-models-needed = Packages for translating between these languages are missing: { $languages }. Downloading them first.
terminal-models-complete = The packages for translating between these languages are installed: { $languages }.
terminal-column-name = Name
terminal-column-languages = Languages
terminal-column-version = Version
terminal-column-size = Size
terminal-column-folder = Folder
terminal-column-pair = Pair
terminal-column-installed = Installed
terminal-column-from = From, by way of
terminal-column-into = Into

terminal-demo-ready = Dragoman is at { $url }. Open this address in a browser and send it an article. Ctrl+C stops it.
terminal-demo-no-packages = Summaries work. For translations install packages: dragoman models install en-ru ru-en en-uk uk-en
terminal-demo-port-taken = Port { $port } cannot be used. Choose another: dragoman demo --port 0

terminal-doctor-configuration = The settings are in order.
terminal-doctor-token = The token belongs to @{ $name }.
terminal-doctor-no-token = There is no token. Get one from @BotFather in Telegram and set it: token in config.toml, or DRAGOMAN_TOKEN. Without one: dragoman demo
terminal-doctor-token-refused = Telegram refuses the token. Copy it again from @BotFather in Telegram.
terminal-doctor-database = The database opens: { $url }
terminal-doctor-database-broken = The database { $url } does not open: { $reason }. Check database_url in the settings.
terminal-doctor-ready = The bot can run: dragoman run
terminal-doctor-not-ready = The bot cannot run yet: see ✗ above.
