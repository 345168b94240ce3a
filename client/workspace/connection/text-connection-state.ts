/** The states of the connection to an article's text, and the words for them. */
import { CLOSE } from '../../../shared/wire/close-codes.ts';
import type { Close } from '../../../shared/wire/close-codes.ts';
import { unreachable } from '../../../shared/unreachable.ts';
import { t, tIn } from '../../ui/language/translate.ts';

/**
 * How the connection is. `saved` and `saving` are about one's own changes; the server has put on its disk what is saved. What is `unsaved` once it is
 * closed could not be kept on the device either.
 */
export type ConnectionState =
  | { readonly state: 'connecting' }
  | { readonly state: 'saved' }
  | { readonly state: 'saving' }
  | { readonly state: 'offline'; readonly unsaved: boolean }
  | { readonly state: 'closed'; readonly close: Close; readonly unsaved: boolean };

/** The state of the connection in a few words, for the workspace's bar. */
export function connectionWords(connection: ConnectionState): string {
  switch (connection.state) {
    case 'connecting':
      return t('Connecting…');
    case 'saved':
      return tIn('state', 'Saved');
    case 'saving':
      return t('Saving…');
    case 'offline':
      return connection.unsaved ? t('Offline, changes kept here') : t('Offline');
    case 'closed':
      return t('Disconnected');
    default:
      return unreachable(connection);
  }
}

/** What keeps words from being saved for a while: the server restarts, can't put anything on its disk, says nothing for long, or is out of reach for sockets alone. */
export type Trouble = 'restarting' | 'store-failed' | 'save-timeout' | 'no-socket';

/** The trouble that a close code stands for, null for any other. */
export function troubleOf(code: number | undefined): Trouble | null {
  if (code === CLOSE.restarting.code) return 'restarting';
  return code === CLOSE.storeFailed.code ? 'store-failed' : null;
}

/** What people read while there is trouble, until all is saved again. */
export const TROUBLE_WORDS: Readonly<Record<Trouble, string>> = {
  restarting: t('The server is restarting; your words are kept here.'),
  'store-failed': t(
    'The server can’t store changes at the moment; yours are kept here and sent when it can.',
  ),
  'save-timeout': t(
    'The server hasn’t stored your last changes yet; they are kept here. Leave this page open.',
  ),
  'no-socket': t(
    'The server answers, but live editing can’t connect to it: something on the way, such as a proxy or a firewall, lets no WebSockets through. Whoever runs it can allow them; this page keeps trying.',
  ),
};

/** What it means that the server closed the room for good, and what helps. */
export interface ClosingWords {
  readonly text: string;
  readonly action: 'sign-in' | 'reload' | 'library';
}

/** For each close code; one that isn't known here has words too. */
export function closingWords({ code, reason }: Close): ClosingWords {
  switch (code) {
    case CLOSE.notSignedIn.code:
      return { text: signedOutWords(reason), action: 'sign-in' };
    case CLOSE.notAllowed.code:
      if (reason === CLOSE.outdated.reason) return { text: OUTDATED, action: 'reload' };
      return {
        text: t('The server refused this (rule: {rule}). Reload to go on with what you may do.', {
          rule: reason || 'not allowed',
        }),
        action: 'reload',
      };
    case CLOSE.noSuchRoom.code:
      return { text: t('This article is gone, or no longer shared with you.'), action: 'library' };
    case CLOSE.epochMismatch.code:
      return {
        text: t('The article was restored to another state. Reload to see it.'),
        action: 'reload',
      };
    case CLOSE.tooLarge.code:
      return {
        text: t('That was too much at once for the server. Reload to go on.'),
        action: 'reload',
      };
    default:
      return { text: t('The server ended the connection. Reload to go on.'), action: 'reload' };
  }
}

const OUTDATED = t(
  'The server has been updated, and this page is older. Reload it to go on writing; what you have just written is kept.',
);

/** Says why the session ended, where the server says more than that. */
function signedOutWords(reason: string): string {
  switch (reason) {
    case CLOSE.linkEnded.reason:
      return t('The link by which you came has ended. Ask for another one, or sign in.');
    case CLOSE.removed.reason:
      return t('You are no longer a member here.');
    default:
      return t('You are signed out. Sign in to go on.');
  }
}
