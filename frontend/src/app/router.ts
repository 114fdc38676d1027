import { createRouter, createWebHistory } from 'vue-router';
import { deskRoutes } from '../pages/desk/routes.ts';
import { guardDesk } from '../features/session/guard.ts';
import { isSceneId, SCENES } from '../features/wall/scenes.ts';

const [first] = SCENES;

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
    ...deskRoutes,
    {
      path: '/:rest(.*)*',
      redirect: (to) => ({ name: 'wall', params: { scene: first.id }, query: to.query }),
    },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
});

// An unknown scene shows the first one: a wall has nobody to correct an address.
router.beforeEach((to) => {
  if (to.name !== 'wall' || isSceneId(to.params['scene'])) return true;
  return { name: 'wall', params: { scene: first.id }, query: to.query };
});

router.beforeEach(guardDesk);
