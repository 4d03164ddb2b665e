import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    // Left alone, one processor of two would be idle.
    maxWorkers: '100%',
  },
});
