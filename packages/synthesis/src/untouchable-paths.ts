import type { GitPath } from '@sluice/model';

const SECRET_NAMES =
  /^(?:\.env(?!\.(?:example|sample|template|dist)$)(?:\..*)?|\.envrc|\.npmrc|\.yarnrc(?:\.yml)?|\.pypirc|\.netrc|_netrc|\.git-credentials|\.htpasswd|\.dockercfg|\.pgpass|\.my\.cnf|credentials?(?:\.[a-z]+)?|secrets?\.(?:ya?ml|json|toml|env|properties)|service[-_]?account.*\.json|kubeconfig|id_(?:rsa|dsa|ecdsa|ed25519).*|.*\.(?:pem|key|p12|pfx|p8|jks|keystore|kdbx|gpg|ppk|tfstate|tfvars|ovpn))$/i;
const SECRET_FOLDERS = /(?:^|\/)(?:\.ssh|\.aws|\.gnupg|\.kube|\.docker|secrets?)\//i;

const DECIDES =
  /^(?:package\.json|npm-shrinkwrap\.json|package-lock\.json|pnpm-(?:lock|workspace)\.yaml|yarn\.lock|bun\.lockb?|deno\.(?:json|lock)|requirements[^/]*\.txt|constraints[^/]*\.txt|pyproject\.toml|setup\.(?:py|cfg)|pipfile(?:\.lock)?|(?:poetry|uv|pdm)\.lock|go\.(?:mod|sum|work)|cargo\.(?:toml|lock)|build\.rs|gemfile(?:\.lock)?|composer\.(?:json|lock)|pom\.xml|.*\.gradle(?:\.kts)?|makefile|gnumakefile|justfile|rakefile|dockerfile.*|jenkinsfile|\.gitlab-ci\.yml|azure-pipelines\.yml|\.gitattributes|\.gitmodules|\.gitignore|\.sluice\.yml|codeowners|claude\.md|agents\.md)$/i;
const DECIDING_FOLDERS =
  /(?:^|\/)(?:\.github|\.circleci|\.buildkite|\.gitlab|\.husky|\.claude|\.cursor|\.vscode|\.devcontainer|\.git)\//i;

/** Files that exist to hold secrets: no part of them is ever shown to a model. */
export function isSecretPath(path: GitPath): boolean {
  return SECRET_NAMES.test(nameOf(path)) || SECRET_FOLDERS.test(path);
}

/** Files that decide what is installed, run, or believed: no model ever writes one, whatever a policy says. */
export function isDecidingPath(path: GitPath): boolean {
  return DECIDES.test(nameOf(path)) || DECIDING_FOLDERS.test(path);
}

function nameOf(path: GitPath): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
