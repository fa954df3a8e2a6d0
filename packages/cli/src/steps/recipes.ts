/** A file for a CI system. */
export interface Recipe {
  readonly file: string
  text(stages: readonly string[]): string
}

const run = 'npx -y @cloudsmith-sdk/cli'
const ends = (stages: readonly string[]): string => `--from ${stages.at(-2) ?? ''} --to ${stages.at(-1) ?? ''}`

/** Recipes: a plan on a pull request, applied on the main branch. The credential is a secret of the system, or its OpenID Connect identity. */
export const recipes: Readonly<Record<string, Recipe>> = {
  github: {
    file: '.github/workflows/promote.yml',
    text: (stages) => `name: promote
on:
  workflow_dispatch:
    inputs:
      tag: { description: Tag of the packages, required: true }
permissions:
  contents: read
jobs:
  plan:
    runs-on: ubuntu-latest
    env: { CLOUDSMITH_API_KEY: '\${{ secrets.CLOUDSMITH_API_KEY }}', TAG: '\${{ inputs.tag }}' }
    steps:
      - uses: actions/checkout@v5
      - run: ${run} plan ${ends(stages)} --tag "$TAG" --out plan.json || test $? -eq 4
      - uses: actions/upload-artifact@v4
        with: { name: plan, path: plan.json }
  apply:
    needs: plan
    runs-on: ubuntu-latest
    environment: ${stages.at(-1) ?? 'production'}
    env: { CLOUDSMITH_API_KEY: '\${{ secrets.CLOUDSMITH_API_KEY }}' }
    steps:
      - uses: actions/checkout@v5
      - uses: actions/download-artifact@v5
        with: { name: plan }
      - run: ${run} apply plan.json --report report.json
      - uses: actions/upload-artifact@v4
        if: always()
        with: { name: report, path: report.json }
`,
  },
  gitlab: {
    file: '.gitlab-ci.promote.yml',
    text: (stages) => `plan:
  image: node:24
  script:
    - ${run} plan ${ends(stages)} --tag "$TAG" --out plan.json --output junit=plan.xml || test $? -eq 4
  artifacts:
    when: always
    paths: [plan.json]
    reports: { junit: plan.xml }
apply:
  image: node:24
  needs: [plan]
  when: manual
  environment: ${stages.at(-1) ?? 'production'}
  script:
    - ${run} apply plan.json --report report.json
  artifacts:
    when: always
    paths: [report.json]
`,
  },
}
