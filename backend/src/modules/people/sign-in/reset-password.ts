import type { Database } from '../../../adapters/postgres/index.ts';
import { AuditService } from '../../audit/index.ts';
import { findByLogin, updateUser } from '../people.repository.ts';
import { newOneTimePassword } from './one-time-password.ts';
import { Passwords } from './passwords.ts';
import { deleteSessionsOf } from './sessions.repository.ts';

/**
 * Gives a user a new one-time password and ends the user's sessions: for whoever has the database, without a server.
 * Who signs in through a provider can sign in with it, too. Null when nobody has this login.
 */
export async function resetPassword(database: Database, login: string): Promise<string | null> {
  const found = await findByLogin(database.db, login.toLowerCase());
  if (found === undefined) return null;
  const { id, version } = found.person;
  const password = newOneTimePassword();
  const passwordHash = await new Passwords().hash(password);
  const clock = { now: () => Date.now(), speed: 1, simulated: false };
  await database.transaction(async (tx) => {
    const changes = { passwordHash, mustChangePassword: true, disabledAt: null, updatedAt: new Date() };
    await updateUser(tx, id, version, changes);
    await deleteSessionsOf(tx, id);
    const about = { subjectType: 'user', subjectId: id };
    const note = { actor: 'system:command-line', action: 'user.password-reset', ...about } as const;
    await new AuditService(database, clock).record(tx, note);
  });
  return password;
}
