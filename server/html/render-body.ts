/** Renders the Markdown body of a comment or reply as HTML. */
import MarkdownIt from 'markdown-it';
import { safeLink } from '../../shared/article/addresses.ts';
import { cleanText } from './escape.ts';

const markdown = makeParser();

/**
 * The body as valid flow content. HTML in it comes out as text, images as links, headings as bold paragraphs
 * (a comment has no part in the outline of the page that it stands on); line ends stay line ends.
 */
export function markdownToHtml(body: string): string {
  return markdown.render(cleanText(body));
}

function makeParser(): MarkdownIt {
  const parser = new MarkdownIt({ html: false, linkify: true, breaks: true });
  parser.disable(['image', 'table']); // a table's alignment would be an inline style
  parser.validateLink = (address) => safeLink(address) !== null;
  parser.renderer.rules.heading_open = () => '<p><strong>';
  parser.renderer.rules.heading_close = () => '</strong></p>\n';
  parser.renderer.rules.link_open = (tokens, index, options, _env, renderer) => {
    tokens[index]?.attrSet('rel', 'noopener noreferrer nofollow');
    return renderer.renderToken(tokens, index, options);
  };
  return parser;
}
