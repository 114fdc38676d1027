import type { RouteRecordRaw } from 'vue-router';
import { campaignRoutes } from '../../features/campaigns/campaign-routes.ts';
import { WHO } from '../../features/desk/who.ts';

/** The desk. Everything comes when it is first shown; other features add their pages to `children`. */
export const deskRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/desk/sign-in',
    name: 'sign-in',
    component: () => import('./SignInPage.vue'),
    meta: { open: true },
  },
  { path: '/desk/password', name: 'password', component: () => import('./PasswordPage.vue') },
  {
    path: '/desk',
    component: () => import('./DeskPage.vue'),
    redirect: (to) => ({ name: 'work', query: to.query }),
    children: [
      {
        path: 'work',
        name: 'work',
        component: () => import('./WorkPage.vue'),
        meta: { title: 'desk.page.work' },
      },
      {
        path: 'alerts',
        name: 'alerts',
        component: () => import('./AlertsPage.vue'),
        meta: { title: 'desk.page.alerts', roles: WHO.seeAlerts },
      },
      {
        path: 'alerts/:id',
        name: 'alert',
        component: () => import('./AlertPage.vue'),
        props: true,
        meta: { title: 'desk.page.alert', menu: 'alerts', roles: WHO.seeAlerts },
      },
      {
        path: 'history',
        name: 'history',
        component: () => import('./HistoryPage.vue'),
        meta: { title: 'desk.page.history', roles: WHO.seeAlerts },
      },
      {
        path: 'indicators',
        name: 'indicators',
        component: () => import('./IndicatorsPage.vue'),
        meta: { title: 'desk.page.indicators', roles: WHO.seeIndicators },
      },
      {
        path: 'indicators/:id',
        name: 'indicator',
        component: () => import('./IndicatorPage.vue'),
        props: true,
        meta: { title: 'desk.page.indicator', menu: 'indicators', roles: WHO.seeIndicators },
      },
      {
        path: 'silences',
        name: 'silences',
        component: () => import('./SilencesPage.vue'),
        meta: { title: 'desk.page.silences', roles: WHO.seeSilences },
      },
      ...campaignRoutes,
      {
        path: 'people',
        name: 'people',
        component: () => import('./PeoplePage.vue'),
        meta: { title: 'desk.page.people', roles: WHO.seePeople },
      },
      {
        path: 'walls',
        name: 'walls',
        component: () => import('./WallsPage.vue'),
        meta: { title: 'desk.page.walls', roles: WHO.pairWalls },
      },
      {
        path: 'scenes',
        name: 'scenes',
        component: () => import('./scenes/ScenesPage.vue'),
        meta: { title: 'scenes.page', roles: WHO.pairWalls },
      },
      {
        path: 'scenes/:id',
        name: 'scene',
        component: () => import('./scenes/SceneEditPage.vue'),
        props: true,
        meta: { title: 'scenes.editPage', menu: 'scenes', roles: WHO.pairWalls },
      },
      {
        path: 'keys',
        name: 'keys',
        component: () => import('./KeysPage.vue'),
        meta: { title: 'desk.page.keys', roles: WHO.manageKeys },
      },
      {
        path: 'audit',
        name: 'audit',
        component: () => import('./AuditPage.vue'),
        meta: { title: 'desk.page.audit', roles: WHO.seeAudit },
      },
      {
        path: 'forbidden',
        name: 'forbidden',
        component: () => import('./ForbiddenPage.vue'),
        meta: { title: 'desk.page.forbidden' },
      },
      { path: ':rest(.*)*', redirect: { name: 'work' } },
    ],
  },
];
