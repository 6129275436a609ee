import { defineConfig } from 'vitest/config'

/** Tests of the packed package as it is installed elsewhere. They install from the npm registry. */
export default defineConfig({
  test: {
    include: ['tests/package/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 300_000,
    pool: 'forks',
    fileParallelism: false,
  },
})
