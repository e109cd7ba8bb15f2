import { formatInstant, type Instant } from '../../../platform/time.ts';
import type { Night } from './part-of-day.ts';
import { countMails, type ReportedMail, type Share } from './replay-report.ts';
import { showUnseen } from '../../../platform/unseen.ts';
import { formatTable } from '../../terminal/table.ts';
import type { CliWords } from '../../locale/en.ts';

/** Writes a replay for people: the mails of each, by day and night, and how many they would be in place of how many. */
export function replayText(
  report: {
    head: readonly string[];
    shares: readonly Share[];
    planned: readonly ReportedMail[];
    sent: readonly ReportedMail[];
    night: Night;
    notes: readonly string[];
    /** The width of the terminal; undefined: nothing is cut. */
    columns: number | undefined;
  },
  { replay: words, notifications: { kinds } }: CliWords,
): string {
  const { head, shares, planned, sent, night, notes, columns } = report;
  const totals = [
    ...shares.map((share) => ({ ...share, who: share.people.join(', ') })),
    { who: words.allMessages, planned, sent },
  ].map((line) => {
    const [would, was] = [countMails(line.planned), countMails(line.sent)];
    return [would.mails, would.atNight, was.mails, was.atNight, line.who].map(String);
  });
  return [
    ...head.map(showUnseen),
    ...shares.flatMap((share) => ['', ...shareLines(share, { night, words, columns, kinds })]),
    '',
    formatTable(words.columns, totals, { columns, elastic: [4] }).trimEnd(),
    '',
    ...notes.map(showUnseen),
    '',
  ].join('\n');
}

function shareLines({ people, planned }: Share, { night, words, kinds, columns }: ShownBy): string[] {
  const parts = Map.groupBy(planned, ({ day, isNight }) => `${day} ${isNight}`);
  const lines = [...parts.values()].flatMap((mails) => {
    const [first] = mails;
    if (first === undefined) return [];
    const title = first.isNight ? words.night(first.day, `${night.from}–${night.to}`) : words.day(first.day);
    const rows = mails.map((mail) => [
      clockTime(mail.at, night.timezone),
      mail.receiver,
      kinds[mail.kind],
      mail.subject,
    ]);
    return [
      `  ${title}: ${words.messages(mails.length)}`,
      ...table(rows, columns).map((line) => `${INDENT}${line}`),
    ];
  });
  return [showUnseen(people.join(', ')), ...(lines.length === 0 ? [`  ${words.messages(0)}`] : lines)];
}

interface ShownBy {
  night: Night;
  words: CliWords['replay'];
  kinds: CliWords['notifications']['kinds'];
  columns: number | undefined;
}

const INDENT = '    ';
const NARROWEST = 72;

/** Formats a table without a head. */
function table(rows: readonly string[][], columns: number | undefined): string[] {
  // On a narrower terminal even cut names would not fit: its lines wrap.
  const isWide = columns !== undefined && columns >= NARROWEST;
  const space = { columns: isWide ? columns - INDENT.length : undefined, elastic: [1, 3] };
  return formatTable(['', '', '', ''], rows, space).trimEnd().split('\n').slice(1);
}

function clockTime(at: Instant, timezone: string): string {
  return formatInstant(at, timezone).split(' ')[1] ?? '';
}
