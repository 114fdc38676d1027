import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { i18n } from '../i18n/i18n.ts';
import App from './App.vue';
import './base.css';
import './fonts.ts';
import { followNewBuilds } from './new-build.ts';
import { router } from './router.ts';
import './tokens.css';
import './desk-tokens.css';

followNewBuilds();
createApp(App).use(createPinia()).use(i18n).use(router).mount('#app');
