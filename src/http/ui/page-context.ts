import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ErrorCodes } from '../../core/message/error-codes.ts';
import type { VendorPages } from '../../core/message/vendor-pages.ts';
import { DAY, formatLocal, toIso, type Instant } from '../../platform/time.ts';
import type { Principal, WebEnv } from '../auth/principal.ts';
import type { WebOptions } from '../options/web-options.ts';
import { pageWords } from '../locale/page-words.ts';
import type { PageWords } from '../locale/en.ts';
import type { Html } from '../base/html.ts';

/** Everything that each page is drawn with, also where a reader has only a signed link. */
export interface PageBasics {
  words: PageWords;
  timezone: string;
  errorCodes: ErrorCodes;
  vendorPages: VendorPages;
  now: Instant;
  /**
   * A moment in the configured zone, which the page names once, with UTC in its title. Beside its age the day is left
   * out of a moment within the last day.
   */
  time: (at: Instant, shown?: { isBesideAge: boolean }) => Html;
}

/** The reader and the settings that a page is drawn for. */
export interface PageContext extends PageBasics {
  principal: Principal;
  /** True when the page shows forms. */
  mayWrite: boolean;
  /** The address of a path of ours, as readers reach it: `/jobs` may stand below a prefix. */
  link: (path: string) => string;
}

export function pageBasics({ display, clock }: Pick<WebOptions, 'display' | 'clock'>): PageBasics {
  const { language, timezone, errorCodes, vendorPages } = display();
  const now = clock.now();
  return {
    words: pageWords(language),
    timezone,
    errorCodes,
    vendorPages,
    now,
    time: (at, { isBesideAge } = { isBesideAge: false }) => {
      const local = formatLocal(at, timezone);
      const shown = isBesideAge && Math.abs(now - at) < DAY ? local.replace(/^.* /, '') : local;
      const utc = toIso(at);
      return html`<time datetime="${utc}" title="${utc.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}"
        >${shown}</time
      >`;
    },
  };
}

export function pageContext(
  context: Context<WebEnv>,
  options: Pick<WebOptions, 'display' | 'clock'>,
): PageContext {
  const prefix = pagePrefix(options.display().publicUrl);
  const principal = context.get('principal');
  return {
    ...pageBasics(options),
    principal,
    mayWrite: principal.scopes.has('write'),
    link: (path) => `${prefix}${path}`,
  };
}

/** Returns the prefix of each path of ours, as readers reach it; often it is empty. */
export function pagePrefix(publicUrl: string): string {
  return new URL(publicUrl).pathname.replace(/\/$/, '');
}
