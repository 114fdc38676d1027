/** Communications of our subscribers with numbers of one operator in one lowest area. */
export interface OperatorCounts {
  readonly area: number;
  readonly operator: number;
  calls: number;
  sms: number;
  voiceSeconds: number;
}

/** More operators than any numbering plan has. */
const MAX_OPERATORS = 65_536;

/** One window of all areas by operator of the other party. Counted at the lowest area, added up when read. */
export class OperatorPane {
  readonly counts = new Map<number, OperatorCounts>();

  at(area: number, operator: number): OperatorCounts {
    const key = area * MAX_OPERATORS + operator;
    let counts = this.counts.get(key);
    if (!counts) {
      counts = { area, operator, calls: 0, sms: 0, voiceSeconds: 0 };
      this.counts.set(key, counts);
    }
    return counts;
  }

  /** Figures of the areas and all their ancestors. */
  read(chain: (area: number) => readonly number[]): OperatorCounts[] {
    const sums = new OperatorPane();
    for (const counts of this.counts.values()) {
      for (const area of chain(counts.area)) {
        const sum = sums.at(area, counts.operator);
        sum.calls += counts.calls;
        sum.sms += counts.sms;
        sum.voiceSeconds += counts.voiceSeconds;
      }
    }
    return [...sums.counts.values()].sort((a, b) => a.area - b.area || a.operator - b.operator);
  }

  snapshot(): unknown {
    return [...this.counts.values()];
  }

  static restore(state: unknown): OperatorPane {
    const pane = new OperatorPane();
    for (const saved of state as OperatorCounts[]) Object.assign(pane.at(saved.area, saved.operator), saved);
    return pane;
  }
}
