export { EngineThread, type EngineNotice } from './engine-thread.ts';
export {
  handedDetections,
  type EngineBlock,
  type HandedDetection,
  type HandoverBlock,
} from './handover-rows.ts';
export { DEFAULT_HOST_SETTINGS, type HostSettings } from './host-settings.ts';
export type { LogLevel } from './host-ports.ts';
export type { JournalStatus, StepOutput } from './protocol.ts';
export type { BodyRecord, ReferenceTexts } from './records.ts';
