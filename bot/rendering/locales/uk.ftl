# Слова бота. LANGUAGE() дає назву мови за її кодом.

language-itself = Українська

start =
    Вітаю! Я Dragoman.

    Перешліть мені статтю англійською, російською чи українською, вставте її текст або надішліть посилання. Я відповім стислим переказом вашою мовою, а на запит перекладу всю статтю.

    Кожне речення переказу написав сам автор, і один дотик покаже, де воно стоїть у тексті.

    Усе відбувається на комп’ютері, де я працюю: жоден хмарний сервіс не бачить, що ви читаєте. Сторінки за посиланнями я завантажую безпосередньо з їхніх сайтів.

    Що ще я вмію: /help
help =
    Перешліть статтю або надішліть посилання на неї, і я її перекажу. Кнопки під переказом зроблять його коротшим чи довшим і перекладуть усю статтю. «Де це в тексті» покаже кожне речення на його місці в оригіналі.

    /summary [довжина] [мова] [метод]
    Наприклад: /summary 5 en, /summary 20%, /summary стисло

    /translate [мова]
    Наприклад: /translate en

    Дайте команду у відповідь на статтю або допишіть після команди текст чи посилання. Без них я візьму останню статтю в цьому чаті. У групі відповідайте командою на статтю. У групах і каналах адміністратори вибирають у /settings, що я роблю без команд.

    /bilingual — читання двома мовами одразу
    /settings — мови й довжина переказу
    /glossary — слова, які не перекладати або перекладати по-своєму
    /privacy — що і як довго я зберігаю
    /forget — видалити те, що я зберігаю про вас

help-reactions = Поставте реакцію під статтею, яку я знаю:
help-reaction-summary = { $emoji } — переказати
help-reaction-translation = { $emoji } — перекласти

help-guest = У чатах, де мене немає, дайте відповідь на повідомлення: «@{ $bot } перекажи» або «@{ $bot } переклади uk».
help-inline = У будь-якому чаті введіть @{ $bot } і короткий текст або посилання.

unknown-command = Команди { $command } я не знаю.

command-start = Що вміє цей бот
command-help = Як ним користуватися
command-summary = Переказати статтю: /summary 5 en
command-translate = Перекласти статтю: /translate en
command-settings = Мови й довжина переказу
command-bilingual = Читати двома мовами одразу
command-glossary = Слова, які перекладати по-своєму
command-privacy = Що і як довго я зберігаю
command-forget = Видалити те, що я зберігаю про вас
about-short = Переказує та перекладає переслані статті. Без хмарних сервісів.
about =
    Перешліть статтю англійською, російською чи українською й отримайте стислий переказ своєю мовою, а на запит — повний переклад.

    Жоден хмарний сервіс не бачить, що ви читаєте.

error-summary-usage =
    Не розумію «{ $word }». Команда має такий вигляд:
    /summary [довжина] [мова] [метод]

    Наприклад, п’ять речень англійською:
    /summary 5 en

    Довжина: 5, 20%, стисло, середньо, докладно. Методи: reader, lexrank, textrank, lsa, luhn, kl, sumbasic, reduction, edmundson.
error-length-out-of-range =
    Число { $word } не підходить: можна від 1 до { $limit } речень або від 1 до 100 % тексту. Команда має такий вигляд:
    /summary [довжина] [мова] [метод]

    Наприклад, п’ять речень англійською:
    /summary 5 en
error-translate-usage =
    Не розумію «{ $word }». Команда має такий вигляд:
    /translate [мова]

    Наприклад, англійською:
    /translate en

words = { $count ->
    [one] { $count } слово
    [few] { $count } слова
    [many] { $count } слів
   *[other] { $count } слова
}
sentences = { $count ->
    [one] { $count } речення
    [few] { $count } речення
    [many] { $count } речень
   *[other] { $count } речення
}
articles = { $count ->
    [one] { $count } стаття
    [few] { $count } статті
    [many] { $count } статей
   *[other] { $count } статті
}
days = { $count ->
    [one] { $count } день
    [few] { $count } дні
    [many] { $count } днів
   *[other] { $count } дня
}
hours = { $count ->
    [one] { $count } годину
    [few] { $count } години
    [many] { $count } годин
   *[other] { $count } години
}
keywords = Про що: { $words }
already-short = і так коротко
by-author = автор: { $author }
recognised = { $name } (розпізнаний текст)
recognised-picture = текст із зображення

button-shorter = − Коротше
button-longer = + Довше
button-translation = 🌐 Повний переклад
button-translate-to = 🌐 { $language }
button-anew = 🔄 Переказати ще раз
button-original = 📄 Оригінал
button-translated = 📄 { $language }
button-chapters = 📖 Розділи: { $count }
button-stop = ⏹ Зупинити
button-download = ⬇ Завантажити переклад (близько { $megabytes } МБ)
button-places = 🔎 Де це в тексті
button-share = 📤 Поділитися
button-copy = 📋 Копіювати
button-summary = 📝 Переказ

places-hint = Натисніть номер речення, щоб побачити його в тексті.
place = Речення { $number }
place-quoted = Речення { $number }. Натисніть на цитату, щоб побачити його в тексті.
place-not-quoted = Речення { $number }. Процитувати його вже не вдається: імовірно, повідомлення змінили. Ось це місце в тексті:
place-gone = Речення { $number }. Повідомлення видалено. Ось це місце в тексті:
place-page = с. { $page }
place-open = Відкрити на цьому місці
place-open-post = Відкрити допис

text-edited = Ви змінили текст уже після моєї відповіді.
working-on-it = Уже працюю над цим.
translating = Перекладаю: { $percent } %
downloading-models = Завантажую моделі перекладу: { $percent } %
stopped = ⏹ Зупинено: перекладено { $percent } % тексту. Щоб продовжити, натисніть кнопку нижче.
reaction-to-unknown = У цьому повідомленні немає статті, яку я знаю. Поставте реакцію під статтею, яку мені надіслали, або надішліть її ще раз.
nothing-to-stop = Зупиняти нічого: цей переклад уже завершено.
not-yours-to-stop = Зупинити це може лише автор запиту або адміністратор.
not-your-button = Ці кнопки діють лише для автора запиту. Перешліть мені статтю самостійно або дайте на неї відповідь командою /summary.
not-as-channel = Ви пишете від імені каналу, а Telegram не повідомляє мені, хто за ним стоїть. Надішліть { $command } від свого імені.
article-gone = Цієї статті в мене вже немає. Надішліть її, будь ласка, ще раз.
message-too-old = Повідомлення надто старе: Telegram уже не дає його змінити. Надішліть, будь ласка, статтю ще раз.
elsewhere-reading = Читаю…
elsewhere-cut = ✂ Решта не вміщується в одне повідомлення. Щоб прочитати все, надішліть статтю мені в особистий чат.
inline-empty = Введіть короткий текст або посилання
inline-too-long = Довші тексти надсилайте мені сюди
inline-no-links = Посилань я не відкриваю
inline-no-package = Немає пакета перекладу: { LANGUAGE($language) }
inline-unclear = Не можу зрозуміти, якою це мовою
inline-nothing = Не можу це перекласти
inline-refused = Зараз не можу. Докладніше в нашому чаті
inline-summary = Переказ цієї сторінки
inline-translate = Переклад цієї сторінки: { LANGUAGE($language) }
nothing-to-shorten = Текст і так короткий ({ $words }): скорочувати нема чого.
not-translated = Показано мовою оригіналу. { $reason }
not-set-up = Переклад { LANGUAGE($source) } → { LANGUAGE($target) } у цьому боті поки що не налаштовано.
kept-original = ⚠ { $count ->
    [one] { $count } речення залишилося
    [few] { $count } речення залишилися
    [many] { $count } речень залишилося
   *[other] { $count } речення залишилося
} мовою оригіналу: переклад не пройшов перевірку.
kept-title = ⚠ Заголовок залишено мовою оригіналу: переклад не пройшов перевірку.
partly-not-translated = Частина тексту залишилася мовою оригіналу: немає пакета перекладу для мов: { $languages }.
ask-language = Якою мовою написано цей текст?
chapters-of = Який розділ «{ $title }» переказати?

what-i-read = Я читаю статті. Перешліть допис, вставте текст, надішліть посилання або файл (TXT, MD, HTML, PDF, DOCX, PPTX, ODT, EPUB, FB2, RTF, SRT, VTT, ASS, MHT). Дописи із зображеннями теж підійдуть, якщо мають підпис.

settings = Налаштування
settings-of-group = Налаштування цієї групи
settings-of-topic = Налаштування цієї теми
settings-of-channel = Налаштування каналу «{ $name }»
settings-language = Мова: { $language }
settings-language-automatic = як у Telegram
settings-everyones = у кожного свій вибір
settings-target = Перекладати на: { $language }
settings-read = Не перекладати: { $languages }
settings-read-hint = Виберіть мови, якими тут читають. Тексти ними я показую як є.
settings-length = Довжина переказу: { $length }
settings-bilingual = У перекладах показувати: { $way }
settings-mode-group = Відповідаю на: { $mode }
settings-mode-group-hint = Щоб бачити всі повідомлення, мені потрібно бути адміністратором групи. Я не відповідаю ботам і на те, що написано мовами, якими тут читають.
settings-mode-channel = До кожного допису: { $mode }
settings-mode-channel-hint = Щоб писати коментарі, мені потрібно бути адміністратором і в групі для обговорень.
settings-reactions = Реакції: { $reactions }
settings-reaction-summary = { $emoji } — переказ
settings-reaction-translation = { $emoji } — переклад
settings-reactions-none = немає
settings-reactions-person-hint = Поставте цю реакцію під статтею, яку мені надіслали, і я її перекажу або перекладу.
settings-reactions-group-hint = Щоб бачити реакції, мені потрібно бути адміністратором групи. Я знаю лише ті статті, про які мене тут питали.
settings-details-on = Відомості про модель: показувати
settings-details-off = Відомості про модель: не показувати
automatic-off = лише команди
automatic-forwards = переслані повідомлення
automatic-foreign = повідомлення іншими мовами
automatic-articles = довгі повідомлення й посилання
automatic-none = нічого
automatic-comment-summary = переказ у коментарях
automatic-comment-translation = переклад у коментарях
automatic-post-summary = переказ наступним дописом
automatic-post-translation = переклад наступним дописом
button-language = Мова
button-target = Перекладати на
button-read = Не перекладати
button-length = Довжина переказу
button-bilingual = Дві мови
button-mode = На що відповідати
button-react = Реакції
button-no-summary = Без реакції для переказу
button-no-translation = Без реакції для перекладу
button-details-on = Показувати модель
button-details-off = Не показувати модель
button-as-group = Як у всій групі
button-back = ‹ Назад
length-short = стисло
length-medium = середньо
length-long = докладно
bilingual-off = лише переклад
bilingual-original-below = переклад, під ним оригінал
bilingual-translation-below = оригінал, під ним переклад
bilingual-sentences = речення за реченням
settings-for-administrators = Налаштування цього чату змінюють лише адміністратори. Щоб змінити свої, надішліть мені /settings у приватному чаті.
settings-outdated = Ці налаштування застаріли. Надішліть /settings ще раз.
settings-automatic = Автоматично

added = Вітаю! Дайте відповідь на будь-яке повідомлення в цій групі командою /summary або /translate, і я перекажу його чи перекладу.
added-sees-little = Тут я бачу лише команди й відповіді на мої повідомлення: у Telegram це називається режимом приватності. Щоб я перекладав повідомлення без команд, зробіть мене адміністратором (права не потрібні) і виберіть у /settings, на що мені відповідати.
added-sees-all = Я бачу тут усі повідомлення, але відповідаю лише на команди, доки адміністратор не вибере в /settings інше. Те, на що я не відповідаю, я не зберігаю.
added-to-channel = Тепер я адміністратор вашого каналу. Я нічого там не роблю, доки ви не виберете нижче, що додавати до кожного допису. Щоб я писав коментарі, додайте мене й до групи для обговорень як адміністратора.

glossary = Глосарій
glossary-empty = Тут поки що нічого немає. Додайте слова, і в цьому чаті я залишатиму їх без змін або перекладатиму по-вашому.
glossary-kept = { $term } (не перекладати)
glossary-translated = { $term } → { $forms } ({ LANGUAGE($language) })
glossary-everywhere = { $term } → { $forms } (усі мови)
glossary-add = + Додати
glossary-change = Змінити
glossary-remove = Видалити
glossary-clear = Видалити все
glossary-clear-all = Видалити весь глосарій ({ $count ->
    [one] { $count } термін
    [few] { $count } терміни
    [many] { $count } термінів
   *[other] { $count } терміна
})? Скасувати це буде неможливо.
glossary-which = Що змінити?
glossary-how-to-keep = Щоб слово не перекладалося:
glossary-how-to-translate = Щоб воно перекладалося по-своєму:
glossary-how-to-change = Щоб змінити, надішліть з іншим перекладом:
glossary-how-lines = Кілька слів пишіть по одному в рядку. Мова спереду (ru: …) уточнює, якою мовою переклад. Різні форми слова розділяйте знаком « / ».
glossary-how-reply = Можна й дати відповідь на це повідомлення такими рядками, без команди.
glossary-added = Тепер у глосарії:
glossary-removed = Видалено з глосарія:
glossary-more = і ще { $count }
glossary-not-there = «{ $term }» у глосарії немає.
glossary-full = У глосарії може бути не більше ніж { $limit } термінів. Видаліть непотрібні: /glossary
glossary-outdated = Це повідомлення застаріло. Надішліть /glossary ще раз.
glossary-for-administrators = Глосарій цього чату змінюють лише адміністратори.

privacy = Що і як довго я зберігаю
privacy-articles = Ваші статті, ваш ID, номери чату та повідомлення: { $time }, для кнопок. Із файлів: текст, назва, розділи.
privacy-translations = Перекладені речення: { $time } після останнього використання, без імен.
privacy-settings = Ваші налаштування й глосарій: доки не зміните.
privacy-chat = Налаштування й глосарій цього чату, номери відповідей на дописи каналу: доки мене не видалять із чату. Повідомлень, на які я не відповідаю, я не зберігаю.
privacy-usage = Скільки ви надіслали: два дні.
privacy-updates = Усе написане мені, натискання, відповіді: доки не відповім, і ще { $time }.
privacy-machine = Тексти не залишають комп’ютера, де я працюю, і не потрапляють до журналу.
privacy-links = Сайти за посиланнями бачать мій комп’ютер, а не вас.
privacy-forget = /forget видаляє те, що я зберігаю про вас.
privacy-operator = Власник бота: { $operator }
privacy-contact = Контакт: { $contact }

forget = Видалити те, що я зберігаю про вас: налаштування, глосарій, статті й усе, що ще чекає на відповідь? Скасувати видалення буде неможливо. Кнопки під моїми переказами перестануть працювати.
forget-delete = Видалити
forget-keep = Залишити
forget-chat = Видалити збережене про цю групу
forget-kept = Добре, нічого не видалено.
forget-done = Видалено:
forget-settings = ваші налаштування
forget-glossary = ваш глосарій
forget-records = записи про те, що ви надсилали і що я відповідав
forget-messages = Повідомлення в цьому чаті залишаються. Їх можна видалити в самому Telegram.
forget-last = Запис про цей запит я зберігатиму ще { $time }.
forget-nothing = Видаляти більше нема чого.
forget-not-yours = Ці кнопки діють лише для автора команди /forget.

status-waiting = У черзі: { $count }
status-oldest = Найдовше очікування: { $seconds } с
status-begun = У роботі: { $count }
status-models = Моделі в пам’яті: { $models }
status-memory = Пам’ять: { $megabytes } МБ
status-uptime = Час роботи: { $days } д { $hours } год { $minutes } хв

error-no-text = Не бачу тут тексту. Перешліть статтю або вставте її текст.
error-link-only = Не можу відкрити це посилання: я читаю лише вебсторінки (http, https). Вставте, будь ласка, текст статті або перешліть сам допис.
error-forbidden-address = Посилання на { $site } я не відкриваю: читаю лише загальнодоступні вебсторінки. Вставте, будь ласка, текст статті.
error-page-unreachable = Сайт { $site } не відповідає або відповідає надто довго. Спробуйте пізніше або вставте текст статті.
error-page-too-large = Сторінка на { $site } завелика: ліміт — { $megabytes } МБ. Вставте, будь ласка, текст статті.
error-not-a-page = За цим посиланням на { $site } немає ні вебсторінки, ні документа, який я вмію читати. Вставте, будь ласка, текст статті.
error-page-behind-wall = { $wall ->
    [consent] Перш ніж показати статтю, { $site } просить згоди, а дати її я не можу.
    [paywall] { $site } показує цю статтю лише передплатникам.
    [login] Щоб прочитати цю статтю, потрібно ввійти на { $site }.
    [bot-check] { $site } перевіряє, чи читає людина, а я бот.
    [missing] На { $site } немає такої сторінки: можливо, її перенесли або видалили.
    [broken] На { $site } зараз збій. Спробуйте пізніше.
   *[refused] { $site } не віддає мені цю сторінку.
} Якщо у вас вона відкривається, вставте сюди текст статті.
error-no-article-on-page = Не бачу статті на цій сторінці { $site }. Вставте, будь ласка, її текст.
error-no-article = Яку статтю? Дайте на неї відповідь цією командою, допишіть після команди текст чи посилання або спершу перешліть мені статтю.
error-nothing-mentioned = Що прочитати? Дайте відповідь на повідомлення і згадайте @{ $bot } або напишіть текст чи посилання після мого імені.
error-article-too-long = Текст задовгий: { $characters ->
    [one] { $characters } знак
    [few] { $characters } знаки
    [many] { $characters } знаків
   *[other] { $characters } знака
}, а ліміт — { $limit }. Надішліть його, будь ласка, частинами.
error-language-unclear = Не можу визначити, яка це мова. Надішліть, будь ласка, довший уривок.
error-unsupported-language = Схоже, мова тексту — { LANGUAGE($language) }. Поки що я читаю лише англійською, російською та українською.
error-unknown-language = Не знаю такої мови: «{ $code }». Укажіть код, наприклад en, ru або uk.
error-same-language = Текст уже цією мовою: { LANGUAGE($language) }. Виберіть іншу, наприклад: /translate { $language ->
    [en] uk
   *[other] en
}
error-model-missing = Не можу перекласти { LANGUAGE($source) } → { LANGUAGE($target) }: для цієї пари не встановлено пакет перекладу. Власник бота може його додати: dragoman models install { $pairs }
error-package-broken = Пакет перекладу { $path } не працює: { $reason }. Власник бота може видалити його й установити знову: dragoman models
error-index-unavailable = Не вдалося прочитати список пакетів за адресою { $url }: { $reason }. Перевірте мережу та package_index у налаштуваннях.
error-no-package = Пакета { LANGUAGE($source) } → { LANGUAGE($target) } немає, і перекласти через інші мови теж не можна. Список доступних пакетів: dragoman models available
error-no-direct-package = Прямого пакета { LANGUAGE($source) } → { LANGUAGE($target) } немає. Його замінять кілька пакетів: dragoman models install { $pairs }
error-package-download-failed = Не вдалося завантажити { $package }: { $reason }. Перевірте мережу та спробуйте ще раз.
error-disk-full = На диску, де міститься { $path }, бракує місця. Звільніть місце та спробуйте ще раз.
error-folder-unusable = Не вдалося змінити теку пакетів { $path }: { $reason }. Іншу теку можна вказати в packages_folder у налаштуваннях.
error-method-too-slow = Метод { $method } працював би надто довго: у тексті { $sentences ->
    [one] { $sentences } речення
    [few] { $sentences } речення
    [many] { $sentences } речень
   *[other] { $sentences } речення
}, а його ліміт — { $limit }. Не вказуйте метод: звичайний підходить для текстів будь-якої довжини.
error-file-unreadable = Не бачу тексту у файлі { $name }. Я читаю файли TXT, MD, HTML, PDF, DOCX, PPTX, ODT, EPUB, FB2, RTF, SRT, VTT, ASS і MHT.
error-format-not-read = { $kind ->
    [doc] { $name } — файл старого формату Word, його я не читаю. Збережіть його, будь ласка, як DOCX і надішліть знову.
    [xls] { $name } — таблиця Excel, такі файли я не читаю. Збережіть її, будь ласка, як PDF і надішліть знову або вставте сам текст.
    [ppt] { $name } — стара презентація PowerPoint, такі файли я не читаю. Збережіть її, будь ласка, як PPTX і надішліть знову.
    [mobi] { $name } — книга для Kindle, такі файли я не читаю. Перетворіть її, будь ласка, на EPUB і надішліть знову.
   *[djvu] { $name } — файл DjVu, такі файли я не читаю. Перетворіть його, будь ласка, на PDF і надішліть знову.
}
error-document-too-large = Файл { $name } завеликий: ліміт — { $megabytes } МБ. Надішліть його, будь ласка, частинами.
error-pictures-not-read = Текст на зображеннях я тут не розпізнаю. Надішліть, будь ласка, сам текст. Власник бота може ввімкнути розпізнавання, установивши Tesseract.
error-no-text-in-picture = Не можу розібрати текст на зображенні. Спробуйте зробити чіткіше фото, тримаючи камеру рівно над текстом.
error-download-failed = Не вдалося отримати файл { $name } з Telegram. Надішліть його, будь ласка, ще раз.
error-files-not-allowed = У цьому чаті мені не можна надсилати файли, тому { $name } надіслати не вдалося. Дозволити це може адміністратор. Або надішліть документ мені в особистий чат.
error-document-locked = Файл { $name } захищено, тому відкрити його не вдалося. Надішліть, будь ласка, копію без пароля й захисту від копіювання.
error-document-scanned = У файлі { $name } лише зображення сторінок, а тексту немає. Надішліть, будь ласка, файл із текстом або вставте сам текст.
error-document-illegible = У файлі { $name } не вказано, які в ньому літери, тому прочитати його не вдалося. Надішліть, будь ласка, інший варіант файлу або вставте сам текст.
error-document-broken = Файл { $name } пошкоджено, тому відкрити його не вдалося. Збережіть його, будь ласка, знову або надішліть в іншому форматі.
error-document-too-demanding = Щоб відкрити { $name }, потрібно забагато часу або пам’яті. Надішліть його, будь ласка, частинами або в іншому форматі.
error-telegram-unreachable = Сервер Bot API за адресою { $url } не відповідає. Перевірте мережу та api_url у налаштуваннях.
error-database-unreachable = База даних недоступна: { $reason }. Перевірте, чи її запущено та чи правильно вказано database_url у налаштуваннях.
error-database-too-new = З цією базою даних уже працювала новіша версія Dragoman (крок бази: { $step }, версія { $version } знає { $latest }), тому в ній нічого не змінено. Установіть новішу версію знову або відновіть копію, зроблену перед оновленням.
error-not-for-everybody = Це закритий бот: він відповідає лише тим, кому дозволив його власник.
error-too-many-articles = Ліміт за годину вичерпано: { $limit ->
    [one] { $limit } стаття
    [few] { $limit } статті
    [many] { $limit } статей
   *[other] { $limit } статті
}. Надсилайте нові через { $minutes ->
    [one] { $minutes } хвилину
    [few] { $minutes } хвилини
    [many] { $minutes } хвилин
   *[other] { $minutes } хвилини
}.
error-too-many-characters = Із цим текстом ви перевищите денний ліміт: { $limit ->
    [one] { $limit } знак
    [few] { $limit } знаки
    [many] { $limit } знаків
   *[other] { $limit } знака
}. Надсилайте нові тексти через { $hours ->
    [0] { $minutes ->
        [one] { $minutes } хвилину
        [few] { $minutes } хвилини
        [many] { $minutes } хвилин
       *[other] { $minutes } хвилини
    }
    [one] { $hours } годину
    [few] { $hours } години
    [many] { $hours } годин
   *[other] { $hours } години
}.
error-too-many-at-once = На відповідь уже { $limit ->
    [one] чекає { $limit } ваша стаття
    [few] чекають { $limit } ваші статті
    [many] чекають { $limit } ваших статей
   *[other] чекають { $limit } вашої статті
}, і більше я поки що не приймаю. Цю статтю й усе, що надійшло з нею, надішліть ще раз, коли я відповім на решту.
error-too-many-in-group = Тут більше повідомлень, ніж Telegram дозволяє мені опрацювати. Хвилину я пропускатиму частину з них.
error-busy = Я зараз перевантажений і не можу прийняти ні це повідомлення, ні те, що надійшло з ним. Надішліть усе ще раз через { $minutes ->
    [0] кілька хвилин
    [one] { $minutes } хвилину
    [few] { $minutes } хвилини
    [many] { $minutes } хвилин
   *[other] { $minutes } хвилини
}.
error-bad-configuration = Помилка в налаштуваннях: { $problem }. Усі налаштування описано в config.example.toml.
error-bad-term = Не можу прийняти «{ $word }»: { $reason }.
error-glossary-not-read = Не вдалося прочитати глосарій { $path }: { $reason }.
error-message-not-understood = Повідомлень такого типу я поки що не читаю. Надішліть, будь ласка, сам текст.
error-given-up = Після багатьох спроб так і не вдалося, більше не пробуватиму. Якщо це був документ, надішліть його в іншому форматі.
error-unexpected = Щось пішло не так, це моя помилка. Її записано до журналу. Спробуйте, будь ласка, ще раз.

# Terminal

terminal-paste = Вставте текст статті й натисніть Ctrl+D. Щоб указати файл, натисніть Ctrl+C.
terminal-standard-input = стандартне введення
error-file-not-opened = Не вдалося відкрити { $name }: { $reason }.
error-address-without-scheme = Такого файлу немає. Для вебсторінки вкажіть повну адресу: { $address }
error-file-as-address = Укажіть сам файл, без file://: { $name }
error-output-format = Не вдалося записати { $name }: формат перекладу цього файлу — { $format }. Виберіть назву, що закінчується на .{ $format }
error-output-is-input = { $name } — це сам оригінал, переклад його замінив би. Укажіть у --output інший файл.
error-output-exists = Файл { $name } вже існує. Укажіть інший файл у --output або перезапишіть цей: --output { $name }
error-output-not-written = Не вдалося записати { $name }: { $reason }.
error-wrong-usage = { $mistake ->
    [command] Команди «{ $word }» немає.
    [option] Ключа { $word } немає.
    [no-value] Для { $word } потрібне значення.
    [needless-value] Для { $word } значення не потрібне.
    [missing] Не вказано: { $word }.
    [port] «{ $word }» — не порт: --port приймає від 0 до 65535.
    [method] «{ $word }» — не метод: --method приймає reader, lexrank, textrank, lsa, luhn, kl, sumbasic, reduction або edmundson.
    [bilingual] «{ $word }» — не вид показу: --bilingual приймає original-below, translation-below або sentences.
   *[too-much] Зайве слово: «{ $word }».
}{ $meant ->
    [none] {""}
   *[other] {" "}Можливо, ви мали на увазі { $meant }.
} Довідка: { $command } --help
terminal-error-length-out-of-range = Число { $word } не підходить: --length приймає від 1 до { $limit } речень або від 1% до 100% тексту.
terminal-error-summary-usage = «{ $word }» не схоже на довжину. --length приймає від 1 до { $limit } речень, від 1% до 100% тексту або слово: стисло, середньо, докладно.
terminal-error-no-text = Тут немає тексту, з яким можна працювати.
terminal-error-language-unclear = Не вдалося визначити мову тексту. Укажіть її, наприклад: --from en
terminal-error-link-only = Це лише посилання, а посилання в тексті не відкриваються. Укажіть адресу сторінки замість файлу (dragoman summary https://…); у налаштуваннях потрібно open_links = true.
terminal-error-article-too-long = Текст задовгий, ліміт у знаках: { $limit }. Його можна збільшити в налаштуваннях: article_characters, для документів document_characters.
terminal-error-same-language = Текст уже цією мовою: { LANGUAGE($language) }. Укажіть у --to іншу.
terminal-error-model-missing = Не вдалося перекласти { LANGUAGE($source) } → { LANGUAGE($target) }: для цієї пари не встановлено пакет перекладу. Установіть його: dragoman models install { $pairs }
terminal-error-package-broken = { $path } не працює: { $reason }. Установіть справну копію пакета: dragoman models install FILE

terminal-models-none = У теці { $path } ще немає пакетів перекладу. Установити англійську, російську та українську: dragoman models install en-ru ru-en en-uk uk-en

terminal-models-installed = Установлено пакет { $package }
terminal-models-removed = Видалено пакет { $package }
error-no-such-package = Пакета { $name } немає. Список назв: dragoman models list
terminal-models-present = Уже встановлено пакет { $package }
terminal-models-downloading = Завантажується пакет { $package }
terminal-models-newer = Є новіша модель { $package }: версія { $version }. Встановлено версію { $installed }.
terminal-models-up-to-date = Усі пакети останньої версії.
terminal-models-reading-index = Читаю список пакетів…
terminal-models-waiting = Пакети змінює інший процес. Чекаю, доки він завершить…
error-not-a-package = { $name } — не пара мов на зразок en-ru, не мова, не модель на зразок opus:en-zle і не файл. Список доступних пакетів: dragoman models available
terminal-models-needed = Бракує пакетів перекладу для мов: { $languages }. Спершу завантажую їх…
terminal-models-complete = Пакети перекладу встановлено для мов: { $languages }.
terminal-models-nothing-more = Для мови «{ $language }» більше нічого встановлювати.
terminal-models-proposal = Для мови «{ $language }» найкраще, що вміщується в пам’ять цього комп’ютера:
terminal-models-agree = Установити їх: dragoman models install { $language } --yes
terminal-models-question = Завантажити й установити? [т/Н]
terminal-yes = т так y yes
terminal-column-quality = Якість (BLEU)
terminal-column-licence = Ліцензія
terminal-column-speed = Швидкість
terminal-speed-fast = швидко
terminal-speed-slow = повільніше, краще
terminal-licence-non-commercial = { $licence } (не для комерції)
terminal-column-name = Назва
terminal-column-languages = Мови
terminal-column-version = Версія
terminal-column-size = Розмір
terminal-column-folder = Тека
terminal-column-installed = Установлено
terminal-column-from = З мови (через)
terminal-column-into = Мовою

terminal-setup-offer = Токен не задано, а без нього бот не працює. Налаштувати бота зараз? [т/Н]
terminal-setup-begin = Кілька запитань; відповіді буде записано у { $file }. Ctrl+C перерве налаштування, нічого не змінивши.
terminal-setup-replace = Файл { $file } уже є. Записати новий? Старий залишиться поруч, з «.old» наприкінці назви. [т/Н]
terminal-setup-token = Токен бота від @BotFather у Telegram (введене не показується):
terminal-setup-no-token = Це не токен. Токен має такий вигляд: 123456789:AAH… Скопіюйте його в @BotFather.
terminal-setup-unchecked = Узяти цей токен без перевірки? [т/Н]
terminal-setup-again = Тоді ще раз.
terminal-setup-languages = Мови, якими ви читаєте, наприклад «en ru uk» (Enter — англійська, російська та українська):
terminal-setup-models-later = Моделі можна встановити пізніше: dragoman models install uk
terminal-setup-people = Хто може користуватися ботом? 1 = усі, 2 = лише я, 3 = кілька людей:
terminal-setup-one-of-three = Введіть 1, 2 або 3.
terminal-setup-write-to-it = Тепер напишіть будь-що боту @{ $name } у Telegram, щоб він вас упізнав…
terminal-setup-is-it-you = Написав користувач { $name } (id { $id }). Це ви? [т/Н]
terminal-setup-ids = Telegram-id цих людей, першим — власник, наприклад «123456789 987654321»:
terminal-setup-no-ids = id — це ціле число; його показують такі боти, як @userinfobot.
terminal-setup-comment = Записано командою dragoman setup. Усі налаштування: docs/configuration.md
terminal-setup-written = Записано: { $file }
terminal-setup-ready = Готово. Запустити бота: dragoman run
error-no-terminal = Відповідати на запитання можна лише в терміналі. Без нього скопіюйте config.example.toml у config.toml і вкажіть там token або задайте DRAGOMAN_TOKEN.

terminal-demo-ready = Dragoman працює за адресою { $url }. Відкрийте її в браузері й надішліть боту статтю. Зупинити: Ctrl+C.
terminal-demo-no-packages = Переказ працює. Для перекладу потрібні моделі: натисніть ⬇ під відповіддю або встановіть їх: dragoman models install en-ru ru-en en-uk uk-en
error-port-taken = Порт { $port } недоступний. Узяти будь-який вільний: dragoman demo --port 0

terminal-doctor-configuration = Налаштування правильні.
terminal-doctor-token = Токен належить боту @{ $name }.
terminal-doctor-no-guest-mode = Гостьовий режим вимкнено: бота не можна згадати в чатах, де його немає. Під час запуску бот увімкне його сам, якщо сервер це вміє; інакше ввімкніть його в налаштуваннях бота в @BotFather. Якщо він не потрібен: guest_mode = false
terminal-doctor-no-inline-mode = Вбудований режим вимкнено: ім’я бота і слова не можна ввести в інших чатах. Під час запуску бот увімкне його сам, якщо сервер це вміє; інакше надішліть @BotFather команду /setinline, і в будь-якому разі /setinlinefeedback (Enabled). Якщо він не потрібен: inline_mode = false
terminal-doctor-no-token = Токен не задано. Отримайте його в @BotFather у Telegram і передайте команді dragoman setup або задайте DRAGOMAN_TOKEN. Спробувати без токена: dragoman demo
terminal-doctor-token-refused = Telegram не приймає токен. Ще раз скопіюйте його з @BotFather у Telegram.
terminal-doctor-database = База даних працює: { $url }
terminal-doctor-database-broken = Не вдалося відкрити базу даних { $url }: { $reason }. Перевірте database_url у налаштуваннях.
terminal-doctor-not-preferred = preferred_packages: немає пакета { $name }. Список назв: dragoman models list
terminal-doctor-indirect = { $ways }: перекладається не напряму. Пряма модель краща: dragoman models install { $model }
terminal-doctor-pictures = Текст на зображеннях розпізнається: { $languages }
terminal-doctor-no-pictures = Текст на зображеннях не розпізнається. Щоб розпізнавати його, установіть Tesseract із мовами eng, rus та ukr.
terminal-doctor-ready = Бота можна запускати: dragoman run
terminal-doctor-not-ready = Бота поки що не можна запустити: дивіться рядки з ✗ вище.
terminal-documentation = Як виправити: { $address }

terminal-where = Де стоїть кожне речення:
terminal-explained = Чому ці речення і яку оцінку дав би їм читач (від 0 до 3):
terminal-explained-method = Оцінки методу { $method }:
terminal-left-out = Найкраще з того, що не ввійшло:
terminal-for = за: { $reasons }
terminal-against = проти: { $reasons }
terminal-needs-another = потребує попереднього
terminal-needs-none = зрозуміле саме по собі
reason-place = речення { $place } із { $count }
reason-title = { $count ->
    [0] жодного слова із заголовка
    [one] { $count } слово із заголовка
    [few] { $count } слова із заголовка
    [many] { $count } слів із заголовка
   *[other] { $count } слів із заголовка
 }
reason-topic = те, про що текст говорить найчастіше
reason-not-topic = говорить про інше
reason-figure = є число
reason-names = імена або місця
reason-event = причина, наслідок або плани
reason-words = слова, часті в головних реченнях
reason-length = { $count ->
    [one] { $count } слово
    [few] { $count } слова
    [many] { $count } слів
   *[other] { $count } слів
 }
reason-points-back = відсилає до іншого речення
reason-quotation = цитата
reason-person = від першої особи
reason-form = не завершене твердження
reason-attribution = лише називає джерело
list-shown = список: { $shown } із { $items }

# Terminal: help

help-dragoman =
    Використання: dragoman [--config ШЛЯХ] КОМАНДА …

    Переказує та перекладає статті без мережі: у Telegram і просто тут.

      summary     Залишити найважливіші речення статті.
      translate   Перекласти всю статтю.
      models      Показати, установити, оновити й видалити пакети перекладу.
      setup       Налаштувати бота: відповісти на запитання, завантажити моделі.
      run         Запустити бота.
      receive     Лише приймати те, що надсилають, а відповідає «work».
      work        Лише відповідати на те, що прийняв «receive».
      demo        Поговорити з ботом у браузері на цьому комп’ютері.
      doctor      Перевірити все, що потрібно боту, і сказати, чого бракує.

      --config ШЛЯХ   Файл налаштувань замість config.toml.
      --version       Показати версію.
      --help, -h      Показати цю довідку; після команди — довідку про неї.

    Коди завершення: 0 — зроблено, 1 — не вдалося, 2 — помилка в команді,
    3 — помилка в налаштуваннях.
help-summary =
    Використання: dragoman summary [ФАЙЛ|URL|-]

    Залишити найважливіші речення статті. ФАЙЛ: TXT, MD, HTML, PDF, DOCX, PPTX,
    ODT, EPUB, FB2, RTF, SRT, VTT, ASS або MHT; без нього або з «-» статтю буде
    прочитано зі стандартного введення. МОВА — код або назва: uk, українська.

      --length, -n ДОВЖИНА  Від 1 до 50 речень, від 1% до 100% або слово:
                            стисло, середньо, докладно.
      --language, -l МОВА   Ще й перекласти переказ.
      --method, -m МЕТОД    Як оцінювати речення: reader (звичайний), lexrank,
                            textrank, lsa, luhn, kl, sumbasic, reduction, edmundson.
      --explain             Показати, чому вибрано кожне речення.
      --where               Показати кожне речення на його місці.
      --from, -f МОВА       Мова статті, якщо вона відома.
      --json                Вивести один об’єкт JSON.
      --help, -h            Показати цю довідку.
help-translate =
    Використання: dragoman translate --to МОВА [ФАЙЛ|URL|-]

    Перекласти всю статтю встановленими пакетами. Переклад документа — теж файл:
    report.docx перекладається в report.uk.docx поруч із ним або в той, що вказано
    в --output. МОВА — код або назва: uk, українська.

      --to, -t МОВА         Якою мовою перекласти.
      --output, -o ФАЙЛ     Записати файл того самого формату, навіть якщо такий є.
      --bilingual, -b ВИД   Двома мовами: original-below (оригінал нижче),
                            translation-below (переклад нижче) або sentences
                            (за реченнями).
      --glossary, -g ФАЙЛ   Слова, які не перекладаються або мають власний переклад,
                            у TOML чи CSV: docs/translations.md.
      --from, -f МОВА       Мова статті, якщо вона відома.
      --json                Вивести один об’єкт JSON.
      --help, -h            Показати цю довідку.
help-models =
    Використання: dragoman models КОМАНДА …

    Показати, установити, оновити й видалити пакети перекладу.

      list                  Показати встановлені пакети.
      available [МОВА]      Завантажити й показати список пакетів.
      install ПАРА|МОВА|МОДЕЛЬ|ФАЙЛ …
                               Установити пакети.
      update                Завантажити нові версії встановлених пакетів.
      remove НАЗВА          Видалити пакет.

      --help, -h   Показати цю довідку; після команди — довідку про неї.
help-models-list =
    Використання: dragoman models list

    Показати встановлені пакети; не в терміналі — стовпцями через табуляцію.

      --help, -h   Показати цю довідку.
help-models-available =
    Використання: dragoman models available [МОВА]

    Завантажити й показати список пакетів: увесь або лише для цієї мови.

      --help, -h   Показати цю довідку.
help-models-install =
    Використання: dragoman models install ПАРА|МОВА|МОДЕЛЬ|ФАЙЛ …

    Установити пакети. ПАРУ мов на зразок en-ru або МОДЕЛЬ на зразок
    opus:en-zle буде завантажено; велика модель перетворюється тут-таки за кілька
    секунд. Для МОВИ пропонується найкраще, що вміщується в пам’ять комп’ютера.
    ФАЙЛ (.argosmodel або теку з dragoman.toml) буде взято як є. Пакет замінює
    попередній того самого виду для тих самих мов.

      --yes, -y    Установити запропоноване, не питаючи.
      --help, -h   Показати цю довідку.
help-models-update =
    Використання: dragoman models update

    Завантажити нові версії встановлених пакетів.

      --help, -h   Показати цю довідку.
help-models-remove =
    Використання: dragoman models remove НАЗВА

    Видалити пакет. НАЗВА — зі списку або пара на зразок en_ru.

      --help, -h   Показати цю довідку.
help-setup =
    Використання: dragoman setup

    Налаштувати бота: запитати токен, ваші мови й кому можна користуватися ботом,
    записати config.toml і завантажити найкращі моделі.

      --help, -h   Показати цю довідку.
help-run =
    Використання: dragoman run [--install]

    Запустити бота; він працює до SIGINT (Ctrl+C) або SIGTERM.

      --install    Спершу завантажити пакети перекладу, яких бракує: для мов з
                   install_languages у налаштуваннях або для англійської, російської
                   та української.
      --help, -h   Показати цю довідку.
help-receive =
    Використання: dragoman receive

    Лише приймати те, що надсилають, а відповідає «dragoman work». Потрібен
    PostgreSQL. Із кількох таких процесів працює один; якщо він зникне, його місце
    займе інший.

      --help, -h   Показати цю довідку.
help-work =
    Використання: dragoman work

    Лише відповідати на те, що прийняв «dragoman receive»; таких процесів може бути
    скільки завгодно. Потрібен PostgreSQL.

      --help, -h   Показати цю довідку.
help-demo =
    Використання: dragoman demo [--port ПОРТ]

    Поговорити з ботом у браузері на цьому комп’ютері, без токена й без мережі.

      --port ПОРТ   Порт сторінки: зазвичай 8800, а 0 — будь-який вільний.
      --help, -h    Показати цю довідку.
help-doctor =
    Використання: dragoman doctor [--json]

    Перевірити все, що потрібно боту, і сказати, чого бракує. Код завершення: 0,
    якщо бота можна запускати, 3 у разі помилки в налаштуваннях, інакше 1.

      --json       Вивести один об’єкт JSON.
      --help, -h   Показати цю довідку.

# Чому щось не вдалося: усередині інших повідомлень

cause-of = { $what }: { $cause }
cause-system-error = { $code ->
    [ENOENT] такого файлу чи теки немає
    [EACCES] немає доступу
    [EPERM] немає доступу
    [EISDIR] це тека
    [ENOTDIR] частина шляху — не тека
    [EROFS] диск лише для читання
    [ENOSPC] на диску немає місця
    [EADDRINUSE] цю адресу зайнято іншою програмою
    [EADDRNOTAVAIL] цей комп’ютер не має такої адреси
   *[other] системна помилка { $code }
}
cause-there-is-no-such-setting = такого налаштування немає
cause-has-a-wrong-value = неправильне значення
cause-must-be-at-least = має бути не менше { $limit }
cause-must-be-at-most = має бути не більше { $limit }
cause-must-be-a-whole-number = потрібне ціле число
cause-must-be-a-number = потрібне число
cause-must-be-true-or-false = потрібно true або false
cause-must-be-text = потрібен текст у лапках
cause-must-be-a-list = потрібен список
cause-must-be-one-of = потрібне одне зі значень: { $values }
cause-must-be-a-web-address = має починатися з http:// або https://
cause-must-be-an-address = потрібна адреса на зразок 127.0.0.1:8080 або [::1]:8080
cause-must-be-networks = потрібна мережа на зразок 192.0.2.0/24
cause-must-be-a-language = потрібна мова, наприклад en або Ukrainian
cause-must-be-a-length = потрібно від 1 до { $limit } або short, medium, long
cause-must-be-a-secret = потрібно від 16 до 256 знаків: A–Z, a–z, 0–9, _ і -
cause-not-TOML = { $line ->
    [none] це не TOML
   *[other] рядок { $line } — не TOML
}
cause-token-is-not-set = не задано; його дає @BotFather у Telegram, а dragoman setup поставить на місце
cause-Telegram-refuses-it = Telegram його не приймає
cause-Telegram-says = Telegram відповідає «{ $said }»
cause-needs-PostgreSQL = dragoman { $role } ділить роботу з іншими через PostgreSQL; із SQLite процес один, dragoman run
cause-used-by-another-process = { $database } зайнято іншим процесом; кілька процесів можуть працювати з однією базою PostgreSQL
cause-no-home-for-Argos = не задано, а домашньої теки, де Argos зберігає пакети, у цього процесу немає
cause-no-driver = драйвер { $driver } не встановлено
cause-the-database-says = вона відповідає «{ $said }»
cause-not-a-database = можна лише sqlite:///… і postgresql://…
cause-the-port-is-no-number = на місці порту не число
cause-file-is-missing = немає файлу { $file }
cause-file-cannot-be-read = не вдалося прочитати файл { $file }
cause-file-is-too-long = файл { $file } задовгий
cause-metadata-does-not-say-which-languages = у metadata.json не вказано мов і версії
cause-it-has-no-tokenizer = немає токенізатора ({ $files })
cause-its-tokenizer-cannot-be-read = не вдалося прочитати токенізатор
cause-its-model-cannot-be-loaded = не вдалося завантажити модель
cause-its-model-fails = у моделі стався збій
cause-its-vocabulary-does-not-fit = його словник належить іншій моделі
cause-unknown-token = його модель не знає токена { $token }
cause-conversion-takes-too-long = перетворення триває понад пів години
cause-conversion-needs-memory = для перетворення бракує пам’яті
cause-model-cannot-be-converted = модель не вдалося перетворити
cause-file-outside-its-folder = у ньому вказано файл поза його текою ({ $file })
cause-not-as-described = немає, невідомо або не так, як описано в docs/translations.md
cause-no-language-code = «{ $code }» — не код мови
cause-no-version = «{ $version }» — не версія
cause-link-leads-nowhere = це посилання в нікуди
cause-archive-is-not-installed = це архів, його ще не встановлено
cause-it-is-not-for-translating = він не для перекладу
cause-it-is-for = це пакет { $package }
cause-it-is-not-a-whole-zip-archive = це не цілий zip-архів
cause-it-cannot-be-unpacked = його не вдалося розпакувати
cause-it-holds-several-packages = у ньому кілька пакетів
cause-it-holds-too-many-files = файлів у ньому більше, ніж { $limit }
cause-it-would-take = він зайняв би { $megabytes } МБ, це більше, ніж можна
cause-it-would-write-outside-its-folder = він пише за межі своєї теки ({ $file })
cause-not-a-plain-file = у ньому не лише звичайні файли ({ $file })
cause-it-is-locked-with-a-password = його захищено паролем
cause-HTTP = сервер відповідає { $status }
cause-not-before = { $cause }, повторити можна через { $seconds } с
cause-another-part-than-asked-for = сервер надсилає не ту частину файлу
cause-it-is-too-slow = сервер надто повільний
cause-redirects-without-an-end = адреса без кінця веде на наступну
cause-not-an-address = цю адресу не відкрити
cause-its-certificate-is-not-valid = сертифікат сервера недійсний
cause-there-is-no-answer = сервер не відповідає
cause-the-connection-fails = з’єднатися не вдалося
cause-it-leads-from-https-to-http = адреса веде з https на http
cause-it-comes-packed-unasked = сервер стискає файл, хоча його не просили
cause-it-is-larger-than = більше { $megabytes } МБ
cause-no-list-of-packages = це не список пакетів
cause-of-term = «{ $word }»: { $reason }
cause-not-a-glossary = його записано не так, як описано в docs/translations.md
cause-too-many-terms = термінів більше ніж { $limit }
cause-no-translation = бракує перекладу
cause-no-term = тут нема чого перекладати
cause-term-is-too-long = довше ніж { $limit } знаків
cause-too-many-forms = форм більше ніж { $limit }
cause-whose-word = незрозуміло, якою це мовою ({ $languages }). Поставте спереду її код, наприклад { $example }
cause-no-language = такої мови немає
