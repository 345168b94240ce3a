/** Holds what a server answers against what its routes declare, to the last field. */
import { isDeepStrictEqual } from 'node:util';
import type { Answer } from '../../server/http/answer.ts';
import type { AnswerInspector } from '../../server/http/router.ts';
import type { Route } from '../../shared/wire/route.ts';

/** Which kinds of answers keep the promise of a declared kind, beside a problem. */
const KEEPS: Readonly<Record<Route['answer']['kind'], readonly Answer['kind'][]>> = {
  json: ['json', 'session'],
  nothing: ['nothing', 'signed-out'],
  text: ['text'],
  file: ['download', 'stream', 'picture'],
  page: ['page'],
  redirect: ['redirect'],
};

/** Collects the answers that aren't as declared, each as a sentence. */
export class DeclaredAnswers {
  readonly faults: string[] = [];

  readonly inspect: AnswerInspector = (route, answer) => {
    const fault = faultIn(route, answer);
    if (fault !== null) this.faults.push(`${route.method} ${route.path} ${fault}`);
  };

  /** Throws where there were any. */
  check(): void {
    if (this.faults.length > 0)
      throw new Error(`Not as declared in shared/wire/routes:\n${this.faults.join('\n')}`);
  }
}

/** What is wrong with an answer; null where it is as declared. */
export function faultIn({ answer: declared }: Route, answer: Answer): string | null {
  if (answer.kind === 'problem') return null;
  if (!KEEPS[declared.kind].includes(answer.kind)) return `answers ${answer.kind}`;
  if (declared.kind === 'file') return mediaFault(declared.mediaTypes, answer);
  if (declared.kind !== 'json' || !('value' in answer)) return null;
  const sent: unknown = JSON.parse(JSON.stringify(answer.value));
  const read = declared.schema.safeParse(sent);
  if (!read.success) return `answers what it can't read: ${JSON.stringify(read.error.issues)}`;
  // Reading leaves out the fields that aren't declared.
  if (isDeepStrictEqual(read.data, sent)) return null;
  return `answers more than it declares: ${JSON.stringify(sent)}, of which are declared ${JSON.stringify(read.data)}`;
}

function mediaFault(mediaTypes: readonly string[], answer: Answer): string | null {
  if (!('mediaType' in answer)) return null;
  const [mediaType = ''] = answer.mediaType.split(';');
  return mediaTypes.includes(mediaType) ? null : `answers a file of ${answer.mediaType}`;
}
