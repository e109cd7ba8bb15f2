import type { Context } from 'hono';
import { html } from 'hono/html';
import type { OwnAdvice } from '../../alerts/error-codes.ts';
import { formatInstant, type Instant } from '../../time.ts';
import type { Principal, WebEnv } from '../access/principal.ts';
import type { WebParts } from '../web-parts.ts';
import { pageWords } from '../words.ts';
import type { PageWords } from '../words/catalogue.ts';
import type { Html } from './html.ts';

/** What a page is drawn for: who looks, when, and how they want it. */
export interface PageContext {
  readonly words: PageWords;
  readonly timezone: string;
  /** What the operator wrote about error codes, by code. */
  readonly errorCodes: Readonly<Record<string, OwnAdvice>>;
  readonly now: Instant;
  readonly principal: Principal;
  /** Where forms are shown. */
  readonly mayWrite: boolean;
  /** The address of a path of ours, as readers reach it: `/jobs` may stand below a prefix. */
  readonly link: (path: string) => string;
  /** A moment in the configured zone, with UTC in its title. */
  readonly time: (at: Instant) => Html;
}

export function pageContext(context: Context<WebEnv>, { manners, clock }: WebParts): PageContext {
  const { language, timezone, publicUrl, errorCodes } = manners();
  const prefix = pagePrefix(publicUrl);
  const principal = context.get('principal');
  return {
    words: pageWords(language),
    timezone,
    errorCodes,
    now: clock.now(),
    principal,
    mayWrite: principal.scopes.has('write'),
    link: (path) => `${prefix}${path}`,
    time: (at) => {
      const utc = new Date(at).toISOString();
      return html`<time datetime="${utc}" title="${utc.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}"
        >${formatInstant(at, timezone)}</time
      >`;
    },
  };
}

/** What stands before each path of ours, as readers reach it; empty where nothing does. */
export function pagePrefix(publicUrl: string): string {
  return new URL(publicUrl).pathname.replace(/\/$/, '');
}
