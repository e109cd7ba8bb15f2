import { startFixture, type ConfigChanges, type Fixture } from '../support/process/fixture.ts';
import { startPromptMailbox, type PromptMailbox } from './prompt-mailbox.ts';

/** A fixture whose mail server answers before it reads, and whose simulated cloud tells when it is asked. */
export interface BenchFixture extends Fixture {
  mailbox: PromptMailbox;
  /** Called with the query as each list request arrives, before it is answered. */
  onRequest: (query: Readonly<Record<string, string>>) => void;
}

/** Never due while the bench runs: such a daemon polls once, when it starts. */
export const ONCE = '0 0 0 1 1 *';

export async function startBenchFixture(): Promise<BenchFixture> {
  const fixture = await startFixture();
  const mailbox = await startPromptMailbox();
  const measured: BenchFixture = {
    ...fixture,
    mailbox,
    onRequest: () => {},
    configure: (changes: ConfigChanges) =>
      fixture.configure({
        ...changes,
        target: { requestsPerSecond: 100_000, ...changes.target },
        smtp: { port: mailbox.port, maxPerMinute: 100_000, ...changes.smtp },
      }),
    async [Symbol.asyncDispose]() {
      await fixture[Symbol.asyncDispose]();
      await mailbox[Symbol.asyncDispose]();
    },
  };
  // Asked of every request, never true: a rule for misbehaving sees a request before it is answered.
  const when = ({ query }: { query: Readonly<Record<string, string>> }) => {
    measured.onRequest(query);
    return false;
  };
  fixture.cloud.misbehave({ kind: 'empty' }, { times: Infinity, when });
  measured.configure({});
  return measured;
}
