# Слова бота. LANGUAGE() дає назву мови за її кодом.

language-itself = Українська

start =
    Вітаю! Я Dragoman.

    Перешліть мені статтю англійською, російською чи українською або вставте її текст. Я відповім стислим переказом вашою мовою, а якщо попросите, перекладу її повністю.

    Усе це робить машина, на якій я працюю: жоден хмарний сервіс не бачить, що ви читаєте.

    /help покаже, що ще я вмію.
help =
    Перешліть статтю, і я її перекажу. Кнопки під переказом роблять його коротшим або довшим і перекладають усю статтю.

    /summary [довжина] [мова] [метод]
    наприклад, /summary 5 ru, /summary 20%, /summary коротко

    /translate [мова]
    наприклад, /translate en

    Надішліть команду відповіддю на статтю або з текстом після неї; без тексту команда стосується останньої статті в чаті. У групі дайте відповідь на статтю командою.

    /settings змінює мою мову й довжину переказу.

command-start = Що робить цей бот
command-help = Як ним користуватися
command-summary = Переказати статтю: /summary 5 ru
command-translate = Перекласти статтю: /translate en
command-settings = Моя мова, довжина переказу
about-short = Переказ і переклад пересланих статей без хмарних сервісів.
about =
    Перешліть статтю англійською, російською чи українською й отримайте стислий переказ своєю мовою, а на прохання й повний переклад.

    Жоден хмарний сервіс не бачить, що ви читаєте.

usage-summary =
    Не розумію «{ $word }». Команда має такий вигляд:
    /summary [довжина] [мова] [метод]

    Наприклад, п’ять речень англійською:
    /summary 5 en

    Довжина: 5, 20%, коротко, середньо, докладно. Методи: coverage, lexrank, textrank, lsa, luhn, kl, sumbasic, reduction, edmundson.
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
keywords = Про що: { $words }
already-short = текст і так короткий
by-author = автор: { $author }

button-shorter = − Коротше
button-longer = + Довше
button-translation = 🌐 Повний переклад
button-translate-to = 🌐 { LANGUAGE($language) }
button-original = 📄 Оригінал
button-translated = 📄 { LANGUAGE($language) }

working-on-it = Уже працюю над цим.
translating = Перекладаю: { $percent } %
not-your-button = Ці кнопки для того, хто просив переказ. Перешліть мені статтю самі або дайте на неї відповідь командою /summary.
article-gone = Цієї статті в мене вже немає. Перешліть її, будь ласка, ще раз.
nothing-to-shorten = Цей текст і так короткий ({ $words }), скорочувати тут нічого.
not-translated = Показано оригінал. { $reason }
kept-original = ⚠ { $count ->
    [one] { $count } речення показано
    [few] { $count } речення показано
    [many] { $count } речень показано
   *[other] { $count } речення показано
} мовою оригіналу: переклад не пройшов перевірки.
partly-not-translated = Залишилося в оригіналі, немає пакета перекладу для мов: { $languages }.
ask-language = Якою мовою цей текст?

what-i-read = Я читаю текст: перешліть мені статтю чи допис або вставте текст. Дописи з картинками теж підійдуть, якщо мають підпис.

settings = Налаштування
settings-language = Моя мова: { $language }
settings-language-automatic = як у вашому Telegram
settings-length = У переказі: { $sentences }
settings-automatic = Автоматично

error-no-text = Тут немає тексту, який я міг би прочитати. Перешліть статтю або вставте її текст.
error-link-only = Посилання я поки не відкриваю. Вставте, будь ласка, текст статті або перешліть сам допис.
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
error-model-missing = Не можу перекласти: { LANGUAGE($source) } → { LANGUAGE($target) }. Для цієї пари не встановлено пакета Argos. Той, хто тримає цього бота, може його додати: dragoman models install { $source }-{ $target }
error-package-broken = Пакет перекладу { $path } не працює: { $reason }. Той, хто тримає цього бота, може видалити його й встановити знову: dragoman models
error-index-unavailable = Список пакетів за адресою { $url } не читається: { $reason }. Перевірте мережу та package_index у налаштуваннях.
error-no-package = Пакета { LANGUAGE($source) } → { LANGUAGE($target) } немає, та й інших, що вели б туди, теж. Що є, покаже dragoman models available
error-no-direct-package = Пакета { LANGUAGE($source) } → { LANGUAGE($target) } немає. Туди ведуть кілька пакетів, один за одним: dragoman models install { $pairs }
error-download-failed = Не вдалося завантажити { $package }: { $reason }.
error-disk-full = На диску, де розташовано { $path }, бракує місця.
error-folder-unusable = Теку пакетів { $path } змінити не можна: { $reason }. Іншу можна вказати в налаштуваннях: packages_folder.
error-method-too-slow = Методу { $method } знадобилося б забагато часу: у тексті { $sentences ->
    [one] { $sentences } речення
    [few] { $sentences } речення
    [many] { $sentences } речень
   *[other] { $sentences } речення
}, а він дає раду не більше ніж із { $limit }. Не вказуйте його: звичайний бере тексти будь-якої довжини.
error-file-unreadable = Не знаходжу тексту у файлі { $name }. Я читаю прості текстові файли.
error-telegram-unreachable = Сервер Bot API за адресою { $url } не відповідає. Перевірте мережу та api_url у налаштуваннях.
error-configuration = Помилка в налаштуваннях: { $problem }. Усі налаштування показано в config.example.toml.
error-unexpected = Щось зламалося в мене, вашої провини в цьому немає. Помилку записано в журнал. Спробуйте, будь ласка, ще раз.

# Terminal

terminal-paste = Вставте текст статті й натисніть Ctrl+D або натисніть Ctrl+C і вкажіть файл.
terminal-standard-input = стандартне введення
terminal-file-not-opened = Не вдається відкрити { $name }: { $reason }.
terminal-error-no-text = Тут немає тексту, з яким можна працювати.
terminal-error-link-only = Тут лише посилання, а посилання не відкриваються. Збережіть текст сторінки та вкажіть його.
terminal-error-too-long = У тексті забагато знаків, межа: { $limit }. У налаштуваннях це article_characters.
terminal-error-language-unclear = З тексту не зрозуміти, якою він мовою. Укажіть мову, наприклад --from en.
terminal-error-same-language = Цей текст уже потрібною мовою: { LANGUAGE($language) }. Укажіть у --to іншу.
terminal-error-model-missing = Перекласти не можна: { LANGUAGE($source) } → { LANGUAGE($target) }. Для цієї пари не встановлено пакета Argos. Установіть його: dragoman models install { $source }-{ $target }
terminal-error-package-broken = { $path } не працює: { $reason }. Установіть справну копію пакета: dragoman models install FILE

terminal-models-none = У теці { $path } ще немає пакетів перекладу. Для англійської, російської та української: dragoman models install en-ru ru-en en-uk uk-en
terminal-explained = Смужки показують, що додало кожне речення; жирним виділено слова, яких у переказі ще не було.

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
terminal-doctor-ready = Бота можна запускати: dragoman run
terminal-doctor-not-ready = Бота поки не можна запустити: дивіться рядки з ✗.
