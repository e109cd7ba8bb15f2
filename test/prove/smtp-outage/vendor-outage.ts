import type { VendorAnswer } from '../../support/vendors/vendor-answer.ts';
import type { Way } from '../channels/destinations.ts';
import type { StandInFault, StandInScript } from '../channels/stand-ins.ts';

/** Nobody knows what became of a message then, and it waits for 15 minutes. So many times each at a destination. */
const MOST_UNSURE = 2;

/** The name of the destination that never answers. */
export const SILENT = 'silent-teams';

/** Lets the vendors be out in their own ways: each destination in another one at each step. */
export class VendorOutage {
  /** Faults that the program met. */
  met = 0;
  readonly #chance: () => number;
  readonly #unsure = new Map<string, number>();
  /** The fault of each destination in this step. `undefined`: all but the silent one are well. */
  #faults: Map<string, StandInFault> | undefined;

  /** @param chance a number from 0 up to 1. */
  constructor(chance: () => number) {
    this.#chance = chance;
  }

  /** The script of the stand-ins. */
  readonly script: StandInScript = ({ way, recipient }) => {
    if (way.name === SILENT) return { do: 'hang' };
    if (this.#faults === undefined) return undefined;
    this.met += 1;
    const fault = this.#faults.get(recipient) ?? this.#draw(way);
    this.#faults.set(recipient, fault);
    return this.#isFlood(fault, recipient) ? DOWN : fault;
  };

  /** Each destination is out in a new way from now on. */
  next(): void {
    this.#faults = new Map();
  }

  /** All but the silent one are well from now on. */
  end(): void {
    this.#faults = undefined;
  }

  #draw(way: Way): StandInFault {
    const kinds = faultsOf(way);
    return kinds[Math.floor(this.#chance() * kinds.length)] ?? DOWN;
  }

  #isFlood(fault: StandInFault, recipient: string): boolean {
    if (fault.do === 'answer' && (fault.answer.status ?? 200) >= 300) return false;
    const times = (this.#unsure.get(recipient) ?? 0) + 1;
    this.#unsure.set(recipient, times);
    return times > MOST_UNSURE;
  }
}

const DOWN: StandInFault = { do: 'answer', answer: { status: 503, body: 'down' } };

/** Success by the status, and by nothing else. */
const UNCLEAR: readonly VendorAnswer[] = [
  { body: {} },
  { body: '' },
  { body: '<!doctype html><title>Sign in to this Wi-Fi</title>' },
];

/** Its throttles, its silence, lost connections, a server that is down; and where 200 is not enough, answers that say nothing. */
function faultsOf({ vendor }: Way): readonly StandInFault[] {
  const answers = [
    ...Object.values(vendor.throttled),
    ...Object.values(vendor.throttledFor),
    ...Object.values(vendor.unknown),
    { status: 500, body: 'oops' },
    { status: 502, body: '<html>Bad gateway</html>' },
    ...(vendor.without['{}'] === undefined ? UNCLEAR : []),
  ];
  return [
    ...answers.map((answer) => ({ do: 'answer', answer }) as const),
    { do: 'hang' },
    { do: 'reset' },
    DOWN,
  ];
}
