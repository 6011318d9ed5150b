/** An account of the forge, with what its commits say of its owner. */
export interface Account {
  login: string;
  name: string;
  email: string;
  type: 'User' | 'Bot' | 'Organization';
}

function employee(login: string, name: string): Account {
  const [first] = name.toLowerCase().split(' ');
  return { login, name, email: `${first}@acme.test`, type: 'User' };
}

/** Acme's people, by the names of their User entities. */
export const people = {
  mira: employee('mira-okafor', 'Mira Okafor'),
  tomas: employee('tferreira', 'Tomas Ferreira'),
  nadia: employee('nadia-haddad', 'Nadia Haddad'),
  jonas: employee('jweber', 'Jonas Weber'),
  priya: employee('priya-raman', 'Priya Raman'),
  lukas: employee('lukasbrandt', 'Lukas Brandt'),
  sam: employee('sam-adeyemi', 'Sam Adeyemi'),
  elin: employee('elin-s', 'Elin Sandberg'),
  diego: employee('dmorales', 'Diego Morales'),
  yuki: employee('yuki-tanaka', 'Yuki Tanaka'),
  olga: employee('olga-petrova', 'Olga Petrova'),
  ada: employee('ada-kowalski', 'Ada Kowalski'),
  kofi: employee('kofi-mensah', 'Kofi Mensah'),
} satisfies Record<string, Account>;

/** Who is asked before anything reaches production. */
export const sre = [people.mira, people.tomas];

/** Somebody who sends a pull request and does not work at Acme. */
export const visitor: Account = {
  login: 'wandering-octo',
  name: 'Robin Marsh',
  email: 'robin@marsh.example',
  type: 'User',
};

/** As whom GitHub commits when somebody presses its merge button. */
export const webFlow: Account = {
  login: 'web-flow',
  name: 'GitHub',
  email: 'noreply@github.com',
  type: 'User',
};

/** As whom a workflow acts with the token of its job. */
export const actionsBot: Account = {
  login: 'github-actions[bot]',
  name: 'github-actions[bot]',
  email: '41898282+github-actions[bot]@users.noreply.github.com',
  type: 'Bot',
};

export const acme: Account = {
  login: 'acme',
  name: 'acme',
  email: 'github@acme.test',
  type: 'Organization',
};
