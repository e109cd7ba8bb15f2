import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import type { Decision } from '../../../src/core/rule/decide.ts';
import type { KnownJob } from '../../../src/core/job/job.ts';
import type { Transition } from '../../../src/core/job/transition.ts';
import { recordHistory } from '../../../src/store/jobs/history.ts';
import { saveJobs } from '../../../src/store/jobs/jobs.ts';
import { registerTarget } from '../../../src/store/jobs/targets.ts';
import { TemporaryStore } from './temporary-store.ts';
import { runInTerminal } from '../process/test-terminal.ts';

/** An open store with a configuration beside it, for the commands that look. */
export class StoreFixture extends TemporaryStore {
  readonly #config = this.file('batchwatch.yaml');

  /** With these changes to the configuration. */
  constructor(changes: object = {}) {
    super();
    const target = { bucket: 'examplebucket-1250000000', region: 'ap-beijing' };
    const document = {
      timezone: 'Asia/Shanghai',
      storage: { url: `sqlite:${this.path}` },
      credentials: { default: { secretId: 'EXAMPLE-ID', secretKey: 'EXAMPLE-KEY' } },
      targets: [
        { name: 'media', ...target },
        { name: 'archive', ...target },
      ],
      smtp: { host: '127.0.0.1', port: 9, security: 'none', from: 'batchwatch@example.com' },
      receivers: [{ name: 'oncall', email: { to: ['oncall@example.com'] } }],
    };
    writeFileSync(this.#config, stringify({ ...document, ...changes }));
  }

  /** Runs a command on the store. */
  run(...args: string[]) {
    return runInTerminal([...args, '--config', this.#config], this);
  }

  /** Keeps a job as a poll of its target would, with the transition to its state and what was decided. */
  async keep(
    job: KnownJob,
    story: {
      target?: string;
      transition?: Partial<Transition>;
      decisions?: readonly Partial<Decision>[];
    } = {},
  ): Promise<void> {
    const { target = 'media', transition, decisions = [] } = story;
    const seen: Transition = {
      jobId: job.jobId,
      from: undefined,
      to: job.state,
      observedAt: job.changedAt,
      since: job.stateSince,
      previousSince: undefined,
      baseline: false,
      ...transition,
    };
    const decided = decisions.map((decision) => ({ ...DECISION, ...decision }));
    await this.store.write(async (trx) => {
      await registerTarget(trx, { name: target, bucket: 'b', region: 'r', scope: 's' });
      const rows = await saveJobs(trx, target, [job]);
      const transitions = [{ transition: seen, decisions: decided }];
      await recordHistory(trx, { target, pollId: 'p1', rows, transitions, observations: [] });
    });
  }
}

const DECISION: Decision = {
  outcome: 'notify',
  reason: 'first-seen',
  rule: 'failures',
  receiver: 'oncall',
  severity: 'critical',
  group: { key: '["media","Failed",""]', labels: { target: 'media', state: 'Failed', code: '' } },
};
