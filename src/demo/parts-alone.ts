import type { DemoContext } from './demo-context.ts';
import { introduceMailbox, introduceSimulator } from './introduction.ts';
import { writeAddress, type ListenAddress } from './listen/listen-address.ts';
import { writeScript } from './script/script.ts';
import { startMailbox } from './start-mailbox.ts';
import { startCloud, startScript } from './start-script.ts';

/** Starts the simulated service and its script, for a daemon that runs elsewhere. @throws DemoFault */
export async function startSimulatorAlone(listen: ListenAddress, context: DemoContext): Promise<void> {
  const { terminal, narrator } = context;
  const script = writeScript(terminal.newId);
  const cloud = await startCloud({ listen, script }, context);
  narrator.begin(introduceSimulator(cloud.url));
  startScript({ cloud, clock: terminal.clock }, script, context);
}

/** Starts the mail server and its page, for a daemon that runs elsewhere. @throws DemoFault, HttpFault */
export async function startMailboxAlone(
  addresses: { page: ListenAddress; smtp: ListenAddress },
  context: DemoContext,
): Promise<void> {
  const { smtp, url } = await startMailbox(addresses, context);
  context.narrator.begin(introduceMailbox({ page: url, smtp: writeAddress(smtp) }));
}
