import { LIST_STYLE } from './style/list.ts';
import { ACCESS_STYLE } from './style/access.ts';
import { FRAME_STYLE } from './style/frame.ts';
import { INCIDENTS_STYLE } from './style/incidents.ts';
import { NOTIFICATIONS_STYLE } from './style/notifications.ts';

/** The look of the pages: light and dark by the reader's wish, from a phone upwards. Every pair keeps 4.5:1. */
export const STYLE = `
:root { color-scheme: light dark; --ground: #eef0f3; --card: #ffffff; --ink: #1c2430; --dim: #55606e; --line: #d9dee5;
  --accent: #1d4ed8; --on-accent: #ffffff; --open: #b91c1c; --acknowledged: #1d4ed8; --closed: #15803d; --on-mark: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --ground: #14171c; --card: #1e232b; --ink: #f3f4f6; --dim: #a7b0bd;
  --line: #3a424e; --accent: #93b4ff; --on-accent: #10151d; --open: #fca5a5; --acknowledged: #93b4ff; --closed: #86efac;
  --on-mark: #10151d; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, Arial, sans-serif; }
.bar { padding: 12px 16px; background: var(--card); border-bottom: 1px solid var(--line); }
.brand { display: block; max-width: 640px; margin: 0 auto; font-weight: 700; }
main { max-width: 672px; margin: 0 auto; padding: 16px; }
.card { padding: 20px; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
h1 { margin: 12px 0 4px; font-size: 22px; line-height: 1.3; overflow-wrap: anywhere; }
p { margin: 12px 0; overflow-wrap: anywhere; }
.dim { color: var(--dim); }
.mark { display: inline-block; padding: 2px 10px; border-radius: 999px; background: var(--dim); color: var(--on-mark);
  font-size: 13px; font-weight: 600; }
.mark.open { background: var(--open); }
.mark.acknowledged { background: var(--acknowledged); }
.mark.closed { background: var(--closed); }
.notice { padding: 10px 14px; border-left: 4px solid var(--accent); background: var(--ground); border-radius: 4px; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 6px 20px; margin: 20px 0 0; padding-top: 16px;
  border-top: 1px solid var(--line); }
dt { color: var(--dim); }
dd { margin: 0; overflow-wrap: anywhere; }
button { width: 100%; min-height: 48px; padding: 10px 20px; border: 0; border-radius: 8px; background: var(--accent);
  color: var(--on-accent); font: inherit; font-weight: 600; cursor: pointer; }
button:hover { filter: brightness(1.08); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
code { padding: 1px 5px; border-radius: 4px; background: var(--ground); font: 0.92em ui-monospace, monospace; overflow-wrap: anywhere; }
@media (min-width: 600px) { main { padding-top: 32px; } .card { padding: 28px; } button { width: auto; min-width: 220px; } }
@media (max-width: 480px) { dl { grid-template-columns: minmax(0, 1fr); gap: 0; } dd + dt { margin-top: 10px; } }
${FRAME_STYLE}
${LIST_STYLE}
${ACCESS_STYLE}
${INCIDENTS_STYLE}
${NOTIFICATIONS_STYLE}`;
