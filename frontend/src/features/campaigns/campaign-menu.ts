import { Collection, Promotion, ScaleToOriginal, SwitchButton, Tickets } from '@element-plus/icons-vue';
import type { MenuGroup } from '../desk/menu.ts';
import { CAMPAIGN_WHO as WHO } from './campaign-who.ts';

/** What campaign managers find on the desk. */
export const campaignMenu: MenuGroup = {
  label: 'campaigns.group',
  entries: [
    { to: 'campaigns', label: 'campaigns.page.campaigns', icon: Promotion, roles: WHO.see },
    { to: 'campaign-library', label: 'campaigns.page.library', icon: Collection, roles: WHO.see },
    { to: 'contact-policy', label: 'campaigns.page.policy', icon: ScaleToOriginal, roles: WHO.seePolicy },
    { to: 'sending', label: 'campaigns.page.sending', icon: SwitchButton, roles: WHO.send },
    { to: 'ledger', label: 'campaigns.page.ledger', icon: Tickets, roles: WHO.send },
  ],
};
