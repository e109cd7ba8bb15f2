import type { IncomingHttpHeaders } from 'node:http';
import type { Duration } from '../../platform/time.ts';

/** A request as a rule for misbehaving sees it, and as the log keeps it. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  /** Counts the connections; requests over one kept-alive connection bear the same number. */
  readonly connection: number;
  /** Undefined when no answer was given (a hang, a reset). */
  readonly status: number | undefined;
}

/** What the simulated service can do wrong, on demand. */
export type Misbehaviour =
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly code: string;
      readonly message?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Any body at all, as it stands. */
  | {
      readonly kind: 'verbatim';
      readonly body: string | Uint8Array;
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The right page, cut off after so many bytes, with a length that fits. */
  | { readonly kind: 'cut'; readonly bytes: number }
  /** The right page, cut off by a closed connection. */
  | { readonly kind: 'broken-off'; readonly bytes: number }
  | { readonly kind: 'html' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'wrong-root' }
  | { readonly kind: 'redirect'; readonly location: string }
  /** Reads the request and never answers. */
  | { readonly kind: 'hang' }
  /** One byte of the right page at a time. */
  | { readonly kind: 'drip'; readonly every: Duration }
  | { readonly kind: 'reset' }
  | { readonly kind: 'huge'; readonly bytes: number }
  /** The right page with another `Date`; without one for the empty string. */
  | { readonly kind: 'date'; readonly date: string }
  /** The right page with another token: the one it was asked with, none, or always a new one. */
  | { readonly kind: 'token'; readonly token: 'repeated' | 'lost' | 'endless' }
  /** The last page that was answered before. */
  | { readonly kind: 'stale' }
  /** The right page with every row twice. */
  | { readonly kind: 'duplicated' };

/** Those that change what the page says; the others change what goes over the wire. */
export type PageMisbehaviour = Extract<Misbehaviour, { kind: 'token' | 'stale' | 'duplicated' }>;
export type WireMisbehaviour = Exclude<Misbehaviour, PageMisbehaviour | { kind: 'error' }>;

export function changesPage(behaviour: Misbehaviour): behaviour is PageMisbehaviour {
  return behaviour.kind === 'token' || behaviour.kind === 'stale' || behaviour.kind === 'duplicated';
}

/** Which requests are met with a misbehaviour, and how many of them. */
export interface MisbehaviourScope {
  /** Default 1; `Infinity` until `behave()`. */
  readonly times?: number;
  /** Default: every request. */
  readonly when?: (request: LoggedRequest) => boolean;
}

/** Misbehaviours in waiting, first come first served. */
export class Misbehaviours {
  #waiting: { behaviour: Misbehaviour; left: number; when: (request: LoggedRequest) => boolean }[] = [];

  add(behaviour: Misbehaviour, { times = 1, when = () => true }: MisbehaviourScope): void {
    this.#waiting.push({ behaviour, left: times, when });
  }

  clear(): void {
    this.#waiting = [];
  }

  /** Takes the one that applies to this request. */
  take(request: LoggedRequest): Misbehaviour | undefined {
    const found = this.#waiting.find(({ when }) => when(request));
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.#waiting = this.#waiting.filter((item) => item !== found);
    return found.behaviour;
  }
}
