import { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { startFixture, type Fixture } from '../../support/process/fixture.ts';
import type { LoggedRequest } from '../../../src/demo/simulator/misbehaviour.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { systemClock } from '../../../src/platform/time.ts';
import { jobIdOf } from '../job-ids.ts';
import { readStoreFiles, writeStoreFiles, type StoreFiles } from './store-files.ts';

/** The store of a daemon that had lived a little. */
export interface LivedStore {
  /** As a SIGKILL left it, in the middle of a poll: the journal holds most of it. */
  killed: StoreFiles;
  /** The same, after the journal was folded into the file. */
  closed: StoreFiles;
}

const STATES = ['Submitted', 'Running', 'Pause', 'Success', 'Failed', 'Cancel'] as const;
const JOBS = 36;
const PAGE = 12;

/**
 * Lets the real program make a store: jobs in every state, messages sent, waiting for a mail server that says
 * later, and refused for good; and decisions that wait for the end of a poll, for the program is killed in it.
 */
export async function makeLivedStore(program: readonly string[]): Promise<LivedStore> {
  await using fixture = await startFixture({
    smtp: {
      script: ({ phase, recipient }) => {
        if (phase !== 'rcpt') return undefined;
        if (recipient === 'later@example.com') return { do: 'reply', code: 451, text: 'come back later' };
        if (recipient === 'gone@example.com') return { do: 'reply', code: 550, text: 'no such user' };
        return undefined;
      },
    },
  });
  const to = ['oncall@example.com', 'later@example.com', 'gone@example.com'];
  fixture.configure({ to, target: { pageSize: PAGE } });
  const begun = Date.now();
  for (let number = 0; number < JOBS; number += 1) {
    const state = STATES[number % STATES.length] ?? 'Running';
    fixture.cloud.put({
      jobId: jobIdOf(number),
      name: 'nightly',
      state,
      creationTime: begun - JOBS * 1000 + number * 1000,
    });
  }
  await using daemon = new BatchwatchProcess(['run', '--config', fixture.config], { program });
  await daemon.line('poll complete');
  for (const [index, number] of [13, 19, 25].entries()) {
    await fail(fixture, daemon, jobIdOf(number));
    // The summary of the first read went before them.
    await daemon.times('notification refused for good', index + 2);
  }
  await killWithinPoll(fixture, daemon);
  const killed = readStoreFiles(fixture.store);
  const folded = fixture.directory.file('folded.db');
  writeStoreFiles(folded, killed);
  await openSqliteStore({ path: folded, clock: systemClock }).close();
  return { killed, closed: readStoreFiles(folded) };
}

async function fail(fixture: Fixture, daemon: BatchwatchProcess, jobId: string): Promise<void> {
  fixture.cloud.move(jobId, 'Failed', { code: 'InvalidInput', message: 'the input cannot be read' });
  await daemon.line('job transition', (line) => line['job_id'] === jobId);
}

/** Its first page has two failures. The second page never comes. */
async function killWithinPoll(fixture: Fixture, daemon: BatchwatchProcess): Promise<void> {
  const behindFirst = { times: Infinity, when: isBehindFirstPage };
  fixture.cloud.misbehave({ kind: 'hang' }, behindFirst);
  await fail(fixture, daemon, jobIdOf(1));
  await daemon.kill('SIGKILL');
}

function isBehindFirstPage({ query }: LoggedRequest): boolean {
  return 'nextToken' in query;
}
