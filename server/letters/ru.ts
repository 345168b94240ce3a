/** Galley's mail in Russian. */
import type { LetterWords } from './letter-words.ts';

/** Says by a noun what somebody did: a verb in the past tense would need their gender. */
export const ru: LetterWords = {
  reset: {
    subject: (workspace) => `Ваш пароль: ${workspace}`,
    asked:
      'Кто-то, скорее всего вы, попросил новый пароль. По этой ссылке вы войдёте один раз, она действует час:',
    afterwards:
      'Потом задайте новый пароль в настройках. Если это были не вы, ничего делать не нужно.',
  },
  confirmation: {
    subject: (workspace) => `Ваш адрес: ${workspace}`,
    asked: (name, workspace) =>
      `В рабочем пространстве «${workspace}» этот адрес указан у участника ${name}. Если это вы, подтвердите его в течение часа в том браузере, в котором вы вошли:`,
    otherwise: 'Если это не вы, ничего делать не нужно.',
  },
  signIn: {
    subject: (workspace) => `Новый вход: ${workspace}`,
    happened: (workspace) =>
      `В вашу учётную запись в рабочем пространстве «${workspace}» вошли, скорее всего вы, из сети и с браузером, которыми вы раньше не пользовались.`,
    when: (time) => `Когда: ${time}`,
    browser: (browser) => `Браузер: ${browser}`,
    network: (network) => `Сеть: ${network}`,
    otherwise:
      'Если это были вы, ничего делать не нужно. Если не вы, завершите этот сеанс и смените пароль:',
  },
  notices: {
    mention: (by, title) => `${by}: упоминание о вас в «${title}»`,
    reply: (by, title) => `${by}: ответ в «${title}»`,
    assignment: (by, title) => `${by}: вам назначено обсуждение в «${title}»`,
    several: (count, workspace) => `Новых уведомлений: ${count} (${workspace})`,
    on: (words) => `К словам «${words}»`,
    more: (count) => `Есть и другие, всего ${count}.`,
    why: 'Вы получили это письмо, потому что вас упомянули, вам что-то назначили или вы участвуете в этих обсуждениях. Отключить такие письма можно здесь:',
  },
};
