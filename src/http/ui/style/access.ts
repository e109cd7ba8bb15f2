/** The look of the sign-in page, and of the button in the bar that signs out. */
export const ACCESS_STYLE = `
.sign-in { max-width: 420px; margin: 0 auto; }
.sign-in h1 { margin-top: 0; }
.sign-in .notice { border-left-color: var(--open); }
.sign-in form { display: grid; gap: 6px; margin-top: 16px; }
.sign-in label { font-weight: 600; }
.sign-in input:not([type=hidden]) { width: 100%; min-height: 44px; padding: 8px 12px; margin-bottom: 10px; border: 1px solid var(--dim);
  border-radius: 8px; background: var(--ground); color: var(--ink); font: inherit; }
.sign-in button { width: 100%; margin-top: 6px; }
.sign-out { display: inline-block; margin: 0; }
.sign-out button { width: auto; min-width: 0; min-height: 0; padding: 2px 10px; border: 1px solid var(--line); background: none;
  color: var(--ink); font-size: 14px; font-weight: 400; }
`;
