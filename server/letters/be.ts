/** Galley's mail in Belarusian. */
import type { LetterWords } from './letter-words.ts';

/** Says by a noun what somebody did: a verb in the past tense would need their gender. */
export const be: LetterWords = {
  reset: {
    subject: (workspace) => `Ваш пароль: ${workspace}`,
    asked:
      'Нехта, хутчэй за ўсё вы, папрасіў новы пароль. Па гэтай спасылцы вы ўвойдзеце адзін раз, яна дзейнічае гадзіну:',
    afterwards:
      'Потым задайце новы пароль у наладах. Калі гэта былі не вы, нічога рабіць не трэба.',
  },
  confirmation: {
    subject: (workspace) => `Ваш адрас: ${workspace}`,
    asked: (name, workspace) =>
      `У рабочай прасторы «${workspace}» гэты адрас пазначаны ва ўдзельніка ${name}. Калі гэта вы, пацвердзіце яго на працягу гадзіны ў тым браўзеры, у якім вы ўвайшлі:`,
    otherwise: 'Калі гэта не вы, нічога рабіць не трэба.',
  },
  signIn: {
    subject: (workspace) => `Новы ўваход: ${workspace}`,
    happened: (workspace) =>
      `У ваш уліковы запіс у рабочай прасторы «${workspace}» увайшлі, хутчэй за ўсё вы, з сеткі і з браўзерам, якімі вы раней не карысталіся.`,
    when: (time) => `Калі: ${time}`,
    browser: (browser) => `Браўзер: ${browser}`,
    network: (network) => `Сетка: ${network}`,
    otherwise:
      'Калі гэта былі вы, нічога рабіць не трэба. Калі не вы, завяршыце гэты сеанс і змяніце пароль:',
  },
  notices: {
    mention: (by, title) => `${by}: згадка пра вас у «${title}»`,
    reply: (by, title) => `${by}: адказ у «${title}»`,
    assignment: (by, title) => `${by}: вам прызначана абмеркаванне ў «${title}»`,
    several: (count, workspace) => `Новых апавяшчэнняў: ${count} (${workspace})`,
    on: (words) => `Да слоў «${words}»`,
    more: (count) => `Ёсць і іншыя, усяго ${count}.`,
    why: 'Вы атрымалі гэты ліст, бо вас згадалі, вам нешта прызначылі або вы ўдзельнічаеце ў гэтых абмеркаваннях. Адключыць такія лісты можна тут:',
  },
};
