import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionWords } from '../../../../src/render/condition/condition-words.ts';
import type { Resolution } from '../../../../src/core/incident/lifecycle.ts';
import { joinedText, leftText } from '../../../../src/render/words/member-words.ts';
import { LANGUAGES, type Language } from '../../../../src/core/message/message.ts';
import { wordsOf } from '../../../../src/render/locale.ts';
import { pageWords } from '../../../../src/http/locale/page-words.ts';

const HOWS: readonly Resolution[] = [
  'resumed',
  'moved',
  'superseded',
  'vanished',
  'outlived',
  'target-removed',
];

/** Every sentence that is made of counts and lists, of `few` of `all`. */
function sentences(language: Language, few: number, all: number): readonly string[] {
  const { pages } = pageWords(language);
  const mail = wordsOf(language);
  const conditions = conditionWords(language);
  const named = Array.from({ length: Math.min(few, 5) }, (_, at) => `b${at}`);
  const moved = { count: all, named };
  const fault = { target: 'media', since: 'T', fault: 'F' };
  return [
    ...['Failed', 'Pause', 'Frozen'].map((state) => joinedText(moved, { state }, language)),
    joinedText(moved, { state: 'Pause', incident: 'i1' }, language),
    ...HOWS.map((how) => leftText(moved, { how, by: how === 'superseded' ? 'b9' : 'Cancel' }, language)),
    ...[pages.now.verdict.open, pages.now.verdict.allAcknowledged, pages.now.more].map((say) => say(all)),
    pages.now.jobs(all, few),
    pages.now.nobodyHas(all),
    pages.now.monitoring.moreTargets(all),
    ...[
      { paused: few, failed: all },
      { paused: few, failed: 0 },
      { paused: 0, failed: all },
    ].flatMap((jobs) => [
      pages.now.uncovered.all(jobs),
      ...conditions.report({
        since: 'T',
        polls: few,
        jobs: all,
        oldest: undefined,
        open: [],
        uncovered: jobs,
      }).lines,
      conditions.report({ since: 'T', polls: few, jobs: all, oldest: undefined, open: [], uncovered: jobs })
        .title,
    ]),
    conditions.report({
      since: 'T',
      polls: 1,
      jobs: 1,
      oldest: undefined,
      open: named,
      uncovered: { paused: 0, failed: 0 },
    }).title,
    pages.incident.jobs.more(all),
    pages.incident.jobs.objects(few, all),
    pages.incident.mails.earlier(all),
    pages.incident.why.moreMessages(all),
    pages.job.timeline.describe(all, '1 h'),
    pages.job.timeline.leftOut(all),
    pages.job.storyCut(all),
    pages.job.runs.describe(all, 'nightly'),
    pages.notifications.attempts(few, all),
    ...Object.values(pages.notifications.resend.all).flatMap((say) =>
      typeof say === 'function' ? [] : [say],
    ),
    ...[
      pages.notifications.resend.all.done,
      pages.notifications.resend.all.left,
      pages.notifications.resend.all.receiverRemoved,
    ].map((say) => say(all)),
    pages.targets.failedPolls(all),
    pages.targets.incidents(all),
    mail.subject.counts(
      [
        { count: all, state: 'failed' },
        { count: few, state: 'paused' },
      ],
      few,
    ),
    mail.intro.update({ added: few, all, open: few }),
    mail.intro.stillOpen(few, all),
    mail.leftOut({ count: all, state: 'Failed', isMore: few > 1, command: 'C' }),
    mail.pause.queue(named, all),
    mail.enrichment.objects.notAskedOthers(all),
    ...[
      conditions.unreadable({ ...fault, polls: all }),
      conditions.credentialsRefused({ ...fault, polls: all }),
      conditions.outboxBlocked({ entries: all, since: 'T', answer: '' }),
      conditions.destinationBlocked({ destination: 'R', entries: all, since: 'T', answer: '' }),
      conditions.recipientBlocked({ name: 'R', isMail: true, entries: all, since: 'T', answer: '' }),
      conditions.recipientBlocked({ name: 'R', isMail: false, entries: all, since: 'T', answer: '' }),
      conditions.jobsVanished({
        target: 'media',
        count: all,
        jobIds: conditions.some(named, all - named.length),
      }),
    ].flatMap(({ title, lines }) => [title, ...lines]),
  ];
}

const COUNTS = fc
  .integer({ min: 1, max: 2_000 })
  .chain((all) => fc.tuple(fc.integer({ min: 1, max: all }), fc.constant(all)));

describe('sentences of counts and lists', () => {
  it.each(LANGUAGES)(
    'have no two marks beside each other, no empty bracket, and no blank before a mark (%s)',
    (language) => {
      fc.assert(
        fc.property(COUNTS, ([few, all]) => {
          const broken = sentences(language, few, all).filter((said) =>
            /[,;:，；：、][\s]*[,;:.，；：。、]|\(\s*\)|（\s*）|\s[,;:.，；：。、）)]|[（(]\s| {2}|undefined|NaN/u.test(
              said,
            ),
          );
          expect(broken).toEqual([]);
        }),
        { examples: [[[1, 1]], [[1, 2]], [[3, 401]]] },
      );
    },
  );

  it('name one of a thing in the singular, and more in the plural', () => {
    const things = 'job|incident|poll|mail|notification|state|message|attempt|change|line|time|queue';
    const wrong = new RegExp(
      `(?<![\\d,.-])1 (?:more |earlier )?(?:${things})s\\b|(?<![\\d,.])(?:[02-9]|\\d{2,}) (?:more |earlier )?(?:${things})\\b(?!s| )`,
    );
    fc.assert(
      fc.property(COUNTS, ([few, all]) => {
        expect(sentences('en', few, all).filter((said) => wrong.test(said))).toEqual([]);
      }),
      { examples: [[[1, 1]], [[1, 2]]] },
    );
  });
});

describe('what happened to jobs of an incident', () => {
  it.each([
    [401, ['b1'], 'Failed', '401 jobs added (failed): b1 and 400 more', '新增 401 个失败任务：b1 等'],
    [1, ['b1'], 'Pause', '1 job added (paused): b1', '新增 1 个已暂停任务：b1'],
    [2, ['b1', 'b2'], 'Frozen', '2 jobs added (Frozen): b1, b2', '新增 2 个 Frozen 任务：b1、b2'],
  ])('is said of %i that joined', (count, named, state, en, zh) => {
    expect(joinedText({ count, named }, { state })).toBe(en);
    expect(joinedText({ count, named }, { state }, 'zh-CN')).toBe(zh);
  });

  it.each([
    ['resumed', 'Running', '3 jobs resumed (running): b68 and 2 more', '3 个任务已恢复（运行中）：b68 等'],
    ['moved', 'Cancel', '3 jobs now canceled: b68 and 2 more', '3 个任务现为已取消：b68 等'],
    [
      'superseded',
      'b9',
      '3 jobs superseded by b9, which succeeded: b68 and 2 more',
      '3 个任务已被成功的新任务 b9 取代：b68 等',
    ],
    [
      'vanished',
      '',
      '3 jobs no longer listed by the API: b68 and 2 more',
      '3 个任务已不再由 API 列出：b68 等',
    ],
  ] as const)('is said of those that left: %s', (how, by, en, zh) => {
    expect(leftText({ count: 3, named: ['b68'] }, { how, by })).toBe(en);
    expect(leftText({ count: 3, named: ['b68'] }, { how, by }, 'zh-CN')).toBe(zh);
  });
});
