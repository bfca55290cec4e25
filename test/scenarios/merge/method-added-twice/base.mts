export class Pool {
  drain() {
    this.sockets.forEach((socket) => socket.close());
  }

  size() {
    return this.sockets.length;
  }

  open() {
    return this.sockets.length > 0;
  }
}
