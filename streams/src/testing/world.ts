import type { ReferenceTexts } from '../reference/reference.ts';

/**
 * A small world for tests: one own province with two cities, one other province, two campuses that share a cell.
 *
 * - `P1` is ours (it has cells): city `C1` with counties `K11` (townships `T111`, `T112`) and `K12` (`T121`), city `C2`
 *   with county `K21` (`T211`). `P2` with city `C9` is elsewhere.
 * - Cells `a1`, `a2` in T111, `b1` in T112, `c1` in T121, `d1` in T211; `both` in T111 belongs to both campuses.
 * - Campuses `U1` (cells a1, both) and `U2` (b1, both), station `S1` (a2).
 * - Operators `tide` (ours), `red`, `blue`. Prefixes: 86139 tide without home, 861391 tide with home K11, 86130 red,
 *   86131 blue, 861309 red with home C9. 8613900000001 is ported to red.
 * - Subscribers: 8613910000001 … 8613910000006 with home T111, 8613910000011 with home T211, 8613900000021 without.
 */
const AREAS = `areaId,parentId,level,name,nameEn
CN,,country,中国,China
P1,CN,province,临江省,Linjiang
P2,CN,province,远山省,Yuanshan
C1,P1,city,青岚市,Qinglan
C2,P1,city,云川市,Yunchuan
C9,P2,city,远城,Farcity
K11,C1,county,东湖县,Donghu
K12,C1,county,西湖县,Xihu
K21,C2,county,云县,Yunxian
T111,K11,township,城关镇,Chengguan
T112,K11,township,柳林镇,Liulin
T121,K12,township,桥头镇,Qiaotou
T211,K21,township,石门镇,Shimen
`;

const CELLS = `cellId,areaId,latitude,longitude,rat,siteName
a1,T111,29.8,111.7,LTE,one
a2,T111,29.8,111.8,LTE,two
both,T111,29.8,111.9,NR,three
b1,T112,29.9,111.7,LTE,four
c1,T121,30.1,111.7,LTE,five
d1,T211,31.1,112.7,LTE,six
`;

/** Subscriber numbers of the world by what they are for. */
export const NUMBERS = {
  /** Ours, home in T111 (city C1). */
  home: [
    '8613910000001',
    '8613910000002',
    '8613910000003',
    '8613910000004',
    '8613910000005',
    '8613910000006',
  ],
  /** Ours, home in T211 (city C2). */
  otherCity: '8613910000011',
  /** Ours, with no known home. */
  homeless: '8613900000021',
  /** Of our operator by its prefix, ported to red. */
  portedOut: '8613900000001',
} as const;

export const WORLD: ReferenceTexts = {
  areas: AREAS,
  cells: CELLS,
  hotspots: 'hotspotId,type,name,areaId\nU1,campus,One,K11\nU2,campus,Two,T112\nS1,transport,Station,T111\n',
  'hotspot-cells': 'hotspotId,cellId\nU1,a1\nU1,both\nU2,b1\nU2,both\nS1,a2\n',
  channels:
    'channelId,areaId,name,latitude,longitude,hotspotId\n' +
    'shop,T121,Shop,30.1,111.7,\ncampusShop,T111,Campus shop,29.8,111.7,U1\nnowhere,,Online,,,\n',
  operators: 'operatorId,name,own\ntide,Tide,true\nred,Red,false\nblue,Blue,false\n',
  'number-prefixes':
    'prefix,operatorId,homeAreaId\n86139,tide,\n861391,tide,K11\n86130,red,\n86131,blue,\n861309,red,C9\n',
  'ported-numbers': `msisdn,operatorId\n${NUMBERS.portedOut},red\n`,
  subscribers:
    'msisdn,homeAreaId,activatedAt,status\n' +
    NUMBERS.home.map((msisdn) => `${msisdn},T111,2020-05-01T00:00:00+08:00,active\n`).join('') +
    `${NUMBERS.otherCity},T211,2020-05-01T00:00:00+08:00,active\n${NUMBERS.homeless},,,active\n`,
};
