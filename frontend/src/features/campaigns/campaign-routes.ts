import type { RouteRecordRaw } from 'vue-router';
import { CAMPAIGN_WHO as WHO } from './campaign-who.ts';

/** The pages of campaigns, below the desk. */
export const campaignRoutes: readonly RouteRecordRaw[] = [
  {
    path: 'campaigns',
    name: 'campaigns',
    component: () => import('../../pages/desk/campaigns/CampaignsPage.vue'),
    meta: { title: 'campaigns.page.campaigns', roles: WHO.see },
  },
  {
    path: 'campaigns/new',
    name: 'campaign-new',
    component: () => import('../../pages/desk/campaigns/CampaignEditPage.vue'),
    meta: { title: 'campaigns.page.new', menu: 'campaigns', roles: WHO.write },
  },
  {
    path: 'campaigns/:id',
    name: 'campaign',
    component: () => import('../../pages/desk/campaigns/CampaignPage.vue'),
    props: true,
    meta: { title: 'campaigns.page.campaign', menu: 'campaigns', roles: WHO.see },
  },
  {
    path: 'campaigns/:id/edit',
    name: 'campaign-edit',
    component: () => import('../../pages/desk/campaigns/CampaignEditPage.vue'),
    props: true,
    meta: { title: 'campaigns.page.edit', menu: 'campaigns', roles: WHO.write },
  },
  {
    path: 'campaign-library',
    name: 'campaign-library',
    component: () => import('../../pages/desk/campaigns/LibraryPage.vue'),
    meta: { title: 'campaigns.page.library', roles: WHO.see },
  },
  {
    path: 'contact-policy',
    name: 'contact-policy',
    component: () => import('../../pages/desk/campaigns/ContactPolicyPage.vue'),
    meta: { title: 'campaigns.page.policy', roles: WHO.seePolicy },
  },
  {
    path: 'sending',
    name: 'sending',
    component: () => import('../../pages/desk/campaigns/SendingPage.vue'),
    meta: { title: 'campaigns.page.sending', roles: WHO.send },
  },
  {
    path: 'ledger',
    name: 'ledger',
    component: () => import('../../pages/desk/campaigns/LedgerPage.vue'),
    meta: { title: 'campaigns.page.ledger', roles: WHO.send },
  },
];
