/** Every attack of the bench: a new one is a function and its place here. */
import type { Attack } from '../attack.ts';
import { copies, lists, notesOverAll, replies } from './notes.ts';
import {
  guesses,
  halfBodies,
  imports,
  pageLoads,
  publishedPages,
  reports,
  smallImports,
} from './pages.ts';
import {
  deafSockets,
  largePresence,
  presenceFlood,
  tinyFrames,
  unfinishedMessages,
} from './sockets.ts';
import { endlessKeys, endlessWords, manyWriters, samePlace } from './words.ts';

/** What fills the text comes last. */
export const ATTACKS: readonly Attack[] = [
  deafSockets,
  presenceFlood,
  largePresence,
  tinyFrames,
  unfinishedMessages,
  pageLoads,
  halfBodies,
  publishedPages,
  reports,
  guesses,
  lists,
  imports,
  smallImports,
  copies,
  replies,
  notesOverAll,
  manyWriters,
  samePlace,
  endlessKeys,
  endlessWords,
];
