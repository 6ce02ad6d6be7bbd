import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const page = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const server = 'http://127.0.0.1:3000'

/** Two pages: the agents' console (`/`) and the customer's simulated phone (`/simulator`). */
export default defineConfig({
  base: '/',
  plugins: [react()],
  server: { proxy: { '/api': server, '/simulator/': server } },
  build: {
    outDir: 'dist',
    // The policy of the server allows no data: addresses for scripts and styles.
    assetsInlineLimit: 0,
    // Older targets make the minifier rewrite light-dark() in a way that ignores the toggle of the console.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    rolldownOptions: { input: { index: page('index.html'), simulator: page('simulator.html') } },
  },
})
