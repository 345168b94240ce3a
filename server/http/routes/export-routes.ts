/** Annotated copies. */
import type { Article, Layer } from '../../../shared/article/article.ts';
import { COPY_FORMATS, copyFormat } from '../../../shared/article/formats.ts';
import type { Actor, Person } from '../../../shared/policy/actor.ts';
import { may } from '../../../shared/policy/may.ts';
import { done, failed } from '../../../shared/wire/problems.ts';
import type { Result } from '../../../shared/wire/problems.ts';
import { copyRoutes, MOST_COPIES } from '../../../shared/wire/routes/copies.ts';
import { withEffectiveRole } from '../../accounts/effective-role.ts';
import { personNow } from '../../accounts/guest-actor.ts';
import { choicesOf, copySource, MAX_PICTURE_BYTES } from '../../articles/copy.ts';
import type { CopyRequest } from '../../articles/copy.ts';
import { toAuditActor } from '../../audit/audit-log.ts';
import type { Sender } from '../../formats/workers/worker-pool.ts';
import { RATES } from '../../limits/rates.ts';
import { zipOf } from '../../zip.ts';
import type { ZippedFile } from '../../zip.ts';
import type { Parts } from '../parts.ts';
import { refusal, refuse } from '../answer.ts';
import { senderOf } from '../sender.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';

/** Each copy counts for the limit on exports, and is in the audit log with its layers but the private ones. */
export function exportRows(parts: Parts): Row[] {
  const underWay = new Set<string>();
  return [
    implement(
      copyRoutes.export,
      {
        permission: 'export article',
        rate: RATES.copies,
        audit: { action: 'exported', keeps: ['format', 'names'] },
      },
      async ({ article, query, ...request }) => {
        const format = copyFormat(query.format);
        if (format === null) return unknownFormat(query.format);
        const asked = { ...query, format };
        const copy = await copyOf(article, asked, request.actor, senderOf(request), parts);
        if (!copy.ok) return refusal(copy.problem);
        const { name: fileName, bytes: content, layers } = copy.value;
        const { mediaType } = format;
        return { kind: 'download', mediaType, fileName, content, audit: { detail: { layers } } };
      },
    ),
    implement(
      copyRoutes.exportMany,
      { permission: 'export article', rate: RATES.archives },
      async ({ query: { articles, ...choices }, from, ...request }) => {
        const format = copyFormat(choices.format);
        if (format === null) return unknownFormat(choices.format);
        const ids = [...new Set(articles.split(',').filter(Boolean))];
        if (ids.length === 0 || ids.length > MOST_COPIES) return wrongNumber();
        const possible = choicesOf(choices, format);
        if (!possible.ok) return refusal(possible.problem);
        const { id } = request.identity.actor;
        if (underWay.has(id)) return refuse('too-many-requests', ONE_AT_A_TIME, { retryAfterMs: 10_000 }); // prettier-ignore
        const asked = { ...choices, format, layers: undefined };
        const { network } = from;
        const sender = senderOf({ from, ...request });
        const asker = { person: request.identity.actor, network, sender };
        return {
          kind: 'stream',
          mediaType: 'application/zip',
          fileName: 'copies.zip',
          parts: whileUnderWay(id, underWay, zipOf(copiesOf(ids, asked, asker, parts))),
        };
      },
    ),
  ];
}

type Asked = Omit<CopyRequest, 'url'>;

const ONE_AT_A_TIME = 'The archive that you asked for before is still on its way.';

/** Who reads slowly holds a copy in memory for as long: one of a person's archives at a time. */
async function* whileUnderWay<Part>(
  person: string,
  underWay: Set<string>,
  parts: AsyncIterable<Part>,
): AsyncGenerator<Part> {
  underWay.add(person);
  try {
    yield* parts;
  } finally {
    underWay.delete(person);
  }
}

/** No slug begins so. */
const REPORT = '_report.txt';

/** A copy as a file; `layers` are the ids of those in it, as the audit log keeps them. */
interface Copy extends ZippedFile {
  readonly layers: string;
}

async function copyOf(
  article: Article,
  asked: Asked,
  actor: Actor,
  sender: Sender,
  { formats, layers, rooms, people, pictures, url }: Parts,
): Promise<Result<Copy>> {
  const { format } = asked;
  const namesIn = (id: string) => people.shownIn(id);
  const source = await copySource(article, { ...asked, url: url() }, actor, { layers, rooms, namesIn }); // prettier-ignore
  if (!source.ok) return source;
  const copy = await formats.write(source.value, sender, async () =>
    format.hasPictures ? pictures.ofArticle(article.id, MAX_PICTURE_BYTES) : [],
  );
  if (!copy.ok) return copy;
  return done({
    name: `${article.slug}${format.ending}`,
    bytes: copy.value,
    isPacked: format.isBinary,
    layers: sharedLayers(source.value.layers),
  });
}

interface Asker {
  readonly person: Person;
  readonly network: string;
  readonly sender: Sender;
}

/** One copy after the other, each made when it is due and for whom the asker is in its article by then; a report comes last. */
async function* copiesOf(
  ids: readonly string[],
  asked: Asked,
  { person, network, sender }: Asker,
  parts: Parts,
): AsyncGenerator<ZippedFile> {
  const { audit, now, store } = parts;
  const missing: string[] = [];
  for (const id of ids) {
    // Whoever reads slowly would keep for hours what was taken from them.
    const asker = await personNow(person, store.catalogue, now());
    const actor = asker && (await withEffectiveRole(asker, id, store.catalogue));
    const article = actor === null ? null : await store.catalogue.get('articles', id);
    // What isn't theirs reads as what isn't there.
    const copy: Result<Copy> =
      actor === null || article === null
        ? failed('not-found')
        : may('export article', actor).ok
          ? await copyOf(article, asked, actor, sender, parts)
          : failed('not-allowed');
    if (copy.ok) {
      const { layers, ...file } = copy.value;
      const detail = { format: asked.format.name, names: asked.names, layers };
      const actorThen = toAuditActor(person);
      await audit.record([{ actor: actorThen, action: 'exported', article: id, subject: null, detail, network }]); // prettier-ignore
      yield file;
    } else missing.push(`${article?.title ?? id}: ${copy.problem.detail ?? copy.problem.title}`);
  }
  yield { name: REPORT, bytes: Buffer.from(report(ids.length, missing)), isPacked: false };
}

function report(asked: number, missing: readonly string[]): string {
  const lines = missing.map((line) => `- ${line.replace(/\s+/g, ' ')}\n`);
  const counted = `${asked - missing.length} of ${asked} copies are in this archive.\n`;
  return lines.length === 0 ? counted : `${counted}\nMissing are:\n${lines.join('')}`;
}

function wrongNumber() {
  const detail = `“articles”: name one article at least, and at most ${MOST_COPIES}.`;
  return refuse('invalid-request', detail, { field: 'articles', most: MOST_COPIES });
}

/** Whose own notes were in it is nobody else's concern. */
function sharedLayers(layers: readonly { readonly layer: Layer }[]): string {
  const shared = layers.filter(({ layer }) => layer.audience !== 'private');
  return shared.map(({ layer }) => layer.id).join(',');
}

function unknownFormat(format: string) {
  const formats = COPY_FORMATS.map(({ name }) => name);
  const detail = `“${format}” can't be exported; the formats are ${formats.join(', ')}.`;
  return refuse('unknown-format', detail, { formats });
}
