import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  // Samples are inputs and golden outputs of tests: data, partly wrong on purpose.
  globalIgnores([
    "dist/",
    "coverage/",
    ".generated-*/",
    ".dist-*/",
    "test/samples/",
    "test/errors/",
    "test/numeric/losses/",
  ]),
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Numerical code reads typed arrays at indices it has just bounded: `a[i]!` is the idiom for that.
      "@typescript-eslint/no-non-null-assertion": "off",
      // ... and walks them by index, several in step.
      "@typescript-eslint/prefer-for-of": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/no-unnecessary-condition": ["error", { allowConstantLoopConditions: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", destructuredArrayIgnorePattern: "^_" },
      ],
      // Both spellings read well: records of data are types, contracts are interfaces.
      "@typescript-eslint/consistent-type-definitions": "off",
      // ts-morph types a node by interfaces and mixins that its own classes meet only in part.
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      eqeqeq: "error",
    },
  },
  {
    // Tests load generated modules whose types are only known once they are written.
    files: ["test/**/*.ts"],
    rules: {
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  {
    // Templates declare holes (`declare const $slot`) and parts that only the filled-in text uses.
    files: ["templates/**/*.ts"],
    rules: {
      "@typescript-eslint/no-unused-vars": "off",
      "@typescript-eslint/no-unnecessary-condition": "off",
    },
  },
  {
    files: ["**/*.{js,mjs,cjs}"],
    languageOptions: {
      globals: { process: "readonly", console: "readonly", URL: "readonly", module: "writable" },
    },
  },
);
