import { expect, it } from 'vitest';
import { faultWords } from '../../../../src/render/words/fault-words.ts';
import { bodyFault } from '../../../../src/tencent/request/faults.ts';
import { findLayoutProblem, JOB_LIST } from '../../../../src/tencent/xml/list-layout.ts';
import { parseAnswer } from '../../../../src/tencent/xml/parse-answer.ts';

/** Bodies that are no page, each in a way of its own. */
const BODIES = [
  '',
  'Bad gateway',
  '<Response><a></Response>',
  '<Response><a>',
  '<Response></Response><b/>',
  '<Response>a < b</Response>',
  '</Response>',
  `<Response>${'<a>'.repeat(200)}`,
  `<Response>${'<a/>'.repeat(60_000)}</Response>`,
  '<Response><![CDATA[a</Response>',
  '<?xml version="1.0" encoding="GBK"?><Response/>',
  '<html/>',
  '<html>Bad gateway</html>',
  '<Response><Records/></Response>',
  '<Response>text</Response>',
  '<Response/>',
  '<Response><NextToken><a/></NextToken></Response>',
  `<Response><JobsDetail/><NextToken>${'x'.repeat(5_000)}</NextToken></Response>`,
];

it.each(BODIES.map((body) => [body.slice(0, 40), body] as const))(
  'what is wrong with %j is said in Chinese',
  (_start, body) => {
    const chinese = faultWords(bodyFault(problemOf(body)).message, 'zh-CN');
    expect(chinese).toMatch(/^应答无法解析：.*\p{Script=Han}/u);
    expect(chinese.replaceAll('Bad gateway', '').match(/\b[a-z]{2,} [a-z]{2,}\b/g)).toBeNull();
    expect(chinese).not.toMatch(/\p{Script=Han}[,:;()]/u);
  },
);

it.each(['it is longer than 2048 KiB', 'a queue of the list has no id or no state'])(
  '%s is said in Chinese',
  (problem) => {
    const chinese = faultWords(bodyFault(problem).message, 'zh-CN');
    expect(chinese.match(/\b[a-z]{2,} [a-z]{2,}\b/g)).toBeNull();
  },
);

function problemOf(body: string): string {
  const parsed = parseAnswer(body);
  const problem =
    parsed.kind === 'malformed'
      ? parsed.problem
      : parsed.kind === 'response'
        ? findLayoutProblem(parsed.response, JOB_LIST)
        : undefined;
  if (problem === undefined) throw new Error(`nothing is wrong with ${body}`);
  return problem;
}
