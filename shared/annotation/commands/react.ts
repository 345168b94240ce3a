/** Reacts to an annotation with an emoji, and takes that back. */
import * as z from 'zod/mini';
import { isEmoji, reactionKey } from '../reactions.ts';
import { defineChange, ONE } from './command-definition.ts';
import { NO_EMOJI, UNCHANGED, withFields } from './outcome.ts';

const SHAPE = { emoji: z.string() };

/** As the address of HTTP names it. */
const PATH = `${ONE}/reactions/:emoji` as const;

/** One person gives each emoji once. The keys stay in the order in which a layer is read. */
export const react = defineChange('react', SHAPE, {
  http: {
    method: 'PUT',
    path: PATH,
    summary: 'React with an emoji',
    body: null,
    toBody: () => undefined,
    toFields: (_body, { emoji }) => ({ emoji }),
  },
  permission: 'react',
  isNewWriting: true,
  apply(annotation, { emoji }, { by, at }) {
    if (!isEmoji(emoji)) return NO_EMOJI;
    const key = reactionKey(emoji, by ?? '');
    if (by === null || annotation.reactions.includes(key)) return UNCHANGED;
    return withFields(annotation, { reactions: [...annotation.reactions, key].sort() }, at);
  },
});

/** Takes one's own back. One that isn't there counts as taken back, so that the command may be sent twice. */
export const unreact = defineChange('unreact', SHAPE, {
  http: {
    method: 'DELETE',
    path: PATH,
    summary: 'Take a reaction back',
    body: null,
    toBody: () => undefined,
    toFields: (_body, { emoji }) => ({ emoji }),
  },
  permission: 'react',
  isNewWriting: false,
  apply(annotation, { emoji }, { by, at }) {
    const key = reactionKey(emoji, by ?? '');
    const reactions = annotation.reactions.filter((one) => one !== key);
    return withFields(annotation, { reactions }, at);
  },
});
