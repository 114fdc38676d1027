import type { ActiveShareDto } from '../../api/dto.ts';

/** The newest row of an area against all rivals. */
export function newestOf(items: readonly ActiveShareDto[], areaId: string | null): ActiveShareDto | null {
  const own = items.filter((item) => item.areaId === areaId && item.operatorId === null);
  return own.toSorted((a, b) => (a.day < b.day ? 1 : -1))[0] ?? null;
}
