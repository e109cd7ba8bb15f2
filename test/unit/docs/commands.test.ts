import { expect, it } from 'vitest';
import { markdownFiles, readPage } from '../../support/markdown.ts';
import { runInTerminal } from '../../support/process/test-terminal.ts';
import { TestClock } from '../../support/test-clock.ts';

async function helpOf(command: string[]): Promise<string> {
  const { out } = await runInTerminal([...command, '--help'], { clock: new TestClock() });
  return out;
}

/** The commands below `parents`, as the help lists them, each with those below it. */
async function commands(...parents: string[]): Promise<string[]> {
  const help = await helpOf(parents);
  const [, listed = ''] = help.split(/^Commands:$/m);
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

it.each(markdownFiles())(
  '%s shows only commands, options and choices that the program knows',
  async (page) => {
    const known = await commands();
    for (const line of shownCommands(readPage(page))) {
      const command = known.findLast((name) => `${line} `.startsWith(`${name} `));
      expect(command, line).toBeDefined();
      const help = await helpOf(command?.split(' ') ?? []);
      for (const [, option = '', value = ''] of line.matchAll(/(--[a-z-]+)(?: ([^-\s]\S*))?/g)) {
        expect(help, line).toContain(option);
        const [, choices] = new RegExp(`${option} <[^-]*\\(choices: (.*?)\\)`, 's').exec(help) ?? [];
        if (choices !== undefined) expect(choices, line).toContain(`"${value}"`);
      }
    }
  },
);

it('the search for shown commands sees them in a container and in a pipe, too', () => {
  expect(
    shownCommands('`batchwatch ack ID`; docker exec batchwatch batchwatch jobs --state Failed | head\n'),
  ).toEqual(['ack ID', 'jobs --state Failed']);
});

/** `docker exec batchwatch` also starts other programs of the container. */
function shownCommands(page: string): string[] {
  const commandLines = /\bbatchwatch (?!(?:batchwatch|node|rm) )([a-z][a-z-]*(?: [^\s`|)]+)*)/g;
  return [...page.matchAll(commandLines)].map(([, line = '']) => line);
}
