import { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { startFixture } from '../../support/process/fixture.ts';
import { jobIdOf } from '../job-ids.ts';

/** Starts the program twice on one store. @returns what went wrong; undefined when nothing did. */
export async function startTwice(program: readonly string[]): Promise<string | undefined> {
  await using fixture = await startFixture();
  await using first = new BatchwatchProcess(['run', '--config', fixture.config], { program });
  await first.line('poll complete');
  for (const command of ['run', 'once']) {
    await using second = new BatchwatchProcess([command, '--config', fixture.config], { program });
    const isTaken = await Promise.race([
      second.ended.then(() => false),
      second.line('store opened').then(
        () => true,
        () => false,
      ),
    ]);
    if (isTaken) return `a second ${command} opened the store`;
    const { code } = await second.ended;
    const isClear =
      second.stderr.includes('in use by another Batchwatch') && second.stderr.includes('hint: ');
    if (code !== 69 || !isClear) return `a second ${command}: exit code ${code}, ${second.stderr}`;
  }
  const failures = first.lines.filter(({ level }) => level === 'error' || level === 'fatal');
  if (failures.length > 0) return `the first was disturbed: ${JSON.stringify(failures[0])}`;
  fixture.cloud.put({ jobId: jobIdOf(1), name: 'nightly', state: 'Failed', creationTime: Date.now() });
  await first.line('notification delivered');
  return undefined;
}
