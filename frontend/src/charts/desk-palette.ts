/** The colours of desk-tokens.css for canvases. */
export const DESK_PALETTE = {
  tile: '#ffffff',
  line: '#dbe1e7',
  structure: '#c0c9d2',
  ink: '#17212b',
  inkSoft: '#52606e',
  past: '#5f6c79',
  quantity: '#0b6a8c',
  amber: '#8f5200',
} as const;
