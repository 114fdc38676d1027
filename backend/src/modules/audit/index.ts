export { AuditService } from './audit.service.ts';
export { verifyChain, type ChainReport } from './verify-chain.ts';
