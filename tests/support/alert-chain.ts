/** The five steps of the reference practice in the small world: who they are, what they are, and where. */
export const CHAIN = [
  { login: 'zhang', name: '张伟', roles: ['reporter'], position: 'area-head', areaId: 'T111' },
  { login: 'li', name: '李娜', roles: ['reviewer'], position: 'area-supervisor', areaId: 'T111' },
  { login: 'wang', name: '王强', roles: ['reviewer'], position: 'county-business-office', areaId: 'K11' },
  { login: 'zhao', name: '赵敏', roles: ['reviewer'], position: 'county-deputy-manager', areaId: 'K11' },
  {
    login: 'chen',
    name: '陈静',
    roles: ['reviewer', 'supervisor'],
    position: 'city-channel-supervisor',
    areaId: 'C1',
  },
] as const;
export type Login = (typeof CHAIN)[number]['login'];

/** Telephone number of somebody on the chain. */
export function phoneOf(login: Login): string {
  return `8613900020${100 + CHAIN.findIndex((person) => person.login === login)}`;
}

/** POST /users of somebody on the chain, with a telephone, seeing the area of their position and what is below. */
export function userOf({ login, name, roles, position, areaId }: (typeof CHAIN)[number]) {
  return {
    login,
    name,
    roles,
    scope: [areaId],
    positions: [{ position, areaId }],
    phone: phoneOf(login),
  };
}
