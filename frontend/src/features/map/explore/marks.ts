import type { Frame } from './area-shapes.ts';
import type { BaseMap, CampusMark, NoteMark } from './scene.ts';

export type PlacedCampus = Omit<CampusMark, 'x' | 'y'> & {
  readonly longitude: number;
  readonly latitude: number;
};

export interface PlacedNote {
  readonly id: string;
  readonly text: string;
  /** The child that holds it; null: the area itself. */
  readonly holder: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
}

export function campusMarks(campuses: readonly PlacedCampus[], frame: Frame): readonly CampusMark[] {
  return campuses.map(({ longitude, latitude, ...campus }) => {
    const [x, y] = frame.pointOf(longitude, latitude);
    return { ...campus, x, y };
  });
}

/** Notes where they are about; those of an area as a whole in its middle. */
export function noteMarks(notes: readonly PlacedNote[], { frame, plots }: BaseMap): readonly NoteMark[] {
  return notes.flatMap(({ id, text, holder, longitude, latitude }) => {
    if (longitude !== null && latitude !== null) {
      const [x, y] = frame.pointOf(longitude, latitude);
      return [{ id, text, x, y }];
    }
    const plot = plots.find(({ areaId }) => areaId === holder);
    return plot === undefined ? [] : [{ id, text, x: plot.x, y: plot.y }];
  });
}
