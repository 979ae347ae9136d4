<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>AtHand</name>
    <message>
        <source>{sop} is pinned</source>
        <translation>{sop} закреплён</translation>
    </message>
    <message>
        <source>{sop} is unpinned</source>
        <translation>{sop} больше не закреплён</translation>
    </message>
</context>
<context>
    <name>Call</name>
    <message>
        <source>SOP</source>
        <translation>СОП</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Ответ</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Правило</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>Clarify</source>
        <translation>Уточнить</translation>
    </message>
    <message>
        <source>Restate</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>Решить</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Подтвердить</translation>
    </message>
    <message>
        <source>Already known</source>
        <translation>Уже известно</translation>
    </message>
    <message>
        <source>Customer will not say</source>
        <translation>Клиент не говорит</translation>
    </message>
    <message>
        <source>Does not apply</source>
        <translation>Не относится к делу</translation>
    </message>
    <message>
        <source>A number is needed, for example 3</source>
        <translation>Нужно число, например 3</translation>
    </message>
    <message>
        <source>A sum is needed, for example 300</source>
        <translation>Нужна сумма, например 300</translation>
    </message>
    <message>
        <source>A date is needed, for example 18.11</source>
        <translation>Нужна дата, например 18.11</translation>
    </message>
    <message>
        <source>A phone number is needed, for example 8 900 123-45-67</source>
        <translation>Нужен номер телефона, например 8 900 123-45-67</translation>
    </message>
    <message>
        <source>An order number is needed, for example 5510-2284</source>
        <translation>Нужен номер заказа, например 5510-2284</translation>
    </message>
    <message>
        <source>Type the customer&apos;s answer</source>
        <translation>Впишите ответ клиента</translation>
    </message>
    <message>
        <source>More than 10&#xa0;000 characters. What follows “…{words}” is not kept</source>
        <translation>Больше 10&#xa0;000 знаков. Всё после «…{words}» не сохранится</translation>
    </message>
    <message>
        <source>No centre is set up, the question is kept here. Ask the lead in person</source>
        <translation>Центр не настроен, вопрос сохранён здесь. Спросите старшего сами</translation>
    </message>
    <message>
        <source>Asked the lead. The answer comes here, also without this call</source>
        <translation>Старший получит вопрос. Ответ придёт сюда, даже после звонка</translation>
    </message>
    <message>
        <source>The question is kept. The lead has it once the centre answers</source>
        <translation>Вопрос сохранён. Старший получит его, когда ответит центр</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Согласовано</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Отказано</translation>
    </message>
    <message>
        <source>The lead rings the customer</source>
        <translation>Старший перезвонит сам</translation>
    </message>
    <message>
        <source>If it cannot be solved: “{line}”</source>
        <translation>Если решить не получается: «{line}»</translation>
    </message>
    <message>
        <source>Set aside, back with that answer: {answers}</source>
        <translation>Отложено, вернётся с прежним ответом: {answers}</translation>
    </message>
    <message>
        <source>name used</source>
        <translation>имя</translation>
    </message>
    <message>
        <source>request agreed</source>
        <translation>запрос повторён</translation>
    </message>
    <message>
        <source>all clear</source>
        <translation>всё понятно</translation>
    </message>
    <message>
        <source>something offered</source>
        <translation>есть предложение</translation>
    </message>
    <message>
        <source>Over the limit by {sum}. Ctrl+Enter asks for approval</source>
        <translation>Больше лимита на {sum}. Ctrl+Enter запросит согласование</translation>
    </message>
</context>
<context>
    <name>CallBar</name>
    <message>
        <source>Call in progress</source>
        <translation>Идёт звонок</translation>
    </message>
    <message>
        <source>Ringing: number unknown</source>
        <translation>Звонит: номер не определён</translation>
    </message>
    <message>
        <source>Ringing: {number}</source>
        <translation>Звонит {number}</translation>
    </message>
    <message>
        <source>order {order}</source>
        <translation>заказ {order}</translation>
    </message>
    <message>
        <source>contact no. {number}</source>
        <translation>{number}-е обращение</translation>
    </message>
    <message>
        <source>restored</source>
        <translation>восстановлено</translation>
    </message>
</context>
<context>
    <name>CallDesk</name>
    <message>
        <source>The call is over. F12 returns it</source>
        <translation>Звонок завершён. F12 вернёт его</translation>
    </message>
    <message>
        <source>There is no call. A note to one that is over: Ctrl+4, then F5</source>
        <translation>Звонка нет. Заметка к прошлому: Ctrl+4, затем F5</translation>
    </message>
    <message>
        <source>saved {time}</source>
        <translation>сохранено {time}</translation>
    </message>
</context>
<context>
    <name>CallKeeper</name>
    <message>
        <source>Nobody took the call from {number}</source>
        <translation>Звонок с номера {number} никто не взял</translation>
    </message>
    <message>
        <source>Nobody took a call, its number is unknown</source>
        <translation>Звонок никто не взял, номер не определён</translation>
    </message>
</context>
<context>
    <name>CallReader</name>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>Outcome  Shift+F12</source>
        <translation>Итог  Shift+F12</translation>
    </message>
    <message>
        <source>Note  F5</source>
        <translation>Заметка  F5</translation>
    </message>
    <message>
        <source>Take back to work  Ctrl+Enter</source>
        <translation>Вернуть в работу  Ctrl+Enter</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Итог</translation>
    </message>
    <message>
        <source>Record of the call</source>
        <translation>Запись звонка</translation>
    </message>
    <message>
        <source>Choose a call</source>
        <translation>Выберите звонок</translation>
    </message>
    <message>
        <source>order {order}</source>
        <translation>заказ {order}</translation>
    </message>
</context>
<context>
    <name>CallShowing</name>
    <message>
        <source>No call. F2 starts one</source>
        <translation>Звонка нет. F2 начнёт его</translation>
    </message>
    <message>
        <source>Step {number} of 4: {stage}</source>
        <translation>Шаг {number} из 4: {stage}</translation>
    </message>
    <message>
        <source>No script chosen. The record is being kept. F3 finds a SOP</source>
        <translation>Сценарий не выбран. Запись ведётся. F3 найдёт СОП</translation>
    </message>
    <message>
        <source>Return the call  F12</source>
        <translation>Вернуть звонок  F12</translation>
    </message>
    <message>
        <source>End the call  F12</source>
        <translation>Завершить звонок  F12</translation>
    </message>
</context>
<context>
    <name>CallbackForm</name>
    <message>
        <source>Anyone of the team may ring</source>
        <translation>Перезвонит любой из группы</translation>
    </message>
    <message>
        <source>Promise the call  Ctrl+Enter</source>
        <translation>Назначить звонок  Ctrl+Enter</translation>
    </message>
    <message>
        <source>Callback</source>
        <translation>Обратный звонок</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>What was promised</source>
        <translation>Что обещали</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Promise the call</source>
        <translation>Назначить звонок</translation>
    </message>
    <message>
        <source>That time is over. Ctrl+Enter offers: {time}</source>
        <translation>Это время прошло. Ctrl+Enter предложит: {time}</translation>
    </message>
    <message>
        <source>For example “tomorrow at 10”, “in 2 hours”, “friday afternoon”</source>
        <translation>Например: «завтра в 10», «через 2 часа», «в пятницу после обеда»</translation>
    </message>
</context>
<context>
    <name>CallbackReminder</name>
    <message>
        <source>Time to ring back: {who}. Ctrl+5</source>
        <translation>Пора перезвонить: {who}. Ctrl+5</translation>
    </message>
    <message>
        <source>Callbacks that are due: {count}. Ctrl+5</source>
        <translation>Пора перезвонить, звонков: {count}. Ctrl+5</translation>
    </message>
</context>
<context>
    <name>Callbacks</name>
    <message>
        <source>Callback: {who}, {when}, {state}, {words}</source>
        <translation>Обратный звонок: {who}, {when}, {state}, {words}</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>вчера</translation>
    </message>
    <message>
        <source>today</source>
        <translation>сегодня</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>завтра</translation>
    </message>
    <message>
        <source>{words}, to be made by {until}</source>
        <translation>{words}, до {until}</translation>
    </message>
    <message>
        <source>Customer not named</source>
        <translation>Клиент не назван</translation>
    </message>
    <message>
        <source>anyone of the team</source>
        <translation>любой из группы</translation>
    </message>
    <message>
        <source>taken by {login}</source>
        <translation>взят: {login}</translation>
    </message>
    <message>
        <source>taken by you, not confirmed yet</source>
        <translation>взят Вами, пока не подтверждено</translation>
    </message>
    <message>
        <source>taken by you</source>
        <translation>взят Вами</translation>
    </message>
    <message>
        <source>for you</source>
        <translation>для Вас</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>просрочен</translation>
    </message>
    <message>
        <source>not reached: {count}</source>
        <translation>не ответили: {count}</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>пн</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>вт</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>ср</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>чт</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>пт</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>сб</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>вс</translation>
    </message>
    <message>
        <source>Waits for the lead</source>
        <translation>Ждёт ответа старшего</translation>
    </message>
</context>
<context>
    <name>CallbacksScreen</name>
    <message>
        <source>Ring  Enter</source>
        <translation>Позвонить  Enter</translation>
    </message>
    <message>
        <source>In 15 minutes  1</source>
        <translation>Через 15 минут  1</translation>
    </message>
    <message>
        <source>In an hour  2</source>
        <translation>Через час  2</translation>
    </message>
    <message>
        <source>Tomorrow  3</source>
        <translation>Завтра  3</translation>
    </message>
    <message>
        <source>Not reached, ring no more  Delete</source>
        <translation>Больше не звонить  Delete</translation>
    </message>
    <message>
        <source>Callbacks</source>
        <translation>Обратные</translation>
    </message>
    <message>
        <source>No callbacks. F7 promises one</source>
        <translation>Обратных звонков нет. F7 назначит</translation>
    </message>
    <message>
        <source>order {order}</source>
        <translation>заказ {order}</translation>
    </message>
    <message>
        <source>Promised by {who}, {when}</source>
        <translation>Обещание: {who}, {when}</translation>
    </message>
    <message>
        <source>{login} rings about it. Enter again takes it over</source>
        <translation>Этот звонок взят: {login}. Enter ещё раз заберёт его</translation>
    </message>
    <message>
        <source>No network: a colleague may ring too. Enter again rings anyway</source>
        <translation>Нет сети: может звонить и коллега. Enter ещё раз позвонит</translation>
    </message>
    <message>
        <source>{login} was first and rings</source>
        <translation>Первым звонок взят: {login}</translation>
    </message>
    <message>
        <source>This call was made already</source>
        <translation>По этому обещанию уже позвонили</translation>
    </message>
    <message>
        <source>No number is known</source>
        <translation>Номер неизвестен</translation>
    </message>
    <message>
        <source>Dial {number}: no softphone takes calls from here</source>
        <translation>Наберите {number}: программа для звонков не найдена</translation>
    </message>
    <message>
        <source>Put off. Ctrl+Z takes it back</source>
        <translation>Отложено. Ctrl+Z вернёт</translation>
    </message>
    <message>
        <source>Nobody rings any more. Ctrl+Z takes it back</source>
        <translation>Больше не звоним. Ctrl+Z вернёт</translation>
    </message>
    <message>
        <source>As before</source>
        <translation>Как было</translation>
    </message>
</context>
<context>
    <name>CallerCard</name>
    <message>
        <source>Calls to colleagues</source>
        <translation>Звонки коллегам</translation>
    </message>
    <message>
        <source>It is {who}  Ctrl+M</source>
        <translation>Это {who}  Ctrl+M</translation>
    </message>
</context>
<context>
    <name>CallerDesk</name>
    <message>
        <source>order {order}</source>
        <translation>заказ {order}</translation>
    </message>
    <message>
        <source>The centre does not answer. Ctrl+R asks it again</source>
        <translation>Центр не отвечает. Ctrl+R спросит его снова</translation>
    </message>
</context>
<context>
    <name>Cases</name>
    <message>
        <source>Complaint</source>
        <translation>Жалоба</translation>
    </message>
    <message>
        <source>Promise</source>
        <translation>Обещание</translation>
    </message>
    <message>
        <source>Callback</source>
        <translation>Обратный звонок</translation>
    </message>
    <message>
        <source>done</source>
        <translation>выполнено</translation>
    </message>
    <message>
        <source>not kept, was due {when}</source>
        <translation>не выполнено, срок был {when}</translation>
    </message>
    <message>
        <source>due {when}</source>
        <translation>срок {when}</translation>
    </message>
    <message>
        <source>more from this customer: {count}</source>
        <translation>ещё от этого клиента: {count}</translation>
    </message>
    <message>
        <source>more at this step: {count}</source>
        <translation>ещё на этом шаге: {count}</translation>
    </message>
</context>
<context>
    <name>CasesDesk</name>
    <message>
        <source>No call. F2 starts one</source>
        <translation>Звонка нет. F2 начнёт</translation>
    </message>
    <message>
        <source>Not named</source>
        <translation>Не названа</translation>
    </message>
    <message>
        <source>Open cases: {count}, not kept: {late}. Shift+F9</source>
        <translation>Обращения: {count}, не выполнено в срок: {late}. Shift+F9</translation>
    </message>
    <message>
        <source>Noted as done</source>
        <translation>Отмечено: выполнено</translation>
    </message>
    <message>
        <source>It was closed already</source>
        <translation>Это уже закрыто</translation>
    </message>
    <message>
        <source>The complaint is in the register</source>
        <translation>Жалоба в реестре</translation>
    </message>
</context>
<context>
    <name>CasesForm</name>
    <message>
        <source>Complaints and promises</source>
        <translation>Жалобы и обещания</translation>
    </message>
    <message>
        <source>Done, or a new complaint</source>
        <translation>Выполнено или новая жалоба</translation>
    </message>
    <message>
        <source>What was done, or the customer&apos;s words</source>
        <translation>Что сделано или слова клиента</translation>
    </message>
    <message>
        <source>Take it down  Ctrl+Enter</source>
        <translation>Записать  Ctrl+Enter</translation>
    </message>
    <message>
        <source>New complaint: {cause}</source>
        <translation>Новая жалоба: {cause}</translation>
    </message>
</context>
<context>
    <name>CasesPage</name>
    <message>
        <source>Begin  Enter</source>
        <translation>Начать  Enter</translation>
    </message>
    <message>
        <source>No attempts yet. Enter begins a practice call</source>
        <translation>Попыток пока нет. Enter начнёт тренировку</translation>
    </message>
    <message>
        <source>Weak steps come first. Enter begins, nothing is sent</source>
        <translation>Слабые шаги первыми. Enter начнёт, ничего не отправляется</translation>
    </message>
    <message>
        <source>Practice cases</source>
        <translation>Тренировки</translation>
    </message>
    <message>
        <source>No practice yet. The team lead adds it</source>
        <translation>Тренировок пока нет. Их добавляет старший смены</translation>
    </message>
    <message>
        <source>Trainer</source>
        <translation>Тренажёр</translation>
    </message>
    <message>
        <source>The right SOP within {seconds} s. Points: {weights}</source>
        <translation>Нужный СОП за {seconds} с. Очки: {weights}</translation>
    </message>
    <message>
        <source>Last attempt: {percent}</source>
        <translation>Прошлая попытка: {percent}</translation>
    </message>
</context>
<context>
    <name>ChangeView</name>
    <message>
        <source>Before: {words}</source>
        <translation>Было: {words}</translation>
    </message>
    <message>
        <source>After: {words}</source>
        <translation>Стало: {words}</translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message>
        <source>Keys</source>
        <translation>Клавиши</translation>
    </message>
    <message>
        <source>New call</source>
        <translation>Новый звонок</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>Ответы</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Запись</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Панель</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>Прежняя панель</translation>
    </message>
    <message>
        <source>Callback</source>
        <translation>Обратный</translation>
    </message>
    <message>
        <source>Escalate</source>
        <translation>Передать</translation>
    </message>
    <message>
        <source>Compensation</source>
        <translation>Компенсация</translation>
    </message>
    <message>
        <source>Complaints and promises</source>
        <translation>Жалобы и обещания</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Меню</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Во весь экран</translation>
    </message>
    <message>
        <source>Survey</source>
        <translation>Опрос</translation>
    </message>
    <message>
        <source>End the call</source>
        <translation>Завершить</translation>
    </message>
    <message>
        <source>Next parked call</source>
        <translation>Следующий отложенный звонок</translation>
    </message>
    <message>
        <source>Skip the step</source>
        <translation>Пропустить шаг</translation>
    </message>
    <message>
        <source>Wrap-up code</source>
        <translation>Код итога</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>It is this customer</source>
        <translation>Это тот самый клиент</translation>
    </message>
    <message>
        <source>Apply the hint</source>
        <translation>Применить подсказку</translation>
    </message>
    <message>
        <source>Next hint</source>
        <translation>Следующая подсказка</translation>
    </message>
    <message>
        <source>Not here</source>
        <translation>Не здесь</translation>
    </message>
    <message>
        <source>Why this hint</source>
        <translation>Почему такая подсказка</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Предпросмотр</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Создать</translation>
    </message>
    <message>
        <source>Print the passage</source>
        <translation>Напечатать отрывок</translation>
    </message>
    <message>
        <source>Default answer, confirm</source>
        <translation>Основной ответ, подтвердить</translation>
    </message>
    <message>
        <source>Answer 1</source>
        <translation>Ответ 1</translation>
    </message>
    <message>
        <source>Answer 2</source>
        <translation>Ответ 2</translation>
    </message>
    <message>
        <source>Answer 3</source>
        <translation>Ответ 3</translation>
    </message>
    <message>
        <source>Answer 4</source>
        <translation>Ответ 4</translation>
    </message>
    <message>
        <source>Answer 5</source>
        <translation>Ответ 5</translation>
    </message>
    <message>
        <source>Answer 6</source>
        <translation>Ответ 6</translation>
    </message>
    <message>
        <source>Answer 7</source>
        <translation>Ответ 7</translation>
    </message>
    <message>
        <source>Answer 8</source>
        <translation>Ответ 8</translation>
    </message>
    <message>
        <source>Answer 9</source>
        <translation>Ответ 9</translation>
    </message>
    <message>
        <source>Another answer</source>
        <translation>Другой ответ клиента</translation>
    </message>
    <message>
        <source>Step back</source>
        <translation>Шаг назад</translation>
    </message>
    <message>
        <source>Step forward</source>
        <translation>Шаг вперёд</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Звонок</translation>
    </message>
    <message>
        <source>SOPs</source>
        <translation>База</translation>
    </message>
    <message>
        <source>All replies</source>
        <translation>Все ответы</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Журнал</translation>
    </message>
    <message>
        <source>Callbacks</source>
        <translation>Обратные звонки</translation>
    </message>
    <message>
        <source>Editor</source>
        <translation>Редактор</translation>
    </message>
    <message>
        <source>Publication</source>
        <translation>Публикация</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Качество</translation>
    </message>
    <message>
        <source>Trainer</source>
        <translation>Тренажёр</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Команды</translation>
    </message>
    <message>
        <source>Find in the text</source>
        <translation>Найти в тексте</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Закрепить</translation>
    </message>
    <message>
        <source>Error in the text</source>
        <translation>Ошибка в тексте</translation>
    </message>
    <message>
        <source>Save now</source>
        <translation>Сохранить сейчас</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>Отправить сейчас</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Крупнее</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Мельче</translation>
    </message>
    <message>
        <source>Usual size</source>
        <translation>Обычный размер</translation>
    </message>
</context>
<context>
    <name>CompensationBar</name>
    <message>
        <source>Compensation: {given} of {limit}</source>
        <translation>Компенсация: {given} из {limit}</translation>
    </message>
    <message>
        <source>Compensation: {given} of {limit}, agreed by the lead</source>
        <translation>Компенсация: {given} из {limit}, согласовано старшим</translation>
    </message>
</context>
<context>
    <name>CompensationDesk</name>
    <message>
        <source>No call. F2 starts one</source>
        <translation>Звонка нет. F2 начнёт</translation>
    </message>
    <message>
        <source>Counting what was given. Press Enter again</source>
        <translation>Считаю, что уже дано. Нажмите Enter ещё раз</translation>
    </message>
    <message>
        <source>Customer unknown: this call alone is counted</source>
        <translation>Клиент неизвестен: учтён этот звонок</translation>
    </message>
    <message>
        <source>No network: what is known here is counted</source>
        <translation>Без сети: учтено известное здесь</translation>
    </message>
    <message>
        <source>{sum} is in the record</source>
        <translation>{sum} записано в звонок</translation>
    </message>
    <message>
        <source>The sum was taken back</source>
        <translation>Сумма отменена</translation>
    </message>
</context>
<context>
    <name>CompensationForm</name>
    <message>
        <source>Compensation</source>
        <translation>Компенсация</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>Сумма</translation>
    </message>
    <message>
        <source>Other sum, roubles</source>
        <translation>Другая сумма, рублей</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>За что</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Другая</translation>
    </message>
    <message>
        <source>Take back {sum}</source>
        <translation>Отменить {sum}</translation>
    </message>
    <message>
        <source>Counting what was given</source>
        <translation>Считаю, что уже дано</translation>
    </message>
    <message>
        <source>Type a sum in roubles, for example 300</source>
        <translation>Введите сумму в рублях, например 300</translation>
    </message>
    <message>
        <source>{sum} more may be given</source>
        <translation>Можно ещё {sum}</translation>
    </message>
    <message>
        <source>Meanwhile say: “{words}”</source>
        <translation>Скажите пока: «{words}»</translation>
    </message>
    <message>
        <source>Ask for approval  Ctrl+Enter</source>
        <translation>Запросить согласование  Ctrl+Enter</translation>
    </message>
    <message>
        <source>Give  Ctrl+Enter</source>
        <translation>Начислить  Ctrl+Enter</translation>
    </message>
</context>
<context>
    <name>ComplaintsPage</name>
    <message>
        <source>Done  Ctrl+Enter</source>
        <translation>Выполнено  Ctrl+Enter</translation>
    </message>
    <message>
        <source>{days} days</source>
        <translation>{days} дней</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Период</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Complaints and promises not kept</source>
        <translation>Жалобы и невыполненные обещания</translation>
    </message>
    <message>
        <source>No complaints in this period, every promise was kept</source>
        <translation>За этот период жалоб нет, обещания выполнены</translation>
    </message>
    <message>
        <source>The call</source>
        <translation>Звонок</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Что сделано</translation>
    </message>
    <message>
        <source>What was done, for the register</source>
        <translation>Что сделано, для реестра</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Выполнено</translation>
    </message>
    <message>
        <source>All causes</source>
        <translation>Все причины</translation>
    </message>
    <message>
        <source>order {order}</source>
        <translation>заказ {order}</translation>
    </message>
    <message>
        <source>Noted as done</source>
        <translation>Отмечено: выполнено</translation>
    </message>
    <message>
        <source>It was closed already</source>
        <translation>Это уже закрыто</translation>
    </message>
</context>
<context>
    <name>ConflictBar</name>
    <message>
        <source>1 Keep mine</source>
        <translation>1 Оставить моё</translation>
    </message>
    <message>
        <source>2 Take theirs</source>
        <translation>2 Взять то</translation>
    </message>
    <message>
        <source>3 Keep both</source>
        <translation>3 Сохранить оба</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Чем отличаются</translation>
    </message>
    <message>
        <source>at {time}</source>
        <translation>в {time}</translation>
    </message>
    <message>
        <source>on {day} at {time}</source>
        <translation>{day} в {time}</translation>
    </message>
    <message>
        <source>Call changed on another computer {moment}. End it first: F12</source>
        <translation>Звонок изменён на другом компьютере {moment}. Сначала завершите его: F12</translation>
    </message>
    <message>
        <source>Call changed on another computer {moment}. 1 keep mine, 2 take theirs, 3 keep both</source>
        <translation>Звонок изменён на другом компьютере {moment}. 1&#xa0;оставить моё, 2&#xa0;взять то, 3&#xa0;сохранить оба</translation>
    </message>
    <message>
        <source>Mine was kept. Theirs, changed {moment}, stays here</source>
        <translation>Оставлено моё. То, что изменено {moment}, хранится здесь</translation>
    </message>
    <message>
        <source>Theirs, changed {moment}, was taken. Mine stays here</source>
        <translation>Взято то, что изменено {moment}. Моё хранится здесь</translation>
    </message>
    <message>
        <source>Both were kept: theirs, changed {moment}, here, mine as a call</source>
        <translation>Сохранены оба: здесь то, что изменено {moment}, моё — отдельный звонок</translation>
    </message>
    <message>
        <source>Mine:</source>
        <translation>Моё:</translation>
    </message>
    <message>
        <source>Theirs:</source>
        <translation>То:</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>пусто</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Заказ</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>Сценарий</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Итог</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>Record of the call</source>
        <translation>Запись звонка</translation>
    </message>
</context>
<context>
    <name>CustomerForm</name>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Фамилия, имя, отчество</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Заказ</translation>
    </message>
    <message>
        <source>Ctrl+Enter keeps · Esc closes</source>
        <translation>Ctrl+Enter сохранит · Esc закроет</translation>
    </message>
</context>
<context>
    <name>DecisionsPage</name>
    <message>
        <source>Approve  Ctrl+Enter</source>
        <translation>Согласовать  Ctrl+Enter</translation>
    </message>
    <message>
        <source>Refuse  Alt+2</source>
        <translation>Отказать  Alt+2</translation>
    </message>
    <message>
        <source>I ring the customer  Alt+3</source>
        <translation>Перезвоню сам  Alt+3</translation>
    </message>
    <message>
        <source>Questions from agents</source>
        <translation>Вопросы операторов</translation>
    </message>
    <message>
        <source>Nobody waits for a decision</source>
        <translation>Решения никто не ждёт</translation>
    </message>
    <message>
        <source>What the desk knows</source>
        <translation>Что известно</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Ответ</translation>
    </message>
    <message>
        <source>Your answer, if words are needed</source>
        <translation>Ваш ответ, если нужны слова</translation>
    </message>
    <message>
        <source>asked by {who}, {when}</source>
        <translation>спрашивает {who}, {when}</translation>
    </message>
    <message>
        <source>order {order}</source>
        <translation>заказ {order}</translation>
    </message>
    <message>
        <source>Answered. The agent gets it with the next exchange</source>
        <translation>Ответ отправлен оператору</translation>
    </message>
    <message>
        <source>This question was answered already</source>
        <translation>На этот вопрос уже ответили</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>end of the script</source>
        <translation>конец сценария</translation>
    </message>
    <message>
        <source>Any answer</source>
        <translation>Любой ответ</translation>
    </message>
    <message>
        <source>Nothing changed</source>
        <translation>Без изменений</translation>
    </message>
    <message>
        <source>Draft is being saved</source>
        <translation>Черновик сохраняется</translation>
    </message>
    <message>
        <source>Draft, saved</source>
        <translation>Черновик, сохранён</translation>
    </message>
    <message>
        <source>Draft, not saved. Ctrl+S tries again</source>
        <translation>Черновик не сохранён. Ctrl+S повторит</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>Новое правило</translation>
    </message>
    <message>
        <source>Synonyms</source>
        <translation>Синонимы</translation>
    </message>
    <message>
        <source>Phrase rule: {title}</source>
        <translation>Правило: {title}</translation>
    </message>
    <message>
        <source>Cannot publish: {what}</source>
        <translation>Опубликовать нельзя: {what}</translation>
    </message>
    <message>
        <source>in “{step}” instead of “{subject}” say “{instead}”</source>
        <translation>в «{step}» вместо «{subject}» скажите «{instead}»</translation>
    </message>
    <message>
        <source>synonyms: “{subject}” stands alone, add what means the same</source>
        <translation>синонимы: «{subject}» стоит без пары, допишите слово с тем же значением</translation>
    </message>
    <message>
        <source>synonyms: “{subject}” is a form of “{instead}” beside it</source>
        <translation>синонимы: «{subject}» — форма слова «{instead}» рядом</translation>
    </message>
    <message>
        <source>synonyms: “{subject}” is in the group of “{instead}” too, join them</source>
        <translation>синонимы: «{subject}» есть и в группе «{instead}», соедините их</translation>
    </message>
    <message>
        <source>step “{step}” leads nowhere</source>
        <translation>шаг «{step}» никуда не ведёт</translation>
    </message>
    <message>
        <source>step “{step}” leads to “{subject}”, which is not there</source>
        <translation>шаг «{step}» ведёт к «{subject}», а такого шага нет</translation>
    </message>
    <message>
        <source>nothing leads to step “{step}”</source>
        <translation>к шагу «{step}» ничто не ведёт</translation>
    </message>
    <message>
        <source>two steps are “{subject}”</source>
        <translation>два шага названы «{subject}»</translation>
    </message>
    <message>
        <source>no step is of “{subject}”</source>
        <translation>нет ни одного шага «{subject}»</translation>
    </message>
    <message>
        <source>step “{step}” has no answers</source>
        <translation>у шага «{step}» нет ответов</translation>
    </message>
    <message>
        <source>the script never ends</source>
        <translation>сценарий не приходит к концу</translation>
    </message>
    <message>
        <source>step “{step}” never comes to an end</source>
        <translation>из шага «{step}» не выйти к концу</translation>
    </message>
    <message>
        <source>step “{step}” depends on “{subject}”, which is not always asked</source>
        <translation>шаг «{step}» зависит от «{subject}», а о нём спрашивают не всегда</translation>
    </message>
    <message>
        <source>in step “{step}” the way to “{subject}” is never taken</source>
        <translation>в шаге «{step}» переход в «{subject}» никогда не сработает</translation>
    </message>
    <message>
        <source>step “{step}” says nothing</source>
        <translation>шаг «{step}» ничего не говорит</translation>
    </message>
    <message>
        <source>in “{step}” a bracket has no pair: {subject}</source>
        <translation>в «{step}» скобка без пары: {subject}</translation>
    </message>
    <message>
        <source>in “{step}” nothing fills the placeholder “{subject}”</source>
        <translation>в «{step}» нечем заполнить «{subject}»</translation>
    </message>
    <message>
        <source>in “{step}” say “{subject}” in other words</source>
        <translation>в «{step}» скажите иначе «{subject}»</translation>
    </message>
    <message>
        <source>a rule says nothing to avoid</source>
        <translation>в правиле не указано, чего не говорить</translation>
    </message>
    <message>
        <source>the rule never finds “{subject}”: see its exceptions</source>
        <translation>правило не находит «{subject}»: проверьте исключения</translation>
    </message>
    <message>
        <source>“{subject}” is to be said, yet a rule against “{instead}” finds it</source>
        <translation>«{subject}» советуется, но его находит правило против «{instead}»</translation>
    </message>
</context>
<context>
    <name>EditorDesk</name>
    <message>
        <source>Scripts</source>
        <translation>Сценарии</translation>
    </message>
    <message>
        <source>Phrase rules</source>
        <translation>Правила</translation>
    </message>
    <message>
        <source>Synonyms</source>
        <translation>Синонимы</translation>
    </message>
</context>
<context>
    <name>EditorScreen</name>
    <message>
        <source>Nothing to publish: no words were changed</source>
        <translation>Публиковать нечего: слова не менялись</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Проверяю…</translation>
    </message>
    <message>
        <source>The centre is not configured. The draft stays on this computer</source>
        <translation>Центр не настроен. Черновик остаётся на этом компьютере</translation>
    </message>
    <message>
        <source>It becomes edition {number}. A call in progress keeps its own</source>
        <translation>Станет редакцией {number}. Звонок, который идёт, останется на своей</translation>
    </message>
    <message>
        <source>Write what changed, then Ctrl+Enter</source>
        <translation>Напишите, что изменилось, затем Ctrl+Enter</translation>
    </message>
    <message>
        <source>Publishing…</source>
        <translation>Публикую…</translation>
    </message>
    <message>
        <source>Edition {number} is published. Desks take it between calls</source>
        <translation>Опубликована редакция {number}. Рабочие места получат её между звонками</translation>
    </message>
    <message>
        <source>Another lead has published edition {number}. Check, publish again</source>
        <translation>Другой старший уже опубликовал редакцию {number}. Проверьте и опубликуйте ещё раз</translation>
    </message>
    <message>
        <source>Only a lead may publish. The draft stays on this computer</source>
        <translation>Публиковать может только старший смены. Черновик остаётся на этом компьютере</translation>
    </message>
    <message>
        <source>No network. The draft stays on this computer, publish it later</source>
        <translation>Нет сети. Черновик хранится на этом компьютере, опубликуйте его позже</translation>
    </message>
</context>
<context>
    <name>EscalationForm</name>
    <message>
        <source>Ask the lead</source>
        <translation>Вопрос старшему</translation>
    </message>
    <message>
        <source>Send to the lead  Ctrl+Enter</source>
        <translation>Отправить старшему  Ctrl+Enter</translation>
    </message>
    <message>
        <source>What is to be decided</source>
        <translation>Что решить</translation>
    </message>
    <message>
        <source>The lead sees</source>
        <translation>Старший увидит</translation>
    </message>
    <message>
        <source>Send to the lead</source>
        <translation>Отправить старшему</translation>
    </message>
    <message>
        <source>Write what is to be decided</source>
        <translation>Напишите, что нужно решить</translation>
    </message>
    <message>
        <source>order {order}</source>
        <translation>заказ {order}</translation>
    </message>
    <message>
        <source>Step: {step}</source>
        <translation>Шаг: {step}</translation>
    </message>
    <message>
        <source>Script: {script}</source>
        <translation>Сценарий: {script}</translation>
    </message>
    <message>
        <source>The record of the call so far</source>
        <translation>Запись звонка до этого места</translation>
    </message>
    <message>
        <source>No call is in hand: the question alone</source>
        <translation>Звонка нет: только сам вопрос</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in this text</source>
        <translation>Найти в тексте</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>Предыдущее место</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Следующее место</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Не найдено</translation>
    </message>
    <message>
        <source>{place} of {total}</source>
        <translation>{place} из {total}</translation>
    </message>
</context>
<context>
    <name>FlagForm</name>
    <message>
        <source>Error in the text</source>
        <translation>Ошибка в тексте</translation>
    </message>
    <message>
        <source>What is wrong, in the customer&apos;s words or yours</source>
        <translation>Что не так, словами клиента или вашими</translation>
    </message>
    <message>
        <source>Keep the report  Ctrl+Enter</source>
        <translation>Записать  Ctrl+Enter</translation>
    </message>
    <message>
        <source>Cancel  Esc</source>
        <translation>Отмена  Esc</translation>
    </message>
    <message>
        <source>Keep the report</source>
        <translation>Записать</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Write what is wrong, a few words will do</source>
        <translation>Напишите, что не так, хватит нескольких слов</translation>
    </message>
</context>
<context>
    <name>FollowUpDesk</name>
    <message>
        <source>Callback: {when}. Ctrl+5 lists them</source>
        <translation>Обратный звонок: {when}. Список: Ctrl+5</translation>
    </message>
    <message>
        <source>The lead answers: {text}</source>
        <translation>Ответ старшего: {text}</translation>
    </message>
    <message>
        <source>The lead answers ({who}): {text}. It is in the journal; ring the customer</source>
        <translation>Ответ старшего ({who}): {text}. Он в журнале. Перезвоните: Ctrl+5</translation>
    </message>
    <message>
        <source>The lead answers ({who}): {text}. It is in the journal</source>
        <translation>Ответ старшего ({who}): {text}. Он в журнале</translation>
    </message>
</context>
<context>
    <name>GapsPage</name>
    <message>
        <source>How it was put</source>
        <translation>Как спрашивали</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>Пробелы</translation>
    </message>
    <message>
        <source>No gaps: every search of the last 90 days led to a passage</source>
        <translation>Пробелов нет: за 90 дней каждый поиск привёл к разделу</translation>
    </message>
    <message>
        <source>Search for it</source>
        <translation>Найти сейчас</translation>
    </message>
    <message>
        <source>Add a synonym</source>
        <translation>Добавить синоним</translation>
    </message>
    <message>
        <source>Open the procedure</source>
        <translation>Открыть СОП</translation>
    </message>
    <message>
        <source>Nothing came from the centre yet: only this desk is counted</source>
        <translation>С центром ещё не обменивались: видно только это рабочее место</translation>
    </message>
    <message>
        <source>The team as of {moment}</source>
        <translation>Группа на {moment}</translation>
    </message>
    <message>
        <source>{state} · last on {moment}</source>
        <translation>{state} · последний раз {moment}</translation>
    </message>
    <message>
        <source>Mended</source>
        <translation>Исправлено</translation>
    </message>
    <message>
        <source>Not mended</source>
        <translation>Вернуть в пробелы</translation>
    </message>
    <message>
        <source>Noted as mended. Asked again, it is back</source>
        <translation>Отмечено как исправленное. Спросят снова — пробел вернётся</translation>
    </message>
    <message>
        <source>It is on the list again</source>
        <translation>Пробел снова в списке</translation>
    </message>
    <message>
        <source>Add the passage or a synonym in the editor, then publish</source>
        <translation>Добавьте раздел или синоним в редакторе и опубликуйте</translation>
    </message>
</context>
<context>
    <name>GroupsCard</name>
    <message>
        <source>Topics</source>
        <translation>Темы</translation>
    </message>
    <message>
        <source>Content of {when}</source>
        <translation>База от {when}</translation>
    </message>
</context>
<context>
    <name>JoinForm</name>
    <message>
        <source>Connect to the centre</source>
        <translation>Подключить к центру</translation>
    </message>
    <message>
        <source>The administrator gives you these. The first password is replaced at once</source>
        <translation>Эти данные даёт администратор. Первый пароль сразу заменится</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Подключить</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Адрес</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Логин</translation>
    </message>
    <message>
        <source>First password</source>
        <translation>Первый пароль</translation>
    </message>
    <message>
        <source>Company&apos;s root certificate, a path; empty means the system&apos;s own</source>
        <translation>Корневой сертификат компании, путь; пусто — системные</translation>
    </message>
    <message>
        <source>Passphrase for this computer</source>
        <translation>Кодовая фраза для этого компьютера</translation>
    </message>
    <message>
        <source>Passphrase once more</source>
        <translation>Кодовая фраза ещё раз</translation>
    </message>
    <message>
        <source>Fill in: {field}</source>
        <translation>Заполните: {field}</translation>
    </message>
    <message>
        <source>A passphrase has 8 characters or more</source>
        <translation>В кодовой фразе не меньше 8 знаков</translation>
    </message>
    <message>
        <source>The passphrases differ, type it once more</source>
        <translation>Фразы не совпадают, наберите ещё раз</translation>
    </message>
</context>
<context>
    <name>Joining</name>
    <message>
        <source>Address and root certificate</source>
        <translation>Адрес и корневой сертификат</translation>
    </message>
    <message>
        <source>Place for the keys</source>
        <translation>Место для ключей</translation>
    </message>
    <message>
        <source>The centre answers and proves itself</source>
        <translation>Центр отвечает и подтверждает подлинность</translation>
    </message>
    <message>
        <source>Login and first password</source>
        <translation>Логин и первый пароль</translation>
    </message>
    <message>
        <source>Version of the program, your role</source>
        <translation>Версия программы, Ваша роль</translation>
    </message>
    <message>
        <source>The first password is replaced</source>
        <translation>Первый пароль заменён своим</translation>
    </message>
    <message>
        <source>First exchange: the content arrives</source>
        <translation>Первый обмен: база получена</translation>
    </message>
</context>
<context>
    <name>Journal</name>
    <message>
        <source>Sent</source>
        <translation>Отправлено</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>Ждёт отправки</translation>
    </message>
    <message>
        <source>Refused by the centre</source>
        <translation>Не принято</translation>
    </message>
    <message>
        <source>Two versions</source>
        <translation>Два варианта</translation>
    </message>
    <message>
        <source>Customer not named</source>
        <translation>Клиент не назван</translation>
    </message>
    <message>
        <source>Parked</source>
        <translation>Отложен</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>Идёт</translation>
    </message>
    <message>
        <source>No outcome</source>
        <translation>Без итога</translation>
    </message>
    <message>
        <source>No script</source>
        <translation>Без сценария</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>Сценарий</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Итог</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Отправка</translation>
    </message>
    <message>
        <source>Call: {said}, {place} of {all}</source>
        <translation>Звонок: {said}, {place} из {all}</translation>
    </message>
</context>
<context>
    <name>JournalDesk</name>
    <message>
        <source>Calls {moment}</source>
        <translation>Звонки {moment}</translation>
    </message>
    <message>
        <source>Saved: {file}, and beside it {other}</source>
        <translation>Сохранено: {file}, рядом {other}</translation>
    </message>
    <message>
        <source>It is changed or in hand: nothing was chosen. Look again</source>
        <translation>Звонок изменён или ещё идёт. Ничего не выбрано, посмотрите снова</translation>
    </message>
</context>
<context>
    <name>JournalFilters</name>
    <message>
        <source>Outcome</source>
        <translation>Итог</translation>
    </message>
    <message>
        <source>With a note</source>
        <translation>С заметкой</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Не отправлено</translation>
    </message>
    <message>
        <source>Name, number, order, words of the record</source>
        <translation>Имя, номер, заказ, слова записи</translation>
    </message>
    <message>
        <source>Find in the journal</source>
        <translation>Найти в журнале</translation>
    </message>
    <message>
        <source>Day: today, 18.11, 18.11–20.11</source>
        <translation>День: сегодня, 18.11, 18.11–20.11</translation>
    </message>
    <message>
        <source>Day or days</source>
        <translation>День или дни</translation>
    </message>
    <message>
        <source>All outcomes</source>
        <translation>Все итоги</translation>
    </message>
    <message>
        <source>A day is needed, for example 18.11</source>
        <translation>Нужен день, например 18.11</translation>
    </message>
    <message>
        <source>Calls: {count}</source>
        <translation>Звонков: {count}</translation>
    </message>
</context>
<context>
    <name>JournalScreen</name>
    <message>
        <source>Calls</source>
        <translation>Звонки</translation>
    </message>
    <message>
        <source>Save the list as a table  Ctrl+P</source>
        <translation>Сохранить список таблицей  Ctrl+P</translation>
    </message>
    <message>
        <source>No calls yet today</source>
        <translation>Сегодня звонков ещё не было</translation>
    </message>
    <message>
        <source>No calls match. Esc shows all of them</source>
        <translation>Таких звонков нет. Esc покажет все</translation>
    </message>
</context>
<context>
    <name>KnowledgeBase</name>
    <message>
        <source>{title}, {place} of {total}</source>
        <translation>{title}, {place} из {total}</translation>
    </message>
    <message>
        <source>SOP</source>
        <translation>СОП</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>изменён</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Закреплённые</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Недавние</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Изменённые</translation>
    </message>
    <message>
        <source>All procedures</source>
        <translation>Все СОП</translation>
    </message>
    <message>
        <source>Nothing is pinned. Ctrl+D pins the procedure shown</source>
        <translation>Закреплённых нет. Ctrl+D закрепит открытый СОП</translation>
    </message>
    <message>
        <source>Nothing was read yet. Enter opens a procedure</source>
        <translation>Вы ещё ничего не читали. Enter откроет СОП</translation>
    </message>
    <message>
        <source>Nothing has changed since you last read</source>
        <translation>С вашего прошлого чтения ничего не изменилось</translation>
    </message>
    <message>
        <source>There are no procedures yet</source>
        <translation>СОП пока нет. Их добавляет старший смены</translation>
    </message>
    <message>
        <source>This topic has no procedures yet</source>
        <translation>В этой теме СОП пока нет</translation>
    </message>
    <message>
        <source>review overdue</source>
        <translation>пересмотр просрочен</translation>
    </message>
    <message>
        <source>not in force yet</source>
        <translation>ещё не действует</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>закреплён</translation>
    </message>
    <message>
        <source>will be in force from {date}</source>
        <translation>вступит в силу {date}</translation>
    </message>
    <message>
        <source>in force since {date}</source>
        <translation>действует с {date}</translation>
    </message>
    <message>
        <source>review by {date}</source>
        <translation>пересмотр до {date}</translation>
    </message>
    <message>
        <source>edition {number}</source>
        <translation>редакция {number}</translation>
    </message>
    <message>
        <source>The review is overdue, it was due by {date}. Check with the senior</source>
        <translation>Пересмотр просрочен: был нужен до {date}. Уточните у старшего</translation>
    </message>
    <message>
        <source>the beginning</source>
        <translation>начало</translation>
    </message>
    <message>
        <source>{sections} and {count} more</source>
        <translation>{sections} и ещё {count}</translation>
    </message>
    <message>
        <source>sections removed: {count}</source>
        <translation>убрано разделов: {count}</translation>
    </message>
    <message>
        <source>Changed since you last read: {what}</source>
        <translation>Изменено с вашего прошлого чтения: {what}</translation>
    </message>
</context>
<context>
    <name>KnowledgePane</name>
    <message>
        <source>Start typing, for example “refund”</source>
        <translation>Начните печатать, например «возврат»</translation>
    </message>
    <message>
        <source>Start typing</source>
        <translation>Начните печатать</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Что найдено</translation>
    </message>
    <message>
        <source>Passage</source>
        <translation>Отрывок</translation>
    </message>
    <message>
        <source>↑ ↓ choose · Enter read · Ctrl+D pin</source>
        <translation>↑ ↓ выбрать · Enter читать · Ctrl+D закрепить</translation>
    </message>
    <message>
        <source>↑ ↓ choose · Enter read</source>
        <translation>↑ ↓ выбрать · Enter читать</translation>
    </message>
    <message>
        <source>&lt;b&gt;Do not say&lt;/b&gt; {avoid}. Say {say}</source>
        <translation>&lt;b&gt;Не говорите&lt;/b&gt; {avoid}. Скажите {say}</translation>
    </message>
    <message>
        <source>Say &lt;b&gt;{say}&lt;/b&gt;, not {avoid}</source>
        <translation>Скажите &lt;b&gt;{say}&lt;/b&gt;, а не {avoid}</translation>
    </message>
</context>
<context>
    <name>ListCard</name>
    <message>
        <source>Start typing, for example “refund”</source>
        <translation>Начните печатать, например «возврат»</translation>
    </message>
    <message>
        <source>Start typing</source>
        <translation>Начните печатать</translation>
    </message>
    <message>
        <source>Search in the procedures</source>
        <translation>Поиск по СОП</translation>
    </message>
    <message>
        <source>Procedures</source>
        <translation>СОП</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Найденное</translation>
    </message>
    <message>
        <source>↑ ↓ choose · Enter read</source>
        <translation>↑ ↓ выбрать · Enter читать</translation>
    </message>
</context>
<context>
    <name>ListPane</name>
    <message>
        <source>Find a reply</source>
        <translation>Найти ответ</translation>
    </message>
    <message>
        <source>Title, words or shortcut</source>
        <translation>Название, слова или код</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>Ответы</translation>
    </message>
    <message>
        <source>↑ ↓ choose · Enter copy · Shift+Enter add</source>
        <translation>↑ ↓ выбрать · Enter копировать · Shift+Enter собрать</translation>
    </message>
    <message>
        <source>↑ ↓ choose · Enter copy</source>
        <translation>↑ ↓ выбрать · Enter копировать</translation>
    </message>
</context>
<context>
    <name>LookUp</name>
    <message>
        <source>Pinned and recent</source>
        <translation>Закреплено и недавнее</translation>
    </message>
    <message>
        <source>For the scripts</source>
        <translation>К сценариям</translation>
    </message>
    <message>
        <source>For this step</source>
        <translation>К этому шагу</translation>
    </message>
    <message>
        <source>Nothing for “{query}”. Shorten a word or ask the senior: F8</source>
        <translation>По запросу «{query}» ничего нет. Сократите слово или спросите старшего: F8</translation>
    </message>
    <message>
        <source>Shown for “{query}”</source>
        <translation>Показано по запросу «{query}»</translation>
    </message>
    <message>
        <source>Found: {count}</source>
        <translation>Найдено: {count}</translation>
    </message>
    <message>
        <source>order {order}</source>
        <translation>заказ {order}</translation>
    </message>
    <message>
        <source>Enter puts it into the call</source>
        <translation>Enter внесёт в звонок</translation>
    </message>
    <message>
        <source>in force since {date}</source>
        <translation>действует с {date}</translation>
    </message>
</context>
<context>
    <name>LossList</name>
    <message>
        <source>Losses</source>
        <translation>Потери</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Operator&apos;s desk</source>
        <translation>Рабочее место оператора</translation>
    </message>
    <message>
        <source>The call was restored as it stood</source>
        <translation>Звонок восстановлен на том же шаге</translation>
    </message>
    <message>
        <source>New edition {number}. The next call works with it</source>
        <translation>Вышла редакция {number}. Следующий звонок пойдёт по ней</translation>
    </message>
    <message>
        <source>Content of {moment}</source>
        <translation>База от {moment}</translation>
    </message>
    <message>
        <source>A call is in progress. End it first: F12</source>
        <translation>Идёт звонок. Сначала завершите его: F12</translation>
    </message>
</context>
<context>
    <name>Menu</name>
    <message>
        <source>Commands</source>
        <translation>Команды</translation>
    </message>
    <message>
        <source>Keys of this screen</source>
        <translation>Клавиши этого экрана</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Меню</translation>
    </message>
    <message>
        <source>Synchronisation</source>
        <translation>Синхронизация</translation>
    </message>
    <message>
        <source>Connect to the centre</source>
        <translation>Подключить к центру</translation>
    </message>
    <message>
        <source>Demo: network on</source>
        <translation>Демо: включить сеть</translation>
    </message>
    <message>
        <source>Demo: no network</source>
        <translation>Демо: нет сети</translation>
    </message>
    <message>
        <source>Demo: sign in as {name}, {role}</source>
        <translation>Демо: войти как {name}, {role}</translation>
    </message>
    <message>
        <source>agent</source>
        <translation>оператор</translation>
    </message>
    <message>
        <source>lead</source>
        <translation>старший смены</translation>
    </message>
    <message>
        <source>trainee</source>
        <translation>стажёр</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Close the message</source>
        <translation>Закрыть сообщение</translation>
    </message>
</context>
<context>
    <name>OwnCard</name>
    <message>
        <source>Your own reply</source>
        <translation>Ваш ответ</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Текст</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Название</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Код</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>{имя} and {заказ} are filled from the call</source>
        <translation>{имя} и {заказ} возьмутся из звонка</translation>
    </message>
    <message>
        <source>A bracket has no pair at “{near}”</source>
        <translation>Скобка без пары: «{near}»</translation>
    </message>
</context>
<context>
    <name>OwnDesk</name>
    <message>
        <source>The reply is deleted. Ctrl+Z brings it back</source>
        <translation>Ответ удалён. Ctrl+Z вернёт его</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Type to narrow, Enter does it</source>
        <translation>Начните печатать, Enter выполнит</translation>
    </message>
</context>
<context>
    <name>PassageCard</name>
    <message>
        <source>Contents</source>
        <translation>Содержание</translation>
    </message>
    <message>
        <source>Text of the procedure</source>
        <translation>Текст СОП</translation>
    </message>
    <message>
        <source>Choose a procedure</source>
        <translation>Выберите СОП</translation>
    </message>
    <message>
        <source>{sop} was updated at {time}. Enter opens the new edition</source>
        <translation>{sop} обновлён в {time}. Enter откроет новую редакцию</translation>
    </message>
    <message>
        <source>← {sop}  Alt+←</source>
        <translation>← {sop}  Alt+←</translation>
    </message>
    <message>
        <source>Back to {sop}</source>
        <translation>Назад к {sop}</translation>
    </message>
</context>
<context>
    <name>PassagePrinter</name>
    <message>
        <source>Printed into {file}</source>
        <translation>Напечатано в файл {file}</translation>
    </message>
</context>
<context>
    <name>Phrases</name>
    <message>
        <source>Say “{found}” in other words, as you see fit</source>
        <translation>Скажите вместо «{found}» иначе, своими словами</translation>
    </message>
    <message>
        <source>Better “{text}”</source>
        <translation>Лучше «{text}»</translation>
    </message>
    <message>
        <source>Better “{text}”: Ctrl+J</source>
        <translation>Лучше «{text}»: Ctrl+J</translation>
    </message>
    <message>
        <source>Perhaps “{text}”: Ctrl+J. Check the endings</source>
        <translation>Возможно, «{text}»: Ctrl+J. Проверьте окончания</translation>
    </message>
    <message>
        <source>Another: Ctrl+L</source>
        <translation>Ещё вариант: Ctrl+L</translation>
    </message>
    <message>
        <source>Next: Ctrl+L</source>
        <translation>Следующая: Ctrl+L</translation>
    </message>
    <message>
        <source>The rule gives no reason</source>
        <translation>Причина в правиле не указана</translation>
    </message>
    <message>
        <source>“{found}” is now “{text}”. Ctrl+Z takes it back</source>
        <translation>«{found}» заменено на «{text}». Ctrl+Z вернёт</translation>
    </message>
    <message>
        <source>“{found}” stays in this text</source>
        <translation>«{found}» остаётся в этом тексте</translation>
    </message>
</context>
<context>
    <name>PracticePage</name>
    <message>
        <source>Practice. Nothing is sent</source>
        <translation>Тренировка. Ничего не отправляется</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
</context>
<context>
    <name>PreviewCard</name>
    <message>
        <source>As the agent will see it</source>
        <translation>Как увидит оператор</translation>
    </message>
    <message>
        <source>The preview comes back once the brackets have pairs</source>
        <translation>Предпросмотр обновится, когда у скобок будут пары</translation>
    </message>
</context>
<context>
    <name>PublishCard</name>
    <message>
        <source>Publication</source>
        <translation>Публикация</translation>
    </message>
    <message>
        <source>What changed and why</source>
        <translation>Что изменилось и зачем</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>Опубликовать</translation>
    </message>
    <message>
        <source>Changes word by word</source>
        <translation>Изменения слово за словом</translation>
    </message>
    <message>
        <source>Agents and other leads read this</source>
        <translation>Это прочтут операторы и старшие</translation>
    </message>
    <message>
        <source>Changes: {count}</source>
        <translation>Изменений: {count}</translation>
    </message>
    <message>
        <source>SOPs: {names}</source>
        <translation>СОП: {names}</translation>
    </message>
    <message>
        <source>replies: {names}</source>
        <translation>ответы: {names}</translation>
    </message>
    <message>
        <source>scripts: {names}</source>
        <translation>сценарии: {names}</translation>
    </message>
    <message>
        <source>Nothing else depends on this</source>
        <translation>От этого больше ничего не зависит</translation>
    </message>
    <message>
        <source>Look these over too. {what}</source>
        <translation>Проверьте и то, что рядом. {what}</translation>
    </message>
</context>
<context>
    <name>Quality</name>
    <message>
        <source>Nothing found</source>
        <translation>Не нашлось</translation>
    </message>
    <message>
        <source>Found, of no use</source>
        <translation>Нашлось, не пригодилось</translation>
    </message>
    <message>
        <source>Error in the text</source>
        <translation>Ошибка в тексте</translation>
    </message>
    <message>
        <source>times: {times}, people: {people}</source>
        <translation>раз: {times}, людей: {people}</translation>
    </message>
    <message>
        <source>again</source>
        <translation>снова</translation>
    </message>
    <message>
        <source>Mended on {moment} · {who}</source>
        <translation>Исправлено {moment} · {who}</translation>
    </message>
    <message>
        <source>Found first: {passage}</source>
        <translation>Первым нашёлся: {passage}</translation>
    </message>
    <message>
        <source>Question: {question}, {who}, {when}</source>
        <translation>Вопрос: {question}, {who}, {when}</translation>
    </message>
    <message>
        <source>{month} · {index}, version {version} · {score} · answers: {count}</source>
        <translation>{month} · {index}, версия {version} · {score} · ответов: {count}</translation>
    </message>
</context>
<context>
    <name>QualityScreen</name>
    <message>
        <source>Parts of quality</source>
        <translation>Разделы качества</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Решения</translation>
    </message>
    <message>
        <source>Complaints</source>
        <translation>Жалобы</translation>
    </message>
    <message>
        <source>Surveys</source>
        <translation>Опросы</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>Пробелы</translation>
    </message>
</context>
<context>
    <name>QuestionsCard</name>
    <message>
        <source>My questions to the lead  F6</source>
        <translation>Мои вопросы старшему  F6</translation>
    </message>
    <message>
        <source>My questions to the lead</source>
        <translation>Мои вопросы старшему</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>{screen}, waiting: {count}</source>
        <translation>{screen}, ждут: {count}</translation>
    </message>
</context>
<context>
    <name>Reading</name>
    <message>
        <source>changed</source>
        <translation>изменено</translation>
    </message>
</context>
<context>
    <name>ReadingDesk</name>
    <message>
        <source>{link} is not in this edition. Tell the senior: Ctrl+G</source>
        <translation>{link} нет в этой редакции. Сообщите старшему: Ctrl+G</translation>
    </message>
    <message>
        <source>{sop} is pinned</source>
        <translation>{sop} закреплён</translation>
    </message>
    <message>
        <source>{sop} is unpinned</source>
        <translation>{sop} откреплён</translation>
    </message>
    <message>
        <source>The report on {sop} is kept, the senior will see it</source>
        <translation>Замечание к {sop} записано, старший его увидит</translation>
    </message>
    <message>
        <source>The passage is copied</source>
        <translation>Раздел скопирован</translation>
    </message>
</context>
<context>
    <name>RecordForm</name>
    <message>
        <source>Esc closes</source>
        <translation>Esc закроет</translation>
    </message>
</context>
<context>
    <name>RecordPane</name>
    <message>
        <source>Outcome (proposed by the script)</source>
        <translation>Итог (предложен сценарием)</translation>
    </message>
    <message>
        <source>Callback  F7</source>
        <translation>Обратный  F7</translation>
    </message>
    <message>
        <source>Ask the lead  F8</source>
        <translation>Старшему  F8</translation>
    </message>
    <message>
        <source>Call record</source>
        <translation>Запись звонка</translation>
    </message>
    <message>
        <source>A note, if needed</source>
        <translation>Заметка, если нужна</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Итог</translation>
    </message>
    <message>
        <source>Not decided yet</source>
        <translation>Ещё не решено</translation>
    </message>
    <message>
        <source>Earlier calls</source>
        <translation>Прошлые обращения</translation>
    </message>
</context>
<context>
    <name>Replies</name>
    <message>
        <source>favourite</source>
        <translation>в избранном</translation>
    </message>
    <message>
        <source>in the answer</source>
        <translation>собран</translation>
    </message>
    <message>
        <source>Reply: {said}</source>
        <translation>Ответ: {said}</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Мой</translation>
    </message>
    <message>
        <source>Team&apos;s</source>
        <translation>Группы</translation>
    </message>
    <message>
        <source>For everyone</source>
        <translation>Для всех</translation>
    </message>
    <message>
        <source>shortcut “{shortcut}”</source>
        <translation>код «{shortcut}»</translation>
    </message>
    <message>
        <source>used: {times}</source>
        <translation>использован раз: {times}</translation>
    </message>
    <message>
        <source>Replies: {count}</source>
        <translation>Ответов: {count}</translation>
    </message>
    <message>
        <source>Shown for “{query}”</source>
        <translation>Показано по запросу «{query}»</translation>
    </message>
    <message>
        <source>Found: {count}</source>
        <translation>Найдено: {count}</translation>
    </message>
    <message>
        <source>No replies yet. The senior adds them</source>
        <translation>Ответов пока нет. Их добавляет старший смены</translation>
    </message>
    <message>
        <source>Found on another tab or topic. Alt+3: all</source>
        <translation>Найдено на другой вкладке или в другой теме. Alt+3 покажет все</translation>
    </message>
    <message>
        <source>Nothing for “{query}”. Shorten a word or ask the senior: F8</source>
        <translation>По запросу «{query}» ничего нет. Сократите слово или спросите старшего: F8</translation>
    </message>
    <message>
        <source>Nothing here yet. Ctrl+D keeps a reply, Ctrl+N writes one</source>
        <translation>Здесь пока пусто. Ctrl+D добавит ответ, Ctrl+N — новый</translation>
    </message>
    <message>
        <source>No replies here. Choose another topic or Alt+3</source>
        <translation>Ответов здесь нет. Выберите другую тему или Alt+3</translation>
    </message>
</context>
<context>
    <name>ReplyPane</name>
    <message>
        <source>Copy  Enter</source>
        <translation>Скопировать  Enter</translation>
    </message>
    <message>
        <source>Said aloud</source>
        <translation>Сказано вслух</translation>
    </message>
    <message>
        <source>Add to the answer</source>
        <translation>Собрать</translation>
    </message>
    <message>
        <source>To favourites</source>
        <translation>В избранное</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Изменить</translation>
    </message>
    <message>
        <source>Text of the reply</source>
        <translation>Текст ответа</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Скопировать</translation>
    </message>
    <message>
        <source>Change your own reply</source>
        <translation>Изменить свой ответ</translation>
    </message>
    <message>
        <source>Choose a reply</source>
        <translation>Выберите ответ</translation>
    </message>
    <message>
        <source>Take out of the answer</source>
        <translation>Не собирать</translation>
    </message>
    <message>
        <source>Out of favourites</source>
        <translation>Убрать из избранного</translation>
    </message>
    <message>
        <source>The call does not say this. Type it, and the reply is ready</source>
        <translation>В звонке этого нет. Впишите, и ответ готов</translation>
    </message>
    <message>
        <source>Typed by you</source>
        <translation>Вписано вами</translation>
    </message>
    <message>
        <source>In the answer: {named} + this one</source>
        <translation>Собрано: {named} + этот</translation>
    </message>
    <message>
        <source>In the answer: {named}</source>
        <translation>Собрано: {named}</translation>
    </message>
</context>
<context>
    <name>RuleCard</name>
    <message>
        <source>In every form of the words</source>
        <translation>Во всех формах слов</translation>
    </message>
    <message>
        <source>Type a sentence of your own: try the rule on it</source>
        <translation>Введите своё предложение и проверьте правило на нём</translation>
    </message>
    <message>
        <source>Do not say, a phrase a line</source>
        <translation>Не говорите: по фразе в строке</translation>
    </message>
    <message>
        <source>Say, the best first; nothing here makes a mere hint</source>
        <translation>Говорите: лучшее первым; пусто — только подсказка</translation>
    </message>
    <message>
        <source>Except in these phrases, … is any words</source>
        <translation>Кроме этих фраз: … — любые слова</translation>
    </message>
    <message>
        <source>Why, in a sentence the agent reads</source>
        <translation>Почему: одно предложение для оператора</translation>
    </message>
    <message>
        <source>A sentence of your own</source>
        <translation>Своё предложение</translation>
    </message>
    <message>
        <source>Bring the rule back</source>
        <translation>Вернуть правило</translation>
    </message>
    <message>
        <source>Remove the rule</source>
        <translation>Удалить правило</translation>
    </message>
    <message>
        <source>Nothing is found by it</source>
        <translation>Правило пока ничего не находит</translation>
    </message>
</context>
<context>
    <name>RulesPage</name>
    <message>
        <source>Phrase rules</source>
        <translation>Правила</translation>
    </message>
    <message>
        <source>↑ ↓ choose · Enter edit · Ctrl+N new</source>
        <translation>↑ ↓ выбор · Enter править · Ctrl+N новое</translation>
    </message>
</context>
<context>
    <name>ScorePage</name>
    <message>
        <source>Once more  Enter</source>
        <translation>Ещё раз  Enter</translation>
    </message>
    <message>
        <source>To the list  Esc</source>
        <translation>К списку  Esc</translation>
    </message>
    <message>
        <source>{measure} {points} of {weight}</source>
        <translation>{measure} {points} из {weight}</translation>
    </message>
    <message>
        <source>Every step is right. Try the next situation</source>
        <translation>Все шаги верны. Возьмите следующую ситуацию</translation>
    </message>
    <message>
        <source>Where points were lost</source>
        <translation>Где потеряны очки</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Итог тренировки</translation>
    </message>
</context>
<context>
    <name>Screens</name>
    <message>
        <source>Call</source>
        <translation>Звонок</translation>
    </message>
    <message>
        <source>SOPs</source>
        <translation>База</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>Ответы</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Журнал</translation>
    </message>
    <message>
        <source>Callbacks</source>
        <translation>Обратные</translation>
    </message>
    <message>
        <source>Editor</source>
        <translation>Редактор</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Качество</translation>
    </message>
    <message>
        <source>Trainer</source>
        <translation>Тренажёр</translation>
    </message>
</context>
<context>
    <name>ScriptPane</name>
    <message>
        <source>Read aloud: where you stood</source>
        <translation>Прочтите вслух: на чём остановились</translation>
    </message>
    <message>
        <source>Say</source>
        <translation>Скажите</translation>
    </message>
    <message>
        <source>ed. {number}</source>
        <translation>ред. {number}</translation>
    </message>
    <message>
        <source>The script is complete. F12 ends the call</source>
        <translation>Сценарий пройден. F12 завершит звонок</translation>
    </message>
    <message>
        <source>Said, go on</source>
        <translation>Сказано, дальше</translation>
    </message>
    <message>
        <source>Customer&apos;s other answer</source>
        <translation>Другой ответ клиента</translation>
    </message>
    <message>
        <source>Other answer</source>
        <translation>Другой ответ</translation>
    </message>
    <message>
        <source>Alt+1, then Enter</source>
        <translation>Alt+1, затем Enter</translation>
    </message>
    <message>
        <source>Phrases for this step</source>
        <translation>Фразы к шагу</translation>
    </message>
    <message>
        <source>The customer&apos;s words, then Enter</source>
        <translation>Слова клиента, затем Enter</translation>
    </message>
</context>
<context>
    <name>ShelfBar</name>
    <message>
        <source>Mine</source>
        <translation>Мои</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Группа</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>All topics</source>
        <translation>Все темы</translation>
    </message>
</context>
<context>
    <name>StageLine</name>
    <message>
        <source>step {number} of 4</source>
        <translation>шаг {number} из 4</translation>
    </message>
</context>
<context>
    <name>StepCard</name>
    <message>
        <source>Say</source>
        <translation>Скажите</translation>
    </message>
    <message>
        <source>Answers and where they lead</source>
        <translation>Ответы и куда они ведут</translation>
    </message>
    <message>
        <source>To publication</source>
        <translation>К публикации</translation>
    </message>
    <message>
        <source>Words to say</source>
        <translation>Слова оператора</translation>
    </message>
    <message>
        <source>Step {step}</source>
        <translation>Шаг {step}</translation>
    </message>
    <message>
        <source>Placeholders: {names}</source>
        <translation>Подстановки: {names}</translation>
    </message>
    <message>
        <source>Check: remarks {count}</source>
        <translation>Проверка: замечаний {count}</translation>
    </message>
    <message>
        <source>Check: no remarks</source>
        <translation>Проверка: замечаний нет</translation>
    </message>
    <message>
        <source>, shown {count}</source>
        <translation>, показано {count}</translation>
    </message>
</context>
<context>
    <name>StepsCard</name>
    <message>
        <source>Scripts</source>
        <translation>Сценарии</translation>
    </message>
    <message>
        <source>↑ ↓ choose · → open · Enter edit</source>
        <translation>↑ ↓ выбор · → раскрыть · Enter изменить</translation>
    </message>
    <message>
        <source>Scripts and their steps</source>
        <translation>Сценарии и их шаги</translation>
    </message>
    <message>
        <source>{step}, changed</source>
        <translation>{step}, изменён</translation>
    </message>
</context>
<context>
    <name>SurveyDesk</name>
    <message>
        <source>The customer&apos;s opinion: Shift+F11</source>
        <translation>Мнение клиента: Shift+F11</translation>
    </message>
    <message>
        <source>No call to ask about yet</source>
        <translation>Звонков ещё не было, спрашивать не о чем</translation>
    </message>
    <message>
        <source>The customer&apos;s opinion is kept</source>
        <translation>Мнение клиента записано</translation>
    </message>
</context>
<context>
    <name>SurveyForm</name>
    <message>
        <source>Survey</source>
        <translation>Опрос</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Спросите</translation>
    </message>
    <message>
        <source>Answer, a number</source>
        <translation>Ответ, число</translation>
    </message>
    <message>
        <source>The customer&apos;s words</source>
        <translation>Слова клиента</translation>
    </message>
    <message>
        <source>Keep the answer  Ctrl+Enter</source>
        <translation>Записать ответ  Ctrl+Enter</translation>
    </message>
    <message>
        <source>Esc skips</source>
        <translation>Esc пропустит</translation>
    </message>
    <message>
        <source>A number from {lowest} to {highest} is needed</source>
        <translation>Нужно число от {lowest} до {highest}</translation>
    </message>
</context>
<context>
    <name>SurveysPage</name>
    <message>
        <source>Import</source>
        <translation>Загрузить</translation>
    </message>
    <message>
        <source>Customers&apos; opinion by month</source>
        <translation>Мнение клиентов по месяцам</translation>
    </message>
    <message>
        <source>No answers yet. After a call: Shift+F11</source>
        <translation>Ответов пока нет. После звонка: Shift+F11</translation>
    </message>
    <message>
        <source>CSV file</source>
        <translation>Файл CSV</translation>
    </message>
    <message>
        <source>Path of a CSV file: date;index;value;number;order;words</source>
        <translation>Путь к файлу CSV: date;index;value;number;order;words</translation>
    </message>
    <message>
        <source>The file cannot be read. Check its path; text in UTF-8, up to 10 MB</source>
        <translation>Файл не прочитан. Проверьте путь; нужен текст UTF-8 до 10 МБ</translation>
    </message>
    <message>
        <source>Answers added: {kept}</source>
        <translation>Добавлено ответов: {kept}</translation>
    </message>
    <message>
        <source>Answers added: {kept}. Not understood, lines: {lines}</source>
        <translation>Добавлено ответов: {kept}. Не поняты строки: {lines}</translation>
    </message>
</context>
<context>
    <name>SyncDesk</name>
    <message>
        <source>The centre is not configured</source>
        <translation>Центр не настроен</translation>
    </message>
    <message>
        <source>Network is back. Records sent: {count}</source>
        <translation>Сеть есть. Отправлено записей: {count}</translation>
    </message>
    <message>
        <source>Sent: {count}</source>
        <translation>Отправлено: {count}</translation>
    </message>
    <message>
        <source>Nothing to send: the centre has everything</source>
        <translation>Отправлять нечего: в центре есть всё</translation>
    </message>
    <message>
        <source>Changed on another computer: {count}. Choose in the journal: Ctrl+4</source>
        <translation>Изменено на другом компьютере: {count}. Выберите в журнале: Ctrl+4</translation>
    </message>
    <message>
        <source>The clock is {h} h {m} min slow. Set it right: callbacks go by it</source>
        <translation>Часы этого компьютера отстают на {h} ч {m} мин. Исправьте: по ним ждут звонков</translation>
    </message>
    <message>
        <source>The clock is {h} h {m} min fast. Set it right: callbacks go by it</source>
        <translation>Часы этого компьютера спешат на {h} ч {m} мин. Исправьте: по ним ждут звонков</translation>
    </message>
    <message>
        <source>Kept on this computer: {count}</source>
        <translation>Хранится на этом компьютере: {count}</translation>
    </message>
    <message>
        <source>No network. Records are kept on this computer: {count}</source>
        <translation>Нет сети. Записи хранятся на этом компьютере: {count}</translation>
    </message>
    <message>
        <source>No network, {count} waiting</source>
        <translation>Нет сети, в очереди {count}</translation>
    </message>
    <message>
        <source>To be sent: {count}</source>
        <translation>Ждут отправки: {count}</translation>
    </message>
    <message>
        <source>Waiting for your choice: {count}</source>
        <translation>Ждут Вашего выбора: {count}</translation>
    </message>
    <message>
        <source>Not taken by the centre: {count}</source>
        <translation>Не принято центром: {count}</translation>
    </message>
    <message>
        <source>Everything is saved</source>
        <translation>Всё сохранено</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>Synchronisation</source>
        <translation>Синхронизация</translation>
    </message>
    <message>
        <source>Exchange now  Ctrl+R</source>
        <translation>Обменяться сейчас  Ctrl+R</translation>
    </message>
    <message>
        <source>Send the refused again</source>
        <translation>Отправить непринятое ещё раз</translation>
    </message>
    <message>
        <source>Copy for the administrator  Ctrl+Enter</source>
        <translation>Скопировать для администратора  Ctrl+Enter</translation>
    </message>
    <message>
        <source>Copied. There is nothing of a customer in it</source>
        <translation>Скопировано. Данных клиентов там нет</translation>
    </message>
    <message>
        <source>Calls waiting to be sent: {count}</source>
        <translation>Ждут отправки, звонков: {count}</translation>
    </message>
    <message>
        <source>, the oldest since {moment}</source>
        <translation>, самый старый с {moment}</translation>
    </message>
    <message>
        <source>All else has been sent</source>
        <translation>Всё остальное отправлено</translation>
    </message>
    <message>
        <source>Everything has been sent</source>
        <translation>Всё отправлено</translation>
    </message>
    <message>
        <source>never yet</source>
        <translation>ещё не было</translation>
    </message>
    <message>
        <source>Last exchange: {moment}</source>
        <translation>Последний обмен: {moment}</translation>
    </message>
    <message>
        <source>Content: edition {number}</source>
        <translation>База: редакция {number}</translation>
    </message>
    <message>
        <source>There is no content here yet</source>
        <translation>Базы здесь ещё нет</translation>
    </message>
    <message>
        <source>Did not work at {moment}: {words}</source>
        <translation>В {moment} обмена не было. {words}</translation>
    </message>
    <message>
        <source>There is no centre: records stay on this computer</source>
        <translation>Центра нет: записи остаются на этом компьютере</translation>
    </message>
    <message>
        <source>Next try in {count} s</source>
        <translation>Следующая попытка через {count} с</translation>
    </message>
    <message>
        <source>An exchange is under way</source>
        <translation>Идёт обмен</translation>
    </message>
    <message>
        <source>Centre: {place}</source>
        <translation>Центр: {place}</translation>
    </message>
    <message>
        <source>Your role: {role}</source>
        <translation>Ваша роль: {role}</translation>
    </message>
    <message>
        <source>Refused by the centre: {count}</source>
        <translation>Центр не принял, записей: {count}</translation>
    </message>
    <message>
        <source>The centre has refused nothing</source>
        <translation>Непринятых записей нет</translation>
    </message>
    <message>
        <source>Refused by the centre</source>
        <translation>Центр не принял</translation>
    </message>
</context>
<context>
    <name>Synchronisation</name>
    <message>
        <source>Call</source>
        <translation>Звонок</translation>
    </message>
    <message>
        <source>Step of a call</source>
        <translation>Шаг звонка</translation>
    </message>
    <message>
        <source>Question without an answer</source>
        <translation>Вопрос без ответа</translation>
    </message>
    <message>
        <source>Callback or question to a lead</source>
        <translation>Обратный звонок или обращение к старшему</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Запись</translation>
    </message>
    <message>
        <source>Changed on another computer too. Enter to choose</source>
        <translation>Изменён и на другом компьютере. Enter — выбрать</translation>
    </message>
    <message>
        <source>It is written under another login. Hand it over: Ctrl+Enter</source>
        <translation>Записано под другим логином. Передайте администратору: Ctrl+Enter</translation>
    </message>
    <message>
        <source>The centre has another record under its number. Hand it over</source>
        <translation>В центре под этим номером другая запись. Передайте администратору</translation>
    </message>
    <message>
        <source>It breaks a rule of the centre. After an update send again</source>
        <translation>Не подходит под правило центра. После обновления отправьте ещё раз</translation>
    </message>
    <message>
        <source>It has a sign the centre cannot keep. Correct the note</source>
        <translation>Есть знак, который центр не хранит. Исправьте заметку</translation>
    </message>
    <message>
        <source>The centre does not keep it. After an update send again</source>
        <translation>Центр это не сохранил. После обновления отправьте ещё раз</translation>
    </message>
    <message>
        <source>agent</source>
        <translation>оператор</translation>
    </message>
    <message>
        <source>lead</source>
        <translation>старший смены</translation>
    </message>
    <message>
        <source>trainee</source>
        <translation>стажёр</translation>
    </message>
</context>
<context>
    <name>SynonymsPage</name>
    <message>
        <source>Synonyms</source>
        <translation>Синонимы</translation>
    </message>
    <message>
        <source>A group a line, words between commas. Whoever types one finds the others</source>
        <translation>Группа на строке, слова через запятую. Кто наберёт одно, найдёт и остальные</translation>
    </message>
    <message>
        <source>Groups of synonyms</source>
        <translation>Группы синонимов</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Menu</source>
        <translation>Меню</translation>
    </message>
    <message>
        <source>Parked call: {who}</source>
        <translation>Отложенный звонок: {who}</translation>
    </message>
    <message>
        <source>Synchronisation</source>
        <translation>Синхронизация</translation>
    </message>
</context>
<context>
    <name>Trainer</name>
    <message>
        <source>Practice: {said}, {place} of {all}</source>
        <translation>Тренировка: {said}, {place} из {all}</translation>
    </message>
    <message>
        <source>Situation</source>
        <translation>Ситуация</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>Last score</source>
        <translation>Прошлый итог</translation>
    </message>
    <message>
        <source>What next</source>
        <translation>Что дальше</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ещё не пробовали</translation>
    </message>
    <message>
        <source>Repeat weak steps: {count}</source>
        <translation>Повторить слабые шаги: {count}</translation>
    </message>
    <message>
        <source>No weak steps</source>
        <translation>Слабых шагов нет</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Шаги</translation>
    </message>
    <message>
        <source>Phrases</source>
        <translation>Фразы</translation>
    </message>
    <message>
        <source>Time to the SOP</source>
        <translation>Время до СОП</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Лимит</translation>
    </message>
    <message>
        <source>Restatement</source>
        <translation>Пересказ</translation>
    </message>
    <message>
        <source>In the note “{0}”: say it otherwise</source>
        <translation>В заметке «{0}»: скажите иначе</translation>
    </message>
    <message>
        <source>{0} was offered, {1} is allowed</source>
        <translation>Предложено {0}, можно {1}</translation>
    </message>
    <message>
        <source>Another script was needed: “{0}”</source>
        <translation>Нужен другой сценарий: «{0}»</translation>
    </message>
    <message>
        <source>The step was not reached</source>
        <translation>Шаг не пройден</translation>
    </message>
    <message>
        <source>The step was skipped</source>
        <translation>Шаг пропущен</translation>
    </message>
    <message>
        <source>The customer&apos;s words were kept, the answer “{0}” fitted</source>
        <translation>Записаны слова клиента, подходил ответ «{0}»</translation>
    </message>
    <message>
        <source>Answered “{0}”, right was “{1}”</source>
        <translation>Выбрано «{0}», подходит «{1}»</translation>
    </message>
    <message>
        <source>In the note “{0}”, better “{1}”</source>
        <translation>В заметке «{0}», лучше «{1}»</translation>
    </message>
    <message>
        <source>The right SOP was found in {0} s, expected within {1} s</source>
        <translation>Нужный СОП найден за {0} с, ждали за {1} с</translation>
    </message>
    <message>
        <source>{0} was not opened. F3 finds it</source>
        <translation>{0} не открыт. F3 найдёт его</translation>
    </message>
    <message>
        <source>{0} was offered, {1} is allowed: {2}</source>
        <translation>Предложено {0}, можно {1}: {2}</translation>
    </message>
    <message>
        <source>The restatement was not agreed. Wait for “yes”</source>
        <translation>Пересказ не подтверждён. Дождитесь «да»</translation>
    </message>
</context>
<context>
    <name>UnlockForm</name>
    <message>
        <source>Passphrase</source>
        <translation>Кодовая фраза</translation>
    </message>
    <message>
        <source>This computer has no key store: your records open with your passphrase</source>
        <translation>Хранилища ключей здесь нет: записи открывает Ваша кодовая фраза</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
</context>
<context>
    <name>UseDesk</name>
    <message>
        <source>Copied and kept in the call. Ctrl+V pastes it within 30 s</source>
        <translation>Скопировано и записано в звонок. Ctrl+V вставит в течение 30 с</translation>
    </message>
    <message>
        <source>Copied. Ctrl+V pastes it within 30 s</source>
        <translation>Скопировано. Ctrl+V вставит в течение 30 с</translation>
    </message>
    <message>
        <source>There is no call to keep it in. F2 begins one</source>
        <translation>Записать некуда: звонка нет. F2 начнёт</translation>
    </message>
    <message>
        <source>Kept in the call as said</source>
        <translation>Записано в звонок: сказано</translation>
    </message>
    <message>
        <source>In favourites</source>
        <translation>В избранном</translation>
    </message>
    <message>
        <source>Not a favourite</source>
        <translation>Убрано из избранного</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>This computer has no desk yet</source>
        <translation>На этом компьютере ещё нет рабочего места</translation>
    </message>
    <message>
        <source>Look around with a company made up for the purpose, or enter your own centre</source>
        <translation>Осмотритесь на примере выдуманной компании или подключитесь к своему центру</translation>
    </message>
    <message>
        <source>Show with an example</source>
        <translation>Показать на примере</translation>
    </message>
    <message>
        <source>Connect to the centre</source>
        <translation>Подключить к центру</translation>
    </message>
</context>
<context>
    <name>Workstation</name>
    <message>
        <source>A fault in the program ({kind}). The call is kept. Tell your administrator</source>
        <translation>Сбой программы ({kind}). Звонок сохранён. Сообщите администратору</translation>
    </message>
</context>
<context>
    <name>WrapUpDesk</name>
    <message>
        <source>No call. F2 starts one</source>
        <translation>Звонка нет. F2 начнёт</translation>
    </message>
    <message>
        <source>Code: {title}. Shift+F12</source>
        <translation>Код: {title}. Shift+F12</translation>
    </message>
</context>
<context>
    <name>WrapUpForm</name>
    <message>
        <source>How the call ends</source>
        <translation>Чем закончился звонок</translation>
    </message>
    <message>
        <source>Code, by a few letters</source>
        <translation>Код, по нескольким буквам</translation>
    </message>
    <message>
        <source>Codes</source>
        <translation>Коды</translation>
    </message>
    <message>
        <source>Enter takes · Esc closes</source>
        <translation>Enter возьмёт · Esc закроет</translation>
    </message>
    <message>
        <source>solved</source>
        <translation>решено</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>в работе</translation>
    </message>
    <message>
        <source>not solved</source>
        <translation>не решено</translation>
    </message>
    <message>
        <source>Found: {count}</source>
        <translation>Найдено: {count}</translation>
    </message>
</context>
</TS>
