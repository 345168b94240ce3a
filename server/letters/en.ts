/** Galley's mail in English. */
import type { LetterWords } from './letter-words.ts';

/** As the other languages are measured by. */
export const en: LetterWords = {
  reset: {
    subject: (workspace) => `Your password for ${workspace}`,
    asked:
      'Somebody, probably you, asked for a new password. This link signs you in, once, within an hour:',
    afterwards:
      'Then set a new password in your settings. If it was not you, there is nothing to do.',
  },
  confirmation: {
    subject: (workspace) => `Your address for ${workspace}`,
    asked: (name, workspace) =>
      `${name} says that this is their address in ${workspace}. If that is you, confirm it within an hour, in the browser in which you are signed in:`,
    otherwise: 'If it is not you, there is nothing to do.',
  },
  signIn: {
    subject: (workspace) => `A new sign-in to ${workspace}`,
    happened: (workspace) =>
      `Somebody, probably you, has signed in to your account in ${workspace} from a network and with a browser that it has not seen you use before.`,
    when: (time) => `When: ${time}`,
    browser: (browser) => `Browser: ${browser}`,
    network: (network) => `Network: ${network}`,
    otherwise:
      'If it was you, there is nothing to do. If it was not you, end that session here, and change your password:',
  },
  notices: {
    mention: (by, title) => `${by} mentioned you in “${title}”`,
    reply: (by, title) => `${by} replied in “${title}”`,
    assignment: (by, title) => `${by} assigned a thread to you in “${title}”`,
    several: (count, workspace) => `${count} notices from ${workspace}`,
    on: (words) => `On “${words}”`,
    more: (count) => `There is more of this, ${count} in all.`,
    why: 'You get this since you are mentioned, assigned or part of these threads. Switch it off here:',
  },
};
