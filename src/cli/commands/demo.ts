import { Cleanups } from '../../platform/cleanups.ts';
import type { DemoContext } from '../../demo/demo-context.ts';
import { readListenAddress, type ListenAddress } from '../../demo/listen/listen-address.ts';
import { Narrator } from '../../demo/narrator.ts';
import { startMailboxAlone, startSimulatorAlone } from '../../demo/parts-alone.ts';
import { startWholeDemo } from '../../demo/whole-demo.ts';
import { createLogger } from '../../platform/log.ts';
import { SECOND, type Duration } from '../../platform/time.ts';
import { EXIT } from '../exit/exit-code.ts';
import type { Terminal } from '../../platform/terminal.ts';

/** The options of `batchwatch demo`; each address is `HOST:PORT` as it was typed. */
export interface DemoOptions {
  /** Runs this part alone, for a daemon elsewhere. */
  only?: 'simulator' | 'mailbox';
  /** The address of the daemon's HTTP server; with `only`, that of this part. */
  listen?: string;
  /** The address of the mailbox page, beside a daemon. */
  mailbox?: string;
  smtp?: string;
}

/** Docker waits ten seconds before it kills. */
const STOP_DEADLINE: Duration = 9 * SECOND;

/**
 * `batchwatch demo`: the whole thing against a simulated Tencent CI, with a mailbox and chats that show each message, until it is
 * asked to stop. @returns the exit code. @throws DemoFault, HttpFault, StoreFault
 */
export async function demo(options: DemoOptions, terminal: Terminal): Promise<number> {
  const addresses = readAddresses(options);
  if (typeof addresses === 'string') {
    terminal.err(
      `error: ${addresses}\nhint: write HOST:PORT, e.g. 127.0.0.1:8025; port 0 takes a free one\n`,
    );
    return EXIT.usage;
  }
  const cleanups = new Cleanups();
  const bug = Promise.withResolvers<never>();
  bug.promise.catch(() => undefined);
  const context = { terminal, narrator: new Narrator(terminal), cleanups, onBug: bug.reject };
  try {
    await start(options.only, addresses, context);
    await Promise.race([terminal.stopRequested, bug.promise]);
    return EXIT.done;
  } finally {
    const log = createLogger({ level: 'warn', destination: { write: terminal.err } });
    await cleanups.run({ deadline: STOP_DEADLINE, clock: terminal.clock, log });
  }
}

interface Addresses {
  listen?: ListenAddress | undefined;
  mailbox?: ListenAddress | undefined;
  smtp?: ListenAddress | undefined;
}

/** The addresses, or what is wrong with one of them. */
function readAddresses({ listen, mailbox, smtp }: DemoOptions): Addresses | string {
  const addresses: Record<string, ListenAddress> = {};
  for (const [name, text] of Object.entries({ listen, mailbox, smtp })) {
    if (text === undefined) continue;
    const address = readListenAddress(text);
    if (address === undefined) return `--${name} ${text} is not an address`;
    addresses[name] = address;
  }
  return addresses;
}

async function start(only: DemoOptions['only'], addresses: Addresses, context: DemoContext): Promise<void> {
  const anyPort = { host: '127.0.0.1', port: 0 };
  const { listen = anyPort, smtp = anyPort } = addresses;
  switch (only) {
    case 'simulator':
      return startSimulatorAlone(listen, context);
    case 'mailbox':
      return startMailboxAlone({ page: listen, smtp }, context);
    case undefined:
      return startWholeDemo(addresses, context);
  }
}
