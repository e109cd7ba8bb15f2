import type { CodeNote } from '../../../render/content/code-notes.ts';
import { SIGNATURE } from './flow-text.ts';
import type { Detail } from '../../../render/content/job-details.ts';
import type { JobView } from '../../../render/content/job-view.ts';
import type { MessageContent } from '../../../render/content/message-content.ts';
import type { Words } from '../../../render/locale/en.ts';

/**
 * Lays `content` out as plain text with CRLF line ends, not yet broken into short lines. What is new comes first. Every listed job is one line with its
 * id and state.
 */
export function renderText(content: MessageContent): string {
  const { words } = content;
  const all = [
    [content.summary, ...content.intro],
    ...(content.only === undefined ? groupBlocks(content) : singleBlocks(content, content.only)),
    content.advice,
    ...content.codes.map((note) => codeLines(note, words)),
    titled(words.commands.lookFurther, content.commands),
    content.links.map(({ label, url }) => words.lines.link(label, url)),
    [SIGNATURE, ...content.footer],
  ];
  const lines = all.filter((block) => block.length > 0).map((block) => block.join('\r\n'));
  return `${lines.join('\r\n\r\n')}\r\n`;
}

function singleBlocks(content: MessageContent, only: JobView): readonly (readonly string[])[] {
  const details = detailLines([...only.details, ...content.details], content.words);
  return [[jobLine(only), ...details], acknowledgeLines(content)];
}

function groupBlocks(content: MessageContent): readonly (readonly string[])[] {
  const { words } = content;
  return [
    detailLines(content.details, words),
    // Above the list: after two hundred rows nobody would find it.
    content.leftOut,
    acknowledgeLines(content),
    content.listTitle === '' ? [] : [content.listTitle],
    ...jobBlocks(content.jobs, words),
  ];
}

function acknowledgeLines({ acknowledge, words }: MessageContent): readonly string[] {
  if (acknowledge === undefined) return [];
  const { command, link } = acknowledge;
  return [
    ...titled(words.commands.acknowledge, [command]),
    ...(link === undefined ? [] : [words.lines.link(link.label, link.url)]),
  ];
}

function codeLines({ means, action, link }: CodeNote, { lines }: Words): readonly string[] {
  return [
    means,
    ...(action === '' ? [] : [action]),
    ...(link === undefined ? [] : [lines.link(link.label, link.url)]),
  ];
}

/** Each command on a line of its own, without a blank before it, so that a double click takes it whole. */
function titled(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines];
}

function jobBlocks(jobs: readonly JobView[], words: Words): readonly (readonly string[])[] {
  if (jobs.some(({ details }) => details.length > 0)) {
    return jobs.map((job) => [jobLine(job), ...detailLines(job.details, words).map((line) => `  ${line}`)]);
  }
  return [jobs.flatMap((job) => [rowLine(job), ...linesBelow(job)])];
}

function linesBelow({ cause, ended }: JobView): readonly string[] {
  return [ended, cause].filter((text) => text !== '').map((text) => `        ${text}`);
}

function jobLine({ state, jobId, name }: JobView): string {
  return `${state.padEnd(STATE_WIDTH)}  ${jobId}  ${name}`.trimEnd();
}

function rowLine(job: JobView): string {
  return `${job.state.padEnd(STATE_WIDTH)}  ${job.since}  ${job.jobId}  ${job.name}`.trimEnd();
}

function detailLines(details: readonly Detail[], words: Words): readonly string[] {
  return details.map(({ label, value }) => words.lines.detail(label, value));
}

/** As wide as `Failed`. */
const STATE_WIDTH = 6;
