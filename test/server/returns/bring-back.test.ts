/** A copy that leaves, is worked on in another program and comes back: over HTTP, and by LibreOffice where it is there. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workInLibreOffice } from '../../support/docx/libreoffice.ts';
import { isInstalled } from '../../support/programs.ts';
import { testServer } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const TEXT = `# The ferry

The ferry sails at nine each morning. Nobody minds the wait.

It was built in 1962 by the yard at the mouth of the river.

The last crossing is at dusk.`;

/** An article with a thread that has an answer, one that is settled, an open suggestion and a note of one's own. */
async function article(): Promise<ArticleReply & { readonly threads: Record<string, string> }> {
  const made = await server.article(TEXT);
  const layer = made.layers.find(({ name }) => name === 'Comments')?.id;
  const add = async (kind: string, exact: string, more: object): Promise<string> => {
    const body = { layer, kind, target: { exact }, ...more };
    const { json, status } = await server.ask('POST', `/api/articles/${made.id}/annotations`, body);
    expect(status).toBe(201);
    return json.id;
  };
  const threads = {
    asked: await add('comment', 'nine', { body: 'In winter, too?' }),
    settled: await add('comment', '1962', { body: 'I think 1961.' }),
    proposed: await add('suggestion', 'dusk', { replacement: 'nightfall' }),
  };
  const path = `/api/articles/${made.id}/annotations`;
  await server.ask('POST', `${path}/${threads.asked}/replies`, { body: 'At ten then.' });
  await server.ask('POST', `${path}/${threads.settled}/status`, { status: 'resolved' });
  return { ...made, threads };
}

async function wordFile(id: string, query = ''): Promise<Uint8Array> {
  const headers = { authorization: 'Bearer the-owner-of-the-test-workspace' };
  const response = await fetch(`${server.url}/api/articles/${id}/export?format=docx${query}`, { headers }); // prettier-ignore
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

type Edits = Readonly<Record<string, (xml: string) => string>>;

/** The file with some of its parts written otherwise. */
function edited(file: Uint8Array, edits: Edits): Uint8Array<ArrayBuffer> {
  const parts = unzipSync(file);
  for (const [name, edit] of Object.entries(edits)) {
    const before = strFromU8(parts[name]!);
    const after = edit(before);
    expect(after, name).not.toBe(before);
    parts[name] = strToU8(after);
  }
  return zipSync(parts);
}

async function bring(id: string, file: Uint8Array, query = '', token?: string) {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(file)]), 'copy.docx');
  return server.ask('POST', `/api/articles/${id}/import${query}`, form, token);
}

// oxlint-disable-next-line typescript/no-explicit-any -- what is expected of them stands in the tests
async function threadsOf(id: string, token?: string): Promise<any[]> {
  const path = `/api/articles/${id}/annotations?status=all`;
  return (await server.ask('GET', path, undefined, token)).json.items;
}

const NOTHING = { comments: 0, replies: 0, suggestions: 0, resolved: 0, reopened: 0 };

/** Words of the file are in runs of their own where something begins or ends in them. */
const REWORDED: Edits = {
  'word/document.xml': (xml) => xml.replace('Nobody minds the wait', 'Nobody minds the long wait'),
};
const ANSWERED: Edits = {
  'word/comments.xml': (xml) =>
    xml.replace(
      '</w:comments>',
      '<w:comment w:id="90" w:author="Rita" w:date="2026-05-01T10:00:00Z"><w:p w14:paraId="70000001"><w:r><w:t>So be it.</w:t></w:r></w:p></w:comment>' +
        '<w:comment w:id="91" w:author="Rita" w:date="2026-05-01T10:01:00Z"><w:p w14:paraId="70000002"><w:r><w:t>Which yard?</w:t></w:r></w:p></w:comment></w:comments>',
    ),
  'word/commentsExtended.xml': (xml) => {
    const first = /w15:paraId="(\w+)"/.exec(xml)?.[1];
    const answer = `<w15:commentEx w15:paraId="70000001" w15:paraIdParent="${first}" w15:done="1"/>`;
    const settled = xml.replace('w15:done="1"', 'w15:done="X"').replaceAll('w15:done="0"', 'w15:done="1"').replace('"X"', '"0"'); // prettier-ignore
    return settled.replace('</w15:commentsEx>', `${answer}</w15:commentsEx>`);
  },
  'word/document.xml': (xml) =>
    xml.replace(
      'by the yard',
      'by the </w:t></w:r><w:commentRangeStart w:id="91"/><w:r><w:t>yard</w:t></w:r><w:commentRangeEnd w:id="91"/><w:r><w:t xml:space="preserve">',
    ),
};

describe('a Word copy', () => {
  test('RC3 that nobody has touched brings nothing', async () => {
    const { id } = await article();
    const came = await bring(id, await wordFile(id));
    expect(came.status).toBe(200);
    expect(came.json).toMatchObject({ ...NOTHING, lost: 0, passages: 0, isDated: true });
    expect(came.json.known).toBeGreaterThan(2);
    expect(await threadsOf(id)).toHaveLength(3);
  });

  test('RC4 RC5 brings comments, replies and what was settled, once', async () => {
    const { id, threads } = await article();
    const file = edited(await wordFile(id), ANSWERED);
    const said = { ...NOTHING, comments: 1, replies: 1, resolved: 1, reopened: 1, lost: 0 };
    const before = await threadsOf(id);
    expect((await bring(id, file, '?preview=true')).json).toMatchObject(said);
    expect(await threadsOf(id)).toEqual(before);
    expect((await bring(id, file)).json).toMatchObject(said);
    const all = await threadsOf(id);
    expect(all.find((one) => one.id === threads['asked'])).toMatchObject({
      status: 'resolved',
      // By their times.
      replies: [{ author: 'file:Rita', body: 'So be it.', created: '2026-05-01T10:00:00.000Z' }, { body: 'At ten then.' }],
    }); // prettier-ignore
    expect(all.find((one) => one.id === threads['settled'])).toMatchObject({ status: 'open' });
    expect(all.find((one) => one.author === 'file:Rita')).toMatchObject({
      kind: 'comment',
      body: 'Which yard?',
      anchoring: { state: 'exact', exact: 'yard' },
      via: 'import',
    });
    expect((await bring(id, file)).json).toMatchObject({ ...NOTHING, lost: 0 });
    expect(await threadsOf(id)).toEqual(all);
  });

  test('RC4 RC5 brings edits as suggestions of whoever brings it, once, and also after one is accepted', async () => {
    const { id } = await article();
    const file = edited(await wordFile(id), REWORDED);
    expect((await bring(id, file)).json).toMatchObject({ ...NOTHING, suggestions: 1 });
    const [made] = (await threadsOf(id)).filter((one) => one.replacement === 'the long');
    expect(made).toMatchObject({ kind: 'suggestion', anchor: { exact: 'the' }, via: 'import' });
    expect((await bring(id, file)).json).toMatchObject(NOTHING);
    const path = `/api/articles/${id}/annotations/${made.id}/status`;
    expect((await server.ask('POST', path, { status: 'accepted' })).status).toBe(200);
    const { text } = await server.ask('GET', `/api/articles/${id}/text`);
    expect(text).toContain('Nobody minds the long wait.');
    expect((await bring(id, file)).json).toMatchObject(NOTHING);
  });

  test('RC5 a proposal that was taken in the copy is not proposed again', async () => {
    const { id } = await article();
    const file = edited(await wordFile(id), {
      'word/document.xml': (xml) =>
        xml.replace(/<w:del .*?<\/w:del>/s, '').replace(/<w:ins [^>]*>(.*?)<\/w:ins>/s, '$1'),
    });
    expect((await bring(id, file)).json).toMatchObject(NOTHING);
  });

  test('RC6 what was written meanwhile stays, and comments are on their words', async () => {
    const { id } = await article();
    const file = edited(edited(await wordFile(id), ANSWERED), REWORDED);
    const suggest = async (exact: string, replacement: string): Promise<void> => {
      const { layers } = (await server.ask('GET', `/api/articles/${id}`)).json;
      const layer = layers.find(({ name }: { name: string }) => name === 'Comments').id;
      const body = { layer, kind: 'suggestion', target: { exact }, replacement };
      const { json } = await server.ask('POST', `/api/articles/${id}/annotations`, body);
      const path = `/api/articles/${id}/annotations/${json.id}/status`;
      expect((await server.ask('POST', path, { status: 'accepted' })).status).toBe(200);
    };
    await suggest('It was built', 'Everybody knows the yard: it was built');
    await suggest('The ferry sails', 'The old white ferry sails');
    const { text } = await server.ask('GET', `/api/articles/${id}/text`);
    expect((await bring(id, file)).json).toMatchObject({ comments: 1, suggestions: 1, lost: 0 });
    expect((await server.ask('GET', `/api/articles/${id}/text`)).text).toBe(text);
    const rita = (await threadsOf(id)).find((one) => one.author === 'file:Rita');
    // Not the first yard, which was not there then.
    expect(rita.anchoring).toMatchObject({ exact: 'yard', from: text.indexOf('the yard at') + 4 });
  });

  test('RC6 a comment on words that are gone keeps them', async () => {
    const { id } = await article();
    const file = edited(await wordFile(id), ANSWERED);
    const { layers } = (await server.ask('GET', `/api/articles/${id}`)).json;
    const layer = layers.find(({ name }: { name: string }) => name === 'Comments').id;
    const body = { layer, kind: 'suggestion', target: { exact: 'by the yard at the mouth' }, replacement: '' }; // prettier-ignore
    const { json } = await server.ask('POST', `/api/articles/${id}/annotations`, body);
    await server.ask('POST', `/api/articles/${id}/annotations/${json.id}/status`, { status: 'accepted' }); // prettier-ignore
    expect((await bring(id, file)).json).toMatchObject({ comments: 1 });
    const rita = (await threadsOf(id)).find((one) => one.author === 'file:Rita');
    expect(rita).toMatchObject({ anchor: { exact: 'yard' }, anchoring: { state: 'orphaned' } });
  });

  test('RC7 tells nothing of threads that its bringer can’t read, and makes them not anew', async () => {
    const { id } = await article();
    const { json: own } = await server.ask('POST', `/api/articles/${id}/layers`, { name: 'Board', color: 'blue', audience: 'moderators' }); // prettier-ignore
    const note = { layer: own.id, kind: 'comment', target: { exact: 'river' }, body: 'Secret.' };
    await server.ask('POST', `/api/articles/${id}/annotations`, note);
    const editor = await server.member('Ed', 'editor');
    const file = edited(await wordFile(id, `&layers=${own.id}`), {
      'word/commentsExtended.xml': (xml) => xml.replace('w15:done="0"', 'w15:done="1"'),
    });
    const came = await bring(id, file, '', editor.token);
    expect(came.status).toBe(200);
    expect(came.json).toMatchObject(NOTHING);
    const [kept] = (await threadsOf(id)).filter((one) => one.layer === own.id);
    expect(kept).toMatchObject({ status: 'open', replies: [] });
    expect((await bring(id, file, `?layer=${own.id}`, editor.token)).status).toBe(404);
  });

  test('RC7 makes no thread on more words than one can be made on here', async () => {
    const { id, layers } = await server.article(
      `# Long\n\nStart. ${'word '.repeat(5000)}\n\nThe end.`,
    );
    const layer = layers.find(({ name }) => name === 'Comments')?.id;
    const body = { layer, kind: 'comment', target: { exact: 'end' }, body: 'Sure?' };
    await server.ask('POST', `/api/articles/${id}/annotations`, body);
    const comment = (at: number): string =>
      `<w:comment w:id="${at}" w:author="Rita" w:date="2026-05-01T10:0${at - 90}:00Z"><w:p><w:r><w:t>So ${at}.</w:t></w:r></w:p></w:comment>`;
    const [start, end] = ['Start', 'End'].map((name) => (at: number) => `<w:commentRange${name} w:id="${at}"/>`); // prettier-ignore
    const file = edited(await wordFile(id), {
      'word/comments.xml': (xml) =>
        xml.replace('</w:comments>', `${comment(91)}${comment(92)}</w:comments>`),
      'word/document.xml': (xml) =>
        xml
          .replace('<w:body>', `<w:body>${start!(91)}${start!(92)}`)
          .replace('Start. ', `Start. </w:t></w:r>${end!(92)}<w:r><w:t xml:space="preserve">`)
          .replace('<w:sectPr', `${end!(91)}<w:sectPr`),
    });
    const came = await bring(id, file);
    expect(came.json).toMatchObject({ ...NOTHING, comments: 1, lost: 1 });
    const lengths = (await threadsOf(id)).map(({ anchor }) => anchor.exact.length);
    expect(Math.max(...lengths)).toBeLessThan(100);
  });

  test('RC7 of another article is refused, and so are commenters and what is no file', async () => {
    const [one, other] = [await article(), await article()];
    const file = await wordFile(one.id);
    expect(await bring(other.id, file)).toMatchObject({ status: 409 });
    const commenter = await server.member('Cam', 'commenter');
    expect(await bring(one.id, file, '', commenter.token)).toMatchObject({ status: 403 });
    expect(await bring(one.id, strToU8('PK nothing'))).toMatchObject({ status: 400 });
    const path = `/api/articles/${one.id}/import`;
    expect(await server.ask('POST', path, { content: 'words' })).toMatchObject({ status: 400 });
  });

  test('RC8 says where it comes from only where it hides nothing', async () => {
    const { id } = await article();
    const holds = async (query: string): Promise<boolean> =>
      Object.keys(unzipSync(await wordFile(id, query))).some((name) =>
        name.startsWith('customXml'),
      );
    expect(await holds('')).toBe(true);
    for (const query of ['names=none', 'names=pseudonyms', 'notes=none', 'suggestions=accepted'])
      expect(await holds(`&${query}`), query).toBe(false);
  });

  test('RC6 without a word of where it comes from a copy is compared with the text as it is', async () => {
    const { id } = await article();
    const form = new FormData();
    form.set('file', new Blob([TEXT.replace('at nine', 'at ten')]), 'copy.md');
    const came = await server.ask('POST', `/api/articles/${id}/import`, form);
    expect(came.json).toMatchObject({ ...NOTHING, suggestions: 1, isDated: false });
  });
});

describe.skipIf(!isInstalled('soffice'))('LibreOffice', { timeout: 150_000 }, () => {
  test('RC9 comments, settled threads and edits made in it come back, and what it does to a file by itself is nothing', async () => {
    const { id, threads } = await article();
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'copy.docx'), await wordFile(id));
    await workInLibreOffice(folder, ['copy.docx', 'same.docx'], '');
    const same = await bring(id, await readFile(join(folder, 'same.docx')));
    expect(same.json).toMatchObject({ ...NOTHING, lost: 0, passages: 0, isDated: true });
    await workInLibreOffice(folder, ['copy.docx', 'worked.docx'], WORK);
    const worked = await readFile(join(folder, 'worked.docx'));
    const said = { ...NOTHING, comments: 1, suggestions: 2, resolved: 1, lost: 0, isDated: true };
    expect((await bring(id, worked)).json).toMatchObject(said);
    const all = await threadsOf(id);
    expect(all.find((one) => one.author === 'file:Lia')).toMatchObject({
      body: 'Of which one?',
      anchor: { exact: 'mouth' },
    });
    expect(all.find((one) => one.id === threads['asked'])).toMatchObject({ status: 'resolved' });
    const proposed = all.filter(
      (one) => one.id !== threads['proposed'] && one.replacement !== null,
    );
    expect(proposed.map((one) => [one.author.startsWith('file:'), one.anchor.exact, one.replacement])).toEqual([
      [false, 'the', 'the long'],
      [true, 'last', 'final'],
    ]); // prettier-ignore
    expect((await bring(id, worked)).json).toMatchObject({ ...NOTHING, lost: 0 });
  });
});

/** An edit, a comment, a settled thread and a tracked change. */
const WORK = `
  find = doc.createReplaceDescriptor()
  find.SearchString = "minds the wait" : find.ReplaceString = "minds the long wait"
  doc.replaceAll(find)
  find.SearchString = "mouth"
  note = doc.createInstance("com.sun.star.text.textfield.Annotation")
  note.Author = "Lia" : note.Content = "Of which one?"
  doc.Text.insertTextContent(doc.findFirst(find), note, True)
  fields = doc.TextFields.createEnumeration()
  Do While fields.hasMoreElements()
    one = fields.nextElement()
    If one.supportsService("com.sun.star.text.textfield.Annotation") Then
      If InStr(one.Content, "In winter") > 0 Then one.Resolved = True
    End If
  Loop
  doc.RecordChanges = True
  find.SearchString = "last" : find.ReplaceString = "final"
  doc.replaceAll(find)`;
