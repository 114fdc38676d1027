import { describe, expect, it } from '@jest/globals';
import { dialectOf } from './dialect.ts';
import { loadMigrations } from './migrations.ts';

const TABLE =
  'CREATE TABLE {{create:t}} (a UInt8) ENGINE = {{engine:SummingMergeTree((a))}} SETTINGS {{dedup}}';

describe('a dialect', () => {
  it('of one machine writes plain tables', () => {
    const { fill } = dialectOf('embedded', 'tidewall');
    expect(fill(TABLE)).toBe(
      'CREATE TABLE tidewall.t (a UInt8) ENGINE = SummingMergeTree((a)) SETTINGS non_replicated_deduplication_window = 10000',
    );
    expect(fill('{{distributed:t:cityHash64(a)}}')).toBe('');
  });

  it('of a cluster writes replicated tables and distributed ones over them', () => {
    const { fill, alterable } = dialectOf('cluster', 'tidewall', 'c1');
    expect(fill(TABLE)).toBe(
      'CREATE TABLE tidewall.t_local ON CLUSTER c1 (a UInt8) ENGINE = ReplicatedSummingMergeTree((a)) ' +
        'SETTINGS replicated_deduplication_window = 10000',
    );
    expect(fill('{{distributed:t:cityHash64(a)}}')).toBe(
      'CREATE TABLE IF NOT EXISTS tidewall.t ON CLUSTER c1 AS tidewall.t_local ' +
        'ENGINE = Distributed(c1, tidewall, t_local, cityHash64(a))',
    );
    expect(fill('TO {{table:t}}')).toBe('TO tidewall.t_local');
    expect(alterable('t')).toBe('tidewall.t_local ON CLUSTER c1');
  });

  it('leaves no placeholder in any migration', () => {
    for (const kind of ['embedded', 'server', 'cluster'] as const) {
      const { fill } = dialectOf(kind, 'tidewall', 'c1');
      const statements = loadMigrations().flatMap((migration) => migration.statements.map(fill));
      expect(statements.filter((statement) => /[{}]/.test(statement))).toEqual([]);
    }
  });
});
