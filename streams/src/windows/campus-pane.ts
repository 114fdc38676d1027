/** Running figures of one campus in one window. Sets hold number keys: exact distinct counts. */
export interface CampusCounts {
  readonly subscribers: Set<number>;
  readonly students: Set<number>;
  readonly rivals: Set<number>;
  ownNewcomers: number;
  signalling: number;
  usage: number;
  calls: number;
  sms: number;
  bytes: number;
  voiceSeconds: number;
}

const emptyCounts = (): CampusCounts => ({
  subscribers: new Set(),
  students: new Set(),
  rivals: new Set(),
  ownNewcomers: 0,
  signalling: 0,
  usage: 0,
  calls: 0,
  sms: 0,
  bytes: 0,
  voiceSeconds: 0,
});

/** One window of all campuses, by hotspot index. Order of arrival does not matter. */
export class CampusPane {
  readonly campuses = new Map<number, CampusCounts>();

  campus(hotspot: number): CampusCounts {
    let counts = this.campuses.get(hotspot);
    if (!counts) {
      counts = emptyCounts();
      this.campuses.set(hotspot, counts);
    }
    return counts;
  }

  snapshot(): unknown {
    return [...this.campuses].map(([hotspot, counts]) => [
      hotspot,
      {
        ...counts,
        subscribers: [...counts.subscribers],
        students: [...counts.students],
        rivals: [...counts.rivals],
      },
    ]);
  }

  static restore(state: unknown): CampusPane {
    const pane = new CampusPane();
    type Saved = Omit<CampusCounts, 'subscribers' | 'students' | 'rivals'> &
      Record<'subscribers' | 'students' | 'rivals', number[]>;
    for (const [hotspot, saved] of state as [number, Saved][]) {
      pane.campuses.set(hotspot, {
        ...saved,
        subscribers: new Set(saved.subscribers),
        students: new Set(saved.students),
        rivals: new Set(saved.rivals),
      });
    }
    return pane;
  }
}
