import type { AreaDto } from '@tidewall/streams';
import type { Role } from '../access/principal.ts';
import type { HeldPosition } from './people.types.ts';

export interface DemoPerson {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly roles: Role[];
  readonly scope: string[];
  readonly positions: HeldPosition[];
}

/** Whom the ready-made chains ask: by level of the area they are responsible for. */
const POSTS: readonly { level: AreaDto['level']; position: string; roles: Role[] }[] = [
  { level: 'county', position: 'area-head', roles: ['reporter'] },
  { level: 'county', position: 'area-supervisor', roles: ['reviewer'] },
  { level: 'county', position: 'county-business-office', roles: ['reviewer'] },
  { level: 'county', position: 'county-deputy-manager', roles: ['supervisor'] },
  { level: 'city', position: 'city-channel-supervisor', roles: ['supervisor'] },
];

const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗';
const GIVEN = [
  '思远',
  '雨桐',
  '志强',
  '晓梅',
  '建国',
  '若兰',
  '子轩',
  '海燕',
  '文博',
  '丽华',
  '明哲',
  '静怡',
  '国栋',
  '春晓',
  '俊杰',
  '雪莹',
  '振宇',
  '佳宁',
  '永安',
  '秋月',
  '承志',
  '亦菲',
  '立群',
] as const;

/** One person for each post of our province, the same ones each time. */
export function demoPeople(areas: readonly AreaDto[]): readonly DemoPerson[] {
  const posts = areas
    .filter(({ covered }) => covered)
    .flatMap((area) => POSTS.filter(({ level }) => level === area.level).map((post) => ({ ...post, area })));
  return posts.map(({ area, position, roles }, at) => ({
    id: `demo-${area.areaId}-${position}`,
    login: `demo-${area.areaId}-${position}`,
    name: `${SURNAMES[at % SURNAMES.length]!}${GIVEN[at % GIVEN.length]!}`,
    roles,
    scope: [area.areaId],
    positions: [{ position, areaId: area.areaId }],
  }));
}
