import { defineConfig } from 'vitest/config';

/** The server that `npm run dev` sends the socket, the map and the art to. */
const DEV_SERVER = 'http://127.0.0.1:8080';

export default defineConfig({
  base: '/',
  build: {
    outDir: '../island_server/web/static',
    emptyOutDir: true,
    target: 'es2022',
    // Inlined files would be data: URLs, which the content security policy forbids.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
  },
  server: {
    proxy: {
      '/api': DEV_SERVER,
      '/maps': DEV_SERVER,
      '/art': DEV_SERVER,
      '/socket.io': { target: DEV_SERVER, ws: true },
    },
  },
  test: {
    include: ['tests/**/*.test.{ts,tsx}', 'src/**/*.test.{ts,tsx}'],
    environment: 'node',
  },
});
