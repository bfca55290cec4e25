// Where the action starts; `main.ts` says what it does.
import { runMain } from '@sluice/adapters/runner/run-main';
import { main } from './main.ts';

void runMain(main);
