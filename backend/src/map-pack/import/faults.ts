/** What can be wrong with boundaries that are to be imported. */
export const FAULT_KINDS = [
  'not-a-map',
  'wrong-crs',
  'invalid-ring',
  'crossing-ring',
  'winding',
  'unknown-code',
  'duplicate',
  'other-name',
  'other-level',
  'other-parent',
  'missing-children',
  'overlap',
  'gap',
  'outside-parent',
  'nothing-below',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Put right or only worth knowing: these never stop an import. */
const NOTES: ReadonlySet<FaultKind> = new Set(['winding', 'other-name', 'other-level', 'other-parent']);
/** No pack can be made while one of these is there, whatever somebody accepts. */
const FATAL: ReadonlySet<FaultKind> = new Set(['not-a-map', 'wrong-crs', 'duplicate', 'nothing-below']);

/** A fault that somebody may look at and take all the same. */
export const ACCEPTABLE: readonly FaultKind[] = FAULT_KINDS.filter(
  (kind) => !NOTES.has(kind) && !FATAL.has(kind),
);

export interface Fault {
  readonly kind: FaultKind;
  /** File, and feature where it is of one. */
  readonly where: string;
  readonly message: string;
}

/** Whether a fault stops the import. */
export function stops({ kind }: Fault, accepted: ReadonlySet<FaultKind>): boolean {
  return !NOTES.has(kind) && !accepted.has(kind);
}
