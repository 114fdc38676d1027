import type { Role } from '../session/session.ts';

/** Who finds which pages and commands of campaigns. The server decides by itself. */
export const CAMPAIGN_WHO = {
  see: ['viewer', 'reporter', 'reviewer', 'supervisor', 'campaign-manager', 'administrator'],
  write: ['campaign-manager'],
  rehearse: ['campaign-manager', 'supervisor'],
  send: ['supervisor', 'campaign-manager', 'administrator'],
  seePolicy: ['viewer', 'reviewer', 'supervisor', 'campaign-manager', 'administrator'],
  changePolicy: ['supervisor', 'administrator'],
} as const satisfies Record<string, readonly Role[]>;
