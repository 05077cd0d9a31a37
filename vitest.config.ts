import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    // Loss files and generated files import the package by its name; tests run them against the sources.
    alias: [
      { find: /^gen-sde$/, replacement: source("src/index.ts") },
      { find: /^gen-sde\/runtime$/, replacement: source("src/runtime/index.ts") },
      { find: /^gen-sde\/derive$/, replacement: source("src/api/index.ts") },
      { find: /^gen-sde\/vitest$/, replacement: source("src/vitest/index.ts") },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    coverage: { provider: "v8", include: ["src/**/*.ts"], reporter: ["text-summary", "html"] },
  },
});
