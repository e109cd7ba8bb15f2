import { loadConfig } from '../config/load.ts';
import { startDaemon, type Daemon } from '../app/daemon.ts';
import { createLogger } from '../platform/log.ts';
import { narrateLogLine } from './daemon-story.ts';
import { createChatsApp } from './chats/chats-app.ts';
import { type StartedVendors, startVendors } from './chats/start-vendors.ts';
import { DEMO_TIMEZONE, demoConfig } from './demo-config.ts';
import type { DemoContext } from './demo-context.ts';
import { DemoFiles } from './demo-files.ts';
import { withFreePort } from './listen/free-port.ts';
import { introduceWhole } from './introduction.ts';
import { writeAddress, type ListenAddress } from './listen/listen-address.ts';
import { writeScript } from './script/script.ts';
import type { SimulatedCloud } from './simulator/simulated-cloud.ts';
import { startMailbox } from './start-mailbox.ts';
import { startCloud, startScript } from './start-script.ts';

const ANY_PORT: ListenAddress = { host: '127.0.0.1', port: 0 };

/**
 * Starts all of it: the simulated service, the mailbox, the real daemon between them, and the script.
 * @throws DemoFault, HttpFault, StoreFault
 */
export async function startWholeDemo(
  addresses: {
    /** Of the daemon's HTTP server. */
    listen?: ListenAddress | undefined;
    /** Of the mailbox page. */
    mailbox?: ListenAddress | undefined;
    smtp?: ListenAddress | undefined;
  },
  context: DemoContext,
): Promise<void> {
  const { terminal, narrator, cleanups } = context;
  const files = new DemoFiles();
  cleanups.add('files', () => files[Symbol.dispose]());
  const script = writeScript(terminal.newId);
  const cloud = await startCloud({ listen: ANY_PORT, script }, context);
  const vendors = { en: await startChats(context), 'zh-CN': await startChats(context) };
  const chats = createChatsApp({ en: vendors.en.chats, 'zh-CN': vendors['zh-CN'].chats }, DEMO_TIMEZONE);
  const { smtp, url: mailbox } = await startMailbox(
    { page: addresses.mailbox ?? ANY_PORT, smtp: addresses.smtp ?? ANY_PORT, chats },
    context,
  );
  const listen = writeAddress(await withFreePort(addresses.listen ?? ANY_PORT));
  files.writeConfig(
    demoConfig({
      listen,
      publicUrl: `http://${listen}`,
      store: files.store,
      endpoint: cloud.url,
      smtp: { host: smtp.host, port: smtp.port },
      vendors: { en: vendors.en.url, 'zh-CN': vendors['zh-CN'].url },
    }),
  );
  const daemon = await startWatching(files, cloud, context);
  narrator.begin(introduceWhole({ files, mailbox, daemon: daemon.url, jobId: script.firstToFail.jobId }));
  startScript({ cloud, mailServer: smtp, clock: terminal.clock }, script, context);
}

/** Starts the vendors of chats whose readers read one language. @throws DemoFault */
async function startChats({ terminal, cleanups }: DemoContext): Promise<StartedVendors> {
  const vendors = await startVendors(terminal.clock);
  cleanups.add('stand-in for chats', async () => vendors[Symbol.asyncDispose]());
  return vendors;
}

/** Starts the daemon as `run` would, but for its log: that goes to a file, and the narrator says what matters in it. */
async function startWatching(files: DemoFiles, cloud: SimulatedCloud, context: DemoContext): Promise<Daemon> {
  const { terminal, narrator, cleanups, onBug } = context;
  const config = loadConfig({ path: files.config, env: terminal.env });
  const nameOf = (jobId: string) => cloud.jobs.get(jobId)?.name ?? jobId;
  const destination = {
    write(line: string) {
      files.appendLog(line);
      const narrated = narrateLogLine(line, nameOf);
      if (narrated !== undefined) narrator.narrate(narrated);
    },
  };
  const log = createLogger({ level: config.log.level, destination });
  const daemon = await startDaemon(config, { ...terminal, log });
  cleanups.add('daemon', () => daemon.stop());
  daemon.bug.catch(onBug);
  return daemon;
}
