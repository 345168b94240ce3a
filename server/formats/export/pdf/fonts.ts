/**
 * Which letters are set in which font. With us come Latin, Greek, Cyrillic, Hebrew and Arabic ones; those of other scripts are
 * sought among the fonts of the machine, which the typesetter searches by itself.
 */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Sheet } from './sheet.ts';

// The typesetter itself brings Libertinus Serif (Latin, Greek, Cyrillic, Hebrew) and DejaVu Sans Mono.
const PACKAGES = ['@embedpdf/fonts-latin', '@embedpdf/fonts-arabic', '@embedpdf/fonts-hebrew'];

/** The folders in which our fonts lie. */
export function fontFolders(): string[] {
  const require = createRequire(import.meta.url);
  return PACKAGES.map((name) => {
    const main = new URL(`file://${require.resolve(name)}`); // beside which the fonts have a folder
    return fileURLToPath(new URL('../fonts', main));
  });
}

/** Families by use, the first that has a letter sets it. Chinese signs are drawn as the language writes them. */
export function familiesFor(language: string, region: string | null): Sheet['fonts'] {
  const east = eastAsian(language, region);
  return {
    serif: [
      'Libertinus Serif',
      'Noto Naskh Arabic',
      `Noto Serif CJK ${east}`,
      `Noto Sans CJK ${east}`,
      'Noto Sans',
    ],
    sans: ['Noto Sans', 'Noto Sans Hebrew', 'Noto Naskh Arabic', `Noto Sans CJK ${east}`],
    mono: ['DejaVu Sans Mono', 'Noto Sans', `Noto Sans Mono CJK ${east}`, `Noto Sans CJK ${east}`],
  };
}

function eastAsian(language: string, region: string | null): 'JP' | 'KR' | 'SC' | 'TC' {
  if (language === 'ja') return 'JP';
  if (language === 'ko') return 'KR';
  return language === 'zh' && ['TW', 'HK', 'MO'].includes(region ?? '') ? 'TC' : 'SC';
}
