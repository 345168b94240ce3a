/** The style of an e-book: little, since whoever reads it has chosen letters and colours already. */

/** CSS that old readers know too. */
export const EPUB_STYLE = `body { line-height: 1.5; }
h1, h2, h3, h4, h5, h6 { line-height: 1.2; margin: 1.6em 0 0.5em; }
.title { margin-top: 0; }
.standfirst { font-size: 1.15em; }
.byline, .caption, figcaption, footer, .state, .facts, .place, time { font-size: 0.85em; }
p { margin: 0 0 0.8em; }
blockquote { margin: 0 0 0.8em 1em; }
figure { margin: 1.2em 0; }
img { max-width: 100%; }
.no-image, .foreign-picture { display: block; padding: 1em; border: 1px dashed currentColor; }
table { border-collapse: collapse; }
td, th { border: 1px solid currentColor; padding: 0.3em 0.5em; text-align: start; vertical-align: top; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
mark { color: inherit; background-color: transparent; border-bottom: 2px solid #c99400; }
mark.blue { border-color: #2f78c4; }
mark.green { border-color: #2f8f45; }
mark.pink { border-color: #c2437a; }
mark.purple { border-color: #7a4fc9; }
mark.orange { border-color: #c9671c; }
mark.settled { border-bottom-style: dotted; }
.ref { font-size: 0.7em; line-height: 0; }
.note { margin: 0 0 1.2em; }
.note header { font-weight: normal; }
.replies { list-style: none; padding-inline-start: 1em; }
`;
