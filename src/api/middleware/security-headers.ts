import helmet from 'helmet'

/**
 * No script but from our own files: a name or a message that holds markup stays text even if a page should forget to
 * escape it (security.md 22). Styles may be inline; the console's components write them.
 */
export const securityHeaders = ({ secure }: { secure: boolean }) =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
    // `no-referrer` would also take the Origin away from form posts of our own pages.
    referrerPolicy: { policy: 'same-origin' },
  })
