import { severityWord } from '../../../render/words/severity-words.ts';
import type { CodeNote } from '../../../render/content/code-notes.ts';
import {
  badge,
  BREAK,
  button,
  caption,
  commandLines,
  detailTable,
  idLine,
  linkLine,
  listTitle,
  notice,
  section,
  sentence,
  title,
} from './html-blocks.ts';
import { renderHtmlPage } from './html-page.ts';
import type { JobView } from '../../../render/content/job-view.ts';
import type { MessageContent } from '../../../render/content/message-content.ts';
import { type Markup, markup } from '../../../platform/text/markup.ts';
import {
  CALM_COLOR,
  RECOVERED_COLOR,
  PARTIAL_COLOR,
  severityColor,
  stateClass,
  stateColor,
} from './state-colors.ts';

/**
 * Lays `content` out as one HTML page for mail clients: nested tables and inline styles (Outlook knows
 * little else), nothing loaded from outside, links only where Batchwatch made them.
 */
export function renderHtml(content: MessageContent): string {
  const { only, words } = content;
  const details = only === undefined ? content.details : [...only.details, ...content.details];
  return renderHtmlPage({
    language: words.tag,
    title: content.subject,
    accent: accentOf(content),
    sections: [
      section(
        markup`${badges(content)}${title(content.headline)}${only === undefined ? '' : idLine(only.jobId)}`,
      ),
      ...content.intro.map(sentence),
      ...(details.length === 0 ? [] : [detailTable(details)]),
      // Both above the list: after two hundred rows nobody would find them.
      ...content.leftOut.map(sentence),
      ...acknowledgement(content),
      ...(only === undefined ? jobSections(content) : []),
      ...content.advice.map(notice),
      ...content.codes.map(codeNotice),
      ...furtherCommands(content),
      ...(content.links.length === 0 ? [] : [linkLine(content.links)]),
    ],
    footer: content.footer,
  });
}

function accentOf({ isOver, isRecovered, isPartial, states, severity }: MessageContent): string {
  if (isOver) return isRecovered ? RECOVERED_COLOR : CALM_COLOR;
  if (isPartial) return PARTIAL_COLOR;
  const [worst] = states;
  return worst === undefined ? severityColor(severity) : stateColor(worst);
}

/** States of a job whose part is over are grey. */
function badges({
  mark,
  isOver,
  isRecovered,
  states,
  isCondition,
  severity,
  words,
}: MessageContent): readonly Markup[] {
  const first = mark === '' ? [] : [badge(mark, isRecovered ? RECOVERED_COLOR : CALM_COLOR)];
  // A mail about no job has the colour of its severity.
  const grave = isCondition
    ? [badge(severityWord(severity, words.tag), isOver ? CALM_COLOR : severityColor(severity))]
    : [];
  const shown = states.map((state) => badge(state, isOver ? CALM_COLOR : stateColor(state)));
  return [...first, ...grave, ...shown];
}

function acknowledgement({ acknowledge, words }: MessageContent): readonly Markup[] {
  if (acknowledge === undefined) return [];
  const { command, link } = acknowledge;
  return [
    caption(words.commands.acknowledge),
    ...(link === undefined ? [] : [button(link)]),
    commandLines([command]),
  ];
}

function furtherCommands({ commands, words }: MessageContent): readonly Markup[] {
  return commands.length === 0 ? [] : [caption(words.commands.lookFurther), commandLines(commands)];
}

function jobSections(content: MessageContent): readonly Markup[] {
  const { jobs } = content;
  if (jobs.length === 0) return [];
  const head = content.listTitle === '' ? [] : [listTitle(content.listTitle)];
  const inFull = jobs.some(({ details }) => details.length > 0);
  return [...head, ...(inFull ? jobs.flatMap((job) => jobInFull(job, content)) : [jobRows(content)])];
}

/** A row is kept short: two hundred of them must fit into one mail. The table carries what all share. */
function jobRows({ jobs, isOver }: MessageContent): Markup {
  const rows = jobs.map(
    (
      job,
    ) => markup`<tr><td class="row" style="padding:7px 0;border-top:1px solid #e2e5ea">${stateWord(job, isOver)} ${job.name}${endedOf(job)}${causeOf(job)}<br>
<span class="dim" style="font-size:11px;color:#5b6472">${job.jobId} ${job.since}</span></td></tr>
`,
  );
  return section(markup`<table class="ink" role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="font-size:14px;line-height:20px;color:#111827;${BREAK}">
${rows}</table>`);
}

function stateWord({ state }: JobView, isOver: boolean): Markup {
  return isOver
    ? markup`<b class="dim" style="color:#5b6472">${state}</b>`
    : markup`<b class="${stateClass(state)}" style="color:${stateColor(state)}">${state}</b>`;
}

function endedOf({ ended, endedState }: JobView): Markup | string {
  if (ended === '') return '';
  const [name, color] =
    endedState === '' ? ['dim', '#5b6472'] : [stateClass(endedState), stateColor(endedState)];
  return markup`<br><b class="${name}" style="font-size:13px;color:${color}">${ended}</b>`;
}

function causeOf({ cause }: JobView): Markup | string {
  return cause === '' ? '' : markup`<br><span style="font-size:13px">${cause}</span>`;
}

function jobInFull(job: JobView, { isOver }: MessageContent): readonly Markup[] {
  const rule = 'padding-top:14px;border-top:1px solid #e2e5ea;';
  return [
    section(markup`<div class="row" style="${rule}">${badge(job.state, isOver ? CALM_COLOR : stateColor(job.state))}</div>
<div class="ink" style="padding-top:2px;font-size:16px;line-height:22px;font-weight:bold;color:#111827;${BREAK}">${job.name || job.jobId}</div>
${idLine(job.jobId)}`),
    detailTable(job.details),
  ];
}

function codeNotice({ means, action, link }: CodeNote): Markup {
  const more =
    link === undefined
      ? ''
      : markup`<div style="padding-top:4px"><a class="link" href="${link.url}" style="color:#1d4ed8">${link.label}</a></div>`;
  const what = action === '' ? '' : markup`<div style="padding-top:4px">${action}</div>`;
  return notice(markup`<b>${means}</b>${what}${more}`);
}
