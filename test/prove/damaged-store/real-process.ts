import { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { startFixture } from '../../support/process/fixture.ts';
import type { Damage } from './damages.ts';
import { writeStoreFiles } from './store-files.ts';

/**
 * Has the real program meet damaged stores that the code refuses.
 * @returns what went wrong; undefined when each was refused with 69 and a word on what to do.
 */
export async function meetByProcess(
  program: readonly string[],
  refused: readonly Damage[],
): Promise<string | undefined> {
  await using fixture = await startFixture();
  for (const { name, files } of refused) {
    for (const command of ['run', 'once', 'jobs'] as const) {
      writeStoreFiles(fixture.store, files);
      await using process = new BatchwatchProcess([command, '--config', fixture.config], { program });
      const { code } = await process.ended;
      // A command that only reads does not check all, and may show what is there.
      const isRight = code === 69 ? process.stderr.includes('hint: ') : command === 'jobs' && code === 0;
      if (!isRight) return `${command} on ${name}: exit code ${code}, ${process.stderr}`;
    }
  }
  return undefined;
}
