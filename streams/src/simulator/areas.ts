/** One row of areas.csv. */
export interface Area {
  readonly areaId: string;
  readonly parentId: string;
  readonly level: 'country' | 'province' | 'city' | 'county' | 'township' | 'grid';
  readonly name: string;
  readonly nameEn: string;
  /** In the province that has cells. */
  readonly covered: boolean;
}

export const COUNTRY: Area = {
  areaId: 'CN',
  parentId: '',
  level: 'country',
  name: '中国',
  nameEn: 'China',
  covered: true,
};

export const PROVINCE: Area = {
  areaId: '900000',
  parentId: 'CN',
  level: 'province',
  name: '澜海省',
  nameEn: 'Lanhai',
  covered: true,
};

/** Other provinces, all invented, where our people work and where visitors come from. */
const OTHERS: readonly (readonly [string, string, readonly (readonly [string, string])[]])[] = [
  [
    '岭北省',
    'Lingbei',
    [
      ['朔津市', 'Shuojin'],
      ['雁垣市', 'Yanyuan'],
      ['霜河市', 'Shuanghe'],
    ],
  ],
  [
    '沧南省',
    'Cangnan',
    [
      ['南屿市', 'Nanyu'],
      ['椰湾市', 'Yewan'],
      ['潮埠市', 'Chaobu'],
      ['珠汀市', 'Zhuting'],
    ],
  ],
  [
    '渠西省',
    'Quxi',
    [
      ['西渡市', 'Xidu'],
      ['锦陂市', 'Jinbei'],
    ],
  ],
  [
    '陇原省',
    'Longyuan',
    [
      ['陇台市', 'Longtai'],
      ['沙峪市', 'Shayu'],
    ],
  ],
  [
    '江左省',
    'Jiangzuo',
    [
      ['江垣市', 'Jiangyuan'],
      ['淀溪市', 'Dianxi'],
      ['绮川市', 'Qichuan'],
    ],
  ],
];

/** Areas of the other provinces: no cells, served by other networks. */
export function abroad(): Area[] {
  return OTHERS.flatMap(([name, nameEn, cities], p) => {
    const areaId = `${80 + p}0000`;
    const province: Area = { areaId, parentId: 'CN', level: 'province', name, nameEn, covered: false };
    return [
      province,
      ...cities.map(([zh, en], c): Area => ({
        areaId: `${80 + p}0${c + 1}00`,
        parentId: areaId,
        level: 'city',
        name: zh,
        nameEn: en,
        covered: false,
      })),
    ];
  });
}
