/** Draws a note's Markdown as Lit templates: no markup of a writer's ever reaches the page as markup. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { unreachable } from '../../../shared/unreachable.ts';
import './note.css';
import { parseMarkdown } from './markdown-tree.ts';
import type { Block, Inline } from './markdown-tree.ts';

/** The note as paragraphs, lists and so on, for an element of class `note`; links open in a tab of their own. */
export function markdown(source: string): TemplateResult[] {
  return parseMarkdown(source).map(drawBlock);
}

function drawBlock(block: Block): TemplateResult {
  switch (block.kind) {
    case 'paragraph':
      return html`<p dir="auto">${block.parts.map(drawInline)}</p>`;
    case 'quote':
      return html`<blockquote dir="auto">${block.blocks.map(drawBlock)}</blockquote>`;
    case 'bullets':
      return html`<ul dir="auto">
        ${block.items.map((item) => html`<li>${item.map(drawInline)}</li>`)}
      </ul>`;
    case 'numbers':
      return html`<ol dir="auto" start=${block.start}>
        ${block.items.map((item) => html`<li>${item.map(drawInline)}</li>`)}
      </ol>`;
    case 'code':
      return html`<pre dir="ltr"><code>${block.text}</code></pre>`;
    default:
      return unreachable(block);
  }
}

function drawInline(part: Inline): TemplateResult | string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'code':
      return html`<code>${part.text}</code>`;
    case 'break':
      return html`<br />`;
    case 'strong':
      return html`<strong>${part.parts.map(drawInline)}</strong>`;
    case 'em':
      return html`<em>${part.parts.map(drawInline)}</em>`;
    case 'del':
      return html`<s>${part.parts.map(drawInline)}</s>`;
    case 'link':
      return html`<a href=${part.address} target="_blank" rel="noopener noreferrer nofollow"
        >${part.parts.map(drawInline)}</a
      >`;
    default:
      return unreachable(part);
  }
}
