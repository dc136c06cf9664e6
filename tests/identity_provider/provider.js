// An identity provider on the loopback address, for tests: a form with a subject and no password, and three subjects.
// node provider.js PORT REDIRECT_URI, with NODE_PATH's folder as the working directory.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [port, redirectUri, packages] = process.argv.slice(2);
const found = createRequire(`${packages}/`).resolve('oidc-provider');
const { Provider } = await import(pathToFileURL(found));
const issuer = `http://localhost:${port}`;

// What the ID token says of a subject; "quiet" has its role at userinfo only, as many providers do by default.
const told = {
  leader: { name: '厅领导', dashboard: ['leader'] },
  staff: { name: '督导室工作人员', dashboard: ['staff'] },
  stranger: { name: '外单位人员', dashboard: ['other'] },
  quiet: {},
};

const provider = new Provider(issuer, {
  clients: [{
    client_id: 'dashboard', client_secret: 'only-for-tests', redirect_uris: [redirectUri],
    post_logout_redirect_uris: [redirectUri],
  }],
  claims: { openid: ['sub'], profile: ['name', 'dashboard'] },
  conformIdTokenClaims: false,
  cookies: { keys: ['only-for-tests'] },
  features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  findAccount: (_ctx, sub) => ({
    accountId: sub,
    claims: (use) => (use === 'userinfo' && sub === 'quiet' ? { sub, dashboard: ['leader'] } : { sub, ...told[sub] }),
  }),
});
provider.listen(Number(port), '127.0.0.1', () => console.log('listening'));
