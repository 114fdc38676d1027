import type { RouteLocationNormalized, RouteLocationRaw } from 'vue-router';
import type { Role } from './session.ts';
import { useSessionStore } from './session-store.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** Path of the page's name among the texts. */
    readonly title?: string;
    /** Who finds the page; everybody who is signed in when left out. */
    readonly roles?: readonly Role[];
    /** Shown to those who are not signed in. */
    readonly open?: boolean;
    /** Entry of the menu that it belongs to, when it is not one itself. */
    readonly menu?: string;
  }
}

/**
 * Sends those who are not signed in to the sign-in page, and those with a first password to the page that changes it. The
 * server refuses by itself; this only shows the right page.
 */
export async function guardDesk(to: RouteLocationNormalized): Promise<boolean | RouteLocationRaw> {
  const isDesk = /^\/(desk|map)(\/|$)/.test(to.path);
  document.documentElement.classList.toggle('desk', isDesk);
  if (!isDesk || to.meta.open === true) return true;
  const session = useSessionStore();
  await session.ensure();
  if (session.state !== 'signed-in') {
    return { name: 'sign-in', query: { ...to.query, next: to.fullPath } };
  }
  if (session.mustChangePassword && to.name !== 'password') {
    return { name: 'password', query: { ...to.query, next: to.fullPath } };
  }
  const { roles } = to.meta;
  if (roles !== undefined && !session.has(...roles)) return { name: 'forbidden', query: to.query };
  return true;
}
