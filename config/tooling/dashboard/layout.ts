import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { RowBuilder, type Panel, type RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';

/** Panels under one heading; those of a row share its width evenly. */
export interface Section {
  title: string;
  /** Of each of its rows, in the grid's units of 30 pixels. */
  height: number;
  rows: readonly (readonly Builder<Panel>[])[];
}

const COLUMNS = 24;

/** Numbers and places all panels, section under section. */
export function layout(sections: readonly Section[]): (Panel | RowPanel)[] {
  const panels: (Panel | RowPanel)[] = [];
  let y = 0;
  for (const { title, height, rows } of sections) {
    const heading = new RowBuilder(title).gridPos({ x: 0, y, w: COLUMNS, h: 1 }).build();
    panels.push({ ...heading, id: panels.length + 1 });
    y += 1;
    for (const row of rows) {
      const w = COLUMNS / row.length;
      for (const [index, panel] of row.entries()) {
        panels.push({ ...panel.build(), id: panels.length + 1, gridPos: { x: index * w, y, w, h: height } });
      }
      y += height;
    }
  }
  return panels;
}
