/** The look of what all pages have in common: the bar, and a body that is as wide as its tables want. */
export const FRAME_STYLE = `
.wide main { max-width: 1200px; }
.wide .bar { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 20px; padding: 10px max(16px, calc((100% - 1168px) / 2)); }
.wide .brand { margin: 0; color: var(--ink); text-decoration: none; }
.bar nav { display: flex; flex-wrap: wrap; gap: 0 4px; }
.bar nav a { padding: 6px 8px; border-radius: 6px; color: var(--ink); text-decoration: none; }
.bar nav a:hover { text-decoration: underline; }
.bar nav a[aria-current] { background: var(--ground); font-weight: 600; }
.bar .who { margin-left: auto; }
.skip { position: absolute; left: -9999px; }
.skip:focus { position: static; left: auto; }
`;
