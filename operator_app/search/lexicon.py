"""Words that the analysis treats in a way of their own: units and words without meaning."""

from __future__ import annotations

from typing import Final

UNITS: Final = {
    "₽": "рубль",
    "руб": "рубль",
    "$": "доллар",
    "€": "евро",
    "%": "процент",
    "№": "номер",
    "°": "градус",
    "°c": "градус",
    "°с": "градус",
    "rub": "рубль",
    "usd": "доллар",
    "eur": "евро",
    "шт": "штука",
    "тыс": "тысяча",
    "вт": "ватт",
    "квт": "киловатт",
    "кг": "килограмм",
    "kg": "килограмм",
    "см": "сантиметр",
    "cm": "сантиметр",
    "мм": "миллиметр",
    "mm": "миллиметр",
    "мл": "миллилитр",
    "ml": "миллилитр",
    "гб": "гигабайт",
    "gb": "гигабайт",
    "мб": "мегабайт",
    "mb": "мегабайт",
    "мин": "минута",
    "мес": "месяц",
}
AFTER_NUMBER: Final = {
    "р": "рубль",
    "т": "тысяча",
    "к": "тысяча",
    "в": "вольт",
    "v": "вольт",
    "w": "ватт",
    "л": "литр",
    "l": "литр",
    "г": "грамм",
    "g": "грамм",
    "м": "метр",
    "m": "метр",
    "ч": "час",
}
"""Letters that are units after a number and something else, or nothing, elsewhere."""

STOP_WORDS: Final = frozenset(
    [
        "и",
        "в",
        "во",
        "на",
        "с",
        "со",
        "к",
        "ко",
        "у",
        "о",
        "об",
        "обо",
        "по",
        "за",
        "из",
        "от",
        "до",
        "для",
        "а",
        "но",
        "или",
        "же",
        "бы",
        "ли",
        "то",
        "что",
        "это",
        "как",
        "не",
        "ни",
        "при",
        "над",
        "под",
        "без",
        "через",
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "for",
        "on",
        "is",
        "and",
        "or",
        "not",
    ]
)
"""Left out of a query as long as another word remains."""

_SAID_BESIDES: Final = """
я ты он она оно они мы вы мой твой наш ваш свой себя этот тот такой какой который кто
где куда откуда когда почему зачем сколько быть мочь можно нельзя нужно нужный надо хотеть хотеться
уже еще вот там тут здесь сюда туда очень просто вообще опять снова только лишь даже тоже также
сейчас теперь пожалуйста подсказать сказать делать сделать получаться
"""
SAID_BESIDES: Final = frozenset(_SAID_BESIDES.split())
"""Lemmas that a question has and its answer often has not: whose it is, that somebody wants it."""

_LATIN: Final = """
and or not xor nor null true false near select insert update delete drop where from with the for
are you yes usb hdmi vga led lcd oled qled ssd hdd ram cpu gpu gps nfc sim esim imei pin puk cvv
cvc sms mms pdf jpg jpeg png doc docx xls xlsx csv zip url www http https com app apps api crm vip
tv qr id ip sd hd uhd pc lg hp ok apple pay google samsung xiaomi huawei honor bosch sony philips
dyson tefal braun iphone ipad macbook airpods watch android ios windows bluetooth wifi wi-fi
whatsapp viber telegram skype zoom ozon wildberries visa mastercard maestro mir unionpay email
e-mail mail online offline pro max mini plus ultra lite air smart home box type usb-c order return
refund delivery pickup hello help page site shop sale code cash cashback bonus
"""
LATIN_WORDS: Final = frozenset(_LATIN.split())
"""Words that are meant as they stand, though no text has them: neither slips nor Russian ones."""
