// What holds where nothing is written.
import type { Policy, RiskRule } from '@sluice/model';

/** Kinds of change that deserve a second look in any repository. */
const RISKS: readonly RiskRule[] = [
  {
    name: 'build',
    paths: [
      '{ci,.ci,build,scripts,tools}/**',
      '.{circleci,buildkite,gitlab,husky}/**',
      '**/{Makefile,makefile,GNUmakefile,Justfile,justfile,Rakefile,Jenkinsfile,CMakeLists.txt}',
      '**/{.gitlab-ci.yml,azure-pipelines.yml,build.rs,setup.py,.npmrc,.yarnrc.yml}',
      '**/{webpack,rollup,vite,esbuild,babel,turbo,gulpfile}*.{js,cjs,mjs,ts,mts,json}',
      '**/*.gradle?(.kts)',
    ],
  },
  {
    name: 'migration',
    paths: ['**/{migrations,migrate,migration}/**', '**/*.sql', '**/{schema.prisma,schema.rb}'],
  },
  {
    name: 'security',
    paths: [
      '**/{auth,authn,authz,oauth,security,crypto,permissions,session,sessions,secrets}/**',
      '**/{[aA]uth,[oO]auth,[aA]uthentication,[aA]uthorization,[lL]ogin,[sS]ession}?(s)?([A-Z._-]*)',
      '**/{[sS]ecurity,[cC]rypto,[pP]ermission,[pP]assword,[sS]ecret,[tT]oken,[cC]redential}?(s)?([A-Z._-]*)',
      '**/*.{pem,key,crt}',
      '**/.env?(.*)',
      '**/CODEOWNERS',
    ],
  },
  {
    name: 'dependencies',
    paths: [
      '**/{package.json,package-lock.json,npm-shrinkwrap.json,yarn.lock,pnpm-lock.yaml,pnpm-workspace.yaml,bun.lock,bun.lockb,deno.lock}',
      '**/{requirements*.txt,constraints*.txt,pyproject.toml,setup.cfg,Pipfile,Pipfile.lock,poetry.lock,uv.lock,pdm.lock}',
      '**/{go.mod,go.sum,go.work,go.work.sum,Cargo.toml,Cargo.lock,Gemfile,Gemfile.lock,*.gemspec}',
      '**/{composer.json,composer.lock,pom.xml,gradle.lockfile,libs.versions.toml,mix.exs,mix.lock,Package.swift,Package.resolved}',
      '**/{*.csproj,packages.lock.json,Directory.Packages.props}',
    ],
  },
  {
    name: 'infrastructure',
    paths: [
      '**/{Dockerfile,Containerfile}?(.*)',
      '**/{docker-compose,compose}*.y?(a)ml',
      '**/*.{tf,tfvars,hcl}',
      '**/{terraform,k8s,kubernetes,helm,charts,ansible,deploy,infra}/**',
    ],
  },
  {
    name: 'test-setup',
    paths: [
      '**/{jest,vitest,playwright,cypress,karma}.{config,setup}*.*',
      '**/{pytest.ini,tox.ini,noxfile.py,conftest.py,.coveragerc,.mocharc*,phpunit.xml*,.rspec}',
    ],
  },
];

export const DEFAULT_POLICY: Policy = {
  base: 'main',
  branches: ['claude/**'],
  tiers: null,
  install: null,
  requireTests: false,
  // Attributes steer merges, submodules fetch, and the rest decides what runs: a person lands these.
  protectedPaths: ['.github/**', '.gitattributes', '**/.gitattributes', '.gitmodules', '.sluice.yml'],
  vetoPaths: [],
  risks: RISKS,
  candidateBudget: null,
  slots: 2,
  landPartial: false,
  limits: { seconds: 900, memoryMb: 4096, processes: 512, diskMb: 2048, outputKb: 1024 },
  maxPaths: 5000,
  supplyChain: {
    lockfiles: 'hold',
    confusion: 'hold',
    unpinned: 'report',
    newTransitive: 'report',
    installScripts: 'report',
    audit: 'report',
    auditLevel: 'high',
    unaudited: 'report',
    hosts: null,
    privateScopes: null,
  },
  merge: { minConfidence: 0.3, silentLoss: 'hold' },
  model: {
    use: 'off',
    name: 'claude-sonnet-5',
    strategies: ['port'],
    critique: false,
    intents: 'contested',
    maxTokens: 500_000,
    maxCost: null,
    priceIn: null,
    priceOut: null,
  },
  memory: 'local',
  sameWork: [],
  symbols: 'tie',
  checkpoints: 'one',
  signing: 'auto',
  selfHostedSigners: false,
  admission: {
    branches: 200,
    branchesPerAgent: 100,
    pushesPerHour: 200,
    manifestKb: 1024,
    manifestHours: 168,
    objectsMb: 512,
  },
};
