/** What operators, their machines and other programs ask about the server itself. */
import * as z from 'zod/mini';
import { json, TEXT } from '../route.ts';
import type { Route } from '../route.ts';

/** Open to anyone; what `metrics` shows is for the server's own machine and for the owner. */
export const serverRoutes = {
  live: {
    method: 'GET',
    path: '/healthz',
    summary: 'Whether the server is up',
    access: 'anyone',
    answer: TEXT,
  },
  ready: {
    method: 'GET',
    path: '/readyz',
    summary: 'Whether the server can take work',
    access: 'anyone',
    answer: TEXT,
  },
  metrics: {
    method: 'GET',
    path: '/metrics',
    summary: 'Figures for Prometheus; on this machine, or for the owner',
    access: 'anyone',
    answer: TEXT,
  },
  description: {
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'This description',
    access: 'anyone',
    answer: json(z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) })),
  },
} as const satisfies Record<string, Route>;
