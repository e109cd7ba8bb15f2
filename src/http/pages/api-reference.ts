import { html, raw } from 'hono/html';
import { type ApiField, type Operation, operationsOf } from '../api/operations.ts';
import { pageContext, type PageContext } from '../ui/page-context.ts';
import { barPage } from '../ui/page-frame.ts';
import type { Html } from '../base/html.ts';
import type { PageOptions, Pages } from '../ui/page-options.ts';

/** The API's document as a page to read. */
export function addApiReference(pages: Pages, options: PageOptions): void {
  // Made when somebody first reads it: the document does not change while the program runs.
  let operations: ReturnType<typeof operationsOf> | undefined;
  pages.get('/api', options.access.requires('read'), (context) => {
    operations ??= operationsOf(options);
    const page = pageContext(context, options);
    const base = `${options.display().publicUrl}/api/v1`;
    const { title, about, document } = page.words.pages.apiReference;
    const body = html`<h1>${title}</h1>
      <p>${about}</p>
      <p><a href="${page.link('/api/v1/openapi.json')}">${document}</a></p>
      ${[...operations].map(
        ([tag, those]) =>
          html`<section>
            <h2 id="${tag}">${tag}</h2>
            ${those.map((operation) => operationCard(operation, base, page))}
          </section>`,
      )}`;
    return context.html(barPage(page, { title, body }));
  });
}

function operationCard(operation: Operation, base: string, context: PageContext): Html {
  const words = context.words.pages.apiReference;
  const { method, path, summary, description, id, answers } = operation;
  return html`<article class="card entry operation" id="${id}">
    <h3><code>${method} ${path}</code></h3>
    <p>${prose(summary)}.</p>
    ${description === undefined ? '' : html`<p class="dim">${prose(description)}</p>`}
    ${fieldTable(operation.parameters, { title: words.parameters, of: id }, context)}
    ${fieldTable(operation.body, { title: words.body, of: id }, context)}
    <h4>${words.answers}</h4>
    <ul>
      ${answers.map((answer) => html`<li><code>${answer.status}</code> ${prose(answer.description)}</li>`)}
    </ul>
    <h4>${words.example}</h4>
    ${preformatted(exampleOf(operation, base))}
  </article>`;
}

function fieldTable(
  fields: readonly ApiField[],
  { title, of }: { title: string; of: string },
  { words }: PageContext,
): Html | string {
  const { columns, required } = words.pages.apiReference;
  if (fields.length === 0) return '';
  const label = `${title}: ${of}`;
  const hasPlaces = fields.some((field) => field.in !== undefined);
  return html`<h4>${title}</h4>
    <div class="scroll" tabindex="0" role="region" aria-label="${label}">
      <table class="list" aria-label="${label}">
        <thead>
          <tr>
            <th scope="col">${columns.name}</th>
            ${hasPlaces ? html`<th scope="col">${columns.in}</th>` : ''}
            <th scope="col">${columns.type}</th>
            <th scope="col">${columns.about}</th>
          </tr>
        </thead>
        <tbody>
          ${fields.map(
            (field) =>
              html`<tr>
                <td>
                  <code>${field.name}</code
                  >${field.isRequired ? html` <span class="dim">${required}</span>` : ''}
                </td>
                ${hasPlaces ? html`<td>${field.in ?? ''}</td>` : ''}
                <td>${field.type}</td>
                <td>${prose(field.description)}</td>
              </tr> `,
          )}
        </tbody>
      </table>
    </div>`;
}

/** `curl` with what is required; the token comes from the environment, never from the command line. */
function exampleOf({ method, path, parameters, body }: Operation, base: string): string {
  const query = parameters.filter((field) => field.in === 'query' && field.isRequired);
  const asked = query.map(({ name }) => `${name}=…`).join('&');
  const url = `${base}${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase())}`;
  const required = body.filter(({ isRequired }) => isRequired);
  const json = `{${required.map(({ name }) => `"${name}": …`).join(', ')}}`;
  const lines = [
    `curl${method === 'GET' ? '' : ` -X ${method}`} -H "Authorization: Bearer $BATCHWATCH_TOKEN"`,
    ...(body.length === 0 ? [] : [`  -H 'Content-Type: application/json' -d '${json}'`]),
    `  '${asked === '' ? url : `${url}?${asked}`}'`,
  ];
  return lines.join(' \\\n');
}

/** Text with \`code\` in it. */
function prose(text: string): Html {
  const pieces = text.split('`');
  return html`${pieces.map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : piece))}`;
}

/** In one piece, for a formatter of templates moves blanks. */
function preformatted(text: string): Html {
  return html`${raw('<pre class="source" tabindex="0">')}${text}${raw('</pre>')}`;
}
