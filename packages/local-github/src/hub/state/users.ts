/** Whoever acts: a person, an organisation or the bot of an app. */
export interface User {
  readonly id: number;
  readonly login: string;
  readonly type: 'User' | 'Bot' | 'Organization';
}

/** A GitHub App: the only kind of client that may write check runs. */
export interface App {
  readonly id: number;
  readonly slug: string;
}

/** The app of GitHub Actions, with its public ids. */
export const ACTIONS_APP: App = { id: 15368, slug: 'github-actions' };
export const ACTIONS_BOT = 'github-actions[bot]';

/** Users and apps, known from their first appearance on; ids stay the same for the life of the hub. */
export class Directory {
  readonly #users = new Map<string, User>([[ACTIONS_BOT, { id: 41898282, login: ACTIONS_BOT, type: 'Bot' }]]);
  readonly #apps = new Map<string, App>([[ACTIONS_APP.slug, ACTIONS_APP]]);

  user(login: string): User {
    const known = this.#users.get(login);
    if (known !== undefined) return known;
    const type = login.endsWith('[bot]') ? 'Bot' : 'User';
    const user: User = { id: 1000 + this.#users.size, login, type };
    this.#users.set(login, user);
    return user;
  }

  app(slug: string): App {
    const known = this.#apps.get(slug);
    if (known !== undefined) return known;
    const app: App = { id: 900_000 + this.#apps.size, slug };
    this.#apps.set(slug, app);
    return app;
  }
}
