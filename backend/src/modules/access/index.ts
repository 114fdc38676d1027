export { AccessScope } from './access-scope.service.ts';
export { Allow, AllowAnyone, AllowSignedIn, ForLimitedKeys, READERS } from './allow.decorator.ts';
export { AuthenticationService } from './authentication.service.ts';
export { CurrentPrincipal, CurrentProof } from './current-principal.decorator.ts';
export { hasRole, PEOPLE_ROLES, ROLES, type Actor, type Principal, type Role } from './principal.ts';
export type { Authenticator, Credentials, Proof } from './access.types.ts';
