# What the bot says. LANGUAGE() gives the name of a language from its code.

language-itself = English

start =
    Hello! I’m Dragoman.

    Forward me an article in English, Russian or Ukrainian, paste its text, or send a link. I’ll reply with a short summary in your language and translate the full article if you ask.

    Every sentence of a summary is the author’s own, and one tap shows where it stands.

    Everything happens on the computer I run on: no cloud service sees what you read. I get linked pages straight from their sites.

    See /help for everything else I can do.
help =
    Forward an article or send a link, and I’ll summarise it. Use the buttons under the summary to make it shorter or longer, or to translate the full article. “Where it stands” shows each sentence in its place in the original.

    /summary [length] [language] [method]
    For example: /summary 5 uk, /summary 20%, /summary short

    /translate [language]
    For example: /translate en

    Reply to an article with a command, or put the text or a link after the command. Without either, I’ll use the last article in this chat. In a group, reply to an article with a command. In groups and channels, administrators choose in /settings what I do without being asked.

    /bilingual: reading in two languages at once
    /settings: languages and summary length
    /glossary: words to keep or translate your way
    /privacy: what I keep and for how long
    /forget: delete what I keep about you

help-reactions = Put a reaction under an article I know:
help-reaction-summary = { $emoji } summarises it
help-reaction-translation = { $emoji } translates it

help-guest = In chats that I’m not in, reply to a message with “@{ $bot } summary” or “@{ $bot } translate uk”.
help-inline = In any chat, type @{ $bot } and a short text or a link.

unknown-command = I don’t know the command { $command }.

command-start = What this bot can do
command-help = How to use it
command-summary = Summarise an article: /summary 5 uk
command-translate = Translate an article: /translate en
command-settings = Languages and summary length
command-bilingual = Read in two languages at once
command-glossary = Words to keep or translate your way
command-privacy = What I keep and for how long
command-forget = Delete what I keep about you
about-short = Summarises and translates the articles you forward. Works offline.
about =
    Forward an article in English, Russian or Ukrainian to get a short summary in your language and, if you like, a full translation.

    No cloud service sees what you read.

error-summary-usage =
    I didn’t understand “{ $word }”. The command looks like this:
    /summary [length] [language] [method]

    For example, five sentences in Ukrainian:
    /summary 5 uk

    Lengths: 5, 20%, short, medium, long. Methods: reader, lexrank, textrank, lsa, luhn, kl, sumbasic, reduction, edmundson.
error-length-out-of-range =
    { $word } is out of range: a summary has 1 to { $limit } sentences, or 1 to 100% of the text. The command looks like this:
    /summary [length] [language] [method]

    For example, five sentences in Ukrainian:
    /summary 5 uk
error-translate-usage =
    I didn’t understand “{ $word }”. The command looks like this:
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
recognised = { $name } (recognised text)
recognised-picture = text from a picture

button-shorter = − Shorter
button-longer = + Longer
button-translation = 🌐 Full translation
button-translate-to = 🌐 { $language }
button-anew = 🔄 Summarise again
button-original = 📄 Original
button-translated = 📄 { $language }
button-chapters = 📖 Chapters: { $count }
button-stop = ⏹ Stop
button-download = ⬇ Download translation (about { $megabytes } MB)
button-places = 🔎 Where it stands
button-share = 📤 Share
button-copy = 📋 Copy
button-summary = 📝 Summary

places-hint = Tap the number of a sentence to see it in its place.
place = Sentence { $number }
place-quoted = Sentence { $number }. Tap the quote to see it in its place.
place-not-quoted = Sentence { $number }. I can’t quote it any more, probably because the message was edited. This is how it stood there:
place-gone = Sentence { $number }. The message was deleted. This is how it stood there:
place-page = page { $page }
place-open = Open at this sentence
place-open-post = Open the post

text-edited = You edited this text after I replied.
working-on-it = I’m already working on it.
translating = Translating: { $percent }%
downloading-models = Downloading translation models: { $percent }%
stopped = ⏹ Stopped: { $percent }% of the text is translated. To go on, press the button below.
reaction-to-unknown = I don’t know an article in this message. React to an article that you’ve sent me, or send it again.
nothing-to-stop = There’s nothing to stop: this translation has ended.
not-yours-to-stop = Only the person who asked or an administrator can stop this.
not-your-button = These buttons only work for the person who asked. Forward me the article yourself, or reply to it with /summary.
not-as-channel = You’re writing as a channel, and Telegram doesn’t tell me who writes for it. Please send { $command } as yourself.
article-gone = I no longer have this article. Please send it again.
message-too-old = Telegram no longer lets me edit this message: it’s too old. Please send me the article again.
elsewhere-reading = Reading…
elsewhere-cut = ✂ The rest doesn’t fit in one message. Send me the article in our own chat to read all of it.
inline-empty = Type a short text or a link
inline-too-long = Longer texts: send them to me here
inline-no-links = I don’t open links
inline-no-package = No translation package for { LANGUAGE($language) }
inline-unclear = I can’t tell what language this is
inline-nothing = I can’t translate this
inline-refused = Not right now. See our own chat
inline-summary = Summary of this page
inline-translate = Translation of this page: { LANGUAGE($language) }
nothing-to-shorten = This text is already short ({ $words }), so there’s nothing to cut.
not-translated = Shown in the original language. { $reason }
not-set-up = Translation { LANGUAGE($source) } → { LANGUAGE($target) } isn’t set up in this bot yet.
kept-original = ⚠ { $count ->
    [one] { $count } sentence is
   *[other] { $count } sentences are
} left in the original language: the translation didn’t pass my checks.
kept-title = ⚠ The title is left in the original language: the translation didn’t pass my checks.
partly-not-translated = Left in the original language because no translation package is installed for: { $languages }.
ask-language = What language is this text in?
chapters-of = Which chapter of “{ $title }” should I summarise?

what-i-read = I read articles. Forward me a post, paste its text, or send a link or a file (TXT, MD, HTML, PDF, DOCX, PPTX, ODT, EPUB, FB2, RTF, SRT, VTT, ASS, MHT). Posts with pictures work too if they have a caption.

settings = Settings
settings-of-group = Settings of this group
settings-of-topic = Settings of this topic
settings-of-channel = Settings of the channel “{ $name }”
settings-language = Language: { $language }
settings-language-automatic = same as in Telegram
settings-everyones = each person’s own
settings-target = Translate into: { $language }
settings-read = Never translate: { $languages }
settings-read-hint = Choose the languages that are read here. I show texts in them as they are.
settings-length = Summary length: { $length }
settings-bilingual = Translations show: { $way }
settings-mode-group = I reply to: { $mode }
settings-mode-group-hint = To see all messages, I have to be an administrator of the group. I never reply to what is in a language that is read here, nor to bots.
settings-mode-channel = For each post: { $mode }
settings-mode-channel-hint = For comments, also add me to the discussion group as an administrator.
settings-reactions = Reactions: { $reactions }
settings-reaction-summary = { $emoji } summarises
settings-reaction-translation = { $emoji } translates
settings-reactions-none = none
settings-reactions-person-hint = Put this reaction under an article that you’ve sent me, and I’ll summarise or translate it.
settings-reactions-group-hint = To see reactions, I have to be an administrator of the group. I know only articles that somebody has asked me about here.
settings-details-on = Model details: shown
settings-details-off = Model details: hidden
automatic-off = commands only
automatic-forwards = forwarded messages
automatic-foreign = messages in other languages
automatic-articles = long messages and links
automatic-none = nothing
automatic-comment-summary = summary in the comments
automatic-comment-translation = translation in the comments
automatic-post-summary = summary as the next post
automatic-post-translation = translation as the next post
button-language = Language
button-target = Translate into
button-read = Never translate
button-length = Summary length
button-bilingual = Two languages
button-mode = What I reply to
button-react = Reactions
button-no-summary = No reaction for a summary
button-no-translation = No reaction for a translation
button-details-on = Show model details
button-details-off = Hide model details
button-as-group = As in the whole group
button-back = ‹ Back
length-short = short
length-medium = medium
length-long = long
bilingual-off = the translation only
bilingual-original-below = the translation, with the original below
bilingual-translation-below = the original, with the translation below
bilingual-sentences = sentence by sentence
settings-for-administrators = Only administrators can change the settings of this chat. To change your own, send me /settings in a private chat.
settings-outdated = These settings are out of date. Please send /settings again.
settings-automatic = Automatic

added = Hello! In this group, reply to a message with /summary or /translate, and I’ll answer there.
added-sees-little = I only see commands and replies to me here: Telegram calls this privacy mode. To let me translate messages without being asked, make me an administrator (I need no rights) and choose in /settings what I reply to.
added-sees-all = I can see all messages here, but I reply to commands only until an administrator chooses something else in /settings. I keep nothing of what I don’t reply to.
added-to-channel = I’m now an administrator of your channel. I do nothing there until you choose below what to add to each post. For comments, also add me to the channel’s discussion group as an administrator.

glossary = Glossary
glossary-empty = There’s nothing here yet. Add words, and in this chat I’ll keep them as they are or translate them your way.
glossary-kept = { $term } (not translated)
glossary-translated = { $term } → { $forms } ({ LANGUAGE($language) })
glossary-everywhere = { $term } → { $forms } (any language)
glossary-add = + Add
glossary-change = Change
glossary-remove = Remove
glossary-clear = Remove all
glossary-clear-all = Remove the whole glossary ({ $count ->
    [one] { $count } term
   *[other] { $count } terms
})? This can’t be undone.
glossary-which = What would you like to change?
glossary-how-to-keep = To keep a word as it is:
glossary-how-to-translate = To translate it your way:
glossary-how-to-change = To change it, send it with another translation:
glossary-how-lines = For several words, put one on each line. A language in front (ru: …) says what the translation is in. Put “ / ” between different forms of a word.
glossary-how-reply = You can also reply to this message with such lines, without the command.
glossary-added = In the glossary now:
glossary-removed = Removed from the glossary:
glossary-more = and { $count } more
glossary-not-there = “{ $term }” isn’t in the glossary.
glossary-full = A glossary can have up to { $limit } terms. Remove some first: /glossary
glossary-outdated = This message is out of date. Send /glossary again.
glossary-for-administrators = Only administrators can change the glossary of this chat.

privacy = What I keep and for how long
privacy-articles = Your articles, your ID, the numbers of the chat and the message: { $time }, for the buttons. Of files: text, name, chapters.
privacy-translations = Translated sentences: { $time } after their last use, without names.
privacy-settings = Your settings and glossary: until you change them.
privacy-chat = This chat’s settings and glossary, and which messages answer a channel’s posts: until I’m removed. I keep nothing of messages I don’t reply to.
privacy-usage = How much you’ve sent: two days.
privacy-updates = Messages, pressed buttons, what you type to me elsewhere, replies: until I’ve replied and for { $time } after that.
privacy-machine = Texts stay on the computer I run on, and out of the log.
privacy-links = Linked sites see my computer, not you.
privacy-forget = /forget deletes what I keep about you.
privacy-operator = Run by: { $operator }
privacy-contact = Contact: { $contact }

forget = Delete everything I keep about you: your settings, your glossary, your articles and anything still waiting for a reply? This can’t be undone, and the buttons under my summaries will stop working.
forget-delete = Delete
forget-keep = Keep
forget-chat = Delete what I keep about this group
forget-kept = OK, nothing has been deleted.
forget-done = Deleted:
forget-settings = your settings
forget-glossary = your glossary
forget-records = records of what you sent and what I replied
forget-messages = The messages in this chat stay. You can delete them in Telegram.
forget-last = I’ll keep a record of this request for { $time }.
forget-nothing = There’s nothing left to delete.
forget-not-yours = These buttons only work for the person who sent /forget.

status-waiting = Waiting: { $count }
status-oldest = Longest wait: { $seconds } s
status-begun = In progress: { $count }
status-models = Models loaded: { $models }
status-memory = Memory: { $megabytes } MB
status-uptime = Uptime: { $days } d { $hours } h { $minutes } min

error-no-text = I can’t find any text here. Forward me an article or paste its text.
error-link-only = I can’t open this link: I only read web pages (http and https). Please paste the article’s text or forward the post itself.
error-forbidden-address = I don’t open links to { $site }: I only visit public web pages. Please paste the article’s text.
error-page-unreachable = { $site } isn’t responding or is too slow. Please try again later or paste the article’s text.
error-page-too-large = This page on { $site } is too large: my limit is { $megabytes } MB. Please paste the article’s text.
error-not-a-page = This link to { $site } doesn’t lead to a web page or document I can read. Please paste the article’s text.
error-page-behind-wall = { $wall ->
    [consent] { $site } asks for consent before showing the article, and I can’t give it.
    [paywall] { $site } shows this article to subscribers only.
    [login] You have to log in to { $site } to see this article.
    [bot-check] { $site } wants proof that its reader is human, and I’m a bot.
    [missing] { $site } has no such page: it may have been moved or deleted.
    [broken] { $site } is having problems right now. Please try again later.
   *[refused] { $site } won’t give me this page.
} If you can open it, paste the article’s text here.
error-no-article-on-page = I can’t find an article on this page of { $site }. Please paste its text.
error-no-article = Which article? Reply to it with this command, put the text or a link after the command, or forward me an article first.
error-nothing-mentioned = What should I read? Reply to a message and mention @{ $bot }, or put a text or a link after my name.
error-article-too-long = This text is too long: { $characters ->
    [one] { $characters } character
   *[other] { $characters } characters
}, and my limit is { $limit }. Please send it in parts.
error-language-unclear = I can’t tell what language this is. Please send a longer passage.
error-unsupported-language = This looks like { LANGUAGE($language) }, which I can’t read yet. I read English, Russian and Ukrainian.
error-unknown-language = I don’t know the language “{ $code }”. Use a code such as en, ru or uk.
error-same-language = This text is already in { LANGUAGE($language) }. Choose another language, for example: /translate { $language ->
    [en] uk
   *[other] en
}
error-model-missing = I can’t translate { LANGUAGE($source) } → { LANGUAGE($target) }: no translation package is installed for this pair. The bot’s owner can add one: dragoman models install { $pairs }
error-package-broken = The translation package { $path } doesn’t work: { $reason }. The bot’s owner can remove it and install it again: dragoman models
error-index-unavailable = Cannot read the list of packages at { $url }: { $reason }. Check the network and package_index in the settings.
error-no-package = There is no package for { LANGUAGE($source) } → { LANGUAGE($target) }, directly or through other languages. To see what is available: dragoman models available
error-no-direct-package = There is no direct package for { LANGUAGE($source) } → { LANGUAGE($target) }. These together do the same: dragoman models install { $pairs }
error-package-download-failed = Cannot download { $package }: { $reason }. Check the network and try again.
error-disk-full = There is not enough free space on the disk that holds { $path }. Free some up and try again.
error-folder-unusable = Cannot change the package folder { $path }: { $reason }. To use another folder, set packages_folder in the settings.
error-method-too-slow = The method { $method } would take too long for { $sentences } sentences: its limit is { $limit }. Leave the method out: the default one works for texts of any length.
error-file-unreadable = I can’t find any text in { $name }. I read TXT, MD, HTML, PDF, DOCX, PPTX, ODT, EPUB, FB2, RTF, SRT, VTT, ASS and MHT files.
error-format-not-read = { $kind ->
    [doc] { $name } is an old Word file, which I can’t read. Please save it as DOCX and send that.
    [xls] { $name } is an Excel workbook, which I can’t read. Please save it as PDF and send that, or paste the text.
    [ppt] { $name } is an old PowerPoint presentation, which I can’t read. Please save it as PPTX and send that.
    [mobi] { $name } is a Kindle book, which I can’t read. Please convert it to EPUB and send that.
   *[djvu] { $name } is a DjVu file, which I can’t read. Please convert it to PDF and send that.
}
error-document-too-large = { $name } is too large: my limit is { $megabytes } MB. Please send it in parts.
error-pictures-not-read = I can’t read text in pictures here. Please send the text itself. The bot’s owner can install Tesseract to change this.
error-no-text-in-picture = I can’t make out any text in this picture. Try a sharper photo, taken straight from above.
error-download-failed = I couldn’t get { $name } from Telegram. Please send it again.
error-files-not-allowed = I’m not allowed to send files in this chat, so { $name } can’t be sent. An administrator can allow it, or send me the document in our own chat.
error-document-locked = { $name } is protected, so I can’t open it. Please send a copy without a password or copy protection.
error-document-scanned = { $name } has only pictures of pages and no text in it. Please send a version with text, or paste the text.
error-document-illegible = { $name } doesn’t say which letters it shows, so I can’t read it. Please send another version of it, or paste the text.
error-document-broken = { $name } is damaged, so I can’t open it. Please save it again or send it in another format.
error-document-too-demanding = { $name } takes too much time or memory to open. Please send it in parts, or in another format.
error-telegram-unreachable = The Bot API server at { $url } is not responding. Check the network and api_url in the settings.
error-database-unreachable = Cannot reach the database: { $reason }. Check that it is running and that database_url in the settings is right.
error-database-too-new = This database has been used by a later version of Dragoman (it is at step { $step }, and { $version } knows { $latest }), so nothing in it was changed. Install the later version again, or restore the copy that was made before the upgrade.
error-not-for-everybody = This is a private bot: only people its owner has allowed can use it.
error-too-many-articles = You’ve reached the limit of { $limit ->
    [one] { $limit } article
   *[other] { $limit } articles
} an hour. You can send more in { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}.
error-too-many-characters = This text would take you over the limit of { $limit ->
    [one] { $limit } character
   *[other] { $limit } characters
} a day. You can send more in { $hours ->
    [0] { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }
    [one] { $hours } hour
   *[other] { $hours } hours
}.
error-too-many-at-once = You already have { $limit ->
    [one] { $limit } article
   *[other] { $limit } articles
} waiting, and I can’t take more at once. I haven’t taken this one or anything sent with it: please send it again once I’ve replied to the rest.
error-too-many-in-group = There are more messages here than Telegram lets me reply to. I’m leaving some out for a minute.
error-busy = I’m too busy to take this message or anything sent with it. Please send it again in { $minutes ->
    [0] a few minutes
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}.
error-bad-configuration = There is an error in the settings: { $problem }. See config.example.toml for every setting.
error-bad-term = I can’t take “{ $word }”: { $reason }.
error-glossary-not-read = Cannot read the glossary { $path }: { $reason }.
error-message-not-understood = I can’t read this kind of message yet. Please send me its text.
error-given-up = I’ve tried this several times without success, so I won’t try again. If it was a document, try sending it in another format.
error-unexpected = Something went wrong on my side. The error has been logged. Please try again.

# Terminal

terminal-paste = Paste the text of an article and press Ctrl+D, or press Ctrl+C and name a file.
terminal-standard-input = standard input
error-file-not-opened = Cannot open { $name }: { $reason }.
error-address-without-scheme = This is not a file. For a web page, give its whole address: { $address }
error-file-as-address = Give the file itself, without file://: { $name }
error-output-format = Cannot write { $name }: the translation of this file has the format { $format }. Choose a name that ends in .{ $format }
error-output-is-input = { $name } is the original, which the translation would replace. Name another file with --output.
error-output-exists = { $name } already exists. Name another file with --output, or overwrite this one: --output { $name }
error-output-not-written = Cannot write { $name }: { $reason }.
error-wrong-usage = { $mistake ->
    [command] There is no command “{ $word }”.
    [option] There is no option { $word }.
    [no-value] { $word } needs a value.
    [needless-value] { $word } takes no value.
    [missing] { $word } is missing.
    [port] “{ $word }” is not a port: --port takes 0 to 65535.
    [method] “{ $word }” is not a method: --method takes reader, lexrank, textrank, lsa, luhn, kl, sumbasic, reduction or edmundson.
    [bilingual] “{ $word }” is not a way to show two languages: --bilingual takes original-below, translation-below or sentences.
   *[too-much] “{ $word }” is one word too many.
}{ $meant ->
    [none] {""}
   *[other] {" "}Did you mean { $meant }?
} Help: { $command } --help
terminal-error-length-out-of-range = { $word } is out of range: --length takes 1 to { $limit } sentences, or 1% to 100% of the text.
terminal-error-summary-usage = “{ $word }” is not a length. --length takes 1 to { $limit } sentences, 1% to 100% of the text, or short, medium, long.
terminal-error-no-text = There is no text here to work with.
terminal-error-language-unclear = Cannot tell what language the text is in. Name it, for example: --from en
terminal-error-link-only = This is only a link, and links in a text are not opened. Give the page’s address instead of a file (dragoman summary https://…), with open_links = true in the settings.
terminal-error-article-too-long = The text is too long: the limit is { $limit } characters. To raise it, set article_characters in the settings, or document_characters for documents.
terminal-error-same-language = The text is already in { LANGUAGE($language) }. Name another language with --to.
terminal-error-model-missing = Cannot translate { LANGUAGE($source) } → { LANGUAGE($target) }: no translation package is installed for this pair. Install one: dragoman models install { $pairs }
terminal-error-package-broken = { $path } does not work: { $reason }. Install a good copy of the package: dragoman models install FILE

terminal-models-none = There are no translation packages in { $path } yet. To install English, Russian and Ukrainian: dragoman models install en-ru ru-en en-uk uk-en

terminal-models-installed = Installed: { $package }
terminal-models-removed = Removed: { $package }
error-no-such-package = There is no package called { $name }. To see the names: dragoman models list
terminal-models-present = Already installed: { $package }
terminal-models-downloading = Downloading { $package }
terminal-models-newer = A newer { $package } is available: version { $version }. Installed: version { $installed }.
terminal-models-up-to-date = All packages are up to date.
terminal-models-reading-index = Reading the list of packages…
terminal-models-waiting = Another process is changing the packages. Waiting for it to finish…
error-not-a-package = { $name } is neither a language pair such as en-ru, a language, a model such as opus:en-zle nor a file. To see what is available: dragoman models available
terminal-models-needed = Translation packages for these languages are missing: { $languages }. Downloading them first…
terminal-models-complete = Translation packages for these languages are installed: { $languages }.
terminal-models-nothing-more = Nothing more is to be installed for { $language }.
terminal-models-proposal = For { $language }, these are the best that fit into this computer’s memory:
terminal-models-agree = To install them: dragoman models install { $language } --yes
terminal-models-question = Download and install them? [y/N]
terminal-yes = y yes
terminal-column-quality = Quality (BLEU)
terminal-column-licence = Licence
terminal-column-speed = Speed
terminal-speed-fast = fast
terminal-speed-slow = slower, better
terminal-licence-non-commercial = { $licence } (not for commercial use)
terminal-column-name = Name
terminal-column-languages = Languages
terminal-column-version = Version
terminal-column-size = Size
terminal-column-folder = Folder
terminal-column-installed = Installed
terminal-column-from = From (via)
terminal-column-into = Into

terminal-setup-offer = No token is set, and the bot needs one. Set it up now? [y/N]
terminal-setup-begin = A few questions, and the answers go into { $file }. Ctrl+C stops without changing anything.
terminal-setup-replace = { $file } is there already. Write a new one? The old one stays beside it with “.old” at its end. [y/N]
terminal-setup-token = The bot’s token, from @BotFather in Telegram (what you type is not shown):
terminal-setup-no-token = This is not a token. A token looks like 123456789:AAH… Copy it from @BotFather.
terminal-setup-unchecked = Use this token without checking it? [y/N]
terminal-setup-again = Then once more.
terminal-setup-languages = Languages that you read, such as “en ru uk” (Enter for English, Russian and Ukrainian):
terminal-setup-models-later = Models can be installed later: dragoman models install uk
terminal-setup-people = Who may use the bot? 1 = everybody, 2 = only me, 3 = some people:
terminal-setup-one-of-three = Type 1, 2 or 3.
terminal-setup-write-to-it = Now write anything to @{ $name } in Telegram, so that it knows you…
terminal-setup-is-it-you = { $name } (id { $id }) has written. Is that you? [y/N]
terminal-setup-ids = Telegram ids of these people, the owner’s first, such as “123456789 987654321”:
terminal-setup-no-ids = An id is a whole number; bots such as @userinfobot show people theirs.
terminal-setup-comment = Written by dragoman setup. All settings: docs/configuration.md
terminal-setup-written = Written: { $file }
terminal-setup-ready = Done. Start the bot: dragoman run
error-no-terminal = Questions can only be answered in a terminal. Without one, copy config.example.toml to config.toml and set token there, or set DRAGOMAN_TOKEN.

terminal-demo-ready = Dragoman is running at { $url }. Open this address in a browser and send the bot an article. Press Ctrl+C to stop.
terminal-demo-no-packages = Summaries work. Translations need models: press ⬇ below an answer, or install them: dragoman models install en-ru ru-en en-uk uk-en
error-port-taken = Port { $port } is not available. To use any free port: dragoman demo --port 0

terminal-doctor-configuration = The settings are fine.
terminal-doctor-token = The token belongs to @{ $name }.
terminal-doctor-no-guest-mode = Guest mode is off, so that nobody can mention the bot in chats that it is not in. The bot turns it on when it starts, where the server can; else turn it on in the bot’s settings in @BotFather. Not wanted: guest_mode = false
terminal-doctor-no-inline-mode = Inline mode is off, so that nobody can type the bot’s name and words in other chats. The bot turns it on when it starts, where the server can; else send /setinline to @BotFather, and /setinlinefeedback (Enabled) in any case. Not wanted: inline_mode = false
terminal-doctor-no-token = No token is set. Get one from @BotFather in Telegram and give it to dragoman setup, or set DRAGOMAN_TOKEN. To try Dragoman without one: dragoman demo
terminal-doctor-token-refused = Telegram rejected the token. Copy it again from @BotFather in Telegram.
terminal-doctor-database = The database works: { $url }
terminal-doctor-database-broken = Cannot open the database { $url }: { $reason }. Check database_url in the settings.
terminal-doctor-not-preferred = preferred_packages: there is no package { $name }. To see the names: dragoman models list
terminal-doctor-indirect = { $ways }: not translated directly. A direct model is better: dragoman models install { $model }
terminal-doctor-pictures = Text in pictures is recognised: { $languages }
terminal-doctor-no-pictures = Text in pictures is not recognised. To recognise it, install Tesseract with eng, rus and ukr.
terminal-doctor-ready = The bot is ready to run: dragoman run
terminal-doctor-not-ready = The bot cannot run yet: see the lines with ✗ above.
terminal-documentation = How to fix it: { $address }

terminal-where = Where each sentence stands:
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
reason-words = words that main sentences often have
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

# Terminal: help

help-dragoman =
    Usage: dragoman [--config PATH] COMMAND …

    Summarises and translates articles, offline: in Telegram and right here.

      summary     Keep the sentences of an article that say the most.
      translate   Translate a whole article.
      models      Show, install, update and remove translation packages.
      setup       Set up a bot: answer a few questions, get the best models.
      run         Run the bot.
      receive     Only take what people send, for “work” to answer.
      work        Only answer what “receive” takes.
      demo        Talk to the bot in a browser on this computer.
      doctor      Try everything that the bot needs, and say what is missing.

      --config PATH   The settings, instead of config.toml.
      --version       Show the version.
      --help, -h      Show this help; after a command, what it takes.

    Exit codes: 0 done, 1 could not be done, 2 wrong usage, 3 wrong settings.
help-summary =
    Usage: dragoman summary [FILE|URL|-]

    Keep the sentences of an article that say the most. FILE is TXT, MD, HTML,
    PDF, DOCX, PPTX, ODT, EPUB, FB2, RTF, SRT, VTT, ASS or MHT; without one,
    or with -, the article comes on standard input. LANGUAGE is a code or a
    name: uk, Ukrainian.

      --length, -n LENGTH       1 to 50 sentences, 1% to 100%, or short, medium,
                                long.
      --language, -l LANGUAGE   Translate the summary too.
      --method, -m METHOD       How to rank the sentences: reader (the default),
                                lexrank, textrank, lsa, luhn, kl, sumbasic,
                                reduction, edmundson.
      --explain                 Show why each sentence was chosen.
      --where                   Show each sentence in its place.
      --from, -f LANGUAGE       What the article is in, if you know.
      --json                    Print one JSON object.
      --help, -h                Show this help.
help-translate =
    Usage: dragoman translate --to LANGUAGE [FILE|URL|-]

    Translate a whole article with the installed packages. A document becomes
    another file: report.docx is translated into report.uk.docx, beside it or where
    --output says. LANGUAGE is a code or a name: uk, Ukrainian.

      --to, -t LANGUAGE     What to translate into.
      --output, -o FILE     Write a file of the same format, over one that is there.
      --bilingual, -b WAY   Both languages: original-below, translation-below or
                            sentences.
      --glossary, -g FILE   Words that stay as they are or have their own
                            translation, as TOML or CSV: docs/translations.md.
      --from, -f LANGUAGE   What the article is in, if you know.
      --json                Print one JSON object.
      --help, -h            Show this help.
help-models =
    Usage: dragoman models COMMAND …

    Show, install, update and remove translation packages.

      list                     Show the installed packages.
      available [LANGUAGE]     Download the list of packages and show it.
      install PAIR|LANGUAGE|MODEL|FILE …
                               Install packages.
      update                   Download newer versions of the installed packages.
      remove NAME              Remove a package.

      --help, -h   Show this help; after a command, what it takes.
help-models-list =
    Usage: dragoman models list

    Show the installed packages; without a terminal, columns between tabs.

      --help, -h   Show this help.
help-models-available =
    Usage: dragoman models available [LANGUAGE]

    Download the list of packages and show it: all of it, or what is from or into
    LANGUAGE.

      --help, -h   Show this help.
help-models-install =
    Usage: dragoman models install PAIR|LANGUAGE|MODEL|FILE …

    Install packages. A PAIR of languages such as en-ru, or a MODEL such as
    opus:en-zle, is downloaded; a large model is converted here, which takes
    some seconds. For a LANGUAGE the best that fit into this computer’s memory
    are proposed. A FILE (.argosmodel, or a folder with a dragoman.toml) is
    taken as it is. A package replaces the one of its kind for the same
    languages.

      --yes, -y    Do not ask before installing what is proposed.
      --help, -h   Show this help.
help-models-update =
    Usage: dragoman models update

    Download newer versions of the installed packages.

      --help, -h   Show this help.
help-models-remove =
    Usage: dragoman models remove NAME

    Remove a package. NAME is one from the list, or a pair such as en_ru.

      --help, -h   Show this help.
help-setup =
    Usage: dragoman setup

    Set up a bot: ask for its token, your languages and who may use it, write
    config.toml, and download the best models.

      --help, -h   Show this help.
help-run =
    Usage: dragoman run [--install]

    Run the bot until SIGINT (Ctrl+C) or SIGTERM.

      --install    First download the missing translation packages: for
                   install_languages in the settings, or for English, Russian and
                   Ukrainian.
      --help, -h   Show this help.
help-receive =
    Usage: dragoman receive

    Only take what people send, for “dragoman work” to answer. Needs PostgreSQL. Of
    several such processes one works, and when it is gone another takes its place.

      --help, -h   Show this help.
help-work =
    Usage: dragoman work

    Only answer what “dragoman receive” takes, in any number of processes. Needs
    PostgreSQL.

      --help, -h   Show this help.
help-demo =
    Usage: dragoman demo [--port PORT]

    Talk to the bot in a browser on this computer, without a token or a network.

      --port PORT   Where the chat page is: 8800 by default, 0 for any free port.
      --help, -h    Show this help.
help-doctor =
    Usage: dragoman doctor [--json]

    Try everything that the bot needs, and say what is missing. Exits with 0 if the
    bot can run, with 3 if the settings are wrong, else with 1.

      --json       Print one JSON object.
      --help, -h   Show this help.

# Why something failed, inside other messages

cause-of = { $what }: { $cause }
cause-system-error = { $code ->
    [ENOENT] there is no such file or folder
    [EACCES] access is denied
    [EPERM] access is denied
    [EISDIR] it is a folder
    [ENOTDIR] a part of the path is not a folder
    [EROFS] the disk is read-only
    [ENOSPC] the disk is full
    [EADDRINUSE] another program uses this address
    [EADDRNOTAVAIL] this computer does not have this address
   *[other] system error { $code }
}
cause-there-is-no-such-setting = there is no such setting
cause-has-a-wrong-value = has a wrong value
cause-must-be-at-least = must be at least { $limit }
cause-must-be-at-most = must be at most { $limit }
cause-must-be-a-whole-number = must be a whole number
cause-must-be-a-number = must be a number
cause-must-be-true-or-false = must be true or false
cause-must-be-text = must be text in quotation marks
cause-must-be-a-list = must be a list
cause-must-be-one-of = must be one of: { $values }
cause-must-be-a-web-address = must begin with http:// or https://
cause-must-be-an-address = must look like 127.0.0.1:8080 or [::1]:8080
cause-must-be-networks = must be a network such as 192.0.2.0/24
cause-must-be-a-language = must be a language, such as en or Ukrainian
cause-must-be-a-length = must be 1 to { $limit }, or short, medium, long
cause-must-be-a-secret = must be 16 to 256 of A–Z, a–z, 0–9, _ and -
cause-not-TOML = { $line ->
    [none] this is not TOML
   *[other] line { $line } is not TOML
}
cause-token-is-not-set = it is not set; @BotFather in Telegram gives one, and dragoman setup puts it in place
cause-Telegram-refuses-it = Telegram refuses it
cause-Telegram-says = Telegram answers “{ $said }”
cause-needs-PostgreSQL = dragoman { $role } shares its work through PostgreSQL; on SQLite there is one process, dragoman run
cause-used-by-another-process = { $database } is used by another process; several can share a PostgreSQL database
cause-no-home-for-Argos = it is not set, and this process has no home directory where Argos keeps its packages
cause-no-driver = the driver { $driver } is not installed
cause-the-database-says = it answers “{ $said }”
cause-not-a-database = only sqlite:///… and postgresql://… are possible
cause-the-port-is-no-number = what should be the port is no number
cause-file-is-missing = { $file } is missing
cause-file-cannot-be-read = { $file } cannot be read
cause-file-is-too-long = { $file } is too long
cause-metadata-does-not-say-which-languages = metadata.json does not say which languages and which version
cause-it-has-no-tokenizer = it has no tokenizer ({ $files })
cause-its-tokenizer-cannot-be-read = its tokenizer cannot be read
cause-its-model-cannot-be-loaded = its model cannot be loaded
cause-its-model-fails = its model fails
cause-its-vocabulary-does-not-fit = its vocabulary is that of another model
cause-unknown-token = its model does not know the token { $token }
cause-conversion-takes-too-long = its conversion takes more than half an hour
cause-conversion-needs-memory = its conversion needs more memory than there is
cause-model-cannot-be-converted = its model cannot be converted
cause-file-outside-its-folder = it names a file outside its folder ({ $file })
cause-not-as-described = missing, unknown, or not as docs/translations.md says
cause-no-language-code = “{ $code }” is no language code
cause-no-version = “{ $version }” is no version
cause-link-leads-nowhere = it is a link that leads nowhere
cause-archive-is-not-installed = it is an archive, which is not installed yet
cause-it-is-not-for-translating = it is not for translating
cause-it-is-for = it is for { $package }
cause-it-is-not-a-whole-zip-archive = it is not a whole zip archive
cause-it-cannot-be-unpacked = it cannot be unpacked
cause-it-holds-several-packages = it holds several packages
cause-it-holds-too-many-files = it holds more than { $limit } files
cause-it-would-take = it would take { $megabytes } MB, more than a package may
cause-it-would-write-outside-its-folder = it would write outside its folder ({ $file })
cause-not-a-plain-file = it holds something that is not a plain file ({ $file })
cause-it-is-locked-with-a-password = it is locked with a password
cause-HTTP = the server answers { $status }
cause-not-before = { $cause }, and will not before { $seconds } seconds have passed
cause-another-part-than-asked-for = the server sends another part of the file than it was asked for
cause-it-is-too-slow = the server is too slow
cause-redirects-without-an-end = the address leads to the next one without an end
cause-not-an-address = this address cannot be opened
cause-its-certificate-is-not-valid = the server’s certificate is not valid
cause-there-is-no-answer = the server does not answer
cause-the-connection-fails = the connection fails
cause-it-leads-from-https-to-http = the address leads from https to http
cause-it-comes-packed-unasked = the server packs the file without being asked
cause-it-is-larger-than = it is larger than { $megabytes } MB
cause-no-list-of-packages = it is not a list of packages
cause-of-term = “{ $word }”: { $reason }
cause-not-a-glossary = it is not written as docs/translations.md says
cause-too-many-terms = it has more than { $limit } terms
cause-no-translation = the translation is missing
cause-no-term = there are no words to translate here
cause-term-is-too-long = it is longer than { $limit } characters
cause-too-many-forms = it has more than { $limit } forms
cause-whose-word = the language isn’t clear ({ $languages }). Put its code first, for example { $example }
cause-no-language = there is no such language
