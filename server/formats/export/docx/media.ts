/** Pictures in the file: each once, drawn no wider than there is room for it. */
import type { KeptPicture } from '../../format.ts';
import { checkPicture } from '../../picture.ts';
import type { Around } from './around.ts';
import { MAIN } from './namespaces.ts';
import type { Part } from './package.ts';
import { relationshipId } from './package.ts';
import type { RunFormat } from './runs.ts';
import { specialRun } from './runs.ts';
import { element } from './xml.ts';
import type { Xml } from './xml.ts';

/** The pictures of a file, collected while it is written. */
export interface Media {
  /** A run that draws the picture, with the words for it; null where Word draws none of its kind. */
  draw(picture: KeptPicture, words: string, room: Around, format: RunFormat): Xml | null;
  /** What has to be in the file for it. */
  parts(document: string): readonly Part[];
}

/** What all versions of Word draw, with the endings by which they know it. */
const ENDINGS: Readonly<Partial<Record<KeptPicture['mediaType'], string>>> = {
  'image/png': 'png',
  'image/jpeg': 'jpeg',
  'image/gif': 'gif',
};

const IMAGE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/image';
const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006';
const PICTURE = `${DRAWING}/picture`;
/** English Metric Units, 914,400 to the inch: of a pixel at 96 to the inch, and of a twentieth of a point. */
const [EMU_A_PIXEL, EMU_A_TWIP] = [9525, 635];
/** In twentieths of a point: less than a page, so that its caption stands below it. */
const MAX_HEIGHT = 11_000;

/** No pictures yet. */
export function mediaList(): Media {
  const paths = new Map<string, { readonly path: string; readonly picture: KeptPicture }>();
  let drawn = 0;
  return {
    draw(picture, words, room, format) {
      const ending = ENDINGS[picture.mediaType];
      const size = checkPicture(picture.bytes);
      if (ending === undefined || size === null) return null;
      const path = `word/media/picture${paths.size + 1}.${ending}`;
      const known = paths.get(picture.hash) ?? { path, picture };
      paths.set(picture.hash, known);
      drawn += 1;
      return specialRun(drawing(relationshipId(known.path), drawn, words, sizeIn(room, size)), format); // prettier-ignore
    },
    parts: (document) =>
      [...paths.values()].map(({ path, picture }) => ({
        path,
        contentType: picture.mediaType,
        relationship: IMAGE,
        of: document,
        bytes: picture.bytes,
      })),
  };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** In EMU: as large as it is, or as there is room for it. */
function sizeIn({ width: wide, indent }: Around, { width, height }: Size): Size {
  const own = { width: width * EMU_A_PIXEL, height: height * EMU_A_PIXEL };
  const scale = Math.min(
    1,
    ((wide - indent) * EMU_A_TWIP) / own.width,
    (MAX_HEIGHT * EMU_A_TWIP) / own.height,
  );
  return {
    width: Math.max(1, Math.round(own.width * scale)),
    height: Math.max(1, Math.round(own.height * scale)),
  };
}

function drawing(relationship: string, id: number, words: string, { width, height }: Size): Xml {
  const name = `Picture ${id}`;
  const extent = { cx: width, cy: height };
  const picture = element(
    'pic:pic',
    { 'xmlns:pic': PICTURE },
    element('pic:nvPicPr', {}, element('pic:cNvPr', { id, name }), element('pic:cNvPicPr')),
    element(
      'pic:blipFill',
      {},
      element('a:blip', { 'r:embed': relationship }),
      element('a:stretch', {}, element('a:fillRect')),
    ),
    element(
      'pic:spPr',
      {},
      element('a:xfrm', {}, element('a:off', { x: 0, y: 0 }), element('a:ext', extent)),
      element('a:prstGeom', { prst: 'rect' }, element('a:avLst')),
    ),
  );
  return element(
    'w:drawing',
    {},
    element(
      'wp:inline',
      { 'xmlns:wp': `${DRAWING}/wordprocessingDrawing`, 'xmlns:r': MAIN['xmlns:r'] },
      element('wp:extent', extent),
      element('wp:docPr', { id, name, descr: words }),
      element(
        'a:graphic',
        { 'xmlns:a': `${DRAWING}/main` },
        element('a:graphicData', { uri: PICTURE }, picture),
      ),
    ),
  );
}
