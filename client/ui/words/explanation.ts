/** Problems in words for people: what it means here and what to do, rather than what the protocol calls it. */
import type { Problem } from '../../../shared/wire/problems.ts';
import { heard, t } from '../language/translate.ts';

/** A problem as a page of its own says it. */
export interface Explanation {
  readonly title: string;
  readonly text: string;
  /** It may be over in a moment; trying again by itself makes sense. */
  readonly passing: boolean;
  /** Signing in is the way out. */
  readonly signIn: boolean;
}

/** What a problem means for a person who sees nothing else, and whether waiting or signing in helps. */
export function explain(problem: Problem): Explanation {
  const { status } = problem;
  if (status === 401) {
    return {
      title: t('Please sign in'),
      text: t('With your e-mail address and password, or by a link that you were given.'),
      passing: false,
      signIn: true,
    };
  }
  if (status === 403) {
    return lasting(
      t('You may not see this'),
      t('Your role doesn’t include it. An owner can change that.'),
    );
  }
  if (status === 404) {
    return lasting(
      t('There is nothing here'),
      t('It may have been deleted, or the address has a slip in it, or it isn’t shared with you.'),
    );
  }
  if (isPassing(problem)) {
    return {
      title: t('The server is away'),
      text: t('Galley tries again by itself every few seconds. Nothing of yours is lost.'),
      passing: true,
      signIn: false,
    };
  }
  return lasting(t('Something went wrong'), sentences(problem));
}

/** Title and detail of a problem as one line, for a place beside what failed. */
export function sentences({ title, detail }: Problem): string {
  return detail === undefined ? serverWords(title) : `${serverWords(title)} ${serverWords(detail)}`;
}

/** A sentence of the server's in the language of the page; in English where nobody has translated it. */
export function serverWords(sentence: string): string {
  return heard(sentence);
}

/** The session or the right ended: what the page still shows is not for this person any more. */
export function shutsOut({ status }: Problem): boolean {
  return status === 401 || status === 403;
}

/** No answer, or one of a gateway's or a store's that is away. */
function isPassing({ status }: Problem): boolean {
  return status === 0 || status === 502 || status === 503 || status === 504;
}

function lasting(title: string, text: string): Explanation {
  return { title, text, passing: false, signIn: false };
}
