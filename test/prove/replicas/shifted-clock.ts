/**
 * Preloaded into the program (`node --import`): its wall clock is `CLOCK_SHIFT_MS` off. Its monotonic clock runs on, as
 * on a machine whose time was set wrong.
 */
const shift = Number(process.env['CLOCK_SHIFT_MS'] ?? 0);
const RealDate = Date;
const now = () => RealDate.now() + shift;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: unknown[], newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as object,
  get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
});
