import { z } from 'zod';
import { jsonText } from './json-text.ts';

const text = z.string({ error: 'must be a text' }).min(1, { error: 'must not be empty' });
const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** HTTPS, or HTTP on this machine: tokens and codes travel there. */
const address = text.refine(
  (url) => {
    if (!URL.canParse(url)) return false;
    const { protocol, hostname } = new URL(url);
    return protocol === 'https:' || (protocol === 'http:' && loopback.test(hostname));
  },
  { error: 'must be an https address' },
);

const GIVEN_ROLES = [
  'viewer',
  'reporter',
  'reviewer',
  'supervisor',
  'campaign-manager',
  'administrator',
  'integrator',
] as const;

const group = z.strictObject({
  value: text,
  roles: z.array(z.enum(GIVEN_ROLES, { error: `must be of ${GIVEN_ROLES.join(', ')}` })).min(1),
  areas: z.array(text).min(1).nullable(),
});

/** Signing in through an OpenID Connect provider; off until `oidc.issuer` is given. */
export const OIDC_SETTINGS = {
  'oidc.issuer': { schema: address, about: 'OpenID Connect provider through which people sign in' },
  'oidc.clientId': { schema: text, about: 'what this server is called there' },
  'oidc.clientSecret': { schema: text, secret: true, about: 'its secret there' },
  'oidc.redirectUri': {
    schema: address,
    about: 'where the provider sends browsers back: https://HOST/api/v1/session/oidc/callback',
  },
  'oidc.name': { schema: text, default: '统一登录 · Single sign-on', about: 'what the button says' },
  'oidc.scope': { schema: text, default: 'openid profile email', about: 'what is asked of the provider' },
  'oidc.claim': { schema: text, default: 'groups', about: 'claim with the groups of somebody' },
  'oidc.groups': {
    schema: jsonText('list').pipe(z.array(group, { error: 'must be a list' })),
    default: [],
    about: 'what groups may: value, roles, and areas (null: everywhere); who is in none is not let in',
  },
} as const;
