import { formatInstant, type Instant } from '../time.ts';
import type { Night } from './part-of-day.ts';
import { countMails, type ReportedMail, type Share } from './replay-report.ts';
import { formatTable, showControls } from './table.ts';
import type { CliWords } from './words/catalogue.ts';

/** Writes a replay for people: the mails of each, by day and night, and how many they would be in place of how many. */
export function replayText(
  report: {
    readonly head: readonly string[];
    readonly shares: readonly Share[];
    readonly planned: readonly ReportedMail[];
    readonly sent: readonly ReportedMail[];
    readonly night: Night;
    readonly notes: readonly string[];
  },
  words: CliWords['replay'],
): string {
  const { head, shares, planned, sent, night, notes } = report;
  const totals = [
    ...shares.map((share) => ({ ...share, who: share.people.join(', ') })),
    { who: words.allMails, planned, sent },
  ].map((line) => {
    const [would, was] = [countMails(line.planned), countMails(line.sent)];
    return [would.mails, would.atNight, was.mails, was.atNight, line.who].map(String);
  });
  return [
    ...head.map(showControls),
    ...shares.flatMap((share) => ['', ...shareLines(share, night, words)]),
    '',
    formatTable(words.columns, totals).trimEnd(),
    '',
    ...notes.map(showControls),
    '',
  ].join('\n');
}

function shareLines({ people, planned }: Share, night: Night, words: CliWords['replay']): string[] {
  const parts = Map.groupBy(planned, ({ day, isNight }) => `${day} ${isNight}`);
  const lines = [...parts.values()].flatMap((mails) => {
    const [first] = mails;
    if (first === undefined) return [];
    const title = first.isNight ? words.night(first.day, `${night.from}–${night.to}`) : words.day(first.day);
    const kinds = mails.map((mail) => [
      clockTime(mail.at, night.timezone),
      mail.receiver,
      mail.kind,
      mail.subject,
    ]);
    return [`  ${title}: ${words.mails(mails.length)}`, ...table(kinds).map((line) => `    ${line}`)];
  });
  return [showControls(people.join(', ')), ...(lines.length === 0 ? [`  ${words.mails(0)}`] : lines)];
}

/** As a table without a head. */
function table(rows: readonly string[][]): string[] {
  return formatTable(['', '', '', ''], rows).trimEnd().split('\n').slice(1);
}

function clockTime(at: Instant, timezone: string): string {
  return formatInstant(at, timezone).split(' ')[1] ?? '';
}
