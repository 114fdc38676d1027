/**
 * Run as a program of its own by `paint.ts`: the real application – live state, hub, gateway, pages – with a pipeline that
 * is played, because the real one counts areas once a second. Emits `KEYS_PER_SECOND` key updates a second, one of which
 * is a homecoming that moves the headline by one; tells its parent when each left.
 */
import { fileURLToPath } from 'node:url';
import { counters, sourceStatus, startTestApp, type TestApp } from '@tidewall/backend/testing';
import type { Detection, LiveCounters } from '@tidewall/streams';
import { createProvince } from '@tidewall/streams/simulator';
import { rowsOf } from '../live/load.ts';
import type { Emissions, Listening } from './emitter-messages.ts';

const KEYS_PER_SECOND = 2_000;
const EVERY_MS = 10;
const TELL_EVERY_MS = 250;
const MINUTE_MS = 60_000;
const PAGES = fileURLToPath(new URL('../../../frontend/dist', import.meta.url));

const timers: NodeJS.Timeout[] = [];
const now = (): number => performance.timeOrigin + performance.now();
const province = createProvince({ seed: 5, subscribers: 1_000, knownBefore: Date.now() - 30 * 86_400_000 });
const files = province.referenceFiles();
const areaIds = rowsOf(files.areas).map(([areaId]) => areaId!);
const counties = rowsOf(files.cells).map(([, areaId]) => areaId!);

const test = await startTestApp({
  frontend: PAGES,
  // The path of each single change is measured; protected counts move once a second, in steps.
  environment: { TIDEWALL_PRIVACY_K: '1' },
  boundaries: () => province.boundaries(),
  clock: { now: () => Date.now(), speed: 1, simulated: false },
});
for (const [name, body] of Object.entries(files)) {
  const headers = { 'content-type': 'text/csv' };
  const { status } = await fetch(`${test.url}/api/v1/reference/${name}`, { method: 'PUT', headers, body });
  if (status !== 200) throw new Error(`${name} answered ${status}`);
}
process.send!({ url: test.url } satisfies Listening);
process.once('message', () => emit(test));
process.once('disconnect', () => {
  for (const timer of timers) clearInterval(timer);
  void test.close().finally(() => process.exit(0));
});

/** Every area in its turn, with another count each time. */
function emit({ pipeline }: TestApp): void {
  const began = performance.now();
  let sent = 0;
  let homecomings = 0;
  let told: number[] = [];
  every(EVERY_MS, () => {
    const owed = Math.floor(((performance.now() - began) * KEYS_PER_SECOND) / 1_000) - sent;
    if (owed <= 0) return;
    const at = Date.now();
    pipeline.output$.next({
      detections: [homecoming(homecomings++, at)],
      windows: [],
      shareDays: [],
      watermark: at - 1_000,
    });
    pipeline.counters$.next(counted(sent, owed - 1, at));
    sent += owed;
    told.push(now());
  });
  every(TELL_EVERY_MS, () => {
    process.send!({ emittedAt: told, keys: sent } satisfies Emissions);
    told = [];
  });
}

function every(ms: number, run: () => void): void {
  timers.push(setInterval(run, ms));
}

function counted(from: number, count: number, at: number): LiveCounters {
  const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  const areas = Array.from({ length: count }, (_, index) => ({
    areaId: areaIds[(from + index) % areaIds.length]!,
    minute,
    subscribers: 1_000 + ((from + index) % 977),
    signalling: from + index,
    usage: (from + index) % 4_099,
  }));
  return counters({ areas, sources: [sourceStatus({ watermark: at - 1_000 })] });
}

function homecoming(serial: number, at: number): Detection {
  return {
    detectionId: `bench-${serial}`,
    type: 'homecoming',
    subtype: 'own',
    eventTime: new Date(at).toISOString(),
    subject: { kind: 'subscriber', id: serial.toString(16).padStart(16, '0') },
    areaId: counties[serial % counties.length]!,
    hotspotId: null,
    severity: 'info',
    evidence: { awayDays: 9, awayAreaIds: [] },
    revision: 0,
  };
}
