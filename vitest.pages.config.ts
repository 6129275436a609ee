import { defineConfig } from 'vitest/config'

/** Tests that need the system's Chromium. Without one they fail: nothing is skipped silently. */
export default defineConfig({
  test: {
    include: ['tests/pages/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    fileParallelism: false,
  },
})
