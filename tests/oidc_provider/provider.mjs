// An OpenID Connect provider for tests: node provider.mjs PORT BACK. Anybody may sign in, by the name of an account.

import Provider from 'oidc-provider';

const [port, back] = process.argv.slice(2);
const ACCOUNTS = {
  ada: { name: 'Ada Lovelace', email: 'ada@example.org', email_verified: true, roles: ['staff'] },
  bo: { name: 'Bo', email: 'bo@example.org', email_verified: true, roles: [] },
  mallory: { name: 'Mallory', email: 'bo@example.org', email_verified: false, roles: ['somebody'] },
};

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    { client_id: 'eiland', client_secret: 'secret of the island', redirect_uris: [back], response_types: ['code'] },
  ],
  claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'], roles: ['roles'] },
  scopes: ['openid', 'profile', 'email', 'roles'],
  pkce: { required: () => true },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...ACCOUNTS[id] }) }),
  cookies: { keys: ['only for tests'] },
});
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
