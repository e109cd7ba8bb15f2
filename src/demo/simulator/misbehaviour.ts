import type { IncomingHttpHeaders } from 'node:http';
import type { Duration } from '../../platform/time.ts';

/** A request as a rule for misbehaving sees it, and as the log keeps it. */
export interface LoggedRequest {
  method: string;
  path: string;
  query: Readonly<Record<string, string>>;
  headers: IncomingHttpHeaders;
  /** Counts the connections; requests over one kept-alive connection bear the same number. */
  connection: number;
  /** Undefined when no answer was given (a hang, a reset). */
  status: number | undefined;
}

/** Faults of the simulated service, on demand. */
export type Misbehaviour =
  | {
      kind: 'error';
      status: number;
      code: string;
      message?: string;
      headers?: Readonly<Record<string, string>>;
    }
  /** Any body at all, as it stands. */
  | {
      kind: 'verbatim';
      body: string | Uint8Array;
      status?: number;
      headers?: Readonly<Record<string, string>>;
    }
  /** The right page, cut off after so many bytes, with a length that fits. */
  | { kind: 'cut'; bytes: number }
  /** The right page, cut off by a closed connection. */
  | { kind: 'broken-off'; bytes: number }
  | { kind: 'html' }
  | { kind: 'empty' }
  | { kind: 'wrong-root' }
  | { kind: 'redirect'; location: string }
  /** Reads the request and never answers. */
  | { kind: 'hang' }
  /** One byte of the right page at a time. */
  | { kind: 'drip'; every: Duration }
  | { kind: 'reset' }
  | { kind: 'huge'; bytes: number }
  /** The right page with another `Date`; without one for the empty string. */
  | { kind: 'date'; date: string }
  /** The right page with another token: the one it was asked with, none, or always a new one. */
  | { kind: 'token'; token: 'repeated' | 'lost' | 'endless' }
  /** The last page that was answered before. */
  | { kind: 'stale' }
  /** The right page with every row twice. */
  | { kind: 'duplicated' };

/** Those that change what the page says; the others change what goes over the wire. */
export type PageMisbehaviour = Extract<Misbehaviour, { kind: 'token' | 'stale' | 'duplicated' }>;
export type WireMisbehaviour = Exclude<Misbehaviour, PageMisbehaviour | { kind: 'error' }>;

export function changesPage(behaviour: Misbehaviour): behaviour is PageMisbehaviour {
  return behaviour.kind === 'token' || behaviour.kind === 'stale' || behaviour.kind === 'duplicated';
}

/** The requests that meet a misbehaviour, and their number. */
export interface MisbehaviourScope {
  /** Default 1; `Infinity` until `behave()`. */
  times?: number;
  /** Default: every request. */
  when?: (request: LoggedRequest) => boolean;
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
