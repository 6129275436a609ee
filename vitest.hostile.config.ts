import { defineConfig } from 'vitest/config'

/** Bridges that send as much as the harness takes: one after the other, as each is watched for what it costs. */
export default defineConfig({
  test: {
    include: ['tests/hostile/**/*.test.ts'],
    testTimeout: 120_000,
    pool: 'forks',
    fileParallelism: false,
  },
})
