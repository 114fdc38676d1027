import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { LiveTopics } from '../live/live-topics.service.ts';
import { ROLES, type Principal, type Role } from './principal.ts';
import { mayFollow, TOPICS } from './topics.ts';

interface Layer {
  readonly route?: { readonly path: unknown; readonly methods: Readonly<Record<string, boolean>> };
}

describe('what the access table is made from', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());

  it('has every route of the router: none hides from the API document', async () => {
    const express = test.app.getHttpAdapter().getInstance();
    const layers = express.router.stack as unknown as readonly Layer[];
    const routed = layers.flatMap(({ route }) => {
      if (route === undefined || String(route.path).includes('*')) return [];
      const methods = Object.keys(route.methods).filter((method) => !['_all', 'head'].includes(method));
      // The framework puts routes of its own beside ours, for "not found" and for the page of the document.
      if (methods.includes('trace') || String(route.path).startsWith('/api/docs')) return [];
      return methods.map(
        (method) =>
          `${method} ${String(route.path)
            .replace(/\/$/, '')
            .replaceAll(/:(\w+)/g, '{$1}')}`,
      );
    });
    const { paths } = (await (await fetch(`${test.url}/api/docs/openapi.json`)).json()) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    // Middleware has routes at the same addresses.
    expect([...new Set(routed)].sort()).toEqual(documented.sort());
  });

  it('has every topic', () => {
    const ours = ['overview', 'area', 'hotspot', 'detections', 'pipeline', 'clock'];
    const features = test.app.get(LiveTopics).all.map(({ name }) => name);
    expect([...ours, ...features].sort()).toEqual(Object.keys(TOPICS).sort());
  });
});

describe('who may follow topics', () => {
  const somebody = (...roles: Role[]): Principal => ({
    kind: 'user',
    id: 'u',
    name: 'U',
    roles,
    scope: null,
  });

  it('is whoever holds a role, but for what people do', () => {
    for (const role of ROLES) expect(mayFollow(somebody(role), 'overview')).toBe(true);
    expect(mayFollow(somebody('integrator'), 'alerts')).toBe(false);
    expect(mayFollow(somebody('wall'), 'alerts')).toBe(true);
    expect(mayFollow(somebody(), 'overview')).toBe(false);
    expect(mayFollow({ ...somebody('wall'), kind: 'local' }, 'campaigns')).toBe(true);
    expect(mayFollow({ ...somebody('integrator'), feeds: ['usage'] }, 'overview')).toBe(false);
  });
});
