/** The colours of tokens.css for canvases; contrast of both text tones and both signals on the tile is ≥ 7 : 1. */
export const PALETTE = {
  ground: '#0a0e13',
  tile: '#10161d',
  line: '#2b3641',
  structure: '#4a5a69',
  ink: '#eaf0f5',
  inkSoft: '#b4c0cb',
  band: 'rgba(150, 172, 192, 0.20)',
  past: '#8b98a5',
  quantity: '#74c8e4',
  amber: '#ffb950',
  red: '#ff8f78',
  /** Nothing, then few to many. */
  scale: ['#1a232c', '#1f3d51', '#275b76', '#33809f', '#4fabc9', '#8fd9ef'],
} as const;

export const FONT = "'IBM Plex Sans', 'Noto Sans SC', sans-serif";
