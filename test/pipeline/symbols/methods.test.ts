// Members of classes, where the program says by a word what they are members of.
import { expectFree, expectTied, lines, type Meeting, type Tied } from '../../support/symbol-meeting.ts';
import { removeHistories } from '../../support/written-history.ts';

afterEach(removeHistories);

const server = (head = 'export class Server'): string =>
  lines(`${head} {`, '  close() {', '    return 1;', '  }', '', '  size() {', '    return 2;', '  }', '}');
const script = { 'src/server.mjs': server(), 'src/main.mjs': '' };
const typed = { 'src/server.ts': server(), 'src/main.ts': '' };
const stop = (text: string): string => text.replaceAll('close', 'stop');
const runs = ['node', 'src/main.mjs'];
const typedUse = lines(
  "import { Server } from './server.ts';",
  '',
  'export function main(server: Server) {',
  '  server.close();',
  '}',
);
const pythonServer = lines(
  'class Server:',
  '    def close(self):',
  '        return 1',
  '',
  '    def size(self):',
  '        return 2',
);
const python = { 'app/__init__.py': '', 'app/server.py': pythonServer, 'app/main.py': '' };
const pythonUse = lines(
  'from app.server import Server',
  '',
  '',
  'def main(server: Server):',
  '    server.close()',
  '',
  '',
  'main(Server())',
);
const imports = ['python3', '-B', '-c', 'import app.main'];
const goServer = lines(
  'package web',
  '',
  'type Server struct {',
  '\tport int',
  '}',
  '',
  'func (s *Server) Close() {',
  '}',
);
const go = {
  'go.mod': lines('module example.com/app'),
  'web/server.go': goServer,
  'web/other.go': lines('package web'),
  'main.go': lines('package main'),
};
const goHere = lines('package web', '', 'func run(server *Server) {', '\tserver.Close()', '}');
const stopped = goServer.replace('Close', 'Stop');

const TIED: Record<string, Tied> = {
  'a method of a parameter with a type': {
    base: typed,
    a: { 'src/server.ts': stop(server()) },
    b: { 'src/main.ts': typedUse },
    says: 'Server.close: removed at src/server.ts:2, newly used at src/main.ts:4',
  },
  'a method of what is made new': {
    base: script,
    a: { 'src/server.mjs': stop(server()) },
    b: {
      'src/main.mjs': lines(
        "import { Server } from './server.mjs';",
        '',
        'function main() {',
        '  const server = new Server();',
        '  server.close();',
        '}',
        'main();',
      ),
    },
    check: runs,
    says: 'Server.close: removed at src/server.mjs:2, newly used at src/main.mjs:5',
  },
  'a method of a class that is handed on': {
    base: { ...typed, 'src/index.ts': lines("export * from './server.ts';") },
    a: { 'src/server.ts': stop(server()) },
    b: { 'src/main.ts': typedUse.replace('server.ts', 'index.ts') },
    says: 'Server.close: removed at src/server.ts:2, newly used at src/main.ts:4',
  },
  'a method of the class itself': {
    base: { ...script, 'src/server.mjs': `${server()}\nnew Server().size();\n` },
    a: { 'src/server.mjs': `${stop(server())}\nnew Server().size();\n` },
    b: { 'src/server.mjs': `${server().replace('return 2', 'return this.close()')}\nnew Server().size();\n` },
    check: ['node', 'src/server.mjs'],
    says: 'Server.close: removed at src/server.mjs:2, newly used at src/server.mjs:7',
  },
  'a method of a Python parameter with a type': {
    base: python,
    a: { 'app/server.py': stop(pythonServer) },
    b: { 'app/main.py': pythonUse },
    check: imports,
    says: 'Server.close: removed at app/server.py:2, newly used at app/main.py:5',
  },
  'a Python method that gets other parameters': {
    base: python,
    a: { 'app/server.py': pythonServer.replace('close(self)', 'close(self, force)') },
    b: { 'app/main.py': pythonUse },
    check: imports,
    says: 'Server.close: given other parameters at app/server.py:2, newly called at app/main.py:5',
  },
  'a method of Go, in its package': {
    base: go,
    a: { 'web/server.go': stopped },
    b: { 'web/other.go': goHere },
    says: 'Server.Close: removed at web/server.go:7, newly used at web/other.go:4',
  },
  'a method of Java': {
    base: {
      'app/Server.java': lines('package app;', '', 'class Server {', '  void close() {', '  }', '}'),
      'app/Main.java': lines('package app;', '', 'class Main {', '}'),
    },
    a: { 'app/Server.java': lines('package app;', '', 'class Server {', '  void stop() {', '  }', '}') },
    b: {
      'app/Main.java': lines(
        'package app;',
        '',
        'class Main {',
        '  void run(Server server) {',
        '    server.close();',
        '  }',
        '}',
      ),
    },
    says: 'Server.close: removed at app/Server.java:4, newly used at app/Main.java:5',
  },
  'a member of an enum': {
    base: {
      'src/color.ts': lines('export enum Color {', '  Red,', '  Green,', '}'),
      'src/main.ts': '',
    },
    a: { 'src/color.ts': lines('export enum Color {', '  Green,', '}') },
    b: { 'src/main.ts': lines("import { Color } from './color.ts';", '', 'export const main = Color.Red;') },
    says: 'Color.Red: removed at src/color.ts:2, newly used at src/main.ts:3',
  },
};

test.each(Object.entries(TIED))('%s ties who takes it away and who calls it', (_, two) => expectTied(two));

const derived = (head: string): Meeting => ({
  base: { ...typed, 'src/server.ts': server(head) },
  a: { 'src/server.ts': stop(server(head)) },
  b: { 'src/main.ts': typedUse },
});

const FREE: Record<string, Meeting> = {
  'a class with a superclass': derived('export class Server extends Base'),
  'a class with a decorator': derived('@closes\nexport class Server'),
  'a method that becomes a field': {
    base: typed,
    a: { 'src/server.ts': server().replace('close() {\n    return 1;\n  }', 'close = () => 1;') },
    b: { 'src/main.ts': typedUse },
  },
  'a name that is bound to two types': {
    base: typed,
    a: { 'src/server.ts': stop(server()) },
    b: { 'src/main.ts': `${typedUse}export const other = (server: Other) => server;\n` },
  },
  'a class of that name from elsewhere': {
    base: typed,
    a: { 'src/server.ts': stop(server()) },
    b: { 'src/main.ts': typedUse.replace('./server.ts', 'server') },
  },
  'a Python class with a superclass': {
    base: { ...python, 'app/server.py': pythonServer.replace('Server:', 'Server(Base):') },
    a: { 'app/server.py': stop(pythonServer).replace('Server:', 'Server(Base):') },
    b: { 'app/main.py': pythonUse },
  },
  'a method of Go that moves to another file': {
    base: go,
    a: {
      'web/server.go': stopped,
      'web/close.go': lines('package web', '', 'func (s *Server) Close() {', '}'),
    },
    b: { 'web/other.go': goHere },
  },
  'a struct of Go with another one in it': {
    base: { ...go, 'web/server.go': goServer.replace('port int', 'Base') },
    a: { 'web/server.go': stopped.replace('port int', 'Base') },
    b: { 'web/other.go': goHere },
  },
  'a method of Rust, which a trait may have': {
    base: {
      'src/lib.rs': lines('pub struct Server {}', '', 'impl Server {', '    pub fn close(&self) {}', '}'),
      'src/main.rs': '',
    },
    a: { 'src/lib.rs': lines('pub struct Server {}', '', 'impl Server {', '    pub fn stop(&self) {}', '}') },
    b: {
      'src/main.rs': lines(
        'use crate::Server;',
        '',
        'fn main(server: &Server) {',
        '    server.close();',
        '}',
      ),
    },
  },
};

test.each(Object.entries(FREE))('%s ties nobody', (_, two) => expectFree(two));
