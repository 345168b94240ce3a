/** The thread in which the updates of a large room become one; it gets them once, answers once, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import * as Y from 'yjs';
import { documentOf } from './stored-document.ts';

const updates = workerData as readonly Uint8Array[]; // put there by `fold-thread.ts` alone
parentPort?.postMessage(Y.encodeStateAsUpdate(documentOf(updates)));
