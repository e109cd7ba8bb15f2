import type { Instant } from '../../platform/time.ts';
import type { ChatPost, VendorAnswer, VendorApp } from '../vendors/vendor-app.ts';
import { VENDOR_APPS } from '../vendors/vendor-apps.ts';

/** As many of each vendor as a demo that runs for days should hold in memory. */
const KEPT = 50;

/** The messages that each vendor took. */
export class Chats {
  readonly #posts = new Map<VendorApp, readonly ChatPost[]>(VENDOR_APPS.map((app) => [app, []]));
  #count = 0;

  /** Takes a request as its vendor does. `undefined` when no vendor reads it. */
  take({
    path,
    body,
    receivedAt,
  }: {
    path: string;
    body: string;
    receivedAt: Instant;
  }): VendorAnswer | undefined {
    const [app] = VENDOR_APPS.filter((one) => path.startsWith(one.path)).toSorted(
      (one, other) => other.path.length - one.path.length,
    );
    if (app?.reads(body) !== true) return undefined;
    this.#count += 1;
    const post = { number: this.#count, body, receivedAt };
    this.#posts.set(app, [...this.postsOf(app), post].slice(-KEPT));
    return app.answer(post);
  }

  /** Returns the messages that a vendor took, oldest first. */
  postsOf(app: VendorApp): readonly ChatPost[] {
    return this.#posts.get(app) ?? [];
  }
}
