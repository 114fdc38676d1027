import type { Authenticator, Principal, Role } from '../modules/access/index.ts';
import { AuthenticationService } from '../modules/access/index.ts';
import type { TestApp } from './test-app.ts';

export interface TestAnswer<T> {
  readonly status: number;
  readonly body: T;
}

/** Asks as somebody, with a JSON body when one is given. */
export type Ask = <T>(method: string, path: string, body?: unknown) => Promise<TestAnswer<T>>;

/** Somebody with roles and a scope, without a sign-in of their own. */
export function person(
  id: string,
  roles: readonly Role[],
  scope: readonly string[] | null = null,
): Principal {
  return { kind: 'user', id, name: id, roles, scope };
}

/** Lets a test ask as anybody it likes: the bearer token is the id of the principal. */
export function askingAs(test: TestApp, people: readonly Principal[]): (id: string) => Ask {
  const byId = new Map(people.map((principal) => [principal.id, principal]));
  const way: Authenticator = {
    authenticate({ bearer }) {
      const principal = bearer === null ? undefined : byId.get(bearer);
      return Promise.resolve(
        principal === undefined ? null : { principal, evidenceId: principal.id, ambient: false },
      );
    },
    current: (ids) => Promise.resolve(new Map([...byId].filter(([id]) => ids.includes(id)))),
  };
  test.app.get(AuthenticationService).register(way);
  return (id) =>
    async <T>(method: string, path: string, body?: unknown) => {
      const answer = await fetch(`${test.url}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${id}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: (await answer.json()) as T };
    };
}
