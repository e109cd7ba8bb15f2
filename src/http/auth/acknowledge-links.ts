import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { signingKey } from '../../store/settings/signing-keys.ts';
import type { Store } from '../../store/store.ts';
import { DAY, SECOND, type Duration, type Instant } from '../../platform/time.ts';

/** The life of a link. Each later mail brings a new one. */
export const LINK_LIFE: Duration = 7 * DAY;

/** Made once per store, so that links outlive restarts. @throws StoreFault */
export async function openAcknowledgeLinks(store: Store): Promise<AcknowledgeLinks> {
  return new AcknowledgeLinks(await store.write((trx) => signingKey(trx, 'links')));
}

/** The content of a link. Nothing of it is true before it is checked. */
export interface AcknowledgeLink {
  incident: string;
  /** The receiver that would acknowledge. */
  for: string;
  /** Seconds since 1970, in digits. */
  until: string;
  signature: string;
}

/**
 * Makes and checks the links with which a receiver acknowledges an incident. A link allows nothing else, and it
 * expires. It names the incident, the receiver and its end, and is signed with a key that only the store has.
 */
export class AcknowledgeLinks {
  readonly purpose = 'links';
  #key: KeyObject;

  constructor(key: Buffer) {
    this.#key = createSecretKey(key);
  }

  /** Links that another key signed are forged from then on. */
  useKey(key: Buffer): boolean {
    const next = createSecretKey(key);
    const isOther = !next.equals(this.#key);
    this.#key = next;
    return isOther;
  }

  /** The link below `publicUrl` for a receiver of the incident. */
  url(publicUrl: string, link: { incident: string; receiver: string; now: Instant }): string {
    const { incident, receiver, now } = link;
    const until = String(Math.floor((now + LINK_LIFE) / SECOND));
    const signature = this.#sign({ incident, for: receiver, until });
    const query = new URLSearchParams({ until, for: receiver, signature });
    return `${publicUrl}/incidents/${encodeURIComponent(incident)}/acknowledge?${query.toString()}`;
  }

  check(link: AcknowledgeLink, now: Instant): 'valid' | 'expired' | 'forged' {
    const expected = Buffer.from(this.#sign(link));
    const given = Buffer.from(link.signature);
    // The length of a signature is no secret; only its bytes must take the same time whatever they are.
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) return 'forged';
    return now < Number(link.until) * SECOND ? 'valid' : 'expired';
  }

  #sign({ incident, for: receiver, until }: Omit<AcknowledgeLink, 'signature'>): string {
    const signed = JSON.stringify(['acknowledge', incident, receiver, until]);
    return createHmac('sha256', this.#key).update(signed).digest('base64url');
  }
}
