import { defineConfig } from 'vitest/config';

/** The server that `npm run dev` sends the socket, the map and the art to. */
const DEV_SERVER = 'http://127.0.0.1:8080';

/** Small parts that every page has, in one file: apart they would be larger. */
const EVERYBODYS =
  /preload-helper|src\/(state\/(order|activities|gathering|zoning)|media\/media-types|ui\/parts\/(icon-button|icons|language-choice|sheet))\./;

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
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'page', test: EVERYBODYS }] } } },
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
