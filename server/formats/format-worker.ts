/** The process in which articles are read and copies written: `formats.ts` starts it, and gives it one job at a time. */
import type { FormatJobs } from './jobs.ts';
import { serveJobs } from './workers/serve-jobs.ts';

// Loaded with the first such job: a copy needs no parser of HTML.
const jobs: FormatJobs = {
  read: async (source) => (await import('./import/read-article.ts')).readArticle(source),
  compare: async (source) => (await import('./import/read-returned.ts')).readReturned(source),
  check: async (bytes) => (await import('./picture.ts')).checkPicture(bytes),
  preview: async (source) => (await import('./import/read-article.ts')).previewCleanUp(source),
  write: async (source) => (await import('./export/write-copy.ts')).writeCopy(source),
};

serveJobs({ ...jobs });
