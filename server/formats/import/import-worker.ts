/** The thread in which a large article is read; it gets one source, answers once, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { readArticle } from './read-article.ts';
import type { Source } from './read-article.ts';

parentPort?.postMessage(readArticle(workerData as Source)); // put there by `article-reader.ts` alone
