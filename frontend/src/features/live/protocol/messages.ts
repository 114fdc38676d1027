import type { LiveDelta, LiveSnapshot } from '@tidewall/streams/events';

/** The door of the live protocol: what does not have the form of a message is dropped, never half applied. */
export function isSnapshot(value: unknown): value is LiveSnapshot {
  return hasPosition(value) && isRecord(value['data']);
}

export function isDelta(value: unknown): value is LiveDelta {
  return hasPosition(value) && isRecord(value['changes']);
}

function hasPosition(value: unknown): value is Record<string, unknown> {
  return (
    isRecord(value) &&
    typeof value['topic'] === 'string' &&
    typeof value['epoch'] === 'string' &&
    Number.isSafeInteger(value['seq']) &&
    typeof value['at'] === 'number' &&
    (value['eventTime'] === null || typeof value['eventTime'] === 'number')
  );
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
