import { ProxiedSignInPage, SignInPage } from '@backstage/core-components';
import { configApiRef, IdentityApi, useApi } from '@backstage/core-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { useState } from 'react';
import { PersonChooser } from './PersonChooser';

const STORED_PERSON = 'release-evidence-demo.person';

/** A person of the demo, as the configuration lists them. */
export interface DemoPerson {
  name: string;
  displayName: string;
  role: string;
}

/**
 * In the demo one signs in by choosing who to be; the choice holds for the
 * browser's tab. Elsewhere the portal's own sign-in page stands here.
 */
export const PortalSignInPage = (props: SignInPageProps) => {
  const config = useApi(configApiRef);
  const people = config.getOptional<DemoPerson[]>('demo.people') ?? [];
  const [chosen, setChosen] = useState(
    () => window.sessionStorage.getItem(STORED_PERSON) ?? undefined,
  );
  if (people.length === 0) {
    return <SignInPage {...props} providers={['guest']} />;
  }
  if (chosen !== undefined) {
    return (
      <ProxiedSignInPage
        onSignInSuccess={identity =>
          props.onSignInSuccess(forgettingOnSignOut(identity))
        }
        provider="demo"
        headers={{ 'x-demo-person': chosen }}
      />
    );
  }
  return (
    <PersonChooser
      people={people}
      onChoose={name => {
        window.sessionStorage.setItem(STORED_PERSON, name);
        setChosen(name);
      }}
    />
  );
};

function forgettingOnSignOut(identity: IdentityApi): IdentityApi {
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    signOut: async () => {
      window.sessionStorage.removeItem(STORED_PERSON);
      await identity.signOut();
    },
  };
}
