# Слова бота. LANGUAGE() даёт название языка по его коду.

language-itself = Русский

start =
    Здравствуйте! Я Dragoman.

    Перешлите мне статью на английском, русском или украинском, вставьте её текст или пришлите ссылку. Я отвечу кратким пересказом на вашем языке, а по запросу переведу статью целиком.

    Каждое предложение пересказа написал сам автор, и одно нажатие покажет, где оно стоит в тексте.

    Всё происходит на компьютере, где я работаю: ни один облачный сервис не видит, что вы читаете. Страницы по ссылкам я загружаю прямо с их сайтов.

    Что ещё я умею: /help
help =
    Перешлите статью или пришлите ссылку на неё, и я её перескажу. Кнопки под пересказом сделают его короче или длиннее и переведут всю статью. «Где это в тексте» покажет каждое предложение на его месте в оригинале.

    /summary [длина] [язык] [метод]
    Например: /summary 5 uk, /summary 20%, /summary кратко

    /translate [язык]
    Например: /translate en

    Ответьте командой на статью или допишите после команды текст или ссылку. Без них я возьму последнюю статью в этом чате. В группе отвечайте командой на статью. В группах и каналах администраторы выбирают в /settings, что я делаю без команд.

    /bilingual — чтение сразу на двух языках
    /settings — языки и длина пересказа
    /glossary — слова, которые не переводить или переводить по-своему
    /privacy — что я храню и как долго
    /forget — удалить то, что я храню о вас

help-reactions = Поставьте реакцию под статьёй, которая мне знакома:
help-reaction-summary = { $emoji } — пересказать
help-reaction-translation = { $emoji } — перевести

help-guest = В чатах, где меня нет, ответьте на сообщение: «@{ $bot } перескажи» или «@{ $bot } переведи uk».
help-inline = В любом чате введите @{ $bot } и короткий текст или ссылку.

unknown-command = Команды { $command } я не знаю.

command-start = Что умеет этот бот
command-help = Как им пользоваться
command-summary = Пересказать статью: /summary 5 uk
command-translate = Перевести статью: /translate en
command-settings = Языки и длина пересказа
command-bilingual = Читать на двух языках сразу
command-glossary = Слова, которые переводить по-своему
command-privacy = Что я храню и как долго
command-forget = Удалить то, что я храню о вас
about-short = Пересказывает и переводит пересланные статьи. Без облачных сервисов.
about =
    Перешлите статью на английском, русском или украинском и получите краткий пересказ на своём языке, а по запросу — полный перевод.

    Ни один облачный сервис не видит, что вы читаете.

error-summary-usage =
    Не понимаю «{ $word }». Команда выглядит так:
    /summary [длина] [язык] [метод]

    Например, пять предложений на украинском:
    /summary 5 uk

    Длина: 5, 20%, кратко, средне, подробно. Методы: reader, lexrank, textrank, lsa, luhn, kl, sumbasic, reduction, edmundson.
error-length-out-of-range =
    Число { $word } не подходит: можно от 1 до { $limit } предложений или от 1 до 100 % текста. Команда выглядит так:
    /summary [длина] [язык] [метод]

    Например, пять предложений на украинском:
    /summary 5 uk
error-translate-usage =
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
already-short = и так коротко
by-author = автор: { $author }
recognised = { $name } (распознанный текст)
recognised-picture = текст с картинки

button-shorter = − Короче
button-longer = + Длиннее
button-translation = 🌐 Полный перевод
button-translate-to = 🌐 { $language }
button-anew = 🔄 Пересказать заново
button-original = 📄 Оригинал
button-translated = 📄 { $language }
button-chapters = 📖 Главы: { $count }
button-stop = ⏹ Остановить
button-download = ⬇ Скачать перевод (около { $megabytes } МБ)
button-places = 🔎 Где это в тексте
button-share = 📤 Поделиться
button-copy = 📋 Копировать
button-summary = 📝 Пересказ

places-hint = Нажмите номер предложения, чтобы увидеть его в тексте.
place = Предложение { $number }
place-quoted = Предложение { $number }. Нажмите на цитату, чтобы увидеть его в тексте.
place-not-quoted = Предложение { $number }. Процитировать его уже не удаётся: вероятно, сообщение изменили. Вот это место в тексте:
place-gone = Предложение { $number }. Сообщение удалено. Вот это место в тексте:
place-page = с. { $page }
place-open = Открыть на этом месте
place-open-post = Открыть пост

text-edited = Вы изменили текст уже после моего ответа.
working-on-it = Уже работаю над этим.
translating = Перевожу: { $percent } %
downloading-models = Скачиваю модели перевода: { $percent } %
stopped = ⏹ Остановлено: переведено { $percent } % текста. Чтобы продолжить, нажмите кнопку ниже.
reaction-to-unknown = В этом сообщении нет знакомой мне статьи. Поставьте реакцию под статьёй, которую мне прислали, или пришлите её ещё раз.
nothing-to-stop = Останавливать нечего: этот перевод уже закончен.
not-yours-to-stop = Остановить это может только автор запроса или администратор.
not-your-button = Эти кнопки работают только у автора запроса. Перешлите мне статью сами или ответьте на неё командой /summary.
not-as-channel = Вы пишете от имени канала, а Telegram не сообщает мне, кто за ним стоит. Отправьте { $command } от своего имени.
article-gone = Этой статьи у меня уже нет. Пришлите её, пожалуйста, ещё раз.
message-too-old = Сообщение слишком старое: Telegram уже не даёт его изменить. Пришлите, пожалуйста, статью ещё раз.
elsewhere-reading = Читаю…
elsewhere-cut = ✂ Остальное не помещается в одно сообщение. Чтобы прочитать всё, пришлите статью мне в личный чат.
inline-empty = Введите короткий текст или ссылку
inline-too-long = Длинные тексты присылайте мне сюда
inline-no-links = Ссылки я не открываю
inline-no-package = Нет пакета перевода: { LANGUAGE($language) }
inline-unclear = Не могу понять, на каком это языке
inline-nothing = Не могу это перевести
inline-refused = Сейчас не могу. Подробнее в нашем чате
inline-summary = Пересказ этой страницы
inline-translate = Перевод этой страницы: { LANGUAGE($language) }
nothing-to-shorten = Текст и так короткий ({ $words }): сокращать нечего.
not-translated = Показано на языке оригинала. { $reason }
not-set-up = Перевод { LANGUAGE($source) } → { LANGUAGE($target) } в этом боте пока не настроен.
kept-original = ⚠ { $count ->
    [one] { $count } предложение осталось
    [few] { $count } предложения остались
    [many] { $count } предложений осталось
   *[other] { $count } предложения осталось
} на языке оригинала: перевод не прошёл проверку.
kept-title = ⚠ Заголовок оставлен на языке оригинала: перевод не прошёл проверку.
partly-not-translated = Часть текста осталась на языке оригинала: нет пакета перевода для языков: { $languages }.
ask-language = На каком языке написан этот текст?
chapters-of = Какую главу «{ $title }» пересказать?

what-i-read = Я читаю статьи. Перешлите пост, вставьте текст, пришлите ссылку или файл (TXT, MD, HTML, PDF, DOCX, PPTX, ODT, EPUB, FB2, RTF, SRT, VTT, ASS, MHT). Посты с картинками тоже подойдут, если есть подпись.

settings = Настройки
settings-of-group = Настройки этой группы
settings-of-topic = Настройки этой темы
settings-of-channel = Настройки канала «{ $name }»
settings-language = Язык: { $language }
settings-language-automatic = как в Telegram
settings-everyones = у каждого свой выбор
settings-target = Переводить на: { $language }
settings-read = Не переводить: { $languages }
settings-read-hint = Выберите языки, на которых здесь читают. Тексты на них я показываю как есть.
settings-length = Длина пересказа: { $length }
settings-bilingual = В переводах показывать: { $way }
settings-mode-group = Отвечаю на: { $mode }
settings-mode-group-hint = Чтобы видеть все сообщения, мне нужно быть администратором группы. Я не отвечаю ботам и на то, что написано на языках, на которых здесь читают.
settings-mode-channel = К каждой записи: { $mode }
settings-mode-channel-hint = Чтобы писать комментарии, мне нужно быть администратором и в группе для обсуждений.
settings-reactions = Реакции: { $reactions }
settings-reaction-summary = { $emoji } — пересказ
settings-reaction-translation = { $emoji } — перевод
settings-reactions-none = нет
settings-reactions-person-hint = Поставьте эту реакцию под статьёй, которую мне прислали, и я её перескажу или переведу.
settings-reactions-group-hint = Чтобы видеть реакции, мне нужно быть администратором группы. Я знаю только те статьи, о которых меня здесь спрашивали.
settings-details-on = Сведения о модели: показывать
settings-details-off = Сведения о модели: не показывать
automatic-off = только команды
automatic-forwards = пересланные сообщения
automatic-foreign = сообщения на других языках
automatic-articles = длинные сообщения и ссылки
automatic-none = ничего
automatic-comment-summary = пересказ в комментариях
automatic-comment-translation = перевод в комментариях
automatic-post-summary = пересказ следующей записью
automatic-post-translation = перевод следующей записью
button-language = Язык
button-target = Переводить на
button-read = Не переводить
button-length = Длина пересказа
button-bilingual = Два языка
button-mode = На что отвечать
button-react = Реакции
button-no-summary = Без реакции для пересказа
button-no-translation = Без реакции для перевода
button-details-on = Показывать модель
button-details-off = Не показывать модель
button-as-group = Как во всей группе
button-back = ‹ Назад
length-short = кратко
length-medium = средне
length-long = подробно
bilingual-off = только перевод
bilingual-original-below = перевод, под ним оригинал
bilingual-translation-below = оригинал, под ним перевод
bilingual-sentences = предложение за предложением
settings-for-administrators = Настройки этого чата меняют только администраторы. Чтобы изменить свои, отправьте мне /settings в личном чате.
settings-outdated = Эти настройки устарели. Отправьте /settings ещё раз.
settings-automatic = Автоматически

added = Здравствуйте! Ответьте в этой группе на любое сообщение командой /summary или /translate, и я перескажу его или переведу.
added-sees-little = Здесь я вижу только команды и ответы на мои сообщения: в Telegram это называется режимом приватности. Чтобы я переводил сообщения без команд, сделайте меня администратором (права не нужны) и выберите в /settings, на что мне отвечать.
added-sees-all = Я вижу здесь все сообщения, но отвечаю только на команды, пока администратор не выберет в /settings другое. То, на что я не отвечаю, я не храню.
added-to-channel = Теперь я администратор вашего канала. Я ничего там не делаю, пока вы не выберете ниже, что добавлять к каждой записи. Чтобы я писал комментарии, добавьте меня и в группу для обсуждений как администратора.

glossary = Глоссарий
glossary-empty = Здесь пока ничего нет. Добавьте слова, и в этом чате я буду оставлять их как есть или переводить по-вашему.
glossary-kept = { $term } (не переводить)
glossary-translated = { $term } → { $forms } ({ LANGUAGE($language) })
glossary-everywhere = { $term } → { $forms } (все языки)
glossary-add = + Добавить
glossary-change = Изменить
glossary-remove = Удалить
glossary-clear = Удалить всё
glossary-clear-all = Удалить весь глоссарий ({ $count ->
    [one] { $count } термин
    [few] { $count } термина
    [many] { $count } терминов
   *[other] { $count } термина
})? Отменить это будет нельзя.
glossary-which = Что изменить?
glossary-how-to-keep = Чтобы слово не переводилось:
glossary-how-to-translate = Чтобы оно переводилось по-своему:
glossary-how-to-change = Чтобы изменить, отправьте с другим переводом:
glossary-how-lines = Несколько слов пишите по одному в строке. Язык впереди (uk: …) уточняет, на каком языке перевод. Разные формы слова разделяйте знаком « / ».
glossary-how-reply = Можно и ответить на это сообщение такими строками, без команды.
glossary-added = Теперь в глоссарии:
glossary-removed = Удалено из глоссария:
glossary-more = и ещё { $count }
glossary-not-there = «{ $term }» в глоссарии нет.
glossary-full = В глоссарии может быть не больше { $limit } терминов. Удалите ненужные: /glossary
glossary-outdated = Это сообщение устарело. Отправьте /glossary ещё раз.
glossary-for-administrators = Глоссарий этого чата меняют только администраторы.

privacy = Что я храню и как долго
privacy-articles = Ваши статьи, ваш ID, номера чата и сообщения: { $time }, для кнопок. От файлов: текст, название, главы.
privacy-translations = Переведённые предложения: { $time } после последнего использования, без имён.
privacy-settings = Ваши настройки и глоссарий: пока не измените.
privacy-chat = Настройки и глоссарий этого чата, номера ответов на записи канала: пока меня не удалят из чата. Сообщения, на которые я не отвечаю, я не храню.
privacy-usage = Сколько вы прислали: два дня.
privacy-updates = Всё написанное мне, нажатия, ответы: пока не отвечу, и ещё { $time }.
privacy-machine = Тексты не покидают компьютер, где я работаю, и не попадают в журнал.
privacy-links = Сайты по ссылкам видят мой компьютер, а не вас.
privacy-forget = /forget удаляет то, что я храню о вас.
privacy-operator = Владелец бота: { $operator }
privacy-contact = Для связи: { $contact }

forget = Удалить то, что я храню о вас: настройки, глоссарий, статьи и всё, что ещё ждёт ответа? Отменить удаление будет нельзя. Кнопки под моими пересказами перестанут работать.
forget-delete = Удалить
forget-keep = Оставить
forget-chat = Удалить сохранённое об этой группе
forget-kept = Хорошо, ничего не удалено.
forget-done = Удалено:
forget-settings = ваши настройки
forget-glossary = ваш глоссарий
forget-records = записи о том, что вы присылали и что я отвечал
forget-messages = Сообщения в этом чате остаются. Их можно удалить в самом Telegram.
forget-last = Запись об этом запросе я сохраню ещё на { $time }.
forget-nothing = Удалять больше нечего.
forget-not-yours = Эти кнопки работают только у автора команды /forget.

status-waiting = В очереди: { $count }
status-oldest = Самое долгое ожидание: { $seconds } с
status-begun = В работе: { $count }
status-models = Модели в памяти: { $models }
status-memory = Память: { $megabytes } МБ
status-uptime = Время работы: { $days } д { $hours } ч { $minutes } мин

error-no-text = Не нахожу здесь текста. Перешлите статью или вставьте её текст.
error-link-only = Эту ссылку я открыть не могу: я читаю только веб-страницы (http, https). Вставьте, пожалуйста, текст статьи или перешлите сам пост.
error-forbidden-address = Ссылки на { $site } я не открываю: я читаю только общедоступные веб-страницы. Вставьте, пожалуйста, текст статьи.
error-page-unreachable = Сайт { $site } не отвечает или отвечает слишком долго. Попробуйте позже или вставьте текст статьи.
error-page-too-large = Страница на { $site } слишком большая: лимит — { $megabytes } МБ. Вставьте, пожалуйста, текст статьи.
error-not-a-page = По этой ссылке на { $site } нет ни веб-страницы, ни документа, который я умею читать. Вставьте, пожалуйста, текст статьи.
error-page-behind-wall = { $wall ->
    [consent] Прежде чем показать статью, { $site } просит согласия, а дать его я не могу.
    [paywall] { $site } показывает эту статью только подписчикам.
    [login] Чтобы прочитать эту статью, нужно войти на { $site }.
    [bot-check] { $site } проверяет, что читает человек, а я бот.
    [missing] На { $site } нет такой страницы: возможно, её перенесли или удалили.
    [broken] На { $site } сейчас неполадки. Попробуйте позже.
   *[refused] { $site } не отдаёт мне эту страницу.
} Если у вас она открывается, вставьте сюда текст статьи.
error-no-article-on-page = Не нахожу статьи на этой странице { $site }. Вставьте, пожалуйста, её текст.
error-no-article = Какую статью? Ответьте на неё этой командой, допишите после команды текст или ссылку либо сначала перешлите мне статью.
error-nothing-mentioned = Что прочитать? Ответьте на сообщение и упомяните @{ $bot } или напишите текст или ссылку после моего имени.
error-article-too-long = Текст слишком длинный: { $characters ->
    [one] { $characters } знак
    [few] { $characters } знака
    [many] { $characters } знаков
   *[other] { $characters } знака
}, а лимит — { $limit }. Пришлите его, пожалуйста, по частям.
error-language-unclear = Не могу понять, какой это язык. Пришлите, пожалуйста, отрывок подлиннее.
error-unsupported-language = Похоже, язык текста — { LANGUAGE($language) }. Пока я читаю только на английском, русском и украинском.
error-unknown-language = Не знаю такого языка: «{ $code }». Укажите код, например en, ru или uk.
error-same-language = Текст уже на этом языке: { LANGUAGE($language) }. Выберите другой, например: /translate { $language ->
    [en] uk
   *[other] en
}
error-model-missing = Не могу перевести { LANGUAGE($source) } → { LANGUAGE($target) }: для этой пары не установлен пакет перевода. Владелец бота может его добавить: dragoman models install { $pairs }
error-package-broken = Пакет перевода { $path } не работает: { $reason }. Владелец бота может удалить его и установить заново: dragoman models
error-index-unavailable = Не удаётся прочитать список пакетов по адресу { $url }: { $reason }. Проверьте сеть и package_index в настройках.
error-no-package = Пакета { LANGUAGE($source) } → { LANGUAGE($target) } нет, и через другие языки перевести тоже нельзя. Список доступных пакетов: dragoman models available
error-no-direct-package = Прямого пакета { LANGUAGE($source) } → { LANGUAGE($target) } нет. Его заменят несколько пакетов: dragoman models install { $pairs }
error-package-download-failed = Не удалось скачать { $package }: { $reason }. Проверьте сеть и попробуйте ещё раз.
error-disk-full = На диске, где находится { $path }, не хватает места. Освободите его и попробуйте ещё раз.
error-folder-unusable = Не удаётся изменить папку пакетов { $path }: { $reason }. Другую папку можно указать в packages_folder в настройках.
error-method-too-slow = Метод { $method } работал бы слишком долго: в тексте { $sentences ->
    [one] { $sentences } предложение
    [few] { $sentences } предложения
    [many] { $sentences } предложений
   *[other] { $sentences } предложения
}, а его лимит — { $limit }. Не указывайте метод: обычный подходит для текстов любой длины.
error-file-unreadable = Не нахожу текста в файле { $name }. Я читаю файлы TXT, MD, HTML, PDF, DOCX, PPTX, ODT, EPUB, FB2, RTF, SRT, VTT, ASS и MHT.
error-format-not-read = { $kind ->
    [doc] { $name } — файл старого формата Word, его я не читаю. Сохраните его, пожалуйста, как DOCX и пришлите снова.
    [xls] { $name } — таблица Excel, такие файлы я не читаю. Сохраните её, пожалуйста, как PDF и пришлите снова или вставьте сам текст.
    [ppt] { $name } — старая презентация PowerPoint, такие файлы я не читаю. Сохраните её, пожалуйста, как PPTX и пришлите снова.
    [mobi] { $name } — книга для Kindle, такие файлы я не читаю. Преобразуйте её, пожалуйста, в EPUB и пришлите снова.
   *[djvu] { $name } — файл DjVu, такие файлы я не читаю. Преобразуйте его, пожалуйста, в PDF и пришлите снова.
}
error-document-too-large = Файл { $name } слишком большой: лимит — { $megabytes } МБ. Пришлите его, пожалуйста, по частям.
error-pictures-not-read = Текст на картинках я здесь не распознаю. Пришлите, пожалуйста, сам текст. Владелец бота может включить распознавание, установив Tesseract.
error-no-text-in-picture = Не могу разобрать текст на картинке. Попробуйте снять её чётче, держа камеру прямо над текстом.
error-download-failed = Не удалось получить файл { $name } из Telegram. Пришлите его, пожалуйста, ещё раз.
error-files-not-allowed = В этом чате мне нельзя отправлять файлы, поэтому { $name } отправить не удалось. Разрешить это может администратор. Или пришлите документ мне в личный чат.
error-document-locked = Файл { $name } защищён, поэтому открыть его не удаётся. Пришлите, пожалуйста, копию без пароля и защиты от копирования.
error-document-scanned = В файле { $name } только изображения страниц, а текста нет. Пришлите, пожалуйста, файл с текстом или вставьте сам текст.
error-document-illegible = В файле { $name } не указано, какие в нём буквы, поэтому прочитать его не удаётся. Пришлите, пожалуйста, другой вариант файла или вставьте сам текст.
error-document-broken = Файл { $name } повреждён, поэтому открыть его не удаётся. Сохраните его, пожалуйста, заново или пришлите в другом формате.
error-document-too-demanding = Чтобы открыть { $name }, нужно слишком много времени или памяти. Пришлите его, пожалуйста, по частям или в другом формате.
error-telegram-unreachable = Сервер Bot API по адресу { $url } не отвечает. Проверьте сеть и api_url в настройках.
error-database-unreachable = База данных недоступна: { $reason }. Проверьте, что она запущена и что database_url в настройках указан верно.
error-database-too-new = С этой базой данных уже работала более новая версия Dragoman (шаг базы: { $step }, версия { $version } знает { $latest }), поэтому в ней ничего не изменено. Установите новую версию снова или восстановите копию, сделанную перед обновлением.
error-not-for-everybody = Это закрытый бот: он отвечает только тем, кому разрешил его владелец.
error-too-many-articles = Лимит за час исчерпан: { $limit ->
    [one] { $limit } статья
    [few] { $limit } статьи
    [many] { $limit } статей
   *[other] { $limit } статьи
}. Присылайте новые через { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
    [many] { $minutes } минут
   *[other] { $minutes } минуты
}.
error-too-many-characters = С этим текстом вы превысите дневной лимит: { $limit ->
    [one] { $limit } знак
    [few] { $limit } знака
    [many] { $limit } знаков
   *[other] { $limit } знака
}. Присылайте новые тексты через { $hours ->
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
error-too-many-at-once = Ответа уже { $limit ->
    [one] ждёт { $limit } ваша статья
    [few] ждут { $limit } ваши статьи
    [many] ждут { $limit } ваших статей
   *[other] ждут { $limit } вашей статьи
}, и больше я пока не принимаю. Эту статью и всё, что пришло с ней, пришлите ещё раз, когда я отвечу на остальные.
error-too-many-in-group = Здесь больше сообщений, чем Telegram позволяет мне обработать. Минуту я буду пропускать часть из них.
error-busy = Я сейчас перегружен и не могу принять ни это сообщение, ни то, что пришло с ним. Пришлите всё ещё раз через { $minutes ->
    [0] несколько минут
    [one] { $minutes } минуту
    [few] { $minutes } минуты
    [many] { $minutes } минут
   *[other] { $minutes } минуты
}.
error-bad-configuration = Ошибка в настройках: { $problem }. Все настройки описаны в config.example.toml.
error-bad-term = Не могу принять «{ $word }»: { $reason }.
error-glossary-not-read = Не удалось прочитать глоссарий { $path }: { $reason }.
error-message-not-understood = Сообщения такого типа я пока не читаю. Пришлите, пожалуйста, сам текст.
error-given-up = После многих попыток так и не получилось, больше пробовать не буду. Если это был документ, пришлите его в другом формате.
error-unexpected = Что-то пошло не так, это моя ошибка. Она записана в журнал. Попробуйте, пожалуйста, ещё раз.

# Terminal

terminal-paste = Вставьте текст статьи и нажмите Ctrl+D. Чтобы указать файл, нажмите Ctrl+C.
terminal-standard-input = стандартный ввод
error-file-not-opened = Не удаётся открыть { $name }: { $reason }.
error-address-without-scheme = Такого файла нет. Для веб-страницы укажите полный адрес: { $address }
error-file-as-address = Укажите сам файл, без file://: { $name }
error-output-format = Не удаётся записать { $name }: формат перевода этого файла — { $format }. Выберите имя, которое заканчивается на .{ $format }
error-output-is-input = { $name } — это сам оригинал, перевод его заменил бы. Назовите в --output другой файл.
error-output-exists = Файл { $name } уже есть. Назовите другой файл в --output или перезапишите этот: --output { $name }
error-output-not-written = Не удаётся записать { $name }: { $reason }.
error-wrong-usage = { $mistake ->
    [command] Команды «{ $word }» нет.
    [option] Ключа { $word } нет.
    [no-value] Для { $word } нужно значение.
    [needless-value] Для { $word } значение не нужно.
    [missing] Не указано: { $word }.
    [port] «{ $word }» — не порт: --port принимает от 0 до 65535.
    [method] «{ $word }» — не метод: --method принимает reader, lexrank, textrank, lsa, luhn, kl, sumbasic, reduction или edmundson.
    [bilingual] «{ $word }» — не вид показа: --bilingual принимает original-below, translation-below или sentences.
   *[too-much] Лишнее слово: «{ $word }».
}{ $meant ->
    [none] {""}
   *[other] {" "}Возможно, вы имели в виду { $meant }.
} Справка: { $command } --help
terminal-error-length-out-of-range = Число { $word } не подходит: --length принимает от 1 до { $limit } предложений или от 1% до 100% текста.
terminal-error-summary-usage = «{ $word }» не похоже на длину. --length принимает от 1 до { $limit } предложений, от 1% до 100% текста или слово: кратко, средне, подробно.
terminal-error-no-text = Здесь нет текста, с которым можно работать.
terminal-error-language-unclear = Не удаётся определить язык текста. Укажите его, например: --from en
terminal-error-link-only = Это только ссылка, а ссылки в тексте не открываются. Укажите адрес страницы вместо файла (dragoman summary https://…); в настройках нужно open_links = true.
terminal-error-article-too-long = Текст слишком длинный, лимит в знаках: { $limit }. Его можно увеличить в настройках: article_characters, для документов document_characters.
terminal-error-same-language = Текст уже на этом языке: { LANGUAGE($language) }. Укажите в --to другой.
terminal-error-model-missing = Не удаётся перевести { LANGUAGE($source) } → { LANGUAGE($target) }: для этой пары не установлен пакет перевода. Установите его: dragoman models install { $pairs }
terminal-error-package-broken = { $path } не работает: { $reason }. Установите исправную копию пакета: dragoman models install FILE

terminal-models-none = В папке { $path } ещё нет пакетов перевода. Установить английский, русский и украинский: dragoman models install en-ru ru-en en-uk uk-en

terminal-models-installed = Установлен пакет { $package }
terminal-models-removed = Удалён пакет { $package }
error-no-such-package = Пакета { $name } нет. Список имён: dragoman models list
terminal-models-present = Уже установлен пакет { $package }
terminal-models-downloading = Скачивается пакет { $package }
terminal-models-newer = Есть более новая модель { $package }: версия { $version }. Установлена версия { $installed }.
terminal-models-up-to-date = Все пакеты последней версии.
terminal-models-reading-index = Читаю список пакетов…
terminal-models-waiting = Пакеты меняет другой процесс. Жду, пока он закончит…
error-not-a-package = { $name } — не пара языков вроде en-ru, не язык, не модель вроде opus:en-zle и не файл. Список доступных пакетов: dragoman models available
terminal-models-needed = Не хватает пакетов перевода для языков: { $languages }. Сначала скачиваю их…
terminal-models-complete = Пакеты перевода установлены для языков: { $languages }.
terminal-models-nothing-more = Для языка «{ $language }» больше устанавливать нечего.
terminal-models-proposal = Для языка «{ $language }» лучшее, что помещается в память этого компьютера:
terminal-models-agree = Установить их: dragoman models install { $language } --yes
terminal-models-question = Скачать и установить? [д/Н]
terminal-yes = д да y yes
terminal-column-quality = Качество (BLEU)
terminal-column-licence = Лицензия
terminal-column-speed = Скорость
terminal-speed-fast = быстро
terminal-speed-slow = медленнее, лучше
terminal-licence-non-commercial = { $licence } (не для коммерции)
terminal-column-name = Имя
terminal-column-languages = Языки
terminal-column-version = Версия
terminal-column-size = Размер
terminal-column-folder = Папка
terminal-column-installed = Установлен
terminal-column-from = С языка (через)
terminal-column-into = На язык

terminal-setup-offer = Токен не задан, а без него бот не работает. Настроить бота сейчас? [д/Н]
terminal-setup-begin = Несколько вопросов; ответы будут записаны в { $file }. Ctrl+C прервёт настройку, ничего не изменив.
terminal-setup-replace = Файл { $file } уже есть. Записать новый? Старый останется рядом, с «.old» в конце имени. [д/Н]
terminal-setup-token = Токен бота от @BotFather в Telegram (ввод не отображается):
terminal-setup-no-token = Это не токен. Токен выглядит так: 123456789:AAH… Скопируйте его у @BotFather.
terminal-setup-unchecked = Взять этот токен без проверки? [д/Н]
terminal-setup-again = Тогда ещё раз.
terminal-setup-languages = Языки, на которых вы читаете, например «en ru uk» (Enter — английский, русский и украинский):
terminal-setup-models-later = Модели можно установить позже: dragoman models install uk
terminal-setup-people = Кто может пользоваться ботом? 1 = все, 2 = только я, 3 = несколько человек:
terminal-setup-one-of-three = Введите 1, 2 или 3.
terminal-setup-write-to-it = Теперь напишите что-нибудь боту @{ $name } в Telegram, чтобы он вас узнал…
terminal-setup-is-it-you = Написал пользователь { $name } (id { $id }). Это вы? [д/Н]
terminal-setup-ids = Telegram-id этих людей, первым — владелец, например «123456789 987654321»:
terminal-setup-no-ids = id — это целое число; его показывают такие боты, как @userinfobot.
terminal-setup-comment = Записано командой dragoman setup. Все настройки: docs/configuration.md
terminal-setup-written = Записано: { $file }
terminal-setup-ready = Готово. Запустить бота: dragoman run
error-no-terminal = Отвечать на вопросы можно только в терминале. Без него скопируйте config.example.toml в config.toml и укажите там token или задайте DRAGOMAN_TOKEN.

terminal-demo-ready = Dragoman работает по адресу { $url }. Откройте его в браузере и отправьте боту статью. Остановить: Ctrl+C.
terminal-demo-no-packages = Пересказ работает. Для перевода нужны модели: нажмите ⬇ под ответом или установите их: dragoman models install en-ru ru-en en-uk uk-en
error-port-taken = Порт { $port } недоступен. Взять любой свободный: dragoman demo --port 0

terminal-doctor-configuration = Настройки в порядке.
terminal-doctor-token = Токен принадлежит боту @{ $name }.
terminal-doctor-no-guest-mode = Гостевой режим выключен: бота нельзя упомянуть в чатах, где его нет. При запуске бот включит его сам, если сервер это умеет; иначе включите его в настройках бота в @BotFather. Если он не нужен: guest_mode = false
terminal-doctor-no-inline-mode = Встроенный режим выключен: имя бота и слова нельзя ввести в других чатах. При запуске бот включит его сам, если сервер это умеет; иначе отправьте @BotFather команду /setinline, и в любом случае /setinlinefeedback (Enabled). Если он не нужен: inline_mode = false
terminal-doctor-no-token = Токен не задан. Получите его у @BotFather в Telegram и передайте команде dragoman setup или задайте DRAGOMAN_TOKEN. Попробовать без токена: dragoman demo
terminal-doctor-token-refused = Telegram не принимает токен. Скопируйте его ещё раз у @BotFather в Telegram.
terminal-doctor-database = База данных работает: { $url }
terminal-doctor-database-broken = Не удаётся открыть базу данных { $url }: { $reason }. Проверьте database_url в настройках.
terminal-doctor-not-preferred = preferred_packages: нет пакета { $name }. Список имён: dragoman models list
terminal-doctor-indirect = { $ways }: переводится не напрямую. Прямая модель лучше: dragoman models install { $model }
terminal-doctor-pictures = Текст на картинках распознаётся: { $languages }
terminal-doctor-no-pictures = Текст на картинках не распознаётся. Чтобы распознавать его, установите Tesseract с языками eng, rus и ukr.
terminal-doctor-ready = Бота можно запускать: dragoman run
terminal-doctor-not-ready = Бота пока нельзя запустить: смотрите строки с ✗ выше.
terminal-documentation = Как исправить: { $address }

terminal-where = Где стоит каждое предложение:
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
    [many] { $count } слов из заголовка
   *[other] { $count } слов из заголовка
 }
reason-topic = то, о чём текст говорит чаще всего
reason-not-topic = говорит о другом
reason-figure = есть число
reason-names = имена или места
reason-event = причина, итог или планы
reason-words = слова, частые в главных предложениях
reason-length = { $count ->
    [one] { $count } слово
    [few] { $count } слова
    [many] { $count } слов
   *[other] { $count } слов
 }
reason-points-back = отсылает к другому предложению
reason-quotation = цитата
reason-person = от первого лица
reason-form = не законченное утверждение
reason-attribution = только называет источник
list-shown = список: { $shown } из { $items }

# Terminal: help

help-dragoman =
    Использование: dragoman [--config ПУТЬ] КОМАНДА …

    Пересказывает и переводит статьи без сети: в Telegram и прямо здесь.

      summary     Оставить самые важные предложения статьи.
      translate   Перевести статью целиком.
      models      Показать, установить, обновить и удалить пакеты перевода.
      setup       Настроить бота: ответить на вопросы, скачать лучшие модели.
      run         Запустить бота.
      receive     Только принимать то, что присылают, а отвечает «work».
      work        Только отвечать на то, что принял «receive».
      demo        Поговорить с ботом в браузере на этом компьютере.
      doctor      Проверить всё, что нужно боту, и сказать, чего не хватает.

      --config ПУТЬ   Файл настроек вместо config.toml.
      --version       Показать версию.
      --help, -h      Показать эту справку; после команды — справку по ней.

    Коды завершения: 0 — сделано, 1 — не удалось, 2 — ошибка в команде,
    3 — ошибка в настройках.
help-summary =
    Использование: dragoman summary [ФАЙЛ|URL|-]

    Оставить самые важные предложения статьи. ФАЙЛ: TXT, MD, HTML, PDF, DOCX,
    PPTX, ODT, EPUB, FB2, RTF, SRT, VTT, ASS или MHT; без него или с «-» статья
    читается со стандартного ввода. ЯЗЫК — код или название: uk, украинский.

      --length, -n ДЛИНА    От 1 до 50 предложений, от 1% до 100% или слово:
                            кратко, средне, подробно.
      --language, -l ЯЗЫК   Ещё и перевести пересказ.
      --method, -m МЕТОД    Как оценивать предложения: reader (обычный), lexrank,
                            textrank, lsa, luhn, kl, sumbasic, reduction, edmundson.
      --explain             Показать, почему выбрано каждое предложение.
      --where               Показать каждое предложение на его месте.
      --from, -f ЯЗЫК       Язык статьи, если он известен.
      --json                Вывести один объект JSON.
      --help, -h            Показать эту справку.
help-translate =
    Использование: dragoman translate --to ЯЗЫК [ФАЙЛ|URL|-]

    Перевести статью целиком установленными пакетами. Перевод документа — тоже
    файл: report.docx переводится в report.uk.docx рядом с ним или в тот, что указан
    в --output. ЯЗЫК — код или название: uk, украинский.

      --to, -t ЯЗЫК         На какой язык перевести.
      --output, -o ФАЙЛ     Записать файл того же формата, даже если такой уже есть.
      --bilingual, -b ВИД   На двух языках: original-below (оригинал ниже),
                            translation-below (перевод ниже) или sentences
                            (по предложениям).
      --glossary, -g ФАЙЛ   Слова, которые не переводятся или переводятся по-своему,
                            в TOML или CSV: docs/translations.md.
      --from, -f ЯЗЫК       Язык статьи, если он известен.
      --json                Вывести один объект JSON.
      --help, -h            Показать эту справку.
help-models =
    Использование: dragoman models КОМАНДА …

    Показать, установить, обновить и удалить пакеты перевода.

      list                  Показать установленные пакеты.
      available [ЯЗЫК]      Скачать и показать список пакетов.
      install ПАРА|ЯЗЫК|МОДЕЛЬ|ФАЙЛ …
                               Установить пакеты.
      update                Скачать новые версии установленных пакетов.
      remove ИМЯ            Удалить пакет.

      --help, -h   Показать эту справку; после команды — справку по ней.
help-models-list =
    Использование: dragoman models list

    Показать установленные пакеты; не в терминале — столбцами через табуляцию.

      --help, -h   Показать эту справку.
help-models-available =
    Использование: dragoman models available [ЯЗЫК]

    Скачать и показать список пакетов: весь или только для этого языка.

      --help, -h   Показать эту справку.
help-models-install =
    Использование: dragoman models install ПАРА|ЯЗЫК|МОДЕЛЬ|ФАЙЛ …

    Установить пакеты. ПАРА языков вроде en-ru или МОДЕЛЬ вроде opus:en-zle
    скачивается; большая модель преобразуется здесь же за несколько секунд. Для
    ЯЗЫКА предлагается лучшее, что помещается в память компьютера. ФАЙЛ
    (.argosmodel или папка с dragoman.toml) берётся как есть. Пакет заменяет
    прежний того же вида для тех же языков.

      --yes, -y    Установить предложенное, не спрашивая.
      --help, -h   Показать эту справку.
help-models-update =
    Использование: dragoman models update

    Скачать новые версии установленных пакетов.

      --help, -h   Показать эту справку.
help-models-remove =
    Использование: dragoman models remove ИМЯ

    Удалить пакет. ИМЯ — из списка или пара вроде en_ru.

      --help, -h   Показать эту справку.
help-setup =
    Использование: dragoman setup

    Настроить бота: спросить токен, ваши языки и кому можно пользоваться ботом,
    записать config.toml и скачать лучшие модели.

      --help, -h   Показать эту справку.
help-run =
    Использование: dragoman run [--install]

    Запустить бота; он работает до SIGINT (Ctrl+C) или SIGTERM.

      --install    Сначала скачать недостающие пакеты перевода: для языков из
                   install_languages в настройках или для английского, русского и
                   украинского.
      --help, -h   Показать эту справку.
help-receive =
    Использование: dragoman receive

    Только принимать то, что присылают, а отвечает «dragoman work». Нужен
    PostgreSQL. Из нескольких таких процессов работает один; если он исчезнет, его
    место займёт другой.

      --help, -h   Показать эту справку.
help-work =
    Использование: dragoman work

    Только отвечать на то, что принял «dragoman receive»; таких процессов может
    быть сколько угодно. Нужен PostgreSQL.

      --help, -h   Показать эту справку.
help-demo =
    Использование: dragoman demo [--port ПОРТ]

    Поговорить с ботом в браузере на этом компьютере, без токена и без сети.

      --port ПОРТ   Порт страницы: обычно 8800, а 0 — любой свободный.
      --help, -h    Показать эту справку.
help-doctor =
    Использование: dragoman doctor [--json]

    Проверить всё, что нужно боту, и сказать, чего не хватает. Код завершения: 0,
    если бота можно запускать, 3 при ошибке в настройках, иначе 1.

      --json       Вывести один объект JSON.
      --help, -h   Показать эту справку.

# Почему что-то не удалось: внутри других сообщений

cause-of = { $what }: { $cause }
cause-system-error = { $code ->
    [ENOENT] такого файла или папки нет
    [EACCES] нет доступа
    [EPERM] нет доступа
    [EISDIR] это папка
    [ENOTDIR] часть пути — не папка
    [EROFS] диск только для чтения
    [ENOSPC] на диске нет места
    [EADDRINUSE] этот адрес занят другой программой
    [EADDRNOTAVAIL] у этого компьютера нет такого адреса
   *[other] системная ошибка { $code }
}
cause-there-is-no-such-setting = такой настройки нет
cause-has-a-wrong-value = неверное значение
cause-must-be-at-least = должно быть не меньше { $limit }
cause-must-be-at-most = должно быть не больше { $limit }
cause-must-be-a-whole-number = нужно целое число
cause-must-be-a-number = нужно число
cause-must-be-true-or-false = нужно true или false
cause-must-be-text = нужен текст в кавычках
cause-must-be-a-list = нужен список
cause-must-be-one-of = нужно одно из значений: { $values }
cause-must-be-a-web-address = должно начинаться с http:// или https://
cause-must-be-an-address = нужен адрес вроде 127.0.0.1:8080 или [::1]:8080
cause-must-be-networks = нужна сеть вроде 192.0.2.0/24
cause-must-be-a-language = нужен язык, например en или Ukrainian
cause-must-be-a-length = нужно от 1 до { $limit } или short, medium, long
cause-must-be-a-secret = нужно от 16 до 256 знаков: A–Z, a–z, 0–9, _ и -
cause-not-TOML = { $line ->
    [none] это не TOML
   *[other] строка { $line } — не TOML
}
cause-token-is-not-set = не задан; его даёт @BotFather в Telegram, а dragoman setup поставит на место
cause-Telegram-refuses-it = Telegram его не принимает
cause-Telegram-says = Telegram отвечает «{ $said }»
cause-needs-PostgreSQL = dragoman { $role } делит работу с другими через PostgreSQL; с SQLite процесс один, dragoman run
cause-used-by-another-process = { $database } занята другим процессом; несколько могут работать с одной базой PostgreSQL
cause-no-home-for-Argos = не задана, а домашней папки, где Argos хранит пакеты, у этого процесса нет
cause-no-driver = драйвер { $driver } не установлен
cause-the-database-says = она отвечает «{ $said }»
cause-not-a-database = можно только sqlite:///… и postgresql://…
cause-the-port-is-no-number = на месте порта не число
cause-file-is-missing = нет файла { $file }
cause-file-cannot-be-read = файл { $file } не читается
cause-file-is-too-long = файл { $file } слишком длинный
cause-metadata-does-not-say-which-languages = в metadata.json не указаны языки и версия
cause-it-has-no-tokenizer = нет токенизатора ({ $files })
cause-its-tokenizer-cannot-be-read = токенизатор не читается
cause-its-model-cannot-be-loaded = модель не загружается
cause-its-model-fails = в модели произошёл сбой
cause-its-vocabulary-does-not-fit = его словарь принадлежит другой модели
cause-unknown-token = его модель не знает токена { $token }
cause-conversion-takes-too-long = преобразование занимает больше получаса
cause-conversion-needs-memory = для преобразования не хватает памяти
cause-model-cannot-be-converted = модель не удаётся преобразовать
cause-file-outside-its-folder = в нём указан файл вне его папки ({ $file })
cause-not-as-described = нет, неизвестно или не так, как описано в docs/translations.md
cause-no-language-code = «{ $code }» — не код языка
cause-no-version = «{ $version }» — не версия
cause-link-leads-nowhere = это ссылка в никуда
cause-archive-is-not-installed = это архив, он ещё не установлен
cause-it-is-not-for-translating = он не для перевода
cause-it-is-for = это пакет { $package }
cause-it-is-not-a-whole-zip-archive = это не целый zip-архив
cause-it-cannot-be-unpacked = он не распаковывается
cause-it-holds-several-packages = в нём несколько пакетов
cause-it-holds-too-many-files = файлов в нём больше, чем { $limit }
cause-it-would-take = он занял бы { $megabytes } МБ, это больше, чем можно
cause-it-would-write-outside-its-folder = он пишет за пределы своей папки ({ $file })
cause-not-a-plain-file = в нём не только обычные файлы ({ $file })
cause-it-is-locked-with-a-password = он защищён паролем
cause-HTTP = сервер отвечает { $status }
cause-not-before = { $cause }, повторить можно через { $seconds } с
cause-another-part-than-asked-for = сервер присылает не ту часть файла
cause-it-is-too-slow = сервер слишком медленный
cause-redirects-without-an-end = адрес без конца ведёт на следующий
cause-not-an-address = этот адрес не открыть
cause-its-certificate-is-not-valid = сертификат сервера недействителен
cause-there-is-no-answer = сервер не отвечает
cause-the-connection-fails = соединение не удалось
cause-it-leads-from-https-to-http = адрес ведёт с https на http
cause-it-comes-packed-unasked = сервер сжимает файл, хотя его не просили
cause-it-is-larger-than = больше { $megabytes } МБ
cause-no-list-of-packages = это не список пакетов
cause-of-term = «{ $word }»: { $reason }
cause-not-a-glossary = он записан не так, как описано в docs/translations.md
cause-too-many-terms = терминов больше { $limit }
cause-no-translation = нет перевода
cause-no-term = здесь нечего переводить
cause-term-is-too-long = длиннее, чем { $limit } знаков
cause-too-many-forms = форм больше { $limit }
cause-whose-word = неясно, какой это язык ({ $languages }). Поставьте впереди его код, например { $example }
cause-no-language = такого языка нет
