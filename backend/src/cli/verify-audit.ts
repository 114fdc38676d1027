import type { Command } from 'commander';
import { loadConfig } from '../config/index.ts';
import { configSources, withConfigOptions, type ConfigOptions } from './config-options.ts';
import { UsageError } from './usage-error.ts';
import { withDatabase } from './with-database.ts';

type VerifyAuditOptions = ConfigOptions & { readonly head?: string; readonly json?: boolean };

/** `tidewall verify-audit`. */
export function registerVerifyAudit(program: Command): void {
  const command = program
    .command('verify-audit')
    .description(
      'compute the chain of hashes of the audit trail again; exit code 1 when an entry was changed',
    )
    .option('--head <seq:hash>', 'an end of the chain noted earlier, which must still be in it')
    .option('--json', 'print JSON');
  withConfigOptions(command, ['dataDir']).action(async (options: VerifyAuditOptions) => {
    const expected = options.head === undefined ? null : headOf(options.head);
    const { verifyChain } = await import('../modules/audit/index.ts');
    const report = await withDatabase(loadConfig(configSources(options)), ({ db }) =>
      verifyChain(db, expected),
    );
    const { ok, entries, head, fault } = report;
    if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
    else if (ok)
      process.stdout.write(`audit trail whole: ${entries} entries, head ${head.seq}:${head.hash}\n`);
    if (fault !== null) throw new Error(`the audit trail is broken at entry ${fault.seq}: ${fault.why}`);
  });
}

function headOf(text: string): { seq: number; hash: string } {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (seq === undefined || hash === undefined)
    throw new UsageError('--head must be as verify-audit printed it: SEQ:HASH');
  return { seq: Number(seq), hash };
}
