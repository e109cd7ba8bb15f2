import { expect, it } from 'vitest';
import { fitContent } from '../../../../src/channel/email/mime/fit-content.ts';
import { HOSTILE, RichFixture } from '../../../support/http/rich-fixture.ts';
import { unflow } from '../../../support/mail/unflow.ts';
import { TENCENT_PAGES } from '../../../../src/tencent/advice/vendor-pages.ts';

/** What the API says, and names, ids, codes, keys of the configuration, commands and addresses, as they stand. */
const GIVEN = [
  // What mail clients read.
  /\bRe: \[Batchwatch\]/g,
  // Addresses, and what stands between marks of code.
  /`[^`]*`|<?[\w.-]+@[\w.-]+>?|https?:\S+|Asia\/Shanghai|\bUTC\b|\bTLS\b|Message-ID|\bURL\b/g,
  // The API.
  /\b(API|Failed|Pause|Paused|Running|Success|Submitted|Cancel|Frozen|Job|Workflow|unknown|Active)\b/g,
  /\b(ResourceNotFound|DiskOnFire|SlowDown|AccessDenied|Access Denied\.?|CI_QCSRole|InvalidArgument)\b/g,
  /input\/\d\.mov|no code at all|550 no such user|Scripted|scripted|\b(403|CI|COS|CAM|STS)\b/g,
  // Names of people, targets, receivers, rules, jobs and silences.
  /\b(Batchwatch|ada|bo|oncall|lead|media|archive|typo|examplebucket-\d+|ap-beijing)\b/g,
  // Names of rules, and of the channel of mail.
  /\b(email|failures|pauses|nobody|good-news|watchdog|nightly-transcode|thumbnails|audit|export|plain)\b/g,
  /\b(second|third|stopped|frozen|running|late|name of b\d+)\b|<\/?b>/g,
  // Ids, addresses, and what the configuration and the program call things.
  /\b(b\d\d|p893\w+|incident-[\d.-]+|poll-\d+|silence-\d+|none|nothing-like-it|r|v?\d+(\.\d+)*)\b/g,
  /\/queue\b|\b(storage\.retention|receivers|followFor|firstRun|silent|smtp\.\w+|credentials|rules\[0\]\.receivers)\b/g,
  /\b(KEY=GLOB|KEY|target=media|name=nightly-\*|(?:target|code|name|rule|type|queueId|jobId|workflowId|incident|severity|state)(=\S+)?)\b/g,
  /batchwatch [a-z]+( [-\w.]+)*|CSV|JSON|OpenAPI \d\.\d|P95|ID\b/g,
];

it('every page in Chinese has no English but the API’s words, names, ids, codes and keys', async () => {
  await using fixture = await RichFixture.start('zh-CN');
  const left: Record<string, readonly string[]> = {};
  const sloppy: Record<string, readonly string[]> = {};
  for (const place of await fixture.places()) {
    const { html } = await fixture.web.page(place);
    const words = foreignWords(textOf(html));
    if (words.length > 0) left[place] = words;
    const marks = textOf(html).match(HALF_WIDTH) ?? [];
    if (marks.length > 0) sloppy[place] = marks;
  }
  expect(left).toEqual({});
  expect(sloppy).toEqual({});
  expect(fixture.web.errors).toEqual([]);
});

it('what groups an incident is named in Chinese', async () => {
  await using fixture = await RichFixture.start('zh-CN');
  const { html } = await fixture.web.page('/incidents/incident-7');
  expect([...html.matchAll(/<span class="label">([^<]*)</g)].map(([, name = '']) => name.trim())).toEqual([
    '目标',
    '队列',
  ]);
});

it('every mail in Chinese that the fixture wrote has none either', async () => {
  await using fixture = await RichFixture.start('zh-CN');
  const messages = await fixture.incidents.messages();
  expect(new Set(messages.map(({ kind }) => kind))).toEqual(new Set(['opening', 'closing', 'reminder']));
  for (const message of messages) {
    const { subject, summary, text } = fitContent(message, TENCENT_PAGES);
    expect(foreignWords(`${subject}\n${summary}\n${unflow(text)}`), subject).toEqual([]);
    expect(`${subject}\n${unflow(text)}`.match(HALF_WIDTH) ?? [], subject).toEqual([]);
  }
});

it('a page names its zone once, and no time names it again', async () => {
  await using fixture = await RichFixture.start('en');
  for (const place of await fixture.places()) {
    const text = textOf((await fixture.web.page(place)).html);
    expect(text.match(/Asia\/Shanghai/g), place).toHaveLength(1);
  }
});

/** A half-width mark beside a Chinese character. */
const HALF_WIDTH = /.{0,12}(?:\p{Script=Han}[,:;()?!]|[,:;()?!]\p{Script=Han}).{0,8}/gu;

/** What a person reads or hears of a page. */
function textOf(html: string): string {
  const labels = [...html.matchAll(/ (?:aria-label|placeholder)="([^"]*)"/g)].map(([, label = '']) => label);
  const text = html
    .replaceAll(/<(style|script|pre|textarea)\b[^]*?<\/\1>/g, ' ')
    .replaceAll(/<[^>]*>/g, '\n');
  return `${text}\n${labels.join('\n')}`
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

function foreignWords(text: string): readonly string[] {
  const hostile = HOSTILE.slice(0, 40);
  const withoutApi = text
    .replaceAll(/<script>alert[^\n]*/g, '')
    .replaceAll(hostile, '')
    .replaceAll(/very (very |long)*/g, '');
  const left = GIVEN.reduce((rest, given) => rest.replaceAll(given, ''), withoutApi);
  return [...new Set(left.match(/[a-z]{2,}[^\n]{0,20}/gi) ?? [])];
}
