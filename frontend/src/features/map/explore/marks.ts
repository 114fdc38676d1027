import type { Frame } from './area-shapes.ts';
import type { CampusMark, NoteMark } from './scene.ts';

export type PlacedCampus = Omit<CampusMark, 'x' | 'y'> & {
  readonly longitude: number;
  readonly latitude: number;
};

export interface PlacedNote {
  readonly id: string;
  /** The child that holds it; null: none does. */
  readonly holder: string | null;
  /** Null: it is about all of the area. */
  readonly longitude: number | null;
  readonly latitude: number | null;
}

export function campusMarks(campuses: readonly PlacedCampus[], frame: Frame): readonly CampusMark[] {
  return campuses.map(({ longitude, latitude, ...campus }) => {
    const [x, y] = frame.pointOf(longitude, latitude);
    return { ...campus, x, y };
  });
}

/** Notes about places, where they are. */
export function noteMarks(notes: readonly PlacedNote[], frame: Frame): readonly NoteMark[] {
  return notes.flatMap(({ id, longitude, latitude }) => {
    if (longitude === null || latitude === null) return [];
    const [x, y] = frame.pointOf(longitude, latitude);
    return [{ id, x, y }];
  });
}

/** Areas that have notes about the whole of them. */
export function notedAreas(notes: readonly PlacedNote[]): ReadonlySet<string> {
  return new Set(
    notes.flatMap(({ holder, longitude }) => (holder !== null && longitude === null ? [holder] : [])),
  );
}
