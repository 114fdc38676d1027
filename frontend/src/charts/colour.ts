/** How people see colours, for judging palettes: WCAG contrast, CIEDE2000, simulated colour blindness. */

export type Rgb = readonly [number, number, number];
/** `none`: sees all; `protan` sees no red, `deutan` no green. */
export type Vision = 'none' | 'protan' | 'deutan';

type Matrix = readonly [Rgb, Rgb, Rgb];

/** Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB. */
const BLIND: Readonly<Record<Exclude<Vision, 'none'>, Matrix>> = {
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};
/** Linear sRGB to XYZ, each row divided by that of the white point D65. */
const TO_XYZ: Matrix = [
  [0.43393, 0.37624, 0.18983],
  [0.2126, 0.7152, 0.0722],
  [0.01772, 0.10947, 0.87281],
];

function times(matrix: Matrix, [r, g, b]: Rgb): Rgb {
  const row = ([x, y, z]: Rgb): number => x * r + y * g + z * b;
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}

/** `#rrggbb` as linear light, 0 to 1. */
function linear(hex: string): Rgb {
  const channel = (from: number): number => {
    const value = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** Contrast of two colours (`#rrggbb`) after WCAG 2: 1 to 21. */
export function contrast(a: string, b: string): number {
  const luminance = (hex: string): number => times(TO_XYZ, linear(hex))[1];
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function lab(hex: string, vision: Vision): Rgb {
  const seen = vision === 'none' ? linear(hex) : times(BLIND[vision], linear(hex));
  const clamped = seen.map((value) => Math.min(1, Math.max(0, value))) as unknown as Rgb;
  const curve = (value: number): number => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
  const [x, y, z] = times(TO_XYZ, clamped).map(curve) as unknown as Rgb;
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const DEGREE = Math.PI / 180;

/** How different two colours (`#rrggbb`) look, CIEDE2000: about 1 is just noticeable side by side. */
export function difference(a: string, b: string, vision: Vision = 'none'): number {
  const [l1, a1, b1] = lab(a, vision);
  const [l2, a2, b2] = lab(b, vision);
  const chroma = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const stretch = 1.5 - 0.5 * Math.sqrt(chroma ** 7 / (chroma ** 7 + 25 ** 7));
  const [c1, c2] = [Math.hypot(a1 * stretch, b1), Math.hypot(a2 * stretch, b2)];
  const [h1, h2] = [hue(a1 * stretch, b1), hue(a2 * stretch, b2)];
  const turn = c1 * c2 === 0 ? 0 : ((h2 - h1 + 540) % 360) - 180;
  const meanHue = c1 * c2 === 0 ? h1 + h2 : (h1 + turn / 2 + 360) % 360;
  const [meanL, meanC] = [(l1 + l2) / 2, (c1 + c2) / 2];
  const dl = (l2 - l1) / (1 + (0.015 * (meanL - 50) ** 2) / Math.sqrt(20 + (meanL - 50) ** 2));
  const dc = (c2 - c1) / (1 + 0.045 * meanC);
  const dh = (2 * Math.sqrt(c1 * c2) * Math.sin((turn * DEGREE) / 2)) / (1 + 0.015 * meanC * ripple(meanHue));
  return Math.sqrt(dl ** 2 + dc ** 2 + dh ** 2 + rotation(meanC, meanHue) * dc * dh);
}

function hue(x: number, y: number): number {
  return (Math.atan2(y, x) / DEGREE + 360) % 360;
}

function ripple(degrees: number): number {
  const cos = (factor: number, shift: number): number => Math.cos((factor * degrees + shift) * DEGREE);
  return 1 - 0.17 * cos(1, -30) + 0.24 * cos(2, 0) + 0.32 * cos(3, 6) - 0.2 * cos(4, -63);
}

/** Blues of different lightness differ less than their figures say. */
function rotation(chroma: number, degrees: number): number {
  const angle = 60 * Math.exp(-(((degrees - 275) / 25) ** 2));
  return -2 * Math.sqrt(chroma ** 7 / (chroma ** 7 + 25 ** 7)) * Math.sin(angle * DEGREE);
}
