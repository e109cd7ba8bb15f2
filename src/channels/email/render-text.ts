import type { Fact } from './job-facts.ts';
import type { JobView, MailContent } from './mail-content.ts';

/** Lays `content` out as plain text with CRLF line ends; every listed job is one line with its id and state. */
export function renderText(content: MailContent): string {
  const [only, ...others] = content.jobs;
  const single = only !== undefined && others.length === 0 && only.facts.length > 0;
  const blocks = single
    ? [[jobLine(only)], content.intro, factLines([...content.facts, ...only.facts])]
    : [
        [content.headline],
        content.intro,
        factLines(content.facts),
        content.leftOut,
        ...jobBlocks(content.jobs),
      ];
  const all = [
    ...blocks,
    content.advice,
    content.commands.length === 0 ? [] : ['Look further:', ...content.commands.map((line) => `  ${line}`)],
    content.links.map(({ label, url }) => `${label}: ${url}`),
    content.footer,
  ];
  const lines = all.filter((block) => block.length > 0).map((block) => block.join('\r\n'));
  return `${lines.join('\r\n\r\n')}\r\n`;
}

function jobBlocks(jobs: readonly JobView[]): readonly (readonly string[])[] {
  if (jobs.some(({ facts }) => facts.length > 0)) {
    return jobs.map((job) => [jobLine(job), ...factLines(job.facts).map((line) => `  ${line}`)]);
  }
  return [jobs.flatMap((job) => [rowLine(job), ...(job.cause === '' ? [] : [`        ${job.cause}`])])];
}

function jobLine({ state, jobId, name }: JobView): string {
  return `${state.padEnd(STATE_WIDTH)}  ${jobId}  ${name}`.trimEnd();
}

function rowLine(job: JobView): string {
  return `${job.state.padEnd(STATE_WIDTH)}  ${job.since}  ${job.jobId}  ${job.name}`.trimEnd();
}

function factLines(facts: readonly Fact[]): readonly string[] {
  return facts.map(({ label, value }) => `${label.padEnd(LABEL_WIDTH)}  ${value}`);
}

/** As wide as `Failed`, as wide as `Operation`. */
const STATE_WIDTH = 6;
const LABEL_WIDTH = 9;
