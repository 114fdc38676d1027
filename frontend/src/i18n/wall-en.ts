import type { WallMessages } from './wall-zh.ts';

export const wallEn: WallMessages = {
  scenes: 'Scenes',
  unknownTile: 'A tile that this version does not know: {kind}',
  alarm: 'Alarm first',
  held: 'Held',
  soundBlocked: 'Sound is blocked: press OK',
  soundHushed: 'Hushed until the next alert',
  level: { critical: 'Critical', warning: 'Major', info: 'Minor' },
  remote: {
    title: 'Remote control',
    toDay: 'Day theme',
    toNight: 'Night theme',
    hold: 'Stay here',
    goOn: 'Go on',
    hush: 'Hush',
    noSound: 'Sound is off',
    language: '中文',
    close: 'Close',
    keys: { scenes: '◀ ▶', pages: '▲ ▼', digits: '1 – 9', back: 'Back', letters: 'Space T L M ?' },
    means: {
      scenes: 'scene before, scene after',
      pages: 'turn pages',
      digits: 'straight to a scene',
      back: 'from an alarm to where it was; closes this',
      letters: 'stay, theme, language, hush, this',
    },
  },
};
