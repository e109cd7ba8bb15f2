import { XMLParser } from 'fast-xml-parser';
import { onLine, optionsText, say } from './line.ts';

/** Reads a whole list as one would write it: keep-alive fetch and fast-xml-parser, nothing kept, nothing checked. */
const { url } = JSON.parse(optionsText()) as { url: string };
const parser = new XMLParser({
  parseTagValue: false,
  jPath: false,
  isArray: (name) => name === 'JobsDetail',
});

say('ready');
onLine(async () => {
  let jobs = 0;
  let pages = 0;
  let token: string | undefined;
  do {
    const query = token === undefined ? '' : `?nextToken=${encodeURIComponent(token)}`;
    const answer = await fetch(`${url}/inventorytriggerjob${query}`);
    const page = parser.parse(await answer.text()) as {
      Response: { JobsDetail?: unknown[]; NextToken?: string };
    };
    jobs += page.Response.JobsDetail?.length ?? 0;
    pages += 1;
    token = page.Response.NextToken;
  } while (token !== undefined && token !== '');
  say('read', { jobs, pages });
});
