import {
  Bell,
  CircleCheck,
  DataLine,
  Document,
  Grid,
  Key,
  MapLocation,
  Tickets,
  Monitor,
  Mute,
  User,
} from '@element-plus/icons-vue';
import type { Component } from 'vue';
import { campaignMenu } from '../campaigns/campaign-menu.ts';
import type { Role } from '../session/session.ts';
import { WHO } from './who.ts';

export interface MenuEntry {
  /** Name of the route. */
  readonly to: string;
  /** Path of its text. */
  readonly label: string;
  readonly icon: Component;
  /** Who finds it; everybody when left out. */
  readonly roles?: readonly Role[];
  /** Also at the foot of a phone. */
  readonly phone?: boolean;
}

export interface MenuGroup {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
}

/** What is on the desk, in the order of the day's work. */
const MENU: readonly MenuGroup[] = [
  {
    label: 'desk.group.today',
    entries: [
      { to: 'work', label: 'desk.page.work', icon: CircleCheck, phone: true },
      { to: 'map', label: 'map.title', icon: MapLocation },
      { to: 'alerts', label: 'desk.page.alerts', icon: Bell, roles: WHO.seeAlerts, phone: true },
      { to: 'history', label: 'desk.page.history', icon: Tickets, roles: WHO.seeAlerts, phone: true },
    ],
  },
  {
    label: 'desk.group.rules',
    entries: [
      { to: 'indicators', label: 'desk.page.indicators', icon: DataLine, roles: WHO.seeIndicators },
      { to: 'silences', label: 'desk.page.silences', icon: Mute, roles: WHO.seeSilences },
    ],
  },
  campaignMenu,
  {
    label: 'desk.group.system',
    entries: [
      { to: 'people', label: 'desk.page.people', icon: User, roles: WHO.seePeople },
      { to: 'walls', label: 'desk.page.walls', icon: Monitor, roles: WHO.pairWalls },
      { to: 'scenes', label: 'scenes.page', icon: Grid, roles: WHO.pairWalls },
      { to: 'keys', label: 'desk.page.keys', icon: Key, roles: WHO.manageKeys },
      { to: 'audit', label: 'desk.page.audit', icon: Document, roles: WHO.seeAudit },
    ],
  },
];

/** The groups with what somebody finds in them; empty ones are left out. */
export function menuFor(has: (...roles: readonly Role[]) => boolean): readonly MenuGroup[] {
  return MENU.map(({ label, entries }) => ({
    label,
    entries: entries.filter(({ roles }) => roles === undefined || has(...roles)),
  })).filter(({ entries }) => entries.length > 0);
}
