/**
 * Somebody as a forge or deployer names them. `account` is
 * `<host>/<login>` in lower case, the form in which people are told apart.
 *
 * @public
 */
export interface Person {
  account: string | null;
  name: string | null;
  email: string | null;
}

/** Whether two names are surely the same person. @public */
export function samePerson(a: Person, b: Person): boolean {
  if (a.account && b.account) {
    return a.account === b.account;
  }
  return Boolean(
    a.email && b.email && a.email.toLowerCase() === b.email.toLowerCase(),
  );
}

/** The name to show for a person. @public */
export function personName(person: Person | null): string {
  return (
    person?.account?.split('/').pop() ??
    person?.name ??
    person?.email ??
    'somebody unknown'
  );
}
