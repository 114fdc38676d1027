import { Inject, Injectable } from '@nestjs/common';
import * as oidc from 'openid-client';
import type { Logger } from 'pino';
import type { Database } from '../../../adapters/postgres/index.ts';
import type { Config } from '../../../config/index.ts';
import { CONFIG, DATABASE, LOGGER } from '../../../tokens.ts';
import { hashToken, type Proof } from '../../access/index.ts';
import { AppError } from '../../web/app-error.ts';
import type { SignInOptions } from '../people.dto.ts';
import { SignInService, type SignedIn } from '../sign-in/sign-in.service.ts';
import { grantedTo, groupsIn } from './granted.ts';
import { keepRequest, takeRequest } from './oidc-requests.repository.ts';
import { ProviderPeople, type ProviderIdentity } from './provider-people.ts';

/** How long somebody may take to sign in at the provider. */
export const REQUEST_SECONDS = 600;
const PROVIDER_SECONDS = 10;
const START = '/api/v1/session/oidc';

type Provider = Config['oidc'] & {
  readonly issuer: string;
  readonly clientId: string;
  readonly redirectUri: string;
};
type Claims = Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string };

/** Signing in through an OpenID Connect provider: authorization code with PKCE, state and nonce. */
@Injectable()
export class OidcService {
  readonly #provider: Provider | null;
  readonly #log: Logger;
  #discovered: Promise<oidc.Configuration> | null = null;

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ProviderPeople) private readonly people: ProviderPeople,
    @Inject(SignInService) private readonly signing: SignInService,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#provider = config.oidc.issuer === undefined ? null : (config.oidc as Provider);
    this.#log = logger.child({ module: 'people' });
  }

  get options(): SignInOptions {
    return { password: true, provider: this.#provider && { name: this.#provider.name, href: START } };
  }

  /** Where the browser is sent, and the state that it has to bring back in a cookie, too. */
  async start(returnTo: string): Promise<{ href: string; state: string }> {
    const { redirectUri, scope } = this.#configured();
    const configuration = await this.#configuration();
    const [state, nonce, codeVerifier] = [
      oidc.randomState(),
      oidc.randomNonce(),
      oidc.randomPKCECodeVerifier(),
    ];
    await keepRequest(this.database.db, hashToken(state), { nonce, codeVerifier, returnTo }, REQUEST_SECONDS);
    const href = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope,
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    });
    return { href: href.href, state };
  }

  /** Takes the provider's answer, which came in `query`, from the browser that was sent with `state`. */
  async finish(
    query: string,
    state: string | undefined,
    earlier: Proof | null,
  ): Promise<SignedIn & { returnTo: string }> {
    const { redirectUri, claim, groups } = this.#configured();
    const request = state === undefined ? undefined : await takeRequest(this.database.db, hashToken(state));
    if (state === undefined || request === undefined)
      throw new AppError('wrong-credentials', 'this sign-in was not begun here, or too long ago');
    const claims = await this.#claims(new URL(`${redirectUri}${query}`), {
      expectedState: state,
      expectedNonce: request.nonce,
      pkceCodeVerifier: request.codeVerifier,
    });
    const granted = grantedTo(groupsIn(claims, claim), groups);
    if (granted === null) throw new AppError('forbidden', 'none of your groups is let in here');
    const person = await this.people.upToDate(identityOf(claims), granted);
    if (person.disabled) throw new AppError('forbidden', 'this user is disabled');
    return { ...(await this.signing.open(person, earlier)), returnTo: request.returnTo };
  }

  /** Claims of the ID token, with those that the provider tells only when asked. */
  async #claims(answer: URL, checks: oidc.AuthorizationCodeGrantChecks): Promise<Claims> {
    const configuration = await this.#configuration();
    try {
      const tokens = await oidc.authorizationCodeGrant(configuration, answer, {
        ...checks,
        idTokenExpected: true,
      });
      const claims = tokens.claims()!;
      if (configuration.serverMetadata().userinfo_endpoint === undefined) return claims;
      const more = await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub);
      return { ...more, ...claims };
    } catch (err) {
      this.#log.warn({ err }, 'sign-in at the provider failed');
      throw new AppError('wrong-credentials', 'the provider did not confirm who you are', { cause: err });
    }
  }

  #configured(): Provider {
    if (this.#provider === null) throw new AppError('not-found', 'no provider is configured');
    return this.#provider;
  }

  /** Asked for at the first sign-in; a provider that was away is asked again at the next. */
  async #configuration(): Promise<oidc.Configuration> {
    try {
      return await (this.#discovered ??= discover(this.#configured()));
    } catch (err) {
      this.#discovered = null;
      this.#log.warn({ err }, 'the provider does not answer');
      throw new AppError('provider-failed', 'the provider does not answer: try again later', { cause: err });
    }
  }
}

function discover({ issuer, clientId, clientSecret }: Provider): Promise<oidc.Configuration> {
  const url = new URL(issuer);
  // The configuration takes plain HTTP on this machine only.
  const execute = url.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
  const authentication = clientSecret === undefined ? oidc.None() : oidc.ClientSecretPost(clientSecret);
  return oidc.discovery(url, clientId, undefined, authentication, { execute, timeout: PROVIDER_SECONDS });
}

function identityOf(claims: Claims): ProviderIdentity {
  const text = (name: string): string | null => {
    const value = claims[name];
    return typeof value === 'string' && /^\P{Cc}{1,80}$/u.test(value) ? value : null;
  };
  const login = (text('preferred_username') ?? text('email') ?? claims.sub).toLowerCase();
  const name = text('name') ?? text('preferred_username') ?? login;
  return { issuer: claims.iss, subject: claims.sub, login: login.slice(0, 64), name, email: text('email') };
}
