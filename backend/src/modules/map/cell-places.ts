import { parse } from 'csv-parse/sync';

export interface CellPlace {
  readonly cellId: string;
  /** Lowest area. */
  readonly areaId: string;
  /** Degrees; null: cells.csv does not say. */
  readonly longitude: number | null;
  readonly latitude: number | null;
}

/** Cells with their positions, from the text in force, which has been validated when it was taken. */
export function cellPlacesIn(csv: string): readonly CellPlace[] {
  if (csv === '') return [];
  const rows = parse(csv, {
    columns: true,
    bom: true,
    skipEmptyLines: true,
    relaxColumnCount: true,
  }) as unknown as readonly Readonly<Record<string, string>>[];
  return rows.map(({ cellId = '', areaId = '', longitude, latitude }) => ({
    cellId,
    areaId,
    longitude: degrees(longitude),
    latitude: degrees(latitude),
  }));
}

function degrees(text: string | undefined): number | null {
  if (text === undefined || text.trim() === '') return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}
