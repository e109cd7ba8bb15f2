import type { Message } from '../../../core/message/message.ts';
import { loadConfig } from '../../../config/load.ts';
import type { Config } from '../../../config/schema/schema.ts';
import { engineFromConfig, targetFromConfig } from '../../../app/engine-from-config.ts';
import { quietMonitors } from '../../../replay/quiet-monitors.ts';
import { replay as playAgain, type ReplaySummary } from '../../../replay/replay.ts';
import { fromJson } from '../../../store/dialect/json.ts';
import { visitStore } from '../../../store/open/open-store.ts';
import { pastMessages, type Span } from '../../../store/history/past.ts';
import type { Store } from '../../../store/store.ts';
import { readDetails } from '../../../tencent/job/details.ts';
import { DAY, formatInstant, toIso } from '../../../platform/time.ts';
import { EXIT } from '../../exit/exit-code.ts';
import { formatJson } from '../../terminal/json-text.ts';
import type { Night } from './part-of-day.ts';
import { readMoment } from '../../terminal/read-moment.ts';
import { countMails, toReportedMail, toShares, type ReportedMail } from './replay-report.ts';
import { replayText } from './replay-text.ts';
import type { Terminal } from '../../../platform/terminal.ts';
import { cliWords } from '../../locale/cli-words.ts';
import type { CliWords } from '../../locale/en.ts';

export interface ReplayCommand {
  /** The configuration whose rules are tried; the store is the one that it names. */
  config: string;
  since: string;
  until?: string;
  json: boolean;
}

/**
 * `batchwatch replay`: which mails a configuration would have caused by what the store remembers, beside those that
 * were made. Sends nothing, and changes nothing. @throws ConfigFault, StoreFault
 */
export async function replay(options: ReplayCommand, terminal: Terminal): Promise<number> {
  const config = loadConfig({ path: options.config, env: terminal.env });
  const span = spanOf(options, { now: terminal.clock.now(), timezone: config.timezone });
  if (span === undefined) {
    terminal.err(cliWords(config.language).replay.badSpan);
    return EXIT.usage;
  }
  const night = nightOf(config);
  const past = await visitStore(config.storage, terminal.clock);
  try {
    const planned: ReportedMail[] = [];
    const onMessage = (message: Message) => planned.push(toReportedMail(message, night));
    const summary = await play({ config, past, span, onMessage }, terminal);
    const sent = (await past.read((db) => pastMessages(db, span)))
      .map(({ message }) => fromJson<Message>(message))
      .map((message) => toReportedMail(message, night));
    const report = { config, file: options.config, span, night, planned, sent, summary };
    terminal.out(options.json ? toJson(report) : toText(report, terminal.columns));
    return EXIT.done;
  } finally {
    await past.close();
  }
}

/** Reads the span of a replay. `undefined` when it is none. */
function spanOf(
  { since, until: end }: ReplayCommand,
  context: Parameters<typeof readMoment>[1],
): Span | undefined {
  const from = readMoment(since, context);
  const until = end === undefined ? context.now + 1 : readMoment(end, context);
  return from === undefined || until === undefined || from >= until ? undefined : { from, until };
}

/** The quiet hours, where there are any that end on the same day or the next. */
function nightOf({ quietHours, timezone }: Config): Night {
  if (quietHours === undefined || quietHours.from === quietHours.to)
    return { from: '22:00', to: '08:00', timezone };
  return { from: quietHours.from, to: quietHours.to, timezone };
}

async function play(
  played: {
    config: Config;
    past: Store;
    span: Span;
    onMessage: (message: Message) => void;
  },
  { clock, newId }: Terminal,
): Promise<ReplaySummary> {
  const { config, ...rest } = played;
  return await playAgain({
    ...rest,
    // Its mails are counted, not sent: nobody follows their links.
    engine: engineFromConfig(config, {
      newId,
      links: { url: (publicUrl) => publicUrl },
      monitors: quietMonitors(
        config.targets.map(({ name }) => name),
        played.span.from,
      ),
    }),
    targets: config.targets.map((target) => targetFromConfig(target, config)),
    details: readDetails,
    // What opened before that is over by age, unless something still waits to move: that is known all the same.
    reach: Math.max(DAY, ...config.rules.map(({ closeAfter }) => closeAfter)),
    clock,
  });
}

interface Report {
  config: Config;
  file: string;
  span: Span;
  night: Night;
  planned: readonly ReportedMail[];
  sent: readonly ReportedMail[];
  summary: ReplaySummary;
}

function toText(
  { config, file, span, night, planned, sent, summary }: Report,
  columns: number | undefined,
): string {
  const all = cliWords(config.language);
  const { replay: words } = all;
  const show = (at: number) => formatInstant(at, config.timezone);
  const head = [words.title(show(span.from), show(span.until), file), words.played(summary)];
  const shares = toShares({ planned, sent });
  const notes = notesOf(summary, words);
  return replayText({ head, shares, planned, sent, night, notes, columns }, all);
}

function notesOf({ suppressed, foreign, missed }: ReplaySummary, words: CliWords['replay']): string[] {
  const reasons = Object.entries(suppressed).map(([reason, times]) => `${reason} ${times}`);
  return [
    ...(reasons.length === 0 ? [] : [words.notNotified(reasons.join(', '))]),
    ...(foreign === 0 ? [] : [words.foreign(foreign)]),
    ...(missed === 0 ? [] : [words.missed(missed)]),
    ...words.approximate,
  ];
}

function dated(mail: ReportedMail) {
  return { ...mail, at: toIso(mail.at) };
}

function toJson({ config, file, span, night, planned, sent, summary }: Report): string {
  return formatJson({
    config: file,
    since: toIso(span.from),
    until: toIso(span.until),
    night,
    played: summary,
    mails: planned.map(dated),
    sent: sent.map(dated),
    totals: {
      planned: countMails(planned),
      sent: countMails(sent),
      people: toShares({ planned, sent }).map((share) => ({
        people: share.people,
        planned: countMails(share.planned),
        sent: countMails(share.sent),
      })),
    },
    notes: notesOf(summary, cliWords(config.language).replay),
  });
}
