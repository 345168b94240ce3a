/** Draws a note's Markdown as Lit templates: no markup of a writer's ever reaches the page as markup. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { unreachable } from '../../../shared/unreachable.ts';
import './note.css';
import { parseMarkdown } from './markdown-tree.ts';
import type { Block, Inline } from './markdown-tree.ts';

/** Whom a note names: under which name, and whether that is the reader. */
export interface Naming {
  readonly nameOf: (person: string, written: string) => string;
  readonly me: string | null;
}

const AS_WRITTEN: Naming = { nameOf: (_person, written) => written, me: null };

/**
 * The note as paragraphs, lists and so on, for an element of class `note`; links open in a tab of their own. People are named as
 * the note was written where no `naming` is given.
 */
export function markdown(source: string, naming: Naming = AS_WRITTEN): TemplateResult[] {
  return parseMarkdown(source).map((block) => drawBlock(block, naming));
}

function drawBlock(block: Block, naming: Naming): TemplateResult {
  const drawn = (parts: readonly Inline[]) => parts.map((part) => drawInline(part, naming));
  switch (block.kind) {
    case 'paragraph':
      return html`<p dir="auto">${drawn(block.parts)}</p>`;
    case 'quote':
      return html`<blockquote dir="auto">
        ${block.blocks.map((inner) => drawBlock(inner, naming))}
      </blockquote>`;
    case 'bullets':
      return html`<ul dir="auto">
        ${block.items.map((item) => html`<li>${drawn(item)}</li>`)}
      </ul>`;
    case 'numbers':
      return html`<ol dir="auto" start=${block.start}>
        ${block.items.map((item) => html`<li>${drawn(item)}</li>`)}
      </ol>`;
    case 'code':
      return html`<pre dir="ltr"><code>${block.text}</code></pre>`;
    default:
      return unreachable(block);
  }
}

function drawInline(part: Inline, naming: Naming): TemplateResult | string {
  const drawn = (parts: readonly Inline[]) => parts.map((one) => drawInline(one, naming));
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'code':
      return html`<code>${part.text}</code>`;
    case 'break':
      return html`<br />`;
    case 'strong':
      return html`<strong>${drawn(part.parts)}</strong>`;
    case 'em':
      return html`<em>${drawn(part.parts)}</em>`;
    case 'del':
      return html`<s>${drawn(part.parts)}</s>`;
    case 'mention':
      return html`<bdi class="mention" ?data-me=${part.person === naming.me}
        >@${naming.nameOf(part.person, part.name)}</bdi
      >`;
    case 'link':
      return html`<a href=${part.address} target="_blank" rel="noopener noreferrer nofollow"
        >${drawn(part.parts)}</a
      >`;
    default:
      return unreachable(part);
  }
}
