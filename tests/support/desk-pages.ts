import type { DeskData } from './desk-data.ts';

/** A page of the desk with somebody who finds it. */
export interface DeskPage {
  readonly name: string;
  readonly path: string;
  readonly who: string;
}

/** Every page of the desk, with its parts that have an address of their own. */
export function deskPages({ alerts, indicatorId, schemeId }: DeskData): readonly DeskPage[] {
  const alert = (title: string): string => `alerts/${alerts.get(title) ?? ''}`;
  const of = (who: string, pages: Readonly<Record<string, string>>): readonly DeskPage[] =>
    Object.entries(pages).map(([name, path]) => ({ name, path, who }));
  return [
    ...of('zhang', { work: 'work', forbidden: 'people' }),
    ...of('chen', {
      alerts: 'alerts',
      alert: alert('新增份额低于门限'),
      'alert-returned': alert('集镇赶场日离网增多'),
      'alert-reopened': alert('份额回落'),
      history: 'history',
      'alert-done': alert('渠道断货'),
      silences: 'silences',
    }),
    ...of('administrator', {
      indicators: 'indicators',
      indicator: `indicators/${indicatorId}`,
      'indicator-new': 'indicators/new',
      people: 'people',
      walls: 'walls',
      scenes: 'scenes',
      'scene-edit': 'scenes/pulse',
      'scene-new': 'scenes/axe?zh=新场景&en=Axe',
      keys: 'keys',
      audit: 'audit',
      'contact-policy': 'contact-policy',
      sending: 'sending',
      ledger: 'ledger',
      'dead-letters': 'ledger?tab=dead',
    }),
    ...of('sun', {
      campaigns: 'campaigns',
      'campaign-plan': `campaigns/${schemeId}?tab=plan`,
      'campaign-funnel': `campaigns/${schemeId}?tab=funnel`,
      'campaign-rehearsal': `campaigns/${schemeId}?tab=rehearsal`,
      'campaign-effect': `campaigns/${schemeId}?tab=effect`,
      'campaign-versions': `campaigns/${schemeId}?tab=versions`,
      'campaign-edit': `campaigns/${schemeId}/edit`,
      'campaign-new': 'campaigns/new',
      library: 'campaign-library',
    }),
  ];
}
