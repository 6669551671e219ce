# What the bot says. LANGUAGE() gives the name of a language from its code.

language-itself = English

start =
    Hello! I am Dragoman.

    Forward me an article in English, Russian or Ukrainian, paste its text, or send a link to it. I answer with a short summary in your language, and translate the whole of it when you ask.

    All of this happens on the machine that I run on: no cloud service sees what you read. I fetch a link's page straight from its site.

    /help shows what else I can do.
help =
    Forward an article or send a link to one, and I summarise it. The buttons below the summary make it shorter or longer, and translate the whole article.

    /summary [length] [language] [method]
    for example /summary 5 uk, /summary 20%, /summary short

    /translate [language]
    for example /translate en

    Send a command as a reply to an article, or with the text or a link after it; alone it takes the last article in this chat. In a group, reply to an article with a command.

    /settings changes my language and the length of summaries.

    /privacy says what I keep and for how long, /forget deletes what I keep about you.

unknown-command = I don’t know the command { $command }.

command-start = What this bot does
command-help = How to use it
command-summary = Summarise an article: /summary 5 uk
command-translate = Translate an article: /translate en
command-settings = My language, length of summaries
command-privacy = What I keep, and for how long
command-forget = Delete what I keep about you
about-short = Summaries and translations of forwarded articles, made offline.
about =
    Forward an article in English, Russian or Ukrainian, and get a short summary in your language and, when you ask, a full translation.

    No cloud service sees what you read.

usage-summary =
    I did not understand “{ $word }”. It goes like this:
    /summary [length] [language] [method]

    For example, five sentences in Ukrainian:
    /summary 5 uk

    Lengths: 5, 20%, short, medium, long. Methods: reader, lexrank, textrank, lsa, luhn, kl, sumbasic, reduction, edmundson.
usage-length =
    { $word } is out of range: a summary has 1 to { $limit } sentences, or 1 to 100 % of the text. It goes like this:
    /summary [length] [language] [method]

    For example, five sentences in Ukrainian:
    /summary 5 uk
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
articles = { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
keywords = About: { $words }
already-short = already short
by-author = by { $author }
recognised = { $name } (recognised)
recognised-picture = recognised in a picture

button-shorter = − Shorter
button-longer = + Longer
button-translation = 🌐 Full translation
button-translate-to = 🌐 { LANGUAGE($language) }
button-anew = 🔄 Summarise it again
button-original = 📄 Original
button-translated = 📄 { LANGUAGE($language) }
button-chapters = 📖 Chapters: { $count }

text-edited = You have edited this text since I answered.
working-on-it = I am already on it.
translating = Translating: { $percent } %
not-your-button = These buttons belong to the person who asked. Forward me the article yourself, or reply to it with /summary.
article-gone = I no longer keep this article. Please forward it again.
message-too-old = Telegram no longer lets me change this old message. Please send me the article again.
nothing-to-shorten = This text is short already ({ $words }), so there is nothing to leave out.
not-translated = Shown in the original. { $reason }
kept-original = ⚠ { $count ->
    [one] { $count } sentence is
   *[other] { $count } sentences are
} shown in the original: the translation did not pass the checks.
kept-title = ⚠ The title is left in the original language: the translation didn’t pass my checks.
partly-not-translated = Left in the original, since no translation package is installed for: { $languages }.
ask-language = Which language is this text in?
chapters-of = Which chapter of “{ $title }” shall I summarise?

what-i-read = I read articles: forward me a post, paste a text, send a link, or send a file (TXT, MD, HTML, PDF, DOCX, ODT, EPUB, FB2, RTF, SRT, VTT). Posts with pictures are fine if they have a caption.

settings = Settings
settings-language = My language: { $language }
settings-language-automatic = as in your Telegram
settings-length = Length of a summary: { $length }
length-short = short
length-medium = medium
length-long = long
settings-automatic = Automatic

privacy = What I keep, and for how long
privacy-articles = The articles that you asked me to summarise or translate, with your id and the numbers of the chat and the message: { $time }, so that the buttons work. Of a file I keep the text, its name and its chapters, not the file.
privacy-translations = Translated sentences, so that nothing is translated twice: { $time } after they were last of use. I keep the translation and a hash of the original, and not whose text it was. So /forget cannot find and delete them.
privacy-settings = What you chose in /settings: until you change it or delete it.
privacy-usage = How many articles and how many characters you have sent me, not which: for two days, so that there is enough time for everybody.
privacy-updates = What you send me, which buttons you press, and what I answer: until I have answered and for { $time } more, so that nothing is lost and nothing is answered twice.
privacy-machine = Texts are worked on by the machine that I run on, and no other service gets them. The log has no texts.
privacy-links = When you send a link, I fetch the page straight from its site, which sees a request from this machine, not from you.
privacy-forget = /forget deletes what I keep about you.
privacy-operator = This bot is run by: { $operator }
privacy-contact = Contact: { $contact }

forget = Delete all that I keep about you: your settings, your articles, and whatever still waits for an answer? It cannot be brought back, and the buttons below my summaries stop working.
forget-delete = Delete
forget-keep = Keep
forget-kept = I keep it all.
forget-done = Deleted:
forget-settings = your settings
forget-records = the records of what you sent and what I answered
forget-messages = The messages in this chat stay: you can delete them in Telegram.
forget-last = That you asked for this is on record for { $time } more.
forget-nothing = There is nothing left that I keep about you.
forget-not-yours = These buttons are for the person who sent /forget.

status-waiting = Waiting: { $count }
status-oldest = The oldest came { $seconds } s ago
status-begun = Being worked on: { $count }
status-models = Models in memory: { $models }
status-memory = Memory: { $megabytes } MB
status-uptime = Up for: { $days } d { $hours } h { $minutes } min

error-no-text = There is no text here that I could read. Forward me an article, or paste its text.
error-link-only = I cannot open this link: I read pages on the web (http, https). Please paste the article's text, or forward the post itself.
error-forbidden-address = I do not follow links to { $site }: only to public pages on the web. Please paste the article's text.
error-page-unreachable = { $site } does not answer, or not in time. Please try again later, or paste the article's text.
error-page-too-large = The page at { $site } is too large for me: I take up to { $megabytes } MB. Please paste the article's text.
error-not-a-page = This link to { $site } leads neither to a web page nor to a document that I read. Please paste the article's text.
error-page-behind-wall = { $wall ->
    [consent] { $site } asks for consent before it shows the article, and I give none.
    [paywall] { $site } shows this article to subscribers only.
    [login] { $site } shows this article only after logging in.
    [bot-check] { $site } wants to be sure that a person is reading, and I am none.
    [missing] { $site } has no such page: it was moved or removed.
    [broken] { $site } has a fault of its own right now. Try again later.
   *[refused] { $site } refused to give me the page.
} If you can open it, paste the article's text here.
error-no-article-on-page = I found no article on this page of { $site }. Please paste its text.
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
error-model-missing = I cannot translate { LANGUAGE($source) } → { LANGUAGE($target) }: no Argos package for it is installed. The person who runs this bot can add one: dragoman models install { $pairs }
error-package-broken = The translation package { $path } cannot be used: { $reason }. The person who runs this bot can remove it and install it again: dragoman models
error-index-unavailable = The list of packages at { $url } cannot be read: { $reason }. Check the network, and package_index in the settings.
error-no-package = There is no package for { LANGUAGE($source) } → { LANGUAGE($target) }, and none that lead there. What there is: dragoman models available
error-no-direct-package = There is no package for { LANGUAGE($source) } → { LANGUAGE($target) }. These lead there one after the other: dragoman models install { $pairs }
error-package-download-failed = { $package } could not be downloaded: { $reason }.
error-disk-full = There is not enough room on the disk that holds { $path }.
error-folder-unusable = The folder of packages { $path } cannot be changed: { $reason }. Another one can be named by packages_folder in the settings.
error-method-too-slow = The method { $method } would take too long for { $sentences } sentences; it takes up to { $limit }. Leave it out: the usual one manages texts of any size.
error-file-unreadable = I cannot find text in { $name }. I read TXT, MD, HTML, PDF, DOCX, ODT, EPUB, FB2, RTF, SRT and VTT files.
error-document-too-large = { $name } is too large: I take files of up to { $megabytes } MB.
error-pictures-not-read = I do not read the text in pictures here: the person who runs this bot can install Tesseract. Please send the text itself.
error-no-text-in-picture = I cannot recognise any text in this picture. A sharper one, taken straight from above, may help.
error-download-failed = Telegram does not give me { $name } at the moment. Please send it once more.
error-document-locked = { $name } is protected, so I cannot open it. Please send a copy without a password or copy protection.
error-document-scanned = { $name } has pictures of pages and no text in it, so there is nothing for me to read.
error-document-broken = { $name } is damaged: I cannot open it. Please save it again, or send it in another format.
error-document-too-demanding = { $name } takes too much time or memory to open. Please send it in parts, or in another format.
error-telegram-unreachable = No Bot API server answers at { $url }. Check the network and api_url in the settings.
error-database-unreachable = The database cannot be reached: { $reason }. Check that it is running, and database_url in the settings.
error-not-for-everybody = This bot is private: it answers only the people whom its owner has named.
error-too-many-articles = I take up to { $limit ->
    [one] { $limit } article
   *[other] { $limit } articles
} an hour from one person, and you have sent that many. You can send more in { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}.
error-too-many-characters = I work on up to { $limit ->
    [one] { $limit } character
   *[other] { $limit } characters
} a day for one person, and with this text it would be more. You can send more in { $hours ->
    [0] { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }
    [one] { $hours } hour
   *[other] { $hours } hours
}.
error-too-many-at-once = { $limit ->
    [one] { $limit } article of yours is waiting for its answer, and I take no more
   *[other] { $limit } articles of yours are waiting for their answers, and I take no more
} at once. I have not taken this one, nor what came with it: please send it again once the others are answered.
error-busy = I am too busy to take this, or anything that came with it. Please send it again in { $minutes ->
    [0] a few minutes
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}.
error-configuration = The settings are wrong: { $problem }. config.example.toml shows every setting.
error-message-not-understood = I cannot make sense of this message: it is of a kind that I do not know yet. Please send me its text.
error-given-up = I have tried this many times, and failed each time. I will not try it again. If it was a document, another format of it may work.
error-unexpected = Something went wrong here, and it is my fault, not yours. It is in the log. Please try once more.

# Terminal

terminal-paste = Paste the text of an article and press Ctrl+D, or press Ctrl+C and name a file.
terminal-standard-input = standard input
terminal-file-not-opened = Cannot open { $name }: { $reason }.
terminal-output-exists = { $name } is there already. Name another file with --output.
terminal-output-not-written = Cannot write { $name }: { $reason }.
terminal-usage-length = { $word } is out of range: --length takes 1 to { $limit } sentences, or 1% to 100% of the text.
terminal-usage-summary = “{ $word }” is not a length. --length takes 1 to { $limit } sentences, 1% to 100% of the text, or short, medium, long.
terminal-error-no-text = There is no text in it to work on.
terminal-error-language-unclear = The text does not show which language it is in. Name it, for example --from en.
terminal-error-link-only = There is only a link, and no link is opened here. Give a page's address in place of a file (dragoman summary https://…), with open_links = true in the settings.
terminal-error-too-long = The text has too many characters: the limit is { $limit }. It is article_characters in the settings, or document_characters for documents.
terminal-error-same-language = The text is in { LANGUAGE($language) } already. Name another language with --to.
terminal-error-model-missing = There is no translation { LANGUAGE($source) } → { LANGUAGE($target) }: no Argos package for it is installed. Install one: dragoman models install { $pairs }
terminal-error-package-broken = { $path } cannot be used: { $reason }. Install a good copy of the package: dragoman models install FILE

terminal-models-none = There is no translation package in { $path } yet. For English, Russian and Ukrainian: dragoman models install en-ru ru-en en-uk uk-en

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
terminal-doctor-pictures = Text in pictures is recognised: { $languages }
terminal-doctor-no-pictures = Text in pictures is not recognised. Install Tesseract with eng, rus and ukr for that.
terminal-doctor-ready = The bot can run: dragoman run
terminal-doctor-not-ready = The bot cannot run yet: see ✗ above.

terminal-explained = Why these sentences, with the grade that a reader would give each (0 to 3):
terminal-explained-method = Rated by { $method }:
terminal-left-out = The best that was left out:
terminal-for = for it: { $reasons }
terminal-against = against it: { $reasons }
terminal-needs-another = needs the one before
terminal-needs-none = needs no other
reason-place = sentence { $place } of { $count }
reason-title = { $count ->
    [0] no word of the title
    [one] a word of the title
   *[other] { $count } words of the title
 }
reason-topic = what the text speaks of most
reason-not-topic = speaks of something else
reason-figure = a figure
reason-names = names or places
reason-event = a cause, an outcome or what comes next
reason-length = { $count ->
    [one] { $count } word
   *[other] { $count } words
 }
reason-points-back = points back to another sentence
reason-quotation = a quotation
reason-person = speaks in the first person
reason-form = no finished statement
reason-attribution = only says who said it
list-shown = list of { $items } items, { $shown } of them here
