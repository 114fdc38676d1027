import { createRouter, createWebHistory } from 'vue-router';
import { isSceneId, SCENES } from '../features/wall/scenes.ts';
import WallPage from '../pages/WallPage.vue';

const [first] = SCENES;

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/wall/:scene', name: 'wall', component: WallPage, props: true },
    {
      path: '/:rest(.*)*',
      redirect: (to) => ({ name: 'wall', params: { scene: first.id }, query: to.query }),
    },
  ],
});

// An unknown scene shows the first one: a wall has nobody to correct an address.
router.beforeEach((to) => {
  if (to.name !== 'wall' || isSceneId(to.params['scene'])) return true;
  return { name: 'wall', params: { scene: first.id }, query: to.query };
});
