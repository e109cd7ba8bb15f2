import { expect, it } from 'vitest';
import { readPage } from '../../support/markdown.ts';
import { runInTerminal } from '../../support/test-terminal.ts';
import { TestClock } from '../../support/test-clock.ts';

/** The commands below `parents`, as the help lists them, each with those below it. */
async function commands(...parents: string[]): Promise<string[]> {
  const { out } = await runInTerminal([...parents, '--help'], { clock: new TestClock() });
  const [, listed = ''] = out.split(/^Commands:$/m);
  const names = [...listed.matchAll(/^ {2}([a-z-]+)/gm)].flatMap(([, name = '']) =>
    name === 'help' ? [] : [name],
  );
  const all = await Promise.all(
    names.map(async (name) => [[...parents, name].join(' '), ...(await commands(...parents, name))]),
  );
  return all.flat();
}

it('docs/cli.md names every command', async () => {
  const page = readPage('docs/cli.md');
  const known = await commands();
  expect(known).toContain('silence expire');
  // `silence` alone does nothing.
  expect(known.filter((name) => name !== 'silence' && !page.includes(`\`${name}`))).toEqual([]);
});

it('docs/security.md places `enrich` where the configuration has it', () => {
  expect(readPage('docs/security.md')).toContain('where a target says `enrich: [failedObjects]`');
});
