/** The house and its doors: what may import what, and what only one place may do. Each fault names its file and line. */
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROLES } from '../shared/policy/actor.ts';
import { circlesOfFiles, circlesOfRooms } from './support/import-graph.ts';
import { filesUnder, isNode, parseSource, ROOT, sourcesIn } from './support/source-tree.ts';
import type { Import, Place, Source, SyntaxNode } from './support/source-tree.ts';

const sources = sourcesIn('client', 'server', 'shared', 'test');
const within = (...folders: string[]): Source[] =>
  sources.filter(({ path }) => folders.some((folder) => path.startsWith(`${folder}/`)));

describe('what may import what', () => {
  test('B1 the client never imports the server', () => {
    expect(imports(within('client'), ({ path }) => isIn(path, 'server'))).toEqual([]);
  });

  test('B2 the server never imports the client', () => {
    expect(imports(within('server'), ({ path }) => isIn(path, 'client'))).toEqual([]);
  });

  test('B3 shared imports neither of them, nothing of Node, and no package of the browser', () => {
    const isForeign = ({ path, written }: Import) =>
      isIn(path, 'client') || isIn(path, 'server') || /^(node:|lit$|lit\/)/.test(written);
    expect(imports(within('shared'), isForeign)).toEqual([]);
  });

  test('B4 nothing but the tests imports the tests, and every relative import leads to a file of ours', () => {
    const own = within('client', 'server', 'shared');
    expect(imports(own, ({ path }) => isIn(path, 'test'))).toEqual([]);
    const leadsNowhere = ({ path }: Import) =>
      path !== null && !existsSync(join(ROOT, path.replace(/\?.*$/, '')));
    expect(imports(sources, leadsNowhere)).toEqual([]);
  });

  test('B5 no import runs in a circle, types included', () => {
    expect(circlesOfFiles(sources)).toEqual([]);
  });

  test('B21 at each level of the house, files and folders that lie side by side form no circle, types included', () => {
    expect(circlesOfRooms(within('client', 'server', 'shared'))).toEqual([]);
  });

  test('B22 the domains of the client don’t import each other; ui and api are lowest', () => {
    const domainOf = (path: string | null): string | null =>
      /^client\/([^/]+)\/./.exec(path ?? '')?.[1] ?? null;
    const faults = within('client').flatMap(({ path, imports: all }) => {
      const own = domainOf(path);
      const isAllowed = (other: string | null): boolean =>
        own === null ||
        own === 'styleguide' || // which draws them all
        other === null ||
        other === own ||
        LOWEST.slice(0, rank(own)).includes(other);
      return all
        .filter((one) => !isAllowed(domainOf(one.path)))
        .map(({ line, written }) => `${path}:${line} imports ${written}`);
    });
    expect(faults).toEqual([]);
  });

  test('B6 only open.ts and the tests name an implementation of the store', () => {
    const isInside = (path: string | null): boolean => /^server\/storage\/[^/]+\//.test(path ?? '');
    const isOne = (path: string | null): boolean =>
      isInside(path) && !(path ?? '').endsWith('/sound-file.ts');
    const own = within('client', 'server', 'shared').filter(
      ({ path }) => path !== 'server/storage/open.ts',
    );
    const others = own.filter(({ path }) => !isInside(path));
    expect(imports(others, ({ path }) => isOne(path))).toEqual([]);
    const outside = own.filter(({ path }) => !path.startsWith('server/storage/'));
    expect(imports(outside, ({ written }) => /^(lmdb|lowdb)($|\/)/.test(written))).toEqual([]);
  });

  test('B7 no file only passes on what other files export', () => {
    expect(sources.filter(isBarrel).map(({ path }) => path)).toEqual([]);
  });
});

describe('doors', () => {
  test('B8 shared knows no browser, no process, no clock and no chance', () => {
    expect(uses(within('shared'), isOutsideWorld)).toEqual([]);
  });

  test('B9 in the server only main.ts makes times, ids and chance', () => {
    const others = within('server').filter(({ path }) => path !== 'server/main.ts');
    expect(uses(others, (place) => isTime(place) || isChance(place))).toEqual([]);
  });

  /** Who else may look at a role, and why it decides nothing there. */
  const ROLE_READERS = {
    'server/accounts/accounts.ts': 'counts owners, since the workspace always needs one',
  };

  test('B10 only the policy turns a role into a permission', () => {
    const others = within('client', 'server', 'shared').filter(
      ({ path }) => !path.startsWith('shared/policy/') && !(path in ROLE_READERS),
    );
    expect(uses(others, comparesRole)).toEqual([]);
  });

  test('B11 only main.ts hands over the environment, which config.ts reads', () => {
    const others = within('client', 'server', 'shared').filter(
      ({ path }) => path !== 'server/config.ts' && path !== 'server/main.ts',
    );
    expect(uses(others, (place) => isMember(place.node, 'process', 'env'))).toEqual([]);
    const main = sources.filter(({ path }) => path === 'server/main.ts');
    const isRead = ({ node, parent }: Place) =>
      isMember(node, 'process', 'env') && parent?.type === 'MemberExpression';
    expect(uses(main, isRead)).toEqual([]);
  });

  test('B12 the client asks the server in client/api alone', () => {
    const others = within('client').filter(({ path }) => !path.startsWith('client/api/'));
    const asks = ({ node, parent, key }: Place) =>
      isReference(node, parent, key) &&
      ['fetch', 'XMLHttpRequest', 'EventSource'].includes(String(node['name']));
    expect(uses(others, asks)).toEqual([]);
  });

  test('B13 the client opens sockets in its two sync controllers alone', () => {
    const others = within('client').filter(
      ({ path }) =>
        !/^client\/workspace\/connection\/(text-connection|layer-connections)\.ts$/.test(path),
    );
    expect(uses(others, ({ node }) => makes(node, ['WebSocket', 'WebsocketProvider']))).toEqual([]);
  });

  test('B14 close codes and message numbers are written in shared/wire alone', () => {
    const isCode = ({ node }: Place) =>
      node.type === 'Literal' &&
      typeof node['value'] === 'number' &&
      /^4[45]\d\d$/.test(String(node['value']));
    expect(uses(within('client', 'server'), isCode)).toEqual([]);
  });
});

describe('files', () => {
  test('B15 each folder of shared, server and client, and each of the workspace, has a README of at most 15 lines', () => {
    const folders = new Set([
      'client',
      ...within('shared', 'server', 'client')
        .map(({ path }) => path.split('/').slice(0, 2).join('/'))
        .filter((folder) => !folder.endsWith('.ts')),
      ...within('client/workspace').map(({ path }) => posix.dirname(path)),
    ]);
    const faults = [...folders].filter((folder) => {
      const readme = join(ROOT, folder, 'README.md');
      return !existsSync(readme) || readFileSync(readme, 'utf8').trimEnd().split('\n').length > 15;
    });
    expect(faults).toEqual([]);
  });

  test('B16 each file opens with a sentence on its job', () => {
    const silent = sources.filter(({ text }) => !/^\/\*\*\s[^]*?\*\//.test(text));
    expect(silent.map(({ path }) => `${path}:1`)).toEqual([]);
  });

  test('B18 nothing names a folder of somebody’s machine', () => {
    const texts = filesUnder('.').filter(
      (path) => /\.(ts|js|json|md|css|html|ya?ml)$/.test(path) && !path.includes('fixtures/'),
    );
    const faults = texts.flatMap((path) =>
      readFileSync(join(ROOT, path), 'utf8')
        .split('\n')
        .flatMap((line, at) => (MACHINE_PATH.test(line) ? [`${path}:${at + 1}`] : [])),
    );
    expect(faults).toEqual([]);
  });
});

describe('the rules themselves', () => {
  const caught = (text: string, rule: (place: Place) => boolean, path = 'shared/x.ts'): boolean =>
    uses([parseSource(path, text)], rule).length > 0;

  test.each<[string, (place: Place) => boolean, boolean]>([
    ['const x = document.title;', isOutsideWorld, true],
    ['const f = (document: Y.Doc) => document.share;', isOutsideWorld, false],
    ['const x = { window: 1 }.window;', isOutsideWorld, false],
    ['const x = new Date();', isOutsideWorld, true],
    ['const x = new Date(given);', isOutsideWorld, false],
    ['const x = Date.now() + Math.random();', isOutsideWorld, true],
    ["if (actor.role === 'owner') x();", comparesRole, true],
    ['const x = TABLE[actor.role];', comparesRole, true],
    ["const x = ['owner'].includes(member.role);", comparesRole, true],
    ['switch (actor.role) { default: }', comparesRole, true],
    ["const { role } = actor; const may = role !== 'viewer';", comparesRole, true],
    ['const shown = { id, role: member.role };', comparesRole, false],
    ['const next = role ?? member.role;', comparesRole, false],
    ["this.role = 'region';", comparesRole, false],
  ])('B19 a rule sees what it should: %s', (text, rule, expected) => {
    expect(caught(text, rule)).toBe(expected);
  });

  test.each<[string, Import['kind'], string]>([
    ["import {\n  a,\n  b,\n} from '../client/x.ts';", 'value', 'client/x.ts'],
    ["import type { A } from './y.ts';", 'type', 'shared/y.ts'],
    ["import { type A } from './y.ts';", 'type', 'shared/y.ts'],
    ["export * from './y.ts';", 'value', 'shared/y.ts'],
    ["const x = () => import('../server/z.ts');", 'later', 'server/z.ts'],
    ["let x: import('../server/z.ts').Z;", 'type', 'server/z.ts'],
  ])('B19 an import is seen and resolved: %s', (text, kind, path) => {
    expect(parseSource('shared/x.ts', text).imports).toMatchObject([{ kind, path }]);
  });

  test.each(['', 'type'])('B19 a circle of files is seen: import %s', (kind) => {
    const files = [
      parseSource('shared/a.ts', "import { b } from './b.ts'; export const a = b;"),
      parseSource('shared/b.ts', `import ${kind} { a } from './a.ts'; export const b = 1;`),
    ];
    expect(circlesOfFiles(files)).toEqual(['shared/a.ts > shared/b.ts > shared/a.ts']);
  });

  test('B19 a circle of folders is seen where none of their files is in one', () => {
    const files = [
      parseSource('shared/a/one.ts', "import { b } from '../b/one.ts';"),
      parseSource('shared/b/one.ts', 'export const b = 1;'),
      parseSource('shared/b/two.ts', "import { a } from '../a/two.ts';"),
      parseSource('shared/a/two.ts', 'export const a = 1;'),
    ];
    expect(circlesOfFiles(files)).toEqual([]);
    expect(circlesOfRooms(files)).toEqual(['shared/a > shared/b > shared/a']);
  });

  test.each([
    ["export * from './a.ts';\nexport { b } from './b.ts';", true],
    ["import { a } from './a.ts';\nexport { a };", true],
    ["export { b } from './b.ts';\nexport const c = 1;", false],
    ["import './a.ts';", false],
  ])('B19 a barrel is seen: %j', (text, expected) => {
    expect(isBarrel(parseSource('shared/index.ts', text))).toBe(expected);
  });
});

/** From the lowest up; a domain may import those below it. */
const LOWEST = ['api', 'ui'];

function rank(domain: string): number {
  const at = LOWEST.indexOf(domain);
  return at === -1 ? LOWEST.length : at;
}

const MACHINE_PATH = /(?:^|[\s"'`(=])\/(?:work|tmp|root|home\/\w|Users\/\w)(?:\/|["'`\s)]|$)/;

function isIn(path: string | null, folder: string): boolean {
  return path?.startsWith(`${folder}/`) ?? false;
}

function imports(from: readonly Source[], isFault: (found: Import) => boolean): string[] {
  return from.flatMap(({ path, imports: all }) =>
    all.filter(isFault).map(({ line, written }) => `${path}:${line} imports ${written}`),
  );
}

/** Where a rule is broken; `names` keeps apart the file's own names from those of the world around it. */
function uses(from: readonly Source[], isFault: (place: Place) => boolean): string[] {
  return from.flatMap(({ path, places }) => {
    const declared = declaredNames(places);
    return places
      .filter((place) => isFault(place) && !declared.has(String(place.node['name'])))
      .map(({ line }) => `${path}:${line}`);
  });
}

const WORLD = new Set(
  'document window navigator location localStorage fetch crypto process performance setTimeout setInterval'.split(
    ' ',
  ),
);

function isOutsideWorld(place: Place): boolean {
  const { node, parent, key } = place;
  const isGlobal = isReference(node, parent, key) && WORLD.has(String(node['name']));
  return isGlobal || isTime(place) || isChance(place);
}

function isTime({ node }: Place): boolean {
  const args = node['arguments'];
  const isNow = makes(node, ['Date']) && Array.isArray(args) && args.length === 0;
  return isNow || isMember(node, 'Date', 'now');
}

function isChance({ node, parent, key }: Place): boolean {
  const makers = ['randomUUID', 'randomBytes', 'randomInt'];
  const isImported = node.type === 'ImportSpecifier' && isNode(node['imported']);
  const name = isImported ? (node['imported'] as SyntaxNode)['name'] : node['name'];
  return (
    isMember(node, 'Math', 'random') ||
    ((isImported || isReference(node, parent, key)) && makers.includes(String(name)))
  );
}

/** Whether a role is compared, looked up in a table or a list, or switched on. */
function comparesRole({ node, parent }: Place): boolean {
  if (node.type === 'BinaryExpression') {
    const sides = [node['left'], node['right']];
    return sides.some(isRole) && !sides.some(isNothing);
  }
  if (node.type === 'MemberExpression')
    return node['computed'] === true && isRole(node['property']);
  if (node.type === 'SwitchStatement') return isRole(node['discriminant']);
  if (node.type === 'SwitchCase') return isRoleName(node['test']);
  if (node.type !== 'CallExpression' || parent === null) return false;
  const { callee, arguments: given } = node;
  const method = isNode(callee) && isNode(callee['property']) ? callee['property']['name'] : null;
  const isLookUp = ['includes', 'indexOf', 'has', 'get'].includes(String(method));
  return isLookUp && Array.isArray(given) && given.some(isRole);
}

function isRole(value: unknown): boolean {
  if (!isNode(value)) return false;
  if (value.type === 'Identifier') return value['name'] === 'role';
  const { property, computed } = value;
  return isNode(property) && computed === false && property['name'] === 'role';
}

function isRoleName(value: unknown): boolean {
  return isNode(value) && (ROLES as readonly unknown[]).includes(value['value']);
}

/** `role === undefined` asks whether there is one, not which. */
function isNothing(value: unknown): boolean {
  return isNode(value) && (value['name'] === 'undefined' || value['raw'] === 'null');
}

function isMember(node: SyntaxNode, object: string, property: string): boolean {
  const [left, right] = [node['object'], node['property']];
  if (node.type !== 'MemberExpression' || !isNode(left) || !isNode(right)) return false;
  return left['name'] === object && right['name'] === property;
}

function makes(node: SyntaxNode, names: readonly string[]): boolean {
  const { callee } = node;
  return node.type === 'NewExpression' && isNode(callee) && names.includes(String(callee['name']));
}

/** Whether a name stands for a value here, and not for a property. */
function isReference(node: SyntaxNode, parent: SyntaxNode | null, key: string): boolean {
  if (node.type !== 'Identifier' || parent === null || parent.type.startsWith('TS')) return false;
  const isName = (key === 'property' || key === 'key') && parent['computed'] !== true;
  return !isName && !/Specifier$|^Meta/.test(parent.type);
}

/** What a file declares itself: variables, parameters, imports. */
function declaredNames(places: readonly Place[]): Set<string> {
  const patterns = new Set(['ObjectPattern', 'ArrayPattern', 'RestElement', 'AssignmentPattern']);
  const names = new Set<string>();
  for (const { node, parent, key } of places) {
    if (node.type !== 'Identifier' || parent === null) continue;
    const isDeclared =
      key === 'params' ||
      key === 'local' ||
      (key === 'id' && !parent.type.startsWith('TS')) ||
      (key === 'left' && patterns.has(parent.type)) ||
      (key === 'value' && parent.type === 'Property' && parent['shorthand'] === true);
    if (isDeclared) names.add(String(node['name']));
  }
  return names;
}

function isBarrel({ path, places }: Source): boolean {
  const statements = places.filter(
    ({ parent, key }) => parent?.type === 'Program' && key === 'body',
  );
  const passesOn = ({ node }: Place) =>
    node.type === 'ExportAllDeclaration' ||
    (node.type === 'ExportNamedDeclaration' && node['declaration'] === null);
  return (
    posix.extname(path) === '.ts' &&
    statements.some(passesOn) &&
    statements.every((place) => passesOn(place) || place.node.type === 'ImportDeclaration')
  );
}
