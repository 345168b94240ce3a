/** Footnotes of Markdown: a list at the end in the order of their marks, then those that no mark refers to. */
import type { MarkdownIt, StateCore, Token } from 'markdown-it';

interface Note {
  readonly label?: string;
  /** Of a note that stands in its sentence. */
  readonly tokens?: Token[];
  readonly content?: string;
}

/** Puts this in the place of the plugin's own end of a document, which drops each note without a mark. */
export function keepNotes(markdown: MarkdownIt): void {
  markdown.core.ruler.at('footnote_tail', (state) => notesAtEnd(state));
  markdown.renderer.rules['note_mark'] = (tokens, index) =>
    `<sup>[${Number(tokens[index]?.meta?.id) + 1}]</sup>`;
  markdown.renderer.rules['footnote_ref'] = markdown.renderer.rules['note_mark'];
}

function notesAtEnd(state: StateCore): void {
  const written = takeNotes(state);
  const { footnotes } = state.env as { footnotes?: { list?: readonly Note[] } };
  const referred = (footnotes?.list ?? []).map(({ label, tokens, content }) => {
    if (tokens !== undefined) return lineOf(state, tokens, content ?? '');
    const found = written.find((note) => note.label === label && !note.isTaken);
    if (found !== undefined) found.isTaken = true;
    return found?.tokens ?? [];
  });
  const others = written.filter(({ isTaken }) => !isTaken).map(({ tokens }) => tokens);
  const notes = [...referred, ...others];
  if (notes.length === 0) return;
  const item = (tokens: readonly Token[]): Token[] => [
    new state.Token('list_item_open', 'li', 1),
    ...tokens,
    new state.Token('list_item_close', 'li', -1),
  ];
  state.tokens.push(
    new state.Token('ordered_list_open', 'ol', 1),
    ...notes.flatMap(item),
    new state.Token('ordered_list_close', 'ol', -1),
  );
}

interface WrittenNote {
  readonly label: string;
  readonly tokens: Token[];
  isTaken: boolean;
}

/** Takes the notes out of the text; one that is written within another stands for itself. */
function takeNotes(state: StateCore): WrittenNote[] {
  const notes: WrittenNote[] = [];
  const open: WrittenNote[] = [];
  state.tokens = state.tokens.filter((token) => {
    if (token.type === 'footnote_reference_open') {
      const { label } = token.meta as { label: string };
      const note = { label, tokens: [], isTaken: false };
      notes.push(note);
      open.push(note);
      return false;
    }
    if (token.type === 'footnote_reference_close') {
      open.pop();
      return false;
    }
    open.at(-1)?.tokens.push(token);
    return open.length === 0;
  });
  return notes;
}

function lineOf(state: StateCore, children: Token[], content: string): Token[] {
  return [
    new state.Token('paragraph_open', 'p', 1),
    Object.assign(new state.Token('inline', '', 0), { children, content }),
    new state.Token('paragraph_close', 'p', -1),
  ];
}
