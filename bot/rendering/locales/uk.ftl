# Слова бота. LANGUAGE() дає назву мови за її кодом.

language-itself = Українська

start =
    Вітаю! Я Dragoman.

    Перешліть мені статтю англійською, російською чи українською, вставте її текст або надішліть посилання. Я відповім стислим переказом вашою мовою, а якщо попросите, перекладу її повністю.

    Усе це робить машина, на якій я працюю: жоден хмарний сервіс не бачить, що ви читаєте. Сторінку за посиланням я беру просто з її сайту.

    /help покаже, що ще я вмію.
help =
    Перешліть статтю або надішліть посилання на неї, і я її перекажу. Кнопки під переказом роблять його коротшим або довшим і перекладають усю статтю.

    /summary [довжина] [мова] [метод]
    наприклад, /summary 5 ru, /summary 20%, /summary стисло

    /translate [мова]
    наприклад, /translate en

    Надішліть команду відповіддю на статтю або з текстом або посиланням після неї; без них команда стосується останньої статті в чаті. У групі дайте відповідь на статтю командою.

    /settings змінює мою мову й довжину переказу.

    /privacy каже, що я зберігаю і як довго, /forget видаляє все, що я зберігаю про вас.

unknown-command = Команди { $command } я не знаю.

command-start = Що робить цей бот
command-help = Як ним користуватися
command-summary = Переказати статтю: /summary 5 ru
command-translate = Перекласти статтю: /translate en
command-settings = Моя мова, довжина переказу
command-privacy = Що я зберігаю і як довго
command-forget = Видалити все, що я зберігаю про вас
about-short = Переказ і переклад пересланих статей без хмарних сервісів.
about =
    Перешліть статтю англійською, російською чи українською й отримайте стислий переказ своєю мовою, а на прохання й повний переклад.

    Жоден хмарний сервіс не бачить, що ви читаєте.

usage-summary =
    Не розумію «{ $word }». Команда має такий вигляд:
    /summary [довжина] [мова] [метод]

    Наприклад, п’ять речень англійською:
    /summary 5 en

    Довжина: 5, 20%, стисло, середньо, докладно. Методи: reader, lexrank, textrank, lsa, luhn, kl, sumbasic, reduction, edmundson.
usage-length =
    Число { $word } не підходить: можна від 1 до { $limit } речень або від 1 до 100 % тексту. Команда має такий вигляд:
    /summary [довжина] [мова] [метод]

    Наприклад, п’ять речень англійською:
    /summary 5 en
usage-translate =
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
already-short = текст і так короткий
by-author = автор: { $author }
recognised = { $name } (розпізнано)
recognised-picture = розпізнано з картинки

button-shorter = − Коротше
button-longer = + Довше
button-translation = 🌐 Повний переклад
button-translate-to = 🌐 { LANGUAGE($language) }
button-anew = 🔄 Переказати заново
button-original = 📄 Оригінал
button-translated = 📄 { LANGUAGE($language) }
button-chapters = 📖 Розділи: { $count }

text-edited = Ви змінили цей текст після моєї відповіді.
working-on-it = Уже працюю над цим.
translating = Перекладаю: { $percent } %
not-your-button = Ці кнопки для того, хто просив переказ. Перешліть мені статтю самі або дайте на неї відповідь командою /summary.
article-gone = Цієї статті в мене вже немає. Перешліть її, будь ласка, ще раз.
message-too-old = Це повідомлення надто старе: Telegram більше не дає мені його змінювати. Надішліть, будь ласка, статтю ще раз.
nothing-to-shorten = Цей текст і так короткий ({ $words }), скорочувати тут нічого.
not-translated = Показано оригінал. { $reason }
kept-original = ⚠ { $count ->
    [one] { $count } речення показано
    [few] { $count } речення показано
    [many] { $count } речень показано
   *[other] { $count } речення показано
} мовою оригіналу: переклад не пройшов перевірки.
kept-title = ⚠ Заголовок залишено мовою оригіналу: переклад не пройшов перевірки.
partly-not-translated = Залишилося в оригіналі, немає пакета перекладу для мов: { $languages }.
ask-language = Якою мовою цей текст?
chapters-of = Який розділ книги «{ $title }» переказати?

what-i-read = Я читаю статті: перешліть допис, вставте текст, надішліть посилання або файл (TXT, MD, HTML, PDF, DOCX, ODT, EPUB, FB2, RTF, SRT, VTT). Дописи з картинками теж підійдуть, якщо мають підпис.

settings = Налаштування
settings-language = Моя мова: { $language }
settings-language-automatic = як у вашому Telegram
settings-length = Довжина переказу: { $length }
length-short = стисло
length-medium = середньо
length-long = докладно
settings-automatic = Автоматично

privacy = Що я зберігаю і як довго
privacy-articles = Статті, які ви просили переказати чи перекласти, разом із вашим id і номерами чату та повідомлення: { $time }, щоб працювали кнопки. Від файлу лишаються текст, назва й розділи, сам файл я не зберігаю.
privacy-translations = Перекладені речення, щоб не перекладати те саме двічі: { $time } після останнього звернення до них. Зберігаються переклад і хеш оригіналу, але не те, чий це текст. Тому /forget не може знайти їх і видалити.
privacy-settings = Ваш вибір у /settings: доки ви його не зміните або не видалите.
privacy-usage = Скільки статей і знаків ви надіслали, але не які: два дні, щоб часу вистачало на всіх.
privacy-updates = Те, що ви мені надсилаєте, натискання кнопок і мої відповіді: доки я не відповім і ще { $time }, щоб нічого не загубити й не відповісти двічі.
privacy-machine = Тексти обробляє машина, на якій я працюю, і жоден інший сервіс їх не отримує. До журналу тексти не потрапляють.
privacy-links = Сторінку за посиланням я беру просто з її сайту: він бачить запит від цієї машини, а не від вас.
privacy-forget = /forget видаляє все, що я зберігаю про вас.
privacy-operator = Хто тримає цього бота: { $operator }
privacy-contact = Зв’язок: { $contact }

forget = Видалити все, що я зберігаю про вас: налаштування, статті й те, що ще чекає на відповідь? Повернути це буде не можна, а кнопки під моїми переказами перестануть працювати.
forget-delete = Видалити
forget-keep = Залишити
forget-kept = Добре, усе лишається як є.
forget-done = Видалено:
forget-settings = ваші налаштування
forget-records = записи про те, що ви надсилали і що я відповідав
forget-messages = Повідомлення в цьому чаті лишаються: їх можна видалити в самому Telegram.
forget-last = Запис про це прохання лишиться в мене ще на { $time }.
forget-nothing = Про вас у мене більше нічого не зберігається.
forget-not-yours = Ці кнопки для того, хто надіслав /forget.

status-waiting = Чекають: { $count }
status-oldest = Найдовше чекають: { $seconds } с
status-begun = У роботі: { $count }
status-models = Моделі в пам’яті: { $models }
status-memory = Пам’ять: { $megabytes } МБ
status-uptime = Працюю: { $days } д { $hours } год { $minutes } хв

error-no-text = Тут немає тексту, який я міг би прочитати. Перешліть статтю або вставте її текст.
error-link-only = Це посилання я відкрити не можу: я читаю сторінки в інтернеті (http, https). Вставте, будь ласка, текст статті або перешліть сам допис.
error-forbidden-address = За посиланнями на { $site } я не ходжу: лише на загальнодоступні сторінки в інтернеті. Вставте, будь ласка, текст статті.
error-page-unreachable = Сайт { $site } не відповідає або відповідає задовго. Спробуйте пізніше або вставте текст статті.
error-page-too-large = Сторінка на { $site } для мене завелика: я беру до { $megabytes } МБ. Вставте, будь ласка, текст статті.
error-not-a-page = Це посилання на { $site } веде не на вебсторінку й не на документ, який я читаю. Вставте, будь ласка, текст статті.
error-page-behind-wall = { $wall ->
    [consent] Перш ніж показати статтю, { $site } просить згоди, а я її не даю.
    [paywall] { $site } показує цю статтю лише за передплатою.
    [login] { $site } показує цю статтю лише після входу.
    [bot-check] { $site } хоче переконатися, що читає людина, а я не людина.
    [missing] На { $site } немає такої сторінки: її перенесли або видалили.
    [broken] На { $site } зараз неполадки. Спробуйте пізніше.
   *[refused] { $site } не віддає мені цю сторінку.
} Якщо у вас вона відкривається, вставте сюди текст статті.
error-no-article-on-page = На цій сторінці { $site } я не бачу статті. Вставте, будь ласка, її текст.
error-no-article = Яку статтю? Дайте цією командою відповідь на статтю, поставте текст після команди або спершу перешліть мені статтю.
error-too-long = Цей текст для мене задовгий: { $characters ->
    [one] { $characters } знак
    [few] { $characters } знаки
    [many] { $characters } знаків
   *[other] { $characters } знака
}, а я беру не більше ніж { $limit }. Надішліть його, будь ласка, частинами.
error-language-unclear = Не можу зрозуміти, яка це мова. Надішліть, будь ласка, довший уривок тексту.
error-unsupported-language = Схоже, мова цього тексту: { LANGUAGE($language) }. Її я поки не читаю. Я читаю англійську, російську й українську.
error-unknown-language = Не знаю мови «{ $code }». Напишіть код, наприклад en, ru або uk.
error-same-language = Цей текст уже потрібною мовою: { LANGUAGE($language) }. Оберіть іншу, наприклад /translate { $language ->
    [en] uk
   *[other] en
}
error-model-missing = Не можу перекласти: { LANGUAGE($source) } → { LANGUAGE($target) }. Для цієї пари не встановлено пакета Argos. Той, хто тримає цього бота, може його додати: dragoman models install { $pairs }
error-package-broken = Пакет перекладу { $path } не працює: { $reason }. Той, хто тримає цього бота, може видалити його й встановити знову: dragoman models
error-index-unavailable = Список пакетів за адресою { $url } не читається: { $reason }. Перевірте мережу та package_index у налаштуваннях.
error-no-package = Пакета { LANGUAGE($source) } → { LANGUAGE($target) } немає, та й інших, що вели б туди, теж. Що є, покаже dragoman models available
error-no-direct-package = Пакета { LANGUAGE($source) } → { LANGUAGE($target) } немає. Туди ведуть кілька пакетів, один за одним: dragoman models install { $pairs }
error-package-download-failed = Не вдалося завантажити { $package }: { $reason }.
error-disk-full = На диску, де розташовано { $path }, бракує місця.
error-folder-unusable = Теку пакетів { $path } змінити не можна: { $reason }. Іншу можна вказати в налаштуваннях: packages_folder.
error-method-too-slow = Методу { $method } знадобилося б забагато часу: у тексті { $sentences ->
    [one] { $sentences } речення
    [few] { $sentences } речення
    [many] { $sentences } речень
   *[other] { $sentences } речення
}, а він дає раду не більше ніж із { $limit }. Не вказуйте його: звичайний бере тексти будь-якої довжини.
error-file-unreadable = Не знаходжу тексту у файлі { $name }. Я читаю файли TXT, MD, HTML, PDF, DOCX, ODT, EPUB, FB2, RTF, SRT і VTT.
error-document-too-large = Файл { $name } завеликий: я беру файли до { $megabytes } МБ.
error-pictures-not-read = Тексту на картинках я тут не читаю: для цього той, хто тримає бота, може встановити Tesseract. Надішліть, будь ласка, сам текст.
error-no-text-in-picture = Не можу розібрати текст на цій картинці. Допоможе чіткіший знімок, зроблений просто згори.
error-download-failed = Telegram зараз не віддає мені файл { $name }. Надішліть його, будь ласка, ще раз.
error-document-locked = Файл { $name } захищено, відкрити його я не можу. Надішліть, будь ласка, копію без пароля та без захисту від копіювання.
error-document-scanned = У файлі { $name } лише зображення сторінок, а тексту немає, тож читати мені нічого.
error-document-broken = Файл { $name } пошкоджено, відкрити його не вдається. Збережіть його, будь ласка, ще раз або надішліть в іншому форматі.
error-document-too-demanding = Щоб відкрити { $name }, потрібно забагато часу або пам’яті. Надішліть його, будь ласка, частинами або в іншому форматі.
error-telegram-unreachable = За адресою { $url } не відповідає сервер Bot API. Перевірте мережу та api_url у налаштуваннях.
error-database-unreachable = База даних недоступна: { $reason }. Перевірте, чи вона працює, і database_url у налаштуваннях.
error-not-for-everybody = Це приватний бот: він відповідає лише тим, кого назвав його власник.
error-too-many-articles = Я беру до { $limit ->
    [one] { $limit } статті
   *[other] { $limit } статей
} на годину від однієї людини, і ви стільки вже надіслали. Надсилайте наступні через { $minutes ->
    [one] { $minutes } хвилину
    [few] { $minutes } хвилини
    [many] { $minutes } хвилин
   *[other] { $minutes } хвилини
}.
error-too-many-characters = Для однієї людини я опрацьовую до { $limit ->
    [one] { $limit } знака
   *[other] { $limit } знаків
} на день, а з цим текстом вийшло б більше. Надсилайте наступні через { $hours ->
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
error-too-many-at-once = { $limit ->
    [one] { $limit } ваша стаття чекає
    [few] { $limit } ваші статті чекають
    [many] { $limit } ваших статей чекають
   *[other] { $limit } вашої статті чекають
} на відповідь, більше одразу я не беру. Цю статтю й те, що надійшло з нею, я не взяв: надішліть ще раз, коли відповім на решту.
error-busy = Зараз дуже багато роботи, тож ні це повідомлення, ні те, що надійшло з ним, я не взяв. Надішліть ще раз через { $minutes ->
    [0] кілька хвилин
    [one] { $minutes } хвилину
    [few] { $minutes } хвилини
    [many] { $minutes } хвилин
   *[other] { $minutes } хвилини
}.
error-configuration = Помилка в налаштуваннях: { $problem }. Усі налаштування показано в config.example.toml.
error-message-not-understood = Не можу розібрати це повідомлення: такого виду я ще не знаю. Надішліть, будь ласка, його текст.
error-given-up = Я пробував багато разів, і щоразу не виходило. Більше не пробуватиму. Якщо це був документ, може підійти інший його формат.
error-unexpected = Щось зламалося в мене, вашої провини в цьому немає. Помилку записано в журнал. Спробуйте, будь ласка, ще раз.

# Terminal

terminal-paste = Вставте текст статті й натисніть Ctrl+D або натисніть Ctrl+C і вкажіть файл.
terminal-standard-input = стандартне введення
terminal-file-not-opened = Не вдається відкрити { $name }: { $reason }.
terminal-output-exists = Файл { $name } уже є. Укажіть у --output інший.
terminal-output-not-written = Не вдається записати { $name }: { $reason }.
terminal-usage-length = Число { $word } не підходить: --length приймає від 1 до { $limit } речень або від 1% до 100% тексту.
terminal-usage-summary = «{ $word }» не схоже на довжину. --length приймає від 1 до { $limit } речень, від 1% до 100% тексту або слово: стисло, середньо, докладно.
terminal-error-no-text = Тут немає тексту, з яким можна працювати.
terminal-error-language-unclear = З тексту не зрозуміти, якою він мовою. Укажіть мову, наприклад --from en.
terminal-error-link-only = Тут лише посилання, а воно не відкривається. Укажіть адресу сторінки замість файлу (dragoman summary https://…), у налаштуваннях має бути open_links = true.
terminal-error-too-long = У тексті забагато знаків, межа: { $limit }. У налаштуваннях це article_characters, а для документів document_characters.
terminal-error-same-language = Цей текст уже потрібною мовою: { LANGUAGE($language) }. Укажіть у --to іншу.
terminal-error-model-missing = Перекласти не можна: { LANGUAGE($source) } → { LANGUAGE($target) }. Для цієї пари не встановлено пакета Argos. Установіть його: dragoman models install { $pairs }
terminal-error-package-broken = { $path } не працює: { $reason }. Установіть справну копію пакета: dragoman models install FILE

terminal-models-none = У теці { $path } ще немає пакетів перекладу. Для англійської, російської та української: dragoman models install en-ru ru-en en-uk uk-en

terminal-models-installed = Установлено пакет { $package }
terminal-models-removed = Видалено пакет { $package }
terminal-models-unknown = Пакета { $name } немає. Назви пакетів показує dragoman models list
terminal-models-present = Уже встановлено пакет { $package }
terminal-models-downloading = Завантажується пакет { $package }
terminal-models-up-to-date = Новішого за встановлене немає.
terminal-models-reading-index = Читаю список пакетів
terminal-models-waiting = Пакети змінює інший процес; чекаю, доки він закінчить.
terminal-models-not-a-package = { $name } — не пара мов на зразок en-ru й не файл. Що є, покаже dragoman models available
terminal-models-needed = Для перекладу між цими мовами бракує пакетів: { $languages }. Спершу завантажую їх.
terminal-models-complete = Пакети для перекладу між цими мовами встановлено: { $languages }.
terminal-column-name = Назва
terminal-column-languages = Мови
terminal-column-version = Версія
terminal-column-size = Розмір
terminal-column-folder = Тека
terminal-column-pair = Пара
terminal-column-installed = Установлено
terminal-column-from = З мови, через
terminal-column-into = На мову

terminal-demo-ready = Dragoman чекає за адресою { $url }. Відкрийте її в браузері й надішліть статтю. Ctrl+C завершує роботу.
terminal-demo-no-packages = Перекази працюють. Для перекладів установіть пакети: dragoman models install en-ru ru-en en-uk uk-en
terminal-demo-port-taken = Порт { $port } зайняти не можна. Оберіть інший: dragoman demo --port 0

terminal-doctor-configuration = Налаштування в порядку.
terminal-doctor-token = Токен належить боту @{ $name }.
terminal-doctor-no-token = Токена немає. Отримайте його в @BotFather у Telegram і впишіть: token у config.toml або DRAGOMAN_TOKEN. Без токена: dragoman demo
terminal-doctor-token-refused = Telegram не приймає токен. Скопіюйте його ще раз у @BotFather у Telegram.
terminal-doctor-database = База даних відкривається: { $url }
terminal-doctor-database-broken = База даних { $url } не відкривається: { $reason }. Перевірте database_url у налаштуваннях.
terminal-doctor-pictures = Текст на картинках розпізнається: { $languages }
terminal-doctor-no-pictures = Текст на картинках не розпізнається. Для цього встановіть Tesseract із мовами eng, rus та ukr.
terminal-doctor-ready = Бота можна запускати: dragoman run
terminal-doctor-not-ready = Бота поки не можна запустити: дивіться рядки з ✗.

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
   *[other] { $count } слів із заголовка
 }
reason-topic = те, про що текст говорить найчастіше
reason-not-topic = говорить про інше
reason-figure = є число
reason-names = імена або місця
reason-event = причина, наслідок або плани
reason-length = { $count ->
    [one] { $count } слово
    [few] { $count } слова
   *[other] { $count } слів
 }
reason-points-back = відсилає до іншого речення
reason-quotation = цитата
reason-person = від першої особи
reason-form = не завершене твердження
reason-attribution = лише називає джерело
list-shown = список: { $shown } із { $items }
