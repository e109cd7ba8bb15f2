import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import { STYLE } from './page-style.ts';

/** A piece of a page; what is put into it is escaped. */
export type Html = ReturnType<typeof html>;

/** What the pages for people have in common. */
export function pageFrame(page: {
  /** BCP 47. */
  readonly language: string;
  readonly title: string;
  readonly body: Html;
}): Html {
  return html`<!doctype html>
    <html lang="${page.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${page.title} · Batchwatch</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        <header class="bar"><span class="brand">Batchwatch</span></header>
        <main>${page.body}</main>
      </body>
    </html> `;
}

// In one piece, for its hash covers every blank, and a formatter of templates moves blanks.
const STYLE_ELEMENT = raw(`<style>${STYLE}</style>`);
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** What a page may do: show text in its one style, and send its forms home. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  // The address of a page may be a key of its own.
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
};
