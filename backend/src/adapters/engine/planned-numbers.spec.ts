import { describe, expect, it } from '@jest/globals';
import { readReference, ReferenceIds, type Reference } from '@tidewall/streams';
import { plannedNumber, PlanWatch } from './planned-numbers.ts';

const areas = 'areaId,parentId,level,name,nameEn\nP1,,province,省,P\nC1,P1,city,市,C\n';
const operators = 'operatorId,name,own\nblue,蓝,true\nred,红,false\n';

function reference(prefixes: string, ported = ''): Reference {
  const texts = {
    areas,
    operators,
    'number-prefixes': `prefix,operatorId,homeAreaId\n${prefixes}`,
    'ported-numbers': `msisdn,operatorId\n${ported}`,
  };
  return readReference(texts, new ReferenceIds());
}

describe('what the plan says of a number', () => {
  it('is operator and home of the longest prefix and how many digits there are, whatever has been ported', () => {
    const known = reference('861,red,\n8613,blue,C1\n', '8613800000001,red\n');
    expect(plannedNumber(known, '8613800000001', 7, 9)).toEqual({
      hi: 7,
      lo: 9,
      operatorId: 'blue',
      homeAreaId: 'C1',
      digits: 13,
    });
    expect(plannedNumber(known, '861000', 0, 0)).toMatchObject({
      operatorId: 'red',
      homeAreaId: '',
      digits: 6,
    });
    expect(plannedNumber(known, '10086', 0, 0)).toMatchObject({ operatorId: '', homeAreaId: '', digits: 5 });
  });

  it('changes with the prefixes, not with other files', () => {
    const watch = new PlanWatch();
    const { plan } = reference('8613,blue,C1\n');
    expect(watch.changed(plan)).toBe(false);
    expect(watch.changed(plan)).toBe(false);
    expect(watch.changed(reference('8613,blue,C1\n', '8613800000001,red\n').plan)).toBe(false);
    expect(watch.changed(reference('8613,blue,\n').plan)).toBe(true);
    expect(watch.changed(reference('8613,red,\n').plan)).toBe(true);
    expect(watch.changed(reference('8613,red,\n86,red,\n').plan)).toBe(true);
  });
});
