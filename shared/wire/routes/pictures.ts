/** Pictures of articles, kept by their content. */
import * as z from 'zod/mini';
import { isPictureHash, PICTURE_MEDIA_TYPES } from '../../article/pictures.ts';
import { created, file } from '../route.ts';
import type { Answered, Route } from '../route.ts';

/** A picture that is kept. */
export const PictureAnswer = z.object({
  /** SHA-256 of its bytes, in lower-case hex. */
  hash: z.string(),
  /** Where it is served, from the root of the site: what stands in the text. */
  url: z.string(),
  /** In px, as it is shown. */
  width: z.number(),
  /** In px, as it is shown. */
  height: z.number(),
});
/** The same for the same bytes, whoever sent them to whichever article. */
export type PictureAnswer = Answered<typeof PictureAnswer>;

/** A picture that is kept already, which the one who asks may see: it is to belong to this article as well. */
export const KnownPicture = z.strictObject({
  hash: z.string().check(z.refine(isPictureHash, 'not the hash of a picture')),
});
/** As it was read. */
export type KnownPicture = z.output<typeof KnownPicture>;

/** Who may read one of the articles that have it may see a picture; of a published one that is anybody. */
export const pictureRoutes = {
  add: {
    method: 'POST',
    path: '/api/articles/:id/pictures',
    summary: 'Keep a picture for the text, as the multipart field "file", or by its hash',
    on: 'article',
    body: KnownPicture,
    upload: 'picture',
    answer: created(PictureAnswer),
  },
  get: {
    method: 'GET',
    path: '/pictures/:hash',
    summary: 'A picture',
    access: 'anyone',
    answer: file(...PICTURE_MEDIA_TYPES),
  },
} as const satisfies Record<string, Route>;
