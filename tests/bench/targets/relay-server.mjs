import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

// The floor: each frame goes to every other socket as it is, and who asks for the document gets a fixed answer.
const answers = new Map();
const rooms = new Map();
const emptyAnswer = Buffer.of(0, 1, 2, 0, 0);

const httpServer = createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    answers.set(request.url, Buffer.concat(parts));
    response.end();
  });
});
const server = new WebSocketServer({ server: httpServer, perMessageDeflate: false });
server.on('connection', (socket, request) => {
  const { url } = request;
  const room = rooms.get(url) ?? new Set();
  rooms.set(url, room.add(socket));
  socket.on('message', (data) => {
    if (data[0] === 0 && data[1] === 0) {
      socket.send(answers.get(url) ?? emptyAnswer);
      return;
    }
    for (const other of room) if (other !== socket) other.send(data);
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    room.delete(socket);
    if (room.size === 0) rooms.delete(url);
  });
});
httpServer.listen(Number(process.env.PORT), process.env.HOST);
