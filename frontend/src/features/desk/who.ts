import type { Role } from '../session/session.ts';

/** Who finds which pages and commands. The server decides by itself; this spares people what it would refuse. */
export const WHO = {
  seeAlerts: ['viewer', 'reporter', 'reviewer', 'supervisor', 'campaign-manager', 'administrator'],
  raiseAlerts: ['supervisor'],
  handleAlerts: ['reporter', 'reviewer', 'supervisor'],
  seeIndicators: ['viewer', 'reporter', 'reviewer', 'supervisor', 'campaign-manager', 'administrator'],
  changeIndicators: ['supervisor', 'administrator'],
  seeSilences: ['viewer', 'reporter', 'reviewer', 'supervisor', 'administrator'],
  changeSilences: ['supervisor'],
  seePeople: ['supervisor', 'campaign-manager', 'administrator'],
  changePeople: ['administrator'],
  pairWalls: ['supervisor', 'administrator'],
  manageKeys: ['administrator'],
  seeAudit: ['administrator'],
} as const satisfies Record<string, readonly Role[]>;
