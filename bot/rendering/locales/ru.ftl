# Слова бота. LANGUAGE() даёт название языка по его коду.

language-itself = Русский

start =
    Здравствуйте! Я Dragoman.

    Перешлите мне статью на английском, русском или украинском, вставьте её текст или пришлите ссылку. Я отвечу кратким пересказом на вашем языке, а если попросите, переведу её целиком.

    Всё это делает машина, на которой я работаю: ни один облачный сервис не видит, что вы читаете. Страницу по ссылке я беру прямо с её сайта.

    /help покажет, что ещё я умею.
help =
    Перешлите статью или пришлите ссылку на неё, и я её перескажу. Кнопки под пересказом делают его короче или длиннее и переводят всю статью.

    /summary [длина] [язык] [метод]
    например, /summary 5 uk, /summary 20%, /summary кратко

    /translate [язык]
    например, /translate en

    Пришлите команду ответом на статью или с текстом или ссылкой после неё; без них команда относится к последней статье в чате. В группе ответьте командой на статью.

    /settings меняет мой язык и длину пересказа.

    /privacy говорит, что я храню и как долго, /forget удаляет всё, что я храню о вас.

unknown-command = Команды { $command } я не знаю.

command-start = Что делает этот бот
command-help = Как им пользоваться
command-summary = Пересказать статью: /summary 5 uk
command-translate = Перевести статью: /translate en
command-settings = Мой язык, длина пересказа
command-privacy = Что я храню и как долго
command-forget = Удалить всё, что я храню о вас
about-short = Пересказ и перевод пересланных статей без облачных сервисов.
about =
    Перешлите статью на английском, русском или украинском и получите краткий пересказ на своём языке, а по просьбе и полный перевод.

    Ни один облачный сервис не видит, что вы читаете.

usage-summary =
    Не понимаю «{ $word }». Команда выглядит так:
    /summary [длина] [язык] [метод]

    Например, пять предложений на украинском:
    /summary 5 uk

    Длина: 5, 20%, кратко, средне, подробно. Методы: reader, lexrank, textrank, lsa, luhn, kl, sumbasic, reduction, edmundson.
usage-length =
    Число { $word } не подходит: можно от 1 до { $limit } предложений или от 1 до 100 % текста. Команда выглядит так:
    /summary [длина] [язык] [метод]

    Например, пять предложений на украинском:
    /summary 5 uk
usage-translate =
    Не понимаю «{ $word }». Команда выглядит так:
    /translate [язык]

    Например, на английский:
    /translate en

words = { $count ->
    [one] { $count } слово
    [few] { $count } слова
    [many] { $count } слов
   *[other] { $count } слова
}
sentences = { $count ->
    [one] { $count } предложение
    [few] { $count } предложения
    [many] { $count } предложений
   *[other] { $count } предложения
}
articles = { $count ->
    [one] { $count } статья
    [few] { $count } статьи
    [many] { $count } статей
   *[other] { $count } статьи
}
days = { $count ->
    [one] { $count } день
    [few] { $count } дня
    [many] { $count } дней
   *[other] { $count } дня
}
hours = { $count ->
    [one] { $count } час
    [few] { $count } часа
    [many] { $count } часов
   *[other] { $count } часа
}
keywords = О чём: { $words }
already-short = текст и так короткий
by-author = автор: { $author }
recognised = { $name } (распознано)
recognised-picture = распознано с картинки

button-shorter = − Короче
button-longer = + Длиннее
button-translation = 🌐 Полный перевод
button-translate-to = 🌐 { LANGUAGE($language) }
button-anew = 🔄 Пересказать заново
button-original = 📄 Оригинал
button-translated = 📄 { LANGUAGE($language) }
button-chapters = 📖 Главы: { $count }

text-edited = Вы изменили этот текст после моего ответа.
working-on-it = Уже работаю над этим.
translating = Перевожу: { $percent } %
not-your-button = Эти кнопки для того, кто просил пересказ. Перешлите мне статью сами или ответьте на неё командой /summary.
article-gone = Этой статьи у меня уже нет. Перешлите её, пожалуйста, ещё раз.
message-too-old = Это сообщение слишком старое: Telegram больше не даёт мне его менять. Пришлите, пожалуйста, статью ещё раз.
nothing-to-shorten = Этот текст и так короткий ({ $words }), сокращать тут нечего.
not-translated = Показан оригинал. { $reason }
kept-original = ⚠ { $count ->
    [one] { $count } предложение показано
    [few] { $count } предложения показаны
    [many] { $count } предложений показано
   *[other] { $count } предложения показано
} на языке оригинала: перевод не прошёл проверку.
kept-title = ⚠ Заголовок оставлен на языке оригинала: перевод не прошёл проверку.
partly-not-translated = Осталось в оригинале, нет пакета перевода для языков: { $languages }.
ask-language = На каком языке этот текст?
chapters-of = Какую главу книги «{ $title }» пересказать?

what-i-read = Я читаю статьи: перешлите пост, вставьте текст, пришлите ссылку или файл (TXT, MD, HTML, PDF, DOCX, ODT, EPUB, FB2, RTF, SRT, VTT). Посты с картинками тоже подойдут, если у них есть подпись.

settings = Настройки
settings-language = Мой язык: { $language }
settings-language-automatic = как в вашем Telegram
settings-length = Длина пересказа: { $length }
length-short = кратко
length-medium = средне
length-long = подробно
settings-automatic = Автоматически

privacy = Что я храню и как долго
privacy-articles = Статьи, которые вы просили пересказать или перевести, вместе с вашим id и номерами чата и сообщения: { $time }, чтобы работали кнопки. От файла остаются текст, название и главы, сам файл я не храню.
privacy-translations = Переведённые предложения, чтобы не переводить одно и то же дважды: { $time } после последнего обращения к ним. Хранятся перевод и хеш оригинала, но не то, чей это текст. Поэтому /forget не может найти их и удалить.
privacy-settings = Ваш выбор в /settings: пока вы его не измените или не удалите.
privacy-usage = Сколько статей и знаков вы прислали, но не какие: два дня, чтобы времени хватало на всех.
privacy-updates = То, что вы мне присылаете, нажатия кнопок и мои ответы: пока я не отвечу и ещё { $time }, чтобы ничего не потерять и не ответить дважды.
privacy-machine = Тексты обрабатывает машина, на которой я работаю, и ни один другой сервис их не получает. В журнал тексты не попадают.
privacy-links = Страницу по ссылке я беру прямо с её сайта: он видит запрос от этой машины, а не от вас.
privacy-forget = /forget удаляет всё, что я храню о вас.
privacy-operator = Кто держит этого бота: { $operator }
privacy-contact = Связь: { $contact }

forget = Удалить всё, что я храню о вас: настройки, статьи и то, что ещё ждёт ответа? Вернуть это будет нельзя, а кнопки под моими пересказами перестанут работать.
forget-delete = Удалить
forget-keep = Оставить
forget-kept = Хорошо, всё остаётся как есть.
forget-done = Удалено:
forget-settings = ваши настройки
forget-records = записи о том, что вы присылали и что я отвечал
forget-messages = Сообщения в этом чате остаются: их можно удалить в самом Telegram.
forget-last = Запись об этой просьбе останется у меня ещё на { $time }.
forget-nothing = О вас у меня больше ничего не хранится.
forget-not-yours = Эти кнопки для того, кто отправил /forget.

status-waiting = Ждут: { $count }
status-oldest = Дольше всех ждут: { $seconds } с
status-begun = В работе: { $count }
status-models = Модели в памяти: { $models }
status-memory = Память: { $megabytes } МБ
status-uptime = Работаю: { $days } д { $hours } ч { $minutes } мин

error-no-text = Здесь нет текста, который я мог бы прочитать. Перешлите статью или вставьте её текст.
error-link-only = Эту ссылку я открыть не могу: я читаю страницы в интернете (http, https). Вставьте, пожалуйста, текст статьи или перешлите сам пост.
error-forbidden-address = По ссылкам на { $site } я не хожу: только на общедоступные страницы в интернете. Вставьте, пожалуйста, текст статьи.
error-page-unreachable = Сайт { $site } не отвечает или отвечает слишком долго. Попробуйте позже или вставьте текст статьи.
error-page-too-large = Страница на { $site } для меня слишком большая: я беру до { $megabytes } МБ. Вставьте, пожалуйста, текст статьи.
error-not-a-page = Эта ссылка на { $site } ведёт не на веб-страницу и не на документ, который я читаю. Вставьте, пожалуйста, текст статьи.
error-page-behind-wall = { $wall ->
    [consent] Прежде чем показать статью, { $site } просит согласия, а я его не даю.
    [paywall] { $site } показывает эту статью только по подписке.
    [login] { $site } показывает эту статью только после входа.
    [bot-check] { $site } хочет убедиться, что читает человек, а я не человек.
    [missing] На { $site } нет такой страницы: её перенесли или удалили.
    [broken] На { $site } сейчас неполадки. Попробуйте позже.
   *[refused] { $site } не отдаёт мне эту страницу.
} Если у вас она открывается, вставьте сюда текст статьи.
error-no-article-on-page = На этой странице { $site } я не вижу статьи. Вставьте, пожалуйста, её текст.
error-no-article = Какую статью? Ответьте этой командой на статью, поставьте текст после команды или сначала перешлите мне статью.
error-too-long = Этот текст для меня слишком длинный: { $characters ->
    [one] { $characters } знак
    [few] { $characters } знака
    [many] { $characters } знаков
   *[other] { $characters } знака
}, а я беру не больше { $limit }. Пришлите его, пожалуйста, по частям.
error-language-unclear = Не могу понять, какой это язык. Пришлите, пожалуйста, кусок текста подлиннее.
error-unsupported-language = Похоже, язык этого текста: { LANGUAGE($language) }. Его я пока не читаю. Я читаю английский, русский и украинский.
error-unknown-language = Не знаю языка «{ $code }». Напишите код, например en, ru или uk.
error-same-language = Этот текст уже на нужном языке: { LANGUAGE($language) }. Выберите другой, например /translate { $language ->
    [en] uk
   *[other] en
}
error-model-missing = Не могу перевести: { LANGUAGE($source) } → { LANGUAGE($target) }. Для этой пары не установлен пакет Argos. Тот, кто держит этого бота, может его добавить: dragoman models install { $pairs }
error-package-broken = Пакет перевода { $path } не работает: { $reason }. Тот, кто держит этого бота, может удалить его и установить заново: dragoman models
error-index-unavailable = Список пакетов по адресу { $url } не читается: { $reason }. Проверьте сеть и package_index в настройках.
error-no-package = Пакета { LANGUAGE($source) } → { LANGUAGE($target) } нет, и других, что вели бы туда, тоже. Что есть, покажет dragoman models available
error-no-direct-package = Пакета { LANGUAGE($source) } → { LANGUAGE($target) } нет. Туда ведут несколько пакетов, один за другим: dragoman models install { $pairs }
error-package-download-failed = Не удалось скачать { $package }: { $reason }.
error-disk-full = На диске, где находится { $path }, не хватает места.
error-folder-unusable = Папку пакетов { $path } изменить нельзя: { $reason }. Другую можно указать в настройках: packages_folder.
error-method-too-slow = Методу { $method } понадобилось бы слишком много времени: в тексте { $sentences ->
    [one] { $sentences } предложение
    [few] { $sentences } предложения
    [many] { $sentences } предложений
   *[other] { $sentences } предложения
}, а он справляется не больше чем с { $limit }. Не указывайте его: обычный берёт тексты любой длины.
error-file-unreadable = Не нахожу текста в файле { $name }. Я читаю файлы TXT, MD, HTML, PDF, DOCX, ODT, EPUB, FB2, RTF, SRT и VTT.
error-document-too-large = Файл { $name } слишком большой: я беру файлы до { $megabytes } МБ.
error-pictures-not-read = Текст на картинках я здесь не читаю: для этого тот, кто держит бота, может установить Tesseract. Пришлите, пожалуйста, сам текст.
error-no-text-in-picture = Не могу разобрать текст на этой картинке. Поможет снимок почётче, сделанный прямо сверху.
error-download-failed = Telegram сейчас не отдаёт мне файл { $name }. Пришлите его, пожалуйста, ещё раз.
error-document-locked = Файл { $name } защищён, открыть его я не могу. Пришлите, пожалуйста, копию без пароля и без защиты от копирования.
error-document-scanned = В файле { $name } только изображения страниц, а текста нет, так что читать мне нечего.
error-document-broken = Файл { $name } повреждён, открыть его не удаётся. Сохраните его, пожалуйста, ещё раз или пришлите в другом формате.
error-document-too-demanding = Чтобы открыть { $name }, нужно слишком много времени или памяти. Пришлите его, пожалуйста, по частям или в другом формате.
error-telegram-unreachable = По адресу { $url } не отвечает сервер Bot API. Проверьте сеть и api_url в настройках.
error-database-unreachable = База данных недоступна: { $reason }. Проверьте, работает ли она, и database_url в настройках.
error-not-for-everybody = Это частный бот: он отвечает только тем, кого назвал его владелец.
error-too-many-articles = Я беру до { $limit ->
    [one] { $limit } статьи
   *[other] { $limit } статей
} в час от одного человека, и вы столько уже прислали. Присылайте следующие через { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
    [many] { $minutes } минут
   *[other] { $minutes } минуты
}.
error-too-many-characters = Для одного человека я обрабатываю до { $limit ->
    [one] { $limit } знака
   *[other] { $limit } знаков
} в день, а с этим текстом вышло бы больше. Присылайте следующие через { $hours ->
    [0] { $minutes ->
        [one] { $minutes } минуту
        [few] { $minutes } минуты
        [many] { $minutes } минут
       *[other] { $minutes } минуты
    }
    [one] { $hours } час
    [few] { $hours } часа
    [many] { $hours } часов
   *[other] { $hours } часа
}.
error-too-many-at-once = { $limit ->
    [one] { $limit } ваша статья ждёт
    [few] { $limit } ваши статьи ждут
    [many] { $limit } ваших статей ждут
   *[other] { $limit } вашей статьи ждут
} ответа, больше сразу я не беру. Эту статью и то, что пришло с ней, я не взял: пришлите ещё раз, когда отвечу на остальные.
error-busy = Сейчас очень много работы, поэтому ни это сообщение, ни то, что пришло с ним, я не взял. Пришлите ещё раз через { $minutes ->
    [0] несколько минут
    [one] { $minutes } минуту
    [few] { $minutes } минуты
    [many] { $minutes } минут
   *[other] { $minutes } минуты
}.
error-configuration = Ошибка в настройках: { $problem }. Все настройки показаны в config.example.toml.
error-message-not-understood = Не могу разобрать это сообщение: такого вида я ещё не знаю. Пришлите, пожалуйста, его текст.
error-given-up = Я пробовал много раз, и каждый раз не получалось. Больше пробовать не буду. Если это был документ, может подойти другой его формат.
error-unexpected = Что-то сломалось у меня, вашей вины в этом нет. Ошибка записана в журнал. Попробуйте, пожалуйста, ещё раз.

# Terminal

terminal-paste = Вставьте текст статьи и нажмите Ctrl+D или нажмите Ctrl+C и укажите файл.
terminal-standard-input = стандартный ввод
terminal-file-not-opened = Не удаётся открыть { $name }: { $reason }.
terminal-output-exists = Файл { $name } уже есть. Укажите в --output другой.
terminal-output-not-written = Не удаётся записать { $name }: { $reason }.
terminal-usage-length = Число { $word } не подходит: --length принимает от 1 до { $limit } предложений или от 1% до 100% текста.
terminal-usage-summary = «{ $word }» не похоже на длину. --length принимает от 1 до { $limit } предложений, от 1% до 100% текста или слово: кратко, средне, подробно.
terminal-error-no-text = Здесь нет текста, с которым можно работать.
terminal-error-language-unclear = По тексту не понять, на каком он языке. Укажите язык, например --from en.
terminal-error-link-only = Здесь только ссылка, а она не открывается. Укажите адрес страницы вместо файла (dragoman summary https://…), в настройках должно быть open_links = true.
terminal-error-too-long = В тексте слишком много знаков, предел: { $limit }. В настройках это article_characters, а для документов document_characters.
terminal-error-same-language = Этот текст уже на нужном языке: { LANGUAGE($language) }. Укажите в --to другой.
terminal-error-model-missing = Перевести нельзя: { LANGUAGE($source) } → { LANGUAGE($target) }. Для этой пары не установлен пакет Argos. Установите его: dragoman models install { $pairs }
terminal-error-package-broken = { $path } не работает: { $reason }. Установите исправную копию пакета: dragoman models install FILE

terminal-models-none = В папке { $path } ещё нет пакетов перевода. Для английского, русского и украинского: dragoman models install en-ru ru-en en-uk uk-en

terminal-models-installed = Установлен пакет { $package }
terminal-models-removed = Удалён пакет { $package }
terminal-models-unknown = Пакета { $name } нет. Имена пакетов показывает dragoman models list
terminal-models-present = Уже установлен пакет { $package }
terminal-models-downloading = Скачивается пакет { $package }
terminal-models-up-to-date = Новее того, что установлено, ничего нет.
terminal-models-reading-index = Читаю список пакетов
terminal-models-waiting = Пакеты меняет другой процесс; жду, пока он закончит.
terminal-models-not-a-package = { $name } — не пара языков вроде en-ru и не файл. Что есть, покажет dragoman models available
terminal-models-needed = Для перевода между этими языками не хватает пакетов: { $languages }. Сначала скачиваю их.
terminal-models-complete = Пакеты для перевода между этими языками установлены: { $languages }.
terminal-column-name = Имя
terminal-column-languages = Языки
terminal-column-version = Версия
terminal-column-size = Размер
terminal-column-folder = Папка
terminal-column-pair = Пара
terminal-column-installed = Установлен
terminal-column-from = С языка, через
terminal-column-into = На язык

terminal-demo-ready = Dragoman ждёт по адресу { $url }. Откройте его в браузере и отправьте статью. Ctrl+C завершает работу.
terminal-demo-no-packages = Пересказы работают. Для переводов установите пакеты: dragoman models install en-ru ru-en en-uk uk-en
terminal-demo-port-taken = Порт { $port } занять нельзя. Выберите другой: dragoman demo --port 0

terminal-doctor-configuration = Настройки в порядке.
terminal-doctor-token = Токен принадлежит боту @{ $name }.
terminal-doctor-no-token = Токена нет. Получите его у @BotFather в Telegram и впишите: token в config.toml или DRAGOMAN_TOKEN. Без токена: dragoman demo
terminal-doctor-token-refused = Telegram не принимает токен. Скопируйте его ещё раз у @BotFather в Telegram.
terminal-doctor-database = База данных открывается: { $url }
terminal-doctor-database-broken = База данных { $url } не открывается: { $reason }. Проверьте database_url в настройках.
terminal-doctor-pictures = Текст на картинках распознаётся: { $languages }
terminal-doctor-no-pictures = Текст на картинках не распознаётся. Для этого установите Tesseract с языками eng, rus и ukr.
terminal-doctor-ready = Бота можно запускать: dragoman run
terminal-doctor-not-ready = Бота пока нельзя запустить: смотрите строки с ✗.

terminal-explained = Почему эти предложения и какую оценку дал бы им читатель (от 0 до 3):
terminal-explained-method = Оценки метода { $method }:
terminal-left-out = Лучшее из того, что не вошло:
terminal-for = за: { $reasons }
terminal-against = против: { $reasons }
terminal-needs-another = нужно предыдущее
terminal-needs-none = понятно само по себе
reason-place = предложение { $place } из { $count }
reason-title = { $count ->
    [0] ни одного слова из заголовка
    [one] { $count } слово из заголовка
    [few] { $count } слова из заголовка
   *[other] { $count } слов из заголовка
 }
reason-topic = то, о чём текст говорит чаще всего
reason-not-topic = говорит о другом
reason-figure = есть число
reason-names = имена или места
reason-event = причина, итог или планы
reason-length = { $count ->
    [one] { $count } слово
    [few] { $count } слова
   *[other] { $count } слов
 }
reason-points-back = отсылает к другому предложению
reason-quotation = цитата
reason-person = от первого лица
reason-form = не законченное утверждение
reason-attribution = только называет источник
list-shown = список: { $shown } из { $items }
