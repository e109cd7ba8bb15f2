import type { Fact } from './job-facts.ts';
import type { Link } from './mail-links.ts';
import type { JobView, MailContent } from './mail-content.ts';
import { type Markup, markup } from './markup.ts';
import { renderHtmlPage } from './html-page.ts';
import { stateColor } from './state-colors.ts';

/**
 * Lays `content` out as one HTML page for mail clients: nested tables and inline styles (Outlook knows
 * little else), nothing loaded from outside, links only where Batchwatch made them.
 */
export function renderHtml(content: MailContent): string {
  const [only, ...others] = content.jobs;
  const single = only !== undefined && others.length === 0 && only.facts.length > 0;
  const head = single ? singleHead(only) : groupHead(content);
  const facts = single ? [...content.facts, ...only.facts] : content.facts;
  return renderHtmlPage({
    title: content.subject,
    preheader: preheaderOf(content),
    accent: stateColor(content.states[0] ?? 'Submitted'),
    sections: [
      head,
      ...content.intro.map(sentence),
      ...(facts.length === 0 ? [] : [factTable(facts)]),
      // Above the list: after two hundred rows nobody would find it.
      ...content.leftOut.map(sentence),
      ...(single ? [] : jobSections(content.jobs)),
      ...content.advice.map(notice),
      ...(content.commands.length === 0 ? [] : [commandBlock(content.commands)]),
      ...(content.links.length === 0 ? [] : [linkLine(content.links)]),
    ],
    footer: content.footer,
  });
}

/** What a phone shows beside the subject before the mail is opened. */
function preheaderOf(content: MailContent): string {
  const [first] = content.jobs;
  const said = [...(first?.facts ?? []), ...content.facts].filter(({ label }) => PREVIEWED.includes(label));
  return said.length === 0 ? (content.intro[0] ?? '') : said.map(({ value }) => value).join(' - ');
}

const PREVIEWED: readonly string[] = ['Code', 'Message', 'Codes', 'Target'];

function singleHead(job: JobView): Markup {
  return section(markup`${badge(job.state)}${title(job.name || job.jobId)}
<div class="dim" style="padding-top:4px;${MONO}font-size:12px;line-height:18px;color:#5b6472;${BREAK}">${job.jobId}</div>`);
}

function groupHead(content: MailContent): Markup {
  return section(markup`${content.states.map(badge)}${title(content.headline)}`);
}

function title(text: string): Markup {
  return markup`<div class="ink" style="padding-top:10px;font-size:20px;line-height:27px;font-weight:bold;color:#111827;${BREAK}">${text}</div>`;
}

function badge(state: string): Markup {
  const color = stateColor(state);
  return markup`<span style="display:inline-block;margin-right:6px;padding:2px 10px;border-radius:10px;background-color:${color};mso-padding-alt:0;font-size:13px;line-height:20px;font-weight:bold;color:#ffffff">${state}</span>`;
}

function factTable(facts: readonly Fact[]): Markup {
  const rows = facts.map(({ label, value }) => {
    const first = `padding:5px 14px 5px 0;width:76px;font-size:13px;line-height:20px;color:#5b6472`;
    const second = `padding:5px 0;font-size:14px;line-height:20px;color:#111827;${BREAK}`;
    return markup`<tr><td class="dim" valign="top" width="76" style="${first}">${label}</td><td class="ink" valign="top" style="${second}">${value}</td></tr>
`;
  });
  return section(markup`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
${rows}</table>`);
}

function jobSections(jobs: readonly JobView[]): readonly Markup[] {
  if (jobs.length === 0) return [];
  if (jobs.some(({ facts }) => facts.length > 0)) return jobs.flatMap(jobInFull);
  // A row is kept short: two hundred of them must fit into one mail. The class carries what all share.
  const rows = jobs.map(
    (
      job,
    ) => markup`<tr><td class="row" style="padding:7px 0;border-top:1px solid #e2e5ea"><b style="color:${stateColor(job.state)}">${job.state}</b> ${job.name}${causeOf(job)}<br>
<span class="dim" style="font-size:11px;color:#5b6472">${job.jobId} ${job.since}</span></td></tr>
`,
  );
  return [
    section(markup`<table class="ink" role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="font-size:14px;line-height:20px;color:#111827;${BREAK}">
${rows}</table>`),
  ];
}

function causeOf(job: JobView): Markup | string {
  return job.cause === '' ? '' : markup`<br><span style="font-size:13px">${job.cause}</span>`;
}

function jobInFull(job: JobView): readonly Markup[] {
  const rule = 'padding-top:14px;border-top:1px solid #e2e5ea;';
  return [
    section(markup`<div class="row" style="${rule}">${badge(job.state)}</div>
<div class="ink" style="padding-top:6px;font-size:16px;line-height:22px;font-weight:bold;color:#111827;${BREAK}">${job.name || job.jobId}</div>
<div class="dim" style="${MONO}font-size:12px;line-height:18px;color:#5b6472;${BREAK}">${job.jobId}</div>`),
    factTable(job.facts),
  ];
}

function sentence(text: string): Markup {
  return section(
    markup`<div class="ink" style="font-size:14px;line-height:21px;color:#111827;${BREAK}">${text}</div>`,
  );
}

function notice(text: string): Markup {
  const box = `padding:10px 12px;background-color:#fff7e6;border-left:4px solid #b45309;`;
  return section(markup`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>
<td class="note" style="${box}font-size:14px;line-height:21px;color:#5f3005;${BREAK}">${text}</td></tr></table>`);
}

function commandBlock(commands: readonly string[]): Markup {
  const lines = commands.map(
    (line) => markup`<div style="padding:2px 0">${line}</div>
`,
  );
  return section(markup`<div class="dim" style="padding-bottom:4px;font-size:13px;line-height:20px;color:#5b6472">Look further</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>
<td class="code" style="padding:8px 12px;background-color:#f1f3f6;${MONO}font-size:12px;line-height:18px;color:#111827;${BREAK}">
${lines}</td></tr></table>`);
}

function linkLine(links: readonly Link[]): Markup {
  return section(
    markup`${links.map(
      ({ label, url }) =>
        markup`<div style="font-size:14px;line-height:24px"><a class="link" href="${url}" style="color:#1d4ed8">${label}</a></div>
`,
    )}`,
  );
}

function section(content: Markup): Markup {
  return markup`<tr><td style="padding:12px 20px 0 20px;${SANS}">
${content}</td></tr>
`;
}

const SANS = 'font-family:Arial,Helvetica,sans-serif;';
const MONO = 'font-family:Consolas,Menlo,monospace;';
/** Ids and error texts have no blanks to break at; both spellings, because Outlook knows only the first. */
const BREAK = 'word-break:break-word;overflow-wrap:anywhere;';
