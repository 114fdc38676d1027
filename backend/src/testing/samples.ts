import type { Detection, LiveCounters, SourceStatus } from '@tidewall/streams';
import type { ReferenceTexts } from '../modules/reference/reference.types.ts';

/** A small country: our province with a city, two counties and a campus; a province of others. */
export const SAMPLE_REFERENCE: ReferenceTexts = {
  areas: [
    'areaId,parentId,level,name,nameEn',
    'CN,,country,中国,China',
    '99,CN,province,临江省,Linjiang',
    '9901,99,city,江州市,Jiangzhou',
    '9902,99,city,河州市,Hezhou',
    '990101,9901,county,东县,East',
    '990102,9901,county,西县,West',
    '98,CN,province,岭北省,Lingbei',
    '9801,98,city,岭北市,Lingbei City',
  ].join('\n'),
  cells:
    'cellId,areaId,latitude,longitude,rat,siteName\nc1,990101,30,112,LTE,a\nc2,990101,31,113,NR,b\nc3,990102,,,NR,c\n',
  hotspots: 'hotspotId,type,name,areaId\nh1,campus,江州大学,990101\nh2,transport,火车站,990101\n',
  'hotspot-cells': 'hotspotId,cellId\nh1,c1\nh1,c2\n',
  operators: 'operatorId,name,own\nme,Ours,true\nx,Rival,false\n',
  subscribers: 'msisdn,homeAreaId\n8613900000001,9901\n',
};

/** 2026-02-10 12:00 in Shanghai, a Tuesday. */
export const NOON = Date.parse('2026-02-10T12:00:00+08:00');

export function homecoming(id: string, eventTime: string, over: Partial<Detection> = {}): Detection {
  return {
    detectionId: id,
    type: 'homecoming',
    subtype: 'own',
    eventTime,
    subject: { kind: 'subscriber', id: '9f00000000000001' },
    areaId: '990101',
    hotspotId: null,
    severity: 'info',
    evidence: { awayAreaIds: ['9801'], awayDays: 9 },
    revision: 0,
    ...over,
  };
}

export function sourceStatus(over: Partial<SourceStatus> = {}): SourceStatus {
  return {
    source: 'http:usage',
    feed: 'usage',
    state: 'active',
    watermark: NOON,
    newestEventTime: NOON,
    accepted: 10,
    stored: 5,
    duplicate: 2,
    late: 1,
    rejected: 2,
    rejectedByCode: { missing: 2 },
    unknownCells: 0,
    unknownAreas: 0,
    unknownFields: 0,
    ...over,
  };
}

export function counters(over: Partial<LiveCounters> = {}): LiveCounters {
  return {
    areas: [],
    hotspots: [],
    shares: [],
    sources: [sourceStatus()],
    shards: [],
    network: { state: {} },
    ...over,
  };
}
