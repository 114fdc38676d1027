import type { Page } from 'playwright-core';

/** A text as the browser draws it: pixels of its font, `#rrggbb` of it and of what is behind it. */
export interface SeenText {
  readonly text: string;
  readonly size: number;
  readonly color: string;
  readonly behind: string;
  /** In the tone of what is secondary. */
  readonly isSoft: boolean;
}

interface DrawnText {
  readonly text: string;
  readonly size: number;
  readonly color: string;
}

declare global {
  interface Window {
    /** Texts that were drawn on canvases, by canvas; forgotten when one is cleared. */
    drawnTexts: WeakMap<HTMLCanvasElement, DrawnText[]>;
  }
}

/** From now on the page remembers what is written on its canvases. */
export async function watchCanvases(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.drawnTexts = new WeakMap();
    const { fillText, clearRect } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
      const size = Number(/(\d+(?:\.\d+)?)px/.exec(this.font)?.[1] ?? 0);
      const scale = this.getTransform().d / (this.canvas.width / this.canvas.clientWidth || 1);
      const drawn = window.drawnTexts.get(this.canvas) ?? [];
      drawn.push({
        text,
        size: size * scale,
        color: typeof this.fillStyle === 'string' ? this.fillStyle : '',
      });
      window.drawnTexts.set(this.canvas, drawn);
      fillText.call(this, text, ...rest);
    };
    CanvasRenderingContext2D.prototype.clearRect = function (...box) {
      window.drawnTexts.delete(this.canvas);
      clearRect.apply(this, box);
    };
  });
}

/** All texts that are to be seen on the wall now, in its document and on its canvases. */
export async function textsOf(page: Page): Promise<readonly SeenText[]> {
  return await page.evaluate(() => {
    const hex = (color: string): string => {
      if (color.startsWith('#')) return color;
      const parts = color.match(/\d+(\.\d+)?/g)?.map(Number) ?? [];
      // What is mixed comes as `color(srgb 0.2 0.4 0.6)`.
      const scale = color.startsWith('color(') ? 255 : 1;
      const byte = (part: number): string =>
        Math.round(part * scale)
          .toString(16)
          .padStart(2, '0');
      return `#${parts.slice(0, 3).map(byte).join('')}`;
    };
    const isClear = (color: string): boolean => color === 'transparent' || /, 0\)$/.test(color);
    const behindOf = (element: Element): string => {
      for (let at: Element | null = element; at !== null; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at);
        if (!isClear(backgroundColor)) return hex(backgroundColor);
      }
      return '#ffffff';
    };
    const token = (name: string): string =>
      getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const soft = token('--ink-soft');
    const wall = document.querySelector('[data-testid=wall]')!;
    const found: SeenText[] = [];
    const walker = document.createTreeWalker(wall, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const element = node.parentElement;
      if (text === '' || element === null || !element.checkVisibility()) continue;
      const range = document.createRange();
      range.selectNode(node);
      const box = range.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      const style = getComputedStyle(element);
      const isSvg = element instanceof SVGElement;
      const color = hex(isSvg ? style.fill : style.color);
      // On the map a text stands on its own edge.
      const edged = isSvg && style.paintOrder.startsWith('stroke') && style.stroke !== 'none';
      const behind = edged ? hex(style.stroke) : behindOf(element);
      found.push({ text, size: Number.parseFloat(style.fontSize), color, behind, isSoft: color === soft });
    }
    for (const canvas of wall.querySelectorAll('canvas'))
      for (const { text, size, color } of window.drawnTexts.get(canvas) ?? [])
        found.push({ text, size, color: hex(color), behind: behindOf(canvas), isSoft: hex(color) === soft });
    return found;
  });
}

/** Contrast of two colours (`#rrggbb`) after WCAG 2. */
export function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const channel = (from: number): number => {
    const value = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
