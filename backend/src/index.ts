/** The server as a library, for tests that cross packages. */
export {
  openChannels,
  type Channel,
  type ChannelPorts,
  type Receipt,
  type Reply,
  type SubmitOutcome,
} from './adapters/channels/index.ts';
export { loadConfig, ConfigError, type Config, type ConfigSources } from './config/index.ts';
export { LiveHub, type LiveTransport } from './modules/live/live-hub.ts';
export { Topic } from './modules/live/topic.ts';
export { packFolderOf, syntheticPack, writePack } from './modules/boundaries/index.ts';
export { createLogger } from './modules/web/logger.ts';
export { startServer, type Server, type ServerOptions } from './server/start-server.ts';
export { openDatabase } from './server/open-database.ts';
