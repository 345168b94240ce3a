/** The thread in which a large layer is read for what somebody has written in it; it is asked once, answers once, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { runToEnd } from '../cooperative-task.ts';
import { documentOf } from '../sync/stored-document.ts';
import { ownIn } from './own-words.ts';

/** The layer's updates, and the id of whoever it is about. */
export interface OwnWordsAsked {
  readonly updates: readonly Uint8Array[];
  readonly author: string;
}

const { updates, author } = workerData as OwnWordsAsked; // put there by `written-words.ts` alone
parentPort?.postMessage(runToEnd(ownIn(documentOf(updates), author)));
