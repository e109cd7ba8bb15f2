type WithoutNulls<Row> = {
  [Column in keyof Row]: Exclude<Row[Column], null> | (null extends Row[Column] ? undefined : never);
};

/** A row as the rest of the program has it: what is absent is `undefined`. */
export function withoutNulls<Row extends object>(row: Row): WithoutNulls<Row> {
  const entries = Object.entries(row).map(([column, value]) => [column, value ?? undefined]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same columns, without their nulls
  return Object.fromEntries(entries) as WithoutNulls<Row>;
}
