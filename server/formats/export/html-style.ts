/** The style of the HTML copy. Logical properties throughout, so that right-to-left articles are mirrored. */
import type { NotePlace } from '../../../shared/article/copy-choices.ts';

// Notes stand beside their words by CSS anchor positioning: each at the height of its number, or below the note
// above it where that one reaches further down. Where a browser can't do that they stay below the text.
const MARGIN_NOTES = `
@media screen and (min-width: 70rem) {
  @supports (top: anchor(--a top)) {
    .sheet { inline-size: 66rem; padding-inline-end: 23rem; }
    .notes { margin: 0; padding: 0; border: 0; }
    .notes > h2 { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
    .notes > .note {
      position: absolute; inset-inline-end: 1.5rem; inline-size: 19rem; margin: 0;
      top: max(calc(anchor(var(--words) top, 0px) - 0.4rem), calc(anchor(var(--above) bottom, -1rem) + 0.75rem));
    }
  }
}`;

const COLORS = `
.yellow { --wash: #f6c94566; --line: #c99400; }
.blue { --wash: #7db4f059; --line: #2f78c4; }
.green { --wash: #7fcf8a59; --line: #2f8f45; }
.pink { --wash: #f08fb459; --line: #c2437a; }
.purple { --wash: #b797ee59; --line: #7a4fc9; }
.orange { --wash: #f5a86366; --line: #c9671c; }
@media (prefers-color-scheme: dark) {
  .yellow { --wash: #c994003d; --line: #e0b33a; }
  .blue { --wash: #2f78c43d; --line: #74aef0; }
  .green { --wash: #2f8f453d; --line: #71c981; }
  .pink { --wash: #c2437a3d; --line: #ee8db3; }
  .purple { --wash: #7a4fc93d; --line: #b79aee; }
  .orange { --wash: #c9671c3d; --line: #f0a064; }
}`;

const TEXT = `
*, ::before, ::after { box-sizing: border-box; }
:root {
  color-scheme: light dark;
  --paper: #fdfcf9; --ink: #23211d; --soft: #67625a; --hair: #ddd8cd; --card: #ffffff; --link: #1f5fa8;
  --serif: 'Source Serif 4', 'Source Serif Pro', Charter, 'Iowan Old Style', Georgia, 'Noto Serif', 'Noto Naskh Arabic', serif;
  --sans: Inter, system-ui, 'Segoe UI', 'Noto Sans', 'Noto Sans Arabic', sans-serif;
  font: 112.5%/1.62 var(--serif); background: var(--paper); color: var(--ink);
  -webkit-text-size-adjust: 100%; text-size-adjust: 100%;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #191817; --ink: #e6e1d8; --soft: #b3ada2; --hair: #3a3733; --card: #22201e; --link: #8fbdf2; }
}
body { margin: 0; overflow-wrap: break-word; }
.sheet { position: relative; inline-size: auto; max-inline-size: 100%; margin-inline: auto; padding: 3rem 1.25rem 4rem; }
.text, .notes, .displaced, footer { max-inline-size: 39rem; margin-inline: auto; }
a { color: var(--link); text-underline-offset: 0.15em; }
h1, h2, h3, h4, h5, h6 { line-height: 1.2; margin-block: 1.8em 0.5em; text-wrap: balance; }
h1 { font-size: 2.1rem; } h2 { font-size: 1.4rem; } h3 { font-size: 1.17rem; } h4, h5, h6 { font-size: 1rem; }
.title { margin-block: 0 0.4em; }
.standfirst { font-size: 1.2rem; line-height: 1.45; color: var(--soft); margin-block: 0 0.8em; }
.byline { font: 0.85rem/1.5 var(--sans); color: var(--soft); margin-block-end: 2em; }
p { margin-block: 0 1em; }
blockquote { margin: 0 0 1em; padding-inline-start: 1.1em; border-inline-start: 3px solid var(--hair); color: var(--soft); }
ul, ol { margin-block: 0 1em; padding-inline-start: 1.5em; }
li > p { margin-block-end: 0.35em; }
li > [dir='ltr'] { text-align: right; }
li > [dir='rtl'] { text-align: left; }
hr { border: 0; border-block-start: 1px solid var(--hair); margin-block: 2.2em; }
pre { font: 0.8rem/1.5 ui-monospace, 'SF Mono', Menlo, 'DejaVu Sans Mono', monospace; padding: 0.9em 1.1em; border: 1px solid var(--hair); border-radius: 6px; background: var(--card); overflow-x: auto; margin-block: 0 1.2em; direction: ltr; text-align: left; }
:not(pre) > code { font: 0.86em ui-monospace, Menlo, 'DejaVu Sans Mono', monospace; }
figure { margin: 1.6em 0; }
img { max-inline-size: 100%; block-size: auto; }
.no-image::before { content: attr(aria-label); }
.no-image { display: block; padding: 1.2em; border: 1px dashed var(--hair); color: var(--soft); }
figcaption, .caption { font: 0.83rem/1.5 var(--sans); color: var(--soft); margin-block-start: 0.5em; }
.wide { overflow-x: auto; margin-block: 0 1.4em; }
table { border-collapse: collapse; font-size: 0.92rem; inline-size: 100%; }
td, th { border-block: 1px solid var(--hair); padding: 0.45em 0.6em; text-align: start; vertical-align: top; }
th { border-block-end: 2px solid var(--soft); }
td > :last-child, th > :last-child, blockquote > :last-child { margin-block-end: 0; }
mark { color: inherit; background: var(--wash); border-block-end: 2px solid var(--line); padding-block-end: 1px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
mark.settled { background: none; border-block-end-style: dotted; }
.ref { -webkit-user-select: none; user-select: none; font: 600 0.68rem/1 var(--sans); vertical-align: super; unicode-bidi: isolate; }
.ref a::before { content: attr(data-number); }
.ref a { text-decoration: none; padding: 0.1em 0.2em; border-radius: 3px; }
.ref a:target, .ref a:hover, .ref a:focus-visible { background: var(--link); color: var(--paper); }`;

const NOTES = `
.notes, .displaced { font: 0.83rem/1.5 var(--sans); margin-block-start: 3rem; padding-block-start: 1.5rem; border-block-start: 1px solid var(--hair); }
.notes > h2, .displaced > h2 { font: 600 1.05rem/1.3 var(--sans); margin-block: 0 0.8em; }
.displaced > p { color: var(--soft); }
.note { background: var(--card); border: 1px solid var(--hair); border-inline-start: 3px solid var(--line); border-radius: 6px; padding: 0.7rem 0.9rem; margin-block-end: 0.9rem; scroll-margin: 2rem; }
.note:target { outline: 2px solid var(--link); outline-offset: 1px; }
.note p, .note ul, .note ol, .note pre { margin-block: 0 0.5em; }
.note > :last-child, .note .body > :last-child, .replies > :last-child, .note header > :last-child { margin-block-end: 0; }
.note header { margin-block-end: 0.5em; }
.number { display: inline-block; min-inline-size: 1.5em; padding-inline: 0.35em; margin-inline-end: 0.3em; text-align: center; font-weight: 600; font-size: 0.75rem; border-radius: 1em; background: var(--wash); color: inherit; text-decoration: none; }
.note time { color: var(--soft); font-size: 0.75rem; margin-inline-start: 0.3em; unicode-bidi: isolate; }
.state, .facts, .place { color: var(--soft); font-size: 0.75rem; }
.note .place { font-style: italic; }
.note > blockquote { font-family: var(--serif); font-style: italic; font-size: 0.85rem; line-height: 1.4; border-color: var(--line); border-inline-start-width: 2px; padding-inline-start: 0.7em; margin-block-end: 0.6em; white-space: pre-line; }
.words { color: var(--ink); border: 0; padding: 0 0.1em; font-weight: 600; }
del { text-decoration-color: #c4453a; text-decoration-thickness: 1.5px; color: var(--soft); }
ins { text-decoration: underline; text-decoration-color: #2f8f45; text-decoration-thickness: 1.5px; font-weight: 600; }
.proposal { white-space: pre-line; }
.facts { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0 1em; }
.replies { list-style: none; padding-inline-start: 0.8em; border-inline-start: 1px solid var(--hair); margin-block-start: 0.7em; }
.replies > li { margin-block-end: 0.6em; }
footer { font: 0.75rem/1.6 var(--sans); color: var(--soft); margin-block-start: 3rem; padding-block-start: 1rem; border-block-start: 1px solid var(--hair); }
footer p { margin: 0; }`;

const PAPER = `
@media print {
  :root { --paper: #fff; --ink: #000; --soft: #444; --hair: #bbb; --card: #fff; --link: #000; font-size: 10.5pt; }
  .sheet { padding: 0; }
  .text, .notes, .displaced, footer { max-inline-size: none; }
  .note, figure, tr { break-inside: avoid; }
  h1, h2, h3, h4, h5, h6, .note header { break-after: avoid; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  .wide { overflow-x: visible; }
  td, th { overflow-wrap: anywhere; padding-inline: 0.25em; }
}`;

/** What stands in the page's `<style>`: with notes at their words also what puts them there. */
export function pageStyle(notes: NotePlace): string {
  return `${TEXT}${NOTES}${COLORS}${PAPER}${notes === 'place' ? MARGIN_NOTES : ''}\n`;
}
