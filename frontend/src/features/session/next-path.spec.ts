import { describe, expect, it } from '@jest/globals';
import { nextPath } from './next-path.ts';

describe('where a sign-in leads to', () => {
  it('is the page of the desk that was asked for', () => {
    expect(nextPath('/desk/alerts/a1')).toBe('/desk/alerts/a1');
    expect(nextPath('/desk')).toBe('/desk');
  });

  it('is the map with all that its address says', () => {
    expect(nextPath('/map/9901?layer=share')).toBe('/map/9901?layer=share');
    expect(nextPath('/map?at=1')).toBe('/map?at=1');
  });

  it('is never an address of elsewhere', () => {
    for (const query of [
      'https://example.org',
      '//example.org/desk',
      '/deskx',
      '/mapx',
      '/map.example.org',
      undefined,
      ['/desk'],
    ])
      expect(nextPath(query)).toBe('/desk');
  });
});
