import { defineConfig } from 'vitest/config'

/** Tests that need a container engine. Without one they fail: nothing is skipped silently. */
export default defineConfig({
  test: {
    include: ['tests/container/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: 'forks',
    fileParallelism: false,
  },
})
