import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { PageContext } from './page-context.ts';
import { PAGE_STYLE } from './browser-assets.ts';
import type { Html } from '../base/html.ts';
import { SECTIONS, type Section } from '../locale/sections.ts';

/** The frame of all pages for people. */
export function pageFrame(page: {
  /** BCP 47. */
  language: string;
  title: string;
  body: Html;
  /** Absent on what a signed link opens: who holds it may see nothing else. */
  bar?: { context: PageContext; current?: Section };
  /** Of a page without a bar: names the zone of its times; absent where it shows none. */
  zone?: string;
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
        ${page.bar && html`<script src="${page.bar.context.link('/assets/page.js')}" defer></script>`}
      </head>
      <body${page.bar ? raw(' class="wide"') : ''}>
        <header class="bar">${page.bar ? barOf(page.bar) : html`<span class="brand">Batchwatch ${zoneOf(page.zone)}</span>`}</header>
        <main id="main">${page.body}</main>
      </body>
    </html> `;
}

/** A page with the bar, in which `current` is marked. */
export function barPage(
  context: PageContext,
  { title, body, current }: { title: string; body: Html; current?: Section },
): Html {
  const bar = { context, ...(current && { current }) };
  return pageFrame({ language: context.words.tag, title, body, bar });
}

/** Says in one card how things stand; `more` stands below. */
export function messageCard(
  { title, text }: { title: string; text: Html | string },
  more: Html | '' = '',
): Html {
  return html`<div class="card">
    <h1>${title}</h1>
    <p>${text}</p>
    ${more}
  </div>`;
}

function barOf({ context, current }: { context: PageContext; current?: Section }): Html {
  const { words, link, principal } = context;
  return html`<a class="skip" href="#main">${words.bar.skip}</a>
    <a class="brand" href="${link('/')}">Batchwatch</a>
    <nav aria-label="${words.bar.label}">
      ${SECTIONS.map((section) => {
        const here = section === current ? raw(' aria-current="page"') : '';
        return html`<a href="${link(section === 'now' ? '/' : `/${section}`)}" ${here}
          >${words.bar.sections[section]}</a
        > `;
      })}
    </nav>
    ${zoneOf(words.zone(context.timezone))}
    ${principal.name === '' ? '' : html`<span class="dim who"><bdi>${principal.name}</bdi></span>`}
    ${
      principal.session === true &&
      html`<form class="sign-out" method="post" action="${link('/logout')}">
        <button type="submit">${words.access.signOut}</button>
      </form>`
    }`;
}

function zoneOf(zone: string | undefined): Html | '' {
  return zone === undefined ? '' : html`<span class="dim zone">${zone}</span>`;
}

// In one piece, for its hash covers every blank, and a formatter of templates moves blanks.
const STYLE_ELEMENT = raw(`<style>${PAGE_STYLE}</style>`);
const STYLE_HASH = createHash('sha256').update(PAGE_STYLE).digest('base64');

const SHOW_TEXT = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;
const SHUT: Readonly<Record<string, string>> = {
  // The address of a page may be a key of its own.
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

/** The headers of pages that a signed link opens. They may show text in their one style, and send forms home. */
export const SEALED_HEADERS = { ...SHUT, 'Content-Security-Policy': SHOW_TEXT };

/** The headers of all other pages. They may also run our one script, and talk to nobody but us. */
export const PAGE_HEADERS = {
  ...SHUT,
  // Not `no-referrer`, for then a browser calls the origin of our own forms `null`, and they are taken for another site's.
  'Referrer-Policy': 'same-origin',
  'Content-Security-Policy': `${SHOW_TEXT}; script-src 'self'; connect-src 'self'`,
};
