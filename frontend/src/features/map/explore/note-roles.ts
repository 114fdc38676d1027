import type { Role } from '../../session/session.ts';

/** Who may write notes on the map; the server decides by itself. */
export const NOTE_ROLES = [
  'reporter',
  'reviewer',
  'supervisor',
  'campaign-manager',
] as const satisfies readonly Role[];
