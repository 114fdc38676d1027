import { createRouter, createWebHistory } from 'vue-router';
import { deskRoutes } from '../pages/desk/routes.ts';
import { guardDesk } from '../features/session/guard.ts';

/** Where somebody who asks for nothing begins. */
const FIRST_SCENE = 'tide';

/** Walls and desks load nothing of each other: every page comes when it is first shown. */
export const router = createRouter({
  history: createWebHistory(),
  routes: [
    {
      path: '/wall/:scene',
      name: 'wall',
      component: () => import('../pages/WallGate.vue'),
      props: true,
    },
    {
      path: '/map/:areaId?',
      name: 'map',
      component: () => import('../pages/MapPage.vue'),
    },
    ...deskRoutes,
    {
      path: '/:rest(.*)*',
      redirect: (to) => ({ name: 'wall', params: { scene: FIRST_SCENE }, query: to.query }),
    },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
});

router.beforeEach(guardDesk);
